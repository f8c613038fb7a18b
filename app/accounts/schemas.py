"""What crosses the border about teams."""

from marshmallow import Schema, fields, validate

from app.core import locales
from app.core.details import PartyRow, PaymentRow, rows
from app.core.fields import CurrencyCode, MomentOut, OutSchema, Text


class TeamIn(Schema):
    """What a team assumes when the words do not say. All optional; what is left out stays."""

    name = Text(120)
    currency = CurrencyCode()
    time_zone = fields.String(validate=locales.check_time_zone)
    language = fields.String(validate=locales.check_language)
    locale = fields.String(validate=locales.check_locale)
    payment_terms_days = fields.Integer(strict=True, validate=validate.Range(0, 3650))
    number_format = Text(40, metadata={"description": "`INV-{year}-{seq:04}`"})
    issue_on_create = fields.Boolean()
    from_details = rows(PartyRow)
    payment_details = rows(PaymentRow)


class TeamOut(OutSchema, TeamIn):
    id = fields.String()
    created_at = MomentOut()
    updated_at = MomentOut()


class TeamEnvelope(OutSchema):
    team = fields.Nested(TeamOut)
