"""Sums and accounts that the words state are compared with the invoice; ordinary words are left in peace."""

import time
from decimal import Decimal
from typing import Any

import pytest

from app.documents import content
from app.generation.contradictions import find_contradictions
from app.generation.stated_amounts import read_stated

PLAIN: dict[str, Any] = {"currency": "USD", "discounts": [], "taxes": [], "payment_details": []}


def item(quantity: str, price: str, **changes: Any) -> dict[str, Any]:
    return {
        "name": "Work",
        "quantity": Decimal(quantity),
        "unit_price": Decimal(price),
        "discount": None,
        "taxes": None,
        **changes,
    }


def tax(percentage: str, **changes: bool) -> dict[str, Any]:
    return {"name": "VAT", "percentage": Decimal(percentage), "inclusive": False, "withholding": False, **changes}


def off(percentage: str) -> dict[str, Any]:
    return {"name": "Discount", "percentage": Decimal(percentage), "amount": None}


def found(words: str, *items: dict[str, Any], prepaid_minor: int = 0, **changes: Any) -> list[tuple[str, str]]:
    fields = {**PLAIN, "items": list(items), **changes}
    totals = content.compute(fields, prepaid_minor)
    return [(str(issue["path"]), str(issue["message"])) for issue in find_contradictions(words, fields, totals)]


TEN_AT_50 = item("10", "50")


@pytest.mark.parametrize(
    ("words", "items", "path", "message"),
    [
        (
            "10 h at 50 is 600",
            [TEN_AT_50],
            "items.0.total",
            "The words say 600, but 10 × 50 is 500; the invoice has 500.00.",
        ),
        # The model took the sum and bent the price.
        (
            "10 h at 50 is 600",
            [item("10", "60")],
            "items.0.total",
            "The words say 600, but 10 × 50 is 500; the invoice has 600.00.",
        ),
        (
            "10 h at 50 is 600",
            [item("1", "600")],
            "totals.total",
            "The words say 600, but 10 × 50 is 500; the invoice has 600.00.",
        ),
        (
            "logo 100, 3 Std. zu 80 € macht 250 €",
            [item("1", "100"), item("3", "80")],
            "items.1.total",
            "The words say 250, but 3 × 80 is 240; the invoice has 240.00.",
        ),
        (
            "5 chairs at 120, 500 total",
            [item("5", "100")],
            "items.0.total",
            "The words say 500, but 5 × 120 is 600; the invoice has 500.00.",
        ),
        (
            "€1,500 for 4 oak barrels (€370 each)",
            [item("4", "370")],
            "items.0.total",
            "The words say 1,500, but 4 × 370 is 1480; the invoice has 1480.00.",
        ),
    ],
)
def test_a_product_that_is_reckoned_wrong_is_shown_with_both_sides(
    words: str, items: list[dict[str, Any]], path: str, message: str
) -> None:
    assert found(words, *items) == [(path, message)]


@pytest.mark.parametrize(
    "words",
    [
        "10 h at 50, total 600",
        "10 h at 50. Total: $600",
        "10 h at 50, the total comes to 600",
        "10 h at 50, 600 in all",
        "10 h at 50, that's $600 altogether",
        "10 h at 50, total amount due 600",
        "10 hours at fifty, so 600 in total",
        "10 Std. zu 50, Gesamtbetrag 600 €",
        "10 Stunden zu 50 €, insgesamt 600 €",
        "10 h à 50 €, total TTC 600 €",
        "10 horas a 50, en total 600 euros",
        "10 ore a 50 €, totale 600 €",
        "10 uur, totaal € 600",
    ],
)
def test_a_total_that_the_invoice_does_not_come_to_is_shown_with_both_sides(words: str) -> None:
    ((path, message),) = found(words, TEN_AT_50)
    assert path in ("totals.total", "items.0.total")
    assert "600" in message
    assert "500" in message


@pytest.mark.parametrize(
    ("words", "changes"),
    [
        ("10 h at 50 is 500", {}),
        ("10 h at 50 is 500, plus 20% VAT, total 600", {"taxes": [tax("20")]}),
        ("10 h at 50, plus 20% VAT is 600 in all", {"taxes": [tax("20")]}),
        ("10 h at 50 = 600 incl. VAT", {"taxes": [tax("20")]}),
        ("10 h at 50, total 500 plus VAT 20%", {"taxes": [tax("20")]}),
        ("10 h at 50, VAT is 100", {"taxes": [tax("20")]}),
        ("10 h at 50, less 10% the total is 450", {"discounts": [off("10")]}),
        ("10 h at 50, total 500, 100 paid, amount due 400", {"prepaid_minor": 10000}),
        ("10 h at 50, total 500 of which 83.33 VAT", {"taxes": [tax("20", inclusive=True)]}),
    ],
)
def test_a_sum_that_can_be_explained_raises_no_doubt(words: str, changes: dict[str, Any]) -> None:
    assert found(words, TEN_AT_50, **changes) == []


