"""Asking a model for a team: outside the transaction, and with what it costs on the team's meter."""

from typing import Any

from app.accounts.models import Team
from app.core.db import paused_transaction
from app.llm.ask import Answer, ask
from app.llm.base import Model, Spent
from app.llm.errors import LLMError
from app.usage import service as usage


def ask_for(team: Team, model: Model, words: str, **options: Any) -> Answer:
    """`llm.ask.ask`, with its options and errors, while no transaction is open.

    What was spent is counted at once, also on a call that failed: it is paid for whatever becomes of the request.
    """
    meter = usage.meter(team)
    with paused_transaction():
        try:
            answer = ask(model, words, **options)
        except LLMError as exc:
            if exc.spent:
                _count(meter, exc.spent)
            raise
        _count(meter, Spent(answer.attempts, answer.input_tokens, answer.output_tokens, answer.cost_usd))
        return answer


def _count(meter: usage.Meter, spent: Spent) -> None:
    usage.add_llm_calls(
        meter,
        attempts=spent.attempts,
        input_tokens=spent.input_tokens,
        output_tokens=spent.output_tokens,
        cost_usd=spent.cost_usd,
    )
