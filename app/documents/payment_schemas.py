"""What crosses the border about payments."""

from decimal import Decimal
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates

from app.core.fields import ExactDecimal, MomentOut, OutSchema, Text
from app.core.http.pagination import PaginationOut
from app.documents.models import PAYMENT_ORIGINS


class PaidIn(Schema):
    paid_at = fields.Date(load_default=None, allow_none=True, metadata={"description": "Default: today."})


class PaymentIn(Schema):
    amount = ExactDecimal(4, minimum="0", required=True, metadata={"description": "Above 0, at most what is left."})
    paid_at = fields.Date(load_default=None, allow_none=True, metadata={"description": "Default: today."})
    method = Text(
        40, load_default=None, allow_none=True, metadata={"description": "`bank_transfer`, `cash`, `card`, …"}
    )
    reference = Text(
        120, load_default=None, allow_none=True, metadata={"description": "The bank's; once for each invoice."}
    )

    @validates("amount")
    def _above_zero(self, amount: Decimal, **_: Any) -> None:
        if not amount:
            raise ValidationError("Must be above 0.")


class PaymentOut(OutSchema):
    id = fields.String()
    document_id = fields.String()
    amount = fields.String()
    currency = fields.String()
    paid_at = fields.Date()
    method = fields.String(allow_none=True)
    reference = fields.String(allow_none=True)
    origin = fields.String(
        validate=validate.OneOf(PAYMENT_ORIGINS),
        metadata={"description": "`deposit`: it stood on the draft. `mark_paid`: what was left when it was marked."},
    )
    created_at = MomentOut()


class PaymentList(OutSchema):
    payments = fields.List(fields.Nested(PaymentOut))
    pagination = fields.Nested(PaginationOut)
