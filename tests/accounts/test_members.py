"""Members and their roles: who may do what to whom, and what becomes of their tokens."""

from typing import Any

import pytest

from tests.accounts.people import Person, body, join, newcomer, owner_of, refusal, second_team, token_for
from tests.callers import Api

MEMBERS = "/teams/current/members"


def _role(api: Api, user_id: str) -> str:
    return str(body(api.get(f"{MEMBERS}/{user_id}"))["member"]["role"])


def _set_role(actor: Api, user_id: str, role: str) -> Any:
    return actor.patch(f"{MEMBERS}/{user_id}", json={"role": role})


def test_members_are_listed_with_their_roles(api: Api) -> None:
    people = [owner_of(api), *(join(api, role) for role in ("admin", "member", "viewer"))]
    listed = body(people[3].get(MEMBERS))
    assert {(member["user_id"], member["email"]): member["role"] for member in listed["members"]} == dict(
        zip([(person.user_id, person.email) for person in people], ("owner", "admin", "member", "viewer"), strict=True)
    )
    assert [member["user_id"] for member in listed["members"] if member["is_you"]] == [people[3].user_id]
    assert listed["pagination"]["total"] == 4


# Who acts, on a member of which role, giving which role: what comes of it.
CHANGES = [
    ("owner", "viewer", "owner", 200),
    ("owner", "admin", "member", 200),
    ("owner", "owner", "admin", 200),
    ("admin", "viewer", "admin", 200),
    ("admin", "admin", "viewer", 200),
    ("admin", "member", "owner", 403),
    ("admin", "owner", "member", 403),
    ("member", "viewer", "member", 403),
    ("viewer", "viewer", "owner", 403),
]


@pytest.mark.parametrize(("actor", "target", "role", "status"), CHANGES)
def test_nobody_gives_or_takes_a_role_above_his_own(actor: str, target: str, role: str, status: int, api: Api) -> None:
    acting, other = join(api, actor), join(api, target)
    assert _set_role(acting, other.user_id, role).status_code == status
    assert _role(api, other.user_id) == (role if status == 200 else target)


@pytest.mark.parametrize("role", ["admin", "member", "viewer"])
def test_nobody_raises_himself(role: str, api: Api) -> None:
    person = join(api, role)
    assert _set_role(person, person.user_id, "owner").status_code == 403
    assert _role(api, person.user_id) == role


@pytest.mark.parametrize("role", ["king", "", None, 1])
def test_a_role_that_none_is_is_refused(role: object, api: Api) -> None:
    assert refusal(api.patch(f"{MEMBERS}/{join(api, 'viewer').user_id}", json={"role": role})) == (400, "invalid_input")


def test_the_last_owner_stays(api: Api) -> None:
    person = owner_of(api)
    for answer in (
        _set_role(api, person.user_id, "admin"),
        api.delete(f"{MEMBERS}/{person.user_id}"),
        api.post("/teams/current/leave"),
    ):
        assert refusal(answer) == (409, "last_owner")
    second = join(api, "owner")
    assert _set_role(api, person.user_id, "admin").status_code == 200
    assert refusal(second.post("/teams/current/leave")) == (409, "last_owner")


def test_a_demoted_members_tokens_lose_their_power_at_once(api: Api) -> None:
    person = join(api, "member")
    person.invoice()
    body(_set_role(api, person.user_id, "viewer"))
    answer = person.post("/invoices", json={"items": [{"name": "Design", "unit_price": "100"}]})
    assert refusal(answer) == (403, "permission_missing")
    assert "viewer" in answer.json["error"]  # type: ignore[index]
    assert person.get("/invoices").status_code == 200
    body(_set_role(api, person.user_id, "member"))
    person.invoice()


def test_a_removed_members_tokens_are_dead_and_stay_so(api: Api) -> None:
    person = join(api, "member")
    assert body(api.delete(f"{MEMBERS}/{person.user_id}")) == {"deleted": True}
    assert person.get("/invoices").status_code == 401
    assert api.get(f"{MEMBERS}/{person.user_id}").status_code == 404
    invited = body(api.post("/teams/current/invitations", json={"email": person.email, "role": "member"}), 201)
    body(token_for(person, None).post("/invitations/accept", json={"token": invited["invitation_token"]}))
    assert person.get("/invoices").status_code == 401
    assert token_for(person, api.team_id).get("/invoices").status_code == 200


def test_a_removed_member_keeps_his_other_teams(api: Api) -> None:
    person = join(api, "member")
    own = second_team(person, "Own")
    for_all = token_for(person, None)
    assert for_all.with_team(api.team_id).get("/invoices").status_code == 200
    body(api.delete(f"{MEMBERS}/{person.user_id}"))
    assert refusal(for_all.with_team(api.team_id).get("/invoices")) == (404, "team_not_found")
    assert body(for_all.get("/teams/current"))["team"]["id"] == own
    assert for_all.post("/prompts", json={"prompt_text": "x"}).status_code == 201


def test_a_viewer_can_leave_and_a_read_token_cannot(api: Api) -> None:
    person = join(api, "viewer")
    assert token_for(person, api.team_id, "read").post("/teams/current/leave").status_code == 403
    assert body(person.post("/teams/current/leave")) == {"left": True}
    assert person.get("/invoices").status_code == 401
    assert api.get(f"{MEMBERS}/{person.user_id}").status_code == 404


def test_a_user_who_is_no_member_is_not_found(api: Api) -> None:
    stranger = newcomer(api)
    for answer in (
        api.get(f"{MEMBERS}/{stranger.user_id}"),
        _set_role(api, stranger.user_id, "viewer"),
        api.delete(f"{MEMBERS}/{stranger.user_id}"),
        api.get(f"{MEMBERS}/x%00y"),
    ):
        assert refusal(answer) == (404, "not_found")


def test_what_happens_to_members_is_written_down(api: Api, deeds: Any) -> None:
    person: Person = join(api, "member")
    body(_set_role(api, person.user_id, "viewer"))
    body(api.delete(f"{MEMBERS}/{person.user_id}"))
    owner = owner_of(api).user_id
    assert deeds(api, person.user_id) == [
        ("member.joined", None, {"role": "member"}),
        ("member.role_changed", owner, {"role": ["member", "viewer"]}),
        ("member.removed", owner, {"role": "viewer"}),
    ]
