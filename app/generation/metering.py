"""Asking a model for a team: outside the transaction, and with what it costs on the team's meter."""

from typing import Any

from app.accounts.models import Team
from app.core.db import paused_transaction
from app.core.errors import InvalidInput
from app.llm.ask import Answer, ask
from app.llm.base import Model, Spent
from app.llm.errors import LLMError
from app.prompts import uses
from app.usage import service as usage

_NOTHING = Spent(0, None, None, None)


def ask_for(team: Team, model: Model, words: str, *, prompt_id: str | None = None, **options: Any) -> Answer:
    """`llm.ask.ask`, with its options and errors, while no transaction is open.

    What was spent is counted at once, also on a call that failed: it is paid for whatever becomes of the request. It
    is a use of the saved prompt `prompt_id`, if the words came from one. PlanLimitReached when the team's plan leaves
    no call.
    """
    meter = usage.meter(team)
    with paused_transaction():
        taken = usage.take_llm_call(meter)
        try:
            answer = ask(model, words, **options)
        except LLMError as exc:
            _count(meter, prompt_id, exc.spent or _NOTHING, taken)
            raise
        except InvalidInput:
            _count(meter, None, _NOTHING, taken)
            raise
        _count(meter, prompt_id, spent_on(answer), taken)
        return answer


def spent_on(answer: Answer) -> Spent:
    """What the answer took."""
    return Spent(answer.attempts, answer.input_tokens, answer.output_tokens, answer.cost_usd)


def _count(meter: usage.Meter, prompt_id: str | None, spent: Spent, taken: int) -> None:
    """`taken`: how many calls of the plan were counted before they were made."""
    tokens: dict[str, Any] = {name: getattr(spent, name) for name in ("input_tokens", "output_tokens", "cost_usd")}
    if spent.attempts or taken:
        usage.add_llm_calls(meter, attempts=spent.attempts - taken, **tokens)
    if prompt_id:
        uses.add_use(prompt_id, **tokens)
