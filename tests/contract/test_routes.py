"""Tables over the URL map: each route has its permission, and each route with an id keeps teams apart.

A new route fails here until it stands in the tables.
"""

import re
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.callers import Api, NewTeam, add_token

# Under each address of documents.
OF_DOCUMENTS = """
    GET /                     POST /                    GET /<id>               PATCH /<id>       DELETE /<id>
    GET /<id>/download        GET /<id>/pdf             GET /<id>/revisions     POST /<id>/undo   POST /<id>/duplicate
    POST /<id>/issue          POST /<id>/mark-sent      POST /<id>/void
    GET /<id>/preview.html    GET /<id>/preview.png
"""
OF_BILLS = """
    POST /<id>/mark-paid      POST /<id>/mark-unpaid
    GET /<id>/payments        POST /<id>/payments       DELETE /<id>/payments/<payment_id>
    POST /<id>/credit
"""
OF_OFFERS = """
    POST /<id>/approve        POST /<id>/reject
"""
ADDRESSES = {
    "invoice": OF_DOCUMENTS + OF_BILLS,
    "estimate": OF_DOCUMENTS + OF_OFFERS,
    "document": OF_DOCUMENTS + OF_BILLS + OF_OFFERS,
}


def _of_documents() -> dict[tuple[str, str], str]:
    permissions = {}
    for one, table in ADDRESSES.items():
        words = table.split()
        for method, rule in zip(words[::2], words[1::2], strict=True):
            path = f"/api/v1/{one}s{rule.rstrip('/')}".replace("<id>", f"<{one}_id>")
            permissions[method, path] = f"{one}s:{'read' if method == 'GET' else 'write'}"
    return permissions


