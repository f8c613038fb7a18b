"""Everything that can go wrong on purpose, as one tree.

    SaybillError                500 internal_error
    ├── InvalidInput            400 invalid_input      (details: {field: [messages]})
    ├── NotAuthenticated        401 not_authenticated
    ├── PermissionMissing       403 permission_missing
    ├── NotFound                404 not_found
    ├── Conflict                409 (a code of its own in each subclass)
    ├── ChangedMeanwhile        412 changed_meanwhile
    ├── TooLarge                413 body_too_large
    ├── UnsupportedContentType  415 unsupported_content_type
    ├── Unprocessable           422 (a code of its own in each subclass)
    ├── RateLimited             429 rate_limited
    └── llm.errors.LLMError     one subclass for each row of the provider error table

A room names its own errors after the fact (`DocumentLocked`) by subclassing one of these; `core.http.errors` turns them
into the one answer `{"error", "code", "details", "request_id"}`. The message says what to do next.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

Details = Mapping[str, Any]


class SaybillError(Exception):
    """An expected failure: a status, a stable code, one sentence for a person and, where useful, the fields."""

    status: ClassVar[int] = 500
    code: ClassVar[str] = "internal_error"
    default_message: ClassVar[str] = "Something went wrong on our side. Please try again."
    is_final: ClassVar[bool] = True
    """The same request would fail the same way again, so the answer may be kept for its Idempotency-Key."""

    def __init__(
        self,
        message: str | None = None,
        *,
        details: Details | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.message = message or self.default_message
        self.details: dict[str, Any] = dict(details or {})
        self.headers: dict[str, str] = dict(headers or {})
        super().__init__(self.message)


class InvalidInput(SaybillError):
    """What was sent breaks a rule; `details` names each field and its messages."""

    status = 400
    code = "invalid_input"
    default_message = "The request is not valid."

    @classmethod
    def field(cls, name: str, message: str) -> "InvalidInput":
        """The error for one named field."""
        return cls(f"{name}: {message}", details={name: [message]})


class NotAuthenticated(SaybillError):
    """No token, or one that is malformed, unknown, expired or revoked: always the same answer."""

    status = 401
    code = "not_authenticated"
    default_message = "Invalid or expired API token"


class PermissionMissing(SaybillError):
    status = 403
    code = "permission_missing"
    default_message = "This API token lacks the permission for that."


class NotFound(SaybillError):
    """It does not exist, or it belongs to another team: the caller cannot tell which."""

    status = 404
    code = "not_found"
    default_message = "There is nothing here under that id."


class Conflict(SaybillError):
    status = 409
    code = "conflict"
    default_message = "That does not fit the present state."


class ChangedMeanwhile(SaybillError):
    """The If-Match of the request names an older state."""

    status = 412
    code = "changed_meanwhile"
    default_message = "This was changed since you read it. Read it again, then repeat your change with its new ETag."
    is_final = False


class TooLarge(SaybillError):
    status = 413
    code = "body_too_large"
    default_message = "The request body is too large."


class UnsupportedContentType(SaybillError):
    status = 415
    code = "unsupported_content_type"
    default_message = "Send the body as JSON, with Content-Type: application/json."


class Unprocessable(SaybillError):
    status = 422
    code = "unprocessable"
    default_message = "The request is well formed, but nothing can be made of it."


class RateLimited(SaybillError):
    status = 429
    code = "rate_limited"
    default_message = "Too many requests. Wait for the seconds in Retry-After and try again."


class SettingsInvalid(Exception):
    """The environment holds values Saybill cannot start with; the text lists each of them. Never an answer."""
