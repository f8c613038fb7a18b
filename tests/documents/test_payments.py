"""Payments of an invoice: in parts, in whole, taken back."""

from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.accounts.models import AuditEntry
from app.core import events
from app.core.db import db
from tests.callers import Api, NewTeam


def _pay(api: Api, invoice_id: str, amount: Any, **fields: Any) -> Any:
    return api.post(f"/invoices/{invoice_id}/payments", json={"amount": amount, **fields})


def _invoice(answer: Any) -> dict[str, Any]:
    assert answer.status_code in (200, 201), answer.text
    invoice: dict[str, Any] = answer.json["invoice"]
    return invoice


def _sums(invoice: dict[str, Any]) -> tuple[str, str, str]:
    return invoice["status"], invoice["totals"]["amount_paid"], invoice["totals"]["amount_due"]


def _payments(api: Api, invoice_id: str) -> list[dict[str, Any]]:
    answer: Any = api.get(f"/invoices/{invoice_id}/payments")
    assert answer.status_code == 200, answer.text
    listed: list[dict[str, Any]] = answer.json["payments"]
    return listed


@pytest.fixture
def invoice(api: Api) -> dict[str, Any]:
    return api.invoice(issued_at="2026-02-01", due_at="2099-01-01", issue=True)


def test_an_invoice_is_paid_in_parts(api: Api, invoice: dict[str, Any]) -> None:
    first = _pay(api, invoice["id"], "33.34", paid_at="2026-02-03", method="bank_transfer", reference="TX-1")
    assert first.status_code == 201
    assert _sums(first.json["invoice"]) == ("partially_paid", "33.34", "66.66")
    payment = first.json["payment"]
    assert payment == {
        "id": payment["id"],
        "document_id": invoice["id"],
        "amount": "33.34",
        "currency": "USD",
        "paid_at": "2026-02-03",
        "method": "bank_transfer",
        "reference": "TX-1",
        "origin": "recorded",
        "created_at": payment["created_at"],
    }
    last = _invoice(_pay(api, invoice["id"], 66.66, paid_at="2026-02-02"))
    assert _sums(last) == ("paid", "100.00", "0.00")
    assert last["paid_at"] == "2026-02-03"  # The day on which nothing was left.
    assert [row["amount"] for row in _payments(api, invoice["id"])] == ["66.66", "33.34"]


def test_taking_a_payment_back_opens_what_it_paid(api: Api, invoice: dict[str, Any]) -> None:
    payments = [_pay(api, invoice["id"], amount).json["payment"]["id"] for amount in (60, 40)]
    opened = _invoice(api.delete(f"/invoices/{invoice['id']}/payments/{payments[0]}"))
    assert (*_sums(opened), opened["paid_at"]) == ("partially_paid", "40.00", "60.00", None)
    open_again = _invoice(api.delete(f"/invoices/{invoice['id']}/payments/{payments[1]}"))
    assert _sums(open_again) == ("issued", "0.00", "100.00")
    assert api.delete(f"/invoices/{invoice['id']}/payments/{payments[1]}").status_code == 404


def test_what_was_sent_is_sent_again_when_nothing_is_paid_any_more(api: Api, invoice: dict[str, Any]) -> None:
    api.post(f"/invoices/{invoice['id']}/mark-sent")
    payment = _pay(api, invoice["id"], 5).json["payment"]["id"]
    assert _invoice(api.post(f"/invoices/{invoice['id']}/mark-sent"))["status"] == "partially_paid"
    assert _invoice(api.delete(f"/invoices/{invoice['id']}/payments/{payment}"))["status"] == "sent"


def test_a_payment_of_another_invoice_is_not_found(api: Api, invoice: dict[str, Any]) -> None:
    payment = _pay(api, invoice["id"], 5).json["payment"]["id"]
    assert api.delete(f"/invoices/{api.invoice()['id']}/payments/{payment}").status_code == 404
    assert len(_payments(api, invoice["id"])) == 1


def test_more_than_what_is_left_is_refused(api: Api, invoice: dict[str, Any]) -> None:
    _pay(api, invoice["id"], "99.50")
    refused = _pay(api, invoice["id"], "0.51")
    assert (refused.status_code, refused.json["code"]) == (409, "overpayment")
    assert "0.50 USD is left" in refused.json["error"]
    assert _pay(api, invoice["id"], "0.50").status_code == 201
    settled = _pay(api, invoice["id"], "0.01")
    assert (settled.status_code, settled.json["code"]) == (409, "overpayment")


