"""Listing prompts: filters, and how many queries it takes."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.core.db import db
from tests.callers import Api

TEXT = "100%_off for O'Brien's \"Łódź\" Straße 🎨 {{client}}"


@contextmanager
def _statements(app: Flask) -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        seen.append(statement)

    with app.app_context():
        engine = db.engine
    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("100%_OFF", True),
        ("100x", False),
        ("%", True),
        ("_off", True),
        ("f_r", False),
        ("o'brien'S", True),
        ('"ŁÓDŹ"', True),
        ("STRASSE", True),  # ß folds to ss
        ("🎨", True),
        ("🎸", False),
        ("{{client}}", True),
        ("\\", False),
    ],
)
def test_content_is_found_as_it_is_in_any_case(content: str, found: bool, api: Api) -> None:
    prompt = api.prompt(TEXT)
    api.prompt("Another")
    answer: Any = api.get("/prompts", query_string={"content": content}).json
    assert answer["prompts"] == ([prompt] if found else [])
    assert answer["pagination"]["total"] == int(found)


@pytest.mark.parametrize("name", ["100%", "a_b", 'O\'Brien "x"', "ÜBER", "🎨 Art", "Web/Design", "a" * 50])
def test_a_label_is_found_by_its_whole_name(name: str, api: Api) -> None:
    prompt = api.prompt(labels=[{"name": name, "color": "#ABCDEF"}])
    api.prompt(labels=[{"name": f"x{name}"[:50]}, {"name": name.lower() + "x" if len(name) < 50 else "y"}])
    answer: Any = api.get("/prompts", query_string={"label": name}).json
    assert answer["prompts"] == [prompt]
    assert prompt["labels"] == [{"name": name, "color": "#abcdef"}]


def test_filters_narrow_together(api: Api) -> None:
    api.prompt("Logo", labels=[{"name": "Design"}])
    both = api.prompt("Website", labels=[{"name": "Design"}, {"name": "Web"}])
    bare = api.prompt("Website")
    for query, expected in (
        ("label=Design&content=WEB", [both]),
        ("label=__no_label__&content=web", [bare]),
        ("label=Nothing", []),
    ):
        assert api.get(f"/prompts?{query}").json["prompts"] == expected  # type: ignore[index]


@pytest.mark.parametrize("query", ["", "?label=Design", "?label=__no_label__", "?content=hours"])
def test_one_query_for_the_prompts_and_one_for_their_labels(query: str, app: Flask, api: Api) -> None:
    for number in range(30):
        api.prompt(labels=[{"name": name} for name in ("Design", f"Label {number}")] if number % 2 else [])
    api.get("/prompts")
    with _statements(app) as seen:
        answer: Any = api.get(f"/prompts{query}").json
    assert answer["pagination"]["total"] == (15 if "label" in query else 30)
    of_prompts, *of_labels = [statement for statement in seen if "prompt" in statement]
    assert "prompts.text" in of_prompts
    assert len(of_labels) == 1


def test_pages_and_cursors(api: Api) -> None:
    ids = [api.prompt()["id"] for _ in range(5)][::-1]
    page: Any = api.get("/prompts?page=2&per_page=2").json
    assert [prompt["id"] for prompt in page["prompts"]] == ids[2:4]
    rest: Any = api.get(f"/prompts?per_page=2&cursor={page['pagination']['next_cursor']}").json
    assert [prompt["id"] for prompt in rest["prompts"]] == ids[4:]
    beyond: Any = api.get("/prompts?page=9&per_page=2").json
    assert (beyond["prompts"], beyond["pagination"]["total"]) == ([], 5)


@pytest.mark.parametrize("query", ["label=" + "x" * 51, "content=" + "x" * 201, "label=", "page=0", "lable=x"])
def test_a_bad_parameter_is_400_and_named(query: str, api: Api) -> None:
    answer: Any = api.get(f"/prompts?{query}")
    assert answer.status_code == 400
    assert query.partition("=")[0] in answer.json["details"]
