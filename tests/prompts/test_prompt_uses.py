"""Invoices made from saved prompts, and what a prompt tells about its uses."""

from datetime import UTC, datetime
from typing import Any

import pytest

import prompts_library
from tests.callers import Api, NewTeam
from tests.wire.server import VendorServer

TEXT = "{{hours | 10}} hours of consulting at ${{rate}}/hour for {{client}}"
VALUES = {"rate": "150", "client": "Acme Corp"}


@pytest.fixture(autouse=True)
def january(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.core.clock.now", lambda: datetime(2026, 1, 15, 12, tzinfo=UTC))


def _use(api: Api, prompt: dict[str, Any], provider: str = "offline", **changes: Any) -> Any:
    key = {} if provider == "offline" else {"llm_api_key": "key-12345"}
    body = {"prompt_id": prompt["id"], "variables": VALUES, "llm_provider": provider, **key, **changes}
    return api.post("/invoices", json=body)


def _stats(api: Api, prompt: dict[str, Any]) -> dict[str, Any]:
    answer: Any = api.get(f"/prompts/{prompt['id']}").json
    names = ("uses", "last_used_at", "success_rate", "mean_tokens", "mean_cost_usd")
    return {name: answer["prompt"][name] for name in names}


def test_an_invoice_is_made_of_the_filled_text_and_names_its_prompt(api: Api) -> None:
    prompt = api.prompt(TEXT)
    answer = _use(api, prompt)
    assert answer.status_code == 201, answer.text
    invoice = answer.json["invoice"]
    assert invoice["totals"]["total"] == "1500.00"
    assert (invoice["prompt_id"], invoice["prompt_version"]) == (prompt["id"], 1)
    api.put(f"/prompts/{prompt['id']}", json={"prompt_text": TEXT + ". Thanks!"})
    newer = _use(api, prompt, variables={**VALUES, "hours": 2}).json["invoice"]
    assert (newer["prompt_version"], newer["totals"]["total"]) == (2, "300.00")
    api.invoice()
    listed: Any = api.get(f"/invoices?prompt_id={prompt['id']}").json
    assert [row["id"] for row in listed["invoices"]] == [newer["id"], invoice["id"]]
    api.delete(f"/prompts/{prompt['id']}")
    assert api.get(f"/invoices/{invoice['id']}").json["invoice"]["prompt_version"] == 1  # type: ignore[index]


def test_an_invoice_without_a_prompt_names_none(api: Api) -> None:
    invoice = api.invoice()
    assert (invoice["prompt_id"], invoice["prompt_version"]) == (None, None)


def test_missing_and_unknown_variables_are_named_and_are_no_use(api: Api) -> None:
    prompt = api.prompt(TEXT)
    answer = _use(api, prompt, variables={"rate": "1", "custmer": "x"})
    assert answer.status_code == 400
    assert list(answer.json["details"]) == ["variables.client", "variables.custmer"]
    assert _stats(api, prompt)["uses"] == 0


def test_a_prompt_of_another_team_is_not_found(api: Api, new_team: NewTeam) -> None:
    prompt = api.prompt(TEXT)
    stranger, missing = _use(new_team(), prompt), _use(api, {"id": "prm_none"})
    assert stranger.status_code == missing.status_code == 404
    assert stranger.json | {"request_id": ""} == missing.json | {"request_id": ""}
    assert list(missing.json["details"]) == ["prompt_id"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"prompt": "x", "prompt_id": "prm_x", "llm_provider": "offline"}, "prompt_id"),
        ({"prompt": "x", "variables": {}, "llm_provider": "offline"}, "variables"),
        ({"variables": {}, "items": [{"name": "x", "unit_price": 1}]}, "variables"),
        ({"prompt_id": "prm_x", "title": "x", "llm_provider": "offline"}, "title"),
        ({"prompt_id": "prm_x"}, "llm_provider"),
        ({"prompt_id": "prm_x", "variables": {"a": None}, "llm_provider": "offline"}, "variables.a.value"),
    ],
)
def test_what_does_not_go_together_is_named(body: dict[str, Any], field: str, api: Api) -> None:
    answer: Any = api.post("/invoices", json=body)
    assert answer.status_code == 400
    assert field in answer.json["details"]


