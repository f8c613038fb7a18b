"""What is paid, over HTTP."""

from typing import Any

from flask import Response, jsonify

from app.accounts.api import current_team
from app.core.http.pagination import PageQuery, paginate
from app.documents import payments
from app.documents.ledger import payment_facts
from app.documents.lifecycle import Action
from app.documents.models import Document, Payment
from app.documents.payment_schemas import PaidIn, PaymentIn, PaymentList, PaymentOut
from app.documents.present import moment
from app.documents.routes import Address, Routes, envelope

routes = Routes()


@routes.add(
    "POST",
    "/<id>/mark-paid",
    "mark_{one}_paid",
    action=Action.MARK_PAID,
    body=lambda _: PaidIn,
    output=envelope,
)
def mark_paid(address: Address, document_id: str, body: dict[str, Any]) -> Response:
    """Mark as paid, today or on `paid_at`: what is left is paid. A draft is issued first."""
    return address.answer(payments.mark_paid(current_team(), address.kind, document_id, body["paid_at"]))


@routes.add("POST", "/<id>/mark-unpaid", "mark_{one}_unpaid", action=Action.MARK_UNPAID, output=envelope)
def mark_unpaid(address: Address, document_id: str) -> Response:
    """Mark as unpaid: what marking as paid has added is taken back. Payments that were recorded are deleted instead."""
    return address.answer(payments.mark_unpaid(current_team(), address.kind, document_id))


@routes.add(
    "GET",
    "/<id>/payments",
    "list_{one}_payments",
    action=Action.RECORD_PAYMENT,
    query=lambda _: PageQuery,
    output=lambda _: PaymentList,
)
def list_payments(address: Address, document_id: str, query: dict[str, Any]) -> Response:
    """All payments of the {one}, newest first."""
    document, select = payments.list_payments(current_team(), address.kind, document_id)
    page = paginate(select, Payment.id, query)
    return jsonify(payments=[_payment_json(document, row) for row in page.rows], pagination=page.pagination)


@routes.add(
    "POST",
    "/<id>/payments",
    "record_{one}_payment",
    action=Action.RECORD_PAYMENT,
    body=lambda _: PaymentIn,
    output=lambda address: address.with_document("payment", PaymentOut),
    status=201,
)
def record_payment(address: Address, document_id: str, body: dict[str, Any]) -> Response:
    """Record that money came. A draft is issued first; with the last cent the {one} is paid.

    More than what is left is refused (409 `overpayment`), and so is a `reference` that the {one} has a payment of (409
    `reference_taken`, with `details.payment_id`). The ETag is that of the {one}.
    """
    document, payment = payments.record_payment(current_team(), address.kind, document_id, **body)
    return address.answer(document, 201, payment=_payment_json(document, payment))


@routes.add(
    "DELETE",
    "/<id>/payments/<payment_id>",
    "delete_{one}_payment",
    action=Action.RECORD_PAYMENT,
    output=envelope,
)
def delete_payment(address: Address, document_id: str, payment_id: str) -> Response:
    """Take a payment back. What it paid is open again; the {one} is answered."""
    return address.answer(payments.delete_payment(current_team(), address.kind, document_id, payment_id))


def _payment_json(document: Document, payment: Payment) -> dict[str, Any]:
    return {"id": payment.id, **payment_facts(document, payment), "created_at": moment(payment.created_at)}
