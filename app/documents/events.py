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
from app.documents.present import document_json
from app.documents.seal import seals_of
from app.rendering.templates import TEMPLATES

CREATED = events.declare("document.created", "A document was made, by words or from fields.")
UPDATED = events.declare("document.updated", "A draft was changed.")
ISSUED = events.declare("document.issued", "A document got its number; from now on it does not change.")
SENT = events.declare("document.sent", "A document went to the other party, or was marked as sent.")
APPROVED = events.declare("document.approved", "The customer agreed to an estimate or quote.")
REJECTED = events.declare("document.rejected", "The customer turned an estimate or quote down.")
CONVERTED = events.declare("document.converted", "An invoice was made of an estimate or quote.")
REOPENED = events.declare(
    "document.reopened", "The invoice of an estimate or quote was deleted; it may be converted again."
)
CREDITED = events.declare("document.credited", "A credit note was made for an invoice, in whole or in part.")
PAID = events.declare("document.paid", "Nothing is left to pay on an invoice.")
UNPAID = events.declare("document.unpaid", "An invoice that was paid is open again.")
VOIDED = events.declare("document.voided", "A document was declared void; its number stays used.")
PAYMENT_RECORDED = events.declare("payment.recorded", "Money came for an invoice.")
PAYMENT_DELETED = events.declare("payment.deleted", "A payment was taken back.")
NUMBERING_UPDATED = events.declare("numbering.updated", "A team changed how its numbers look.")
DELETED = events.declare("document.deleted", "A draft was removed, or an issued document hidden.")


def announce(event: events.Event, document: Document, changes: dict[str, Any] | None = None) -> None:
    """Write the audit row of a deed and tell the listeners, both in the transaction of the deed."""
    # What is issued never changes, and the trail can prove it. A draft may.
    sealed_by = None if document.status == "draft" else seals_of
    audit.record(event.name, team_id=document.team_id, subject_id=document.id, changes=changes, sealed_by=sealed_by)
    shown = {"document": document_json(document, clock.today(get_team(document.team_id).time_zone))}
    events.publish(event, team_id=document.team_id, subject=document, shown=shown, changes=changes or {})


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
