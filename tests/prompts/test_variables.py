"""Variables in texts: found, filled, refused."""

import time
from typing import Any

import pytest

from app.core.errors import InvalidInput
from app.prompts.variables import Variable, fill, find_variables
from tests.callers import Api

TEXT = "{{hours | 10}} h of {{ work }} for {{client name}}, note {{note|}}. {{work}} again"


def test_each_variable_is_listed_once_with_its_default() -> None:
    assert find_variables(TEXT) == (
        Variable("hours", "10"),
        Variable("work", None),
        Variable("client name", None),
        Variable("note", ""),
    )


def test_a_default_given_at_a_later_place_holds_at_all() -> None:
    assert find_variables("{{x}} {{x|1}} {{x|2}}") == (Variable("x", "1"),)
    assert fill("{{x}} {{x|1}} {{x|2}}", {}) == "1 1 1"


@pytest.mark.parametrize(
    "text", ["{{}}", "{{ }}", "{{1}}", "{x}", "{{a{b}}", "{{" + "x" * 61 + "}}", "{{a\n}}", "}}{{"]
)
def test_what_is_no_variable_is_plain_text(text: str) -> None:
    assert find_variables(text) == ()
    assert fill(text, {}) == text


def test_a_variable_may_have_a_name_in_any_script() -> None:
    assert fill("{{Größe}} {{顧客}}", {"Größe": "5", "顧客": "東京"}) == "5 東京"


@pytest.mark.parametrize("value", ["{{b}}", "{{a}}", "\\1", "\\g<0>", "%s", "{0}", "", "{{b | 2}}"])
def test_a_value_is_data_and_never_expanded(value: str) -> None:
    assert fill("{{a}}-{{b}}", {"a": value, "b": "B"}) == f"{value}-B"


def test_all_that_is_missing_or_unknown_is_named() -> None:
    with pytest.raises(InvalidInput) as refusal:
        fill(TEXT, {"work": "x", "hour": "3"})
    assert list(refusal.value.details) == ["variables.client name", "variables.hour"]
    assert refusal.value.message == "variables: missing: client name; unknown: hour."
    assert "The prompt has: hours, work" in refusal.value.details["variables.hour"][0]


@pytest.mark.parametrize(
    "text", ["{{" * 10_000, "{{a " * 5_000, "{{" + "a " * 10_000, "{{a|" * 5_000, "{{" + " " * 20_000]
)
def test_a_hostile_text_takes_no_time(text: str) -> None:
    began = time.process_time()
    find_variables(text)
    assert time.process_time() - began < 1


def test_the_preview_is_what_a_model_would_get(api: Api) -> None:
    prompt = api.prompt("{{hours | 10}} hours at ${{rate}} for {{client}}")
    assert prompt["variables"] == [
        {"name": "hours", "default": "10"},
        {"name": "rate", "default": None},
        {"name": "client", "default": None},
    ]
    path = f"/prompts/{prompt['id']}/preview"
    answer: Any = api.post(path, json={"variables": {"client": "{{rate}} & Co", "rate": 12.50}})
    assert (answer.status_code, answer.json) == (200, {"text": "10 hours at $12.5 for {{rate}} & Co", "version": 1})
    refused: Any = api.post(path, json={"variables": {"clint": "x", "rate": "5"}})
    assert refused.status_code == 400
    assert list(refused.json["details"]) == ["variables.client", "variables.clint"]
    unused: Any = api.get(f"/prompts/{prompt['id']}").json
    assert unused["prompt"]["uses"] == 0


@pytest.mark.parametrize("value", [None, True, [], {}, "x" * 2001])
def test_a_value_is_text_or_a_number(value: Any, api: Api) -> None:
    prompt = api.prompt("{{a}}")
    answer: Any = api.post(f"/prompts/{prompt['id']}/preview", json={"variables": {"a": value}})
    assert answer.status_code == 400
    assert next(iter(answer.json["details"])).startswith("variables.a")
