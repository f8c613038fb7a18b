"""Reading JSON bodies: exact numbers, no NaN, nothing but JSON, and nothing that can exhaust the reader."""

import json
import sys
from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeVar

from apiflask.schema_adapters.marshmallow import parser
from flask import Flask, Request, current_app, g, request
from webargs.core import missing
from werkzeug.exceptions import ClientDisconnected, RequestEntityTooLarge

from app.core.errors import InvalidInput, TooLarge, UnsupportedContentType

MAX_DEPTH = 32
View = TypeVar("View", bound=Callable[..., Any])
API_PREFIX = "/api/"
Reader = Callable[[bytes], Any]
"""From the bytes of a body to what JSON would have said; raises SaybillError."""


class InvalidJSON(InvalidInput):
    code = "invalid_json"
    default_message = "The request body is not valid JSON."


def reads(mimetype: str, reader: Reader) -> Callable[[View], View]:
    """Decorator for a view, above its `@input`: a body of this type is taken as well as JSON."""

    def decorate(view: View) -> View:
        view.readers = {**readers_of(view), mimetype: reader}  # type: ignore[attr-defined]
        return view

    return decorate


def readers_of(view: object) -> dict[str, Reader]:
    """How the view reads other types than JSON."""
    readers: dict[str, Reader] = getattr(view, "readers", {})
    return readers


def loads(text: str | bytes) -> Any:
    """JSON with every fraction as an exact Decimal. ValueError for NaN, Infinity and what is not JSON."""
    return json.loads(text, parse_float=Decimal, parse_constant=_refuse_constant)


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


def json_body() -> Any:
    """The JSON body of this request, parsed once, or what another type says that the view reads; `missing` if empty.

    Raises UnsupportedContentType, InvalidJSON, TooLarge, or what the view's reader raises.
    """
    if "json_body" not in g:
        raw = _raw_body()
        reader = readers_of(current_app.view_functions.get(request.endpoint or "")).get(request.mimetype)
        if raw and not (reader or request.is_json):
            raise UnsupportedContentType()
        g.json_body = reader(raw) if raw and reader else _parse(raw)
    return g.json_body


def _raw_body() -> bytes:
    try:
        raw = request.get_data(cache=True)
    except RequestEntityTooLarge:
        raise TooLarge() from None
    except ClientDisconnected:
        raise InvalidJSON("The request ended before its body was complete.") from None
    if request.content_length is None and len(raw) >= (request.max_content_length or sys.maxsize):
        raise TooLarge()  # A body of unannounced length is cut off at the limit, without a word.
    return raw


def _parse(raw: bytes) -> Any:
    if not raw:
        return missing
    try:
        # Strictly, because the JSON reader would let halves of surrogate pairs pass, which no answer could hold.
        value = loads(raw.decode("utf-8"))
        json.dumps(value, ensure_ascii=False, default=str).encode("utf-8")
    except (ValueError, ArithmeticError, RecursionError):
        raise InvalidJSON() from None
    if _deeper_than(MAX_DEPTH, value):
        raise InvalidJSON(f"The JSON is nested deeper than {MAX_DEPTH} levels.")
    return value


def _deeper_than(limit: int, value: Any) -> bool:
    level = [value]
    for _ in range(limit):
        level = [child for parent in level for child in _children(parent)]
        if not level:
            return False
    return True


def _children(value: Any) -> Any:
    if isinstance(value, dict):
        return [child for child in value.values() if isinstance(child, dict | list)]
    if isinstance(value, list):
        return [child for child in value if isinstance(child, dict | list)]
    return ()


@parser.location_loader("json")
def _load_json(_request: Request, _schema: Any) -> Any:
    """Takes the place of webargs' own reader, which turns fractions into floats."""
    return json_body()


def init_body(app: Flask) -> None:
    """Refuse a wrong body before any view sees the request, also where the view reads none."""

    @app.before_request
    def _check_body() -> None:
        if request.path.startswith(API_PREFIX) and request.mimetype != "multipart/form-data":
            json_body()
