"""From marshmallow to the strict JSON schema that every vendor takes: the common subset, and as short as can be.

OpenAI's strict mode wants every key required and no others allowed, and refuses lengths and defaults; Gemini knows no
patterns or lengths. So the schema says types and descriptions, and marshmallow checks the rest afterwards. It is sent
with every call, and each word in it costs the caller: what occurs twice becomes a definition, and text that may be null
is plain text, because the parser reads "" as null. (Anthropic also takes at most 16 places with more than one type.)
"""

import json
from collections import Counter
from collections.abc import Iterator
from string import ascii_lowercase
from typing import Any

from marshmallow import Schema, fields

from app.core.fields import ExactDecimal

JsonSchema = dict[str, Any]


def strict_schema(schema: Schema) -> JsonSchema:
    """The JSON schema of one object; the keys stand in the order of declaration, which is the order of the answer.

    Decimals and dates are strings: a JSON number passes through a float in many a parser. TypeError for a field that
    has no counterpart.
    """
    return _Shortened(_object(schema)).whole


def _object(schema: Schema) -> JsonSchema:
    properties = {name: _field(field) for name, field in schema.fields.items() if not field.dump_only}
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _field(field: fields.Field[Any]) -> JsonSchema:
    described = {"description": text} if (text := field.metadata.get("description")) else {}
    if isinstance(field, fields.String | fields.Date | ExactDecimal):
        return {"type": "string"} | described
    if isinstance(field, fields.Boolean):
        return {"type": "boolean"} | described
    if isinstance(field, fields.List):
        kind = ["array", "null"] if field.allow_none else "array"
        return {"type": kind, "items": _field(field.inner)} | described
    if isinstance(field, fields.Nested):
        inner = _object(field.schema)
        return ({"anyOf": [inner, {"type": "null"}]} if field.allow_none else inner) | described
    raise TypeError(f"{type(field).__name__} has no counterpart in the strict schema")


class _Shortened:
    """A schema in which each list or object that stands in several places is written once, below "$defs"."""

    def __init__(self, schema: JsonSchema) -> None:
        self._uses: Counter[str] = Counter()
        self._definitions: JsonSchema = {}
        self._names: dict[str, str] = {}
        self._count(schema)
        self.whole = self._short(schema) | ({"$defs": self._definitions} if self._definitions else {})

    def _count(self, part: JsonSchema) -> None:
        text = json.dumps(part)
        self._uses[text] += 1
        if self._uses[text] == 1:  # What is inside of it is then written only once, too.
            for inner in _inner(part):
                self._count(inner)

    def _short(self, part: JsonSchema) -> JsonSchema:
        text = json.dumps(part)
        if self._uses[text] == 1 or part.get("type") not in ("array", "object"):
            return self._with_short_parts(part)
        if text not in self._names:
            self._names[text] = ascii_lowercase[len(self._names)]
            self._definitions[self._names[text]] = self._with_short_parts(part)
        return {"$ref": f"#/$defs/{self._names[text]}"}

    def _with_short_parts(self, part: JsonSchema) -> JsonSchema:
        short = dict(part)
        if "properties" in part:
            short["properties"] = {name: self._short(inner) for name, inner in part["properties"].items()}
        if "items" in part:
            short["items"] = self._short(part["items"])
        if "anyOf" in part:
            short["anyOf"] = [self._short(inner) for inner in part["anyOf"]]
        return short


def _inner(part: JsonSchema) -> Iterator[JsonSchema]:
    yield from part.get("properties", {}).values()
    yield from part.get("anyOf", ())
    if "items" in part:
        yield part["items"]
