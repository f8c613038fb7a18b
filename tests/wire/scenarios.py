"""What the vendors' stand-in can be asked to do, by name: answers of the model, errors, and broken answers."""

import json
from collections.abc import Mapping
from typing import Any

INPUT_TOKENS, OUTPUT_TOKENS = 700, 200

EMPTY_DRAFT: dict[str, Any] = {
    "title": None,
    "number": None,
    "currency": None,
    "language": None,
    "locale": None,
    "issued_at": None,
    "due_at": None,
    "from_details": [],
    "to_details": [],
    "payment_details": [],
    "items": [],
    "discounts": [],
    "taxes": [],
    "amount_paid": None,
    "notes": None,
    "terms": None,
    "reference": None,
}
GOOD_DRAFT = EMPTY_DRAFT | {
    "title": "Consulting Services",
    "currency": "USD",
    "language": "en",
    "locale": "US",
    "due_at": "2026-02-14",
    "from_details": [
        {"label": "Name", "value": "John Smith", "field": "name"},
        {"label": "Company", "value": "Smith LLC", "field": "company"},
    ],
    "to_details": [{"label": "Company", "value": "Acme Corp", "field": "company"}],
    "payment_details": [
        {"label": "Bank", "value": "Chase Bank", "field": "bank_name"},
        {"label": "Account", "value": "1234567890", "field": "account_number"},
    ],
    "items": [
        {
            "name": "Consulting",
            "description": None,
            "quantity": "10",
            "unit": "hour",
            "unit_price": "150",
            "discount": None,
            "taxes": None,
        }
    ],
    "taxes": [{"name": "Tax", "percentage": "10", "inclusive": False, "withholding": False}],
}
GOOD = json.dumps(GOOD_DRAFT)
_BAD_PRICE = GOOD.replace('"150"', '"$1,500.00"')
_OMITTED = json.dumps({key: value for key, value in GOOD_DRAFT.items() if value not in (None, [])})

MODEL_TEXTS: dict[str, tuple[str, str]] = {
    # What the model writes at its first and at every later attempt.
    "good": (GOOD, GOOD),
    "fenced": (f"```json\n{GOOD}\n```", ""),
    "prose": (f"Here is your invoice:\n\n{GOOD}\n\nAnything else?", ""),
    "omits_empty_keys": (_OMITTED, ""),
    "json_numbers": (GOOD.replace('"150"', "150.10"), ""),
    "repair": (_BAD_PRICE, GOOD),
    "repair_empty": ("", GOOD),
    "wrong_twice": (_BAD_PRICE, _BAD_PRICE),
    "wrong_types": (json.dumps(GOOD_DRAFT | {"items": "none", "title": [1], "taxes": {}}),) * 2,
    "nan": (GOOD.replace('"150"', "NaN"), GOOD.replace('"150"', "Infinity")),
    "huge_exponent": (GOOD.replace('"150"', "1e999999999999999999999"), GOOD.replace('"150"', "1e999")),
    "array": (f"[{GOOD}]", f"[{GOOD}]"),
    "two_objects": (GOOD + GOOD, GOOD + GOOD),
    "empty": ("", ""),
    "only_prose": ("I cannot do that.", "Sorry."),
    "deep": ('{"a":' * 100_000, "[" * 100_000),
    "long_integer": (GOOD.replace('"150"', "1" * 5000), GOOD.replace('"150"', "1" * 5000)),
}

_REFUSAL = "I cannot help with that."
ODD_REPLIES: dict[str, dict[str, Any]] = {
    # An answer that stopped early; `finish` holds the words of OpenAI, Gemini and Anthropic.
    "truncated": {"text": GOOD[:300], "finish": ("length", "MAX_TOKENS", "max_tokens")},
    "truncated_before_text": {"text": None, "finish": ("length", "MAX_TOKENS", "model_context_window_exceeded")},
    "refusal": {"text": None, "refusal": _REFUSAL, "finish": ("stop", "PROHIBITED_CONTENT", "refusal")},
    "safety": {"text": None, "finish": ("content_filter", "SAFETY", "refusal")},
    "prompt_blocked": {"text": None, "finish": ("content_filter", "STOP", "refusal"), "blocked": True},
}

Status = tuple[int, Mapping[str, Any], Mapping[str, str]]


def _openai(status: int, code: str | None, kind: str = "invalid_request_error", **headers: str) -> Status:
    error = {"message": "Vendor prose about <KEY>.", "type": kind, "param": None, "code": code}
    return status, {"error": error}, {name.replace("_", "-"): value for name, value in headers.items()}


def _google(status: int, name: str, *details: dict[str, Any], message: str = "Vendor prose about <KEY>.") -> Status:
    return status, {"error": {"code": status, "message": message, "status": name, "details": list(details)}}, {}


def _anthropic(status: int, kind: str, message: str = "Vendor prose about <KEY>.", **headers: str) -> Status:
    body = {"type": "error", "error": {"type": kind, "message": message}, "request_id": "req_1"}
    return status, body, {name.replace("_", "-"): value for name, value in headers.items()}


