"""Counting what is used, and telling it."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from app.accounts.models import Team
from app.accounts.plans import Plan, current_plans
from app.core import clock, log
from app.core.db import db, writing_connection
from app.usage.limits import LIMITED, PlanLimitReached
from app.usage.models import UsageMonth

COUNTS = ("documents", "api_calls", "llm_calls", "input_tokens", "output_tokens", "cost_nano_usd")
logger = log.get(__name__)


@dataclass(frozen=True)
class Meter:
    """Whose counts, of which month, and what they may reach. Plain values, for use while no transaction is open."""

    team_id: str
    month: str
    plan: Plan


def meter(team: Team) -> Meter:
    """The team's meter for the month it is in its time zone."""
    return Meter(team.id, clock.today(team.time_zone).strftime("%Y-%m"), current_plans().of(team))


def add(counted: Meter, **counts: int) -> None:
    """Add to the counts, by the names in `COUNTS`; any number of writers at once lose nothing.

    PlanLimitReached when it is more than the plan allows, as of the moment of the adding: others of the team wait
    until this transaction has ended. Let it undo what was to be counted.
    """
    _check(counted, db.session.execute(*_addition(counted, counts)).one(), counts)


def add_api_calls(counted: Meter, calls: int) -> None:
    """Add calls that were served already; `tally` has held them to the plan."""
    db.session.execute(*_addition(counted, {"api_calls": calls}))


def take_llm_call(counted: Meter) -> int:
    """Count the call to a model that is about to be made, where the plan limits them: how many were counted.

    In a transaction of its own, as `add_llm_calls`, which afterwards adds the rest. PlanLimitReached when none is left.
    """
    if counted.plan.llm_calls is None:
        return 0
    counts = {"llm_calls": 1}
    with db.engine.connect() as bare, writing_connection(bare) as connection:
        _check(counted, connection.execute(*_addition(counted, counts)).one(), counts)
    return 1


def _check(counted: Meter, row: sa.Row[Any], added: dict[str, int]) -> None:
    for name in LIMITED:
        limit = getattr(counted.plan, name)
        if added.get(name) and limit is not None and getattr(row, name) > limit:
            raise PlanLimitReached.of(counted.plan, name, counted.month)


def add_llm_calls(
    counted: Meter, *, attempts: int, input_tokens: int | None, output_tokens: int | None, cost_usd: Decimal | None
) -> None:
    """Count a conversation with a model, whatever becomes of the request: it is paid for.

    In a transaction of its own, so only while no other is open, or SQLite would wait for itself. A database that is
    away costs the count, not the answer.
    """
    counts = {
        "llm_calls": attempts,
        "input_tokens": input_tokens or 0,
        "output_tokens": output_tokens or 0,
        "cost_nano_usd": int((cost_usd or Decimal(0)).scaleb(9)),
    }
    try:
        with db.engine.connect() as bare, writing_connection(bare) as connection:
            connection.execute(*_addition(counted, counts))
    except SQLAlchemyError as exc:
        logger.warning("usage_not_stored", kind=type(exc).__name__, **counts)


def _addition(counted: Meter, counts: dict[str, int]) -> tuple[Any, dict[str, Any]]:
    row = {name: counts.get(name, 0) for name in COUNTS}
    return _upsert(db.engine.dialect.name), {"team_id": counted.team_id, "month": counted.month, **row}


@cache
def _upsert(dialect: str) -> Any:
    """The one statement that adds; building it costs more than running it."""
    table = cast(sa.Table, UsageMonth.__table__)
    insert = postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
    added = {name: table.c[name] + insert.excluded[name] for name in COUNTS}
    return insert.on_conflict_do_update(index_elements=["team_id", "month"], set_=added).returning(
        *(table.c[name] for name in LIMITED)
    )


def get_month(team: Team, month: str | None = None) -> UsageMonth:
    """The counts of a month such as "2026-11", by default the present one; all zero when nothing was used."""
    month = month or meter(team).month
    counted = db.session.get(UsageMonth, (team.id, month), populate_existing=True)
    return counted or UsageMonth(team_id=team.id, month=month, **dict.fromkeys(COUNTS, 0))
