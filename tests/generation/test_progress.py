"""The making of an invoice, followed as server-sent events."""

import json
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from werkzeug.test import TestResponse

from app.accounts.models import AuditEntry
from app.core.db import db
from app.generation import progress, service
from tests.callers import Api
from tests.wire.server import VendorServer

CANARY = "sk-canary-7d1f0a93bb52"
WORDS = "10 hours of consulting at $150/hour for Acme Corp"
STREAM = {"Accept": "text/event-stream"}


def post(api: Api, words: str = WORDS, **changes: Any) -> TestResponse:
    """The stream, read to its end."""
    answer = follow(api, words, **changes)
    answer.get_data()
    return answer


def follow(api: Api, words: str = WORDS, **changes: Any) -> TestResponse:
    """The stream, read no further than its first event."""
    body = {"prompt": words, "llm_provider": "gpt-41-mini", "llm_api_key": CANARY, **changes}
    return api.post("/invoices", json=body, headers=STREAM)


def events(answer: TestResponse) -> list[tuple[str, Any]]:
    """Name and data of each event, by the rules of the format."""
    found = []
    for block in answer.text.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
        if fields:
            found.append((fields["event"], json.loads(fields["data"])))
    return found


def names(answer: TestResponse) -> list[str]:
    return [name for name, _ in events(answer)]


def count(api: Api) -> int:
    listed: Any = api.get("/invoices").json
    return int(listed["pagination"]["total"])


def wait_for_the_work() -> None:
    for thread in threading.enumerate():
        if thread.name == progress.THREAD_NAME:
            thread.join(10)


def test_a_good_answer_is_followed_to_the_stored_invoice(api: Api, vendor: VendorServer) -> None:
    answer = post(api)
    assert answer.status_code == 200
    assert answer.mimetype == "text/event-stream"
    assert names(answer) == ["started", "model_answered", "validated", "created"]
    invoice = events(answer)[-1][1]["invoice"]
    assert api.get(f"/invoices/{invoice['id']}").json == {"invoice": invoice}
    assert events(answer)[0][1] == {"request_id": answer.headers["X-Request-Id"]}


def test_a_repair_is_told(api: Api, vendor: VendorServer) -> None:
    vendor.play("repair", "repair")
    answer = post(api)
    assert names(answer) == ["started", "model_answered", "repairing", "model_answered", "validated", "created"]
    assert count(api) == 1


@pytest.mark.parametrize(
    ("scenario", "steps", "status", "code"),
    [
        ("key_invalid", [], 400, "llm_key_rejected"),
        ("rate_limited", [], 429, "llm_rate_limited"),
        ("wrong_twice", ["model_answered", "repairing", "model_answered"], 502, "llm_bad_output"),
    ],
)
def test_a_failure_ends_in_the_answer_a_plain_request_would_get(
    scenario: str, steps: list[str], status: int, code: str, api: Api, vendor: VendorServer
) -> None:
    vendor.play(scenario, scenario)
    answer = post(api)
    assert names(answer) == ["started", *steps, "error"]
    error = events(answer)[-1][1]
    assert set(error) == {"error", "code", "details", "request_id", "status"}
    assert (error["status"], error["code"]) == (status, code)
    assert error["request_id"] == answer.headers["X-Request-Id"]
    assert CANARY not in answer.text
    assert count(api) == 0


def test_a_question_to_a_person_is_an_error_event(api: Api, vendor: VendorServer) -> None:
    vendor.answer({"items": [_item("1", "800")]})
    answer = post(api, "logo 800", on_missing="ask")
    assert names(answer) == ["started", "model_answered", "validated", "error"]
    error = events(answer)[-1][1]
    assert (error["status"], error["code"]) == (422, "needs_input")
    assert error["details"]["questions"]
    assert count(api) == 0


