"""Who is calling: the token on a request, looked up once, the team it is for, and the permission an endpoint asks for.

A token belongs to one team, and means it whatever else happens. One that is good for all teams of its user
(`all_teams`) names the team of each request in X-Team-Id; without the header it may read in the user's default team,
but change something only where the user has no second team. So nobody's switch sends another's writing elsewhere.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar, cast

from flask import current_app, g, request
from sqlalchemy.exc import SQLAlchemyError

from app.core.errors import InvalidInput, NotAuthenticated, PermissionMissing, SaybillError

TEAM_HEADER = "X-Team-Id"
# What concerns the user himself, whatever the team: no role takes it away.
_OF_THE_USER = "account:"
_TOKEN = re.compile(r"sb_(?:live|test)_[A-Za-z0-9_-]{43}", re.ASCII)


class TeamRequired(InvalidInput):
    code = "team_required"
    default_message = (
        f"This API token is good for several teams. Name the one you mean in the header {TEAM_HEADER}; "
        "GET /api/v1/teams lists them."
    )


@dataclass(frozen=True)
class Grant:
    """A set of permissions: each "room:verb", or a verb for all rooms; never those in `but_not`."""

    held: frozenset[str]
    but_not: frozenset[str] = frozenset()

    def allows(self, permission: str) -> bool:
        """`permission` is "room:verb", or a verb for all rooms."""
        is_held = permission in self.held or permission.partition(":")[2] in self.held
        return is_held and permission not in self.but_not


@dataclass(frozen=True)
class Place:
    """The team that a request is about, and what the caller's present role there allows."""

    team_id: str
    role: str
    grant: Grant
    is_certain: bool
    """The token or the request names the team, or the user has no other: not merely his default."""


@dataclass(frozen=True)
class Caller:
    """The owner of a valid token. Plain values, so that it outlives the transaction it was read in."""

    token_id: str
    user_id: str
    token: Grant
    place: Place | None

    @property
    def team_id(self) -> str:
        """The team that the request is about; TeamRequired when there is none."""
        if self.place is None:
            raise TeamRequired()
        return self.place.team_id

    def may(self, permission: str) -> bool:
        """Both the token and the user's role in the team allow `permission`, which is "room:verb"."""
        is_in_role = permission.startswith(_OF_THE_USER) or (self.place and self.place.grant.allows(permission))
        return bool(is_in_role) and self.token.allows(permission)


PERMISSIONS: set[str] = set()
"""Every permission that some endpoint asks for."""
View = TypeVar("View", bound=Callable[..., Any])
Authenticate = Callable[[str, str | None], Caller | None]
"""From a token and the id in X-Team-Id, if any, to the caller; None for a token that is not valid."""
_EXTENSION = "saybill.authenticate"


def set_authenticator(app: Any, authenticate: Authenticate) -> None:
    """Tell this app how a token becomes a caller; the room that owns tokens does so."""
    app.extensions[_EXTENSION] = authenticate


def find_caller() -> Caller | None:
    """The caller of this request, None without a valid token. Looked up once: the rate limit asks first."""
    if "caller" not in g:
        g.caller, g.caller_error = None, None
        try:
            g.caller = _look_up()
        except (SQLAlchemyError, SaybillError) as exc:
            # Kept for the view: raised in the limiter, it would count as a failure of the limiter's storage.
            g.caller_error = exc
    caller: Caller | None = g.caller
    return caller


def current_caller() -> Caller:
    """The caller of this request; NotAuthenticated without one."""
    caller = find_caller()
    if g.caller_error:
        raise g.caller_error
    if caller is None:
        raise NotAuthenticated(headers={"WWW-Authenticate": "Bearer"})
    return caller


def require(permission: str) -> Caller:
    """The caller, if it may do `permission` ("invoices:write").

    PermissionMissing says whether the token or the role lacks it; TeamRequired when it is not certain for which team.
    """
    caller = current_caller()
    verb = permission.partition(":")[2]
    if not caller.token.allows(permission):
        raise PermissionMissing(f"This API token lacks the '{verb}' permission ({permission}).")
    if not permission.startswith(_OF_THE_USER):
        place = caller.place
        if place is None or not (place.is_certain or verb == "read"):
            raise TeamRequired()
        if not place.grant.allows(permission):
            raise PermissionMissing(f"Your role in this team ({place.role}) does not allow that ({permission}).")
    return caller


def _look_up() -> Caller | None:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not _TOKEN.fullmatch(token.strip()):
        return None
    authenticate: Authenticate = current_app.extensions[_EXTENSION]
    return authenticate(token.strip(), request.headers.get(TEAM_HEADER) or None)


def needs(permission: str) -> Callable[[View], View]:
    """Decorator for a view, above its `@input`: no token is 401 and a missing permission 403 before the body is read.

    The permission is kept on the view, where the OpenAPI document and the permission table find it.
    """

    PERMISSIONS.add(permission)

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            require(permission)
            return view(*args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]
        return cast(View, guarded)

    return decorate
