"""The audit trail over HTTP."""

from typing import Any

from flask import Response, jsonify

from app.accounts import audit, chain
from app.accounts.api import current_team
from app.accounts.audit_schemas import AuditList, AuditQuery, VerificationOut, VerifyQuery
from app.accounts.chain import Head
from app.accounts.models import AuditEntry
from app.core import clock
from app.core.http.blueprint import ApiBlueprint
from app.core.http.caller import needs
from app.core.http.pagination import paginate

audit_trail = ApiBlueprint("audit", "/audit", tag="Audit and events")


def entry_json(entry: AuditEntry) -> dict[str, Any]:
    """The entry as the API shows it."""
    link = {name: getattr(entry, name) for name in ("position", "content_digest", "state_digest", "prev_hash", "hash")}
    return {
        "id": entry.id,
        "at": clock.format_moment(entry.at),
        "by": {"user_id": entry.user_id, "token_id": entry.token_id},
        "action": entry.action,
        "subject_id": entry.subject_id,
        "changes": entry.changes,
        "chain": link if entry.position else None,
    }


@audit_trail.get("")
@needs("audit:read")
@audit_trail.input(AuditQuery, location="query", arg_name="query")
@audit_trail.output(AuditList)
def list_audit_entries(query: dict[str, Any]) -> Response:
    """Who did what, when, and what changed by it, newest first."""
    page = paginate(audit.list_entries(current_team(), query), AuditEntry.id, query)
    return jsonify(entries=[entry_json(entry) for entry in page.rows], pagination=page.pagination)


@audit_trail.get("/verify")
@needs("audit:read")
@audit_trail.input(VerifyQuery, location="query", arg_name="query")
@audit_trail.output(VerificationOut)
def verify_audit_trail(query: dict[str, Any]) -> Response:
    """Whether the trail of the issued documents is whole, and each of them is stored as it was issued.

    Each deed on an issued document holds the hash of the one before it and digests of what is stored of the document.
    A changed byte in the document, its lines or the trail is found, and so is an entry that is gone, also the last.
    It reads all of them, so with many thousands it takes seconds.
    """
    noted = None if query["position"] is None else Head(query["position"], query["hash"])
    return jsonify(chain.report_json(chain.verify(current_team(), noted)))
