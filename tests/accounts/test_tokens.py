"""API tokens over HTTP: never more powerful than who makes them, shown once, revoked at once."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.core import clock
from app.core.db import db, transaction
from app.core.http.idempotency import IdempotencyRecord
from tests.accounts.people import body, join, owner_of, refusal, second_team, token_for
from tests.callers import Api, add_token


def _make(api: Api, *permissions: str, **fields: Any) -> Any:
    return api.post("/tokens", json={"name": "Agent", "permissions": list(permissions), **fields})


def _in(days: float) -> str:
    return clock.format_moment(clock.now() + timedelta(days=days))


def test_a_token_is_made_shown_once_and_works(api: Api) -> None:
    made = body(_make(api, "invoices:read"), 201)
    agent = Api(api.app, api.team_id, made["api_token"])
    assert agent.get("/invoices").status_code == 200
    assert agent.get("/prompts").status_code == 403
    listed = body(api.get("/tokens"))["tokens"]
    assert [(token["name"], token["is_current"], token["state"]) for token in listed] == [
        ("Agent", False, "active"),
        ("Test", True, "active"),
    ]
    assert listed[0]["hint"] == made["api_token"][-4:]
    assert listed[0]["last_used_at"]
    assert made["api_token"] not in api.get("/tokens").text


def test_a_repeated_answer_lacks_the_token_which_is_not_kept(app: Flask, api: Api) -> None:
    key = {"Idempotency-Key": "once"}
    sent = {"name": "Agent", "permissions": ["read"]}
    made = body(api.post("/tokens", json=sent, headers=key), 201)
    again = body(api.post("/tokens", json=sent, headers=key), 201)
    assert made["api_token"]
    assert again == {**made, "api_token": None}
    assert len(body(api.get("/tokens"))["tokens"]) == 2
    with app.app_context(), transaction(writing=False):
        kept = db.session.scalars(sa.select(IdempotencyRecord.body)).one()
        assert kept
        assert made["api_token"].encode() not in kept


# What the maker holds, what the new one is to hold, and whether that is no more.
POWERS = [
    (("read", "write"), ("read", "write"), True),
    (("read", "write"), ("invoices:write", "read"), True),
    (("tokens:write", "read"), ("read", "invoices:read"), True),
    (("tokens:write", "read"), ("write",), False),
    (("tokens:write", "read"), ("invoices:write",), False),
    (("tokens:write", "invoices:write"), ("write",), False),
    (("tokens:write", "invoices:write"), ("invoices:write", "tokens:write"), True),
    (("tokens:write", "invoices:write"), ("invoices:read",), False),
]


@pytest.mark.parametrize(("held", "wanted", "is_allowed"), POWERS)
def test_a_token_makes_none_with_more_power_than_its_own(
    held: tuple[str, ...], wanted: tuple[str, ...], is_allowed: bool, api: Api
) -> None:
    answer = _make(add_token(api, *held), *wanted)
    if is_allowed:
        assert body(answer, 201)["token"]["permissions"] == sorted(wanted)
    else:
        assert refusal(answer) == (403, "token_too_strong")


@pytest.mark.parametrize(
    ("role", "wanted", "status"),
    [("member", "teams:write", 403), ("member", "invoices:write", 201), ("viewer", "invoices:write", 403)],
)
def test_a_role_bounds_the_tokens_of_its_member(role: str, wanted: str, status: int, api: Api) -> None:
    assert _make(join(api, role), wanted).status_code == status


def test_a_viewers_token_with_write_can_still_only_read(api: Api) -> None:
    made = body(_make(join(api, "viewer"), "read", "write"), 201)
    agent = Api(api.app, api.team_id, made["api_token"])
    assert agent.get("/invoices").status_code == 200
    assert refusal(agent.post("/prompts", json={"prompt_text": "x"})) == (403, "permission_missing")


def test_a_token_makes_none_that_outlives_it(api: Api) -> None:
    short = add_token(api, "read", "write", expires_at=clock.now() + timedelta(days=2))
    assert refusal(_make(short, "read", expires_at=_in(3))) == (403, "token_too_strong")
    assert body(_make(short, "read", expires_at=_in(1)), 201)["token"]["expires_at"] < _in(1.5)
    inherited = body(_make(short, "read"), 201)["token"]["expires_at"]
    assert _in(1.9) < inherited < _in(2.1)


def test_a_team_token_makes_none_for_all_teams(api: Api) -> None:
    assert refusal(_make(api, "read", all_teams=True)) == (403, "token_too_strong")
    for_all = token_for(owner_of(api), None)
    made = body(_make(for_all, "read", all_teams=True), 201)
    assert made["token"]["team_id"] is None
    assert body(_make(for_all, "read"), 201)["token"]["team_id"] == api.team_id


def test_a_token_made_with_a_named_team_belongs_to_that_team(api: Api) -> None:
    person = owner_of(api)
    second = second_team(person)
    made = body(_make(token_for(person, None).with_team(second), "read", "write"), 201)
    agent = Api(api.app, second, made["api_token"])
    agent.invoice(title="Second")
    assert body(api.get("/invoices"))["invoices"] == []


@pytest.mark.parametrize(
    "sent",
    [
        {"permissions": ["read"]},
        {"name": "A"},
        {"name": "A", "permissions": []},
        {"name": "A", "permissions": ["reed"]},
        {"name": "A", "permissions": ["invoices:delete"]},
        {"name": "A", "permissions": ["read"] * 101},
        {"name": "A", "permissions": ["read\u0000"], "x": 1},
        {"name": "A", "permissions": ["read"], "expires_at": "2001-01-01T00:00:00Z"},
        {"name": "A", "permissions": ["read"], "expires_at": "2030-01-01T00:00:00"},
        {"name": "A", "permissions": ["read"], "expires_at": "9999-12-31T23:59:59-23:59"},
        {"name": "A", "permissions": ["read"], "expires_at": "0001-01-01T00:00:00+23:59"},
    ],
)
def test_a_wrong_token_is_refused_and_none_is_made(sent: dict[str, Any], api: Api) -> None:
    status, code = refusal(api.post("/tokens", json=sent))
    assert (status, code) in ((400, "invalid_input"), (403, "token_too_strong"))
    assert len(body(api.get("/tokens"))["tokens"]) == 1


def test_a_revoked_token_is_refused_and_stays_in_the_list(api: Api) -> None:
    made = body(_make(api, "read"), 201)
    agent = Api(api.app, api.team_id, made["api_token"])
    path = f"/tokens/{made['token']['id']}"
    assert body(api.delete(path)) == body(api.delete(path)) == {"deleted": True}
    assert agent.get("/invoices").status_code == 401
    assert body(api.get("/tokens"))["tokens"][0]["state"] == "revoked"


def test_a_token_can_end_itself(api: Api) -> None:
    agent = add_token(api, "read", "tokens:write")
    own = next(token["id"] for token in body(agent.get("/tokens"))["tokens"] if token["is_current"])
    assert body(agent.delete(f"/tokens/{own}")) == {"deleted": True}
    assert agent.get("/tokens").status_code == 401


def test_members_see_their_own_tokens_and_admins_all(api: Api) -> None:
    member, admin = join(api, "member"), join(api, "admin")
    assert {token["name"] for token in body(member.get("/tokens"))["tokens"]} == {"member"}
    assert {token["name"] for token in body(admin.get("/tokens"))["tokens"]} == {"Test", "member", "admin"}
    owners = next(token["id"] for token in body(api.get("/tokens"))["tokens"] if token["name"] == "Test")
    members = body(member.get("/tokens"))["tokens"][0]["id"]
    assert refusal(member.delete(f"/tokens/{owners}")) == (404, "not_found")
    assert refusal(admin.delete(f"/tokens/{owners}")) == (403, "permission_missing")
    assert body(admin.delete(f"/tokens/{members}")) == {"deleted": True}
    assert member.get("/tokens").status_code == 401


def test_a_token_for_all_teams_is_seen_by_its_user_alone(api: Api) -> None:
    person = owner_of(api)
    for_all = token_for(person, None)
    assert [token["team_id"] for token in body(api.get("/tokens"))["tokens"]] == [None, api.team_id]
    admin = join(api, "owner")
    assert None not in [token["team_id"] for token in body(admin.get("/tokens"))["tokens"]]
    own = next(token["id"] for token in body(for_all.get("/tokens"))["tokens"] if token["is_current"])
    assert refusal(admin.delete(f"/tokens/{own}")) == (404, "not_found")
    assert body(api.delete(f"/tokens/{own}")) == {"deleted": True}
    assert for_all.get("/tokens").status_code == 401


def test_tokens_are_written_down_in_every_team_they_open(api: Api, deeds: Any) -> None:
    person = owner_of(api)
    second = second_team(person)
    made = body(_make(token_for(person, None).with_team(second), "read", all_teams=True), 201)["token"]
    body(api.delete(f"/tokens/{made['id']}"))
    expected = [("token.created", person.user_id, {"permissions": ["read"]}), ("token.revoked", person.user_id, {})]
    assert deeds(api, made["id"]) == expected
    assert deeds(Api(api.app, second, ""), made["id"]) == expected
