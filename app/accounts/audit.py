"""The audit trail: who did what, when, and what changed by it."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from flask import has_request_context
from sqlalchemy import event
from sqlalchemy.orm import Session

from app.accounts import chain
from app.accounts.chain import Seal
from app.accounts.models import AuditEntry, Team
from app.accounts.tenancy import owned
from app.core import clock
from app.core.db import db
from app.core.http.caller import Caller, find_caller
from app.core.ids import new_id

Sealer = Callable[[Sequence[str]], Mapping[str, Seal]]
"""From the ids of subjects to the digests of what is stored of them now."""
_WAITING = "saybill.audit_entries"


class _Waiting(NamedTuple):
    """An entry that is put into the chain at the commit."""

    entry: AuditEntry
    sealed_by: Sealer
    unless_told: bool


def find_doer() -> Caller | None:
    """Who does what is being done now; None for the system, outside a request."""
    return find_caller() if has_request_context() else None


def record(
    action: str,
    *,
    team_id: str,
    subject_id: str,
    changes: dict[str, Any] | None = None,
    sealed_by: Sealer | None = None,
    unless_told: bool = False,
) -> None:
    """Note a deed of the present caller (of the system, outside a request), in the present transaction.

    `changes` holds JSON values only, and never a secret: `{field: [before, after]}`. With `sealed_by` the entry stands
    in the team's chain, under the digests of what is stored of the subject at the commit; `unless_told` drops it when
    the same transaction has another such entry about the subject.
    """
    doer = find_doer()
    entry = AuditEntry(
        id=new_id("aud"),
        team_id=team_id,
        user_id=doer.user_id if doer else None,
        token_id=doer.token_id if doer else None,
        action=action,
        subject_id=subject_id,
        changes=changes or {},
        at=clock.now(),
    )
    if sealed_by:
        db.session.info.setdefault(_WAITING, []).append(_Waiting(entry, sealed_by, unless_told))
    else:
        db.session.add(entry)


@event.listens_for(db.session, "before_commit")
def _append_to_chains(session: Session) -> None:
    """At the very end, so that the heads are the last rows that a transaction locks, and are held for a moment only."""
    session.flush()
    waiting: list[_Waiting] = session.info.pop(_WAITING, [])
    told = {each.entry.subject_id for each in waiting if not each.unless_told}
    waiting = [each for each in waiting if not (each.unless_told and each.entry.subject_id in told)]
    by_team: defaultdict[str, list[tuple[AuditEntry, Seal]]] = defaultdict(list)
    for sealed_by in dict.fromkeys(each.sealed_by for each in waiting):
        entries = [each.entry for each in waiting if each.sealed_by is sealed_by]
        seals = sealed_by([entry.subject_id for entry in entries])
        for entry in entries:
            by_team[entry.team_id].append((entry, seals[entry.subject_id]))
    for team_id in sorted(by_team):
        chain.append(session, team_id, by_team[team_id])


@event.listens_for(db.session, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop(_WAITING, None)


def list_entries(team: Team, filters: dict[str, Any]) -> sa.Select[AuditEntry]:
    """The team's entries that pass the filters (a loaded `AuditQuery`); unordered."""
    select = owned(AuditEntry, team)
    for name in ("action", "subject_id", "user_id", "token_id"):
        if filters.get(name):
            select = select.where(getattr(AuditEntry, name) == filters[name])
    return within_days(select, AuditEntry.at, team, filters)


def within_days(select: sa.Select[Any], moment: Any, team: Team, filters: dict[str, Any]) -> sa.Select[Any]:
    """Only rows whose `moment` lies from the day `first` to the day `last`, in the team's time zone; both may lack."""
    if filters.get("first"):
        select = select.where(moment >= _midnight(filters["first"], team))
    if filters.get("last") and filters["last"] < date.max:
        select = select.where(moment < _midnight(filters["last"] + timedelta(days=1), team))
    return select


def _midnight(day: date, team: Team) -> datetime:
    try:
        return datetime.combine(day, time(), ZoneInfo(team.time_zone)).astimezone(UTC)
    except OverflowError:  # At the ends of the calendar the zone leads out of it.
        return datetime.combine(day, time(), UTC)
