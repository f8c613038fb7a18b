"""API tokens: made, shown once, kept as a hash, revoked at once. Looking one up on each request is `authentication`."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from app.accounts import audit
from app.accounts.events import TOKEN_CREATED, TOKEN_REVOKED
from app.accounts.models import ApiToken, Membership, Team, User
from app.accounts.roles import may_act_on
from app.accounts.tenancy import check_id, get_owned, owned
from app.core import clock, events
from app.core.db import db
from app.core.errors import InvalidInput, NotAuthenticated, NotFound, PermissionMissing
from app.core.http.caller import PERMISSIONS, Caller
from app.core.ids import new_id

VERBS = ("read", "write")
LONGEST_LIFE = timedelta(days=3651)
_PREFIX = "sb_live_"


class TokenTooStrong(PermissionMissing):
    code = "token_too_strong"


def make_plain(prefix: str) -> str:
    """A new secret of 32 random bytes, as text."""
    return f"{prefix}{secrets.token_urlsafe(32)}"


def hash_of(plain: str) -> str:
    """What is kept of a secret text. 32 random bytes need no slow hash and no salt."""
    return hashlib.sha256(plain.encode()).hexdigest()


def create(
    team: Team | None, user: User, *, name: str, permissions: Sequence[str], expires_at: datetime | None = None
) -> tuple[ApiToken, str]:
    """A new token and its plain text, which nobody can see again. `permissions`: "read", "write" or "room:verb".

    Without a team, it is good for all teams of the user.
    """
    for permission in permissions:
        if permission not in VERBS and permission not in PERMISSIONS:
            known = ", ".join([*VERBS, *sorted(PERMISSIONS)])
            raise InvalidInput.field("permissions", f"{permission!r} is none. Use one of: {known}.")
    if expires_at and not timedelta(0) < expires_at - clock.now() < LONGEST_LIFE:
        raise InvalidInput.field("expires_at", f"Must be in the future, at most {LONGEST_LIFE.days} days from now.")
    plain = make_plain(_PREFIX)
    token = ApiToken(
        id=new_id("tok"),
        team_id=team.id if team else None,
        user_id=user.id,
        name=name,
        token_hash=hash_of(plain),
        hint=plain[-4:],
        permissions=sorted(set(permissions)),
        expires_at=expires_at,
        created_at=clock.now(),
    )
    db.session.add(token)
    db.session.flush()
    _announce(TOKEN_CREATED, token, {"permissions": token.permissions})
    return token, plain


def delegate(
    team: Team,
    caller: Caller,
    *,
    name: str,
    permissions: Sequence[str],
    expires_at: datetime | None = None,
    all_teams: bool = False,
) -> tuple[ApiToken, str]:
    """`create` for the caller's own user, with a token that can do no more than the caller's, and no longer.

    Without `expires_at` it lasts as long as the caller's. TokenTooStrong says what would be more.
    """
    own = _lock_own(caller)
    for permission in permissions:
        if not caller.token.allows(permission) or (permission in PERMISSIONS and not caller.may(permission)):
            raise TokenTooStrong(f"You may not {permission!r} yourself, so a token you make may not either.")
    if all_teams and own.team_id:
        raise TokenTooStrong("Your API token is for one team, so it cannot make one for all teams.")
    expires_at = expires_at or own.expires_at
    if own.expires_at and expires_at and expires_at > own.expires_at:
        raise TokenTooStrong(f"Your API token ends on {clock.format_moment(own.expires_at)}; this must not end later.")
    user = db.session.get_one(User, caller.user_id)
    return create(None if all_teams else team, user, name=name, permissions=permissions, expires_at=expires_at)


def _lock_own(caller: Caller) -> ApiToken:
    """The caller's token. Who revokes it meanwhile waits, or came first and has ended it."""
    select = sa.select(ApiToken).where(ApiToken.id == caller.token_id, ApiToken.revoked_at.is_(None))
    own = db.session.scalars(select.with_for_update()).one_or_none()
    if own is None:
        raise NotAuthenticated()
    return own


def list_all(team: Team) -> Sequence[ApiToken]:
    """The team's tokens, newest first."""
    return db.session.scalars(owned(ApiToken, team).order_by(ApiToken.id.desc())).all()


def list_visible(team: Team, caller: Caller) -> sa.Select[Any]:
    """The caller's own tokens for the team and for all teams; for who manages its members, all tokens of the team."""
    mine = sa.and_(ApiToken.user_id == caller.user_id, sa.or_(ApiToken.team_id == team.id, ApiToken.team_id.is_(None)))
    if caller.may("members:write"):
        return sa.select(ApiToken).where(sa.or_(mine, ApiToken.team_id == team.id))
    return sa.select(ApiToken).where(mine)


def state(token: ApiToken) -> str:
    """ "active", "revoked" or "expired"."""
    if token.revoked_at:
        return "revoked"
    return "expired" if token.expires_at and token.expires_at <= clock.now() else "active"


def revoke(team: Team, token_id: str) -> ApiToken:
    """Refuse the team's token from now on; revoking it again changes nothing."""
    return _revoke(get_owned(ApiToken, team, token_id, lock=True))


def revoke_visible(team: Team, caller: Caller, token_id: str) -> ApiToken:
    """Revoke a token that the caller is shown: his own, or one of a member whose role he may take. NotFound."""
    check_id(token_id)
    select = list_visible(team, caller).where(ApiToken.id == token_id)
    token = db.session.scalars(select.with_for_update().execution_options(populate_existing=True)).one_or_none()
    if token is None:
        raise NotFound()
    if token.user_id != caller.user_id:
        holder = db.session.get(Membership, (token.user_id, team.id))
        if holder and caller.place and not may_act_on(caller.place.role, holder.role):
            raise PermissionMissing(
                f"Your role in this team does not allow you to revoke a token of its {holder.role}."
            )
    return _revoke(token)


def revoke_all(team: Team, user_id: str) -> None:
    """Revoke the user's tokens for the team, so that none comes alive again should he come back."""
    select = owned(ApiToken, team).where(ApiToken.user_id == user_id, ApiToken.revoked_at.is_(None))
    for token in db.session.scalars(select.with_for_update()):
        _revoke(token)


def _revoke(token: ApiToken) -> ApiToken:
    if token.revoked_at is None:
        token.revoked_at = clock.now()
        db.session.flush()
        _announce(TOKEN_REVOKED, token, {})
    return token


def _announce(event: events.Event, token: ApiToken, changes: dict[str, Any]) -> None:
    """To the token's team; or to each of the user's, as it is good for all of them."""
    teams = sa.select(Membership.team_id).where(Membership.user_id == token.user_id).order_by(Membership.team_id)
    for team_id in [token.team_id] if token.team_id else db.session.scalars(teams).all():
        audit.record(event.name, team_id=team_id, subject_id=token.id, changes=changes)
        events.publish(event, team_id=team_id, subject=token, changes=changes)
