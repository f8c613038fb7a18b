"""Credit notes of an invoice, over HTTP."""

import io
import re
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from pypdf import PdfReader

from app.core import events
from tests.callers import Api, NewTeam

ITEMS = [
    {"name": "Design", "quantity": "3", "unit": "day", "unit_price": "333.335", "discount": {"amount": "10"}},
    {"name": "Book", "quantity": "2", "unit_price": "20", "taxes": [{"name": "VAT", "percentage": 7}]},
    {"name": "Travel", "unit_price": "80", "discount": {"percentage": 5}, "taxes": []},
]
RICH: dict[str, Any] = {
    "items": ITEMS,
    "discounts": [{"name": "Friends", "percentage": "3"}, {"name": "Voucher", "amount": "50"}],
    "taxes": [{"name": "VAT", "percentage": "19"}, {"name": "IRPF", "percentage": "15", "withholding": True}],
    "currency": "EUR",
    "issued_at": "2026-02-01",
    "due_at": "2099-01-01",
    "to_details": [{"label": "Company", "value": "Acme 🎨", "field": "company"}],
    "payment_details": [{"label": "IBAN", "value": "DE89", "field": "iban"}],
    "reference": "PO-7",
    "issue": True,
}


def _credit(api: Api, invoice_id: str, *items: dict[str, Any], **fields: Any) -> Any:
    body = {**({"items": list(items)} if items else {}), **fields}
    return api.post(f"/invoices/{invoice_id}/credit", json=body)