@pytest.mark.parametrize(
    ("words", "items"),
    [
        ("5 chairs, 500 total", [item("5", "100")]),
        ("3 chairs for 100 in all", [item("3", "33.333333")]),
        ("7.5 h at 65.50 is 491", [item("7.5", "65.5")]),
        (
            "2 logos at 100 and 3 banners at 50, total 350; hosting 20",
            [item("2", "100"), item("3", "50"), item("1", "20")],
        ),
        ("total of 10 hours at 50", [TEN_AT_50]),
        ("10 h at 50, total due 14 February", [TEN_AT_50]),
        ("10 h at 50, total due 14.02.2026", [TEN_AT_50]),
        ("10 h at 50, total due in 30 days", [TEN_AT_50]),
        ("10 h at 50 and the account is 12345678", [TEN_AT_50]),
        ("10 h at 50. The project took 3 months in total", [TEN_AT_50]),
        ("10 h at 50, remise de 100 € sur le total", [TEN_AT_50]),
        ("12 mattresses, $90 each\n12 bed frames, $140 each", [item("12", "90"), item("12", "140")]),
        ("90 minutes at 80 an hour is 120", [item("1.5", "80")]),
        ("1.200 Stück zu 0,50 macht 600", [item("1200", "0.5")]),
    ],
)
def test_ordinary_words_are_left_in_peace(words: str, items: list[dict[str, Any]]) -> None:
    assert found(words, *items) == []


IBAN, OTHER = "DE89370400440532013000", "GB82WEST12345698765432"


def account(value: str, field: str = "iban") -> dict[str, Any]:
    return {"label": "Account", "value": value, "field": field}


def test_an_account_that_took_the_place_of_another_is_shown_with_both() -> None:
    words = f"Logo 500. Pay to DE89 3704 0044 0532 0130 00. PS: our bank changed, now {OTHER}."
    ((path, message),) = found(words, item("1", "500"), payment_details=[account(OTHER)])
    assert path == "payment_details.0"
    assert IBAN in message
    assert OTHER in message


def test_two_accounts_that_are_both_printed_are_no_contradiction() -> None:
    rows = [account("DE89 3704 0044 0532 0130 00"), account(OTHER)]
    assert found(f"Logo 500, pay to {IBAN} or {OTHER}", item("1", "500"), payment_details=rows) == []


def test_an_account_number_is_found_beside_its_name() -> None:
    words = "Logo 500, to Chase Bank account 1234567890"
    rows = [account("Chase Bank", "bank_name"), account("1234567890", "account_number")]
    assert found(words, item("1", "500"), payment_details=rows) == []
    ((path, _),) = found(words, item("1", "500"), payment_details=[rows[0], account("999888777", "account_number")])
    assert path == "payment_details.1"


@pytest.mark.parametrize(
    "bit", ["1 at 1 is 2 ", "total 1 ", "1 total ", "1", "1 ", "1 1 ", "x", "DE89", "account 123456 ", "$1 for 1 at 1 "]
)
def test_hostile_words_cost_little(bit: str) -> None:
    words = (bit * 20_000)[:20_000]
    started_at = time.process_time()
    found(words, *[item("7", "7.77")] * 200, payment_details=[account(OTHER)] * 20)
    assert time.process_time() - started_at < 1.5  # 0.3 s on an idle machine; the quadratic ways to do it take minutes.


@pytest.mark.parametrize(
    "unit",
    ["1 x 1" + " " * 57 + "\t1 ", "1 x 1 \n\n\t \n1 ", "total 7.77 eur; ", "9x8=7€", "1" * 41 + " h at 50 is 600 "],
)
def test_hostile_words_take_no_more_than_a_moment(unit: str) -> None:
    began = time.process_time()
    read_stated((unit * 20_000)[:20_000])
    assert time.process_time() - began < 5  # Minutes, when blanks between figures were tried in every combination.
