"""Many invoices by one request: side by side, each for itself, and never twice."""

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
import sqlalchemy as sa

from app.accounts.models import AuditEntry
from app.core import clock
from app.core.db import db, transaction
from app.core.http.idempotency import IdempotencyRecord
from app.generation import batch, service
from app.llm.settings import LLMSettings
from tests.callers import Api
from tests.wire.server import VendorServer

CANARY = "sk-canary-7d1f0a93bb52"
SHARED = {"llm_provider": "gpt-41-mini", "llm_api_key": CANARY}
KEY = {"Idempotency-Key": "batch-1"}
WORDS = "10 hours of consulting at $150/hour for Acme Corp"


def post(api: Api, prompts: list[dict[str, Any]], headers: dict[str, str] | None = None, **changes: Any) -> Any:
    body = {**SHARED, "prompts": prompts, **changes}
    return api.post("/invoices/batch", json=body, headers=headers)


def count(api: Api) -> int:
    listed: Any = api.get("/invoices").json
    return int(listed["pagination"]["total"])


class Meeting(deque[tuple[str, str]]):
    """Replies of the stand-in that are given only once as many requests wait for them at the same time."""

    def __init__(self, size: int) -> None:
        super().__init__([("good", "")] * size)
        self.barrier = Barrier(size, timeout=10)

    def popleft(self) -> tuple[str, str]:
        self.barrier.wait()
        return super().popleft()


def test_fifty_prompts_with_three_bad_ones(api: Api, vendor: VendorServer) -> None:
    prompts = [{"prompt": f"{WORDS}, order {number}", "id": f"row {number}"} for number in range(50)]
    prompts[7] = {"prompt": "\u200b \u202e"}
    prompts[20] = {"prompt": f"[[wrong_twice]] {WORDS}", "id": "broken"}
    prompts[49] = {"prompt": WORDS, "llm_provider": "openai/../secrets"}
    answer = post(api, prompts)
    assert (answer.status_code, answer.json["created"], answer.json["failed"]) == (207, 47, 3), answer.text
    results = answer.json["results"]
    assert [result["index"] for result in results] == list(range(50))
    assert [result["id"] for result in results[:3]] == ["row 0", "row 1", "row 2"]
    bad = {result["index"]: result for result in results if result["status"] != 201}
    assert {index: (result["status"], result["error"]["code"]) for index, result in bad.items()} == {
        7: (400, "invalid_input"),
        20: (502, "llm_bad_output"),
        49: (400, "invalid_input"),
    }
    assert bad[20]["id"] == "broken"
    assert set(bad[7]["error"]) == {"error", "code", "details"}
    assert list(bad[49]["error"]["details"]) == ["llm_provider"]
    good = [result for result in results if result["status"] == 201]
    assert all(result["error"] is None and result["invoice"]["totals"]["total"] == "1650.00" for result in good)
    assert len({result["invoice"]["id"] for result in good}) == count(api) == 47
    assert CANARY not in answer.text


def test_the_results_stand_in_the_order_of_the_prompts(api: Api, vendor: VendorServer) -> None:
    prompts = [{"prompt": f"logo for ${number}", "llm_provider": "offline"} for number in range(100, 130)]
    results = post(api, prompts).json["results"]
    assert [result["invoice"]["totals"]["total"] for result in results] == [
        f"{number}.00" for number in range(100, 130)
    ]


def test_the_models_are_asked_side_by_side(api: Api, vendor: VendorServer) -> None:
    vendor.queue = Meeting(batch.PARALLEL)
    answer = post(api, [{"prompt": WORDS}] * batch.PARALLEL)
    assert answer.json["created"] == batch.PARALLEL


