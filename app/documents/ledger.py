"""What was paid and credited of an invoice, and the status that follows. The caller has locked the document."""

from datetime import date
from typing import Any

import sqlalchemy as sa

from app.accounts import audit
from app.core import clock, events, money
from app.core.db import db
from app.core.ids import new_id
from app.documents import kinds, lifecycle
from app.documents.events import PAID, PAYMENT_DELETED, PAYMENT_RECORDED, UNPAID, announce
from app.documents.lifecycle import Status
from app.documents.models import Document, Payment
from app.documents.seal import seals_of


def amount_due(document: Document) -> int:
    """What is still to be paid, in minor units."""
    return lifecycle.amount_due(document.total_minor, document.paid_minor, document.credited_minor)


def payments_of(document: Document) -> sa.Select[Payment]:
    """All payments of an invoice; unordered."""
    return sa.select(Payment).where(Payment.team_id == document.team_id, Payment.document_id == document.id)


def add(
    document: Document,
    amount_minor: int,
    paid_at: date,
    *,
    origin: str,
    method: str | None = None,
    reference: str | None = None,
) -> Payment:
    """Write a payment down. Leaves the status to `settle`."""
    payment = Payment(
        id=new_id("pay"),
        team_id=document.team_id,
        document_id=document.id,
        amount_minor=amount_minor,
        paid_at=paid_at,
        method=method,
        reference=reference,
        origin=origin,
        created_at=clock.now(),
    )
    db.session.add(payment)
    document.paid_minor += amount_minor
    _tell(PAYMENT_RECORDED, document, payment)
    return payment


def remove(document: Document, payment: Payment) -> None:
    """Take a payment back. Leaves the status to `settle`."""
    db.session.delete(payment)
    document.paid_minor -= payment.amount_minor
    _tell(PAYMENT_DELETED, document, payment)


def take_deposit(document: Document) -> None:
    """The deposit of a draft that was just issued becomes a payment, of the day of issue."""
    if document.prepaid_minor and document.type in kinds.OWED:
        document.paid_minor = 0
        add(document, document.prepaid_minor, document.issued_at, origin="deposit")
        settle(document)


def settle(document: Document, paid_at: date | None = None) -> None:
    """Bring the status in line with the sums, after every change of what is paid or credited.

    Tells when it became paid (on `paid_at`, by default the day of the last payment) or open again.
    """
    before = document.status
    status = lifecycle.settled_status(
        total=document.total_minor,
        paid=document.paid_minor,
        credited=document.credited_minor,
        was_sent=document.sent_at is not None,
    )
    document.status = status
    document.updated_at = clock.now()
    db.session.flush()
    if status == Status.PAID and before != Status.PAID:
        pay(document, before, paid_at or _last_day(document))
    elif before == Status.PAID and status != Status.PAID:
        document.paid_at = None
        db.session.flush()
        announce(UNPAID, document, {"status": [before, status]})


def pay(document: Document, before: str, paid_at: date) -> None:
    """Nothing is left to pay since that day."""
    document.status = Status.PAID
    document.paid_at = paid_at
    document.updated_at = clock.now()
    db.session.flush()
    announce(PAID, document, {"status": [before, document.status], "paid_at": paid_at.isoformat()})


def _last_day(document: Document) -> date:
    last: date | None = db.session.scalar(
        payments_of(document).with_only_columns(sa.func.max(Payment.paid_at), maintain_column_froms=True)
    )
    return last or document.issued_at


def _tell(event: events.Event, document: Document, payment: Payment) -> None:
    changes = payment_facts(document, payment)
    told = {"payment_id": payment.id, **changes}
    audit.record(event.name, team_id=document.team_id, subject_id=document.id, changes=told, sealed_by=seals_of)
    events.publish(
        event,
        team_id=document.team_id,
        subject=payment,
        shown={"payment": {"id": payment.id, **changes}},
        document=document,
        changes=changes,
    )


def payment_facts(document: Document, payment: Payment) -> dict[str, Any]:
    """A payment in JSON values, without its id."""
    return {
        "document_id": payment.document_id,
        "amount": money.format_minor(payment.amount_minor, document.currency),
        "currency": document.currency,
        "paid_at": payment.paid_at.isoformat(),
        "method": payment.method,
        "reference": payment.reference,
        "origin": payment.origin,
    }
