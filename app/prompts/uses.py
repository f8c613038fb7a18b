"""Counting what became of a prompt's uses.

A use and what it cost are counted at once and for good, whatever becomes of the request; that it ended in an invoice
is counted with that invoice, or not at all.
"""

from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from app.core import clock, log
from app.core.db import db, writing_connection
from app.prompts.models import Prompt

logger = log.get(__name__)


def add_use(
    prompt_id: str,
    *,
    input_tokens: int | None = None,
    output_tokens: int | None = None,
    cost_usd: Decimal | None = None,
) -> None:
    """Count a use that a model was asked for, with what it took where that is known.

    In a transaction of its own, so only while no other is open, or SQLite would wait for itself. A database that is
    away costs the count, not the answer.
    """
    added = {"uses": 1}
    if input_tokens is not None or output_tokens is not None:
        added |= {"metered_uses": 1, "tokens": (input_tokens or 0) + (output_tokens or 0)}
    if cost_usd is not None:
        added |= {"priced_uses": 1, "cost_nano_usd": int(cost_usd.scaleb(9))}
    values = {name: getattr(Prompt, name) + count for name, count in added.items()}
    update = sa.update(Prompt).where(Prompt.id == prompt_id).values(**values, last_used_at=clock.now())
    try:
        with db.engine.connect() as bare, writing_connection(bare) as connection:
            connection.execute(update)
    except SQLAlchemyError as exc:
        logger.warning("prompt_use_not_stored", kind=type(exc).__name__)


def add_success(prompt_id: str) -> None:
    """Count, in the present transaction, that a use ended in an invoice."""
    db.session.execute(
        sa.update(Prompt)
        .where(Prompt.id == prompt_id)
        .values(successes=Prompt.successes + 1)
        .execution_options(synchronize_session=False)
    )
