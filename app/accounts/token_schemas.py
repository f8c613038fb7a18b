"""What crosses the border about API tokens."""

from marshmallow import Schema, fields

from app.core.fields import BoundedList, MomentOut, OutSchema, Text
from app.core.http.pagination import PaginationOut

MAX_PERMISSIONS = 100


class TokenIn(Schema):
    name = Text(120, required=True)
    permissions = BoundedList(
        Text(60),
        MAX_PERMISSIONS,
        shortest=1,
        required=True,
        metadata={"description": "`read`, `write`, or narrower: `invoices:read`, `prompts:write` …"},
    )
    expires_at = fields.AwareDateTime(
        format="iso", load_default=None, allow_none=True, metadata={"description": "By default never, or with yours."}
    )
    all_teams = fields.Boolean(
        load_default=False,
        metadata={"description": "Good for all your teams; each request then names one in `X-Team-Id`."},
    )


class TokenOut(OutSchema):
    id = fields.String()
    name = fields.String()
    hint = fields.String(metadata={"description": "What the token ends in."})
    user_id = fields.String()
    team_id = fields.String(allow_none=True, metadata={"description": "Null for one that is good for all teams."})
    permissions = fields.List(fields.String())
    state = fields.String(metadata={"description": "`active`, `revoked` or `expired`."})
    is_current = fields.Boolean(metadata={"description": "This request bears it."})
    expires_at = MomentOut(allow_none=True)
    revoked_at = MomentOut(allow_none=True)
    last_used_at = MomentOut(allow_none=True, metadata={"description": "To the minute."})
    created_at = MomentOut()


class TokenList(OutSchema):
    tokens = fields.List(fields.Nested(TokenOut))
    pagination = fields.Nested(PaginationOut)


class TokenMade(OutSchema):
    token = fields.Nested(TokenOut)
    api_token = fields.String(
        allow_none=True,
        metadata={"description": "The token itself. Shown this once; null when the answer is repeated."},
    )
