"""Asking a model for a team: outside the transaction, and with what it costs on the team's meter."""

from typing import Any

from app.accounts.models import Team
from app.core.db import paused_transaction
from app.llm.ask import Answer, ask
from app.llm.base import Model
from app.usage import service as usage


def ask_for(team: Team, model: Model, words: str, **options: Any) -> Answer:
    """`llm.ask.ask`, with its options and errors, while no transaction is open.

    What was spent is counted at once, for it is paid for whatever becomes of the request.
    """
    meter = usage.meter(team)
    with paused_transaction():
        answer = ask(model, words, **options)
        usage.add_llm_calls(
            meter,
            attempts=answer.attempts,
            input_tokens=answer.input_tokens,
            output_tokens=answer.output_tokens,
            cost_usd=None,
        )
        return answer
