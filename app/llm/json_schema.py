"""From marshmallow to the strict JSON schema that every vendor takes: the common subset, and as short as can be.

OpenAI's strict mode wants every key required and no others allowed, and refuses lengths and defaults; Gemini knows no
patterns or lengths. So the schema says types, null, enums and descriptions, and marshmallow checks the rest afterwards.
It is sent with every call, and each word in it costs the caller: what occurs twice becomes a definition.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from marshmallow import Schema, fields
from marshmallow.validate import OneOf

from app.core.fields import ExactDecimal

JsonSchema = dict[str, Any]


def strict_schema(schema: Schema) -> JsonSchema:
    """The JSON schema of one object; the keys stand in the order of declaration, which is the order of the answer.

    Decimals and dates are strings: a JSON number passes through a float in many a parser. TypeError for a field that
    has no counterpart.
    """
    uses = Counter(type(inner) for inner in _inner_schemas(schema))
    shared = frozenset(kind for kind, count in uses.items() if count > 1)
    definitions = {kind.__name__: _object(kind(), shared) for kind in sorted(shared, key=lambda kind: kind.__name__)}
    return _object(schema, shared) | ({"$defs": definitions} if definitions else {})


def _inner_schemas(schema: Schema) -> Iterator[Schema]:
    for field in schema.fields.values():
        inner = field.inner if isinstance(field, fields.List) else field
        if isinstance(inner, fields.Nested):
            yield inner.schema
            yield from _inner_schemas(inner.schema)


def _object(schema: Schema, shared: frozenset[type[Schema]]) -> JsonSchema:
    properties = {name: _field(field, shared) for name, field in schema.fields.items() if not field.dump_only}
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _field(field: fields.Field[Any], shared: frozenset[type[Schema]]) -> JsonSchema:
    described = {"description": text} if (text := field.metadata.get("description")) else {}
    return _or_null(_plain(field, shared), field) | described


def _plain(field: fields.Field[Any], shared: frozenset[type[Schema]]) -> JsonSchema:
    if isinstance(field, fields.Nested):
        kind = type(field.schema)
        return {"$ref": f"#/$defs/{kind.__name__}"} if kind in shared else _object(field.schema, shared)
    if isinstance(field, fields.List):
        return {"type": "array", "items": _field(field.inner, shared)}
    if isinstance(field, fields.Boolean):
        return {"type": "boolean"}
    if isinstance(field, fields.String | fields.Date | ExactDecimal):
        choices = [list(rule.choices) for rule in field.validators if isinstance(rule, OneOf)]
        return {"type": "string"} | ({"enum": choices[0]} if choices else {})
    raise TypeError(f"{type(field).__name__} has no counterpart in the strict schema")


def _or_null(schema: JsonSchema, field: fields.Field[Any]) -> JsonSchema:
    if not field.allow_none:
        return schema
    if "type" not in schema or schema["type"] == "object":
        return {"anyOf": [schema, {"type": "null"}]}
    if "enum" in schema:
        schema = schema | {"enum": [*schema["enum"], None]}
    return schema | {"type": [schema["type"], "null"]}
