"""What can go wrong at a provider: one class for each row of the table in DESIGN section 6.

    LLMError
    ├── KeyRejected        400 llm_key_rejected       401 would mean Saybill's own token
    ├── KeyForbidden       400 llm_key_forbidden
    ├── ModelUnavailable   400 llm_model_unavailable  names the successor
    ├── NotInstalled       400 llm_provider_not_installed
    ├── QuotaExhausted     402 llm_quota_exhausted
    ├── PromptTooLong      413 llm_prompt_too_long
    ├── Refused            422 llm_refused
    ├── OutputTruncated    422 llm_output_truncated
    ├── ProviderRateLimit  429 llm_rate_limited       + Retry-After
    ├── BadOutput          502 llm_bad_output         details: what the validator says
    ├── RequestRejected    502 llm_request_rejected   the vendor dislikes how we ask this model
    ├── Unavailable        503 llm_unavailable        + Retry-After
    ├── Busy               503 llm_busy               + Retry-After; our own cap, no vendor was asked
    └── TimedOut           504 llm_timeout

Every text is fixed here: none ever quotes the vendor or the key, because vendors echo keys.
"""

from app.core.errors import InvalidInput, SaybillError
from app.llm.base import Model, Provider, Spent


class LLMError(SaybillError):
    """The root of all provider failures."""

    # The fingerprint of an Idempotency-Key leaves the LLM key out, so the same request with a better key, or a
    # minute later, may well succeed.
    is_final = False
    spent: Spent | None = None
    """What the conversation took up to here; set by `ask` as soon as a model was asked."""


class KeyUnusable(InvalidInput):
    """No key, or one that no vendor can have given out. Not final, for the same reason as any `LLMError`."""

    is_final = False


class KeyRejected(LLMError):
    status = 400
    code = "llm_key_rejected"
    default_message = "The provider rejected llm_api_key. Check that the key is complete, active and of this provider."


class KeyForbidden(LLMError):
    status = 400
    code = "llm_key_forbidden"
    default_message = (
        "The provider does not let this llm_api_key use that model. Check the key's permissions, its project's billing "
        "and the regions the provider serves, or choose another llm_provider."
    )


class ModelUnavailable(LLMError):
    status = 400
    code = "llm_model_unavailable"
    default_message = "The provider does not offer that model, or no longer does. Choose another llm_provider."

    @classmethod
    def of(cls, model: Model) -> "ModelUnavailable":
        """The error for `model`, with its retirement date and successor where they are known."""
        retired = f" (its retirement was announced for {model.retires_on})" if model.retires_on else ""
        instead = f"Use {model.successor} instead." if model.successor else "Choose another llm_provider."
        message = f"The provider does not offer {model.title}, or no longer does{retired}. {instead}"
        return cls(message, details={"llm_provider": [message]})


class NotInstalled(LLMError):
    status = 400
    code = "llm_provider_not_installed"
    default_message = "This installation lacks what it needs for that provider. Choose another llm_provider."

    @classmethod
    def of(cls, provider: Provider) -> "NotInstalled":
        """The error for `provider`, with the extra of Saybill that its operator has to install: it has its name."""
        message = (
            f"This installation lacks what it needs for {provider.title}. Its operator can add it with: "
            f"pip install 'saybill[{provider.name}]'. Until then choose another llm_provider."
        )
        return cls(message, details={"llm_provider": [message]})


class QuotaExhausted(LLMError):
    status = 402
    code = "llm_quota_exhausted"
    default_message = (
        "The provider account of this llm_api_key has no credit or quota left. Top it up, or use another key."
    )


class PromptTooLong(LLMError):
    status = 413
    code = "llm_prompt_too_long"
    default_message = "The words are too long for that model. Shorten them, or choose another llm_provider."


class Refused(LLMError):
    status = 422
    code = "llm_refused"
    default_message = "The provider's safety rules stopped the model from answering. Rephrase the words."


class OutputTruncated(LLMError):
    status = 422
    code = "llm_output_truncated"
    default_message = "The invoice is too long for one answer of that model. Split it into several."


class ProviderRateLimit(LLMError):
    status = 429
    code = "llm_rate_limited"
    default_message = "The provider limits how often this llm_api_key may ask. Wait for the seconds in Retry-After."

    def __init__(self, retry_after_s: int = 20) -> None:
        super().__init__(headers={"Retry-After": str(retry_after_s)})


class BadOutput(LLMError):
    status = 502
    code = "llm_bad_output"
    default_message = (
        "The model did not give a usable invoice, not even when asked to correct it. Try again, or choose another "
        "llm_provider."
    )


class RequestRejected(LLMError):
    status = 502
    code = "llm_request_rejected"
    default_message = "The provider does not take this kind of request for that model. Choose another llm_provider."


class Unavailable(LLMError):
    status = 503
    code = "llm_unavailable"
    default_message = "The provider is overloaded or cannot be reached. Try again in a moment."

    def __init__(self, retry_after_s: int = 5) -> None:
        super().__init__(headers={"Retry-After": str(retry_after_s)})


class Busy(Unavailable):
    code = "llm_busy"
    default_message = "Too many invoices are being written at this moment. Try again in a few seconds."


class TimedOut(LLMError):
    status = 504
    code = "llm_timeout"
    default_message = "The model took too long. Try again, shorten the words, or choose a faster llm_provider."
