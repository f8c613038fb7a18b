"""How teams, members, invitations and tokens look to a caller."""

from typing import Any

from app.accounts import invitations, tokens
from app.accounts.models import ApiToken, Invitation, Membership, Team, User
from app.accounts.plans import current_plans
from app.accounts.roles import OWNER
from app.core.http.caller import Caller


def team_json(team: Team, role: str, user: User, caller: Caller) -> dict[str, Any]:
    """A team in the list of the user's own."""
    return {
        "id": team.id,
        "name": team.name,
        "role": role,
        "is_owner": role == OWNER,
        "is_current": caller.place is not None and caller.place.team_id == team.id,
        "is_default": user.default_team_id == team.id,
        "plan": current_plans().of(team).name,
        "created_at": team.created_at,
    }


def member_json(user: User, membership: Membership, caller: Caller) -> dict[str, Any]:
    """A member of the caller's team."""
    return {
        "user_id": user.id,
        "name": user.name,
        "email": user.email,
        "role": membership.role,
        "is_you": user.id == caller.user_id,
        "joined_at": membership.created_at,
    }


def invitation_json(invitation: Invitation) -> dict[str, Any]:
    """An invitation, without its token."""
    shown = ("id", "email", "role", "invited_by", "accepted_by", "expires_at", "accepted_at", "created_at")
    return {name: getattr(invitation, name) for name in shown} | {"state": invitations.state(invitation)}


def token_json(token: ApiToken, caller: Caller) -> dict[str, Any]:
    """A token, without the token itself."""
    shown = ("id", "name", "hint", "user_id", "team_id", "permissions")
    moments = ("expires_at", "revoked_at", "last_used_at", "created_at")
    facts = {name: getattr(token, name) for name in (*shown, *moments)}
    return facts | {"state": tokens.state(token), "is_current": token.id == caller.token_id}