_TOO_LONG = "The input token count (2000000) exceeds the maximum number of tokens allowed (1048576)."
_TOO_LONG_CLAUDE = "prompt is too long: 2000000 tokens > 1000000 maximum"
_NO_CREDIT_CLAUDE = "Your credit balance is too low to access the Anthropic API."
_PROSE = "429 rate limit insufficient_quota <KEY>"
_QUOTA = {"@type": "type.googleapis.com/google.rpc.QuotaFailure", "violations": [{"quotaId": "RequestsPerDay-Free"}]}
_RETRY = {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "6.2s"}
_BAD_KEY = {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "API_KEY_INVALID"}
_A_DATE = "Wed, 21 Oct 2026 07:28:00 GMT"
_INVALID = "invalid_request_error"

# The error answers of OpenAI, Gemini and Anthropic. <KEY> becomes the key that was sent, as vendors do echo it.
ERRORS: dict[str, tuple[Status, Status, Status]] = {
    "key_invalid": (
        _openai(401, "invalid_api_key"),
        _google(400, "INVALID_ARGUMENT", _BAD_KEY),
        _anthropic(401, "authentication_error"),
    ),
    "unauthorized": (_openai(401, None), _google(401, "UNAUTHENTICATED"), _anthropic(401, "authentication_error")),
    "payment_required": (_openai(402, None), _google(402, "PAYMENT_REQUIRED"), _anthropic(402, "billing_error")),
    "forbidden": (_openai(403, None), _google(403, "PERMISSION_DENIED"), _anthropic(403, "permission_error")),
    "region": (
        _openai(403, "unsupported_country_region_territory"),
        _google(400, "FAILED_PRECONDITION"),
        _anthropic(403, "permission_error"),
    ),
    "no_such_model": (_openai(404, "model_not_found"), _google(404, "NOT_FOUND"), _anthropic(404, "not_found_error")),
    "too_long": (
        _openai(400, "context_length_exceeded"),
        _google(400, "INVALID_ARGUMENT", message=_TOO_LONG),
        _anthropic(400, _INVALID, _TOO_LONG_CLAUDE),
    ),
    "conflict": (_openai(409, None), _google(409, "ABORTED"), _anthropic(409, "conflict_error")),
    "too_large": (_openai(413, None), _google(413, "INVALID_ARGUMENT"), _anthropic(413, "request_too_large")),
    "rate_limited": (
        _openai(429, "rate_limit_exceeded", "tokens", Retry_After="7"),
        _google(429, "RESOURCE_EXHAUSTED", _RETRY),
        _anthropic(429, "rate_limit_error", Retry_After="7"),
    ),
    "rate_limited_for_days": (
        _openai(429, None, Retry_After="86400"),
        _google(429, "RESOURCE_EXHAUSTED", {"retryDelay": "86400s"}),
        _anthropic(429, "rate_limit_error", Retry_After="86400"),
    ),
    "rate_limited_by_date": (
        _openai(429, None, Retry_After=_A_DATE),
        _google(429, ""),
        _anthropic(429, "rate_limit_error", Retry_After=_A_DATE),
    ),
    "quota": (
        _openai(429, "insufficient_quota", "insufficient_quota"),
        _google(429, "RESOURCE_EXHAUSTED", _QUOTA),
        _anthropic(400, _INVALID, _NO_CREDIT_CLAUDE),
    ),
    "bad_request": (_openai(400, None), _google(400, "INVALID_ARGUMENT"), _anthropic(400, _INVALID)),
    "prose_says_429": (
        (400, {"error": {"message": _PROSE, "code": None}}, {}),
        _google(400, "INVALID_ARGUMENT", message="429 RESOURCE_EXHAUSTED"),
        _anthropic(400, _INVALID, _PROSE),
    ),
    "timeout_status": (_openai(408, None), _google(504, "DEADLINE_EXCEEDED"), _anthropic(408, "timeout_error")),
    "server_error": (_openai(500, None), _google(500, "INTERNAL"), _anthropic(500, "api_error")),
    "bad_gateway": (_openai(502, None), _google(502, "UNKNOWN"), _anthropic(502, "api_error")),
    "unavailable": (_openai(503, None), _google(503, "UNAVAILABLE"), _anthropic(503, "api_error")),
    "overloaded": (_openai(529, None), _google(529, "OVERLOADED"), _anthropic(529, "overloaded_error")),
    "odd_error_1": ((400, {"error": "<KEY>"}, {}),) * 3,
    "odd_error_2": ((500, {"error": None}, {}),) * 3,
    "odd_error_3": (
        (400, {"error": {"code": 7, "type": []}}, {}),
        _google(400, "X", {"violations": 7, "reason": {}}),
        (400, {"type": 7, "error": {"type": [], "message": {}, "details": "<KEY>"}}, {}),
    ),
}

RAW_BODIES: dict[str, tuple[str, str]] = {
    # A 200 that is no answer of the vendor: content type, body.
    "html": ("text/html", "<html><body>Please log in to the hotel's network</body></html>"),
    "broken_json": ("application/json", '{"choices": [{"message": '),
    "json_array": ("application/json", "[]"),
    "json_null": ("application/json", "null"),
    "wrong_shapes": ("application/json", '{"choices": 7, "candidates": 7, "content": 7, "usage": 7}'),
}
