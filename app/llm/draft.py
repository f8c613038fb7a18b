"""The draft: what every provider makes of the words. Facts only; no sums, no defaults.

A description here is sent to language models with every call, and paid for: what the instructions say needs none.
"""

from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields, post_load, validate, validates_schema

from app.core.details import MAX_ROWS, PARTY_FIELDS, PAYMENT_FIELDS
from app.core.fields import BoundedList, CurrencyCode, ExactDecimal, Text

MAX_ITEMS = 1000


class _Draft(Schema):
    """Every key is present and null where the words do not say; what a model adds of its own is dropped."""

    class Meta:
        unknown = EXCLUDE


class PartyRow(_Draft):
    label = Text(80, required=True)
    value = Text(500, required=True)
    field = fields.String(required=True, allow_none=True, validate=validate.OneOf(PARTY_FIELDS))


class PaymentRow(_Draft):
    label = Text(80, required=True)
    value = Text(500, required=True)
    field = fields.String(required=True, allow_none=True, validate=validate.OneOf(PAYMENT_FIELDS))


class Reduction(_Draft):
    """Either a percentage or an amount."""

    percentage = ExactDecimal(4, minimum="0", maximum="100", required=True, allow_none=True)
    amount = ExactDecimal(6, minimum="0", required=True, allow_none=True)

    @validates_schema(skip_on_field_errors=True)
    def _not_both(self, data: dict[str, Any], **_: Any) -> None:
        if data["percentage"] is not None and data["amount"] is not None:
            raise ValidationError("Give either a percentage or an amount, null for the other.")


class DraftDiscount(Reduction):
    name = Text(120, required=True)


class DraftTax(_Draft):
    name = Text(80, required=True)
    percentage = ExactDecimal(4, minimum="0", maximum="100", required=True)
    inclusive = fields.Boolean(required=True)
    withholding = fields.Boolean(required=True, metadata={"description": "The customer keeps it back"})


class DraftItem(_Draft):
    name = Text(300, required=True)
    description = Text(2000, lines=True, required=True, allow_none=True)
    quantity = ExactDecimal(6, required=True)
    unit = Text(40, required=True, allow_none=True)
    unit_price = ExactDecimal(6, required=True)
    discount = fields.Nested(Reduction, required=True, allow_none=True)
    taxes = BoundedList(fields.Nested(DraftTax), 10, required=True, allow_none=True)
    """Only where this item differs from the invoice's taxes."""


class DraftSchema(_Draft):
    """The one shape of an answer (DESIGN: keys in this order). `items: []` means that there is nothing to invoice."""

    title = Text(200, required=True, allow_none=True)
    number = Text(60, required=True, allow_none=True)
    currency = CurrencyCode(required=True, allow_none=True)
    language = Text(35, required=True, allow_none=True)
    locale = Text(35, required=True, allow_none=True)
    issued_at = fields.Date(required=True, allow_none=True)
    due_at = fields.Date(required=True, allow_none=True)
    from_details = BoundedList(fields.Nested(PartyRow), MAX_ROWS, required=True)
    to_details = BoundedList(fields.Nested(PartyRow), MAX_ROWS, required=True)
    payment_details = BoundedList(fields.Nested(PaymentRow), MAX_ROWS, required=True)
    items = BoundedList(fields.Nested(DraftItem), MAX_ITEMS, required=True)
    discounts = BoundedList(fields.Nested(DraftDiscount), 20, required=True)
    taxes = BoundedList(fields.Nested(DraftTax), 20, required=True)
    amount_paid = ExactDecimal(6, minimum="0", required=True, allow_none=True)
    notes = Text(5000, lines=True, required=True, allow_none=True)
    terms = Text(5000, lines=True, required=True, allow_none=True)
    reference = Text(120, required=True, allow_none=True, metadata={"description": "Purchase order or the like"})

    @post_load
    def _drop_empty_reductions(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """A model that must send every key says "no discount" also as one of neither percentage nor amount."""
        data["discounts"] = [discount for discount in data["discounts"] if not _is_empty(discount)]
        for item in data["items"]:
            if item["discount"] and _is_empty(item["discount"]):
                item["discount"] = None
        return data


def _is_empty(reduction: dict[str, Any]) -> bool:
    return reduction["percentage"] is None and reduction["amount"] is None


Draft = dict[str, Any]
"""A loaded `DraftSchema`: the keys above, Decimals, dates, lists of dicts."""
