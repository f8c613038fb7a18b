"""The facts this room publishes, and what it does on those of lower rooms."""

from typing import Any

from app.accounts import audit
from app.accounts.events import TEAM_UPDATED
from app.core import events
from app.documents.models import Document
from app.documents.numbering import check_pattern

CREATED = events.declare("document.created", "A document was made, by words or from fields.")
UPDATED = events.declare("document.updated", "A draft was changed.")
ISSUED = events.declare("document.issued", "A document got its number; from now on it does not change.")
PAID = events.declare("document.paid", "A document was marked as paid.")
UNPAID = events.declare("document.unpaid", "A document that was paid is open again.")
VOIDED = events.declare("document.voided", "A document was declared void; its number stays used.")
DELETED = events.declare("document.deleted", "A draft was removed, or an issued document hidden.")


def announce(event: events.Event, document: Document, changes: dict[str, Any] | None = None) -> None:
    """Write the audit row of a deed and tell the listeners, both in the transaction of the deed."""
    audit.record(event.name, team_id=document.team_id, subject_id=document.id, changes=changes)
    events.publish(event, team_id=document.team_id, subject=document, changes=changes or {})


@events.on(TEAM_UPDATED)
def _check_number_format(fact: events.Fact) -> None:
    if "number_format" in fact.data["changes"]:
        check_pattern(fact.subject.number_format)
