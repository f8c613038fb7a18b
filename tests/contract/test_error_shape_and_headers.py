"""What is true of every answer: the one error shape, the three rate limit headers, the request id."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.callers import Api, add_token

ITEM = {"items": [{"name": "Design", "unit_price": "100"}]}
Ask = Callable[[Api], TestResponse]


def _over_the_limit(api: Api) -> TestResponse:
    for _ in range(100):
        api.get("/teams/current")
    return api.get("/teams/current")


def _void_a_draft(api: Api) -> TestResponse:
    return api.post(f"/invoices/{api.invoice()['id']}/void")


def _without_token(api: Api) -> TestResponse:
    return api.get("/invoices", headers={"Authorization": "Bearer nonsense"})


def _read_only(api: Api) -> TestResponse:
    return add_token(api, "read").post("/invoices", json=ITEM)


REFUSALS: dict[int, tuple[str, Ask]] = {
    400: ("invalid_input", lambda api: api.post("/invoices", json={"items": []})),
    401: ("not_authenticated", _without_token),
    403: ("permission_missing", _read_only),
    404: ("not_found", lambda api: api.get("/invoices/inv_none")),
    405: ("method_not_allowed", lambda api: api.request("PUT", "/invoices")),
    409: ("document_is_draft", _void_a_draft),
    413: ("body_too_large", lambda api: api.post("/invoices", json={"notes": "x" * 2_000_001})),
    415: ("unsupported_content_type", lambda api: api.post("/invoices", data="a=b", content_type="text/plain")),
    422: ("nothing_to_invoice", lambda api: api.post("/invoices", {"prompt": "Hello!", "llm_provider": "offline"})),
    429: ("rate_limited", _over_the_limit),
}


@pytest.mark.parametrize("status", REFUSALS)
def test_every_refusal_has_the_one_shape_and_all_headers(status: int, api: Api) -> None:
    code, ask = REFUSALS[status]
    answer = ask(api)
    assert answer.status_code == status, answer.text
    assert_refusal(answer, code)


def assert_refusal(answer: TestResponse, code: str) -> None:
    body: Any = answer.json
    assert set(body) == {"error", "code", "details", "request_id"}
    assert body["code"] == code
    assert body["error"]
    assert isinstance(body["error"], str)
    assert body["request_id"] == answer.headers["X-Request-Id"]
    assert body["request_id"].startswith("req_")
    assert_rate_headers(answer)


def assert_rate_headers(answer: TestResponse) -> None:
    assert answer.headers.getlist("X-RateLimit-Limit") == ["100"]
    assert 0 <= int(answer.headers["X-RateLimit-Remaining"]) < 100
    assert int(answer.headers["X-RateLimit-Reset"]) > 1_700_000_000
    assert ("Retry-After" in answer.headers) == (answer.status_code in (429, 503))


def test_an_unknown_address_under_api_has_the_shape_too(api: Api) -> None:
    assert_refusal(api.get("/no/such/thing"), "not_found")


def test_200_and_201_carry_the_headers(api: Api) -> None:
    created = api.post("/invoices", json=ITEM)
    assert created.status_code == 201
    assert_rate_headers(created)
    listed = api.get("/invoices")
    assert listed.status_code == 200
    assert_rate_headers(listed)


def test_500_shows_no_internals(app: Flask, api: Api, monkeypatch: pytest.MonkeyPatch, capfd: Any) -> None:
    def explode(*_: Any) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("app.documents.service.get_document", explode)
    answer = api.get("/invoices/inv_x")
    assert answer.status_code == 500
    assert_refusal(answer, "internal_error")
    assert "secret detail" not in answer.text
    assert "RuntimeError" not in answer.text


def test_401_says_the_documented_sentence(api: Api) -> None:
    answer = _without_token(api)
    assert answer.json
    assert answer.json["error"] == "Invalid or expired API token"
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_405_names_the_allowed_methods(api: Api) -> None:
    assert set(api.request("PUT", "/invoices").headers["Allow"].split(", ")) >= {"GET", "POST"}


def test_a_missing_field_and_an_unknown_one_are_named(api: Api) -> None:
    body = {"items": [{"unit_price": "1"}], "colour": "red"}
    details: Any = api.post("/invoices", json=body).json
    assert details["details"] == {
        "items.0.name": ["Missing data for required field."],
        "colour": ["Unknown field."],
    }


def test_an_unknown_query_parameter_is_refused(api: Api) -> None:
    answer = api.get("/invoices?statsu=paid")
    assert answer.status_code == 400
    assert answer.json
    assert "statsu" in answer.json["details"]
