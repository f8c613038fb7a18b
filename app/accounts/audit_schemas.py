"""What `/audit` takes and shows."""

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from app.core.fields import MomentOut, OutSchema, Text
from app.core.http.pagination import PageQuery, PaginationOut


class DaysQuery(PageQuery):
    """A list that is filtered by the day of something that happened."""

    first = fields.Date(data_key="from", metadata={"description": "First day, in the team's time zone."})
    last = fields.Date(data_key="to", metadata={"description": "Last day, in the team's time zone."})
    subject_id = Text(40, metadata={"description": "The object that it is about."})

    @validates_schema(skip_on_field_errors=True)
    def _check_days(self, data: dict, **_: object) -> None:  # type: ignore[type-arg]
        if data.get("first") and data.get("last") and data["last"] < data["first"]:
            raise ValidationError("Must not be before `from`.", "to")


class AuditQuery(DaysQuery):
    action = Text(60, metadata={"description": "Such as `document.issued`."})
    user_id = Text(40)
    token_id = Text(40)


class DoerOut(OutSchema):
    """Both are null for what the system does by itself."""

    user_id = fields.String(allow_none=True)
    token_id = fields.String(allow_none=True)


class ChainLinkOut(OutSchema):
    """Where the entry stands in the team's chain."""

    position = fields.Integer()
    content_digest = fields.String(metadata={"description": "SHA-256 of what may never change of the document."})
    state_digest = fields.String(
        metadata={"description": "SHA-256 of its status, dates and sums paid, after the deed."}
    )
    prev_hash = fields.String()
    hash = fields.String()


class AuditEntryOut(OutSchema):
    id = fields.String()
    at = MomentOut()
    by = fields.Nested(DoerOut)
    action = fields.String()
    subject_id = fields.String()
    changes = fields.Dict(metadata={"description": "`{field: [before, after]}`, or what there is to say."})
    chain = fields.Nested(
        ChainLinkOut, allow_none=True, metadata={"description": "Null for what concerns no issued document."}
    )


class AuditList(OutSchema):
    entries = fields.List(fields.Nested(AuditEntryOut))
    pagination = fields.Nested(PaginationOut)


class VerifyQuery(Schema):
    """A head that was noted before. Both or none."""

    position = fields.Integer(load_default=None, validate=validate.Range(0))
    hash = fields.String(load_default=None, validate=validate.Regexp(r"^[0-9a-f]{64}$"))

    @validates_schema(skip_on_field_errors=True)
    def _check_both(self, data: dict, **_: object) -> None:  # type: ignore[type-arg]
        if (data["position"] is None) != (data["hash"] is None):
            raise ValidationError("Send `position` and `hash` of the head that you noted, or none of them.", "hash")


class HeadOut(OutSchema):
    """Note it elsewhere, and send it with a later verification: who writes the whole chain anew is found out then."""

    position = fields.Integer()
    hash = fields.String()


class FindingOut(OutSchema):
    code = fields.String()
    message = fields.String()
    subject_id = fields.String(allow_none=True)
    position = fields.Integer(allow_none=True)


class VerificationOut(OutSchema):
    is_intact = fields.Boolean()
    checked = fields.Integer(metadata={"description": "Entries of the chain."})
    head = fields.Nested(HeadOut)
    findings = fields.List(fields.Nested(FindingOut), metadata={"description": "The first 100 at most."})
