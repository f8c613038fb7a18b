"""Who is calling: the token on a request, looked up once, and the permission an endpoint asks for."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar, cast

from flask import current_app, g, request
from sqlalchemy.exc import SQLAlchemyError

from app.core.errors import NotAuthenticated, PermissionMissing

_TOKEN = re.compile(r"sb_(?:live|test)_[A-Za-z0-9_-]{43}", re.ASCII)


@dataclass(frozen=True)
class Caller:
    """The owner of a valid token. Plain values, so that it outlives the transaction it was read in."""

    token_id: str
    user_id: str
    team_id: str
    permissions: frozenset[str]

    def may(self, permission: str) -> bool:
        """`permission` is "room:verb"; the token holds it as such, or the verb for all rooms."""
        return permission in self.permissions or permission.partition(":")[2] in self.permissions


PERMISSIONS: set[str] = set()
"""Every permission that some endpoint asks for."""
View = TypeVar("View", bound=Callable[..., Any])
Authenticate = Callable[[str], Caller | None]
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
        except SQLAlchemyError as exc:
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
    """The caller, if it holds `permission` ("invoices:write"); PermissionMissing says which one it lacks."""
    caller = current_caller()
    if not caller.may(permission):
        verb = permission.partition(":")[2]
        raise PermissionMissing(f"This API token lacks the '{verb}' permission ({permission}).")
    return caller


def _look_up() -> Caller | None:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not _TOKEN.fullmatch(token.strip()):
        return None
    authenticate: Authenticate = current_app.extensions[_EXTENSION]
    return authenticate(token.strip())


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
