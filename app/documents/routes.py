"""One set of routes under several addresses: /documents for all types, /invoices and /estimates for one of them each.

A room collects its views in `Routes`, once, and makes a blueprint of them for each `Address`. So there is one way to do
a thing, whichever address it is done under.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Response, jsonify
from marshmallow import Schema, fields, validate

from app.accounts.api import current_team
from app.accounts.models import Team
from app.core import clock
from app.core.fields import OutSchema
from app.core.http import etag
from app.core.http.blueprint import ApiBlueprint
from app.core.http.caller import needs
from app.core.http.pagination import PaginationOut
from app.documents.kinds import ESTIMATE, INVOICE, KINDS
from app.documents.lifecycle import Action
from app.documents.models import Document
from app.documents.present import document_json
from app.documents.schemas import DocumentOut, DocumentQuery

_UMBRELLAS = {"paid": ("unpaid", "overdue")}
"""Filters that are no status, beside the status that their types have."""


class Address:
    """Where documents are served: `name` is what one is called in answers; `kind` its type, None for all types."""

    def __init__(self, name: str, kind: str | None = None) -> None:
        self.name, self.plural, self.kind = name, f"{name}s", kind
        self.kinds = [kind] if kind else list(KINDS)
        title = name.capitalize()
        self.envelope = OutSchema.from_dict({name: fields.Nested(DocumentOut)}, name=f"{title}Envelope")
        self.listing = OutSchema.from_dict(
            {self.plural: fields.List(fields.Nested(DocumentOut)), "pagination": fields.Nested(PaginationOut)},
            name=f"{title}List",
        )
        self.query = DocumentQuery.from_dict(
            {
                "status": fields.String(validate=validate.OneOf(self._status_filters())),
                "type": fields.String(validate=validate.OneOf(self.kinds)),
            },
            name=f"{title}Query",
        )

    def takes(self, action: Action) -> bool:
        """Some of its types know the action."""
        return any(action in KINDS[kind].life.actions for kind in self.kinds)

    def answer(self, document: Document, status: int = 200, *, team: Team | None = None, **beside: Any) -> Response:
        """The document in its envelope, under the ETag of its version, with whatever else is to be told.

        `team`: its team, if that is at hand.
        """
        response = jsonify({**beside, self.name: shown(document, team)})
        response.status_code = status
        return etag.tagged(response, document)

    def with_document(self, name: str, schema: type[Schema]) -> type[Schema]:
        """The schema of an answer that has something else beside the document."""
        title = f"{self.name.capitalize()}And{name.title().replace('_', '')}Envelope"
        return OutSchema.from_dict({name: fields.Nested(schema), self.name: fields.Nested(DocumentOut)}, name=title)

    def _status_filters(self) -> list[str]:
        statuses = {status: None for kind in self.kinds for status in KINDS[kind].life.statuses}
        return [*statuses, *(name for status, names in _UMBRELLAS.items() if status in statuses for name in names)]


def shown(document: Document, team: Team | None = None) -> dict[str, Any]:
    """The document as the API shows it today."""
    return document_json(document, clock.today((team or current_team()).time_zone))


ADDRESSES = (Address("invoice", INVOICE), Address("estimate", ESTIMATE), Address("document"))

View = Callable[..., Any]
Of = Callable[[Address], type[Schema]]
"""The schema that an address takes or gives."""


def envelope(address: Address) -> type[Schema]:
    """One document."""
    return address.envelope


@dataclass(frozen=True)
class _Route:
    method: str
    rule: str
    name: str
    view: View
    action: Action | None
    permission: str
    body: Of | None
    query: Of | None
    output: Of | None
    status: int
    responses: Callable[[Address], Any] | None


class Routes:
    """Views that are served under every address whose types know their action.

    A view takes the address, then `document_id` and whatever else stands in the rule, then `body` or `query`. In its
    name, its rule and its docstring, which is the public documentation, `{one}` and `{many}` are what its documents are
    called.
    """

    def __init__(self) -> None:
        self._routes: list[_Route] = []

    def add(
        self,
        method: str,
        rule: str,
        name: str,
        *,
        action: Action | None = None,
        permission: str | None = None,
        body: Of | None = None,
        query: Of | None = None,
        output: Of | None = None,
        status: int = 200,
        responses: Callable[[Address], Any] | None = None,
    ) -> Callable[[View], View]:
        """Decorator for a view. `<id>` in the rule is the document's; `permission` is by default to read what is got
        and to write what is changed."""
        needed = permission or ("{many}:read" if method == "GET" else "{many}:write")

        def collect(view: View) -> View:
            self._routes.append(
                _Route(method, rule, name, view, action, needed, body, query, output, status, responses)
            )
            return view

        return collect

    def blueprint(self, name: str, address: Address) -> ApiBlueprint:
        """A blueprint of these routes under an address; `name` tells it from others under the same."""
        prefix = f"/{address.plural}"
        blueprint = ApiBlueprint(f"{name}_{address.plural}", prefix, tag=address.plural.capitalize(), versioned=True)
        for route in self._routes:
            if route.action is None or address.takes(route.action):
                _register(blueprint, address, route)
        return blueprint


def _register(blueprint: ApiBlueprint, address: Address, route: _Route) -> None:
    words = {"one": address.name, "many": address.plural}

    def view(**arguments: Any) -> Any:
        own = f"{address.name}_id"
        if own in arguments:
            arguments["document_id"] = arguments.pop(own)
        return route.view(address, **arguments)

    view.__doc__ = (route.view.__doc__ or "").replace("{one}", address.name).replace("{many}", address.plural)
    decorated: Any = view
    if route.responses:
        decorated = blueprint.doc(responses=route.responses(address))(decorated)
    if route.output:
        decorated = blueprint.output(route.output(address), route.status)(decorated)
    if route.query:
        decorated = blueprint.input(route.query(address), location="query", arg_name="query")(decorated)
    if route.body:
        decorated = blueprint.input(route.body(address), arg_name="body")(decorated)
    decorated = needs(route.permission.format(**words))(decorated)
    rule = route.rule.replace("<id>", f"<{address.name}_id>")
    blueprint.add_url_rule(rule, route.name.format(**words), decorated, methods=[route.method])


def blueprints(rooms: Sequence[tuple[str, Routes]]) -> list[ApiBlueprint]:
    """One for each of these and each address."""
    return [routes.blueprint(name, address) for address in ADDRESSES for name, routes in rooms]
