"""The OpenAPI 3.1 document at /api/v1/openapi.json and its page at /docs, served from local files only."""

import re
from pathlib import Path
from typing import Any, cast

import flask_swagger_ui
from apiflask import APIFlask
from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from flask import Response, request, send_from_directory

from app.core.http.body import readers_of
from app.core.http.errors import ErrorOut

_ASSETS = Path(flask_swagger_ui.__file__).parent / "dist"
_ASSETS_URL = "/docs/assets"
_HEADERS = {
    "X-RateLimit-Limit": "Requests allowed in a minute.",
    "X-RateLimit-Remaining": "Requests left now.",
    "X-RateLimit-Reset": "Unix time at which the next request is free.",
    "X-Request-Id": "Name it when you ask about this answer.",
}
_TOKENS = (
    "API token `sb_live_…`. It belongs to one team; or it is good for all teams of its user, and each request names "
    "the team in the header `X-Team-Id` (without it, it reads in the user's default team, and changes nothing if there "
    "are several)."
)
_ETAG = "The version of what is shown; send it back in If-Match."
_REFUSALS = {
    "400": "The body or a parameter is not valid",
    "401": "The API token is missing, unknown, expired or revoked",
    "402": "A limit of the team's plan is reached (`plan_limit_reached`)",
    "403": "The API token, or the caller's role in the team, lacks the permission",
    "404": "Nothing of your team has this id; or `X-Team-Id` names no team of yours",
    "429": "Too many requests; see Retry-After",
    "500": "A fault on our side",
}
_BODY_REFUSALS = {
    "409": "The present state does not allow it, or the Idempotency-Key was used before",
    "413": "The body is too large",
    "415": "The body is not JSON",
}
_IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": 255},
    "description": "The same key and body within 24 hours give the first answer again instead of doing it twice.",
}
_IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": False,
    "schema": {"type": "string"},
    "description": "The ETag of what you have read: if it has changed since, nothing is done and the answer is 412.",
}
_HEADER_REFS = {name: {"$ref": f"#/components/headers/{name}"} for name in _HEADERS}
ERROR_CONTENT = {"application/json": {"schema": {"$ref": "#/components/schemas/ErrorOut"}}}


def init_openapi(app: APIFlask) -> None:
    from_assets = {
        "SWAGGER_UI_CSS": "swagger-ui.css",
        "SWAGGER_UI_BUNDLE_JS": "swagger-ui-bundle.js",
        "SWAGGER_UI_STANDALONE_PRESET_JS": "swagger-ui-standalone-preset.js",
        "DOCS_FAVICON": "favicon-32x32.png",
    }
    app.config.update({name: f"{_ASSETS_URL}/{file}" for name, file in from_assets.items()})
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.config.update(
        VALIDATION_ERROR_STATUS_CODE=400,
        AUTO_VALIDATION_ERROR_RESPONSE=False,
        AUTO_404_RESPONSE=False,
        SECURITY_SCHEMES={"bearer": {"type": "http", "scheme": "bearer", "description": _TOKENS}},
        INFO={"description": "One sentence in, an invoice out.", "license": {"name": "MIT", "identifier": "MIT"}},
    )
    app.spec_processor(lambda spec: _complete(app, cast(Any, spec)))
    app.after_request(_guard_docs)

    @app.get(f"{_ASSETS_URL}/<path:file>")
    @app.doc(hide=True)
    def docs_assets(file: str) -> Response:
        return send_from_directory(_ASSETS, file, max_age=86_400)


def _guard_docs(response: Response) -> Response:
    if request.path.startswith("/docs"):
        # The page's own start-up script and style stand inline; nothing of a user's is ever on it.
        response.headers["Content-Security-Policy"] = (
            "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
            "img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
        )
    return response


