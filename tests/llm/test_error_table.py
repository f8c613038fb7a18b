"""Every way in which a vendor can fail, through its real SDK, against the error table of DESIGN section 6.

Each case also proves that the caller's key cannot be reached from the error or found in a log.
"""

import logging
import traceback

import pytest

from app.core.errors import SaybillError
from tests.llm.conftest import CANARY, VENDOR_MODELS, Asker
from tests.wire.scenarios import ERRORS, RAW_BODIES
from tests.wire.server import VendorServer

# Scenario: status and code for all; or for OpenAI, Gemini, Anthropic and a compatible server.
EXPECTED: dict[str, tuple[str, ...]] = {
    "key_invalid": ("400 llm_key_rejected",),
    "unauthorized": ("400 llm_key_rejected",),
    "payment_required": ("402 llm_quota_exhausted",),
    "forbidden": ("400 llm_key_forbidden",),
    "region": ("400 llm_key_forbidden",),
    "no_such_model": ("400 llm_model_unavailable",),
    "too_long": ("413 llm_prompt_too_long",),
    "conflict": ("502 llm_request_rejected",),
    "too_large": ("413 llm_prompt_too_long",),
    "rate_limited": ("429 llm_rate_limited",),
    "rate_limited_for_days": ("429 llm_rate_limited",),
    "rate_limited_by_date": ("429 llm_rate_limited",),
    "quota": ("402 llm_quota_exhausted",),
    "bad_request": ("502 llm_request_rejected",),
    "prose_says_429": ("502 llm_request_rejected",),
    "timeout_status": ("504 llm_timeout",),
    "server_error": ("503 llm_unavailable",),
    "bad_gateway": ("503 llm_unavailable",),
    "unavailable": ("503 llm_unavailable",),
    "overloaded": ("503 llm_unavailable",),
    "odd_error_1": ("502 llm_request_rejected",),
    "odd_error_2": ("503 llm_unavailable",),
    "odd_error_3": ("502 llm_request_rejected",),
    "html": ("503 llm_unavailable",),
    "broken_json": ("503 llm_unavailable",),
    "json_array": ("503 llm_unavailable", "502 llm_bad_output", "503 llm_unavailable", "503 llm_unavailable"),
    "json_null": ("503 llm_unavailable", "502 llm_bad_output", "503 llm_unavailable", "503 llm_unavailable"),
    "wrong_shapes": ("503 llm_unavailable",),
    "no_choices": ("502 llm_bad_output", "502 llm_bad_output", "503 llm_unavailable", "502 llm_bad_output"),
    "disconnect": ("503 llm_unavailable",),
    "half_an_answer": ("503 llm_unavailable",),
    "redirect": ("503 llm_unavailable",),
    "redirect_here": ("503 llm_unavailable",),
    "huge": ("503 llm_unavailable",),
    "compressed": ("503 llm_unavailable",),
    "silence": ("504 llm_timeout",),
    "stall": ("504 llm_timeout",),
    "drip": ("504 llm_timeout",),
    "drip_headers": ("504 llm_timeout",),
    "truncated": ("422 llm_output_truncated",),
    "truncated_before_text": ("422 llm_output_truncated",),
    "refusal": ("422 llm_refused",),
    "safety": ("422 llm_refused",),
    "prompt_blocked": ("422 llm_refused",),
    "wrong_twice": ("502 llm_bad_output",),
    "wrong_types": ("502 llm_bad_output",),
    "nan": ("502 llm_bad_output",),
    "huge_exponent": ("502 llm_bad_output",),
    "array": ("502 llm_bad_output",),
    "two_objects": ("502 llm_bad_output",),
    "empty": ("502 llm_bad_output",),
    "only_prose": ("502 llm_bad_output",),
    # Gemini's SDK parses the text by itself and chokes on these before we see it.
    "deep": ("502 llm_bad_output", "503 llm_unavailable", "502 llm_bad_output", "502 llm_bad_output"),
    "long_integer": ("502 llm_bad_output", "503 llm_unavailable", "502 llm_bad_output", "502 llm_bad_output"),
}
SLOW = ("silence", "stall", "drip", "drip_headers")
CASES = [
    pytest.param(scenario, model, answers[index % len(answers)], id=f"{scenario}-{model}")
    for scenario, answers in EXPECTED.items()
    for index, model in enumerate(VENDOR_MODELS)
]


@pytest.mark.parametrize(("scenario", "model", "expected"), CASES)
def test_each_failure_has_its_status_and_code_and_hides_the_key(
    scenario: str, model: str, expected: str, ask_vendor: Asker, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with pytest.raises(SaybillError) as caught:
        ask_vendor(model, f"[[{scenario}]] 10 hours", timeout_s=0.15 if scenario in SLOW else 10)
    error = caught.value
    assert f"{error.status} {error.code}" == expected
    assert not error.is_final
    assert ("Retry-After" in error.headers) == (error.status in (429, 503))
    assert_key_is_unreachable(error)
    assert CANARY not in caplog.text
    assert "Vendor prose" not in error.message


def assert_key_is_unreachable(error: SaybillError) -> None:
    assert error.__cause__ is None
    assert error.__context__ is None
    rendered = "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())
    assert "ask_vendor" in rendered
    for text in (rendered, str(error), repr(error), repr(vars(error))):
        assert CANARY not in text


def test_the_table_covers_every_error_and_broken_body_of_the_stand_in() -> None:
    assert {*ERRORS, *RAW_BODIES} <= set(EXPECTED)


@pytest.mark.parametrize(
    ("scenario", "seconds"),
    [("rate_limited", "7"), ("rate_limited_for_days", "300"), ("rate_limited_by_date", "20")],
)
def test_retry_after_is_the_vendors_within_limits(scenario: str, seconds: str, model: str, ask_vendor: Asker) -> None:
    with pytest.raises(SaybillError) as caught:
        ask_vendor(model, f"[[{scenario}]]")
    assert caught.value.headers == {"Retry-After": seconds}


def test_a_model_that_is_gone_is_named_with_its_successor(vendor: VendorServer, ask_vendor: Asker) -> None:
    vendor.play("no_such_model")
    with pytest.raises(SaybillError) as caught:
        ask_vendor("gemini-20-flash")
    assert caught.value.message == (
        "The provider does not offer Google Gemini 2.0 Flash, or no longer does (its retirement was announced for "
        "2026-06-01). Use gemini-25-flash-lite instead."
    )
    assert caught.value.details == {"llm_provider": [caught.value.message]}


def test_bad_output_says_what_the_validator_says_but_not_what_the_model_wrote(model: str, ask_vendor: Asker) -> None:
    with pytest.raises(SaybillError) as caught:
        ask_vendor(model, "[[wrong_twice]]")
    assert caught.value.details == {"items.0.unit_price": ['Not a plain decimal number such as "1234.50".']}
