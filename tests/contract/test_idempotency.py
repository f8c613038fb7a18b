"""An Idempotency-Key makes a retry harmless."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app.core import clock
from app.core.db import db, transaction
from app.core.http.idempotency import IdempotencyRecord
from app.documents.models import Document
from app.generation import metering
from tests.callers import Api, add_token
from tests.wire.server import VendorServer

BODY = {"items": [{"name": "Design", "unit_price": "100"}]}
KEY = {"Idempotency-Key": "order-7"}


def _count(api: Api, model: Any = Document) -> int:
    with api.app.app_context():
        return db.session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


def test_the_same_request_again_gets_the_first_answer_byte_for_byte(api: Api) -> None:
    first = api.post("/invoices", json=BODY, headers=KEY)
    second = api.post("/invoices", json=BODY, headers=KEY)
    assert (first.status_code, second.status_code) == (201, 201)
    assert second.data == first.data
    assert second.content_type == first.content_type
    assert second.headers["Idempotent-Replayed"] == "true"
    assert "Idempotent-Replayed" not in first.headers
    assert _count(api) == 1


def test_the_key_with_another_body_is_a_conflict(api: Api) -> None:
    api.post("/invoices", json=BODY, headers=KEY)
    answer = api.post("/invoices", json={**BODY, "title": "Other"}, headers=KEY)
    assert answer.status_code == 409
    assert answer.json
    assert answer.json["code"] == "idempotency_conflict"


def test_the_language_models_key_is_no_part_of_the_request(api: Api) -> None:
    words = {"prompt": "2 hours of design at $50 for Ann", "llm_provider": "offline"}
    first = api.post("/invoices", json={**words, "llm_api_key": "first-key-123"}, headers=KEY)
    second = api.post("/invoices", json={**words, "llm_api_key": "second-key-456"}, headers=KEY)
    assert first.status_code == 201
    assert second.data == first.data


def test_another_token_may_use_the_same_key(api: Api) -> None:
    api.post("/invoices", json=BODY, headers=KEY)
    assert add_token(api, "write").post("/invoices", json=BODY, headers=KEY).status_code == 201
    assert _count(api) == 2


def test_a_refusal_is_kept_as_well(api: Api) -> None:
    first = api.post("/invoices", json={"items": []}, headers=KEY)
    second = api.post("/invoices", json={"items": []}, headers=KEY)
    assert (first.status_code, second.status_code) == (400, 400)
    assert second.data == first.data


def test_a_failure_of_ours_gives_the_key_back(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("app.documents.service.store", lambda *_, **__: 1 / 0)
        assert api.post("/invoices", json=BODY, headers=KEY).status_code == 500
    assert api.post("/invoices", json=BODY, headers=KEY).status_code == 201
    assert _count(api) == 1


def test_twins_at_the_same_moment_have_one_effect(api: Api) -> None:
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda _: api.post("/invoices", json=BODY, headers=KEY), range(30)))
    statuses = Counter(answer.status_code for answer in answers)
    assert set(statuses) <= {201, 409}
    assert len({answer.data for answer in answers if answer.status_code == 201}) == 1
    assert _count(api) == 1
    for refused in (answer for answer in answers if answer.status_code == 409):
        assert refused.json
        assert refused.json["code"] == "idempotency_in_progress"
        assert int(refused.headers["Retry-After"]) >= 1


def _claimed(api: Api, age: timedelta) -> None:
    """A claim left behind by a process that was killed in mid-request."""
    api.post("/invoices", json=BODY, headers=KEY)
    with api.app.app_context(), transaction():
        db.session.execute(sa.delete(Document))
        db.session.execute(sa.update(IdempotencyRecord).values(status=None, body=None, claimed_at=clock.now() - age))


def test_a_running_twin_makes_the_retry_wait(api: Api) -> None:
    _claimed(api, timedelta(seconds=10))
    assert api.post("/invoices", json=BODY, headers=KEY).status_code == 409


def test_the_claim_of_a_killed_process_is_taken_over_in_the_end(api: Api) -> None:
    _claimed(api, timedelta(minutes=5))
    assert api.post("/invoices", json=BODY, headers=KEY).status_code == 201
    assert _count(api) == 1


def test_a_slow_twin_whose_claim_was_taken_over_is_undone(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    """The model still thinks when the lease ends and the retry begins: one invoice, whoever finishes first."""
    words = {"prompt": "2 hours of design at $50 for Ann", "llm_provider": "offline"}
    ask = metering.ask

    def ask_for_long(*arguments: Any, **options: Any) -> Any:
        monkeypatch.setattr(metering, "ask", ask)
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(retry).result(30) == 201
        return ask(*arguments, **options)

    def retry() -> int:
        with api.app.app_context(), transaction():
            db.session.execute(sa.update(IdempotencyRecord).values(claimed_at=clock.now() - timedelta(minutes=5)))
        return api.post("/invoices", json=words, headers=KEY).status_code

    monkeypatch.setattr(metering, "ask", ask_for_long)
    assert api.post("/invoices", json=words, headers=KEY).status_code == 409
    assert _count(api) == 1
    assert api.post("/invoices", json=words, headers=KEY).headers["Idempotent-Replayed"] == "true"


@pytest.mark.parametrize("headers", [{}, {"X-LLM-Api-Key": "short"}])
def test_a_missing_llm_key_is_not_what_the_retry_gets(headers: dict[str, str], api: Api, vendor: VendorServer) -> None:
    words = {"prompt": "2 hours of design at $50 for Ann", "llm_provider": "gpt-41"}
    assert api.post("/invoices", json=words, headers={**KEY, **headers}).status_code == 400
    better = {**KEY, "X-LLM-Api-Key": "a-better-key-1"}
    assert api.post("/invoices", json=words, headers=better).status_code == 201


def test_after_a_day_the_key_is_forgotten(api: Api) -> None:
    api.post("/invoices", json=BODY, headers=KEY)
    with api.app.app_context(), transaction():
        db.session.execute(sa.update(IdempotencyRecord).values(claimed_at=clock.now() - timedelta(hours=25)))
    answer = api.post("/invoices", json={**BODY, "title": "Other"}, headers=KEY)
    assert answer.status_code == 201
    assert _count(api, IdempotencyRecord) == 1


@pytest.mark.parametrize("key", ["", "x" * 256])
def test_an_unusable_key_is_refused(key: str, api: Api) -> None:
    assert api.post("/invoices", json=BODY, headers={"Idempotency-Key": key}).status_code == 400


def test_without_a_valid_token_nothing_is_kept(api: Api) -> None:
    answer = api.post("/invoices", json=BODY, headers={**KEY, "Authorization": "Bearer none"})
    assert answer.status_code == 401
    assert _count(api, IdempotencyRecord) == 0
