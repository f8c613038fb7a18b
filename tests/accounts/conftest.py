"""What the tests of this room share."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from app.accounts.models import AuditEntry
from app.core import events
from app.core.db import db, transaction
from tests.callers import Api

Deeds = Callable[[Api, str], list[tuple[str, str | None, dict[str, Any]]]]


@pytest.fixture
def deeds() -> Deeds:
    """What was done to something, by which user, as the audit trail of the team tells it."""

    def read(api: Api, subject_id: str) -> list[tuple[str, str | None, dict[str, Any]]]:
        of_it = (AuditEntry.team_id == api.team_id, AuditEntry.subject_id == subject_id)
        with api.app.app_context(), transaction(writing=False):
            rows = db.session.scalars(sa.select(AuditEntry).where(*of_it).order_by(AuditEntry.at, AuditEntry.id))
            return [(row.action, row.user_id, row.changes) for row in rows]

    return read


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[events.Fact]:
    """All facts of this room that were told, in order."""
    facts: list[events.Fact] = []
    names = [name for name in events.EVENTS if name.partition(".")[0] in ("team", "member", "token")]
    for name in names:
        monkeypatch.setitem(events._listeners, name, [*events._listeners[name], facts.append])
    return facts