def _made(answer: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    assert answer.status_code == 201, answer.text
    return answer.json["credit_note"], answer.json["invoice"]


def test_a_whole_invoice_is_credited(api: Api) -> None:
    invoice = api.invoice(**RICH)
    note, after = _made(_credit(api, invoice["id"], reason="Ordered twice", issued_at="2026-02-05"))
    assert (note["type"], note["status"], note["number"]) == ("credit_note", "issued", "CRN-2026-0001")
    assert note["source"] == {"id": invoice["id"], "type": "invoice", "number": "INV-2026-0001"}
    assert (note["reference"], note["notes"], note["payment_details"]) == ("INV-2026-0001", "Ordered twice", [])
    assert (note["to_details"], note["currency"]) == (invoice["to_details"], "EUR")
    for name in ("subtotal", "discount_total", "tax_total", "withholding_total", "total", "taxes"):
        assert note["totals"][name] == invoice["totals"][name]
    assert [item["total"] for item in note["items"]] == [item["total"] for item in invoice["items"]]
    assert after["status"] == "credited"
    assert (after["totals"]["credited"], after["totals"]["amount_due"]) == (invoice["totals"]["total"], "0.00")
    again = _credit(api, invoice["id"])
    assert (again.status_code, again.json["code"]) == (409, "document_credited")


def test_a_credit_note_is_never_of_a_day_before_its_invoice(api: Api) -> None:
    invoice = api.invoice(**RICH | {"issued_at": "2098-02-01"})
    refused = _credit(api, invoice["id"], issued_at="2098-01-31")
    assert (refused.status_code, refused.json["details"]) == (
        400,
        {"issued_at": ["Must not be before the invoice, which is of 2098-02-01."]},
    )
    note, _ = _made(_credit(api, invoice["id"]))
    assert (note["issued_at"], note["number"]) == ("2098-02-01", "CRN-2098-0001")


def test_the_pdf_of_a_credit_note_names_its_invoice_once(api: Api) -> None:
    note, _ = _made(_credit(api, api.invoice(**RICH)["id"]))

    text = _printed(api, note)

    assert re.search(r"credits invoice\s+INV-2026-0001", text, re.IGNORECASE)
    assert text.count("INV-2026-0001") == 1
    copy: Any = api.post(f"/documents/{note['id']}/duplicate").json
    assert "credits invoice" not in _printed(api, copy["document"]).lower()


def _printed(api: Api, document: dict[str, Any]) -> str:
    pages = PdfReader(io.BytesIO(api.get(f"/documents/{document['id']}/pdf").data)).pages
    return "".join(page.extract_text() for page in pages)


def test_credits_by_lines_and_quantities_add_up_to_the_cent(api: Api) -> None:
    invoice = api.invoice(**RICH)
    notes = [
        _made(_credit(api, invoice["id"], *lines))[0]
        for lines in (
            [{"line": 1, "quantity": "1"}],
            [{"line": 2}, {"line": 1, "quantity": "0.333333"}],
            [{"line": 3, "quantity": "0.5"}],
        )
    ]
    last, after = _made(_credit(api, invoice["id"]))
    notes.append(last)
    assert [[item["name"] for item in note["items"]] for note in notes] == [
        ["Design"],
        ["Design", "Book"],
        ["Travel"],
        ["Design", "Travel"],
    ]
    assert [item["quantity"] for item in last["items"]] == ["1.666667", "0.5"]
    for name in ("subtotal", "discount_total", "tax_total", "withholding_total", "total"):
        assert sum(Decimal(note["totals"][name]) for note in notes) == Decimal(invoice["totals"][name]), name
    assert after["status"] == "credited"
    assert [note["number"] for note in notes] == [f"CRN-{notes[0]['issued_at'][:4]}-000{n}" for n in (1, 2, 3, 4)]
    listed: Any = api.get(f"/documents?source_id={invoice['id']}").json
    assert [row["id"] for row in listed["documents"]] == [note["id"] for note in notes[::-1]]


@pytest.mark.parametrize(
    ("items", "status", "code"),
    [
        ([{"line": 4}], 400, "invalid_input"),
        ([{"line": 0}], 400, "invalid_input"),
        ([{"line": "1"}], 400, "invalid_input"),
        ([{"line": 1}, {"line": 1}], 400, "invalid_input"),
        ([{"line": 1, "quantity": "0"}], 400, "invalid_input"),
        ([{"line": 1, "amount": "5"}], 400, "invalid_input"),
        ([], 400, "invalid_input"),
        ([{"line": 1, "quantity": "-1"}], 409, "credit_exceeds_invoice"),
        ([{"line": 1, "quantity": "2.000001"}], 409, "credit_exceeds_invoice"),
        ([{"line": 2, "quantity": "1"}], 409, "credit_exceeds_invoice"),
    ],
)
def test_more_than_what_is_left_of_a_line_is_refused(items: Any, status: int, code: str, api: Api) -> None:
    invoice = api.invoice(**RICH)
    _, before = _made(_credit(api, invoice["id"], {"line": 1, "quantity": "1"}, {"line": 2}))
    refused = api.post(f"/invoices/{invoice['id']}/credit", json={"items": items})
    assert refused.json
    assert (refused.status_code, refused.json["code"]) == (status, code)
    assert api.get(f"/invoices/{invoice['id']}").json == {"invoice": before}


def test_a_credit_is_never_worth_more_than_the_invoice(api: Api) -> None:
    items = [{"name": "Work", "unit_price": "100"}, {"name": "Returned", "unit_price": "-60"}]
    invoice = api.invoice(items=items, issue=True)
    over = _credit(api, invoice["id"], {"line": 1})
    assert (over.status_code, over.json["code"]) == (409, "credit_exceeds_invoice")
    below = _credit(api, invoice["id"], {"line": 2})
    assert (below.status_code, below.json["code"]) == (409, "nothing_to_credit")
    note, _ = _made(_credit(api, invoice["id"], {"line": 1}, {"line": 2, "quantity": "1"}))
    assert note["totals"]["total"] == "40.00"


def test_an_invoice_of_nothing_has_nothing_to_credit(api: Api) -> None:
    invoice = api.invoice(items=[{"name": "Gift", "unit_price": 0}], issue=True)
    assert _credit(api, invoice["id"]).json["code"] == "nothing_to_credit"


def test_a_credit_lowers_what_is_due_and_the_rest_is_paid(api: Api) -> None:
    invoice = api.invoice(items=[{"name": "Day", "quantity": 10, "unit_price": 10}], due_at="2099-01-01", issue=True)
    _, after = _made(_credit(api, invoice["id"], {"line": 1, "quantity": 3}))
    assert (after["status"], after["totals"]["amount_due"]) == ("issued", "70.00")
    over: Any = api.post(f"/invoices/{invoice['id']}/payments", json={"amount": "70.01"})
    assert over.json["code"] == "overpayment"
    paid: Any = api.post(f"/invoices/{invoice['id']}/mark-paid").json
    assert (paid["invoice"]["status"], paid["invoice"]["totals"]["amount_paid"]) == ("paid", "70.00")


def test_what_was_paid_and_then_credited_is_to_be_paid_back(api: Api) -> None:
    invoice = api.invoice(items=[{"name": "Day", "quantity": 10, "unit_price": 10}])
    api.post(f"/invoices/{invoice['id']}/mark-paid")
    _, after = _made(_credit(api, invoice["id"], {"line": 1, "quantity": 3}))
    assert after["status"] == "paid"
    sums = {name: after["totals"][name] for name in ("amount_paid", "credited", "amount_due", "refund_due")}
    assert sums == {"amount_paid": "100.00", "credited": "30.00", "amount_due": "0.00", "refund_due": "30.00"}


def test_a_credit_of_the_rest_settles_a_part_paid_invoice(api: Api) -> None:
    invoice = api.invoice(items=[{"name": "Day", "quantity": 10, "unit_price": 10}], due_at="2099-01-01", issue=True)
    api.post(f"/invoices/{invoice['id']}/payments", json={"amount": 60, "paid_at": "2026-03-01"})
    _, after = _made(_credit(api, invoice["id"], {"line": 1, "quantity": 4}))
    assert (after["status"], after["paid_at"]) == ("paid", "2026-03-01")


def test_a_void_credit_note_counts_no_more_and_the_last_one_takes_the_rest(api: Api) -> None:
    items = [{"name": "Part", "quantity": "3", "unit_price": "0.335"}]
    invoice = api.invoice(items=items, taxes=[{"percentage": 19}], due_at="2099-01-01", issue=True)
    first, _ = _made(_credit(api, invoice["id"], {"line": 1, "quantity": 1}))
    second, _ = _made(_credit(api, invoice["id"], {"line": 1, "quantity": 1}))
    assert api.post(f"/documents/{first['id']}/void").status_code == 200
    after: Any = api.get(f"/invoices/{invoice['id']}").json["invoice"]  # type: ignore[index]
    assert (after["totals"]["credited"], after["status"]) == (second["totals"]["total"], "issued")
    rest, after = _made(_credit(api, invoice["id"]))
    assert rest["items"][0]["quantity"] == "2"
    assert after["status"] == "credited"
    for name in ("subtotal", "tax_total", "total"):
        assert Decimal(second["totals"][name]) + Decimal(rest["totals"][name]) == Decimal(invoice["totals"][name])


def test_credit_notes_stand_in_the_way_of_voiding_their_invoice(api: Api) -> None:
    invoice = api.invoice(items=[{"name": "Day", "quantity": 2, "unit_price": 10}], issue=True)
    note, _ = _made(_credit(api, invoice["id"], {"line": 1, "quantity": 1}))
    for refused in (api.post(f"/invoices/{invoice['id']}/void"), api.delete(f"/invoices/{invoice['id']}")):
        assert refused.json
        assert (refused.status_code, refused.json["code"]) == (409, "document_credited")
    api.post(f"/documents/{note['id']}/void")
    assert api.post(f"/invoices/{invoice['id']}/void").status_code == 200


def test_a_customer_that_is_gone_is_no_hindrance(api: Api) -> None:
    customer = api.customer(name="Ann")
    invoice = api.invoice(customer_id=customer["id"])
    api.post(f"/invoices/{invoice['id']}/mark-paid")
    assert api.delete(f"/customers/{customer['id']}").status_code == 200
    note, _ = _made(_credit(api, invoice["id"]))
    assert note["customer_id"] is None
    assert note["to_details"] == invoice["to_details"]


def test_only_an_invoice_is_credited_and_only_ones_own(api: Api, new_team: NewTeam) -> None:
    estimate = api.document("estimate", issue=True)
    refused: Any = api.post(f"/documents/{estimate['id']}/credit")
    assert (refused.status_code, refused.json["code"]) == (409, "wrong_document_type")
    assert _credit(new_team(), api.invoice(issue=True)["id"]).status_code == 404


def test_a_retry_credits_once_and_a_stale_version_not_at_all(api: Api) -> None:
    invoice = api.invoice(items=[{"name": "Day", "quantity": 9, "unit_price": 10}], issue=True)
    path = f"/invoices/{invoice['id']}/credit"
    body = {"items": [{"line": 1, "quantity": 1}]}
    first, second = (api.post(path, json=body, headers={"Idempotency-Key": "c-1"}) for _ in range(2))
    assert (first.status_code, first.data) == (201, second.data)
    assert api.post(path, json=body, headers={"If-Match": '"1"'}).status_code == 412
    assert api.post(path, json=body, headers={"If-Match": first.headers["ETag"]}).status_code == 201


def test_a_credit_is_announced_on_the_invoice(app: Flask, api: Api) -> None:
    heard: list[tuple[str, str]] = []
    events.on(events.EVENTS["document.credited"])(lambda fact: heard.append((fact.subject.id, fact.data["changes"])))
    invoice = api.invoice(issue=True)
    note, _ = _made(_credit(api, invoice["id"]))
    assert heard == [(invoice["id"], {"credit_note_id": note["id"], "amount": "100.00"})]
