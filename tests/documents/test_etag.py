"""ETag and If-Match: who changes an older state than the present one is refused, and nothing happens."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.callers import Api, NewTeam

ACTIONS = ("issue", "mark-paid", "mark-unpaid", "void", "undo")


def _tag(answer: Any) -> str:
    tag: str = answer.headers["ETag"]
    assert tag.startswith('"'), "weak"
    return tag


def test_each_change_has_a_new_etag_and_reading_has_the_last(api: Api) -> None:
    created = api.post("/invoices", json={"items": [{"name": "Design", "unit_price": 100}]})
    path = f"/invoices/{created.json['invoice']['id']}"  # type: ignore[index]
    tags = [_tag(created), _tag(api.patch(path, {"title": "B"}))]
    tags += [_tag(api.post(f"{path}/{action}")) for action in ("issue", "mark-paid", "mark-unpaid", "void")]
    assert len(set(tags)) == len(tags)
    assert _tag(api.get(path)) == tags[-1]


def test_what_changes_nothing_keeps_the_etag(api: Api) -> None:
    path = f"/invoices/{api.invoice(issue=True)['id']}"
    assert _tag(api.post(f"{path}/issue")) == _tag(api.get(path)) == _tag(api.post(f"{path}/mark-unpaid"))


def test_a_change_of_the_present_version_is_made(api: Api) -> None:
    path = f"/invoices/{api.invoice()['id']}"
    for tag in (_tag(api.get(path)), "*"):
        assert api.patch(path, {"title": tag}, headers={"If-Match": tag}).status_code == 200
    several = f'"17", {_tag(api.get(path))}'
    assert api.delete(path, headers={"If-Match": several}).status_code == 200


@pytest.mark.parametrize(
    "header", ['"0"', "", "7", "nonsense", 'W/"1"', '"1", W/"2"', '"', "🦆".encode().decode("latin-1")]
)
def test_a_change_of_another_version_is_412_and_nothing_happens(header: str, api: Api) -> None:
    path = f"/invoices/{api.invoice(title='A')['id']}"
    api.patch(path, {"title": "B"})
    before: Any = api.get(path)
    stale: dict[str, Any] = {"headers": {"If-Match": header}}
    answers: list[Any] = [api.patch(path, {"title": "C"}, **stale), api.delete(path, **stale)]
    answers += [api.post(f"{path}/{action}", **stale) for action in ACTIONS]
    answers.append(api.get(f"{path}/download?issue=true", **stale))
    for answer in answers:
        assert (answer.status_code, answer.json["code"]) == (412, "changed_meanwhile")
        assert _tag(answer) == _tag(before)
        assert "Read it again" in answer.json["error"]
    assert api.get(path).json == before.json


def test_another_teams_document_is_404_and_not_412(api: Api, new_team: NewTeam) -> None:
    path = f"/invoices/{api.invoice()['id']}"
    answer = new_team().patch(path, {"title": "B"}, headers={"If-Match": '"0"'})
    assert answer.status_code == 404
    assert "ETag" not in answer.headers


def test_one_of_many_who_saw_the_same_version_changes_it(api: Api) -> None:
    path = f"/invoices/{api.invoice()['id']}"
    headers = {"If-Match": _tag(api.get(path))}
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda n: api.patch(path, {"title": f"T{n}"}, headers=headers), range(16)))
    assert sorted(answer.status_code for answer in answers) == [200] + [412] * 15


def test_a_retry_is_told_the_first_answer_with_its_etag(api: Api) -> None:
    path = f"/invoices/{api.invoice()['id']}"
    headers = {"If-Match": _tag(api.get(path)), "Idempotency-Key": "k-1"}
    first, second = (api.patch(path, {"title": "B"}, headers=headers) for _ in range(2))
    assert (first.status_code, second.status_code, first.data) == (200, 200, second.data)
    assert _tag(first) == _tag(second)


def test_a_refused_change_can_be_repeated_under_its_key_with_the_new_etag(api: Api) -> None:
    path = f"/invoices/{api.invoice()['id']}"
    key = {"Idempotency-Key": "k-2"}
    assert api.patch(path, {"title": "B"}, headers={"If-Match": '"0"', **key}).status_code == 412
    again = api.patch(path, {"title": "B"}, headers={"If-Match": _tag(api.get(path)), **key})
    assert again.status_code == 200
