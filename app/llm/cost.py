"""What a conversation with a model cost: exact, or unknown, but never a guess."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from app.llm.base import Model, Reply, Spent
from app.llm.models import find_listed

# The vendors answer with the release behind a name: gpt-4.1-mini-2025-04-14, claude-haiku-4-5-20251001, …-flash-001.
_RELEASE = re.compile(r"-(\d{4}-\d{2}-\d{2}|\d{8}|\d{3})$", re.ASCII)


def spent_on(model: Model, replies: Sequence[Reply], day: date, *, attempts: int) -> Spent:
    """What `replies` to questions for `model` took. `attempts` also counts a question that was never answered."""
    costs = [_cost_usd(model, reply, day) for reply in replies]
    known = [cost for cost in costs if cost is not None]
    return Spent(
        attempts=attempts,
        input_tokens=_total([reply.input_tokens for reply in replies]),
        output_tokens=_total([reply.output_tokens for reply in replies]),
        cost_usd=sum(known, Decimal(0)) if costs and len(known) == len(costs) else None,
    )


def _cost_usd(model: Model, reply: Reply, day: date) -> Decimal | None:
    # The one that answered is billed: behind "latest", or where a vendor sends a retired model's calls elsewhere.
    served = find_listed(model.provider, _RELEASE.sub("", reply.model)) or model
    price = served.price_on(day)
    if price is None:
        return None
    if not price.input and not price.output:
        return Decimal(0)
    if reply.input_tokens is None or reply.output_tokens is None:
        return None
    return (reply.input_tokens * price.input + reply.output_tokens * price.output).scaleb(-6)


def _total(counts: list[int | None]) -> int | None:
    known = [count for count in counts if count is not None]
    return sum(known) if known else None
