"""Many who issue at the same moment: numbers stay unique and without a gap."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.core.db import db
from app.documents import events, moves
from app.documents.models import Document
from tests.callers import Api, add_team, add_token

ITEM = {"items": [{"name": "Design", "unit_price": "100"}], "issued_at": "2026-01-15"}
EXPECTED = [f"INV-2026-{number:04}" for number in range(1, 65)]


@pytest.fixture
def callers(app: Flask) -> list[Api]:
    """One team, with tokens enough for the limit of each."""
    first = add_team(app)
    return [first, *(add_token(first, "read", "write") for _ in range(7))]


def _numbers(app: Flask) -> list[str]:
    with app.app_context():
        return sorted(db.session.scalars(sa.select(Document.number).where(Document.number.is_not(None))).all())


def test_64_parallel_creates_and_issues_with_drafts_deleted_in_between(app: Flask, callers: list[Api]) -> None:
    def work(position: int) -> None:
        api = callers[position % len(callers)]
        created: Any = api.post("/invoices", json=ITEM)
        assert created.status_code == 201, created.text
        path = f"/invoices/{created.json['invoice']['id']}"
        if position % 5 == 4:
            assert api.delete(path).status_code == 200
        else:
            issued = api.post(f"{path}/issue")
            assert issued.status_code == 200, issued.text

    with ThreadPoolExecutor(64) as pool:
        list(pool.map(work, range(80)))
    assert _numbers(app) == EXPECTED


def test_issues_that_are_rolled_back_leave_no_gap(
    app: Flask, callers: list[Api], monkeypatch: pytest.MonkeyPatch
) -> None:
    announce = events.announce

    def fail_sometimes(event: Any, document: Document, changes: Any = None) -> None:
        announce(event, document, changes)
        if event is events.ISSUED and document.notes == "fail":
            raise RuntimeError("after the number was taken")

    monkeypatch.setattr(moves, "announce", fail_sometimes)

    def work(position: int) -> int:
        body = {**ITEM, "issue": True, "notes": "fail" if position % 5 == 4 else None}
        return callers[position % len(callers)].post("/invoices", json=body).status_code

    with ThreadPoolExecutor(32) as pool:
        statuses = list(pool.map(work, range(80)))
    assert statuses.count(500) == 16
    assert _numbers(app) == EXPECTED


def test_one_draft_issued_by_many_gets_one_number(app: Flask, callers: list[Api]) -> None:
    draft = callers[0].invoice(issued_at="2026-01-15")
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda api: api.post(f"/invoices/{draft['id']}/issue"), callers * 2))
    assert {answer.status_code for answer in answers} == {200}
    assert {answer.json["invoice"]["number"] for answer in answers if answer.json} == {"INV-2026-0001"}
    assert callers[0].invoice(issue=True, issued_at="2026-01-15")["number"] == "INV-2026-0002"


def test_one_chosen_number_goes_to_one_document(app: Flask, callers: list[Api]) -> None:
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda api: api.post("/invoices", json={**ITEM, "number": "A-1"}), callers * 2))
    statuses = sorted(answer.status_code for answer in answers)
    assert statuses == [201] + [409] * 15
    assert _numbers(app) == ["A-1"]