@pytest.mark.parametrize("amount", ["0", "-5", "0.001", "1e3", None, True, "", [], "1" * 13, "NaN"])
def test_an_amount_that_is_no_money_is_400(amount: Any, api: Api, invoice: dict[str, Any]) -> None:
    refused = _pay(api, invoice["id"], amount)
    assert refused.status_code == 400
    assert "amount" in refused.json["details"]
    assert _payments(api, invoice["id"]) == []


@pytest.mark.parametrize(
    ("currency", "amount", "status"), [("JPY", "1.5", 400), ("JPY", "1", 201), ("KWD", "1.555", 201)]
)
def test_an_amount_has_the_decimals_of_its_currency(currency: str, amount: str, status: int, api: Api) -> None:
    assert _pay(api, api.invoice(currency=currency)["id"], amount).status_code == status


def test_a_reference_stands_once_on_an_invoice(api: Api, invoice: dict[str, Any]) -> None:
    first = _pay(api, invoice["id"], 5, reference="TX-1").json["payment"]
    again = _pay(api, invoice["id"], 5, reference="TX-1")
    assert (again.status_code, again.json["code"]) == (409, "reference_taken")
    assert again.json["details"] == {"payment_id": first["id"]}
    assert _pay(api, api.invoice()["id"], 5, reference="TX-1").status_code == 201
    for _ in range(2):
        assert _pay(api, invoice["id"], 5).status_code == 201


def test_a_retry_with_its_key_pays_once(api: Api, invoice: dict[str, Any]) -> None:
    body = {"amount": "100", "reference": "TX-1"}
    first, second = (
        api.post(f"/invoices/{invoice['id']}/payments", json=body, headers={"Idempotency-Key": "p-1"}) for _ in range(2)
    )
    assert (first.status_code, first.data) == (201, second.data)
    assert len(_payments(api, invoice["id"])) == 1


def test_a_payment_for_a_draft_issues_it(api: Api) -> None:
    paid = _invoice(_pay(api, api.invoice(issued_at="2026-02-01", due_at="2099-01-01")["id"], 1))
    assert (paid["number"], paid["status"]) == ("INV-2026-0001", "partially_paid")


def test_a_refused_payment_does_not_issue_the_draft(api: Api) -> None:
    draft = api.invoice()
    assert _pay(api, draft["id"], 101).status_code == 409
    assert api.get(f"/invoices/{draft['id']}").json == {"invoice": draft}


def test_a_deposit_is_the_first_payment(api: Api) -> None:
    draft = api.invoice(amount_paid="40", issued_at="2026-02-01", due_at="2099-01-01")
    assert (_sums(draft), _payments(api, draft["id"])) == (("draft", "40.00", "60.00"), [])
    issued = _invoice(api.post(f"/invoices/{draft['id']}/issue"))
    assert _sums(issued) == ("partially_paid", "40.00", "60.00")
    (deposit,) = _payments(api, draft["id"])
    assert (deposit["origin"], deposit["amount"], deposit["paid_at"]) == ("deposit", "40.00", "2026-02-01")
    wrong = _invoice(api.delete(f"/invoices/{draft['id']}/payments/{deposit['id']}"))
    assert _sums(wrong) == ("issued", "0.00", "100.00")


def test_a_deposit_of_everything_pays_the_invoice_when_it_is_issued(api: Api) -> None:
    paid = api.invoice(amount_paid="100", issued_at="2026-02-01", issue=True)
    assert (*_sums(paid), paid["paid_at"]) == ("paid", "100.00", "0.00", "2026-02-01")
    assert _invoice(api.post(f"/invoices/{paid['id']}/mark-paid"))["paid_at"] == "2026-02-01"


def test_marking_as_paid_pays_the_rest_and_marking_as_unpaid_takes_that_back(api: Api, invoice: dict[str, Any]) -> None:
    path = f"/invoices/{invoice['id']}"
    _pay(api, invoice["id"], 30)
    paid = _invoice(api.post(f"{path}/mark-paid", {"paid_at": "2026-02-28"}))
    assert (*_sums(paid), paid["paid_at"]) == ("paid", "100.00", "0.00", "2026-02-28")
    assert [(row["amount"], row["origin"]) for row in _payments(api, invoice["id"])] == [
        ("70.00", "mark_paid"),
        ("30.00", "recorded"),
    ]
    for _ in range(2):
        unpaid = _invoice(api.post(f"{path}/mark-unpaid"))
        assert (*_sums(unpaid), unpaid["paid_at"]) == ("partially_paid", "30.00", "70.00", None)


def test_what_recorded_payments_have_paid_is_not_marked_unpaid(api: Api, invoice: dict[str, Any]) -> None:
    payment = _pay(api, invoice["id"], 100).json["payment"]
    refused: Any = api.post(f"/invoices/{invoice['id']}/mark-unpaid")
    assert (refused.status_code, refused.json["code"]) == (409, "paid_by_payments")
    assert refused.json["details"] == {"payment_ids": [payment["id"]]}


