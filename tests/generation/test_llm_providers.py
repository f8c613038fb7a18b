"""GET /llm/providers: what a caller can name as `llm_provider`."""

from datetime import UTC, datetime
from typing import Any

import pytest

from app.core import clock
from app.llm.endpoints import read_endpoints
from app.llm.settings import LLMSettings
from tests.callers import Api


@pytest.fixture(autouse=True)
def _november(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 21, 12, tzinfo=UTC))


def _providers(api: Api) -> dict[str, Any]:
    answer = api.get("/llm/providers")
    assert answer.status_code == 200, answer.text
    assert answer.json
    return {provider["name"]: provider for provider in answer.json["providers"]}


def test_every_provider_is_listed_with_its_models(api: Api) -> None:
    providers = _providers(api)
    facts = {name: (entry["needs_key"], entry["available"], entry["any_model"]) for name, entry in providers.items()}
    assert facts == dict.fromkeys(("anthropic", "google", "openai"), (True, True, True)) | {
        "offline": (False, True, False)
    }
    assert [model["value"] for model in providers["offline"]["models"]] == ["offline"]
    assert {"gpt-41-mini", "openai/gpt-6-luna"} <= {model["value"] for model in providers["openai"]["models"]}


def test_a_model_is_shown_with_all_that_is_known_of_it(api: Api) -> None:
    models = {model["value"]: model for model in _providers(api)["google"]["models"]}
    assert models["gemini-25-flash"] == {
        "value": "gemini-25-flash",
        "title": "Google Gemini 2.5 Flash",
        "model": "gemini-2.5-flash",
        "output_mode": "json_schema",
        "can_revise": True,
        "effort": None,
        "thinking_budget": 0,
        "context_limit": 1048576,
        "output_limit": 65536,
        "input_price": "0.3",
        "output_price": "2.5",
        "next_price": None,
        "retires_on": "2026-12-01",
        "successor": "google/gemini-3.5-flash-lite",
    }
    argon = models["google/gemini-4-argon"]
    assert (argon["input_price"], argon["output_price"]) == ("2", "10")
    assert argon["next_price"] == {"since": "2026-12-01", "input_price": "4", "output_price": "20"}
    assert models["google/gemini-pro-latest"]["input_price"] is None


def test_the_operators_own_servers_are_listed_without_their_address(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    endpoints = read_endpoints({"ollama": {"base_url": "http://10.0.0.7:11434/v1", "needs_key": False}})
    monkeypatch.setitem(api.app.extensions, "saybill.llm", LLMSettings(endpoints=endpoints))
    answer = api.get("/llm/providers")
    assert answer.json
    assert answer.json["providers"][-1] == {
        "name": "ollama",
        "title": "ollama",
        "needs_key": False,
        "available": True,
        "any_model": True,
        "models": [],
    }
    assert "10.0.0.7" not in answer.text
