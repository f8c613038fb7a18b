"""An invoice over its whole life, through HTTP."""

from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.accounts.models import AuditEntry
from app.core import events
from app.core.db import db
from tests.callers import Api, NewTeam


def _invoice(answer: Any) -> dict[str, Any]:
    assert answer.status_code in (200, 201), answer.text
    invoice: dict[str, Any] = answer.json["invoice"]
    return invoice


def test_structured_fields_make_an_exact_invoice(api: Api) -> None:
    body = {
        "title": "Consulting Services",
        "currency": "eur",
        "issued_at": "2026-01-15",
        "due_at": "2026-02-14",
        "to_details": [{"label": "Company", "value": "Acme Corp", "field": "company"}],
        "items": [
            {"name": "Consulting", "quantity": 10, "unit": "hour", "unit_price": "150"},
            {"name": "Licences", "quantity": "3", "unit_price": 0.1, "discount": {"percentage": 50}},
        ],
        "discounts": [{"percentage": "10"}],
        "taxes": [{"name": "VAT", "percentage": 19}],
        "amount_paid": "100",
        "reference": "PO-7",
    }
    invoice = _invoice(api.post("/invoices", json=body))
    assert invoice["currency"] == "EUR"
    assert invoice["items"][1]["unit_price"] == "0.10"
    assert invoice["items"][1]["total"] == "0.15"
    assert invoice["discounts"] == [{"name": "Discount", "percentage": "10", "amount": None}]
    assert invoice["totals"] == {
        "subtotal": "1500.15",
        "discount_total": "150.02",
        "tax_total": "256.52",
        "withholding_total": "0.00",
        "total": "1606.65",
        "amount_paid": "100.00",
        "credited": "0.00",
        "amount_due": "1506.65",
        "refund_due": "0.00",
        "taxes": [
            {
                "name": "VAT",
                "percentage": "19",
                "inclusive": False,
                "withholding": False,
                "category": None,
                "base": "1350.13",
                "amount": "256.52",
            }
        ],
    }
    assert invoice["generation"] is None


def test_what_is_left_out_comes_from_the_team(new_team: NewTeam) -> None:
    own = [{"label": "Company", "value": "Smith LLC", "field": "company"}]
    bank = [{"label": "IBAN", "value": "DE89 3704 0044 0532 0130 00", "field": "iban"}]
    api = new_team(currency="JPY", payment_terms_days=14, locale="JP", from_details=own, payment_details=bank)
    invoice = api.invoice(issued_at="2024-02-29")
    assert invoice["currency"] == "JPY"
    assert invoice["due_at"] == "2024-03-14"
    assert invoice["from_details"] == own
    assert invoice["payment_details"] == bank
    assert invoice["locale"] == "JP"
    assert invoice["title"] == "Design"
    assert invoice["totals"]["total"] == "100"
    assert api.invoice(payment_details=[])["payment_details"] == []


