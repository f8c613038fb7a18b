"""The schema that is sent: strict for OpenAI, plain enough for Gemini, short for the one who pays."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from marshmallow import Schema, fields

import prompts_library
from app.core.details import PARTY_FIELDS, PAYMENT_FIELDS
from app.llm.ask import SCHEMA
from app.llm.draft import DraftSchema
from app.llm.json_schema import strict_schema
from tests.wire.scenarios import GOOD_DRAFT

KEYWORDS = {"type", "properties", "required", "additionalProperties", "items", "enum", "anyOf", "description"}


def schemas_in(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield schema
    inner = [*schema.get("properties", {}).values(), *schema.get("anyOf", ()), *schema.get("$defs", {}).values()]
    for part in [*inner, *([schema["items"]] if "items" in schema else [])]:
        yield from schemas_in(part)


def test_the_schema_is_strict_and_in_the_common_subset() -> None:
    assert SCHEMA["type"] == "object"
    for schema in schemas_in({key: value for key, value in SCHEMA.items() if key != "$defs"}):
        assert set(schema) in ({"$ref"}, set(schema) & KEYWORDS)
        if schema.get("type") == "object":
            assert schema["additionalProperties"] is False
            assert schema["required"] == list(schema["properties"])
    for definition in SCHEMA["$defs"].values():
        assert all(set(schema) <= KEYWORDS for schema in schemas_in(definition))


def test_every_reference_leads_to_a_definition() -> None:
    references = {schema["$ref"] for schema in schemas_in(SCHEMA) if "$ref" in schema}
    assert references == {f"#/$defs/{name}" for name in SCHEMA["$defs"]}


def test_the_keys_are_those_of_the_draft_in_their_order() -> None:
    assert list(SCHEMA["properties"]) == list(DraftSchema().fields) == list(GOOD_DRAFT)


def test_null_is_said_by_blank_text_or_by_null() -> None:
    properties = SCHEMA["properties"]
    item = properties["items"]["items"]["properties"]
    assert item["discount"]["anyOf"][1] == {"type": "null"}
    assert item["taxes"]["type"] == ["array", "null"]
    # "" says null, and costs less than a second type in seventeen places.
    assert properties["due_at"] == item["unit"] == item["quantity"] == {"type": "string"}


def test_what_stands_in_several_places_is_sent_once() -> None:
    properties = SCHEMA["properties"]
    row = SCHEMA["$defs"][properties["from_details"]["$ref"].removeprefix("#/$defs/")]
    assert properties["from_details"] == properties["to_details"] == properties["payment_details"]
    assert list(row["items"]["properties"]) == ["label", "value", "field"]
    assert len(SCHEMA["$defs"]) == 3


def test_the_schema_and_the_instructions_stay_short() -> None:
    """In o200k tokens 476 and 210: with the day, the habits and the words of the first example 755."""
    assert len(json.dumps(SCHEMA, separators=(",", ":"))) <= 1_990
    assert len(prompts_library.load("system/invoice").text) <= 1_030


def test_the_instructions_name_every_meaning_of_a_row() -> None:
    words = prompts_library.load("system/invoice").text.replace(".", " ").split()
    assert {*PARTY_FIELDS, *PAYMENT_FIELDS} <= set(words)


def test_a_field_without_a_counterpart_is_an_error() -> None:
    with pytest.raises(TypeError, match="Float"):
        strict_schema(Schema.from_dict({"price": fields.Float()})())


def test_the_instructions_load_with_their_version() -> None:
    prompt = prompts_library.load("system/invoice")
    assert (prompt.name, prompt.version) == ("invoice", 2)
    assert prompt.text.startswith("Extract one invoice from the words")


def test_a_text_that_is_not_in_the_library_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        prompts_library.load("system/nothing")
