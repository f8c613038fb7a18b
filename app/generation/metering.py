"""Asking a model for a team: outside the transaction, and with what it costs on the team's meter."""

from typing import Any

from app.accounts.models import Team
from app.core.db import paused_transaction
from app.llm.ask import Answer, ask
from app.llm.base import Model, Spent
from app.llm.errors import LLMError
from app.prompts import uses
from app.usage import service as usage


def ask_for(team: Team, model: Model, words: str, *, prompt_id: str | None = None, **options: Any) -> Answer:
    """`llm.ask.ask`, with its options and errors, while no transaction is open.

    What was spent is counted at once, also on a call that failed: it is paid for whatever becomes of the request. It
    is a use of the saved prompt `prompt_id`, if the words came from one.
    """
    meter = usage.meter(team)
    with paused_transaction():
        try:
            answer = ask(model, words, **options)
        except LLMError as exc:
            _count(meter, prompt_id, exc.spent)
            raise
        _count(meter, prompt_id, spent_on(answer))
        return answer


def spent_on(answer: Answer) -> Spent:
    """What the answer took."""
    return Spent(answer.attempts, answer.input_tokens, answer.output_tokens, answer.cost_usd)


def _count(meter: usage.Meter, prompt_id: str | None, spent: Spent | None) -> None:
    tokens: dict[str, Any] = {}
    if spent:
        tokens = {name: getattr(spent, name) for name in ("input_tokens", "output_tokens", "cost_usd")}
        usage.add_llm_calls(meter, attempts=spent.attempts, **tokens)
    if prompt_id:
        uses.add_use(prompt_id, **tokens)
