"""What crosses the border about members and invitations."""

from marshmallow import Schema, fields, validate

from app.accounts.roles import ROLES
from app.accounts.schemas import TeamOut
from app.core.fields import Email, MomentOut, OutSchema, Text
from app.core.http.pagination import PaginationOut

_ROLE_METADATA = {"description": "What each may do stands at `PATCH /teams/current/members/:user_id`."}


def _role() -> fields.String:
    return fields.String(required=True, validate=validate.OneOf(list(ROLES)), metadata=_ROLE_METADATA)


class MemberOut(OutSchema):
    user_id = fields.String()
    name = fields.String()
    email = fields.String()
    role = fields.String()
    is_you = fields.Boolean()
    joined_at = MomentOut()


class MemberList(OutSchema):
    members = fields.List(fields.Nested(MemberOut))
    pagination = fields.Nested(PaginationOut)


class MemberEnvelope(OutSchema):
    member = fields.Nested(MemberOut)


class RoleIn(Schema):
    role = _role()


class InvitationIn(Schema):
    email = Email(required=True)
    role = _role()
    expires_in_days = fields.Integer(load_default=7, strict=True, validate=validate.Range(1, 30))


class InvitationOut(OutSchema):
    id = fields.String()
    email = fields.String()
    role = fields.String()
    state = fields.String(metadata={"description": "`open`, `accepted`, `revoked` or `expired`."})
    invited_by = fields.String(allow_none=True, metadata={"description": "A user's id."})
    accepted_by = fields.String(allow_none=True, metadata={"description": "A user's id."})
    expires_at = MomentOut()
    accepted_at = MomentOut(allow_none=True)
    created_at = MomentOut()


class InvitationList(OutSchema):
    invitations = fields.List(fields.Nested(InvitationOut))
    pagination = fields.Nested(PaginationOut)


class InvitationMade(OutSchema):
    invitation = fields.Nested(InvitationOut)
    invitation_token = fields.String(
        allow_none=True,
        metadata={"description": "For `POST /invitations/accept`. Shown this once; null when the answer is repeated."},
    )


class AcceptIn(Schema):
    token = Text(100, required=True)


class Joined(OutSchema):
    team = fields.Nested(TeamOut)
    role = fields.String()
