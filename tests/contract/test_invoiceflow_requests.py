"""Requests as InvoiceFlow's users send them, under the names that the same has here."""

from typing import Any

from tests.callers import Api


def _body(answer: Any, status: int = 200) -> Any:
    assert answer.status_code == status, answer.text
    return answer.json


def test_invoices_are_listed_by_status_words_and_pages(api: Api) -> None:
    acme = api.customer(company="Acme Corp")
    sent = [api.invoice(customer_id=acme["id"], due_at="2999-01-01") for _ in range(3)]
    for invoice in sent:
        _body(api.post(f"/invoices/{invoice['id']}/mark-sent"))
    api.invoice(customer_id=acme["id"])
    other = api.invoice(due_at="2999-01-01")
    _body(api.post(f"/invoices/{other['id']}/mark-sent"))

    listed = _body(api.get("/invoices?status=sent&search=acme&per_page=2"))

    assert [invoice["id"] for invoice in listed["invoices"]] == [sent[2]["id"], sent[1]["id"]]
    assert (listed["pagination"]["total"], listed["pagination"]["page"]) == (3, 1)
    first = listed["invoices"][0]
    assert (first["status"], first["customer_id"], first["totals"]["total"]) == ("sent", acme["id"], "100.00")
    assert _body(api.get(f"/invoices?search={first['number']}"))["pagination"]["total"] == 1
    assert api.get("/invoices?per_page=101").status_code == 400


def test_an_invoice_for_a_customer_is_made_of_its_items(api: Api) -> None:
    customer = api.customer(company="Acme Corp")
    body = {
        "customer_id": customer["id"],
        "issued_at": "2025-01-15",
        "due_at": "2025-02-15",
        "items": [{"name": "Web Development", "quantity": 40, "unit_price": 150}],
        "notes": "Thank you!",
    }

    invoice = _body(api.post("/invoices", json=body), 201)["invoice"]

    assert (invoice["status"], invoice["customer_id"], invoice["notes"]) == ("draft", customer["id"], "Thank you!")
    assert (invoice["issued_at"], invoice["due_at"]) == ("2025-01-15", "2025-02-15")
    totals = invoice["totals"]
    assert (totals["subtotal"], totals["tax_total"], totals["total"]) == ("6000.00", "0.00", "6000.00")
    issued = _body(api.post(f"/invoices/{invoice['id']}/issue"))["invoice"]
    assert issued["number"] == "INV-2025-0001"


def test_a_draft_is_changed_and_what_was_issued_is_not(api: Api) -> None:
    path = f"/invoices/{api.invoice()['id']}"
    assert _body(api.patch(path, {"notes": "By bank"}))["invoice"]["notes"] == "By bank"
    for action, code in (("mark-paid", "locked"), ("mark-unpaid", "locked"), ("void", "void")):
        _body(api.post(f"{path}/{action}"))
        assert _body(api.patch(path, {"notes": "By cash"}), 409)["code"] == f"document_{code}"
    assert _body(api.get(path))["invoice"]["notes"] == "By bank"


def test_customers_are_listed_with_what_they_were_invoiced(api: Api) -> None:
    acme = api.customer(company="Acme Corp", name="John Doe", email="john@acme.test")
    api.invoice(customer_id=acme["id"], issue=True)
    (row,) = _body(api.get("/customers"))["customers"]
    assert (row["company"], row["name"], row["email"]) == ("Acme Corp", "John Doe", "john@acme.test")
    assert [(total["currency"], total["invoiced"]) for total in row["totals"]] == [("USD", "100.00")]


def test_a_customer_is_made_changed_and_shown_with_its_account(api: Api) -> None:
    sent = {"company": "Acme Corp", "name": "John Doe", "email": "john@acme.test", "phone": "+1 555-0100"}
    customer = _body(api.post("/customers", json=sent), 201)["customer"]
    assert {name: customer[name] for name in sent} == sent
    path = f"/customers/{customer['id']}"

    changed = _body(api.patch(path, {"phone": "+1 555-0199"}))["customer"]

    assert (changed["phone"], changed["email"]) == ("+1 555-0199", "john@acme.test")
    invoice = api.invoice(customer_id=customer["id"], issue=True)
    _body(api.post(f"/invoices/{invoice['id']}/payments", json={"amount": "40", "reference": "TX-1"}), 201)
    account = _body(api.get(path))["customer"]
    assert [row["id"] for row in account["recent_invoices"]] == [invoice["id"]]
    assert [(row["amount"], row["reference"]) for row in account["recent_payments"]] == [("40.00", "TX-1")]


def test_products_are_made_filtered_and_shown(api: Api) -> None:
    body = {"type": "service", "name": "Web Development", "price": 150.00, "unit": "hour"}
    product = _body(api.post("/products", json=body), 201)["product"]
    assert (product["type"], product["name"], product["price"], product["unit"]) == (
        "service",
        "Web Development",
        "150.00",
        "hour",
    )
    api.product(name="Web camera", type="product")
    api.product(name="Web radio", type="service", active=False)
    listed = _body(api.get("/products?search=web&type=service&active=true"))
    assert [row["id"] for row in listed["products"]] == [product["id"]]
    assert _body(api.get(f"/products/{product['id']}"))["product"] == product


def test_a_product_is_changed_and_deleted(api: Api) -> None:
    path = f"/products/{api.product()['id']}"
    assert _body(api.patch(path, {"price": "175"}))["product"]["price"] == "175.00"
    assert _body(api.delete(path)) == {"deleted": True}
    assert api.get(path).status_code == 404


def test_stock_goes_down_for_a_reason(api: Api) -> None:
    path = f"/products/{api.product(stock=12)['id']}"
    _body(api.post(f"{path}/adjust-stock", json={"adjustment": -5, "reason": "Sold to customer"}))
    assert _body(api.get(path))["product"]["stock"] == "7"
    movement = _body(api.get(f"{path}/stock-movements"))["movements"][0]
    assert (movement["adjustment"], movement["reason"]) == ("-5", "Sold to customer")


def test_estimates_are_made_shown_and_listed_by_status_and_words(api: Api) -> None:
    body = {"title": "Garden", "items": [{"name": "Digging", "quantity": 2, "unit_price": 30}]}
    estimate = _body(api.post("/estimates", json=body), 201)["estimate"]
    assert (estimate["type"], estimate["status"], estimate["totals"]["total"]) == ("estimate", "draft", "60.00")
    path = f"/estimates/{estimate['id']}"
    assert _body(api.get(path))["estimate"] == estimate
    api.document("estimate", title="Garden gate")
    moves = {"mark-sent": "sent", "approve": "approved", "reject": "rejected", "convert-to-invoice": "converted"}
    for action, status in moves.items():
        if action == "convert-to-invoice":  # What was turned down is agreed to first.
            _body(api.post(f"{path}/approve"))
        answer = api.post(f"{path}/{action}")
        assert answer.status_code in (200, 201), answer.text
        listed = _body(api.get(f"/estimates?status={status}&search=garden"))
        assert [row["id"] for row in listed["estimates"]] == [estimate["id"]]


def test_an_error_names_each_field(api: Api) -> None:
    answer = _body(api.post("/customers", json={"name": "Ann", "email": "no address"}), 400)
    assert (answer["code"], list(answer["details"])) == ("invalid_input", ["email"])
    assert answer["details"]["email"][0]
