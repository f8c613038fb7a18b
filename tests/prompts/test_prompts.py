"""Saving prompts: refusals, labels, versions, copies."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask

from tests.callers import Api, add_token


def _labels(*names: str, color: str = "#3b82f6") -> list[dict[str, str]]:
    return [{"name": name, "color": color} for name in names]


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "no text": ({"labels": []}, "prompt_text"),
    "empty text": ({"prompt_text": "  \n"}, "prompt_text"),
    "invisible text": ({"prompt_text": "\u200d \u200b"}, "prompt_text"),
    "null": ({"prompt_text": None}, "prompt_text"),
    "20,001 characters": ({"prompt_text": "x" * 20_001}, "prompt_text"),
    "the reserved label": ({"prompt_text": "x", "labels": _labels("__no_label__")}, "labels.0.name"),
    "the reserved label in blanks": ({"prompt_text": "x", "labels": _labels(" __no_label__ ")}, "labels.0.name"),
    "an empty label": ({"prompt_text": "x", "labels": _labels("ok", " ")}, "labels.1.name"),
    "51 characters": ({"prompt_text": "x", "labels": _labels("x" * 51)}, "labels.0.name"),
    "a label without a name": ({"prompt_text": "x", "labels": [{"color": "#3b82f6"}]}, "labels.0.name"),
    "red": ({"prompt_text": "x", "labels": _labels("a", color="red")}, "labels.0.color"),
    "a short colour": ({"prompt_text": "x", "labels": _labels("a", color="#fff")}, "labels.0.color"),
    "a colour and a line end": ({"prompt_text": "x", "labels": _labels("a", color="#3b82f6\n")}, "labels.0.color"),
    "the same label twice": ({"prompt_text": "x", "labels": _labels("a", "b", " a")}, "labels"),
    "21 labels": ({"prompt_text": "x", "labels": _labels(*"abcdefghijklmnopqrstu")}, "labels"),
    "an unknown field": ({"prompt_text": "x", "colour": "red"}, "colour"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_wrong_is_400_and_named(name: str, api: Api) -> None:
    body, field = REFUSED[name]
    prompt = api.prompt()
    answers: list[Any] = [api.post("/prompts", json=body)]
    if "prompt_text" in body:
        answers.append(api.put(f"/prompts/{prompt['id']}", json=body))
    for answer in answers:
        assert answer.status_code == 400, answer.text
        assert list(answer.json["details"]) == [field]
    listed: Any = api.get("/prompts").json
    assert listed["prompts"] == [prompt]


def test_an_update_needs_at_least_one_field(api: Api) -> None:
    assert api.put(f"/prompts/{api.prompt()['id']}", json={}).status_code == 400


def test_a_text_keeps_its_blanks_and_lines(api: Api) -> None:
    assert api.prompt("\r\nItems:\r\n  1.  Logo \n")["prompt_text"] == "Items:\n  1.  Logo"


def test_each_field_changes_alone_and_only_the_text_makes_a_version(api: Api) -> None:
    prompt = api.prompt("One", labels=_labels("a", "b"))
    path = f"/prompts/{prompt['id']}"
    by_text: Any = api.put(path, json={"prompt_text": "Two"}).json
    assert (by_text["prompt"]["labels"], by_text["prompt"]["version"]) == (prompt["labels"], 2)
    by_labels: Any = api.put(path, json={"labels": []}).json
    assert (by_labels["prompt"]["prompt_text"], by_labels["prompt"]["version"]) == ("Two", 2)
    api.put(path, json={"prompt_text": "Two"})
    versions: Any = api.get(f"{path}/versions").json
    assert [(row["number"], row["prompt_text"]) for row in versions["versions"]] == [(2, "Two"), (1, "One")]


def test_a_label_has_one_colour_wherever_it_is(api: Api) -> None:
    first = api.prompt(labels=_labels("Design", color="#3B82F6"))
    api.prompt(labels=_labels("Design", color="#10b981"))
    third = api.prompt(labels=[{"name": "Design"}, {"name": "New"}])
    assert third["labels"] == [{"name": "Design", "color": "#10b981"}, {"name": "New", "color": "#64748b"}]
    again: Any = api.get(f"/prompts/{first['id']}").json
    assert again["prompt"]["labels"] == _labels("Design", color="#10b981")


def test_a_label_changes_in_one_place(api: Api) -> None:
    prompts = [api.prompt(labels=_labels("Web/Design", "Other")) for _ in range(2)]
    answer = api.patch("/prompts/labels/Web%2FDesign", {"name": "Web", "color": "#10B981"})
    assert (answer.status_code, answer.json) == (200, {"label": {"name": "Web", "color": "#10b981"}})
    for prompt in prompts:
        changed: Any = api.get(f"/prompts/{prompt['id']}").json
        assert changed["prompt"]["labels"] == [{"name": "Web", "color": "#10b981"}, *_labels("Other")]
    assert api.get("/prompts/labels").json == {"labels": ["Other", "Web"]}


def test_a_label_cannot_take_the_name_of_another_but_that_of_a_forgotten_one(api: Api) -> None:
    forgotten = api.prompt(labels=_labels("Old"))
    api.prompt(labels=_labels("A", "B"))
    refused: Any = api.patch("/prompts/labels/A", {"name": "B"})
    assert (refused.status_code, refused.json["code"]) == (409, "label_taken")
    api.delete(f"/prompts/{forgotten['id']}")
    assert api.patch("/prompts/labels/Old", {"color": "#10b981"}).status_code == 404
    assert api.patch("/prompts/labels/A", {"name": "Old"}).status_code == 200
    for changes in ({"name": "__no_label__"}, {"color": "red"}, {"name": " "}, {}):
        assert api.patch("/prompts/labels/B", changes).status_code == 400


def test_a_duplicate_has_text_and_labels_but_a_life_of_its_own(api: Api) -> None:
    prompt = api.prompt("One {{x}}", labels=_labels("b", "a"))
    api.put(f"/prompts/{prompt['id']}", json={"prompt_text": "Two {{x}}"})
    answer: Any = api.post(f"/prompts/{prompt['id']}/duplicate")
    assert answer.status_code == 201
    copy = answer.json["prompt"]
    assert copy["id"] != prompt["id"]
    assert (copy["prompt_text"], copy["labels"], copy["version"]) == ("Two {{x}}", prompt["labels"], 1)
    api.delete(f"/prompts/{prompt['id']}")
    assert api.get(f"/prompts/{copy['id']}").json == {"prompt": copy}


def test_a_prompt_of_the_library_becomes_ones_own(api: Api) -> None:
    library: Any = api.get("/prompts/library").json
    assert len(library["prompts"]) >= 24
    starter = library["prompts"][0]
    answer: Any = api.post(f"/prompts/library/{starter['slug']}/copy")
    assert answer.status_code == 201
    copy = answer.json["prompt"]
    shared = ("prompt_text", "labels", "variables")
    assert {name: copy[name] for name in shared} == {name: starter[name] for name in shared}
    assert api.post("/prompts/library/no-such/copy").status_code == 404


def test_an_idempotent_create_saves_once(api: Api) -> None:
    answers = [
        api.post("/prompts", json={"prompt_text": "Once"}, headers={"Idempotency-Key": "once"}) for _ in range(2)
    ]
    assert answers[0].data == answers[1].data
    assert answers[1].headers["Idempotent-Replayed"] == "true"
    assert api.get("/prompts").json["pagination"]["total"] == 1  # type: ignore[index]


def test_a_reading_token_reads_and_previews_but_saves_nothing(api: Api) -> None:
    prompt = api.prompt()
    reader = add_token(api, "prompts:read")
    assert reader.get(f"/prompts/{prompt['id']}").status_code == 200
    assert reader.post(f"/prompts/{prompt['id']}/preview", json={}).status_code == 200
    assert reader.post("/prompts", json={"prompt_text": "x"}).status_code == 403


def test_of_parallel_updates_the_last_wins_and_no_label_is_lost(app: Flask, api: Api) -> None:
    prompt = api.prompt(labels=_labels("start"))
    path = f"/prompts/{prompt['id']}"

    def update(number: int) -> None:
        # In other orders, so that they would wait for each other in a circle if they took the labels as they come.
        names = ["a", "b", f"own {number}"][:: 1 if number % 2 else -1]
        text = {"prompt_text": f"Text {number}"} if number % 3 else {}
        answer = api.put(path, json={**text, "labels": _labels(*names, color=f"#00000{number % 10}")})
        assert answer.status_code == 200, answer.text

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(update, range(16)))
    stored: Any = api.get(path).json
    names = [label["name"] for label in stored["prompt"]["labels"]]
    winner = next(name for name in names if name.startswith("own"))
    assert sorted(names) == ["a", "b", winner]
    versions: Any = api.get(f"{path}/versions").json
    assert [row["number"] for row in versions["versions"]] == list(range(stored["prompt"]["version"], 0, -1))
    assert versions["versions"][0]["prompt_text"] == stored["prompt"]["prompt_text"]


def test_text_and_labels_changed_at_once_both_stay(api: Api) -> None:
    path = f"/prompts/{api.prompt('Old')['id']}"
    changes: list[dict[str, Any]] = [{"prompt_text": "New"}, {"labels": _labels("kept")}]
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda change: api.put(path, json=change), changes))
    stored: Any = api.get(path).json
    assert (stored["prompt"]["prompt_text"], stored["prompt"]["labels"]) == ("New", _labels("kept"))


def test_many_who_make_the_same_labels_at_once_make_each_once(api: Api) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda n: api.prompt(labels=_labels(*"abcd"[:: 1 if n % 2 else -1])), range(16)))
    assert all(len(prompt["labels"]) == 4 for prompt in made)
    assert api.get("/prompts/labels").json == {"labels": ["a", "b", "c", "d"]}
