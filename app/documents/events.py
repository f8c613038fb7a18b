"""The facts this room publishes, and what it does on those of lower rooms."""

from typing import Any, cast

import sqlalchemy as sa

from app.accounts import audit
from app.accounts.events import TEAM_UPDATED
from app.accounts.service import get_team
from app.core import clock, events
from app.core.db import db
from app.core.errors import Conflict, InvalidInput
from app.customers.events import DELETED as CUSTOMER_DELETED
from app.customers.events import MERGED as CUSTOMER_MERGED
from app.documents.customer_totals import count_unpaid
from app.documents.models import Document
from app.documents.numbering import check_pattern
from app.rendering.templates import TEMPLATES

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


class CustomerOwes(Conflict):
    code = "customer_owes"


@events.on(CUSTOMER_DELETED)
def _keep_who_owes(fact: events.Fact) -> None:
    unpaid = count_unpaid(get_team(fact.team_id), fact.subject.id)
    if unpaid:
        raise CustomerOwes(
            f"This customer has {unpaid} unpaid invoice{'s' * (unpaid > 1)}, drafts included. Mark them paid, void or "
            f"delete them first; GET /invoices?status=unpaid&customer_id={fact.subject.id} lists them."
        )


@events.on(CUSTOMER_MERGED)
def _move_documents(fact: events.Fact) -> None:
    into, merged = fact.subject.id, fact.data["changes"]["merged"]
    moved = db.session.execute(
        sa.update(Document)
        .where(Document.team_id == fact.team_id, Document.customer_id == merged)
        .values(customer_id=into, version=Document.version + 1, updated_at=clock.now())
        .execution_options(synchronize_session=False)
    )
    count = cast(sa.CursorResult[Any], moved).rowcount
    audit.record("customer.documents_moved", team_id=fact.team_id, subject_id=into, changes={"documents": count})


@events.on(TEAM_UPDATED)
def _check_template(fact: events.Fact) -> None:
    if "template" in fact.data["changes"] and fact.subject.template not in TEMPLATES:
        raise InvalidInput.field("template", f"There is no such template; one of {', '.join(TEMPLATES)}.")
