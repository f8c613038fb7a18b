"""The blueprint of a room's API: APIFlask's, with the house's habits."""

from typing import Any, Protocol

from apiflask import APIBlueprint
from marshmallow import RAISE, Schema

from app.core.http.caller import View


class Decorator(Protocol):
    """A decorator that leaves the view's own type alone."""

    def __call__(self, view: View, /) -> View: ...


class ApiBlueprint(APIBlueprint):
    """Routes below /api/v1. An unknown query parameter is refused like an unknown field, for a typo filters nothing.

    `versioned`: its rows are `core.db.Versioned`, so that the OpenAPI document tells of ETag and If-Match.
    """

    def __init__(self, name: str, prefix: str, *, tag: str, versioned: bool = False) -> None:
        super().__init__(name, __name__, url_prefix=f"/api/v1{prefix}", tag=tag)
        self.versioned = versioned

    def input(  # type: ignore[override]
        self, schema: Schema | type[Schema], *, location: str = "json", arg_name: str
    ) -> Decorator:
        """The decorated view gets the loaded body or query as the argument `arg_name`."""
        unknown: dict[str, Any] = {"unknown": RAISE} if location == "query" else {}
        decorator: Decorator = super().input(schema, location, arg_name, **unknown)  # type: ignore[arg-type]
        return decorator

    def output(  # type: ignore[override]
        self, schema: type[Schema], status_code: int = 200
    ) -> Decorator:
        """Documents the answer, and makes it from the view's dict; a Response passes as it is."""
        decorator: Decorator = super().output(schema, status_code)  # type: ignore[arg-type]
        return decorator
