"""Every failure under /api/ in one shape: {"error", "code", "details", "request_id"}."""

from typing import Any

from apiflask import HTTPError
from flask import Flask, Response, g, jsonify, request
from flask_limiter import RateLimitExceeded
from marshmallow import fields
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from app.core import log
from app.core.errors import Conflict, InvalidInput, RateLimited, SaybillError
from app.core.fields import OutSchema
from app.core.validation import Problems, flatten

_CODES = {400: "bad_request", 404: "not_found", 405: "method_not_allowed", 413: "body_too_large"}
_MESSAGES = {
    404: "There is nothing at this address.",
    405: "This address does not take that method; see the Allow header.",
    413: "The request body is too large.",
}
_MAX_DETAILS = 50
logger = log.get(__name__)


class ErrorOut(OutSchema):
    """How every failure looks."""

    error = fields.String(metadata={"description": "One sentence for a person."})
    code = fields.String(metadata={"description": "Stable, for programs."})
    details = fields.Dict(metadata={"description": "Field names to lists of messages."})
    request_id = fields.String(metadata={"description": "Also in the X-Request-Id header and the log."})


class SimultaneousChange(Conflict):
    code = "simultaneous_change"
    is_final = False
    default_message = "Someone changed the same thing at the same moment. Read it again, then repeat your change."


class DatabaseBusy(SaybillError):
    status = 503
    code = "database_busy"
    default_message = "The database did not answer in time. Try again in a moment."


def init_errors(app: Flask) -> None:
    # False even in tests and debug: a 500 must have its shape there too.
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.register_error_handler(SaybillError, _answer)
    app.register_error_handler(HTTPError, _answer_validation)
    app.register_error_handler(RateLimitExceeded, lambda _: _answer(RateLimited()))
    app.register_error_handler(HTTPException, _answer_http)
    app.register_error_handler(IntegrityError, _answer_integrity)
    app.register_error_handler(StaleDataError, lambda _: _answer(SimultaneousChange()))
    app.register_error_handler(OperationalError, _answer_operational)
    app.register_error_handler(PoolTimeout, _answer_operational)
    app.register_error_handler(Exception, _answer_unexpected)


def _answer(error: SaybillError) -> Response:
    g.answer_is_final = error.is_final
    return _response(error.status, error.message, error.code, error.details, error.headers)


def _response(status: int, message: str, code: str, details: Any = None, headers: Any = None) -> Response:
    body = {"error": message, "code": code, "details": details or {}, "request_id": g.get("request_id", "")}
    response = jsonify(body)
    response.status_code = status
    response.headers.update(headers or {})
    return response


def _answer_validation(error: HTTPError) -> Response:
    """APIFlask's validation errors: {"json": {"items": {0: {"name": [...]}}}} becomes {"items.0.name": [...]}."""
    by_location = error.detail if isinstance(error.detail, dict) else {}
    details: Problems = {}
    for messages in by_location.values():
        details.update(flatten(messages))
    details = dict(list(details.items())[:_MAX_DETAILS])
    name, problems = next(iter(details.items()), ("", ["The request is not valid."]))
    sentence = f"{name}: {problems[0]}" if name else problems[0]
    return _response(error.status_code, sentence, InvalidInput.code, details)


def _answer_http(error: HTTPException) -> Response | HTTPException:
    if not request.path.startswith("/api/"):
        return error
    status = error.code or 500
    headers = {name: value for name, value in error.get_headers() if name.lower() != "content-type"}
    message = _MESSAGES.get(status) or error.description or "The request failed."
    return _response(status, message, _CODES.get(status, "http_error"), headers=headers)


def _answer_integrity(error: IntegrityError) -> Response:
    # Its text quotes the row, so only the kind goes to the log.
    logger.warning("integrity_error", kind=type(error.orig).__name__)
    return _answer(SimultaneousChange())


def _answer_operational(error: Exception) -> Response:
    logger.error("database_error", kind=type(error).__name__)
    return _answer(DatabaseBusy(headers={"Retry-After": "1"}))


def _answer_unexpected(error: Exception) -> Response:
    logger.error("unexpected_error", exc_info=error)
    return _answer(SaybillError())
