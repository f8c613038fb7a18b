"""What crosses the border about how numbers look."""

from marshmallow import Schema, fields, validate

from app.core.fields import OutSchema, Text
from app.documents.kinds import KINDS
from app.documents.models import RESETS


class SeriesIn(Schema):
    format = Text(40, metadata={"description": "`INV-{year}-{seq:04}`, also with `{yy}`, `{month}` and `{customer}`."})
    reset = fields.String(
        validate=validate.OneOf(RESETS), metadata={"description": "Whether the numbers begin again each year."}
    )


class SeriesOut(OutSchema, SeriesIn):
    next_number = fields.String(metadata={"description": "Of a document that is issued today."})


NumberingIn = Schema.from_dict({kind: fields.Nested(SeriesIn) for kind in KINDS}, name="NumberingIn")
NumberingOut = OutSchema.from_dict({kind: fields.Nested(SeriesOut) for kind in KINDS}, name="NumberingOut")


class NumberingEnvelope(OutSchema):
    numbering = fields.Nested(NumberingOut)
