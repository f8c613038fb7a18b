"""The draft: what every provider makes of the words. Facts only; no sums, no defaults.

A description here is sent to language models with every call, and paid for: what the instructions say needs none.
"""

from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields, post_load, validates_schema

from app.core.details import MAX_ROWS, PARTY_FIELDS, PAYMENT_FIELDS
from app.core.fields import BoundedList, CurrencyCode, ExactDecimal, Text

MAX_ITEMS = 1000


class _Draft(Schema):
    """Every key is present and null where the words do not say; what a model adds of its own is dropped."""

    class Meta:
        unknown = EXCLUDE


class Row(_Draft):
    """One printed fact about a party or about how to pay; `field` says what it means."""

    label = Text(80, required=True)
    value = Text(500, required=True)
    field = fields.String(required=True, allow_none=True)


class DraftDiscount(_Draft):
    """Either a percentage or an amount. That of one item has no name."""

    name = Text(120, load_default=None, allow_none=True)
    percentage = ExactDecimal(4, minimum="0", maximum="100", required=True, allow_none=True)
    amount = ExactDecimal(6, minimum="0", required=True, allow_none=True)

    @validates_schema(skip_on_field_errors=True)
    def _not_both(self, data: dict[str, Any], **_: Any) -> None:
        if data["percentage"] is not None and data["amount"] is not None:
            raise ValidationError("Give either a percentage or an amount, not both.")


class DraftTax(_Draft):
    name = Text(80, required=True)
    percentage = ExactDecimal(4, minimum="0", maximum="100", required=True)
    inclusive = fields.Boolean(required=True)
    withholding = fields.Boolean(required=True)


class DraftItem(_Draft):
    name = Text(300, required=True)
    description = Text(2000, lines=True, required=True, allow_none=True)
    quantity = ExactDecimal(6, required=True)
    unit = Text(40, required=True, allow_none=True)
    unit_price = ExactDecimal(6, required=True)
    discount = fields.Nested(DraftDiscount, required=True, allow_none=True)
    taxes = BoundedList(fields.Nested(DraftTax), 10, required=True, allow_none=True)
    """Only where this item differs from the invoice's taxes."""


class DraftSchema(_Draft):
    """The one shape of an answer (DESIGN: keys in this order). `items: []` means that there is nothing to invoice."""

    title = Text(200, required=True, allow_none=True)
    number = Text(60, required=True, allow_none=True)
    currency = CurrencyCode(required=True, allow_none=True, metadata={"description": None})
    language = Text(35, required=True, allow_none=True)
    locale = Text(35, required=True, allow_none=True)
    issued_at = fields.Date(required=True, allow_none=True)
    due_at = fields.Date(required=True, allow_none=True)
    from_details = BoundedList(fields.Nested(Row), MAX_ROWS, required=True)
    to_details = BoundedList(fields.Nested(Row), MAX_ROWS, required=True)
    payment_details = BoundedList(fields.Nested(Row), MAX_ROWS, required=True)
    items = BoundedList(fields.Nested(DraftItem), MAX_ITEMS, required=True)
    discounts = BoundedList(fields.Nested(DraftDiscount), 20, required=True)
    taxes = BoundedList(fields.Nested(DraftTax), 20, required=True)
    amount_paid = ExactDecimal(6, minimum="0", required=True, allow_none=True)
    notes = Text(5000, lines=True, required=True, allow_none=True)
    terms = Text(5000, lines=True, required=True, allow_none=True)
    reference = Text(120, required=True, allow_none=True)

    @validates_schema(skip_on_field_errors=True)
    def _discounts_have_names(self, data: dict[str, Any], **_: Any) -> None:
        nameless = [index for index, row in enumerate(data["discounts"]) if not (row["name"] or _is_empty(row))]
        if nameless:
            raise ValidationError({"discounts": {index: {"name": ["Must not be empty."]} for index in nameless}})

    @post_load
    def _drop_what_says_nothing(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """A model that must send every key says "no discount" also as one of neither percentage nor amount."""
        data["discounts"] = [discount for discount in data["discounts"] if not _is_empty(discount)]
        for item in data["items"]:
            if item["discount"]:
                del item["discount"]["name"]
                item["discount"] = None if _is_empty(item["discount"]) else item["discount"]
        return data

    @post_load
    def _forget_unknown_meanings(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """What a row means is a help, and no reason to refuse an answer. Models are told the names once for all lists,
        because a list of them in the schema of each would cost as much as the whole instructions."""
        meanings = {"from_details": PARTY_FIELDS, "to_details": PARTY_FIELDS, "payment_details": PAYMENT_FIELDS}
        for name, known in meanings.items():
            for row in data[name]:
                row["field"] = row["field"] if row["field"] in known else None
        return data


def _is_empty(discount: dict[str, Any]) -> bool:
    return discount["percentage"] is None and discount["amount"] is None


Draft = dict[str, Any]
"""A loaded `DraftSchema`: the keys above, Decimals, dates, lists of dicts."""
