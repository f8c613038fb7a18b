"""What becomes of estimates and quotes, over HTTP."""

from typing import Any

from flask import Response
from marshmallow import Schema, fields

from app.accounts.api import current_team
from app.documents import offers
from app.documents.lifecycle import Action
from app.documents.routes import Address, Routes, envelope, shown
from app.documents.schemas import DocumentOut

routes = Routes()


class ConvertIn(Schema):
    issue = fields.Boolean(load_default=False, metadata={"description": "Give the invoice its number at once."})


@routes.add("POST", "/<id>/approve", "approve_{one}", action=Action.APPROVE, output=envelope)
def approve(address: Address, document_id: str) -> Response:
    """Note that the customer agrees, also after having refused. A draft is issued first."""
    return address.answer(offers.approve(current_team(), address.kind, document_id))


@routes.add("POST", "/<id>/reject", "reject_{one}", action=Action.REJECT, output=envelope)
def reject(address: Address, document_id: str) -> Response:
    """Note that the customer refuses, also after having agreed."""
    return address.answer(offers.reject(current_team(), address.kind, document_id))


@routes.add(
    "POST",
    "/<id>/convert-to-invoice",
    "convert_{one}_to_invoice",
    action=Action.CONVERT,
    permission="invoices:write",
    body=lambda _: ConvertIn,
    output=lambda address: address.with_document("invoice", DocumentOut),
    status=201,
)
def convert(address: Address, document_id: str, body: dict[str, Any]) -> Response:
    """Make an invoice of it, of today. A draft of an estimate is issued first.

    Once: the second time is 409 `already_converted` with `details.invoice_id`. If that invoice is deleted, it may be
    converted again. The ETag is that of the {one}.
    """
    offer, invoice = offers.convert(current_team(), address.kind, document_id, issue=body["issue"])
    return address.answer(offer, 201, invoice=shown(invoice))
