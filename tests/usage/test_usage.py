"""What a team used in a month."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from app.accounts.models import Team
from app.core.db import db, transaction
from app.usage import service
from app.usage import tally as tallying
from tests.callers import Api, NewTeam
from tests.wire.server import VendorServer


def _usage(api: Api, query: str = "") -> dict[str, Any]:
    answer: Any = api.get(f"/usage{query}")
    assert answer.status_code == 200, answer.text
    usage: dict[str, Any] = answer.json["usage"]
    return usage


def test_documents_calls_and_tokens_are_counted(
    api: Api, vendor: VendorServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.core.clock.now", lambda: datetime(2026, 3, 10, tzinfo=UTC))
    vendor.play("repair", "repair")
    words = {"prompt": "10 hours of consulting at $150 for Acme", "llm_provider": "gpt-41", "llm_api_key": "key-12345"}
    assert api.post("/invoices", json=words).status_code == 201
    api.invoice()
    usage = _usage(api)
    assert (usage["period"]["month"], usage["documents"]["used"], usage["api_calls"]["used"]) == ("2026-03", 2, 2)
    assert (usage["llm_calls"]["used"], usage["llm"]["input_tokens"], usage["llm"]["output_tokens"]) == (2, 1400, 400)


def test_a_call_that_failed_is_paid_for_and_counted(api: Api, vendor: VendorServer) -> None:
    vendor.play("wrong_twice", "wrong_twice")
    words = {"prompt": "10 hours at $150 for Acme", "llm_provider": "gpt-4o-mini", "llm_api_key": "key-12345"}
    assert api.post("/invoices", json=words).status_code == 502
    usage = _usage(api)
    assert (usage["llm_calls"]["used"], usage["llm"]["input_tokens"], usage["llm"]["output_tokens"]) == (2, 1400, 400)


def test_a_dry_run_makes_no_document_but_its_tokens_count(api: Api, vendor: VendorServer) -> None:
    words = {"prompt": "10 hours at $150 for Acme", "llm_provider": "gpt-41", "llm_api_key": "key-12345"}
    assert api.post("/invoices", json={**words, "dry_run": True}).status_code == 200
    usage = _usage(api)
    assert (usage["documents"]["used"], usage["llm_calls"]["used"]) == (0, 1)


def test_another_month_and_another_team_have_their_own_counts(api: Api, new_team: NewTeam) -> None:
    api.invoice()
    assert _usage(api, "?period=2001-01")["documents"]["used"] == 0
    assert _usage(new_team())["documents"]["used"] == 0


@pytest.mark.parametrize("month", ["2026", "2026-13", "march"])
def test_a_wrong_month_is_refused(month: str, api: Api) -> None:
    answer = api.get(f"/usage?period={month}")
    assert answer.status_code == 400
    assert answer.json
    assert "period" in answer.json["details"]


def test_many_writers_lose_no_count(app: Flask, api: Api) -> None:
    def use(_: int) -> None:
        with app.app_context(), transaction():
            service.add(service.meter(db.session.get_one(Team, api.team_id)), documents=1, input_tokens=10)

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(use, range(100)))
    usage = _usage(api)
    assert (usage["documents"]["used"], usage["llm"]["input_tokens"]) == (100, 1000)


def test_the_tally_of_calls_is_stored_and_survives_a_failure(
    app: Flask, api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    tally = app.extensions["saybill.tally"]
    monkeypatch.setattr(tallying, "EVERY_S", 1e9)  # None of these calls is the one that stores.
    for _ in range(3):
        api.get("/teams/current")
    with monkeypatch.context() as broken, app.app_context():
        broken.setattr(service, "add_api_calls", _locked)
        tally.store()
    assert tally.waiting(api.team_id) == 3
    with app.app_context():
        tally.store()
    assert tally.waiting(api.team_id) == 0
    assert _usage(api)["api_calls"]["used"] == 3


def _locked(*_: Any, **__: Any) -> None:
    raise OperationalError("", None, Exception("database is locked"))