def test_today_is_the_teams_day(new_team: NewTeam, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.core.clock.now", lambda: datetime(2026, 3, 1, 11, tzinfo=UTC))
    assert new_team(time_zone="Pacific/Auckland").invoice()["issued_at"] == "2026-03-02"
    assert new_team(time_zone="America/Los_Angeles").invoice()["issued_at"] == "2026-03-01"


def test_a_draft_changes_and_its_lists_are_replaced_whole(api: Api) -> None:
    draft = api.invoice(taxes=[{"percentage": 10}], notes="Thanks")
    items = [{"name": "One", "unit_price": "1.005"}, {"name": "Two", "unit_price": "2"}]
    changed = _invoice(api.patch(f"/invoices/{draft['id']}", {"items": items, "notes": None}))
    assert [item["name"] for item in changed["items"]] == ["One", "Two"]
    assert changed["totals"]["total"] == "3.31"
    assert changed["notes"] is None
    assert changed["title"] == draft["title"]
    assert _invoice(api.get(f"/invoices/{draft['id']}")) == changed


def test_an_empty_change_and_a_due_date_before_the_issue_are_refused(api: Api) -> None:
    draft = api.invoice(issued_at="2026-01-15")
    assert api.patch(f"/invoices/{draft['id']}", {}).status_code == 400
    refused: Any = api.patch(f"/invoices/{draft['id']}", {"due_at": "2026-01-14"})
    assert refused.status_code == 400
    assert refused.json["details"] == {"due_at": ["Must not be before issued_at."]}


def test_numbers_are_given_when_issued_and_count_by_year(api: Api) -> None:
    first, second, older = api.invoice(), api.invoice(), api.invoice(issued_at="2025-12-31")
    assert first["number"] is None
    year = first["issued_at"][:4]
    assert _invoice(api.post(f"/invoices/{second['id']}/issue"))["number"] == f"INV-{year}-0001"
    assert _invoice(api.post(f"/invoices/{first['id']}/issue"))["number"] == f"INV-{year}-0002"
    assert _invoice(api.post(f"/invoices/{older['id']}/issue"))["number"] == "INV-2025-0001"
    assert _invoice(api.post(f"/invoices/{first['id']}/issue"))["number"] == f"INV-{year}-0002"


def test_a_chosen_number_is_kept_and_passed_over_by_the_counter(api: Api) -> None:
    chosen = api.invoice(number="INV-2026-0001", issued_at="2026-05-01")
    assert chosen["number"] == "INV-2026-0001"
    taken: Any = api.post("/invoices", json={"items": [{"name": "X", "unit_price": 1}], "number": "INV-2026-0001"})
    assert taken.status_code == 409
    assert taken.json["code"] == "number_taken"
    counted = api.invoice(issued_at="2026-05-01", issue=True)
    assert counted["number"] == "INV-2026-0002"


def test_a_chosen_number_can_be_taken_off_again(api: Api) -> None:
    draft = api.invoice(number="A-7", issued_at="2026-05-01")
    assert _invoice(api.patch(f"/invoices/{draft['id']}", {"number": None}))["number"] is None
    assert _invoice(api.post(f"/invoices/{draft['id']}/issue"))["number"] == "INV-2026-0001"


def test_an_issued_invoice_is_found_by_its_number(api: Api) -> None:
    issued = api.invoice(issue=True, issued_at="2026-05-01")
    found: Any = api.get("/invoices?search=inv-2026-0001").json
    assert [invoice["id"] for invoice in found["invoices"]] == [issued["id"]]


def test_a_number_without_a_year_never_starts_again(new_team: NewTeam) -> None:
    api = new_team()
    assert api.patch("/numbering", {"invoice": {"format": "R{seq:03}"}}).status_code == 200
    numbers = [api.invoice(issue=True, issued_at=day)["number"] for day in ("2025-06-01", "2026-06-01")]
    assert numbers == ["R001", "R002"]


def test_a_team_may_issue_on_creation(new_team: NewTeam) -> None:
    invoice = new_team(issue_on_create=True).invoice()
    assert invoice["status"] == "issued"
    assert invoice["number"].endswith("-0001")


def test_paying_a_draft_issues_it_first(api: Api) -> None:
    draft = api.invoice(amount_paid="40", issued_at="2026-02-01")
    assert draft["totals"]["amount_due"] == "60.00"
    paid = _invoice(api.post(f"/invoices/{draft['id']}/mark-paid", {"paid_at": "2026-02-28"}))
    assert (paid["status"], paid["paid_at"], paid["number"]) == ("paid", "2026-02-28", "INV-2026-0001")
    assert paid["totals"]["amount_due"] == "0.00"
    for body in ({}, {"paid_at": "2026-02-28"}):
        assert _invoice(api.post(f"/invoices/{draft['id']}/mark-paid", body)) == paid
    corrected: Any = api.post(f"/invoices/{draft['id']}/mark-paid", {"paid_at": "2026-03-01"})
    assert (corrected.status_code, corrected.json["code"]) == (409, "paid_on_another_day")
    unpaid = _invoice(api.post(f"/invoices/{draft['id']}/mark-unpaid"))
    assert (unpaid["paid_at"], unpaid["totals"]["amount_due"]) == (None, "60.00")


def test_an_issued_invoice_is_locked_voided_and_hidden_but_keeps_its_number(api: Api) -> None:
    path = f"/invoices/{api.invoice(issue=True, issued_at='2026-02-01')['id']}"
    locked: Any = api.patch(path, {"title": "Other"})
    assert (locked.status_code, locked.json["code"]) == (409, "document_locked")
    void = _invoice(api.post(f"{path}/void"))
    assert (void["status"], void["number"]) == ("void", "INV-2026-0001")
    assert void["voided_at"]
    assert api.post(f"{path}/mark-paid").status_code == 409
    assert api.delete(path).json == {"deleted": True}
    assert api.get(path).status_code == 404
    assert api.invoice(issue=True, issued_at="2026-02-01")["number"] == "INV-2026-0002"
    taken = api.post("/invoices", json={"items": [{"name": "X", "unit_price": 1}], "number": "INV-2026-0001"})
    assert taken.status_code == 409


def test_a_paid_invoice_is_neither_voided_nor_deleted(api: Api) -> None:
    path = f"/invoices/{api.invoice()['id']}"
    api.post(f"{path}/mark-paid")
    for answer in (api.post(f"{path}/void"), api.delete(path)):
        assert answer.status_code == 409
        assert answer.json
        assert answer.json["code"] == "document_paid"
        assert "unpaid" in answer.json["error"]


def test_a_dry_run_stores_nothing(api: Api) -> None:
    answer = api.post("/invoices", json={"items": [{"name": "X", "unit_price": 1}], "dry_run": True, "issue": True})
    assert answer.status_code == 200
    invoice = _invoice(answer)
    assert (invoice["id"], invoice["number"], invoice["totals"]["total"]) == (None, None, "1.00")
    assert api.get("/invoices").json["pagination"]["total"] == 0  # type: ignore[index]


def test_a_deposit_above_the_total_is_refused(api: Api) -> None:
    answer: Any = api.post("/invoices", json={"items": [{"name": "X", "unit_price": 1}], "amount_paid": "1.01"})
    assert answer.status_code == 400
    assert "amount_paid" in answer.json["details"]


def test_download_with_issue_gives_the_number_first(api: Api) -> None:
    draft = api.invoice(issued_at="2026-02-01", due_at="2099-02-01")
    answer = api.get(f"/invoices/{draft['id']}/download?issue=true")
    assert answer.headers["Content-Disposition"] == "attachment; filename=INV-2026-0001.pdf"
    assert _invoice(api.get(f"/invoices/{draft['id']}"))["status"] == "issued"


def test_a_number_full_of_signs_makes_a_safe_file_name(api: Api) -> None:
    draft = api.invoice(number='../..\\évil "x"\u202e/1')
    disposition = api.get(f"/invoices/{draft['id']}/pdf").headers["Content-Disposition"]
    assert not set('/\\"\n\u202e') & set(disposition.partition("filename=")[2].partition(";")[0])


def test_every_deed_is_on_the_audit_trail_and_announced(app: Flask, api: Api) -> None:
    heard: list[str] = []
    names = ("document.created", "document.updated", "document.issued", "document.paid", "document.unpaid")
    for name in (*names, "document.voided", "document.deleted"):
        events.on(events.EVENTS[name])(lambda fact: heard.append(fact.event.name))
    path = f"/invoices/{api.invoice()['id']}"
    api.patch(path, {"title": "Other"})
    for action in ("mark-paid", "mark-unpaid", "void"):
        api.post(f"{path}/{action}")
    api.delete(path)
    with app.app_context():
        entries = db.session.scalars(sa.select(AuditEntry).order_by(AuditEntry.id)).all()
    deeds = [entry for entry in entries if entry.subject_id == path.rpartition("/")[2]]
    deeds = [deed for deed in deeds if not deed.action.startswith("payment.")]
    expected = ["document.created", "document.updated", "document.issued", "document.paid"]
    expected += ["document.unpaid", "document.voided", "document.deleted"]
    assert [deed.action for deed in deeds] == expected == heard
    assert all(deed.user_id and deed.token_id for deed in deeds)
    assert deeds[1].changes["title"] == ["Design", "Other"]
