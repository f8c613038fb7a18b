"""Prompts as the API shows them, in JSON values only."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from app.core import clock, money
from app.prompts.models import Prompt, PromptVersion
from app.prompts.queries import Labels, labels_of
from app.prompts.variables import find_variables
from prompts_library import StarterPrompt


def prompts_json(prompts: Sequence[Prompt]) -> list[dict[str, Any]]:
    """The prompts with their labels, which are read by one query for all of them."""
    labels = labels_of([prompt.id for prompt in prompts])
    return [_prompt_json(prompt, labels.get(prompt.id, [])) for prompt in prompts]


def _prompt_json(prompt: Prompt, labels: Labels) -> dict[str, Any]:
    return {
        "id": prompt.id,
        "user_id": prompt.user_id,
        "prompt_text": prompt.text,
        "labels": labels,
        "variables": variables_json(prompt.text),
        "version": prompt.version,
        **_record_json(prompt),
        "created_at": clock.format_moment(prompt.created_at),
        "updated_at": clock.format_moment(prompt.updated_at),
    }


def variables_json(text: str) -> list[dict[str, Any]]:
    return [{"name": variable.name, "default": variable.default} for variable in find_variables(text)]


def _record_json(prompt: Prompt) -> dict[str, Any]:
    """How well the prompt has done so far."""
    success = _mean(Decimal(prompt.successes), prompt.uses, 4)
    cost = _mean(Decimal(prompt.cost_nano_usd).scaleb(-9), prompt.priced_uses, 9)
    tokens = _mean(Decimal(prompt.tokens), prompt.metered_uses, 0)
    return {
        "uses": prompt.uses,
        "last_used_at": prompt.last_used_at and clock.format_moment(prompt.last_used_at),
        "success_rate": None if success is None else money.format_decimal(success),
        "mean_tokens": None if tokens is None else int(tokens),
        "mean_cost_usd": None if cost is None else money.format_decimal(cost),
    }


def _mean(total: Decimal, count: int, decimals: int) -> Decimal | None:
    return money.round_half_up(total / count, decimals) if count else None


def version_json(version: PromptVersion) -> dict[str, Any]:
    return {
        "number": version.number,
        "prompt_text": version.text,
        "user_id": version.user_id,
        "created_at": clock.format_moment(version.created_at),
    }


def starter_json(starter: StarterPrompt) -> dict[str, Any]:
    """A prompt of the library as it can be copied."""
    return {
        "slug": starter.slug,
        "title": starter.title,
        "trade": starter.trade,
        "labels": [{"name": starter.label, "color": starter.color}],
        "prompt_text": starter.text,
        "variables": variables_json(starter.text),
    }
