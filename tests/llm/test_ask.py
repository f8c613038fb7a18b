"""`ask`: the request that goes out, the one repair turn, the deadline over all, the cap on simultaneous calls."""

import logging
import threading
import time
from datetime import date
from decimal import Decimal

import pytest

from app.core.errors import InvalidInput
from app.core.security import Secret
from app.llm.ask import SCHEMA
from app.llm.base import Model
from app.llm.errors import BadOutput, Busy, TimedOut
from app.llm.models import find_model
from app.llm.settings import LLMSettings
from tests.llm.conftest import CANARY, Asker, vendor_settings
from tests.wire.scenarios import GOOD, MODEL_TEXTS
from tests.wire.server import VendorServer


def test_an_answer_is_a_loaded_draft_with_its_facts(model: str, ask_vendor: Asker) -> None:
    answer = ask_vendor(model)
    assert answer.draft["items"][0] == {
        "name": "Consulting",
        "description": None,
        "quantity": Decimal(10),
        "unit": "hour",
        "unit_price": Decimal(150),
        "discount": None,
        "taxes": None,
    }
    assert answer.draft["due_at"] == date(2026, 2, 14)
    assert (answer.attempts, answer.input_tokens, answer.output_tokens) == (1, 700, 200)
    assert (answer.provider, answer.model, answer.issues) in [
        ("openai", "gpt-served-2026-01-01", ()),
        ("google", "gemini-served-001", ()),
        ("anthropic", "claude-served-20260101", ()),
        ("groq", "gpt-served-2026-01-01", ()),
    ]
    assert 0 <= answer.duration_ms < 5000


def test_the_request_says_what_each_vendor_needs(vendor: VendorServer, ask_vendor: Asker) -> None:
    ask_vendor("gpt-41-mini", "Ten hours.", defaults={"currency": "EUR", "locale": None})
    ask_vendor("gemini-25-flash", "Ten hours.", defaults={"currency": "EUR", "locale": None})
    ask_vendor("anthropic/claude-haiku-5-5", "Ten hours.", defaults={"currency": "EUR", "locale": None})
    gpt, gemini, claude = vendor.requests
    assert [request.path for request in vendor.requests] == [
        "/v1/chat/completions",
        "/v1beta/models/gemini-2.5-flash:generateContent",
        "/v1/messages",
    ]
    for request in vendor.requests:
        assert request.user_texts == ["Ten hours."]
        assert request.system_text.endswith("Today: Thursday 2026-01-15. If ambiguous: currency EUR.")
        assert request.schema == SCHEMA
        assert "temperature" not in str(request.body)
        assert request.key == CANARY
    assert gpt.body["response_format"]["json_schema"]["strict"] is True
    assert list(gemini.body["generationConfig"]["thinkingConfig"].values()) == [0]
    assert claude.body["output_config"]["effort"] == "low"


@pytest.mark.parametrize(
    ("model", "parameters"),
    [
        ("gpt-4-turbo", {"max_completion_tokens": 4096}),
        ("gpt-41", {"max_completion_tokens": 8000}),
        ("openai/gpt-5-mini", {"max_completion_tokens": 8000, "reasoning_effort": "minimal"}),
        ("groq/llama-3.3-70b", {"max_tokens": 8000}),
    ],
)
def test_a_model_is_sent_only_what_it_takes(
    model: str, parameters: dict[str, object], vendor: VendorServer, ask_vendor: Asker
) -> None:
    ask_vendor(model)
    sent = {name for name in vendor.requests[0].body if name not in ("model", "messages", "response_format")}
    assert {name: vendor.requests[0].body[name] for name in sent} == parameters


def test_a_newer_gemini_is_told_a_level_and_no_budget(vendor: VendorServer, ask_vendor: Asker) -> None:
    ask_vendor("google/gemini-3.8-flash")
    assert list(vendor.requests[0].body["generationConfig"]["thinkingConfig"].values()) == ["LOW"]


def test_a_model_without_schemas_gets_json_mode_and_the_schema_in_words(
    vendor: VendorServer, ask_vendor: Asker
) -> None:
    ask_vendor("gpt-4-turbo")
    (request,) = vendor.requests
    assert request.body["response_format"] == {"type": "json_object"}
    assert "JSON" in request.system_text
    assert '"additionalProperties":false' in request.system_text