def test_it_stays_under_the_cap_of_all_calls(api: Api, vendor: VendorServer, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = api.app.extensions["saybill.llm"]
    monkeypatch.setitem(api.app.extensions, "saybill.llm", LLMSettings(settings.base_urls, timeout_s=5, concurrency=4))
    vendor.queue = Meeting(4)
    answer = post(api, [{"prompt": WORDS}] * batch.PARALLEL)
    codes = {result["error"]["code"] for result in answer.json["results"] if result["error"]}
    assert codes <= {"llm_busy"}
    assert answer.json["created"] >= 4


def test_each_prompt_has_its_own_options(api: Api, vendor: VendorServer) -> None:
    prompts: list[dict[str, Any]] = [
        {"prompt": WORDS, "currency": "chf", "issue": True, "reference_date": "2024-02-29"},
        {"prompt": WORDS, "dry_run": True},
        {"prompt": WORDS, "on_missing": "ask", "llm_provider": "gemini-25-flash", "llm_api_key": "another-key-1"},
    ]
    answer = post(api, prompts)
    issued, dry, asked = answer.json["results"]
    assert (issued["invoice"]["currency"], issued["invoice"]["number"]) == ("CHF", "INV-2024-0001")
    assert (dry["status"], dry["invoice"]["id"]) == (200, None)
    assert (asked["status"], asked["error"]["code"]) == (422, "needs_input")
    assert (answer.json["created"], answer.json["failed"], count(api)) == (1, 1, 1)
    assert {request.key for request in vendor.requests} == {CANARY, "another-key-1"}


def test_every_invoice_has_the_caller_in_its_audit_trail(api: Api, vendor: VendorServer) -> None:
    post(api, [{"prompt": WORDS}] * 3)
    with api.app.app_context():
        rows = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.action == "document.created")).all()
        assert len(rows) == 3
        assert all(row.token_id and row.user_id for row in rows)


def test_the_request_holds_no_transaction_meanwhile(
    api: Api, vendor: VendorServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[bool] = []
    create_all = batch.create_all

    def watched(*args: Any, **kwargs: Any) -> Any:
        held.append(db.session().in_transaction())
        return create_all(*args, **kwargs)

    monkeypatch.setattr(batch, "create_all", watched)
    assert post(api, [{"prompt": WORDS}]).json["created"] == 1
    assert held == [False]


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({"prompts": []}, "prompts"),
        ({"prompts": [{"prompt": WORDS}] * 51}, "prompts"),
        ({"prompts": "logo"}, "prompts"),
        ({"prompts": ["logo"]}, "prompts.0"),
        ({"prompts": [{"prompt": WORDS}, {}]}, "prompts.1.prompt"),
        ({"prompts": [{"prompt": WORDS}, {"prompt": WORDS, "items": []}]}, "prompts.1.items"),
        ({"prompts": [{"prompt": WORDS, "llm_provider": "offline"}, {"prompt": WORDS}]}, "prompts.1.llm_provider"),
        ({}, "prompts"),
    ],
)
def test_a_malformed_batch_is_refused_as_a_whole(
    body: dict[str, Any], named: str, api: Api, vendor: VendorServer
) -> None:
    answer: Any = api.post("/invoices/batch", json=body)
    assert answer.status_code == 400
    assert named in answer.json["details"]
    assert vendor.requests == []


