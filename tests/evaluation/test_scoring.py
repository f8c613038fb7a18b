"""Scores of single answers: each field right, and wrong in each way that counts."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.evaluation.scoring import score

INVOICE: dict[str, Any] = {
    "currency": "USD",
    "number": "HL-9",
    "title": "Hostel refit",
    "issued_at": "2026-03-02",
    "due_at": "2026-04-01",
    "from_details": [{"label": "Name", "value": "Robin Vale"}],
    "to_details": [{"label": "Company", "value": "Acme Corp"}, {"label": "Address", "value": "5 High Street"}],
    "payment_details": [{"label": "IBAN", "value": "FR1420041010050500013M02606"}],
    "items": [
        {"name": "Beds", "description": "oak", "quantity": "2", "unit_price": "100.00"},
        {"name": "Delivery", "description": None, "quantity": "1", "unit_price": "20.00"},
    ],
    "discounts": [{"name": "Discount", "percentage": "10", "amount": None}],
    "taxes": [
        {"name": "City tax", "percentage": "1.5", "inclusive": False},
        {"name": "State tax", "percentage": "6", "inclusive": False},
    ],
    "notes": "PO 77",
    "terms": None,
    "totals": {"total": "212.85", "amount_due": "200.00"},
}


@pytest.mark.parametrize(
    "expect",
    [
        {"currency": "USD"},
        {"from": ["robin  vale"]},
        {"to": ["5 high street", "Acme"]},
        {"payment": ["FR14 2004 1010 0505 0001 3M02 606"]},
        {"notes": ["po 77"]},
        {
            "items": [
                {"name": ["bed", "OAK"], "quantity": Decimal(2), "unit_price": Decimal(100)},
                {"name": ["delivery"]},
            ]
        },
        {"discounts": [{"percentage": Decimal("10.0")}]},
        {"taxes": [{"percentage": Decimal(6), "name": "state", "inclusive": False}, {"percentage": Decimal("1.5")}]},
        {"issued_at": date(2026, 3, 2)},
        {"due_at": date(2026, 4, 1)},
        {"number": "no. HL-9"},
        {"title": "refit"},
        {"total": Decimal(200)},
    ],
    ids=lambda expect: next(iter(expect)),
)
def test_a_field_is_right(expect: dict[str, Any]) -> None:
    judged = score(expect, 201, INVOICE)
    assert judged.faults == dict.fromkeys(["status", *expect], "")
    assert judged.is_exact


@pytest.mark.parametrize(
    "expect",
    [
        {"currency": "EUR"},
        {"from": ["Robin Vale", "Vale Ltd"]},
        {"to": ["Acme Inc"]},
        {"payment": ["GB29"]},
        {"notes": ["PO 78"]},
        {"items": [{"name": ["bed"]}]},
        {"items": [{"name": ["delivery"]}, {"name": ["bed"]}]},
        {"items": [{"name": ["bed"], "quantity": Decimal(3)}, {"name": ["delivery"]}]},
        {"items": [{"name": ["bed"]}, {"name": ["delivery"], "unit_price": Decimal("20.01")}]},
        {"items": [{"name": ["bed"]}, {"name": ["delivery"]}, {"name": []}]},
        {"discounts": [{"amount": Decimal(10)}]},
        {"discounts": [{"percentage": Decimal(10)}, {"percentage": Decimal(10)}]},
        {"taxes": [{"percentage": Decimal(6)}]},
        {"taxes": [{"percentage": Decimal(6), "name": "city"}, {"percentage": Decimal("1.5")}]},
        {"taxes": [{"percentage": Decimal(6), "inclusive": True}, {"percentage": Decimal("1.5")}]},
        {"due_at": date(2026, 4, 2)},
        {"number": "HL-90"},
        {"title": "Hotel"},
        {"total": Decimal("212.85")},
    ],
    ids=lambda expect: f"{next(iter(expect))}",
)
def test_a_field_is_wrong_and_says_why(expect: dict[str, Any]) -> None:
    judged = score(expect, 201, INVOICE)
    (field,) = expect
    assert judged.faults["status"] == ""
    assert judged.faults[field]
    assert "Decimal(" not in judged.faults[field]
    assert not judged.is_exact


@pytest.mark.parametrize(("status", "invoice"), [(201, None), (503, None), (200, INVOICE), (None, None)])
def test_without_an_invoice_every_named_field_and_detail_is_wrong(status: int | None, invoice: Any) -> None:
    judged = score({"items": [{"name": ["bed"], "quantity": Decimal(2)}], "total": Decimal(1)}, status, invoice)
    assert list(judged.faults) == ["status", "items", "total"]
    assert all(judged.faults.values())
    assert judged.parts == (("items.count", False), ("items.name", False), ("items.quantity", False))


@pytest.mark.parametrize(("status", "exact"), [(422, True), (400, True), (201, False), (None, False)])
def test_words_without_anything_to_bill_want_an_error(status: int | None, exact: bool) -> None:
    judged = score({"error": True}, status, INVOICE if status == 201 else None)
    assert judged.is_exact is exact
    assert list(judged.faults) == ["status"]


def test_each_detail_of_the_items_is_judged_on_its_own() -> None:
    expect = {"items": [{"name": ["bed"], "quantity": Decimal(2)}, {"name": ["crib"], "unit_price": Decimal(20)}]}
    assert score(expect, 201, INVOICE).parts == (
        ("items.count", True),
        ("items.name", True),
        ("items.quantity", True),
        ("items.name", False),
        ("items.unit_price", True),
    )
