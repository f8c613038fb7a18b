"""What a line of a case file may hold."""

from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate, validates_schema

from app.core.fields import CurrencyCode, ExactDecimal


def _texts(**kwargs: Any) -> fields.List[Any]:
    """Parts of a text that must be there."""
    return fields.List(fields.String(validate=validate.Length(1)), **kwargs)


class _Lenient(Schema):
    """Takes more than it knows: a case file may carry remarks of its own."""

    class Meta:
        unknown = EXCLUDE


class ExpectedItem(_Lenient):
    name = _texts()
    quantity = ExactDecimal(6)
    unit_price = ExactDecimal(6)


class ExpectedDiscount(_Lenient):
    percentage = ExactDecimal(4)
    amount = ExactDecimal(6)

    @validates_schema
    def _says_one(self, data: dict[str, Any], **_: Any) -> None:
        if len(data) != 1:
            raise ValidationError("Give either a percentage or an amount.")


class ExpectedTax(_Lenient):
    percentage = ExactDecimal(4, required=True)
    name = fields.String(validate=validate.Length(1))
    inclusive = fields.Boolean()


class Expectation(Schema):
    """What the words determine. Unlike elsewhere an unknown key is refused: it would never be scored."""

    error = fields.Boolean(validate=validate.Equal(True))
    currency = CurrencyCode()
    from_ = _texts(data_key="from", attribute="from")
    to = _texts()
    payment = _texts()
    notes = _texts()
    items = fields.List(fields.Nested(ExpectedItem), validate=validate.Length(1))
    discounts = fields.List(fields.Nested(ExpectedDiscount))
    taxes = fields.List(fields.Nested(ExpectedTax))
    issued_at = fields.Date()
    due_at = fields.Date()
    number = fields.String(validate=validate.Length(1))
    title = fields.String(validate=validate.Length(1))
    total = ExactDecimal(6)

    @validates_schema
    def _says_something(self, data: dict[str, Any], **_: Any) -> None:
        if not data or ("error" in data and len(data) > 1):
            raise ValidationError('Say what the invoice must hold, or "error": true alone.')


class CaseLine(_Lenient):
    id = fields.String(required=True, validate=validate.Length(1))
    lang = fields.String(required=True)
    category = fields.String(required=True)
    difficulty = fields.String(required=True)
    today = fields.Date(required=True)
    prompt = fields.String(required=True)
    expect = fields.Nested(Expectation, required=True)
