"""What crosses the border about teams, their look and their logo."""

import re
from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate

from app.core import locales
from app.core.details import PartyRow, PaymentRow, rows
from app.core.fields import BoundedList, CurrencyCode, MomentOut, OutSchema, Text
from app.core.http.pagination import PaginationOut

_COLOUR = re.compile(r"#[0-9a-f]{6}", re.ASCII)
PAPERS = ("A4", "letter")


class Colour(fields.String):
    """#rrggbb and nothing else, since it goes into style sheets; kept in small letters."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(metadata={"pattern": "^#[0-9a-fA-F]{6}$", "example": "#0f766e"}, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> str:
        text = str(super()._deserialize(value, attr, data, **kwargs)).lower()
        if not _COLOUR.fullmatch(text):
            raise ValidationError("Not a colour such as #0f766e.")
        return text


class TeamIn(Schema):
    """What a team assumes when the words do not say. All optional; what is left out stays."""

    name = Text(120)
    currency = CurrencyCode()
    time_zone = fields.String(validate=locales.check_time_zone)
    language = fields.String(validate=locales.check_language)
    locale = fields.String(validate=locales.check_locale)
    payment_terms_days = fields.Integer(strict=True, validate=validate.Range(0, 3650))
    issue_on_create = fields.Boolean()
    from_details = rows(PartyRow)
    payment_details = rows(PaymentRow)
    template = Text(40, metadata={"description": "The design of new documents: one of `GET /templates`."})
    accent = Colour(allow_none=True)
    footer = BoundedList(Text(120), 3, metadata={"description": "Lines at the foot of each page."})
    paper = fields.String(
        allow_none=True, validate=validate.OneOf(PAPERS), metadata={"description": "Null: what the locale uses."}
    )
    second_language = fields.String(
        allow_none=True,
        validate=locales.check_language,
        metadata={"description": "Prints the labels in this language too."},
    )


class NewTeamIn(Schema):
    """A new team. Its other settings are changed by `PATCH /teams/current`."""

    name = Text(120, required=True)
    currency = CurrencyCode()
    time_zone = fields.String(validate=locales.check_time_zone)
    language = fields.String(validate=locales.check_language)
    locale = fields.String(validate=locales.check_locale)


class TeamOut(OutSchema, TeamIn):
    id = fields.String()
    has_logo = fields.Boolean(metadata={"description": "`GET /teams/current/logo` shows it."})
    created_at = MomentOut()
    updated_at = MomentOut()


class TeamEnvelope(OutSchema):
    team = fields.Nested(TeamOut)


class Deleted(OutSchema):
    deleted = fields.Boolean()


class TeamListed(OutSchema):
    id = fields.String()
    name = fields.String()
    role = fields.String(metadata={"description": "The caller's role in the team."})
    is_owner = fields.Boolean()
    is_current = fields.Boolean(metadata={"description": "This request is about this team."})
    is_default = fields.Boolean(metadata={"description": "`POST /teams/switch` chose it."})
    plan = fields.String()
    created_at = MomentOut()


class TeamList(OutSchema):
    teams = fields.List(fields.Nested(TeamListed))
    pagination = fields.Nested(PaginationOut)


class SwitchIn(Schema):
    team_id = fields.String(required=True, validate=validate.Regexp(r"^team_[0-9a-z]{26}\Z", error="Not a team's id."))


class Left(OutSchema):
    left = fields.Boolean()
