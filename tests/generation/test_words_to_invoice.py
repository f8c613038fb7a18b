"""Words to a stored invoice over HTTP, through the vendors' real SDKs."""

import logging
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app.core.db import db
from app.generation import metering
from app.llm.settings import LLMSettings
from tests.callers import Api
from tests.wire.server import VendorServer

CANARY = "sk-canary-7d1f0a93bb52"
VALUES = ("gpt-41-mini", "gemini-25-flash")
WORDS = "10 hours of consulting at $150/hour for Acme Corp from John Smith at Smith LLC. Add 10% tax. Due 2026-02-14."
WORDS += " Pay to Chase Bank account 1234567890."


def _ask(api: Api, value: str = "gpt-41-mini", words: str = WORDS, **changes: Any) -> Any:
    body = {"prompt": words, "llm_provider": value, "llm_api_key": CANARY, **changes}
    return api.post("/invoices", json={name: entry for name, entry in body.items() if entry is not None})


@pytest.mark.parametrize("value", [*VALUES, "openai/gpt-9-future", "google/gemini-9-future", "offline"])
def test_the_example_becomes_a_stored_invoice(value: str, api: Api, vendor: VendorServer) -> None:
    answer = _ask(api, value)
    assert answer.status_code == 201, answer.text
    invoice = answer.json["invoice"]
    assert [(item["quantity"], item["unit"], item["unit_price"]) for item in invoice["items"]] == [
        ("10", "hour", "150.00")
    ]
    assert (invoice["currency"], invoice["totals"]["total"]) == ("USD", "1650.00")
    assert (invoice["issued_at"], invoice["due_at"]) == ("2026-01-15", "2026-02-14")
    assert [row["value"] for row in invoice["from_details"]] == ["John Smith", "Smith LLC"]
    assert [row["value"] for row in invoice["to_details"]] == ["Acme Corp"]
    assert [row["value"] for row in invoice["payment_details"]] == ["Chase Bank", "1234567890"]
    assert invoice["generation"]["attempts"] == 1
    assert invoice["generation"]["issues"] == []
    assert api.get(f"/invoices/{invoice['id']}").json == {"invoice": invoice}


def test_the_model_that_answered_and_the_tokens_are_kept(api: Api, vendor: VendorServer) -> None:
    vendor.play("repair", "repair")
    generation = _ask(api).json["invoice"]["generation"]
    assert (generation["provider"], generation["model"]) == ("openai", "gpt-served-2026-01-01")
    assert (generation["attempts"], generation["input_tokens"], generation["output_tokens"]) == (2, 1400, 400)


# DESIGN, section 6: what happened at the provider, and our answer.
ERROR_TABLE = {
    "key_invalid": (400, "llm_key_rejected"),
    "forbidden": (400, "llm_key_forbidden"),
    "no_such_model": (400, "llm_model_unavailable"),
    "rate_limited": (429, "llm_rate_limited"),
    "quota": (402, "llm_quota_exhausted"),
    "too_long": (413, "llm_prompt_too_long"),
    "refusal": (422, "llm_refused"),
    "truncated": (422, "llm_output_truncated"),
    "wrong_twice": (502, "llm_bad_output"),
    "overloaded": (503, "llm_unavailable"),
    "disconnect": (503, "llm_unavailable"),
    "silence": (504, "llm_timeout"),
}