PERMISSIONS = _of_documents() | {
    # It writes an invoice.
    ("POST", "/api/v1/estimates/<estimate_id>/convert-to-invoice"): "invoices:write",
    ("POST", "/api/v1/documents/<document_id>/convert-to-invoice"): "invoices:write",
    ("GET", "/api/v1/numbering"): "numbering:read",
    ("PATCH", "/api/v1/numbering"): "numbering:write",
    ("GET", "/api/v1/teams"): "account:read",
    ("POST", "/api/v1/teams"): "account:write",
    ("POST", "/api/v1/teams/switch"): "account:write",
    ("GET", "/api/v1/teams/current"): "teams:read",
    ("PATCH", "/api/v1/teams/current"): "teams:write",
    ("GET", "/api/v1/teams/current/logo"): "teams:read",
    ("PUT", "/api/v1/teams/current/logo"): "teams:write",
    ("DELETE", "/api/v1/teams/current/logo"): "teams:write",
    ("POST", "/api/v1/teams/current/leave"): "membership:write",
    ("GET", "/api/v1/teams/current/members"): "members:read",
    ("GET", "/api/v1/teams/current/members/<user_id>"): "members:read",
    ("PATCH", "/api/v1/teams/current/members/<user_id>"): "members:write",
    ("DELETE", "/api/v1/teams/current/members/<user_id>"): "members:write",
    ("GET", "/api/v1/teams/current/invitations"): "members:read",
    ("POST", "/api/v1/teams/current/invitations"): "members:write",
    ("DELETE", "/api/v1/teams/current/invitations/<invitation_id>"): "members:write",
    ("POST", "/api/v1/invitations/accept"): "account:write",
    ("GET", "/api/v1/tokens"): "tokens:read",
    ("POST", "/api/v1/tokens"): "tokens:write",
    ("DELETE", "/api/v1/tokens/<token_id>"): "tokens:write",
    ("GET", "/api/v1/invoices/export"): "invoices:read",
    ("GET", "/api/v1/exports/accounting"): "documents:read",
    ("GET", "/api/v1/audit"): "audit:read",
    ("GET", "/api/v1/events"): "events:read",
    ("GET", "/api/v1/events/types"): "events:read",
    ("GET", "/api/v1/audit/verify"): "audit:read",
    ("GET", "/api/v1/usage"): "usage:read",
    ("GET", "/api/v1/plans"): "usage:read",
    ("GET", "/api/v1/llm/providers"): "llm:read",
    ("POST", "/api/v1/invoices/batch"): "invoices:write",
    ("GET", "/api/v1/templates"): "templates:read",
    ("GET", "/api/v1/templates/<template_name>/preview.png"): "templates:read",
    ("GET", "/api/v1/templates/<template_name>/preview.pdf"): "templates:read",
    ("POST", "/api/v1/invoices/<invoice_id>/revise"): "invoices:write",
    ("GET", "/api/v1/prompts"): "prompts:read",
    ("POST", "/api/v1/prompts"): "prompts:write",
    ("GET", "/api/v1/prompts/labels"): "prompts:read",
    ("PATCH", "/api/v1/prompts/labels/<path:label_name>"): "prompts:write",
    ("GET", "/api/v1/prompts/library"): "prompts:read",
    ("POST", "/api/v1/prompts/library/<slug>/copy"): "prompts:write",
    ("GET", "/api/v1/prompts/export"): "prompts:read",
    ("POST", "/api/v1/prompts/import"): "prompts:write",
    ("GET", "/api/v1/prompts/<prompt_id>"): "prompts:read",
    ("PUT", "/api/v1/prompts/<prompt_id>"): "prompts:write",
    ("DELETE", "/api/v1/prompts/<prompt_id>"): "prompts:write",
    ("GET", "/api/v1/prompts/<prompt_id>/versions"): "prompts:read",
    ("POST", "/api/v1/prompts/<prompt_id>/preview"): "prompts:read",
    ("POST", "/api/v1/prompts/<prompt_id>/duplicate"): "prompts:write",
    ("GET", "/api/v1/customers"): "customers:read",
    ("POST", "/api/v1/customers"): "customers:write",
    ("GET", "/api/v1/customers/export"): "customers:read",
    ("POST", "/api/v1/customers/import"): "customers:write",
    ("GET", "/api/v1/customers/<customer_id>"): "customers:read",
    ("PATCH", "/api/v1/customers/<customer_id>"): "customers:write",
    ("DELETE", "/api/v1/customers/<customer_id>"): "customers:write",
    ("POST", "/api/v1/customers/<customer_id>/merge"): "customers:write",
    ("GET", "/api/v1/products"): "products:read",
    ("POST", "/api/v1/products"): "products:write",
    ("GET", "/api/v1/products/export"): "products:read",
    ("POST", "/api/v1/products/import"): "products:write",
    ("GET", "/api/v1/products/<product_id>"): "products:read",
    ("PATCH", "/api/v1/products/<product_id>"): "products:write",
    ("DELETE", "/api/v1/products/<product_id>"): "products:write",
    ("POST", "/api/v1/products/<product_id>/adjust-stock"): "products:write",
    ("GET", "/api/v1/products/<product_id>/stock-movements"): "products:read",
}
PUBLIC = {
    ("GET", "/api/v1/openapi.json"),
    ("GET", "/docs"),
    ("GET", "/docs/assets/<path:file>"),
    ("GET", "/health"),
    ("GET", "/ready"),
}
BODIES: dict[str, Any] = {
    "PATCH": {"title": "Changed"},
    "POST payments": {"amount": "1"},
    "PUT": {"prompt_text": "Changed"},
    "<user_id>": {"role": "viewer"},
    "<path:label_name>": {"color": "#10b981"},
    "<customer_id>": {"name": "Changed"},
    "merge": {"into": "cus_none"},
    "<product_id>": {"name": "Changed"},
    "adjust-stock": {"adjustment": "-1"},
    "preview": {},
    "revise": {"prompt": "Add 10% tax", "llm_provider": "gpt-41", "llm_api_key": "never-sent-123"},
}


# The library and the templates are the same for all.
OF_A_TEAM = [route for route in PERMISSIONS if "<" in route[1] and not re.search("/library/|/templates/", route[1])]
PLACES = re.compile(r"<[\w:]+>")


def _body(method: str, rule: str) -> dict[str, str] | None:
    """One that passes, so that what is tested is what comes after it: by the route's last word, else its method."""
    word = rule.rpartition("/")[2]
    return BODIES.get(f"{method} {word}") or BODIES.get(word) or BODIES.get(method)


def _json(answer: TestResponse) -> Any:
    assert answer.status_code == 201, answer.text
    return answer.json


def test_every_route_stands_in_the_table_with_its_permission(sqlite_app: Flask) -> None:
    found = {
        (method, rule.rule): getattr(sqlite_app.view_functions[rule.endpoint], "permission", None)
        for rule in sqlite_app.url_map.iter_rules()
        for method in rule.methods or ()
        if method not in ("HEAD", "OPTIONS")
    }
    assert {route: permission for route, permission in found.items() if permission} == PERMISSIONS
    assert {route for route, permission in found.items() if not permission} == PUBLIC


