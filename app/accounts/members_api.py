"""The members of a team and their roles, and the invitations to it."""

from typing import Any

from app.accounts import invitations, members, service
from app.accounts.api import current_team, current_user
from app.accounts.member_schemas import (
    AcceptIn,
    InvitationIn,
    InvitationList,
    InvitationMade,
    Joined,
    MemberEnvelope,
    MemberList,
    RoleIn,
)
from app.accounts.models import Invitation, User
from app.accounts.present import invitation_json, member_json
from app.accounts.schemas import Deleted
from app.core.http.blueprint import ApiBlueprint
from app.core.http.caller import current_caller, needs
from app.core.http.idempotency import keep_instead
from app.core.http.pagination import PageQuery, paginate

membership = ApiBlueprint("membership", "", tag="Teams")


@membership.get("/teams/current/members")
@needs("members:read")
@membership.input(PageQuery, location="query", arg_name="query")
@membership.output(MemberList)
def list_members(query: dict[str, Any]) -> dict[str, Any]:
    """The members of the team, with their roles."""
    team, caller = current_team(), current_caller()
    page = paginate(members.list_members(team), User.id, query)
    memberships = members.memberships_of(team, [user.id for user in page.rows])
    listed = [member_json(user, memberships[user.id], caller) for user in page.rows]
    return {"members": listed, "pagination": page.pagination}


@membership.get("/teams/current/members/<user_id>")
@needs("members:read")
@membership.output(MemberEnvelope)
def get_member(user_id: str) -> dict[str, Any]:
    """One member of the team."""
    return _member(user_id)


@membership.patch("/teams/current/members/<user_id>")
@needs("members:write")
@membership.input(RoleIn, arg_name="body")
@membership.output(MemberEnvelope)
def update_member(user_id: str, body: dict[str, Any]) -> dict[str, Any]:
    """Give a member another role, which holds from the next request on, for all tokens of the member.

    | role | may |
    |---|---|
    | `owner` | everything; a team always has one |
    | `admin` | everything, but for giving and taking the role `owner` |
    | `member` | read and write everything, but for the team's settings, its members, and the audit trail |
    | `viewer` | read everything but the audit trail; leave; have tokens, which can do no more |

    Nobody gives or takes a role above his own (403 `role_too_high`).
    """
    members.change_role(current_team(), user_id, body["role"])
    return _member(user_id)


@membership.delete("/teams/current/members/<user_id>")
@needs("members:write")
@membership.output(Deleted)
def remove_member(user_id: str) -> dict[str, bool]:
    """Remove a member. The tokens of the member for this team are revoked; what the member made stays."""
    members.remove(current_team(), user_id)
    return {"deleted": True}


def _member(user_id: str) -> dict[str, Any]:
    row = members.get_member(current_team(), user_id)
    return {"member": member_json(service.get_user(user_id), row, current_caller())}


@membership.get("/teams/current/invitations")
@needs("members:read")
@membership.input(PageQuery, location="query", arg_name="query")
@membership.output(InvitationList)
def list_invitations(query: dict[str, Any]) -> dict[str, Any]:
    """The invitations to the team, in whatever state."""
    page = paginate(invitations.list_invitations(current_team()), Invitation.id, query)
    return {"invitations": [invitation_json(row) for row in page.rows], "pagination": page.pagination}


@membership.post("/teams/current/invitations")
@needs("members:write")
@membership.input(InvitationIn, arg_name="body")
@membership.output(InvitationMade, status_code=201)
def invite_member(body: dict[str, Any]) -> dict[str, Any]:
    """Invite somebody by e-mail address, in a role that is not above your own.

    The answer holds the token that the invited person gives to `POST /invitations/accept`, this once. An open
    invitation to the same address is replaced.
    """
    made = invitations.invite(current_team(), body["email"], body["role"], days=body["expires_in_days"])
    answer: dict[str, Any] = {"invitation": invitation_json(made), "invitation_token": None}
    keep_instead(InvitationMade(), answer)
    return answer | {"invitation_token": made.plain_token.reveal() if made.plain_token else None}


@membership.delete("/teams/current/invitations/<invitation_id>")
@needs("members:write")
@membership.output(Deleted)
def revoke_invitation(invitation_id: str) -> dict[str, bool]:
    """Take an invitation back that was not accepted yet."""
    invitations.revoke(current_team(), invitation_id)
    return {"deleted": True}


@membership.post("/invitations/accept")
@needs("account:write")
@membership.input(AcceptIn, arg_name="body")
@membership.output(Joined)
def accept_invitation(body: dict[str, Any]) -> dict[str, Any]:
    """Join a team with the token of an invitation, which is good once.

    You join as the user of your API token, whatever address the invitation went to.
    """
    team, joined = invitations.accept(current_user(), body["token"])
    return {"team": team, "role": joined.role}
