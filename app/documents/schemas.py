"""What crosses the border about documents: the structured fields in, the whole document out."""

from decimal import Decimal
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from app.core import locales
from app.core.details import PartyRow, PaymentRow, TaxIn, rows
from app.core.fields import BoundedList, CurrencyCode, ExactDecimal, OutSchema, Text
from app.core.http.pagination import PageQuery, PaginationOut
from app.documents.kinds import KINDS
from app.documents.lifecycle import Status
from app.documents.models import REVISION_KINDS
from app.rendering.templates import TEMPLATES

MAX_ITEMS = 1000


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


class ItemIn(Schema):
    """A line; without a `product_id`, it needs a name and a unit price."""

    product_id = Text(
        40,
        load_default=None,
        allow_none=True,
        metadata={"description": "Gives name, unit, unit price and taxes, where they are left out."},
    )
    name = Text(300)
    description = Text(2000, lines=True, load_default=None, allow_none=True)
    quantity = ExactDecimal(6, load_default=Decimal(1))
    unit = Text(40, load_default=None, allow_none=True)
    unit_price = ExactDecimal(6)
    discount = fields.Nested(ReductionIn, load_default=None, allow_none=True)
    taxes = BoundedList(
        fields.Nested(TaxIn),
        10,
        load_default=None,
        allow_none=True,
        metadata={"description": "Takes the place of the document's taxes; [] means untaxed."},
    )

    @validates_schema(skip_on_field_errors=False)
    def _says_what_it_bills(self, data: dict[str, Any], **_: Any) -> None:
        missing = [name for name in ("name", "unit_price") if name not in data]
        if missing and not data.get("product_id"):
            raise ValidationError({name: ["Missing data for required field."] for name in missing})


class DocumentFields(Schema):
    """The structured fields of a document. What is left out is filled from the team's settings."""

    title = Text(200)
    number = Text(60, allow_none=True, metadata={"description": "Leave out to get the next number when it is issued."})
    currency = CurrencyCode()
    language = fields.String(validate=locales.check_language)
    locale = fields.String(validate=locales.check_locale)
    issued_at = fields.Date()
    due_at = fields.Date()
    from_details = rows(PartyRow)
    to_details = rows(PartyRow)
    payment_details = rows(PaymentRow)
    items = BoundedList(fields.Nested(ItemIn), MAX_ITEMS, shortest=1)
    discounts = BoundedList(fields.Nested(DiscountIn), 20)
    taxes = BoundedList(fields.Nested(TaxIn), 10)
    amount_paid = ExactDecimal(6, minimum="0", metadata={"description": "A deposit that was paid before."})
    notes = Text(5000, lines=True, allow_none=True)
    terms = Text(5000, lines=True, allow_none=True)
    reference = Text(120, allow_none=True)
    template = fields.String(validate=validate.OneOf(tuple(TEMPLATES)))
    customer_id = Text(
        40,
        allow_none=True,
        metadata={"description": "Gives `to_details`, currency, language and days to pay, where they are left out."},
    )


class TaxOut(OutSchema, TaxIn):
    pass


class DiscountOut(OutSchema, DiscountIn):
    pass


class TaxLineOut(TaxOut):
    base = fields.String(metadata={"description": "Without the tax."})
    amount = fields.String()


class TotalsOut(OutSchema):
    """Amounts as decimal strings in the document's currency."""

    subtotal = fields.String()
    discount_total = fields.String()
    tax_total = fields.String()
    withholding_total = fields.String()
    total = fields.String()
    amount_paid = fields.String()
    credited = fields.String(metadata={"description": "By credit notes that are not void."})
    amount_due = fields.String(metadata={"description": "What is still to be paid."})
    refund_due = fields.String(metadata={"description": "What was credited after it had been paid."})
    taxes = fields.List(fields.Nested(TaxLineOut))


class ItemOut(OutSchema, ItemIn):
    taxes = BoundedList(fields.Nested(TaxOut), 10, allow_none=True)
    total = fields.String(metadata={"description": "After the line's discount, before taxes."})


class CandidateOut(OutSchema):
    id = fields.String()
    name = fields.String()


class IssueOut(OutSchema):
    """Something a careful person should look at."""

    code = fields.String()
    path = fields.String()
    message = fields.String()
    question = fields.String(
        allow_none=True, metadata={"description": "What to ask a person; null where a look is enough."}
    )
    candidates = fields.List(
        fields.Nested(CandidateOut),
        metadata={"description": "The saved customers or products that it is about; left out where it is about none."},
    )

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:
        super().on_bind_field(field_name, field_obj)
        field_obj.required = field_name != "candidates"


