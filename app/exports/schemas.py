"""What crosses the border about exports."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validates_schema


class AccountingQuery(Schema):
    """`from` and `to` are days, both included."""

    first = fields.Date(required=True, data_key="from", metadata={"description": "The first day of issue."})
    last = fields.Date(required=True, data_key="to", metadata={"description": "The last one; it is included."})
    pdfs = fields.Boolean(
        load_default=True, metadata={"description": "False leaves the PDFs out; then any number of documents goes."}
    )

    @validates_schema(skip_on_field_errors=True)
    def _check_days(self, data: dict[str, Any], **_: object) -> None:
        if data["last"] < data["first"]:
            raise ValidationError("Must not be before `from`.", "to")
