"""Invitations: by e-mail address, shown once, good once, for a while."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.accounts.models import Invitation
from app.core import clock
from app.core.db import db, transaction
from app.core.http.idempotency import IdempotencyRecord
from tests.accounts.people import Person, body, join, newcomer, owner_of, refusal, token_for
from tests.callers import Api

INVITATIONS = "/teams/current/invitations"


def _invite(api: Api, email: str = "ann@example.com", role: str = "member", **fields: Any) -> Any:
    return body(api.post(INVITATIONS, json={"email": email, "role": role, **fields}), 201)


def _accept(person: Api, made: Any) -> Any:
    return person.post("/invitations/accept", json={"token": made["invitation_token"]})


def test_an_invitation_makes_a_member_with_its_role(api: Api) -> None:
    made = _invite(api, "Ann@Example.com", "admin")
    assert (made["invitation"]["email"], made["invitation"]["state"]) == ("ann@example.com", "open")
    person = newcomer(api)
    joined = body(_accept(person, made))
    assert (joined["team"]["id"], joined["role"]) == (api.team_id, "admin")
    assert body(person.get("/teams/current"))["team"]["id"] == api.team_id
    listed = body(api.get(INVITATIONS))["invitations"]
    assert [(row["state"], row["accepted_by"], row["invited_by"]) for row in listed] == [
        ("accepted", person.user_id, owner_of(api).user_id)
    ]


def test_the_token_is_nowhere_but_in_the_answer(app: Flask, api: Api) -> None:
    made = _invite(api)
    assert made["invitation_token"].startswith("sb_invite_")
    assert made["invitation_token"] not in api.get(INVITATIONS).text
    with app.app_context(), transaction(writing=False):
        assert made["invitation_token"] not in repr(vars(db.session.scalars(sa.select(Invitation)).one()))


def test_a_repeated_answer_lacks_the_token_which_is_not_kept(app: Flask, api: Api) -> None:
    key = {"Idempotency-Key": "once"}
    sent = {"email": "ann@example.com", "role": "viewer"}
    made = body(api.post(INVITATIONS, json=sent, headers=key), 201)
    again = body(api.post(INVITATIONS, json=sent, headers=key), 201)
    assert made["invitation_token"]
    assert again == {**made, "invitation_token": None}
    with app.app_context(), transaction(writing=False):
        kept = db.session.scalars(sa.select(IdempotencyRecord.body)).one()
        assert kept
        assert made["invitation_token"].encode() not in kept


def test_it_is_good_once(api: Api) -> None:
    made = _invite(api)
    body(_accept(newcomer(api), made))
    answer = _accept(newcomer(api), made)
    assert refusal(answer) == (409, "invitation_closed")
    assert "used already" in answer.json["error"]


def test_it_expires(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    made, person, now = _invite(api, expires_in_days=2), newcomer(api), clock.now()
    with monkeypatch.context() as later:
        later.setattr("app.core.clock.now", lambda: now + timedelta(days=3))
        assert refusal(_accept(person, made)) == (409, "invitation_closed")
        assert body(api.get(INVITATIONS))["invitations"][0]["state"] == "expired"
    assert _accept(person, made).status_code == 200


def test_a_revoked_one_lets_nobody_in(api: Api) -> None:
    made = _invite(api)
    path = f"{INVITATIONS}/{made['invitation']['id']}"
    assert body(api.delete(path)) == body(api.delete(path)) == {"deleted": True}
    assert refusal(_accept(newcomer(api), made)) == (409, "invitation_closed")


def test_an_accepted_one_cannot_be_revoked(api: Api) -> None:
    made = _invite(api)
    body(_accept(newcomer(api), made))
    answer = api.delete(f"{INVITATIONS}/{made['invitation']['id']}")
    assert refusal(answer) == (409, "invitation_closed")
    assert "Remove the member" in answer.json["error"]  # type: ignore[index]


def test_a_second_one_to_an_address_replaces_the_first(api: Api) -> None:
    first, second = _invite(api), _invite(api, "ANN@example.com", "viewer")
    assert refusal(_accept(newcomer(api), first)) == (409, "invitation_closed")
    assert body(_accept(newcomer(api), second))["role"] == "viewer"


@pytest.mark.parametrize("token", ["sb_invite_" + "x" * 43, "x", "\u05d0"])
def test_a_made_up_token_is_not_found(token: str, api: Api) -> None:
    assert refusal(newcomer(api).post("/invitations/accept", json={"token": token})) == (404, "not_found")


def test_a_member_is_not_invited_and_does_not_use_one_up(api: Api) -> None:
    person = join(api, "member")
    answer = api.post(INVITATIONS, json={"email": person.email.upper(), "role": "viewer"})
    assert refusal(answer) == (409, "already_member")
    made = _invite(api)
    assert refusal(_accept(person, made)) == (409, "already_member")
    assert _accept(newcomer(api), made).status_code == 200


@pytest.mark.parametrize(
    ("actor", "role", "status"),
    [("owner", "owner", 201), ("admin", "admin", 201), ("admin", "owner", 403), ("member", "viewer", 403)],
)
def test_nobody_invites_to_a_role_above_his_own(actor: str, role: str, status: int, api: Api) -> None:
    answer = join(api, actor).post(INVITATIONS, json={"email": "ann@example.com", "role": role})
    assert answer.status_code == status, answer.text
    assert len(body(api.get(INVITATIONS))["invitations"]) == (1 if status == 201 else 0)


@pytest.mark.parametrize("becomes", ["removed", "member"])
def test_who_may_no_longer_invite_leaves_no_door_open(becomes: str, api: Api) -> None:
    admin = join(api, "admin")
    made = _invite(admin)
    path = f"/teams/current/members/{admin.user_id}"
    body(api.delete(path) if becomes == "removed" else api.patch(path, json={"role": becomes}))
    assert refusal(_accept(newcomer(api), made)) == (409, "invitation_closed")


@pytest.mark.parametrize(
    "sent",
    [
        {"role": "member"},
        {"email": "ann@example.com"},
        {"email": "ann@example.com", "role": "king"},
        {"email": "no address", "role": "member"},
        {"email": "x" * 250 + "@example.com", "role": "member"},
        {"email": "ann@example.com", "role": "member", "expires_in_days": 0},
        {"email": "ann@example.com", "role": "member", "expires_in_days": 31},
    ],
)
def test_a_wrong_invitation_is_refused(sent: dict[str, Any], api: Api) -> None:
    assert refusal(api.post(INVITATIONS, json=sent)) == (400, "invalid_input")
    assert body(api.get(INVITATIONS))["invitations"] == []


def test_a_read_token_cannot_join(api: Api) -> None:
    person: Person = newcomer(api)
    reader = token_for(person, None, "read")
    assert refusal(_accept(reader, _invite(api))) == (403, "permission_missing")


def test_who_invites_and_who_joins_is_told(api: Api, heard: list[Any], deeds: Any) -> None:
    made = _invite(api)
    person = newcomer(api)
    body(_accept(person, made))
    owner = owner_of(api).user_id
    assert deeds(api, made["invitation"]["id"]) == [
        ("member.invited", owner, {"email": "ann@example.com", "role": "member"})
    ]
    assert deeds(api, person.user_id) == [("member.joined", person.user_id, {"role": "member"})]
    invited = next(fact for fact in heard if fact.event.name == "member.invited")
    # What a mailer needs; and nothing that could be stored by who stores facts.
    assert invited.subject.plain_token.reveal() == made["invitation_token"]
    assert made["invitation_token"] not in str(invited.data)
