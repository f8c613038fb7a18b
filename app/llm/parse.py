"""From a model's text to a checked draft: lenient about wrapping, strict about content."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NoReturn

from marshmallow import Schema, ValidationError, fields

from app.core.fields import BoundedList
from app.core.validation import Problems, flatten
from app.llm.draft import Draft, DraftSchema

MAX_PROBLEMS = 20
_DRAFT = DraftSchema()  # One instance: building the schema costs more than using it.


class DraftInvalid(Exception):
    """The text is no usable draft; `problems` says why, for the model and the caller, without what the model wrote."""

    def __init__(self, problems: Problems) -> None:
        self.problems = problems
        super().__init__("the draft is not valid")


def parse_draft(text: str) -> Draft:
    """The draft in `text`, which may be fenced or have prose around it. Raises DraftInvalid.

    Numbers keep their digits; NaN and Infinity are refused. What is left out or blank counts as null, [] or false,
    where the draft has such a value: models are asked for "", and one that omits what is empty says the same thing.
    """
    answer = _one_object(text)
    _fill_empty(_DRAFT, answer)
    try:
        draft: Draft = _DRAFT.load(answer)
    except ValidationError as exc:
        problems = dict(list(flatten(exc.messages).items())[:MAX_PROBLEMS])
        raise DraftInvalid(problems) from None
    return draft


def _one_object(text: str) -> dict[str, Any]:
    start, end = text.find("{"), text.rfind("}")
    try:
        # A list around the object, or two objects, leave something that does not parse.
        if text.lstrip().startswith("["):
            raise ValueError("a list")
        answer = json.loads(text[start : end + 1], parse_float=Decimal, parse_constant=_refuse)
    except (ValueError, ArithmeticError, RecursionError):
        raise DraftInvalid({"answer": ["Must be exactly one JSON object."]}) from None
    assert isinstance(answer, dict)
    return answer


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _fill_empty(schema: Schema, answer: dict[str, Any]) -> None:
    for name, field in schema.fields.items():
        value = answer.get(name)
        if _says_nothing(value):
            if isinstance(field, fields.List) and not field.allow_none:
                answer[name] = []
            elif isinstance(field, fields.Boolean):
                answer[name] = False
            elif field.allow_none:
                answer[name] = None
        for inner_schema, row in _nested(field, value):
            _fill_empty(inner_schema, row)


def _says_nothing(value: Any) -> bool:
    return value is None or (isinstance(value, str) and value.strip() in ("", "null"))


def _nested(field: fields.Field[Any], value: Any) -> Iterator[tuple[Schema, dict[str, Any]]]:
    rows = value if isinstance(value, list) else [value]
    if isinstance(field, BoundedList) and len(rows) > (field.size.max or 0):
        return  # It will be refused; a million rows are not walked before.
    inner = field.inner if isinstance(field, fields.List) else field
    if isinstance(inner, fields.Nested):
        yield from ((inner.schema, row) for row in rows if isinstance(row, dict))
