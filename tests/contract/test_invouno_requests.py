"""Requests as InvoUno's users send them, under the names that the same has here."""

from typing import Any

import pytest

from tests.callers import Api


def _body(answer: Any, status: int = 200) -> Any:
    assert answer.status_code == status, answer.text
    return answer.json


def test_documents_are_listed_by_type_status_and_page(api: Api) -> None:
    paid = [api.invoice() for _ in range(2)]
    for invoice in paid:
        _body(api.post(f"/invoices/{invoice['id']}/mark-paid"))
    for kind in ("invoice", "quote", "receipt", "purchase_order", "estimate"):
        made = api.document(kind)
        newest = _body(api.get(f"/documents?type={kind}&page=1&per_page=25"))["documents"][0]
        assert newest["id"] == made["id"]

    listed = _body(api.get("/documents?type=invoice&status=paid&page=1"))

    assert [row["id"] for row in listed["documents"]] == [paid[1]["id"], paid[0]["id"]]
    assert listed["pagination"]["total"] == 2


def test_a_document_of_two_items_with_a_tax_and_a_design(api: Api) -> None:
    body = {
        "type": "invoice",
        "customer_id": api.customer(company="Acme Corporation")["id"],
        "currency": "USD",
        "issued_at": "2026-03-01",
        "due_at": "2026-03-31",
        "items": [
            {"name": "Website Design", "quantity": 1, "unit_price": 5000},
            {"name": "Hosting (Annual)", "quantity": 1, "unit_price": 1200},
        ],
        "taxes": [{"percentage": 10}],
        "notes": "Payment due within 30 days",
        "template": "modern",
    }

    document = _body(api.post("/documents", json=body), 201)["document"]

    totals = document["totals"]
    assert (totals["subtotal"], totals["tax_total"], totals["total"]) == ("6200.00", "620.00", "6820.00")
    kept = ("type", "customer_id", "currency", "issued_at", "due_at", "notes", "template")
    assert {name: document[name] for name in kept} == {name: body[name] for name in kept}
    assert _body(api.get(f"/documents/{document['id']}"))["document"] == document


def test_notes_are_changed_and_then_it_counts_as_sent(api: Api) -> None:
    path = f"/documents/{api.invoice(due_at='2999-01-01')['id']}"
    _body(api.patch(path, {"notes": "Updated payment terms"}))
    sent = _body(api.post(f"{path}/mark-sent"))["document"]
    assert (sent["status"], sent["notes"]) == ("sent", "Updated payment terms")
    assert sent["number"]
    assert _body(api.patch(path, {"notes": "Too late"}), 409)["code"] == "document_locked"


def test_a_status_is_no_field_that_can_be_written(api: Api) -> None:
    document = api.invoice()
    refused = _body(api.patch(f"/documents/{document['id']}", {"status": "sent"}), 400)
    assert "status" in refused["details"]
    assert _body(api.get(f"/documents/{document['id']}"))["document"] == document


def test_a_draft_is_deleted_for_good(api: Api) -> None:
    path = f"/documents/{api.document('quote')['id']}"
    assert _body(api.delete(path)) == {"deleted": True}
    assert api.get(path).status_code == 404
    assert _body(api.get("/documents"))["documents"] == []


def test_a_document_is_downloaded_as_pdf(api: Api) -> None:
    answer = api.get(f"/documents/{api.document('quote', issue=True)['id']}/pdf")
    assert answer.content_type == "application/pdf"
    assert answer.data.startswith(b"%PDF-")
    assert "attachment; filename=QUO-" in answer.headers["Content-Disposition"]


def test_a_client_is_made_with_the_name_of_its_country_and_listed(api: Api) -> None:
    sent = {
        "name": "Acme Corp",
        "email": "billing@acme.test",
        "company": "Acme Corporation",
        "country": "United States",
    }
    customer = _body(api.post("/customers", json=sent), 201)["customer"]
    assert {name: customer[name] for name in sent} == {**sent, "country": "US"}
    assert [row["id"] for row in _body(api.get("/customers"))["customers"]] == [customer["id"]]
    assert _body(api.get(f"/customers/{customer['id']}"))["customer"]["email"] == "billing@acme.test"
    changed = _body(api.patch(f"/customers/{customer['id']}", {"name": "Acme"}))["customer"]
    assert (changed["name"], changed["company"]) == ("Acme", "Acme Corporation")


def test_a_client_goes_and_its_documents_stay(api: Api) -> None:
    customer = api.customer(name="Ann")
    invoice = api.invoice(customer_id=customer["id"])
    paid = _body(api.post(f"/invoices/{invoice['id']}/mark-paid"))["invoice"]
    assert _body(api.delete(f"/customers/{customer['id']}")) == {"deleted": True}
    assert api.get(f"/customers/{customer['id']}").status_code == 404
    assert _body(api.get(f"/documents/{invoice['id']}"))["document"]["to_details"] == paid["to_details"]


@pytest.mark.parametrize("design", ["clean", "modern", "classic", "minimal"])
def test_each_design_is_listed_under_its_name_and_can_be_used(design: str, api: Api) -> None:
    listed = {row["name"]: row for row in _body(api.get("/templates"))["templates"]}
    assert listed[design]["description"]
    assert api.invoice(template=design)["template"] == design


def test_a_missing_type_is_named(api: Api) -> None:
    answer = _body(api.post("/documents", json={"items": [{"name": "X", "unit_price": 1}]}), 400)
    assert list(answer["details"]) == ["type"]
    assert answer["error"]
