"""Many at the same moment: a team keeps its last owner, and an invitation lets one in."""

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from tests.accounts.people import body, join, newcomer, owner_of
from tests.callers import Api, add_token

MEMBERS = "/teams/current/members"


def _at_once(calls: Sequence[Callable[[], Any]]) -> Counter[int]:
    """The statuses of all calls, begun together."""
    gate = Barrier(len(calls))

    def begin(call: Callable[[], Any]) -> int:
        gate.wait()
        return int(call().status_code)

    with ThreadPoolExecutor(len(calls)) as pool:
        return Counter(pool.map(begin, calls))


def _roles(api: Api) -> Counter[str]:
    return Counter(member["role"] for member in body(api.get(f"{MEMBERS}?per_page=100"))["members"])


@pytest.mark.parametrize("round_", range(3))
def test_two_owners_who_demote_each_other_leave_one(round_: int, api: Api) -> None:
    first, second = owner_of(api), join(api, "owner")
    onlooker = add_token(join(api, "viewer"), "read")
    demote = {"role": "viewer"}
    statuses = _at_once(
        [
            lambda: first.patch(f"{MEMBERS}/{second.user_id}", json=demote),
            lambda: second.patch(f"{MEMBERS}/{first.user_id}", json=demote),
        ]
    )
    # The other comes too late: by then he is no owner any more.
    assert statuses == {200: 1, 403: 1}
    assert _roles(onlooker)["owner"] == 1


@pytest.mark.parametrize("how", ["leave", "step_down", "remove"])
def test_of_32_owners_who_go_at_once_one_stays(how: str, api: Api) -> None:
    owners = [owner_of(api), *(join(api, "owner") for _ in range(31))]
    onlooker = join(api, "viewer")
    calls: dict[str, Callable[[Any], Callable[[], Any]]] = {
        "leave": lambda owner: lambda: owner.post("/teams/current/leave"),
        "step_down": lambda owner: lambda: owner.patch(f"{MEMBERS}/{owner.user_id}", json={"role": "member"}),
        "remove": lambda owner: lambda: owner.delete(f"{MEMBERS}/{owner.user_id}"),
    }
    assert _at_once([calls[how](owner) for owner in owners]) == {200: 31, 409: 1}
    assert _roles(onlooker)["owner"] == 1


def test_of_32_who_accept_one_invitation_one_gets_in(api: Api) -> None:
    made = body(api.post("/teams/current/invitations", json={"email": "ann@example.com", "role": "viewer"}), 201)
    token = {"token": made["invitation_token"]}
    people = [newcomer(api) for _ in range(32)]
    calls = [lambda person=person: person.post("/invitations/accept", json=token) for person in people]
    assert _at_once(calls) == {200: 1, 409: 31}
    assert _roles(api) == {"owner": 1, "viewer": 1}


def test_one_person_who_accepts_32_times_is_a_member_once(api: Api) -> None:
    made = body(api.post("/teams/current/invitations", json={"email": "ann@example.com", "role": "viewer"}), 201)
    person = newcomer(api)
    call = lambda: person.post("/invitations/accept", json={"token": made["invitation_token"]})  # noqa: E731
    assert _at_once([call] * 32) == {200: 1, 409: 31}
    assert _roles(api) == {"owner": 1, "viewer": 1}


def test_an_invitation_taken_back_while_it_is_accepted_ends_in_one_of_the_two(api: Api) -> None:
    made = body(api.post("/teams/current/invitations", json={"email": "ann@example.com", "role": "viewer"}), 201)
    person = newcomer(api)
    accept = lambda: person.post("/invitations/accept", json={"token": made["invitation_token"]})  # noqa: E731
    revoke = lambda: api.delete(f"/teams/current/invitations/{made['invitation']['id']}")  # noqa: E731
    assert _at_once([accept, revoke]) == {200: 1, 409: 1}
    state = body(api.get("/teams/current/invitations"))["invitations"][0]["state"]
    assert _roles(api)["viewer"] == (1 if state == "accepted" else 0)


def test_32_invitations_to_one_address_leave_one_open(api: Api) -> None:
    sent = {"email": "ann@example.com", "role": "viewer"}
    assert _at_once([lambda: api.post("/teams/current/invitations", json=sent)] * 32) == {201: 32}
    listed = body(api.get("/teams/current/invitations?per_page=100"))["invitations"]
    assert Counter(row["state"] for row in listed) == {"open": 1, "revoked": 31}


def test_a_token_that_is_revoked_while_it_makes_others_makes_none_afterwards(api: Api) -> None:
    agent = add_token(api, "read", "write")
    own = next(token["id"] for token in body(agent.get("/tokens"))["tokens"] if token["is_current"])
    make = lambda: agent.post("/tokens", json={"name": "Child", "permissions": ["read"]})  # noqa: E731
    statuses = _at_once([make] * 8 + [lambda: api.delete(f"/tokens/{own}")] + [make] * 8)
    assert statuses[200] == 1
    assert statuses[201] + statuses[401] == 16
    children = [token for token in body(api.get("/tokens"))["tokens"] if token["name"] == "Child"]
    assert len(children) == statuses[201]
    assert make().status_code == 401
