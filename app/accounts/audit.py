"""The audit trail: who did what."""

from typing import Any

from flask import has_request_context

from app.accounts.models import AuditEntry
from app.core import clock
from app.core.db import db
from app.core.http.caller import find_caller
from app.core.ids import new_id


def record(action: str, *, team_id: str, subject_id: str, changes: dict[str, Any] | None = None) -> None:
    """Note a deed of the present caller (of the system, outside a request), in the present transaction.

    `changes` holds JSON values only, and never a secret.
    """
    caller = find_caller() if has_request_context() else None
    db.session.add(
        AuditEntry(
            id=new_id("aud"),
            team_id=team_id,
            user_id=caller.user_id if caller else None,
            token_id=caller.token_id if caller else None,
            action=action,
            subject_id=subject_id,
            changes=changes or {},
            at=clock.now(),
        )
    )
