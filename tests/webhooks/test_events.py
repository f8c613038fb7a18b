"""The list of published events."""

from typing import Any

import pytest

from tests.callers import Api, NewTeam


def _events(api: Api, query: str = "") -> list[dict[str, Any]]:
    answer = api.get(f"/events{query}")
    assert answer.status_code == 200, answer.text
    events: list[dict[str, Any]] = answer.json["events"]  # type: ignore[index]
    return events


def test_an_event_tells_what_there_was_after_the_fact(api: Api) -> None:
    invoice = api.invoice(title="Logo", issue=True)
    api.post(f"/invoices/{invoice['id']}/void")
    voided, issued, created = _events(api, f"?subject_id={invoice['id']}")
    assert [event["type"] for event in (created, issued, voided)] == [
        "document.created",
        "document.issued",
        "document.voided",
    ]
    assert issued["data"]["document"] | {"updated_at": ""} == invoice | {"updated_at": ""}
    assert created["data"]["document"]["number"] is None
    assert voided["data"]["document"]["status"] == "void"
    assert voided["id"].startswith("evt_")


def test_a_fact_that_is_undone_is_no_event(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("app.core.http.idempotency.keep", lambda *_: 1 / 0)
        body = {"items": [{"name": "Design", "unit_price": "1"}]}
        assert api.post("/invoices", json=body).status_code == 500
    assert _events(api, "?type=document.created") == []


def test_filters_narrow_together(api: Api) -> None:
    invoice = api.invoice(issue=True)
    assert [event["type"] for event in _events(api, "?type=document.issued")] == ["document.issued"]
    assert _events(api, f"?type=document.paid&subject_id={invoice['id']}") == []
    assert _events(api, "?to=2020-01-01") == []
    assert _events(api, "?from=2020-01-01&type=document.issued")


def test_types_are_those_of_the_registry(api: Api) -> None:
    types: Any = api.get("/events/types").json
    assert {"document.created", "document.paid", "team.updated"} <= {entry["type"] for entry in types["types"]}
    assert all(entry["description"] for entry in types["types"])


def test_another_teams_events_are_not_listed(api: Api, new_team: NewTeam) -> None:
    api.invoice()
    assert _events(new_team(), "?type=document.created") == []


@pytest.mark.parametrize("query", ["type=document.lost", "from=x", "from=2026-02-02&to=2026-02-01"])
def test_a_bad_filter_is_refused(query: str, api: Api) -> None:
    assert api.get(f"/events?{query}").status_code == 400
