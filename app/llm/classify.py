"""From what a vendor's SDK threw to our error: once for all vendors, by status and code, never by prose.

A search in a vendor's prose mistakes an echoed prompt ("invoice 429 …") for a rate limit. And an SDK's exception holds
the caller's key in its frames and often in its text, so nothing of it may stay reachable from the error we raise.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

import httpx2

from app.llm import errors
from app.llm.base import Model

T = TypeVar("T")
MAX_RETRY_AFTER_S = 300

_BY_REASON: dict[str, type[errors.LLMError]] = {
    "api_key_invalid": errors.KeyRejected,  # Gemini answers a wrong key with 400.
    "invalid_api_key": errors.KeyRejected,
    "insufficient_quota": errors.QuotaExhausted,  # Comes as 429; waiting does not help.
    "billing_not_active": errors.QuotaExhausted,
    "billing_hard_limit_reached": errors.QuotaExhausted,
    "credit_balance_exhausted": errors.QuotaExhausted,
    "quota_per_day": errors.QuotaExhausted,
    "model_not_found": errors.ModelUnavailable,
    "context_length_exceeded": errors.PromptTooLong,
    "string_above_max_length": errors.PromptTooLong,
    "content_policy_violation": errors.Refused,
    "content_filter": errors.Refused,
    "invalid_prompt": errors.Refused,
    "failed_precondition": errors.KeyForbidden,  # Gemini: the region or the project's billing.
}
_BY_STATUS: dict[int, type[errors.LLMError]] = {
    401: errors.KeyRejected,
    402: errors.QuotaExhausted,
    403: errors.KeyForbidden,
    404: errors.ModelUnavailable,
    408: errors.TimedOut,
    410: errors.ModelUnavailable,
    413: errors.PromptTooLong,
    429: errors.ProviderRateLimit,
    504: errors.TimedOut,
}


@dataclass(frozen=True)
class Failure:
    """An answer of a vendor that is not a success, in its stable words only."""

    status: int
    reasons: Iterable[object] = ()
    """Its codes, such as "insufficient_quota" or "API_KEY_INVALID"; the first one known decides."""
    retry_after_s: int | None = None


def guarded(model: Model, exchange: Callable[[], T], read: Callable[[Exception], Failure | None]) -> T:
    """What `exchange` returns. Whatever it throws becomes an LLMError, from which nothing leads back to the cause.

    `read` knows the vendor's SDK: it makes a Failure of an answered error, and None of everything else.
    """
    try:
        return exchange()
    except Exception as exc:
        error = _error_for(exc, read(exc), model)
    # Outside the except block: `raise … from None` would hide the cause, but still keep it in __context__.
    raise error


def retry_after(value: str | None) -> int | None:
    """The seconds of a Retry-After header or of Google's "17.5s", 1 to 300, rounded up; None when it holds neither."""
    try:
        seconds = float((value or "").strip().removesuffix("s"))
        return max(1, math.ceil(min(seconds, MAX_RETRY_AFTER_S)))
    except ValueError:  # A date, nothing, or "nan".
        return None


def _error_for(exc: Exception, failure: Failure | None, model: Model) -> errors.LLMError:
    if failure is not None:
        return _answered(failure, model)
    causes = (exc, exc.__cause__)
    if any(isinstance(cause, TimeoutError | httpx2.TimeoutException) for cause in causes):
        return errors.TimedOut()
    # Unreachable, cut off, or an answer that is no answer: HTML of a captive portal, half a JSON document.
    return errors.Unavailable()


def _answered(failure: Failure, model: Model) -> errors.LLMError:
    known = (_BY_REASON.get(reason.lower()) for reason in failure.reasons if isinstance(reason, str))
    kind = next((kind for kind in known if kind), None) or _BY_STATUS.get(failure.status)
    if kind is errors.ModelUnavailable:
        return errors.ModelUnavailable.of(model)
    if kind is errors.ProviderRateLimit:
        return errors.ProviderRateLimit(failure.retry_after_s or 20)
    if kind is not None:
        return kind()
    if 400 <= failure.status < 500:
        return errors.RequestRejected()
    return errors.Unavailable(failure.retry_after_s or 5)
