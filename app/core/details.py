"""Rows of details, one shape for parties and payment: {label, value, field}; and taxes as people name them."""

from marshmallow import Schema, fields, validate

from app.core.fields import BoundedList, ExactDecimal, Text

PARTY_FIELDS = (
    "name company address_line city region postal_code country email phone website tax_id registration_number".split()
)
PAYMENT_FIELDS = (
    "bank_name account_name account_number iban bic routing_number sort_code swift payment_link reference other".split()
)
MAX_ROWS = 40


class PartyRow(Schema):
    """One printed row about a party, such as {"label": "VAT ID", "value": "DE811128135", "field": "tax_id"}."""

    label = Text(80, required=True, metadata={"description": "As a heading on paper: Company, VAT ID"})
    value = Text(500, required=True)
    field = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(PARTY_FIELDS))


class PaymentRow(Schema):
    """One printed row about how to pay, such as {"label": "IBAN", "value": "DE89 …", "field": "iban"}."""

    label = Text(80, required=True, metadata={"description": "As a heading on paper: Bank, IBAN"})
    value = Text(500, required=True)
    field = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(PAYMENT_FIELDS))


class TaxIn(Schema):
    name = Text(80, load_default="Tax")
    percentage = ExactDecimal(4, minimum="0", maximum="100", required=True)
    inclusive = fields.Boolean(load_default=False, metadata={"description": "The prices contain it."})
    withholding = fields.Boolean(load_default=False, metadata={"description": "The customer keeps it back."})
    category = Text(10, load_default=None, allow_none=True, metadata={"description": "EN 16931 code: S, Z, E, AE, …"})


def rows(schema: type[Schema]) -> BoundedList:
    """A list of such rows, in the order in which they are printed."""
    return BoundedList(fields.Nested(schema), MAX_ROWS)
