"""Credit notes over HTTP, as far as they are made of an invoice."""

from decimal import Decimal
from typing import Any

from flask import Response
from marshmallow import Schema, ValidationError, fields, validate, validates

from app.accounts.api import current_team
from app.core.fields import BoundedList, ExactDecimal, Text
from app.documents import crediting
from app.documents.crediting import Wanted
from app.documents.lifecycle import Action
from app.documents.routes import Address, Routes, shown
from app.documents.schemas import MAX_ITEMS, DocumentOut

routes = Routes()


class CreditLineIn(Schema):
    line = fields.Integer(
        strict=True,
        required=True,
        validate=validate.Range(1, MAX_ITEMS),
        metadata={"description": "The first item of the invoice is 1."},
    )
    quantity = ExactDecimal(6, load_default=None, allow_none=True, metadata={"description": "Default: what is left."})

    @validates("quantity")
    def _not_zero(self, quantity: Decimal | None, **_: Any) -> None:
        if quantity is not None and not quantity:
            raise ValidationError("Must not be 0.")


class CreditIn(Schema):
    items = BoundedList(
        fields.Nested(CreditLineIn),
        MAX_ITEMS,
        shortest=1,
        metadata={"description": "Leave out to credit all that is left."},
    )
    reason = Text(2000, lines=True, load_default=None, allow_none=True, metadata={"description": "It is printed."})
    issued_at = fields.Date(
        load_default=None,
        allow_none=True,
        metadata={"description": "Not before the invoice. Default: today, or the day of an invoice that is of later."},
    )


@routes.add(
    "POST",
    "/<id>/credit",
    "credit_{one}",
    action=Action.CREDIT,
    body=lambda _: CreditIn,
    output=lambda address: address.with_document("credit_note", DocumentOut),
    status=201,
)
def credit(address: Address, document_id: str, body: dict[str, Any]) -> Response:
    """Make and issue a credit note, for all that is left or for some lines and quantities.

    Document discounts and taxes are taken back in proportion; all credit notes of an invoice add up to it to the cent.
    More than is left is refused (409 `credit_exceeds_invoice`). `totals.credited` of the invoice tells what was
    credited, `GET /documents?source_id=` lists the notes, and voiding one gives back what it took. The ETag is that of
    the {one}.
    """
    items = body.pop("items", None)
    wanted = None if items is None else [Wanted(**item) for item in items]
    invoice, note = crediting.credit(current_team(), address.kind, document_id, wanted=wanted, **body)
    return address.answer(invoice, 201, credit_note=shown(note))
