"""The verbs on what is paid: record and delete payments, mark as paid and unpaid."""

from datetime import date
from decimal import Decimal

import sqlalchemy as sa

from app.accounts.models import Team
from app.accounts.tenancy import get_owned, owned
from app.core import money
from app.core.db import db
from app.core.errors import Conflict, InvalidInput
from app.documents import ledger, moves
from app.documents.lifecycle import Action
from app.documents.models import Document, Payment
from app.documents.refusals import Overpayment
from app.documents.service import get_document


class PaidOnAnotherDay(Conflict):
    code = "paid_on_another_day"


class PaidByPayments(Conflict):
    """`details.payment_ids`: the payments that paid it."""

    code = "paid_by_payments"
    default_message = "Payments were recorded for this invoice. Delete those that did not come, instead."


class ReferenceTaken(Conflict):
    """`details.payment_id`: the payment that has the reference."""

    code = "reference_taken"
    default_message = (
        "Another payment of this invoice has this reference. If it is the same one, nothing is to be done."
    )


def list_payments(team: Team, kind: str | None, document_id: str) -> tuple[Document, sa.Select[Payment]]:
    """The document, and all its payments; unordered."""
    document = get_document(team, kind, document_id)
    return document, owned(Payment, team).where(Payment.document_id == document.id)


def record_payment(
    team: Team,
    kind: str | None,
    document_id: str,
    amount: Decimal,
    *,
    paid_at: date | None = None,
    method: str | None = None,
    reference: str | None = None,
) -> tuple[Document, Payment]:
    """Money came, on that day or today. A draft is issued first.

    Overpayment when it is more than what is left, ReferenceTaken when the invoice has a payment of that reference,
    InvalidInput when the amount has more decimals than the currency.
    """
    document = get_document(team, kind, document_id, lock=True)
    _check_reference(document, reference)
    step = moves.step(document, Action.RECORD_PAYMENT)
    minor = _to_minor(amount, document.currency)
    due = ledger.amount_due(document)
    if minor > due:
        left = money.format_minor(max(due, 0), document.currency)
        message = f"Only {left} {document.currency} is left to pay. Record that much, or look at the other payments."
        raise Overpayment(message, details={"amount": [f"More than the {left} that is left."]})
    if step.issues_first:
        moves.issue(team, document)
    day = paid_at or moves.today(team)
    payment = ledger.add(document, minor, day, origin="recorded", method=method, reference=reference)
    ledger.settle(document)
    return document, payment


def delete_payment(team: Team, kind: str | None, document_id: str, payment_id: str) -> Document:
    """Take a payment back; what it paid is open again."""
    document = get_document(team, kind, document_id, lock=True)
    payment = get_owned(Payment, team, payment_id, Payment.document_id == document.id)
    ledger.remove(document, payment)
    ledger.settle(document)
    return document


def mark_paid(team: Team, kind: str | None, document_id: str, paid_at: date | None = None) -> Document:
    """Pay what is left on that day, by default today in the team's zone. Issues a draft first; repeating it changes
    nothing.

    PaidOnAnotherDay when it is paid already and `paid_at` says otherwise.
    """
    document = get_document(team, kind, document_id, lock=True)
    step = moves.step(document, Action.MARK_PAID)
    if not step.changes and paid_at not in (None, document.paid_at):
        raise PaidOnAnotherDay(f"It was paid on {document.paid_at}. Mark it unpaid first to change the date.")
    if step.issues_first:
        moves.issue(team, document)
    # A deposit of everything has paid it by now.
    if step.changes and document.status != "paid":
        day, rest = paid_at or moves.today(team), ledger.amount_due(document)
        if rest:
            ledger.add(document, rest, day, origin="mark_paid")
            ledger.settle(document, day)
        else:
            ledger.pay(document, document.status, day)
    return document


def mark_unpaid(team: Team, kind: str | None, document_id: str) -> Document:
    """Take back what marking as paid has added; a document that is open already stays as it is.

    PaidByPayments when it is paid, but by payments that were recorded.
    """
    document = get_document(team, kind, document_id, lock=True)
    if not moves.step(document, Action.MARK_UNPAID).changes:
        return document
    payments = db.session.scalars(ledger.payments_of(document)).all()
    marks = [payment for payment in payments if payment.origin == "mark_paid"]
    if not marks and payments and document.status == "paid":
        raise PaidByPayments(details={"payment_ids": [payment.id for payment in payments]})
    for payment in marks:
        ledger.remove(document, payment)
    # Without any payment it was a bill of nothing, which only the mark has paid.
    if marks or not payments:
        ledger.settle(document)
    return document


def _check_reference(document: Document, reference: str | None) -> None:
    if reference is None:
        return
    same = db.session.scalar(ledger.payments_of(document).where(Payment.reference == reference))
    if same:
        raise ReferenceTaken(details={"payment_id": same.id})


def _to_minor(amount: Decimal, currency: str) -> int:
    exact = money.round_half_up(amount, money.exponent(currency))
    if exact != amount:
        raise InvalidInput.field("amount", f"{currency} has {money.exponent(currency)} decimals.")
    return money.to_minor(amount, currency)
