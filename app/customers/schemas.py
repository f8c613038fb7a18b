"""What crosses the border about customers."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from app.core import locales
from app.core.csv_files import ImportSchema
from app.core.fields import BoundedList, CountryCode, CurrencyCode, Email, MomentOut, OutSchema, Text
from app.core.http.pagination import PageQuery
from app.customers.service import NO_NAME

MAX_IMPORT = 5_000


class CustomerFields(Schema):
    """What can be said about a customer. Null clears a field; what is left out stays."""

    name = Text(200, allow_none=True, metadata={"description": "A person; with a company, the one to write to."})
    company = Text(200, allow_none=True)
    email = Email(allow_none=True, metadata={"description": "Kept in lower case; one customer has it, not two."})
    phone = Text(40, allow_none=True)
    address_line1 = Text(200, allow_none=True)
    address_line2 = Text(200, allow_none=True)
    city = Text(120, allow_none=True)
    region = Text(120, allow_none=True)
    postal_code = Text(20, allow_none=True)
    country = CountryCode(allow_none=True)
    tax_id = Text(40, allow_none=True)
    currency = CurrencyCode(allow_none=True, metadata={"description": "In which it is billed; ISO 4217"})
    language = fields.String(
        allow_none=True, validate=locales.check_language, metadata={"description": "Of its documents."}
    )
    payment_terms_days = fields.Integer(
        strict=True,
        allow_none=True,
        validate=validate.Range(0, 3650),
        metadata={"description": "It pays within so many days; null: as the team's customers do."},
    )
    notes = Text(5000, lines=True, allow_none=True, metadata={"description": "For the team; on no document."})


class CustomerIn(CustomerFields):
    """At least a name or a company."""

    @validates_schema(skip_on_field_errors=True)
    def _has_a_name(self, data: dict[str, Any], **_: Any) -> None:
        if not (data.get("name") or data.get("company")):
            raise ValidationError({"name": [NO_NAME]})


class CustomersIn(ImportSchema):
    """The fields of each; in a CSV file, what is wrong is told by line."""

    customers = BoundedList(fields.Nested(CustomerIn), MAX_IMPORT, shortest=1, required=True)

    @validates_schema(skip_on_field_errors=True)
    def _each_once(self, data: dict[str, Any], **_: Any) -> None:
        seen: set[str] = set()
        for index, customer in enumerate(data["customers"]):
            email = customer.get("email")
            if email in seen:
                raise ValidationError(
                    {"customers": {index: {"email": ["Stands there twice; a customer has it alone."]}}}
                )
            seen |= {email} - {None}


class MergeIn(Schema):
    into = Text(40, required=True, metadata={"description": "The id of the customer that stays."})


class CustomerQuery(PageQuery):
    q = Text(200, metadata={"description": "In name, company and e-mail; case and accents do not matter."})


class CustomerOut(OutSchema, CustomerFields):
    id = fields.String()
    created_at = MomentOut()
    updated_at = MomentOut()


class CustomerEnvelope(OutSchema):
    customer = fields.Nested(CustomerOut)


class CustomersImported(OutSchema):
    imported = fields.Integer()
    created = fields.Integer()
    updated = fields.Integer(metadata={"description": "Known before, by their e-mail."})


class CustomerDeleted(OutSchema):
    deleted = fields.Boolean()
