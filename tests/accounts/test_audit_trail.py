"""Listing the audit trail."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.callers import Api, NewTeam, add_token


def _actions(api: Api, query: str = "") -> list[str]:
    answer = api.get(f"/audit{query}")
    assert answer.status_code == 200, answer.text
    return [entry["action"] for entry in answer.json["entries"]]  # type: ignore[index]


def test_an_entry_tells_who_did_what_when_and_what_changed(api: Api) -> None:
    invoice = api.invoice()
    api.patch(f"/invoices/{invoice['id']}", {"title": "Logo"})
    body: Any = api.get(f"/audit?subject_id={invoice['id']}&per_page=1").json
    entry = body["entries"][0]
    assert entry["action"] == "document.updated"
    assert entry["changes"]["title"] == [invoice["title"], "Logo"]
    assert entry["by"]["token_id"].startswith("tok_")
    assert entry["by"]["user_id"].startswith("usr_")
    assert entry["chain"] is None  # A draft may change.
    assert body["pagination"]["total"] == 2


def test_a_deed_on_an_issued_document_stands_in_the_chain(api: Api) -> None:
    invoice = api.invoice(issue=True)
    api.post(f"/invoices/{invoice['id']}/void")
    body: Any = api.get("/audit?subject_id=" + invoice["id"]).json
    voided, issued, created = body["entries"]
    assert created["chain"] is None
    assert (issued["chain"]["position"], voided["chain"]["position"]) == (1, 2)
    assert voided["chain"]["prev_hash"] == issued["chain"]["hash"]
    assert voided["chain"]["content_digest"] == issued["chain"]["content_digest"]
    assert voided["chain"]["state_digest"] != issued["chain"]["state_digest"]


def test_filters_narrow_together(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    other = add_token(api, "read", "write")
    monkeypatch.setattr("app.core.clock.now", lambda: datetime(2026, 3, 10, 23, 30, tzinfo=UTC))
    api.patch("/teams/current", {"time_zone": "Europe/Berlin"})  # Where it is the 11th by now.
    invoice = other.invoice()
    entry: Any = api.get(f"/audit?subject_id={invoice['id']}").json["entries"][0]  # type: ignore[index]
    for name in ("token_id", "user_id"):
        assert "document.created" in _actions(api, f"?{name}={entry['by'][name]}&action=document.created")
    assert _actions(api, f"?token_id={entry['by']['token_id']}&action=team.updated") == []
    assert _actions(api, "?from=2026-03-11&to=2026-03-11") == ["document.created", "team.updated"]
    assert _actions(api, "?to=2026-03-10") == []
    assert "document.created" not in _actions(api, "?from=2026-03-12")
    assert _actions(api, "?from=0001-01-01&to=9999-12-31&action=document.created") == ["document.created"]


def test_pages_and_cursors_walk_the_trail(api: Api) -> None:
    for _ in range(3):
        api.invoice()
    first: Any = api.get("/audit?action=document.created&per_page=2").json
    rest: Any = api.get(f"/audit?action=document.created&cursor={first['pagination']['next_cursor']}").json
    assert len(first["entries"]) == 2
    assert len(rest["entries"]) == 1


def test_another_teams_deeds_are_not_listed(api: Api, new_team: NewTeam) -> None:
    api.invoice(issue=True)
    other = new_team()
    assert not [action for action in _actions(other) if action.startswith("document.")]
    assert other.get("/audit/verify").json["checked"] == 0  # type: ignore[index]


@pytest.mark.parametrize("query", ["from=x", "to=2026-02-30", "from=2026-02-02&to=2026-02-01", "user=1", "cursor=%00"])
def test_a_bad_filter_is_refused_and_named(query: str, api: Api) -> None:
    answer = api.get(f"/audit?{query}")
    assert answer.status_code == 400
    assert set(answer.json["details"]) & {"from", "to", "user", "cursor"}  # type: ignore[index]
