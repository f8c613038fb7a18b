"""Keeping what is published, and finding it again."""

from typing import Any

import sqlalchemy as sa

from app.accounts.audit import within_days
from app.accounts.models import Team
from app.accounts.tenancy import owned
from app.core import clock, events
from app.core.db import db
from app.core.ids import new_id
from app.webhooks.models import PublishedEvent

_INSERT = sa.insert(PublishedEvent.__table__)  # type: ignore[arg-type]


@events.on_every
def keep(fact: events.Fact) -> None:
    """Write the fact down, by one plain INSERT in the transaction in which it happened."""
    row = {
        "id": new_id("evt"),
        "team_id": fact.team_id,
        "type": fact.event.name,
        "subject_id": fact.subject_id,
        "data": fact.shown,
        "at": clock.now(),
    }
    db.session.execute(_INSERT, row)


def list_events(team: Team, filters: dict[str, Any]) -> sa.Select[PublishedEvent]:
    """The team's events that pass the filters (a loaded `EventQuery`); unordered."""
    select = owned(PublishedEvent, team)
    for name in ("type", "subject_id"):
        if filters.get(name):
            select = select.where(getattr(PublishedEvent, name) == filters[name])
    return within_days(select, PublishedEvent.at, team, filters)