def _complete(app: APIFlask, spec: dict[str, Any]) -> dict[str, Any]:
    """Add what APIFlask does not know: names, permissions, the shared headers and refusals, required bodies."""
    schemas = spec["components"]["schemas"]
    for rule in app.url_map.iter_rules():
        path = spec["paths"].get(re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule), {})
        for method in rule.methods or ():
            operation = path.get(method.lower())
            if operation:
                view = app.view_functions[rule.endpoint]
                _complete_operation(operation, rule.endpoint, method, getattr(view, "permission", None), schemas)
                if getattr(app.blueprints.get(rule.endpoint.rpartition(".")[0]), "versioned", False):
                    _complete_versioned(operation, method, rule.rule)
                for mimetype in readers_of(view):
                    body = operation.setdefault("requestBody", {"content": {}, "required": True})
                    body["content"][mimetype] = {"schema": _readable(mimetype)}
    spec["tags"] = list({tag["name"]: tag for tag in spec["tags"]}.values())  # Two rooms may serve one tag.
    spec["components"]["headers"] = {
        name: {"description": text, "schema": {"type": "string"}} for name, text in [*_HEADERS.items(), ("ETag", _ETAG)]
    }
    spec["components"]["schemas"]["ErrorOut"] = _error_schema()
    _fold_duplicates(spec)
    return spec


def _readable(mimetype: str) -> dict[str, str]:
    return {"type": "string"} if mimetype.startswith("text/") else {"contentMediaType": mimetype}


def _error_schema() -> dict[str, Any]:
    document = APISpec("", "", "3.1.0", plugins=[MarshmallowPlugin()])
    document.components.schema("ErrorOut", schema=ErrorOut)
    schema: dict[str, Any] = document.to_dict()["components"]["schemas"]["ErrorOut"]
    return schema


def _complete_operation(
    operation: dict[str, Any], endpoint: str, method: str, permission: str | None, schemas: dict[str, Any]
) -> None:
    operation["operationId"] = endpoint.rpartition(".")[2]
    if permission:
        operation["security"] = [{"bearer": []}]
        operation["description"] = f"{operation.get('description', '')}\n\nPermission: `{permission}`".strip()
    refusals = dict(_REFUSALS)
    if method != "GET":
        refusals |= _BODY_REFUSALS
        operation.setdefault("parameters", []).append(_IDEMPOTENCY_KEY)
    for status, text in refusals.items():
        operation["responses"].setdefault(status, {"description": text, "content": ERROR_CONTENT})
    for response in operation["responses"].values():
        response.setdefault("headers", {}).update(_HEADER_REFS)
    body = operation.get("requestBody")
    if body:
        schema = body["content"]["application/json"]["schema"]
        body["required"] = bool(schemas[schema["$ref"].rpartition("/")[2]].get("required"))


def _complete_versioned(operation: dict[str, Any], method: str, rule: str) -> None:
    """If-Match where one thing is changed, and the ETag of what is shown as a whole."""
    shows_one = method in ("POST", "PUT", "PATCH") or (method == "GET" and rule.endswith(">"))
    for status in ("200", "201") if shows_one else ():
        if status in operation["responses"]:
            operation["responses"][status]["headers"]["ETag"] = {"$ref": "#/components/headers/ETag"}
    if method != "GET" and "<" in rule:
        operation["parameters"].append(_IF_MATCH)
        text = "It was changed since the version in If-Match"
        headers = _HEADER_REFS | {"ETag": {"$ref": "#/components/headers/ETag"}}
        operation["responses"]["412"] = {"description": text, "content": ERROR_CONTENT, "headers": headers}


def _fold_duplicates(spec: dict[str, Any]) -> None:
    """A schema used alone and nested is registered twice, as `Name` and `Name1`; equal ones become one again."""
    schemas = spec["components"]["schemas"]
    twins = {
        name: name.rstrip("0123456789")
        for name in schemas
        if name[-1].isdigit() and schemas.get(name.rstrip("0123456789")) == schemas[name]
    }
    for name in twins:
        del schemas[name]
    path = "#/components/schemas/"
    _rename_references(spec, {path + name: path + twin for name, twin in twins.items()})


def _rename_references(node: Any, names: dict[str, str]) -> None:
    if isinstance(node, list):
        for child in node:
            _rename_references(child, names)
    elif isinstance(node, dict):
        if node.get("$ref") in names:
            node["$ref"] = names[node["$ref"]]
        for child in node.values():
            _rename_references(child, names)
