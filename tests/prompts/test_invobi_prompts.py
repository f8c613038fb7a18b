"""Every prompt request of the Invobi API, as its users send it. Ids and the base path are ours, all else is theirs."""

from typing import Any

from tests.callers import Api

EXAMPLE = {
    "prompt_text": "Invoice for consulting services at $150/hour",
    "labels": [{"name": "Consulting", "color": "#3b82f6"}],
}


def test_create(api: Api) -> None:
    answer: Any = api.post("/prompts", json=EXAMPLE)
    assert answer.status_code == 201
    prompt = answer.json["prompt"]
    assert prompt["id"].startswith("prm_")
    assert prompt["user_id"].startswith("usr_")
    assert {name: prompt[name] for name in EXAMPLE} == EXAMPLE
    assert prompt["created_at"].endswith("Z")
    assert prompt["variables"] == []
    assert (prompt["uses"], prompt["last_used_at"], prompt["success_rate"]) == (0, None, None)
    assert (prompt["mean_tokens"], prompt["mean_cost_usd"], prompt["version"]) == (None, None, 1)


def test_list(api: Api) -> None:
    first, second = api.prompt(**EXAMPLE), api.prompt("No label here")
    answer: Any = api.get("/prompts")
    assert answer.status_code == 200
    assert answer.json["prompts"] == [second, first]
    assert answer.json["pagination"]["total"] == 2
    assert api.get("/prompts?label=Consulting").json["prompts"] == [first]  # type: ignore[index]
    assert api.get("/prompts?label=__no_label__").json["prompts"] == [second]  # type: ignore[index]
    assert api.get("/prompts?content=CONSULTING").json["prompts"] == [first]  # type: ignore[index]


def test_get_one(api: Api) -> None:
    prompt = api.prompt(**EXAMPLE)
    answer = api.get(f"/prompts/{prompt['id']}")
    assert (answer.status_code, answer.json) == (200, {"prompt": prompt})


def test_update(api: Api) -> None:
    prompt = api.prompt(**EXAMPLE)
    changes = {
        "prompt_text": "Updated invoice prompt text",
        "labels": [{"name": "Updated", "color": "#10b981"}],
    }
    answer: Any = api.put(f"/prompts/{prompt['id']}", json=changes)
    assert answer.status_code == 200
    changed = answer.json["prompt"]
    assert changed == prompt | changes | {"version": 2, "updated_at": changed["updated_at"]}
    assert api.get(f"/prompts/{prompt['id']}").json == {"prompt": changed}


def test_delete(api: Api) -> None:
    prompt = api.prompt(**EXAMPLE)
    answer = api.delete(f"/prompts/{prompt['id']}")
    assert (answer.status_code, answer.json) == (200, {"deleted": True})
    assert api.get(f"/prompts/{prompt['id']}").status_code == 404
    assert api.get("/prompts/labels").json == {"labels": []}


def test_labels(api: Api) -> None:
    for names in (["Consulting"], ["Development", "Design"], ["Design"], []):
        api.prompt(labels=[{"name": name, "color": "#3b82f6"} for name in names])
    answer = api.get("/prompts/labels")
    assert (answer.status_code, answer.json) == (200, {"labels": ["Consulting", "Design", "Development"]})