@pytest.fixture
def log_text(sqlite_app: Flask, caplog: pytest.LogCaptureFixture) -> Iterator[list[str]]:
    """Everything that is logged, at the most talkative level."""
    lines: list[str] = []

    class Keeper(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(record.getMessage())
            if record.exc_info and record.exc_info[1]:
                error = traceback.TracebackException.from_exception(record.exc_info[1], capture_locals=True)
                lines.extend(error.format())

    keeper = Keeper()
    root = logging.getLogger()
    level = root.level
    root.addHandler(keeper)
    root.setLevel(logging.DEBUG)
    yield lines
    root.removeHandler(keeper)
    root.setLevel(level)


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("scenario", ERROR_TABLE)
def test_each_failure_of_a_provider_has_its_answer_and_the_key_is_nowhere(
    scenario: str,
    value: str,
    api: Api,
    vendor: VendorServer,
    log_text: list[str],
    capfd: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    status, code = ERROR_TABLE[scenario]
    if scenario == "silence":
        patient = api.app.extensions["saybill.llm"]
        monkeypatch.setitem(api.app.extensions, "saybill.llm", LLMSettings(patient.base_urls, timeout_s=0.5))
    vendor.play(scenario, scenario)
    answer = _ask(api, value)
    assert (answer.status_code, answer.json["code"]) == (status, code), answer.text
    assert ("Retry-After" in answer.headers) == (status in (429, 503))
    assert "X-RateLimit-Remaining" in answer.headers
    assert "Vendor prose" not in answer.text
    printed = "".join(capfd.readouterr())
    for where in (answer.text, str(answer.headers), printed, *log_text, *_stored(api)):
        assert CANARY not in where
    assert api.get("/invoices").json["pagination"]["total"] == 0  # type: ignore[index]


def _stored(api: Api) -> list[str]:
    """All that the database holds, and for SQLite the bytes of its files."""
    with api.app.app_context():
        rows = [str(db.session.execute(table.select()).all()) for table in db.metadata.sorted_tables]
        name = db.engine.url.database
    files = Path(name).parent.iterdir() if name and name.endswith(".sqlite3") else ()
    return rows + [file.read_bytes().decode("latin-1") for file in files if file.is_file()]


@pytest.mark.parametrize("value", VALUES)
def test_the_key_of_a_good_call_is_nowhere_either(
    value: str, api: Api, vendor: VendorServer, log_text: list[str]
) -> None:
    answer = api.post(
        "/invoices",
        json={"prompt": WORDS, "llm_provider": value},
        headers={"X-LLM-Api-Key": CANARY, "Idempotency-Key": "k-1"},
    )
    assert answer.status_code == 201
    assert vendor.requests[0].key == CANARY
    for where in (answer.text, *log_text, *_stored(api)):
        assert CANARY not in where


def test_a_failed_attempt_may_be_repeated_under_its_idempotency_key(api: Api, vendor: VendorServer) -> None:
    vendor.play("key_invalid", "good")
    headers = {"Idempotency-Key": "k-1"}
    body = {"prompt": WORDS, "llm_provider": "gpt-41", "llm_api_key": "wrong-key-123"}
    assert api.post("/invoices", json=body, headers=headers).status_code == 400
    right = {**body, "llm_api_key": "right-key-456"}
    first, second = (api.post("/invoices", json=right, headers=headers) for _ in range(2))
    assert first.status_code == 201
    assert second.data == first.data
    assert len(vendor.requests) == 2


@pytest.mark.parametrize("key", [None, "", "short", "with\nnewline-1234", " padded-key-1234 ", "schlüssel-1234"])
def test_a_missing_or_malformed_key_is_named_and_never_sent(
    key: str | None, api: Api, vendor: VendorServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "the-operators-own-key")
    answer = _ask(api, llm_api_key=key)
    assert answer.status_code == 400
    assert "llm_api_key" in answer.json["details"]
    assert vendor.requests == []


def test_the_database_is_free_while_the_model_thinks(
    api: Api, vendor: VendorServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[bool] = []
    ask = metering.ask

    def watched(*args: Any, **kwargs: Any) -> Any:
        held.append(db.session().in_transaction())
        held.append(bool(db.engine.pool.checkedout()))  # type: ignore[attr-defined]
        return ask(*args, **kwargs)

    monkeypatch.setattr(metering, "ask", watched)
    assert _ask(api).status_code == 201
    assert held == [False, False]


def test_nothing_billable_is_422_and_stores_nothing(api: Api, vendor: VendorServer) -> None:
    vendor.answer({"items": []})
    answer = _ask(api, words="What is the weather?")
    assert (answer.status_code, answer.json["code"]) == (422, "nothing_to_invoice")
    assert api.get("/invoices").json["pagination"]["total"] == 0  # type: ignore[index]


def test_what_the_words_do_not_say_is_assumed_and_listed(api: Api, vendor: VendorServer) -> None:
    team = {"currency": "EUR", "payment_terms_days": 10}
    own = {"from_details": [{"label": "Company", "value": "Smith LLC", "field": "company"}]}
    assert api.patch("/teams/current", {**team, **own}).status_code == 200
    vendor.answer({"items": [_item("Logo", "1", "800")]})
    invoice = _ask(api, words="Logo, 800").json["invoice"]
    assert (invoice["currency"], invoice["due_at"]) == ("EUR", "2026-01-25")
    assert invoice["from_details"] == own["from_details"]
    issues = {issue["path"]: issue["code"] for issue in invoice["generation"]["issues"]}
    assert issues == {
        "currency": "assumed_currency",
        "due_at": "assumed_due_date",
        "from_details": "assumed_from_details",
        "to_details": "missing_buyer",
    }


def test_what_is_not_in_the_words_is_flagged_and_not_changed(api: Api, vendor: VendorServer) -> None:
    bank = [{"label": "IBAN", "value": "DE89370400440532013000", "field": "iban"}]
    vendor.answer({"currency": "USD", "items": [_item("Logo", "1", "8000")], "payment_details": bank})
    invoice = _ask(api, words="Logo for $800").json["invoice"]
    assert invoice["items"][0]["unit_price"] == "8000.00"
    codes = {issue["code"]: issue["path"] for issue in invoice["generation"]["issues"]}
    assert codes["ungrounded_number"] == "items.0.unit_price"
    assert codes["ungrounded_payment_detail"].startswith("payment_details.0")


def test_the_callers_options_overrule_the_words(api: Api, vendor: VendorServer) -> None:
    answer = _ask(api, currency="chf", language="de", issue=True, reference_date="2024-02-29")
    invoice = answer.json["invoice"]
    assert (invoice["currency"], invoice["language"], invoice["status"]) == ("CHF", "de", "issued")
    assert (invoice["issued_at"], invoice["number"]) == ("2024-02-29", "INV-2024-0001")
    assert "2024-02-29" in str(vendor.requests[0].body)


def test_a_dry_run_by_words_stores_nothing(api: Api, vendor: VendorServer) -> None:
    answer = _ask(api, dry_run=True)
    assert (answer.status_code, answer.json["invoice"]["id"]) == (200, None)
    assert answer.json["invoice"]["totals"]["total"] == "1650.00"
    assert api.get("/invoices").json["pagination"]["total"] == 0  # type: ignore[index]


def test_hidden_characters_never_reach_the_model(api: Api, vendor: VendorServer) -> None:
    assert _ask(api, words="Logo \u202efor\u202c \u200b$800\x00").status_code == 201
    assert "Logo for $800" in vendor.requests[0].user_texts[0]


def _item(name: str, quantity: str, price: str) -> dict[str, Any]:
    empty = {"description": None, "unit": None, "discount": None, "taxes": None}
    return {"name": name, "quantity": quantity, "unit_price": price, **empty}


def test_a_deposit_above_the_total_is_asked_about_and_left_out(api: Api, vendor: VendorServer) -> None:
    vendor.answer({"items": [_item("Work", "10", "50")], "currency": "EUR", "amount_paid": "700"})
    invoice = _ask(api, words="10 h at 50 euro, 700 euro deposit paid").json["invoice"]
    assert invoice["totals"]["amount_due"] == "500.00"
    codes = {issue["path"]: issue["code"] for issue in invoice["generation"]["issues"]}
    assert codes["totals.amount_paid"] == "contradiction"
