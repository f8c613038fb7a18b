"""The OpenAPI document is valid, complete, and true: the service answers as it says."""

from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from openapi_spec_validator import validate
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from tests.callers import add_team

CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
)
QUIET: dict[str, Any] = {"suppress_health_check": list(HealthCheck), "phases": (Phase.generate,)}


def _document(app: Flask) -> dict[str, Any]:
    document: Any = app.test_client().get("/api/v1/openapi.json").json
    return dict(document)


def test_the_document_is_valid_openapi_3_1(sqlite_app: Flask) -> None:
    document = _document(sqlite_app)
    assert document["openapi"].startswith("3.1")
    validate(document)


def test_every_operation_has_a_name_a_text_and_its_permission(sqlite_app: Flask) -> None:
    operations = [operation for path in _document(sqlite_app)["paths"].values() for operation in path.values()]
    assert len({operation["operationId"] for operation in operations}) == len(operations)
    for operation in operations:
        assert operation["summary"]
        assert "Permission: `" in operation["description"]
        assert operation["security"] == [{"bearer": []}]
        assert {"400", "401", "403", "429", "500"} <= set(operation["responses"])


def test_no_schema_stands_in_it_twice(sqlite_app: Flask) -> None:
    assert not [name for name in _document(sqlite_app)["components"]["schemas"] if name[-1].isdigit()]


def test_the_docs_page_loads_nothing_from_elsewhere(sqlite_app: Flask) -> None:
    page = sqlite_app.test_client().get("/docs")
    assert page.status_code == 200
    assert "http://" not in page.text.replace("http://localhost", "")
    assert page.text.count("https://") == page.text.count("https://swagger.io")  # A comment in a script.
    assert "default-src 'self'" in page.headers["Content-Security-Policy"]
    with sqlite_app.test_client().get("/docs/assets/swagger-ui-bundle.js") as asset:
        assert asset.status_code == 200


@pytest.fixture
def unlimited(sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The app without a rate limit, which would soon refuse everything here."""
    for limiter in sqlite_app.extensions["limiter"]:
        monkeypatch.setattr(limiter, "enabled", False)
    return sqlite_app


@pytest.mark.slow
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_the_service_answers_as_the_document_says(mode: GenerationMode, unlimited: Flask) -> None:
    """Requests made from the document, right ones and wrong ones; half of the ids are of what exists."""
    api = add_team(unlimited)
    known = {
        "invoice_id": api.invoice()["id"],
        "document_id": api.invoice()["id"],
        "estimate_id": api.document("estimate")["id"],
        "prompt_id": api.prompt(labels=[{"name": "Consulting"}])["id"],
        "label_name": "Consulting",
        "customer_id": api.customer(name="Ann")["id"],
        "product_id": api.product(stock=5)["id"],
    }

    def check(case: Any) -> None:
        if any(value in ([], {}, None) for value in (case.query or {}).values()):
            return  # What is to be wrong with it would not be sent.
        if mode is GenerationMode.NEGATIVE and case.headers:
            case.headers.pop("If-Match", None)  # An ETag that is made up is a refusal (412) of its own.
        ids = case.path_parameters
        for name in ids:
            if name in known and (len(str(ids[name])) % 2 or case.method == "DELETE"):
                ids[name] = known[name]
        case.call_and_validate(headers=api.headers, checks=CHECKS)

    document = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", unlimited)
    for operation in document.get_all_operations():
        strategy = operation.ok().as_strategy(generation_mode=mode)
        settings(max_examples=20, deadline=None, derandomize=True, database=None, **QUIET)(given(strategy)(check))()
