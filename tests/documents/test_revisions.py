"""The history of a draft, and taking changes back."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import jsonpatch
import pytest
import sqlalchemy as sa

from app.accounts.models import AuditEntry
from app.core.db import db, transaction
from app.documents import revisions
from app.documents.models import DocumentItem, DocumentRevision
from tests.callers import Api


def _invoice(answer: Any) -> dict[str, Any]:
    assert answer.status_code in (200, 201), answer.text
    invoice: dict[str, Any] = answer.json["invoice"]
    return invoice


def _without_time(invoice: dict[str, Any]) -> dict[str, Any]:
    return {**invoice, "updated_at": None}


def _revisions(api: Api, invoice_id: str, query: str = "") -> list[dict[str, Any]]:
    answer: Any = api.get(f"/invoices/{invoice_id}/revisions{query}")
    assert answer.status_code == 200, answer.text
    listed: list[dict[str, Any]] = answer.json["revisions"]
    return listed


RICH: dict[str, Any] = {
    "title": "Consulting",
    "currency": "USD",
    "issued_at": "2026-01-15",
    "due_at": "2026-02-14",
    "to_details": [{"label": "Company", "value": "Acme Corp", "field": "company"}],
    "payment_details": [{"label": "Bank", "value": "Chase", "field": "bank_name"}],
    "items": [
        {"name": "Consulting", "quantity": "10", "unit": "hour", "unit_price": "150.125"},
        {"name": "Book", "unit_price": 20, "taxes": [{"name": "VAT", "percentage": "7.5", "category": "S"}]},
        {"name": "Travel", "unit_price": "80", "discount": {"amount": "5"}, "taxes": []},
    ],
    "discounts": [{"name": "Friends", "percentage": "10"}],
    "taxes": [{"name": "Tax", "percentage": "10", "category": "S"}],
    "amount_paid": "100",
    "notes": "Thanks\nfor everything",
    "reference": "PO-7",
}


def test_each_change_is_a_revision_with_its_patch_and_totals(api: Api) -> None:
    created = api.invoice(**RICH)
    path = f"/invoices/{created['id']}"
    updated = _invoice(api.patch(path, {"title": "Advice", "items": RICH["items"][:1], "amount_paid": "5"}))
    second, first = _revisions(api, created["id"])
    assert (first["number"], first["kind"], first["patch"]) == (1, "created", [])
    assert (second["number"], second["kind"], second["prompt"]) == (2, "updated", None)
    assert (first["totals"], second["totals"]) == (created["totals"], updated["totals"])
    assert second["at"] == updated["updated_at"]
    patched = jsonpatch.apply_patch(created, second["patch"])
    assert revisions.editable(patched) == revisions.editable(updated)


def test_a_revision_names_who_made_it(api: Api) -> None:
    with api.app.app_context():
        (listed,) = _revisions(api, api.invoice()["id"])
        entry = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.action == "document.created")).one()
    assert listed["by"] == {"user_id": entry.user_id, "token_id": entry.token_id}
    assert entry.token_id


def test_the_history_is_paged_newest_first(api: Api) -> None:
    invoice_id = api.invoice()["id"]
    for title in "ABCDEFGHIJKL":
        api.patch(f"/invoices/{invoice_id}", {"title": title})
    assert [row["number"] for row in _revisions(api, invoice_id)] == list(range(13, 0, -1))
    page: Any = api.get(f"/invoices/{invoice_id}/revisions?per_page=2&page=2").json
    assert [row["number"] for row in page["revisions"]] == [11, 10]
    assert page["revisions"][1]["patch"] == [{"op": "replace", "path": "/title", "value": "I"}]
    assert page["pagination"]["total"] == 13
    further = _revisions(api, invoice_id, f"?per_page=2&cursor={page['pagination']['next_cursor']}")
    assert [row["number"] for row in further] == [9, 8]


def test_undo_restores_every_field_to_the_cent(api: Api) -> None:
    created = api.invoice(**RICH)
    path = f"/invoices/{created['id']}"
    other = {
        "title": "Other",
        "currency": "JPY",
        "issued_at": "2027-01-01",
        "due_at": "2027-01-02",
        "items": [{"name": "One", "unit_price": "1"}],
        "discounts": [],
        "taxes": [],
        "amount_paid": 0,
        "to_details": [],
        "payment_details": [],
        "notes": None,
        "reference": None,
        "template": created["template"],
        "number": "X-1",
    }
    assert _invoice(api.patch(path, other))["totals"]["total"] == "1"
    undone = _invoice(api.post(f"{path}/undo"))
    assert _without_time(undone) == _without_time(created)
    assert _invoice(api.get(path)) == undone


def test_undo_keeps_what_the_api_cannot_send(api: Api) -> None:
    created = api.invoice()
    path = f"/invoices/{created['id']}"
    with api.app.app_context(), transaction():
        db.session.execute(sa.update(DocumentItem).values(product_id="prd_1"))
    api.patch(path, {"title": "Seen with its product"})
    api.patch(path, {"items": [{"name": "Other", "unit_price": 1}]})
    assert _invoice(api.post(f"{path}/undo"))["items"][0]["product_id"] == "prd_1"


def test_undo_goes_further_back_each_time_and_a_change_starts_anew(api: Api) -> None:
    path = f"/invoices/{api.invoice(title='A')['id']}"

    def title(answer: Any) -> str:
        return str(_invoice(answer)["title"])

    api.patch(path, {"title": "B"})
    api.patch(path, {"title": "C"})
    assert title(api.post(f"{path}/undo")) == "B"
    assert title(api.patch(path, {"title": "D"})) == "D"
    assert [title(api.post(f"{path}/undo")) for _ in range(2)] == ["B", "A"]
    refused: Any = api.post(f"{path}/undo")
    assert (refused.status_code, refused.json["code"]) == (409, "nothing_to_undo")
    kinds = [row["kind"] for row in _revisions(api, path.rpartition("/")[2])]
    assert kinds == ["undone", "undone", "updated", "undone", "updated", "updated", "created"]


def test_a_change_that_makes_no_difference_is_no_revision(api: Api) -> None:
    created = api.invoice(title="A")
    api.patch(f"/invoices/{created['id']}", {"title": "A"})
    assert len(_revisions(api, created["id"])) == 1
    assert api.post(f"/invoices/{created['id']}/undo").status_code == 409


@pytest.mark.parametrize(("step", "code"), [("issue", "document_locked"), ("mark-paid", "document_locked")])
def test_only_drafts_are_undone(step: str, code: str, api: Api) -> None:
    path = f"/invoices/{api.invoice(title='A')['id']}"
    api.patch(path, {"title": "B"})
    before = _invoice(api.post(f"{path}/{step}"))
    refused: Any = api.post(f"{path}/undo")
    assert (refused.status_code, refused.json["code"]) == (409, code)
    assert _invoice(api.get(path)) == before
    assert len(_revisions(api, before["id"])) == 2


def test_an_undo_does_not_take_a_number_that_another_document_has(api: Api) -> None:
    path = f"/invoices/{api.invoice(number='X-1')['id']}"
    api.patch(path, {"number": "X-2"})
    api.invoice(number="X-1")
    refused: Any = api.post(f"{path}/undo")
    assert (refused.status_code, refused.json["code"]) == (409, "number_taken")
    assert _invoice(api.get(path))["number"] == "X-2"


def test_an_undo_is_audited_as_a_change(api: Api) -> None:
    path = f"/invoices/{api.invoice(title='A')['id']}"
    api.patch(path, {"title": "B"})
    api.post(f"{path}/undo")
    with api.app.app_context():
        entry = db.session.scalars(sa.select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry
    assert entry.action == "document.updated"
    assert entry.changes["title"] == ["B", "A"]


def test_a_retried_undo_undoes_once(api: Api) -> None:
    path = f"/invoices/{api.invoice(title='A')['id']}"
    for name in "BC":
        api.patch(path, {"title": name})
    first, second = (api.post(f"{path}/undo", headers={"Idempotency-Key": "u-1"}) for _ in range(2))
    assert first.data == second.data
    assert _invoice(api.get(path))["title"] == "B"


def test_a_deleted_draft_takes_its_history_along(api: Api) -> None:
    path = f"/invoices/{api.invoice()['id']}"
    api.patch(path, {"title": "B"})
    assert api.delete(path).status_code == 200
    assert api.get(f"{path}/revisions").status_code == 404
    with api.app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(DocumentRevision)) == 0


def test_a_dry_run_has_no_history(api: Api) -> None:
    api.post("/invoices", json={"items": [{"name": "X", "unit_price": 1}], "dry_run": True})
    with api.app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(DocumentRevision)) == 0


def test_changes_at_the_same_moment_are_numbered_without_a_gap(api: Api) -> None:
    invoice_id = api.invoice()["id"]
    with ThreadPoolExecutor(8) as pool:
        answers = pool.map(lambda n: api.patch(f"/invoices/{invoice_id}", {"title": f"T{n}"}), range(16))
    assert {answer.status_code for answer in answers} == {200}
    rows = _revisions(api, invoice_id)
    assert [row["number"] for row in rows] == list(range(17, 0, -1))
    assert [row["patch"][0]["op"] for row in rows[:-1]] == ["replace"] * 16
