"""The compatible servers that an operator names, and the models that callers reach on them."""

from pathlib import Path
from typing import Any

import pytest

from app import create_app
from app.core.config import load_settings
from app.core.errors import InvalidInput, SettingsInvalid
from app.llm.endpoints import read_endpoints
from app.llm.models import find_model
from app.llm.settings import LLMSettings
from tests.callers import settings

GROQ = {"base_url": "https://api.groq.com/openai/v1", "needs_key": True}
SETTINGS = LLMSettings(endpoints=read_endpoints({"groq": GROQ}))


def test_an_endpoint_has_cautious_defaults() -> None:
    (groq,) = read_endpoints({"groq": GROQ}).values()
    assert (groq.name, groq.title, groq.needs_key) == ("groq", "groq", True)
    assert (groq.mode, groq.max_tokens_field) == ("json_schema", "max_tokens")


@pytest.mark.parametrize(
    ("name", "changes", "problem"),
    [
        ("openai", {}, "openai: name: is that of a provider which Saybill has. Choose another one."),
        ("Groq", {}, "Groq: name: has 1 to 40 characters of a-z, 0-9 and -."),
        ("a/b", {}, "a/b: name: has 1 to 40 characters of a-z, 0-9 and -."),
        ("groq", {"base_url": "ftp://x/"}, "groq: base_url: must be a http:// or https:// address."),
        ("groq", {"base_url": "https://key@x/"}, "groq: base_url: must hold no name or password, no ? and no #."),
        (
            "groq",
            {"base_url": "http://api.groq.com/v1"},
            "groq: base_url: must be https://, or the keys of callers would travel in the open.",
        ),
        ("groq", {"mode": "xml"}, "groq: mode: Must be one of: json_schema, json_object."),
        (
            "groq",
            {"max_tokens_field": "n"},
            "groq: max_tokens_field: Must be one of: max_tokens, max_completion_tokens.",
        ),
        ("groq", {"api_key": "x"}, "groq: api_key: Unknown field."),
        ("groq", {"needs_key": None}, "groq: needs_key: Field may not be null."),
    ],
)
def test_what_is_wrong_is_named(name: str, changes: dict[str, Any], problem: str) -> None:
    with pytest.raises(SettingsInvalid) as caught:
        read_endpoints({name: GROQ | changes})
    assert str(caught.value) == f"SAYBILL_LLM_ENDPOINTS: {problem}"


def test_an_endpoint_that_is_no_object_is_named() -> None:
    with pytest.raises(SettingsInvalid, match="groq"):
        read_endpoints({"groq": "https://api.groq.com"})


@pytest.mark.parametrize(
    ("address", "needs_key"),
    [
        ("http://127.0.0.1:11434/v1", True),
        ("http://localhost:1234/v1", True),
        ("http://10.0.0.7:8000/v1", True),
        ("http://[::1]:8000/v1", True),
        ("http://ollama:11434/v1", False),
    ],
)
def test_plain_http_is_for_ones_own_network_or_without_a_key(address: str, needs_key: bool) -> None:
    assert read_endpoints({"own": {"base_url": address, "needs_key": needs_key}})["own"].base_url == address


@pytest.mark.parametrize("upstream_id", ["llama3.1:8b", "meta-llama/Llama-3.3-70B-Instruct", "gpt-oss@20b", "x"])
def test_a_model_of_an_endpoint_may_have_the_names_that_such_servers_use(upstream_id: str) -> None:
    model = find_model(f"groq/{upstream_id}", SETTINGS)
    assert (model.provider, model.upstream_id, model.value) == ("groq", upstream_id, f"groq/{upstream_id}")
    assert model.max_tokens_field == "max_tokens"


@pytest.mark.parametrize(
    "value",
    ["groq", "groq/", "groq/a b", "groq/../x", "groq/a//b", "groq/x\n", "groq/https://evil/", "other/x", "groq/é"],
)
def test_anything_else_is_refused_with_the_endpoints_named(value: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        find_model(value, SETTINGS)
    assert "groq/MODEL" in caught.value.details["llm_provider"][0]


def test_an_endpoint_of_one_application_is_unknown_to_another() -> None:
    with pytest.raises(InvalidInput):
        find_model("groq/llama3.1:8b")


@pytest.mark.parametrize("value", ["[]", "7", '"groq"', "{"])
def test_a_setting_that_is_no_json_object_is_named(value: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SAYBILL_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("SAYBILL_LLM_ENDPOINTS", value)
    with pytest.raises(SettingsInvalid, match="SAYBILL_LLM_ENDPOINTS: "):
        load_settings()


def test_an_application_does_not_start_with_a_wrong_endpoint(tmp_path: Path) -> None:
    with pytest.raises(SettingsInvalid, match="groq: needs_key"):
        create_app(settings(tmp_path, llm_endpoints={"groq": {"base_url": "https://api.groq.com/openai/v1"}}))