def test_an_invoice_of_nothing_is_paid_and_unpaid_by_the_mark_alone(api: Api) -> None:
    path = f"/invoices/{api.invoice(items=[{'name': 'Gift', 'unit_price': 0}])['id']}"
    assert _invoice(api.post(f"{path}/mark-paid"))["status"] == "paid"
    assert _payments(api, path.rpartition("/")[2]) == []
    assert _invoice(api.post(f"{path}/mark-sent"))["status"] == "paid"
    assert _invoice(api.post(f"{path}/mark-unpaid"))["status"] == "sent"


def test_what_the_seller_owes_is_paid_by_the_mark(api: Api) -> None:
    path = f"/invoices/{api.invoice(items=[{'name': 'Return', 'unit_price': '-50'}])['id']}"
    assert _sums(_invoice(api.post(f"{path}/mark-paid"))) == ("paid", "-50.00", "0.00")
    assert _sums(_invoice(api.post(f"{path}/mark-unpaid"))) == ("issued", "0.00", "-50.00")


def test_payments_stand_in_the_way_of_voiding_and_deleting(api: Api, invoice: dict[str, Any]) -> None:
    path = f"/invoices/{invoice['id']}"
    payment = _pay(api, invoice["id"], 5).json["payment"]
    for answer in (api.post(f"{path}/void"), api.delete(path)):
        assert answer.status_code == 409
        assert answer.json
        assert answer.json["code"] == "document_paid"
    api.delete(f"{path}/payments/{payment['id']}")
    assert _invoice(api.post(f"{path}/void"))["status"] == "void"
    assert _pay(api, invoice["id"], 5).json["code"] == "document_void"


def test_a_part_payment_does_not_hide_that_it_is_overdue(api: Api) -> None:
    late = api.invoice(issued_at="2026-01-01", due_at="2026-01-02", issue=True, title="late")
    soon = api.invoice(due_at="2099-01-02", issue=True, title="soon")
    for made in (late, soon):
        _pay(api, made["id"], 5)
    expected = {"overdue": ["late"], "partially_paid": ["late", "soon"], "unpaid": ["late", "soon"], "issued": []}
    for status, titles in expected.items():
        listed: Any = api.get(f"/invoices?status={status}").json
        assert sorted(row["title"] for row in listed["invoices"]) == titles


def test_only_an_invoice_takes_payments(api: Api) -> None:
    estimate = api.document("estimate")
    for answer in (
        api.post(f"/documents/{estimate['id']}/payments", json={"amount": 1}),
        api.post(f"/documents/{estimate['id']}/mark-paid"),
    ):
        assert answer.json
        assert (answer.status_code, answer.json["code"]) == (409, "wrong_document_type")
        assert "Only an invoice" in answer.json["error"]
    assert api.post(f"/estimates/{estimate['id']}/payments", json={"amount": 1}).status_code == 404


def test_payments_are_audited_and_announced(app: Flask, api: Api, invoice: dict[str, Any]) -> None:
    heard: list[tuple[str, str]] = []
    for name in ("payment.recorded", "payment.deleted", "document.paid", "document.unpaid"):
        events.on(events.EVENTS[name])(lambda fact: heard.append((fact.event.name, fact.subject.id)))
    payment = _pay(api, invoice["id"], "100", reference="TX").json["payment"]["id"]
    api.delete(f"/invoices/{invoice['id']}/payments/{payment}")
    expected = [
        ("payment.recorded", payment),
        ("document.paid", invoice["id"]),
        ("payment.deleted", payment),
        ("document.unpaid", invoice["id"]),
    ]
    assert heard == expected
    with app.app_context():
        entries = db.session.scalars(sa.select(AuditEntry).order_by(AuditEntry.id)).all()
    deeds = [entry for entry in entries if entry.action in {action for action, _ in expected}]
    # The trail tells all of it under the invoice, so that one look shows what happened to it.
    assert [(deed.action, deed.changes.get("payment_id", deed.subject_id)) for deed in deeds] == expected
    assert {deed.subject_id for deed in deeds} == {invoice["id"]}
    assert (deeds[0].changes["amount"], deeds[0].changes["reference"]) == ("100.00", "TX")


def test_payments_of_a_hidden_team_are_not_listed(api: Api, new_team: NewTeam, invoice: dict[str, Any]) -> None:
    _pay(api, invoice["id"], 5)
    assert new_team().get(f"/invoices/{invoice['id']}/payments").status_code == 404
