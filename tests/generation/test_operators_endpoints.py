"""Servers that the operator named: callers reach them by name over the API, and never by address."""

from typing import Any

import pytest

from app.core.security import Secret
from app.llm.endpoints import read_endpoints
from app.llm.settings import LLMSettings
from tests.callers import Api
from tests.wire.server import VendorServer

WORDS = "10 hours of consulting at $150/hour for Acme Corp from John Smith at Smith LLC, 10% tax"


@pytest.fixture
def local_model(api: Api, vendor: VendorServer, monkeypatch: pytest.MonkeyPatch) -> VendorServer:
    facts = {"base_url": vendor.openai_url, "needs_key": False, "mode": "json_object"}
    settings = LLMSettings(endpoints=read_endpoints({"ollama": facts}), timeout_s=5)
    monkeypatch.setitem(api.app.extensions, "saybill.llm", settings)
    return vendor


def test_a_model_of_such_a_server_reads_the_words(api: Api, local_model: VendorServer) -> None:
    answer: Any = api.post("/invoices", json={"prompt": WORDS, "llm_provider": "ollama/llama3.1:8b"})
    assert answer.status_code == 201, answer.text
    assert answer.json["invoice"]["totals"]["total"] == "1650.00"
    assert local_model.requests[0].body["model"] == "llama3.1:8b"


def test_a_key_is_not_passed_on_to_a_server_that_needs_none(api: Api, local_model: VendorServer) -> None:
    key = Secret("sk-of-the-caller-1234")
    body = {"prompt": WORDS, "llm_provider": "ollama/llama3", "llm_api_key": key.reveal()}
    assert api.post("/invoices", json=body).status_code == 201
    assert key.reveal() not in str(local_model.requests[0])


@pytest.mark.parametrize("value", ["http://127.0.0.1:9/v1", "other/llama3", "ollama/../../x", "ollama/"])
def test_an_address_or_a_name_that_nobody_gave_is_refused(value: str, api: Api, local_model: VendorServer) -> None:
    answer: Any = api.post("/invoices", json={"prompt": WORDS, "llm_provider": value})
    assert answer.status_code == 400
    assert "llm_provider" in answer.json["details"]
    assert local_model.requests == []
