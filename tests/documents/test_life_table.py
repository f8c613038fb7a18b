"""The life of every type as a table of status and action, walked over HTTP."""

from typing import Any

import pytest
from flask import Flask

from app.documents.kinds import KINDS
from tests.callers import Api, add_team

# What stands in a cell is the status after it; an upper-case word is a refusal, which leaves everything as it was.
BILL = """
                 draft           issued          sent            partially_paid  paid            credited  void
 update          draft           LOCKED          LOCKED          LOCKED          LOCKED          LOCKED    VOID
 issue           issued          issued          sent            partially_paid  paid            credited  VOID
 mark-sent       sent            sent            sent            partially_paid  paid            credited  VOID
 mark-paid       paid            paid            paid            paid            paid            SETTLED   VOID
 mark-unpaid     draft           issued          sent            partially_paid  issued          credited  VOID
 pay             partially_paid  partially_paid  partially_paid  partially_paid  SETTLED         SETTLED   VOID
 take-back       MISSING         MISSING         MISSING         issued          issued          MISSING   MISSING
 credit          DRAFT           issued          sent            partially_paid  paid            CREDITED  VOID
 approve         WRONG           WRONG           WRONG           WRONG           WRONG           WRONG     WRONG
 reject          WRONG           WRONG           WRONG           WRONG           WRONG           WRONG     WRONG
 convert         WRONG           WRONG           WRONG           WRONG           WRONG           WRONG     WRONG
 void            DRAFT           void            void            PAID            PAID            CREDITED  void
 delete          gone            gone            gone            PAID            PAID            CREDITED  gone
 duplicate       draft           issued          sent            partially_paid  paid            credited  void
"""
OFFER = """
                 draft      issued     sent       approved   rejected   converted  void
 update          draft      LOCKED     LOCKED     LOCKED     LOCKED     LOCKED     VOID
 issue           issued     issued     sent       approved   rejected   converted  VOID
 mark-sent       sent       sent       sent       approved   rejected   converted  VOID
 mark-paid       WRONG      WRONG      WRONG      WRONG      WRONG      WRONG      WRONG
 mark-unpaid     WRONG      WRONG      WRONG      WRONG      WRONG      WRONG      WRONG
 pay             WRONG      WRONG      WRONG      WRONG      WRONG      WRONG      WRONG
 take-back       MISSING    MISSING    MISSING    MISSING    MISSING    MISSING    MISSING
 credit          WRONG      WRONG      WRONG      WRONG      WRONG      WRONG      WRONG
 approve         approved   approved   approved   approved   approved   CONVERTED  VOID
 reject          DRAFT      rejected   rejected   rejected   rejected   CONVERTED  VOID
 convert         converted  converted  converted  converted  REJECTED   CONVERTED  VOID
 void            DRAFT      void       void       void       void       CONVERTED  void
 delete          gone       gone       gone       gone       gone       CONVERTED  gone
 duplicate       draft      issued     sent       approved   rejected   converted  void
"""
SLIP = """
                 draft      issued     sent       void
 update          draft      LOCKED     LOCKED     VOID
 issue           issued     issued     sent       VOID
 mark-sent       sent       sent       sent       VOID
 mark-paid       WRONG      WRONG      WRONG      WRONG
 mark-unpaid     WRONG      WRONG      WRONG      WRONG
 pay             WRONG      WRONG      WRONG      WRONG
 take-back       MISSING    MISSING    MISSING    MISSING
 credit          WRONG      WRONG      WRONG      WRONG
 approve         WRONG      WRONG      WRONG      WRONG
 reject          WRONG      WRONG      WRONG      WRONG
 convert         WRONG      WRONG      WRONG      WRONG
 void            DRAFT      void       void       void
 delete          gone       gone       gone       gone
 duplicate       draft      issued     sent       void
"""
NOTE = SLIP.replace("gone       gone       gone       gone", "gone       COUNTED    COUNTED    gone")
TABLES = {
    "invoice": BILL,
    "estimate": OFFER,
    "quote": OFFER,
    "receipt": SLIP,
    "purchase_order": SLIP,
    "credit_note": NOTE,
}
REFUSALS = {
    "LOCKED": (409, "document_locked", "Only a draft can be changed."),
    "VOID": (409, "document_void", "Duplicate it"),
    "DRAFT": (409, "document_is_draft", "Issue it first"),
    "PAID": (409, "document_paid", "delete its payments first"),
    "SETTLED": (409, "overpayment", "Look at its payments"),
    "CREDITED": (409, "document_credited", "Void them first"),
    "COUNTED": (409, "document_counted", "Void it first"),
    "REJECTED": (409, "document_rejected", "Approve it first"),
    "CONVERTED": (409, "already_converted", "go on with that one"),
    "WRONG": (409, "wrong_document_type", "Only an "),
    "MISSING": (404, "not_found", ""),
}
STEPS = {
    "draft": [],
    "issued": ["issue"],
    "sent": ["mark-sent"],
    "partially_paid": ["pay"],
    "paid": ["mark-paid"],
    "credited": ["issue", "credit-all"],
    "approved": ["approve"],
    "rejected": ["issue", "reject"],
    "converted": ["convert"],
    "void": ["issue", "void"],
}