@pytest.mark.parametrize("scenario", ["good", "fenced", "prose", "omits_empty_keys", "json_numbers"])
def test_a_sloppy_wrapping_costs_no_repair(
    scenario: str, model: str, ask_vendor: Asker, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    answer = ask_vendor(model, f"[[{scenario}]]")
    assert CANARY not in caplog.text + repr(answer)
    assert f"[[{scenario}]]" not in caplog.text
    assert answer.attempts == 1
    assert answer.draft["items"][0]["quantity"] == Decimal(10)
    assert answer.draft["notes"] is None


@pytest.mark.parametrize("scenario", ["repair", "repair_empty"])
def test_a_repair_goes_on_with_the_same_conversation(
    scenario: str, model: str, vendor: VendorServer, ask_vendor: Asker
) -> None:
    answer = ask_vendor(model, f"[[{scenario}]] Ten hours")
    assert (answer.attempts, answer.input_tokens, answer.output_tokens) == (2, 1400, 400)
    assert answer.draft["items"][0]["unit_price"] == Decimal(150)
    first, second = vendor.requests
    assert second.user_texts[0] == first.user_texts[0]
    assert "not valid" in second.user_texts[1]
    assert (MODEL_TEXTS[scenario][0] or "{}")[:20] in str(second.body)


def test_the_repair_names_what_is_wrong(vendor: VendorServer, ask_vendor: Asker) -> None:
    ask_vendor("gpt-4o", "[[repair]]")
    assert '"items.0.unit_price": ["Not a plain decimal number' in vendor.requests[1].user_texts[1]


def test_there_is_only_one_repair(model: str, vendor: VendorServer, ask_vendor: Asker) -> None:
    with pytest.raises(BadOutput):
        ask_vendor(model, "[[wrong_twice]]")
    assert len(vendor.requests) == 2


def test_the_repair_shares_the_deadline(model: str, vendor: VendorServer, ask_vendor: Asker) -> None:
    vendor.play("array", "drip")
    started_at = time.monotonic()
    with pytest.raises(TimedOut):
        ask_vendor(model, timeout_s=0.3)
    assert time.monotonic() - started_at < 1.3


@pytest.mark.parametrize(
    "key", ["", "short", "has a blank in it", "line\nbreak-key", " leading-blank", "kéy-nön-äscii"]
)
def test_a_malformed_key_is_refused_before_any_sdk_sees_it(
    key: str, model: str, vendor: VendorServer, ask_vendor: Asker
) -> None:
    with pytest.raises(InvalidInput) as caught:
        ask_vendor(model, api_key=Secret(key))
    assert list(caught.value.details) == ["llm_api_key"]
    assert not key or key not in repr(vars(caught.value))
    assert not vendor.requests


def test_a_full_house_is_said_at_once(model: str, vendor: VendorServer, ask_vendor: Asker) -> None:
    settings = vendor_settings(vendor, timeout_s=5, concurrency=1)
    with settings.slot(), pytest.raises(Busy) as caught:
        ask_vendor(model, settings=settings)
    assert (caught.value.status, caught.value.code) == (503, "llm_busy")
    assert "Retry-After" in caught.value.headers
    assert ask_vendor(model, settings=settings).attempts == 1


def test_a_place_is_free_again_after_a_failure(model: str, vendor: VendorServer, ask_vendor: Asker) -> None:
    settings = vendor_settings(vendor, timeout_s=5, concurrency=1)
    for _ in range(2):
        with pytest.raises(BadOutput):
            ask_vendor(model, "[[empty]]", settings=settings)


def test_keys_of_simultaneous_calls_do_not_mix(vendor: VendorServer, ask_vendor: Asker) -> None:
    def call(number: int) -> None:
        name = ("gpt-4o", "gemini-25-pro")[number % 2]
        ask_vendor(name, f"words of {number:03}", api_key=Secret(f"sk-caller-{number:03}"))

    threads = [threading.Thread(target=call, args=(number,)) for number in range(32)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(vendor.requests) == 32
    assert all(request.user_texts[0][-3:] == request.key[-3:] for request in vendor.requests)


def test_a_model_id_that_the_table_lacks_reaches_the_vendor(vendor: VendorServer, ask_vendor: Asker) -> None:
    ask_vendor("google/gemini-9.9-ultra")
    assert vendor.requests[0].path.endswith("/gemini-9.9-ultra:generateContent")


def test_settings_have_the_limits_of_the_design() -> None:
    assert LLMSettings() == LLMSettings(base_urls={}, timeout_s=60.0, concurrency=200)


def test_a_retired_model_is_still_asked(vendor: VendorServer, ask_vendor: Asker) -> None:
    model: Model = find_model("gemini-20-flash")
    assert model.retires_on
    assert model.retires_on < date(2026, 11, 1)
    vendor.answer(GOOD)
    assert ask_vendor("gemini-20-flash").attempts == 1
