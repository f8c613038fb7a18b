"""What crosses the border about documents: the structured fields in, the whole document out."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from app.core import locales
from app.core.details import PartyRow, PaymentRow, rows
from app.core.fields import CurrencyCode, ExactDecimal, Text
from app.core.http.pagination import PageQuery, PaginationOut
from app.documents.lifecycle import Status
from app.rendering.templates import TEMPLATES

MAX_ITEMS = 1000
STATUS_FILTERS = ("paid", "unpaid", "draft", "issued", "sent", "overdue", "void")


class ReductionIn(Schema):
    """Either a percentage or an amount."""

    percentage = ExactDecimal(4, minimum="0", maximum="100", load_default=None, allow_none=True)
    amount = ExactDecimal(6, minimum="0", load_default=None, allow_none=True)

    @validates_schema(skip_on_field_errors=True)
    def _one_of_both(self, data: dict[str, Any], **_: Any) -> None:
        if (data["percentage"] is None) == (data["amount"] is None):
            raise ValidationError("Give either a percentage or an amount.")


class DiscountIn(ReductionIn):
    name = Text(120, load_default="Discount")


class TaxIn(Schema):
    name = Text(80, load_default="Tax")
    percentage = ExactDecimal(4, minimum="0", maximum="100", required=True)
    inclusive = fields.Boolean(load_default=False, metadata={"description": "The prices contain it."})
    withholding = fields.Boolean(load_default=False, metadata={"description": "The customer keeps it back."})
    category = Text(10, load_default=None, allow_none=True, metadata={"description": "EN 16931 code: S, Z, E, AE, …"})


class ItemIn(Schema):
    name = Text(300, required=True)
    description = Text(2000, lines=True, load_default=None, allow_none=True)
    quantity = ExactDecimal(6, load_default="1")
    unit = Text(40, load_default=None, allow_none=True)
    unit_price = ExactDecimal(6, required=True)
    discount = fields.Nested(ReductionIn, load_default=None, allow_none=True)
    taxes = fields.List(
        fields.Nested(TaxIn),
        load_default=None,
        allow_none=True,
        validate=validate.Length(max=10),
        metadata={"description": "Takes the place of the document's taxes; [] means untaxed."},
    )


class DocumentFields(Schema):
    """The structured fields of a document. What is left out is filled from the team's settings."""

    title = Text(200)
    number = Text(60, metadata={"description": "Leave out to get the next number when it is issued."})
    currency = CurrencyCode()
    language = fields.String(validate=locales.check_language)
    locale = fields.String(validate=locales.check_locale)
    issued_at = fields.Date()
    due_at = fields.Date()
    from_details = rows(PartyRow)
    to_details = rows(PartyRow)
    payment_details = rows(PaymentRow)
    items = fields.List(fields.Nested(ItemIn), validate=validate.Length(1, MAX_ITEMS))
    discounts = fields.List(fields.Nested(DiscountIn), validate=validate.Length(max=20))
    taxes = fields.List(fields.Nested(TaxIn), validate=validate.Length(max=10))
    amount_paid = ExactDecimal(6, minimum="0", metadata={"description": "A deposit that was paid before."})
    notes = Text(5000, lines=True, allow_none=True)
    terms = Text(5000, lines=True, allow_none=True)
    reference = Text(120, allow_none=True)
    template = fields.String(validate=validate.OneOf(tuple(TEMPLATES)))

    @validates_schema(skip_on_field_errors=True)
    def _due_after_issue(self, data: dict[str, Any], **_: Any) -> None:
        if data.get("due_at") and data.get("issued_at") and data["due_at"] < data["issued_at"]:
            raise ValidationError("Must not be before issued_at.", "due_at")


class TaxLineOut(Schema):
    name = fields.String(required=True)
    percentage = fields.String(required=True)
    inclusive = fields.Boolean(required=True)
    withholding = fields.Boolean(required=True)
    category = fields.String(required=True, allow_none=True)
    base = fields.String(required=True, metadata={"description": "Without the tax."})
    amount = fields.String(required=True)


class TotalsOut(Schema):
    """Amounts as decimal strings in the document's currency."""

    subtotal = fields.String(required=True)
    discount_total = fields.String(required=True)
    tax_total = fields.String(required=True)
    withholding_total = fields.String(required=True)
    total = fields.String(required=True)
    amount_paid = fields.String(required=True)
    amount_due = fields.String(required=True)
    taxes = fields.List(fields.Nested(TaxLineOut), required=True)


class ItemOut(ItemIn):
    product_id = fields.String(required=True, allow_none=True)
    total = fields.String(required=True, metadata={"description": "After the line's discount, before taxes."})


class IssueOut(Schema):
    """Something a careful person should look at."""

    code = fields.String(required=True)
    path = fields.String(required=True)
    message = fields.String(required=True)


class GenerationOut(Schema):
    """How the words were read."""

    provider = fields.String(required=True)
    model = fields.String(required=True)
    attempts = fields.Integer(required=True)
    input_tokens = fields.Integer(required=True, allow_none=True)
    output_tokens = fields.Integer(required=True, allow_none=True)
    duration_ms = fields.Integer(required=True)
    instructions = fields.String(metadata={"description": "Version of the instructions that the model was given."})
    issues = fields.List(fields.Nested(IssueOut), required=True)


class InvoiceOut(DocumentFields):
    """A document as it is stored, with everything it adds up to."""

    id = fields.String(required=True, allow_none=True, metadata={"description": "Null in a dry run."})
    type = fields.String(required=True, validate=validate.OneOf(["invoice"]))
    number = Text(60, required=True, allow_none=True)
    status = fields.String(required=True, validate=validate.OneOf([*Status, "overdue"]))
    issued_at = fields.Date(required=True)
    due_at = fields.Date(required=True)
    paid_at = fields.Date(required=True, allow_none=True)
    sent_at = fields.DateTime(required=True, allow_none=True)
    voided_at = fields.DateTime(required=True, allow_none=True)
    items = fields.List(fields.Nested(ItemOut), required=True)
    customer_id = fields.String(required=True, allow_none=True)
    totals = fields.Nested(TotalsOut, required=True)
    generation = fields.Nested(GenerationOut, required=True, allow_none=True)
    created_at = fields.DateTime(required=True)
    updated_at = fields.DateTime(required=True)

    class Meta:
        exclude = ("amount_paid",)


class InvoiceEnvelope(Schema):
    invoice = fields.Nested(InvoiceOut, required=True)


class InvoiceList(Schema):
    invoices = fields.List(fields.Nested(InvoiceOut), required=True)
    pagination = fields.Nested(PaginationOut, required=True)


class Deleted(Schema):
    deleted = fields.Boolean(required=True)


class InvoiceQuery(PageQuery):
    status = fields.String(validate=validate.OneOf(STATUS_FILTERS))
    type = fields.String(validate=validate.OneOf(["invoice"]))
    search = Text(200, metadata={"description": "In number, title, parties, lines, notes; case does not matter."})
    customer_id = Text(40)
    currency = CurrencyCode()
    issued_from = fields.Date()
    issued_to = fields.Date()
    due_from = fields.Date()
    due_to = fields.Date()


class PaidIn(Schema):
    paid_at = fields.Date(load_default=None, allow_none=True, metadata={"description": "Default: today."})


class DownloadQuery(Schema):
    issue = fields.Boolean(load_default=False, metadata={"description": "Issue a draft first (permission: write)."})