def _do(api: Api, document_id: str, action: str) -> Any:
    path = f"/documents/{document_id}"
    payments: Any = api.get(f"{path}/payments").json if action == "take-back" else {"payments": []}
    payment = payments["payments"][0]["id"] if payments["payments"] else "pay_" + "0" * 26
    calls: dict[str, Any] = {
        "update": lambda: api.patch(path, {"title": "Other"}),
        "pay": lambda: api.post(f"{path}/payments", {"amount": "40"}),
        "take-back": lambda: api.delete(f"{path}/payments/{payment}"),
        "credit": lambda: api.post(f"{path}/credit", {"items": [{"line": 1, "quantity": "1"}]}),
        "credit-all": lambda: api.post(f"{path}/credit"),
        "convert": lambda: api.post(f"{path}/convert-to-invoice"),
        "delete": lambda: api.delete(path),
    }
    return calls.get(action, lambda: api.post(f"{path}/{action}"))()


def _make(api: Api, kind: str, status: str) -> dict[str, Any]:
    items = [{"name": "Design", "quantity": "10", "unit_price": "10"}]
    document_id = api.document(kind, items=items, due_at="2099-01-01")["id"]
    for step in STEPS[status]:
        assert _do(api, document_id, step).status_code < 300
    made: Any = api.get(f"/documents/{document_id}").json
    assert made["document"]["status"] == status
    document: dict[str, Any] = made["document"]
    return document


@pytest.fixture
def unlimited(sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The app without a rate limit."""
    for limiter in sqlite_app.extensions["limiter"]:
        monkeypatch.setattr(limiter, "enabled", False)
    return sqlite_app


def _cells(kind: str) -> list[tuple[str, str, str]]:
    statuses, *rows = [line.split() for line in TABLES[kind].splitlines() if line.strip()]
    return [(status, row[0], cell) for row in rows for status, cell in zip(statuses, row[1:], strict=True)]


def test_the_tables_name_every_type_and_all_of_its_statuses() -> None:
    assert list(TABLES) == list(KINDS)
    for kind in KINDS:
        assert {status for status, _, _ in _cells(kind)} == set(KINDS[kind].life.statuses)
        assert {action for _, action, _ in _cells(kind)} == {action for _, action, _ in _cells("invoice")}


@pytest.mark.parametrize("kind", KINDS)
def test_every_action_in_every_status_does_what_the_table_says(kind: str, unlimited: Flask) -> None:
    api = add_team(unlimited)
    for status, action, cell in _cells(kind):
        before = _make(api, kind, status)
        answer = _do(api, before["id"], action)
        after: Any = api.get(f"/documents/{before['id']}")
        found = (kind, status, action)
        if cell in REFUSALS:
            code, name, advice = REFUSALS[cell]
            assert (*found, answer.status_code, answer.json["code"]) == (*found, code, name)
            assert advice in answer.json["error"], found
            assert after.json["document"] == before, found
        elif cell == "gone":
            assert (*found, answer.status_code, after.status_code) == (*found, 200, 404)
        else:
            assert answer.status_code in (200, 201), (found, answer.text)
            assert (*found, after.json["document"]["status"]) == (*found, cell)
            is_numbered = after.json["document"]["number"] is not None
            assert is_numbered is (cell != "draft"), found
