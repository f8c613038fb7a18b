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
    # An answer that stopped early; `finish` holds OpenAI's word and Gemini's.
    "truncated": {"text": GOOD[:300], "finish": ("length", "MAX_TOKENS")},
    "truncated_before_text": {"text": None, "finish": ("length", "MAX_TOKENS")},
    "refusal": {"text": None, "refusal": _REFUSAL, "finish": ("stop", "PROHIBITED_CONTENT")},
    "safety": {"text": None, "finish": ("content_filter", "SAFETY")},
    "prompt_blocked": {"text": None, "finish": ("content_filter", "STOP"), "blocked": True},
}

Status = tuple[int, Mapping[str, Any], Mapping[str, str]]


def _openai(status: int, code: str | None, kind: str = "invalid_request_error", **headers: str) -> Status:
    error = {"message": "Vendor prose about <KEY>.", "type": kind, "param": None, "code": code}
    return status, {"error": error}, {name.replace("_", "-"): value for name, value in headers.items()}


def _google(status: int, name: str, *details: dict[str, Any], message: str = "Vendor prose about <KEY>.") -> Status:
    return status, {"error": {"code": status, "message": message, "status": name, "details": list(details)}}, {}


_TOO_LONG = "The input token count (2000000) exceeds the maximum number of tokens allowed (1048576)."
_QUOTA = {"@type": "type.googleapis.com/google.rpc.QuotaFailure", "violations": [{"quotaId": "RequestsPerDay-Free"}]}
_RETRY = {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "6.2s"}
_BAD_KEY = {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "API_KEY_INVALID"}

# The vendors' error answers: for OpenAI, for Gemini. <KEY> becomes the key that was sent, as vendors do echo it.
ERRORS: dict[str, tuple[Status, Status]] = {
    "key_invalid": (_openai(401, "invalid_api_key"), _google(400, "INVALID_ARGUMENT", _BAD_KEY)),
    "unauthorized": (_openai(401, None), _google(401, "UNAUTHENTICATED")),
    "payment_required": (_openai(402, None), _google(402, "PAYMENT_REQUIRED")),
    "forbidden": (_openai(403, None), _google(403, "PERMISSION_DENIED")),
    "region": (_openai(403, "unsupported_country_region_territory"), _google(400, "FAILED_PRECONDITION")),
    "no_such_model": (_openai(404, "model_not_found"), _google(404, "NOT_FOUND")),
    "too_long": (_openai(400, "context_length_exceeded"), _google(400, "INVALID_ARGUMENT", message=_TOO_LONG)),
    "too_large": (_openai(413, None), _google(413, "INVALID_ARGUMENT")),
    "rate_limited": (
        _openai(429, "rate_limit_exceeded", "tokens", Retry_After="7"),
        _google(429, "RESOURCE_EXHAUSTED", _RETRY),
    ),
    "rate_limited_for_days": (
        _openai(429, None, Retry_After="86400"),
        _google(429, "RESOURCE_EXHAUSTED", {"retryDelay": "86400s"}),
    ),
    "rate_limited_by_date": (_openai(429, None, Retry_After="Wed, 21 Oct 2026 07:28:00 GMT"), _google(429, "")),
    "quota": (_openai(429, "insufficient_quota", "insufficient_quota"), _google(429, "RESOURCE_EXHAUSTED", _QUOTA)),
    "bad_request": (_openai(400, None), _google(400, "INVALID_ARGUMENT")),
    "prose_says_429": (
        (400, {"error": {"message": "429 rate limit insufficient_quota <KEY>", "code": None}}, {}),
        _google(400, "INVALID_ARGUMENT", message="429 RESOURCE_EXHAUSTED"),
    ),
    "timeout_status": (_openai(408, None), _google(504, "DEADLINE_EXCEEDED")),
    "server_error": (_openai(500, None), _google(500, "INTERNAL")),
    "unavailable": (_openai(503, None), _google(503, "UNAVAILABLE")),
    "overloaded": (_openai(529, None), _google(529, "OVERLOADED")),
    "odd_error_1": ((400, {"error": "<KEY>"}, {}), (400, {"error": "<KEY>"}, {})),
    "odd_error_2": ((500, {"error": None}, {}), (500, {"error": None}, {})),
    "odd_error_3": ((400, {"error": {"code": 7, "type": []}}, {}), _google(400, "X", {"violations": 7, "reason": {}})),
}

RAW_BODIES: dict[str, tuple[str, str]] = {
    # A 200 that is no answer of the vendor: content type, body.
    "html": ("text/html", "<html><body>Please log in to the hotel's network</body></html>"),
    "broken_json": ("application/json", '{"choices": [{"message": '),
    "json_array": ("application/json", "[]"),
    "json_null": ("application/json", "null"),
    "wrong_shapes": ("application/json", '{"choices": 7, "candidates": 7, "usage": 7}'),
}


def openai_body(
    text: str | None, *, finish: tuple[str, str] = ("stop", "STOP"), refusal: str | None = None, blocked: bool = False
) -> dict[str, Any]:
    message = {"role": "assistant", "content": text, "refusal": refusal}
    total = INPUT_TOKENS + OUTPUT_TOKENS
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1767225600,
        "model": "gpt-served-2026-01-01",
        "choices": [{"index": 0, "message": message, "finish_reason": finish[0], "logprobs": None}],
        "usage": {"prompt_tokens": INPUT_TOKENS, "completion_tokens": OUTPUT_TOKENS, "total_tokens": total},
    }


def gemini_body(
    text: str | None, *, finish: tuple[str, str] = ("stop", "STOP"), refusal: str | None = None, blocked: bool = False
) -> dict[str, Any]:
    content: dict[str, Any] = {"role": "model"} | ({} if text is None else {"parts": [{"text": text}]})
    counts = {"promptTokenCount": INPUT_TOKENS, "candidatesTokenCount": OUTPUT_TOKENS}
    body: dict[str, Any] = {"modelVersion": "gemini-served-001", "usageMetadata": counts}
    if blocked:
        return body | {"promptFeedback": {"blockReason": "PROHIBITED_CONTENT"}}
    return body | {"candidates": [{"index": 0, "content": content, "finishReason": finish[1]}]}
