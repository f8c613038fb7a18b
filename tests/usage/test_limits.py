"""What a plan allows in a month: shown, and held to exactly, however many come at once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from app.accounts.models import Team
from app.accounts.plans import read_plans
from app.core.db import db, transaction
from app.core.errors import SettingsInvalid
from app.usage.limits import bounds
from tests.accounts.people import body, refusal
from tests.callers import Api, NewTeam, add_token

PLANS = """
default = "unlimited"
[plans.unlimited]
title = "Unlimited"
[plans.small]
title = "Small"
documents = 5
llm_calls = 3
api_calls = 20
[plans.few_documents]
title = "Few documents"
documents = 5
[plans.nothing]
title = "Nothing"
documents = 0
"""
ITEM = {"items": [{"name": "Design", "unit_price": "100"}]}


@pytest.fixture
def plans(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The plans above, as an operator's file."""
    file = tmp_path / "plans.toml"
    file.write_text(PLANS)
    monkeypatch.setitem(app.extensions, "saybill.plans", read_plans(file))


@pytest.mark.usefixtures("plans")
def test_usage_tells_limit_and_remaining(new_team: NewTeam, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.core.clock.now", lambda: datetime(2028, 2, 29, 12, tzinfo=UTC))
    api = new_team(plan="small")
    api.invoice()
    usage = body(api.get("/usage"))["usage"]
    assert (usage["plan"], usage["period"]) == (
        "small",
        {"month": "2028-02", "start": "2028-02-01", "end": "2028-02-29"},
    )
    assert usage["documents"] == {"used": 1, "limit": 5, "remaining": 4}
    assert usage["llm_calls"] == {"used": 0, "limit": 3, "remaining": 3}
    assert usage["api_calls"] == {"used": 1, "limit": 20, "remaining": 19}


@pytest.mark.usefixtures("plans")
def test_by_default_nothing_is_limited(api: Api) -> None:
    usage = body(api.get("/usage"))["usage"]
    assert (usage["plan"], usage["documents"]) == ("unlimited", {"used": 0, "limit": None, "remaining": None})


@pytest.mark.usefixtures("plans")
def test_the_plans_are_listed_with_the_teams_own(new_team: NewTeam) -> None:
    listed = body(new_team(plan="few_documents").get("/plans"))["plans"]
    assert [plan["name"] for plan in listed] == ["unlimited", "small", "few_documents", "nothing"]
    assert [plan for plan in listed if plan["is_current"]] == [
        {
            "name": "few_documents",
            "title": "Few documents",
            "documents": 5,
            "llm_calls": None,
            "api_calls": None,
            "is_current": True,
        }
    ]


@pytest.mark.usefixtures("plans")
def test_a_plan_that_is_gone_counts_as_the_default(new_team: NewTeam) -> None:
    assert body(new_team(plan="gone").get("/usage"))["usage"]["plan"] == "unlimited"


@pytest.mark.usefixtures("plans")
def test_the_document_beyond_the_plan_is_refused_and_not_stored(new_team: NewTeam) -> None:
    api = new_team(plan="few_documents")
    for _ in range(5):
        api.invoice(issue=True)
    answer = api.post("/invoices", json={**ITEM, "issue": True})
    assert refusal(answer) == (402, "plan_limit_reached")
    details = answer.json["details"]  # type: ignore[index]
    assert (details["plan"], details["limit"], details["allowed"]) == ("few_documents", "documents", 5)
    assert details["renewed_on"].endswith("-01")
    assert body(api.get("/invoices"))["pagination"]["total"] == 5
    assert body(api.get("/usage"))["usage"]["documents"]["remaining"] == 0
    assert api.post("/invoices", json={**ITEM, "dry_run": True}).status_code == 200


@pytest.mark.usefixtures("plans")
def test_a_new_month_begins_anew(new_team: NewTeam, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.core.clock.now", lambda: datetime(2026, 12, 31, 22, tzinfo=UTC))
    api = new_team(plan="few_documents", time_zone="Europe/Berlin")
    for _ in range(5):
        api.invoice()
    answer = api.post("/invoices", json=ITEM)
    assert answer.json["details"]["renewed_on"] == "2027-01-01"  # type: ignore[index]
    monkeypatch.setattr("app.core.clock.now", lambda: datetime(2026, 12, 31, 23, tzinfo=UTC))
    api.invoice()


@pytest.mark.usefixtures("plans")
def test_a_refusal_by_the_plan_is_not_kept_for_its_key(app: Flask, new_team: NewTeam) -> None:
    api = new_team(plan="nothing")
    key = {"Idempotency-Key": "once"}
    assert refusal(api.post("/invoices", json=ITEM, headers=key)) == (402, "plan_limit_reached")
    with app.app_context(), transaction():
        db.session.get_one(Team, api.team_id).plan = "small"
    assert api.post("/invoices", json=ITEM, headers=key).status_code == 201


@pytest.mark.usefixtures("plans")
def test_of_32_documents_at_once_the_plan_lets_5_through(new_team: NewTeam) -> None:
    first = new_team(plan="few_documents")
    callers = [first, *(add_token(first, "read", "write") for _ in range(31))]
    with ThreadPoolExecutor(32) as pool:
        answers = list(pool.map(lambda api: api.post("/invoices", json={**ITEM, "issue": True}), callers))
    assert Counter(answer.status_code for answer in answers) == {201: 5, 402: 27}
    numbers = sorted(answer.json["invoice"]["number"][-4:] for answer in answers if answer.status_code == 201)  # type: ignore[index]
    assert numbers == ["0001", "0002", "0003", "0004", "0005"]
    assert body(first.get("/usage"))["usage"]["documents"] == {"used": 5, "limit": 5, "remaining": 0}


@pytest.mark.usefixtures("plans")
def test_of_8_readings_at_once_the_plan_lets_3_through(new_team: NewTeam) -> None:
    first = new_team(plan="small")
    callers = [first, *(add_token(first, "read", "write") for _ in range(7))]
    words = {"prompt": "10 hours of consulting at $150", "llm_provider": "offline"}
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda api: api.post("/invoices", json=words), callers))
    assert Counter(answer.status_code for answer in answers) == {201: 3, 402: 5}
    assert body(first.get("/usage"))["usage"]["llm_calls"] == {"used": 3, "limit": 3, "remaining": 0}


