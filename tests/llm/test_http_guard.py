"""The guarded client: one host, one deadline, no cookies, no redirects, nothing from the environment."""

import os
import time

import httpx2
import pytest

from app.core.errors import SaybillError
from app.llm import http
from tests.llm.conftest import CANARY, Asker
from tests.wire.server import VendorServer

OPERATOR = "sk-operator-key-1"
ENVIRONMENT = {
    "OPENAI_API_KEY": OPERATOR,
    "OPENAI_ADMIN_KEY": OPERATOR,
    "OPENAI_BASE_URL": "http://127.0.0.1:9/elsewhere",
    "OPENAI_ORG_ID": "org-operator",
    "OPENAI_PROJECT_ID": "proj-operator",
    "OPENAI_CUSTOM_HEADERS": (
        f"Authorization: Bearer {OPERATOR}\nauthorization: {OPERATOR}\nx-goog-api-key: {OPERATOR}\n"
        "X-Team: operator\nCookie: operator=1"
    ),
    "ANTHROPIC_API_KEY": OPERATOR,
    "ANTHROPIC_AUTH_TOKEN": OPERATOR,
    "ANTHROPIC_BASE_URL": "http://127.0.0.1:9/elsewhere",
    "ANTHROPIC_CUSTOM_HEADERS": f"authorization: Bearer {OPERATOR}\nX-Api-Key: {OPERATOR}\nX-Team: operator",
    "ANTHROPIC_LOG": "debug",
    "GOOGLE_API_KEY": OPERATOR,
    "GEMINI_API_KEY": OPERATOR,
    "GOOGLE_GENAI_USE_VERTEXAI": "true",
    "GOOGLE_GENAI_USE_ENTERPRISE": "true",
    "GOOGLE_CLOUD_PROJECT": "operator-project",
    "GOOGLE_GEMINI_BASE_URL": "http://127.0.0.1:9/elsewhere",
    "GOOGLE_GENAI_API_VERSION": "v0",
    "GOOGLE_GENAI_CLIENT_MODE": "replay",
    "HTTPS_PROXY": "http://127.0.0.1:9",
    "HTTP_PROXY": "http://127.0.0.1:9",
    "ALL_PROXY": "http://127.0.0.1:9",
}


def test_the_environment_has_no_say(
    model: str, vendor: VendorServer, ask_vendor: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    ask_vendor(model)
    (request,) = vendor.requests
    assert request.key == CANARY
    assert request.path in (
        "/v1/chat/completions",
        "/v1beta/models/gemini-2.5-flash:generateContent",
        "/v1/messages",
        "/compatible/v1/chat/completions",
    )
    assert "operator" not in str(request).lower()
    assert set(request.headers) <= {
        *"host accept connection content-type content-length user-agent accept-encoding".split(),
        *("authorization", "x-goog-api-key", "anthropic-version"),
    }


def test_a_server_that_needs_no_key_gets_none(
    vendor: VendorServer, ask_vendor: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    assert ask_vendor("ollama/llama3.1:8b").provider == "ollama"
    ask_vendor("ollama/llama3.1:8b", api_key=None)
    for request in vendor.requests:
        assert request.key == ""
        assert CANARY not in str(request)
        assert "operator" not in str(request).lower()
        assert (request.body["model"], request.body["response_format"]) == ("llama3.1:8b", {"type": "json_object"})


def test_a_missing_key_never_falls_back_to_an_operators(
    model: str, vendor: VendorServer, ask_vendor: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SaybillError) as caught:
        ask_vendor(model, api_key=None)
    assert (caught.value.status, list(caught.value.details)) == (400, ["llm_api_key"])
    assert not vendor.requests


@pytest.mark.parametrize("scenario", ["redirect", "redirect_here"])
def test_a_redirect_is_not_followed(scenario: str, model: str, vendor: VendorServer, ask_vendor: Asker) -> None:
    vendor.play(scenario)
    with pytest.raises(SaybillError):
        ask_vendor(model)
    assert len(vendor.requests) == 1


def test_a_cookie_of_one_caller_is_not_sent_with_the_next_call(
    model: str, vendor: VendorServer, ask_vendor: Asker
) -> None:
    vendor.play("set_cookie", "good")
    ask_vendor(model)
    ask_vendor(model)
    assert "cookie" not in vendor.requests[1].headers


def test_nothing_is_retried_behind_our_back(model: str, vendor: VendorServer, ask_vendor: Asker) -> None:
    vendor.play("server_error")
    with pytest.raises(SaybillError):
        ask_vendor(model)
    assert len(vendor.requests) == 1


@pytest.mark.parametrize("scenario", ["silence", "drip", "drip_headers"])
def test_a_slow_server_is_left_at_the_deadline(scenario: str, model: str, ask_vendor: Asker) -> None:
    started_at = time.monotonic()
    with pytest.raises(SaybillError):
        ask_vendor(model, f"[[{scenario}]]", timeout_s=0.25)
    assert 0.2 < time.monotonic() - started_at < 1.25


def test_what_is_left_of_the_deadline_limits_the_last_wait(model: str, ask_vendor: Asker) -> None:
    started_at = time.monotonic()
    with pytest.raises(SaybillError):
        ask_vendor(model, "[[stall]]", timeout_s=0.8)  # The last byte comes after 0.5 s.
    assert 0.7 < time.monotonic() - started_at < 1.15


def test_the_client_talks_to_its_own_host_only(vendor: VendorServer) -> None:
    client = http.client_for(vendor.openai_url)
    with pytest.raises(httpx2.UnsupportedProtocol):
        client.get(vendor.base_url.replace("127.0.0.1", "localhost"))
    with pytest.raises(httpx2.UnsupportedProtocol):
        client.get(vendor.base_url.replace("http:", "https:"))
    assert not vendor.requests


def test_calls_share_one_client_and_one_connection_for_an_address(vendor: VendorServer, ask_vendor: Asker) -> None:
    assert http.client_for(vendor.openai_url) is http.client_for(vendor.base_url + "/other/path")
    for _ in range(3):
        ask_vendor("gpt-4o")
        ask_vendor("gemini-25-pro")
    assert vendor.connection_count == 1


def test_a_forked_process_gets_a_client_of_its_own(vendor: VendorServer, monkeypatch: pytest.MonkeyPatch) -> None:
    before = http.client_for(vendor.openai_url)
    monkeypatch.setattr(os, "getpid", lambda: -1)
    assert http.client_for(vendor.openai_url) is not before