class GenerationOut(OutSchema):
    """How the words were read."""

    provider = fields.String()
    model = fields.String()
    attempts = fields.Integer()
    input_tokens = fields.Integer(allow_none=True)
    output_tokens = fields.Integer(allow_none=True)
    cost_usd = fields.String(allow_none=True, metadata={"description": "Null where the price is not known."})
    duration_ms = fields.Integer()
    instructions = fields.String(metadata={"description": "What the model was told, with its version: `invoice@1`."})
    issues = fields.List(fields.Nested(IssueOut))


class SourceOut(OutSchema):
    """Of a credit note the invoice that it refers to, of an invoice the estimate or quote it was converted from."""

    id = fields.String()
    type = fields.String(validate=validate.OneOf(tuple(KINDS)))
    number = fields.String()


class DocumentOut(OutSchema, DocumentFields):
    """A document as it is stored, with everything it adds up to."""

    id = fields.String(allow_none=True, metadata={"description": "Null in a dry run."})
    type = fields.String(validate=validate.OneOf(tuple(KINDS)))
    number = Text(60, allow_none=True)
    status = fields.String(validate=validate.OneOf([*Status, "overdue"]))
    paid_at = fields.Date(allow_none=True)
    sent_at = fields.DateTime(allow_none=True)
    voided_at = fields.DateTime(allow_none=True)
    items = BoundedList(fields.Nested(ItemOut), MAX_ITEMS)
    discounts = BoundedList(fields.Nested(DiscountOut), 20)
    taxes = BoundedList(fields.Nested(TaxOut), 10)
    source = fields.Nested(SourceOut, allow_none=True)
    invoice_id = fields.String(
        allow_none=True, metadata={"description": "The invoice that an estimate or quote was converted to."}
    )
    prompt_id = fields.String(allow_none=True, metadata={"description": "The saved prompt that it was made from."})
    prompt_version = fields.Integer(allow_none=True)
    totals = fields.Nested(TotalsOut)
    generation = fields.Nested(GenerationOut, allow_none=True)
    created_at = fields.DateTime()
    updated_at = fields.DateTime()

    class Meta:
        exclude = ("amount_paid",)


class PatchOperation(Schema):
    """One step of RFC 6902."""

    op = fields.String(required=True, validate=validate.OneOf(["add", "remove", "replace", "move"]))
    path = fields.String(required=True, metadata={"description": "`/items/0/unit_price`"})
    from_ = fields.String(data_key="from", metadata={"description": "Of a move."})
    value = fields.Raw(metadata={"description": "Of an add or a replace: any JSON."})


class RevisionBy(OutSchema):
    """Who changed it; null for the system."""

    user_id = fields.String(allow_none=True)
    token_id = fields.String(allow_none=True)


class RevisionOut(OutSchema):
    number = fields.Integer(metadata={"description": "1 is how it was first stored."})
    at = fields.DateTime()
    kind = fields.String(validate=validate.OneOf(REVISION_KINDS))
    by = fields.Nested(RevisionBy)
    prompt = fields.String(allow_none=True, metadata={"description": "The words that it was revised by."})
    patch = fields.List(fields.Nested(PatchOperation))
    totals = fields.Nested(TotalsOut)


class RevisionList(OutSchema):
    revisions = fields.List(fields.Nested(RevisionOut))
    pagination = fields.Nested(PaginationOut)


class Deleted(OutSchema):
    deleted = fields.Boolean()


class DocumentQuery(PageQuery):
    """The filters of every list of documents; `status` and `type` are added for each address."""

    search = Text(200, metadata={"description": "In number, title, parties, lines, notes; case does not matter."})
    customer_id = Text(40)
    source_id = Text(40, metadata={"description": "Made from this document: the credit notes of an invoice."})
    prompt_id = Text(40, metadata={"description": "Made from this saved prompt."})
    currency = CurrencyCode()
    issued_from = fields.Date()
    issued_to = fields.Date()
    due_from = fields.Date()
    due_to = fields.Date()


class ExportQuery(DocumentQuery):
    """The filters of the list; `from` and `to` are days of issue."""

    class Meta:
        exclude = ("page", "per_page", "cursor", "issued_from", "issued_to")

    status = fields.String(validate=validate.OneOf((*KINDS["invoice"].life.statuses, "unpaid", "overdue")))
    first = fields.Date(data_key="from", attribute="issued_from")
    last = fields.Date(data_key="to", attribute="issued_to")

    @validates_schema(skip_on_field_errors=True)
    def _check_days(self, data: dict[str, Any], **_: object) -> None:
        if data.get("issued_from") and data.get("issued_to") and data["issued_to"] < data["issued_from"]:
            raise ValidationError("Must not be before `from`.", "to")


class DownloadQuery(Schema):
    issue = fields.Boolean(load_default=False, metadata={"description": "Issue a draft first (permission: write)."})
