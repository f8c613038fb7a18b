"""API tokens: made, shown once, kept as a hash, looked up on each request, revoked at once."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa

from app.accounts import audit
from app.accounts.models import ApiToken, Team, User
from app.accounts.tenancy import get_owned, owned
from app.core import clock
from app.core.db import db, side_note, transaction
from app.core.errors import InvalidInput
from app.core.http.caller import PERMISSIONS, Caller
from app.core.ids import new_id

VERBS = ("read", "write")
# Noting each use would make every reading request write.
_LAST_USE_EVERY = timedelta(minutes=1)


def create(
    team: Team, user: User, *, name: str, permissions: list[str], expires_at: datetime | None = None
) -> tuple[ApiToken, str]:
    """A new token and its plain text, which nobody can see again. `permissions`: "read", "write" or "room:verb"."""
    for permission in permissions:
        if permission not in VERBS and permission not in PERMISSIONS:
            known = ", ".join([*VERBS, *sorted(PERMISSIONS)])
            raise InvalidInput.field("permissions", f"{permission!r} is none. Use one of: {known}.")
    plain = f"sb_live_{secrets.token_urlsafe(32)}"
    token = ApiToken(
        id=new_id("tok"),
        team_id=team.id,
        user_id=user.id,
        name=name,
        token_hash=_hash(plain),
        hint=plain[-4:],
        permissions=sorted(set(permissions)),
        expires_at=expires_at,
        created_at=clock.now(),
    )
    db.session.add(token)
    db.session.flush()
    audit.record("token.created", team_id=team.id, subject_id=token.id, changes={"permissions": token.permissions})
    return token, plain


def list_all(team: Team) -> Sequence[ApiToken]:
    """The team's tokens, newest first."""
    return db.session.scalars(owned(ApiToken, team).order_by(ApiToken.id.desc())).all()


def state(token: ApiToken) -> str:
    """ "active", "revoked" or "expired"."""
    if token.revoked_at:
        return "revoked"
    return "expired" if token.expires_at and token.expires_at <= clock.now() else "active"


def revoke(team: Team, token_id: str) -> ApiToken:
    """Refuse the token from now on; revoking it again changes nothing."""
    token = get_owned(ApiToken, team, token_id, lock=True)
    if token.revoked_at is None:
        token.revoked_at = clock.now()
        audit.record("token.revoked", team_id=team.id, subject_id=token.id)
        db.session.flush()
    return token


def authenticate(plain: str) -> Caller | None:
    """The caller with this token; None when it is unknown, expired or revoked. Notes the use about once a minute.

    Opens transactions of its own, as it runs before the request's.
    """
    now = clock.now()
    with transaction(writing=False):
        token = db.session.scalar(sa.select(ApiToken).where(ApiToken.token_hash == _hash(plain)))
        if token is None or token.revoked_at or (token.expires_at and token.expires_at <= now):
            return None
        caller = Caller(token.id, token.user_id, token.team_id, frozenset(token.permissions))
        is_noted = token.last_used_at is not None and token.last_used_at > now - _LAST_USE_EVERY
    if not is_noted:
        with side_note():
            db.session.execute(sa.update(ApiToken).where(ApiToken.id == caller.token_id).values(last_used_at=now))
    return caller


def _hash(plain: str) -> str:
    # 32 random bytes need no slow hash and no salt.
    return hashlib.sha256(plain.encode()).hexdigest()