def test_uses_success_tokens_and_cost_are_told(api: Api, vendor: VendorServer) -> None:
    prompt = api.prompt(TEXT)
    assert _stats(api, prompt) == {
        "uses": 0,
        "last_used_at": None,
        "success_rate": None,
        "mean_tokens": None,
        "mean_cost_usd": None,
    }
    made = [_use(api, prompt, "gpt-41") for _ in range(2)]
    assert [answer.status_code for answer in made] == [201, 201]
    cost = made[0].json["invoice"]["generation"]["cost_usd"]
    assert _stats(api, prompt) == {
        "uses": 2,
        "last_used_at": "2026-01-15T12:00:00.000Z",
        "success_rate": "1",
        "mean_tokens": 900,
        "mean_cost_usd": cost,
    }


def test_a_use_that_failed_counts_although_all_else_is_rolled_back(api: Api, vendor: VendorServer) -> None:
    prompt = api.prompt(TEXT)
    vendor.play("wrong_twice", "wrong_twice")
    assert _use(api, prompt, "gpt-41").status_code == 502
    assert _use(api, prompt, "gpt-41").status_code == 201
    assert _use(api, prompt, "gpt-41", llm_api_key="short").status_code == 400  # No model was asked.
    stats = _stats(api, prompt)
    assert (stats["uses"], stats["success_rate"], stats["mean_tokens"]) == (2, "0.5", 1350)


def test_words_that_bill_nothing_are_a_use_without_success(api: Api) -> None:
    prompt = api.prompt("Good morning")
    assert _use(api, prompt, variables={}).status_code == 422
    stats = _stats(api, prompt)
    assert (stats["uses"], stats["success_rate"]) == (1, "0")


def test_an_invoice_that_is_refused_after_its_making_is_no_success(api: Api) -> None:
    api.invoice(number="A-1")
    prompt = api.prompt(TEXT + ". Invoice number A-1.")
    assert _use(api, prompt).status_code == 409
    assert _stats(api, prompt)["success_rate"] == "0"


def test_a_stream_takes_a_saved_prompt_too(api: Api) -> None:
    prompt = api.prompt(TEXT)
    body = {"prompt_id": prompt["id"], "variables": VALUES, "llm_provider": "offline"}
    answer = api.post("/invoices", json=body, headers={"Accept": "text/event-stream"})
    assert answer.status_code == 200
    assert "event: created" in answer.text
    assert f'"prompt_id":"{prompt["id"]}"' in answer.text.replace(": ", ":")
    assert _stats(api, prompt)["uses"] == 1


def test_an_edit_keeps_the_counts_and_a_revision_keeps_the_prompt(api: Api) -> None:
    prompt = api.prompt(TEXT)
    invoice = _use(api, prompt).json["invoice"]
    api.put(f"/prompts/{prompt['id']}", json={"prompt_text": "Other"})
    assert _stats(api, prompt)["uses"] == 1
    changed: Any = api.patch(f"/invoices/{invoice['id']}", {"title": "Changed"}).json
    assert changed["invoice"]["prompt_id"] == prompt["id"]


def test_each_prompt_of_the_library_can_be_copied_and_used(api: Api) -> None:
    for starter in prompts_library.starter():
        copied: Any = api.post(f"/prompts/library/{starter.slug}/copy").json
        prompt = copied["prompt"]
        needed = [variable["name"] for variable in prompt["variables"] if variable["default"] is None]
        assert "client" in needed
        answer = _use(api, prompt, variables=dict.fromkeys(needed, "Acme Corp"), dry_run=True)
        assert answer.status_code == 200, (starter.slug, answer.text)
