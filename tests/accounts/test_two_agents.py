"""Two agents that work for one login: neither ever writes into the team of the other."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from flask import Flask

from tests.accounts.people import Person, body, owner_of, refusal, second_team, token_for
from tests.callers import Api, add_team

ROUNDS = 12


def _teams(app: Flask) -> tuple[Person, str, str]:
    person = owner_of(add_team(app))
    return person, person.team_id, second_team(person)


def _titles(person: Person, team_id: str) -> list[str]:
    listed = body(token_for(person, team_id).get("/invoices?per_page=100"))
    return sorted({invoice["title"] for invoice in listed["invoices"]})


def _work(agent: Api, title: str, other_team: str) -> None:
    """Write for one's own team, and switch the login to the other one all the time."""
    for _ in range(ROUNDS):
        body(agent.post("/teams/switch", json={"team_id": other_team}))
        agent.invoice(title=title)


def test_each_with_a_token_of_its_team_while_both_switch(app: Flask) -> None:
    person, first, second = _teams(app)
    agents = [token_for(person, first), token_for(person, second)]
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(_work, agents, ["first", "second"], [second, first]))
    assert (_titles(person, first), _titles(person, second)) == (["first"], ["second"])


def test_both_with_one_token_for_all_teams_that_names_the_team(app: Flask) -> None:
    person, first, second = _teams(app)
    shared = token_for(person, None)
    agents = [shared.with_team(first), shared.with_team(second)]
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(_work, agents, ["first", "second"], [second, first]))
    assert (_titles(person, first), _titles(person, second)) == (["first"], ["second"])


def test_neither_writes_by_a_default_that_the_other_can_switch(app: Flask) -> None:
    person, first, second = _teams(app)
    shared = token_for(person, None)
    item: dict[str, Any] = {"items": [{"name": "Design", "unit_price": "100"}]}
    body(shared.post("/teams/switch", json={"team_id": second}))
    for method, path, sent in (
        ("POST", "/invoices", item),
        ("POST", "/prompts", {"prompt_text": "x"}),
        ("PATCH", "/teams/current", {"name": "Renamed"}),
        ("POST", "/teams/current/leave", None),
        ("POST", "/tokens", {"name": "A", "permissions": ["read"]}),
    ):
        assert refusal(shared.request(method, path, json=sent)) == (400, "team_required")
    assert (_titles(person, first), _titles(person, second)) == ([], [])


def test_one_key_in_two_teams_is_no_repetition(app: Flask) -> None:
    person, first, second = _teams(app)
    shared = token_for(person, None)
    key = {"Idempotency-Key": "the same"}
    item: dict[str, Any] = {"items": [{"name": "Design", "unit_price": "100"}], "title": "first"}
    made = body(shared.with_team(first).post("/invoices", json=item, headers=key), 201)
    again = shared.with_team(first).post("/invoices", json=item, headers=key)
    assert (body(again, 201), again.headers["Idempotent-Replayed"]) == (made, "true")
    other = shared.with_team(second).post("/invoices", json=item, headers=key)
    assert refusal(other) == (409, "idempotency_conflict")
    assert (_titles(person, first), _titles(person, second)) == (["first"], [])