@pytest.mark.parametrize(("method", "rule"), PERMISSIONS)
def test_a_token_needs_the_permission_of_the_route(method: str, rule: str, api: Api) -> None:
    path = re.sub(r"<[\w:]+>", "inv_none", rule).removeprefix("/api/v1")
    needed = PERMISSIONS[method, rule]
    other = {"read": "write", "write": "read"}[needed.partition(":")[2]]
    refused = add_token(api, other).request(method, path, json=_body(method, rule))
    assert refused.status_code == 403
    assert refused.json
    assert needed in refused.json["error"]
    for enough in (needed, needed.partition(":")[2]):
        assert add_token(api, enough).request(method, path, json=_body(method, rule)).status_code != 403


@pytest.mark.parametrize("variable", sorted({PLACES.findall(rule)[0] for _, rule in OF_A_TEAM}))
def test_another_teams_object_is_not_found(variable: str, api: Api, new_team: NewTeam) -> None:
    """Nor can it be told from one that does not exist, and nothing of it changes."""
    own = _one_of_each(api)
    before = _all_there_is(api, own)
    stranger = new_team()
    wrong = {}
    for method, rule in OF_A_TEAM:
        if PLACES.findall(rule)[0] != variable:
            continue
        path = PLACES.sub(lambda place: own[place[0]], rule).removeprefix("/api/v1")
        theirs = stranger.request(method, path, json=_body(method, rule))
        missing = api.request(method, path.replace(own[variable], "inv_none"), json=_body(method, rule))
        assert theirs.json
        assert missing.json
        is_told_apart = theirs.json | {"request_id": ""} != missing.json | {"request_id": ""}
        if is_told_apart or not theirs.status_code == missing.status_code == 404:
            wrong[method, rule] = (theirs.status_code, missing.status_code)
    assert wrong == {}
    assert _all_there_is(api, own) == before


def _one_of_each(api: Api) -> dict[str, str]:
    """The id, by its place in a route, of one object of every kind."""
    invoice = api.invoice()
    prompt = api.prompt(labels=[{"name": "Consulting", "color": "#3b82f6"}])
    payment = _json(api.post(f"/invoices/{invoice['id']}/payments", json={"amount": 1}))
    invited = _json(api.post("/teams/current/invitations", json={"email": "ann@example.com", "role": "viewer"}))
    (token,) = api.get("/tokens").json["tokens"]  # type: ignore[index]
    return {
        "<invoice_id>": invoice["id"],
        "<document_id>": invoice["id"],
        "<estimate_id>": api.document("estimate")["id"],
        "<payment_id>": payment["payment"]["id"],
        "<prompt_id>": prompt["id"],
        "<path:label_name>": "Consulting",
        "<customer_id>": api.customer(name="Ann")["id"],
        "<product_id>": api.product(stock=5)["id"],
        "<user_id>": token["user_id"],
        "<invitation_id>": invited["invitation"]["id"],
        "<token_id>": token["id"],
    }


def _all_there_is(api: Api, own: dict[str, str]) -> list[Any]:
    lists = ("documents", "prompts", "products", "customers", "tokens", "teams/current/invitations")
    invoice = f"invoices/{own['<invoice_id>']}"
    paths = (*lists, "teams/current/members", invoice, f"{invoice}/payments", f"estimates/{own['<estimate_id>']}")
    answers = [api.get(f"/{path}") for path in paths]
    assert {answer.status_code for answer in answers} == {200}
    return [answer.json for answer in answers]


def test_another_teams_objects_are_not_listed(api: Api, new_team: NewTeam) -> None:
    api.invoice(title="Secret project")
    api.prompt("Secret project", labels=[{"name": "Secret"}])
    api.customer(name="Secret agent", email="secret@agent.test")
    assert new_team().get("/customers?q=secret").json["customers"] == []  # type: ignore[index]
    assert "Secret" not in new_team().get("/customers/export").text
    api.product(name="Secret sauce")
    assert new_team().get("/products?search=secret").json["products"] == []  # type: ignore[index]
    assert "Secret" not in new_team().get("/products/export").text
    assert new_team().get("/prompts/labels").json == {"labels": []}
    assert new_team().get("/prompts/export").json == {"prompts": []}
    for query in ("", "?label=Secret", "?content=secret"):
        assert new_team().get(f"/prompts{query}").json["prompts"] == []  # type: ignore[index]
    listed = new_team().get("/invoices?search=secret").json
    assert listed
    assert listed["invoices"] == []
    assert listed["pagination"]["total"] == 0


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic abc", "Bearer sb_live_short", "bearer x y"])
def test_a_malformed_authorization_is_401(header: str, api: Api) -> None:
    assert api.get("/invoices", headers={"Authorization": header}).status_code == 401