def test_a_failure_of_ours_spoils_only_its_own_prompt(
    api: Api, vendor: VendorServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = service.documents.store

    def fail_sometimes(team: Any, document: Any, **options: Any) -> Any:
        stored = store(team, document, **options)
        if document.currency == "CHF":
            raise RuntimeError("after it was written")
        return stored

    monkeypatch.setattr(service.documents, "store", fail_sometimes)
    answer = post(api, [{"prompt": WORDS}, {"prompt": WORDS, "currency": "CHF"}, {"prompt": WORDS}])
    assert [result["status"] for result in answer.json["results"]] == [201, 500, 201]
    assert answer.json["results"][1]["error"]["code"] == "internal_error"
    assert count(api) == 2


def test_what_comes_too_late_to_end_in_time_is_not_begun(
    api: Api, vendor: VendorServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "BEGIN_WITHIN_S", -1)
    (result,) = post(api, [{"prompt": WORDS}]).json["results"]
    assert (result["status"], result["error"]["code"]) == (503, "batch_too_slow")
    assert vendor.requests == []


def test_the_whole_batch_is_answered_again_under_its_key(api: Api, vendor: VendorServer) -> None:
    prompts = [{"prompt": f"{WORDS} {number}"} for number in range(3)]
    first, second = (post(api, prompts, KEY) for _ in range(2))
    assert second.data == first.data
    assert second.headers["Idempotent-Replayed"] == "true"
    assert (count(api), len(vendor.requests)) == (3, 3)
    assert post(api, prompts[:1], KEY).json["code"] == "idempotency_conflict"


def test_a_batch_that_was_killed_is_finished_and_makes_nothing_twice(api: Api, vendor: VendorServer) -> None:
    prompts = [{"prompt": f"{WORDS} {number}"} for number in range(4)]
    first = post(api, prompts, KEY).json
    with api.app.app_context(), transaction():
        kept = db.session.scalars(sa.select(IdempotencyRecord.key).order_by(IdempotencyRecord.key)).all()
        assert len(kept) == 5
        lost = next(record for record in kept if record.endswith(" 3"))
        db.session.execute(sa.delete(IdempotencyRecord).where(IdempotencyRecord.key == lost))
        db.session.execute(
            sa.update(IdempotencyRecord)
            .where(IdempotencyRecord.key == KEY["Idempotency-Key"])
            .values(status=None, body=None, claimed_at=clock.now() - timedelta(minutes=5))
        )
    assert api.delete(f"/invoices/{first['results'][3]['invoice']['id']}").status_code == 200
    second = post(api, prompts, KEY, llm_api_key="a-better-key-1").json
    assert second["results"][:3] == first["results"][:3]
    assert second["results"][3]["status"] == 201
    assert (second["created"], count(api), len(vendor.requests)) == (4, 4, 5)


def test_a_key_that_was_given_back_does_not_answer_for_other_words(api: Api, vendor: VendorServer) -> None:
    post(api, [{"prompt": WORDS}], KEY)
    with api.app.app_context(), transaction():
        db.session.execute(sa.delete(IdempotencyRecord).where(IdempotencyRecord.key == KEY["Idempotency-Key"]))
    (result,) = post(api, [{"prompt": f"{WORDS}!"}], KEY).json["results"]
    assert (result["status"], result["error"]["code"]) == (409, "idempotency_conflict")


def test_twins_at_the_same_moment_make_each_invoice_once(api: Api, vendor: VendorServer) -> None:
    prompts = [{"prompt": f"{WORDS} {number}"} for number in range(4)]
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: post(api, prompts, KEY), range(8)))
    assert {answer.status_code for answer in answers} <= {207, 409}
    assert count(api) == 4


def test_the_key_of_the_model_is_nowhere(api: Api, vendor: VendorServer) -> None:
    answer = api.post(
        "/invoices/batch",
        json={"prompts": [{"prompt": WORDS, "llm_api_key": CANARY}, {"prompt": f"[[key_invalid]] {WORDS}"}], **SHARED},
        headers=KEY,
    )
    assert answer.status_code == 207
    assert CANARY not in answer.text
    with api.app.app_context():
        for table in db.metadata.sorted_tables:
            assert CANARY not in str(db.session.execute(table.select()).all())


def test_a_key_goes_to_no_other_vendor(api: Api, vendor: VendorServer) -> None:
    """The shared key is of the shared provider; a prompt for another one has to bring its own."""
    prompts = [{"prompt": WORDS}, {"prompt": WORDS, "llm_provider": "gemini-25-flash"}]
    results = post(api, prompts).json["results"]
    assert [result["status"] for result in results] == [201, 400]
    assert ["generateContent" in request.path for request in vendor.requests] == [False]


def test_a_batch_in_which_something_may_pass_is_tried_again_under_its_key(api: Api, vendor: VendorServer) -> None:
    prompts = [{"prompt": WORDS}, {"prompt": f"[[rate_limited]] {WORDS}"}]
    first = post(api, prompts, headers=KEY)
    assert [result["status"] for result in first.json["results"]] == [201, 429]
    second = post(api, prompts, headers=KEY)
    assert "Idempotent-Replayed" not in second.headers
    assert second.json["results"][0]["invoice"] == first.json["results"][0]["invoice"]
    assert api.get("/invoices").json["pagination"]["total"] == 1  # type: ignore[index]
