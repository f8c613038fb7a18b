"""The audit trail: who did what."""

from typing import Any

from flask import has_request_context

from app.accounts.models import AuditEntry
from app.core import clock
from app.core.db import db
from app.core.http.caller import Caller, find_caller
from app.core.ids import new_id


def find_doer() -> Caller | None:
    """Who does what is being done now; None for the system, outside a request."""
    return find_caller() if has_request_context() else None


def record(action: str, *, team_id: str, subject_id: str, changes: dict[str, Any] | None = None) -> None:
    """Note a deed of the present caller (of the system, outside a request), in the present transaction.

    `changes` holds JSON values only, and never a secret.
    """
    doer = find_doer()
    db.session.add(
        AuditEntry(
            id=new_id("aud"),
            team_id=team_id,
            user_id=doer.user_id if doer else None,
            token_id=doer.token_id if doer else None,
            action=action,
            subject_id=subject_id,
            changes=changes or {},
            at=clock.now(),
        )
    )
