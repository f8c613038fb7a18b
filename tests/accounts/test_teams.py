"""Making, listing and switching teams, and which team a token means."""

import pytest

from app.accounts import members
from app.accounts import service as accounts
from app.core.db import transaction
from tests.accounts.people import body, join, newcomer, owner_of, refusal, second_team, token_for
from tests.callers import Api, NewTeam


def test_the_list_tells_role_current_default_and_plan(api: Api) -> None:
    person = owner_of(api)
    second = second_team(person)
    listed = body(api.get("/teams"))
    facts = [(team["id"], team["is_current"], team["is_default"]) for team in listed["teams"]]
    assert facts == [(second, False, False), (api.team_id, True, True)]
    assert {(team["role"], team["is_owner"], team["plan"]) for team in listed["teams"]} == {
        ("owner", True, "unlimited")
    }
    assert listed["pagination"]["total"] == 2


def test_another_users_teams_are_not_listed(api: Api, new_team: NewTeam) -> None:
    new_team(name="Secret")
    assert [team["id"] for team in body(api.get("/teams"))["teams"]] == [api.team_id]


def test_a_new_team_has_its_maker_as_owner_and_starts_empty(api: Api) -> None:
    api.invoice()
    team = body(api.post("/teams", json={"name": "Zweite GmbH", "currency": "EUR", "time_zone": "Europe/Berlin"}), 201)
    made = team["team"]
    assert (made["name"], made["currency"], made["time_zone"]) == ("Zweite GmbH", "EUR", "Europe/Berlin")
    person = token_for(owner_of(api), made["id"])
    assert body(person.get("/teams/current"))["team"] == made
    assert body(person.get("/invoices"))["invoices"] == []
    members = body(person.get("/teams/current/members"))["members"]
    assert [(member["user_id"], member["role"], member["is_you"]) for member in members] == [
        (person.user_id, "owner", True)
    ]


@pytest.mark.parametrize("sent", [{}, {"name": ""}, {"name": "x" * 121}, {"name": "A", "plan": "growth"}])
def test_a_new_team_needs_a_name_and_gets_no_plan_by_itself(sent: dict[str, str], api: Api) -> None:
    assert refusal(api.post("/teams", json=sent)) == (400, "invalid_input")
    assert len(body(api.get("/teams"))["teams"]) == 1


def test_switch_changes_the_default_and_not_what_the_token_means(api: Api) -> None:
    second = second_team(owner_of(api))
    switched = body(api.post("/teams/switch", json={"team_id": second}))
    assert switched["team"]["id"] == second
    assert body(api.get("/teams/current"))["team"]["id"] == api.team_id
    facts = {team["id"]: (team["is_current"], team["is_default"]) for team in body(api.get("/teams"))["teams"]}
    assert facts == {second: (False, True), api.team_id: (True, False)}


def test_switch_moves_where_a_token_for_all_teams_reads(api: Api) -> None:
    person = owner_of(api)
    second = second_team(person)
    for_all = token_for(person, None)
    assert body(for_all.get("/teams/current"))["team"]["id"] == api.team_id
    body(for_all.post("/teams/switch", json={"team_id": second}))
    assert body(for_all.get("/teams/current"))["team"]["id"] == second


@pytest.mark.parametrize("team_id", ["team_00000000000000000000000000", "theirs"])
def test_switch_to_a_team_of_others_is_not_found(team_id: str, api: Api, new_team: NewTeam) -> None:
    wanted = new_team().team_id if team_id == "theirs" else team_id
    assert refusal(api.post("/teams/switch", json={"team_id": wanted})) == (404, "not_found")


@pytest.mark.parametrize("team_id", [2, "2", "team_\u0000", None])
def test_switch_refuses_what_no_team_id_can_be(team_id: object, api: Api) -> None:
    assert refusal(api.post("/teams/switch", json={"team_id": team_id})) == (400, "invalid_input")


def test_a_team_token_takes_no_other_team_in_the_header(api: Api, new_team: NewTeam) -> None:
    second = second_team(owner_of(api))
    for other in (second, new_team().team_id, "team_none", "é"):
        answer = api.get("/invoices", headers={"X-Team-Id": other})
        assert refusal(answer) == (403, "other_team")
    assert body(api.get("/teams/current", headers={"X-Team-Id": api.team_id}))["team"]["id"] == api.team_id


def test_a_token_for_all_teams_goes_where_the_header_says(api: Api, new_team: NewTeam) -> None:
    person = owner_of(api)
    second = second_team(person)
    for_all = token_for(person, None)
    for team_id in (api.team_id, second):
        assert body(for_all.with_team(team_id).get("/teams/current"))["team"]["id"] == team_id
    for stranger in (new_team().team_id, "team_none", "x\x1fy"):
        assert refusal(for_all.with_team(stranger).get("/teams/current")) == (404, "team_not_found")


def test_a_token_for_all_teams_writes_without_a_header_only_where_there_is_one_team(api: Api) -> None:
    person = owner_of(api)
    for_all = token_for(person, None)
    for_all.invoice()
    second_team(person)
    answer = for_all.post("/invoices", json={"items": [{"name": "Design", "unit_price": "100"}]})
    assert refusal(answer) == (400, "team_required")
    assert "X-Team-Id" in answer.json["error"]  # type: ignore[index]
    assert body(api.get("/invoices"))["pagination"]["total"] == 1


def test_somebody_without_a_team_can_only_look_after_himself(api: Api) -> None:
    person = newcomer(api)
    assert body(person.get("/teams"))["teams"] == []
    for path in ("/invoices", "/tokens", "/usage", "/teams/current", "/teams/current/members"):
        assert refusal(person.get(path)) == (400, "team_required")
    made = body(person.post("/teams", json={"name": "Mine"}), 201)["team"]
    assert body(person.get("/teams/current"))["team"] == made


def test_commands_act_for_the_first_team_whoever_owns_it_by_now(api: Api) -> None:
    first, heir = owner_of(api), join(api, "owner")
    second_team(first)
    for expected in (first.user_id, heir.user_id):
        with api.app.app_context(), transaction():
            owner, team, is_new = accounts.ensure_owner()
            assert (owner.id, team.id, is_new) == (expected, api.team_id, False)
            if owner.id == first.user_id:
                members.leave(team, first.user_id)
