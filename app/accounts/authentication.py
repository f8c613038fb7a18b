"""From the token on a request to its caller, the team it is about, and what he may do there: one select a request."""

from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from app.accounts.models import ApiToken, Membership, User
from app.accounts.roles import ROLES
from app.accounts.tokens import hash_of
from app.core import clock
from app.core.db import db, side_note, transaction
from app.core.errors import NotFound, PermissionMissing
from app.core.http.caller import TEAM_HEADER, Caller, Grant, Place

# Noting each use would make every reading request write.
_LAST_USE_EVERY = timedelta(minutes=1)
_WANTED_TEAM = sa.bindparam("wanted_team", type_=sa.String)


class OtherTeam(PermissionMissing):
    code = "other_team"
    default_message = (
        f"This API token belongs to another team than {TEAM_HEADER} names. Leave the header out, "
        "or use a token of that team or for all teams."
    )


class NotYourTeam(NotFound):
    code = "team_not_found"
    default_message = f"You have no team with the id in {TEAM_HEADER}; GET /api/v1/teams lists yours."


def _select() -> sa.Select[Any]:
    """The token with its user's role in the team: the token's own, else the wanted one, else the user's default."""
    team_id = sa.func.coalesce(ApiToken.team_id, _WANTED_TEAM, User.default_team_id)
    its_team = sa.and_(Membership.user_id == ApiToken.user_id, Membership.team_id == team_id)
    others = aliased(Membership)
    team_count = sa.select(sa.func.count()).where(others.user_id == ApiToken.user_id).scalar_subquery()
    return (
        sa.select(
            ApiToken.id,
            ApiToken.user_id,
            ApiToken.team_id,
            ApiToken.permissions,
            ApiToken.expires_at,
            ApiToken.revoked_at,
            ApiToken.last_used_at,
            Membership.team_id.label("role_team_id"),
            Membership.role,
            sa.case((ApiToken.team_id.is_(None), team_count), else_=1).label("team_count"),
        )
        .join(User, User.id == ApiToken.user_id)
        .outerjoin(Membership, its_team)
        .where(ApiToken.token_hash == sa.bindparam("token_hash"))
    )


_BY_HASH = _select()


def authenticate(plain: str, wanted_team: str | None) -> Caller | None:
    """The caller with this token, in the team it belongs to or, if it is good for all, in the wanted one.

    None when it is unknown, expired, revoked, or for a team that its user has left. OtherTeam, NotYourTeam when the
    wanted team is not the caller's to choose. Notes the use about once a minute. Opens transactions of its own, as it
    runs before the request's.
    """
    now = clock.now()
    # No id has a NUL, which PostgreSQL would refuse.
    wanted = wanted_team if wanted_team is None or wanted_team.isprintable() else "none"
    with transaction(writing=False):
        token = db.session.execute(_BY_HASH, {"token_hash": hash_of(plain), "wanted_team": wanted}).one_or_none()
    if token is None or token.revoked_at or (token.expires_at and token.expires_at <= now):
        return None
    if token.team_id and not token.role:
        return None
    if wanted and token.team_id and wanted != token.team_id:
        raise OtherTeam()
    if wanted and not token.role:
        raise NotYourTeam()
    if token.last_used_at is None or token.last_used_at <= now - _LAST_USE_EVERY:
        with side_note():
            db.session.execute(sa.update(ApiToken).where(ApiToken.id == token.id).values(last_used_at=now))
    return Caller(token.id, token.user_id, Grant(frozenset(token.permissions)), _place(token, wanted))


def _place(token: Any, wanted: str | None) -> Place | None:
    if not token.role:
        return None
    is_certain = bool(token.team_id or wanted) or token.team_count == 1
    return Place(token.role_team_id, token.role, ROLES[token.role].grant, is_certain)