def test_a_failure_of_ours_is_an_error_event_too_and_stores_nothing(
    api: Api, vendor: VendorServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = service.documents.store

    def fail(team: Any, document: Any, **options: Any) -> Any:
        store(team, document, **options)
        raise RuntimeError("after it was written")

    monkeypatch.setattr(service.documents, "store", fail)
    answer = post(api)
    assert names(answer)[-1] == "error"
    assert events(answer)[-1][1]["status"] == 500
    assert "after it was written" not in answer.text
    assert count(api) == 0


def test_a_dry_run_can_be_followed(api: Api, vendor: VendorServer) -> None:
    answer = post(api, dry_run=True)
    assert names(answer)[-1] == "created"
    assert events(answer)[-1][1]["invoice"]["id"] is None
    assert count(api) == 0


def test_structured_fields_can_be_followed(api: Api) -> None:
    answer = api.post("/invoices", json={"items": [{"name": "Logo", "unit_price": "800"}]}, headers=STREAM)
    assert names(answer) == ["started", "created"]
    assert count(api) == 1


def test_the_headers_keep_a_proxy_from_holding_events_back(api: Api, vendor: VendorServer) -> None:
    headers = post(api).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Accel-Buffering"] == "no"
    assert int(headers["X-RateLimit-Remaining"]) < 100
    assert "Content-Length" not in headers


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"llm_provider": "gpt-0"}, "llm_provider"),
        ({"prompt": " \u200b "}, "prompt"),
        ({"on_missing": "guess"}, "on_missing"),
        ({"itmes": []}, "itmes"),
    ],
)
def test_what_is_wrong_from_the_start_is_an_ordinary_refusal(
    changes: dict[str, Any], named: str, api: Api, vendor: VendorServer
) -> None:
    answer: Any = post(api, **changes)
    assert (answer.status_code, answer.mimetype) == (400, "application/json")
    assert named in answer.json["details"]


def test_a_stream_takes_no_idempotency_key_and_leaves_it_free(api: Api, vendor: VendorServer) -> None:
    body = {"prompt": WORDS, "llm_provider": "gpt-41-mini", "llm_api_key": CANARY}
    key = {"Idempotency-Key": "k-1"}
    refused: Any = api.post("/invoices", json=body, headers={**STREAM, **key})
    assert (refused.status_code, list(refused.json["details"])) == (400, ["Idempotency-Key"])
    assert vendor.requests == []
    assert api.post("/invoices", json=body, headers=key).status_code == 201


@pytest.mark.parametrize(
    "accept", ["*/*", "application/json", "text/html", "application/json, text/event-stream;q=0.5"]
)
def test_who_does_not_ask_for_events_gets_json(accept: str, api: Api, vendor: VendorServer) -> None:
    body = {"prompt": WORDS, "llm_provider": "gpt-41-mini", "llm_api_key": CANARY}
    answer = api.post("/invoices", json=body, headers={"Accept": accept})
    assert (answer.status_code, answer.mimetype) == (201, "application/json")


def test_the_audit_trail_names_the_caller(api: Api, vendor: VendorServer) -> None:
    post(api)
    with api.app.app_context():
        entry = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.action == "document.created")).one()
        assert entry.token_id
        assert entry.user_id


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """The model's answer waits until the function is called."""
    free = threading.Event()
    ask_for = service.ask_for

    def waiting(*args: Any, **kwargs: Any) -> Any:
        assert free.wait(10)
        return ask_for(*args, **kwargs)

    monkeypatch.setattr(service, "ask_for", waiting)
    yield free.set
    free.set()


def test_events_come_while_the_work_goes_on_with_a_sign_of_life_between(
    api: Api, vendor: VendorServer, held: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "HEARTBEAT_S", 0.01)
    chunks = iter(follow(api).response)
    assert b"event: started" in _bytes(next(chunks))
    assert _bytes(next(chunks)) == b": still working\n\n"
    held()
    rest = b"".join(map(_bytes, chunks))
    assert b"event: created" in rest
    assert count(api) == 1


def test_the_invoice_is_made_whole_though_the_client_hangs_up(
    api: Api, vendor: VendorServer, held: Callable[[], None]
) -> None:
    answer = follow(api)
    assert b"event: started" in _bytes(next(iter(answer.response)))
    answer.close()
    assert count(api) == 0
    held()
    wait_for_the_work()
    assert count(api) == 1


def test_a_failure_after_the_client_hung_up_leaves_nothing(
    api: Api, vendor: VendorServer, held: Callable[[], None]
) -> None:
    vendor.play("wrong_twice", "wrong_twice")
    answer = follow(api)
    next(iter(answer.response))
    answer.close()
    held()
    wait_for_the_work()
    assert count(api) == 0


def _bytes(chunk: str | bytes) -> bytes:
    return chunk.encode() if isinstance(chunk, str) else chunk


def _item(quantity: str, price: str) -> dict[str, Any]:
    empty = {"description": None, "unit": None, "discount": None, "taxes": None}
    return {"name": "Logo", "quantity": quantity, "unit_price": price, **empty}