@pytest.mark.usefixtures("plans", "vendor")
def test_a_call_that_was_not_made_for_want_of_a_key_is_given_back(new_team: NewTeam) -> None:
    api = new_team(plan="small")
    words = {"prompt": "10 hours of consulting at $150", "llm_provider": "gpt-41-mini"}
    assert api.post("/invoices", json=words).status_code == 400
    assert body(api.get("/usage"))["usage"]["llm_calls"]["used"] == 0


@pytest.mark.usefixtures("plans")
def test_of_32_requests_at_once_the_plan_lets_20_through(app: Flask, new_team: NewTeam) -> None:
    api = new_team(plan="small")
    callers = [api, add_token(api, "read")] * 16
    with ThreadPoolExecutor(32) as pool:
        statuses = Counter(pool.map(lambda caller: caller.get("/teams/current").status_code, callers))
    assert statuses == {200: 20, 402: 12}
    assert body(api.get("/usage"))["usage"]["api_calls"] == {"used": 20, "limit": 20, "remaining": 0}
    with app.app_context():
        app.extensions["saybill.tally"].store()
    assert refusal(api.get("/teams/current")) == (402, "plan_limit_reached")


PROBLEMS = {
    "default = 'a'": "plans",
    "default = 'a'\n[plans.b]\ntitle = 'B'": "'a'",
    "default = 'b'\n[plans.b]\ntitle = 'B'\ndocuments = -1": "documents",
    "default = 'b'\n[plans.b]\ntitle = 'B'\ndocuments = '5'": "documents",
    "default = 'b'\n[plans.b]\ntitle = 'B'\nseats = 5": "seats",
    "default = 'b'\n[plans.B]\ntitle = 'B'": "plans",
    "[": "cannot be read",
}


@pytest.mark.parametrize("text", PROBLEMS)
def test_a_wrong_file_of_plans_is_told_at_the_start(text: str, tmp_path: Path) -> None:
    file = tmp_path / "plans.toml"
    file.write_text(text)
    with pytest.raises(SettingsInvalid, match="SAYBILL_PLANS_FILE") as caught:
        read_plans(file)
    assert PROBLEMS[text] in str(caught.value)


def test_a_missing_file_of_plans_is_told_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(SettingsInvalid, match="SAYBILL_PLANS_FILE"):
        read_plans(tmp_path / "none.toml")


@pytest.mark.parametrize(("month", "last"), [("2028-02", 29), ("2027-02", 28), ("2026-12", 31), ("9999-12", 31)])
def test_a_month_ends_on_its_last_day(month: str, last: int) -> None:
    start, end = bounds(month)
    assert (start.day, end.day) == (1, last)
