"""Deeds on issued documents stand in a chain, and whatever is changed behind its back is found."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.accounts.models import AuditEntry, AuditHead
from app.core.db import db, transaction
from app.documents import seal
from app.documents.models import Document, DocumentItem
from tests.callers import Api, NewTeam, add_team, add_token


@pytest.fixture
def issued(api: Api) -> dict[str, Any]:
    """The second of three issued invoices, with everything on it that can be printed; it is paid."""
    rows = [{"label": "Name", "value": "Łukasz GmbH", "field": "name"}]
    full = {
        "title": "Design",
        "from_details": rows,
        "to_details": rows,
        "payment_details": [{"label": "IBAN", "value": "DE89370400440532013000", "field": "iban"}],
        "items": [
            {"name": "Logo", "description": "Two drafts", "quantity": "2.5", "unit": "hour", "unit_price": "80"},
            {"name": "Fonts", "unit_price": "99.90", "discount": {"percentage": "10"}, "taxes": []},
        ],
        "discounts": [{"name": "Loyal", "percentage": "5"}],
        "taxes": [{"name": "VAT", "percentage": "19"}],
        "notes": "Thank you",
        "terms": "Net 30",
        "reference": "PO 7",
        "amount_paid": "10",
    }
    api.invoice(issue=True)
    invoice = api.invoice(**full, issue=True)
    api.post(f"/invoices/{invoice['id']}/mark-paid")
    api.post(f"/invoices/{api.invoice(issue=True)['id']}/void")
    assert _findings(api) == []
    return invoice


def _verified(api: Api, query: str = "") -> dict[str, Any]:
    answer = api.get(f"/audit/verify{query}")
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json  # type: ignore[assignment]
    assert body["is_intact"] == (not body["findings"])
    return body


def _findings(api: Api) -> list[tuple[str, str | None]]:
    return [(finding["code"], finding["subject_id"]) for finding in _verified(api)["findings"]]


def _behind_its_back(api: Api, statement: str, **values: Any) -> None:
    with api.app.app_context(), transaction():
        changed: Any = db.session.execute(sa.text(statement), values)
        assert changed.rowcount > 0


@contextmanager
def _changed(api: Api, table: str, column: Any, where: str) -> Iterator[None]:
    """One letter, digit, day or blank of what is stored is another, in the database itself, and is put back after."""
    with api.app.app_context():
        stored = db.session.scalar(sa.text(f"SELECT CAST({column.key} AS TEXT) FROM {table} WHERE {where}"))
        type_name = column.type.compile(db.engine.dialect)
        is_sqlite = db.engine.dialect.name == "sqlite"
    kind = getattr(column.type, "impl", column.type)
    if column.key == "status":
        new = "void"
    elif isinstance(kind, sa.JSON):
        new = f"{stored or '[]'} "  # It means the same and is another byte.
    elif isinstance(kind, sa.Date | sa.DateTime):
        new = "2020-02-29"
    elif isinstance(kind, sa.Integer):
        new = str(int(stored or 0) + (-1 if column.key == "paid_minor" else 1))
    else:
        new = f"{(stored or 'none')[:-1]}{'7' if (stored or 'none')[-1] != '7' else '8'}"
    statement = (
        f"UPDATE {table} SET {column.key} = {':new' if is_sqlite else f'CAST(:new AS {type_name})'} WHERE {where}"
    )
    _behind_its_back(api, statement, new=new)
    yield
    _behind_its_back(api, statement, new=stored)


BROKEN = {"entry_changed", "chain_broken", "entries_missing"}
SEALED = sorted({column.key for column in Document.__table__.columns} - seal.UNSEALED - {"id", "team_id"})
SEALED_OF_ITEMS = sorted(
    {column.key for column in DocumentItem.__table__.columns} - seal.UNSEALED_OF_ITEMS - {"document_id", "position"}
)


def test_a_changed_byte_of_an_issued_document_is_found(api: Api, issued: dict[str, Any]) -> None:
    found = {}
    for name in SEALED:
        with _changed(api, "documents", Document.__table__.c[name], f"id = '{issued['id']}'"):
            found[name] = _findings(api)
    what = {name: "document_state_changed" if name in seal.STATE else "document_changed" for name in SEALED}
    assert found == {name: [(code, issued["id"])] for name, code in what.items()}
    assert _findings(api) == []


def test_a_changed_byte_of_a_line_is_found(api: Api, issued: dict[str, Any]) -> None:
    where = f"document_id = '{issued['id']}' AND position = 1"
    found = {}
    for name in SEALED_OF_ITEMS:
        with _changed(api, "document_items", DocumentItem.__table__.c[name], where):
            found[name] = _findings(api)
    assert found == {name: [("document_changed", issued["id"])] for name in SEALED_OF_ITEMS}
    assert _findings(api) == []


def test_what_a_merge_or_a_new_search_changes_is_no_change_of_the_document() -> None:
    assert {"customer_id", "source_id", "search_text", "version", "updated_at"} == seal.UNSEALED
    assert {"product_id"} == seal.UNSEALED_OF_ITEMS


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("DELETE FROM document_items WHERE document_id = :id AND position = 2", ["document_changed"]),
        ("UPDATE document_items SET position = 3 WHERE document_id = :id AND position = 2", ["document_changed"]),
        ("DELETE FROM documents WHERE id = :id", ["document_missing"]),
        ("UPDATE documents SET status = 'draft' WHERE id = :id", ["document_state_changed"]),
        (
            "UPDATE audit_entries SET position = NULL WHERE subject_id = :id AND action = 'document.paid'",
            ["entries_missing"],
        ),
    ],
)
def test_what_is_gone_or_moved_is_found(statement: str, found: list[str], api: Api, issued: dict[str, Any]) -> None:
    _behind_its_back(api, statement, id=issued["id"])
    assert [code for code, _ in _findings(api)] == found


def test_a_changed_byte_of_an_entry_is_found(api: Api, issued: dict[str, Any]) -> None:
    found = {}
    for column in AuditEntry.__table__.columns:
        if column.key not in ("position", "team_id"):
            with _changed(api, "audit_entries", column, "position = 2"):
                found[column.key] = {code for code, _ in _findings(api)} & BROKEN
    assert [name for name, codes in found.items() if not codes] == []
    assert _findings(api) == []


def test_an_entry_that_has_another_place_or_team_is_found(api: Api, issued: dict[str, Any]) -> None:
    other = add_team(api.app).team_id
    for there, back in (
        ("position = position + 40 WHERE position >= 2", "position = position - 40 WHERE position >= 42"),
        ("team_id = :other WHERE position = 2", "team_id = :own WHERE position = 2"),
    ):
        teams = {"other": other, "own": api.team_id}
        for statement in (there, back):
            used = {name: team for name, team in teams.items() if f":{name}" in statement}
            _behind_its_back(api, f"UPDATE audit_entries SET {statement}", **used)
            assert bool({code for code, _ in _findings(api)} & BROKEN) == (statement is there)


def test_a_removed_entry_is_found_where_it_stood(api: Api, issued: dict[str, Any]) -> None:
    _behind_its_back(api, "DELETE FROM audit_entries WHERE position = 2")
    finding = _verified(api)["findings"][0]
    assert finding["code"] == "entries_missing"
    assert finding["message"] == "The entries 2 to 2 are gone."
    assert finding["position"] == 3


def test_a_tail_that_is_cut_off_is_found(api: Api, issued: dict[str, Any]) -> None:
    last = _verified(api)["head"]["position"]
    _behind_its_back(api, "DELETE FROM audit_entries WHERE position = :last", last=last)
    assert ("entries_missing", None) in _findings(api)


def test_a_chain_that_is_written_anew_is_found_by_who_noted_its_head(api: Api, issued: dict[str, Any]) -> None:
    head = _verified(api)["head"]
    noted = f"?position={head['position']}&hash={head['hash']}"
    api.invoice(issue=True)
    assert _verified(api, noted)["is_intact"]
    with api.app.app_context(), transaction():
        db.session.execute(sa.delete(AuditHead))
        db.session.execute(sa.delete(AuditEntry))
        db.session.execute(sa.delete(Document))
    assert _verified(api)["is_intact"]
    assert [finding["code"] for finding in _verified(api, noted)["findings"]] == ["noted_head_missing"]


def test_an_issued_document_that_came_from_nowhere_is_found(api: Api, issued: dict[str, Any]) -> None:
    draft = api.invoice()
    _behind_its_back(api, "UPDATE documents SET status = 'issued', number = 'X-1' WHERE id = :id", id=draft["id"])
    assert _findings(api) == [("document_unknown", draft["id"])]


def test_every_deed_leaves_the_chain_whole(api: Api) -> None:
    for deeds in (["issue"], ["issue", "void"], ["mark-paid", "mark-unpaid", "mark-paid"], ["issue", "issue"]):
        invoice = api.invoice()
        for deed in deeds:
            assert api.post(f"/invoices/{invoice['id']}/{deed}").status_code == 200
    hidden = api.invoice(issue=True)
    assert api.delete(f"/invoices/{hidden['id']}").status_code == 200
    draft = api.invoice()
    assert api.delete(f"/invoices/{draft['id']}").status_code == 200
    body = _verified(api)
    assert body["is_intact"]
    assert body["checked"] == body["head"]["position"] > 10


def test_a_deed_that_is_undone_leaves_no_entry(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = api.invoice()
    with monkeypatch.context() as patched:
        patched.setattr("app.core.http.idempotency.keep", lambda *_: 1 / 0)
        assert api.post(f"/invoices/{draft['id']}/issue").status_code == 500
    assert _verified(api)["head"]["position"] == 0
    assert api.post(f"/invoices/{draft['id']}/issue").status_code == 200
    assert _verified(api)["head"]["position"] == 1


def test_32_at_once_make_one_chain_without_a_gap(app: Flask) -> None:
    first = add_team(app)
    callers = [first, *(add_token(first, "read", "write") for _ in range(3))]
    drafts = [first.invoice()["id"] for _ in range(8)]

    def work(number: int) -> int:
        api = callers[number % len(callers)]
        if number % 4 == 3:
            return api.post(
                "/invoices", json={"items": [{"name": "Work", "unit_price": "1"}], "issue": True}
            ).status_code
        return api.post(
            f"/invoices/{drafts[number % 8]}/{('issue', 'mark-paid', 'mark-unpaid')[number % 3]}"
        ).status_code

    with ThreadPoolExecutor(32) as pool:
        assert set(pool.map(work, range(96))) <= {200, 201}
    body = _verified(first)
    assert body["is_intact"]
    assert body["head"]["position"] >= 32


def test_each_team_has_a_chain_of_its_own(api: Api, new_team: NewTeam, issued: dict[str, Any]) -> None:
    other = new_team()
    other.invoice(issue=True)
    _behind_its_back(api, "UPDATE documents SET title = 'Other' WHERE id = :id", id=issued["id"])
    assert _findings(other) == []
    assert _findings(api) == [("document_changed", issued["id"])]


@pytest.mark.parametrize("query", ["?position=1", "?hash=" + "0" * 64, "?position=1&hash=x", "?position=-1&hash=0"])
def test_half_a_noted_head_is_refused(query: str, api: Api) -> None:
    assert api.get(f"/audit/verify{query}").status_code == 400
