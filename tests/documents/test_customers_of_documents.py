"""Documents for a saved customer: what is taken over, what overrules it, and what the customer's account tells."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.callers import Api, NewTeam

ITEM = {"name": "Design", "unit_price": "100"}
ACME: dict[str, Any] = {
    "company": "Acme GmbH",
    "name": "Jörg Weiß",
    "email": "pay@acme.test",
    "address_line1": "Hauptstr. 1",
    "address_line2": "Hinterhaus",
    "postal_code": "10115",
    "city": "Berlin",
    "country": "DE",
    "tax_id": "DE811128135",
    "currency": "EUR",
    "language": "de",
    "payment_terms_days": 10,
}


@pytest.fixture(autouse=True)
def january(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.core.clock.now", lambda: datetime(2026, 1, 15, 12, tzinfo=UTC))


def _rows(invoice: dict[str, Any]) -> list[tuple[str, str]]:
    return [(row["field"], row["value"]) for row in invoice["to_details"]]


def test_what_is_left_out_comes_from_the_customer(api: Api) -> None:
    customer = api.customer(**ACME)
    invoice = api.invoice(customer_id=customer["id"])
    assert invoice["customer_id"] == customer["id"]
    assert (invoice["currency"], invoice["language"], invoice["due_at"]) == ("EUR", "de", "2026-01-25")
    assert _rows(invoice) == [
        ("company", "Acme GmbH"),
        ("name", "Jörg Weiß"),
        ("address_line", "Hauptstr. 1"),
        ("address_line", "Hinterhaus"),
        ("postal_code", "10115"),
        ("city", "Berlin"),
        ("country", "Deutschland"),
        ("email", "pay@acme.test"),
        ("tax_id", "DE811128135"),
    ]
    labels = {row["field"]: row["label"] for row in invoice["to_details"]}
    assert (labels["email"], labels["tax_id"]) == ("E-Mail", "Steuernummer")


def test_what_is_said_overrules_the_customer(api: Api) -> None:
    customer = api.customer(**ACME)
    said = {
        "currency": "USD",
        "language": "en",
        "due_at": "2026-02-01",
        "to_details": [{"label": "To", "value": "Acme, Paris", "field": "company"}],
    }
    invoice = api.invoice(customer_id=customer["id"], **said)
    assert {name: invoice[name] for name in said} == said


def test_a_customer_who_says_little_leaves_the_rest_to_the_team(new_team: NewTeam) -> None:
    api = new_team(currency="JPY", language="en")
    invoice = api.invoice(customer_id=api.customer(name="🎨")["id"])
    assert (invoice["currency"], invoice["due_at"], _rows(invoice)) == ("JPY", "2026-02-14", [("name", "🎨")])


def test_the_postcode_stands_where_the_country_has_it(api: Api) -> None:
    customer = api.customer(name="Ann", city="Springfield", region="IL", postal_code="62701", country="US")
    fields = [field for field, _ in _rows(api.invoice(customer_id=customer["id"]))]
    assert fields == ["name", "city", "region", "postal_code", "country"]


@pytest.mark.parametrize("whose", ["nobody's", "a stranger's", "no id"])
def test_a_customer_of_nobody_is_refused(whose: str, api: Api, new_team: NewTeam) -> None:
    ids = {"nobody's": "cus_01m7yf75b0dngnfafyvkrp5pnc", "no id": "x"}
    customer_id = ids.get(whose) or new_team().customer(name="b")["id"]
    draft = api.invoice()
    answers: list[Any] = [
        api.post("/invoices", {"items": [ITEM], "customer_id": customer_id}),
        api.patch(f"/invoices/{draft['id']}", {"customer_id": customer_id}),
    ]
    for answer in answers:
        assert answer.status_code == 400
        assert answer.json["details"] == {"customer_id": ["There is no customer under that id."]}
    assert api.get("/invoices").json["pagination"]["total"] == 1  # type: ignore[index]


def test_a_draft_changes_to_another_customer_and_back_by_undo(api: Api) -> None:
    acme, ann = api.customer(**ACME), api.customer(name="Ann")
    draft = api.invoice(customer_id=acme["id"])
    path = f"/invoices/{draft['id']}"
    changed: Any = api.patch(path, {"customer_id": ann["id"]}).json
    assert (_rows(changed["invoice"]), changed["invoice"]["currency"]) == ([("name", "Ann")], "EUR")
    undone: Any = api.post(f"{path}/undo").json
    assert (undone["invoice"]["customer_id"], undone["invoice"]["to_details"]) == (acme["id"], draft["to_details"])
    bare: Any = api.patch(path, {"customer_id": None}).json
    assert (bare["invoice"]["customer_id"], bare["invoice"]["to_details"]) == (None, draft["to_details"])


def test_undo_brings_no_customer_back_who_is_gone(api: Api) -> None:
    acme, ann, joe = api.customer(**ACME), api.customer(name="Ann"), api.customer(name="Joe")
    draft = api.invoice(customer_id=acme["id"])
    path = f"/invoices/{draft['id']}"
    api.patch(path, {"title": "New"})
    api.post(f"/customers/{acme['id']}/merge", {"into": ann["id"]})
    undone: Any = api.post(f"{path}/undo").json
    assert undone["invoice"]["customer_id"] == ann["id"]
    api.patch(path, {"customer_id": joe["id"]})
    api.post(f"/customers/{ann['id']}/merge", {"into": api.customer(name="Bea")["id"]})
    undone = api.post(f"{path}/undo").json
    assert (undone["invoice"]["customer_id"], undone["invoice"]["to_details"]) == (None, draft["to_details"])


def test_what_a_customer_was_called_stays_on_its_documents(api: Api) -> None:
    customer = api.customer(**ACME)
    invoice = api.invoice(customer_id=customer["id"])
    api.patch(f"/customers/{customer['id']}", {"company": "Acme SE"})
    assert api.get(f"/invoices/{invoice['id']}").json == {"invoice": invoice}


def test_an_account_adds_up_in_each_currency(api: Api, new_team: NewTeam) -> None:
    customer = api.customer(**ACME)
    mine = {"customer_id": customer["id"]}
    api.invoice(**mine)  # A draft does not count.
    api.invoice(**mine, issue=True, items=[{"name": "A", "unit_price": "0.10"}], issued_at="2025-12-01")
    api.invoice(**mine, issue=True, items=[{"name": "B", "unit_price": "0.20"}], amount_paid="0.05")
    paid = api.invoice(**mine, issue=True, items=[{"name": "C", "unit_price": "1000000000"}])
    api.post(f"/invoices/{paid['id']}/mark-paid")
    void = api.invoice(**mine, issue=True, currency="KWD", items=[{"name": "D", "unit_price": "7"}])
    api.post(f"/invoices/{void['id']}/void")
    api.invoice(**mine, issue=True, currency="KWD", items=[{"name": "E", "unit_price": "1.234"}])
    hidden = api.invoice(**mine, issue=True)
    api.delete(f"/invoices/{hidden['id']}")
    api.invoice(issue=True)
    new_team().invoice(issue=True)
    expected = [
        {
            "currency": "EUR",
            "invoiced": "1000000000.30",
            "paid": "1000000000.05",
            "outstanding": "0.25",
            "overdue": "0.10",
        },
        {"currency": "KWD", "invoiced": "1.234", "paid": "0.000", "outstanding": "1.234", "overdue": "0.000"},
    ]
    shown: Any = api.get(f"/customers/{customer['id']}").json
    assert shown["customer"]["totals"] == expected
    listed: Any = api.get("/customers").json
    assert listed["customers"][0]["totals"] == expected
    recent = shown["customer"]["recent_invoices"]
    assert [row["status"] for row in recent] == ["issued", "void", "paid", "partially_paid", "overdue", "draft"]
    assert (recent[3]["total"], recent[3]["amount_due"]) == ("0.20", "0.15")


def test_the_last_payments_are_shown_with_their_invoices(api: Api, new_team: NewTeam) -> None:
    customer = api.customer(name="Ann")
    first, second = (api.invoice(customer_id=customer["id"], issue=True) for _ in range(2))
    for invoice, day, amount in ((first, "2026-01-10", "30"), (second, "2026-01-12", "5"), (first, "2026-01-11", "20")):
        body = {"amount": amount, "paid_at": day, "method": "bank", "reference": day}
        assert api.post(f"/invoices/{invoice['id']}/payments", body).status_code == 201
    api.post(f"/invoices/{api.invoice(issue=True)['id']}/mark-paid")
    shown: Any = api.get(f"/customers/{customer['id']}").json
    payments = shown["customer"]["recent_payments"]
    assert [(row["paid_at"], row["amount"], row["invoice_number"]) for row in payments] == [
        ("2026-01-12", "5.00", second["number"]),
        ("2026-01-11", "20.00", first["number"]),
        ("2026-01-10", "30.00", first["number"]),
    ]
    assert shown["customer"]["totals"][0]["paid"] == "55.00"


def test_at_most_ten_invoices_are_recent(api: Api) -> None:
    customer = api.customer(name="Ann")
    made = [api.invoice(customer_id=customer["id"])["id"] for _ in range(12)]
    shown: Any = api.get(f"/customers/{customer['id']}").json
    assert [row["id"] for row in shown["customer"]["recent_invoices"]] == made[:1:-1]
