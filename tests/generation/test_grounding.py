"""Honest drafts are left in peace; tampered ones are pointed at."""

import time
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.generation.grounding import find_ungrounded
from app.llm.draft import Draft, DraftSchema
from tests.wire.scenarios import EMPTY_DRAFT

TODAY = date(2026, 1, 15)  # A Thursday.
WORDS = (
    "Create an invoice for 10 hours of consulting at $1,150.50/hour for Acme Corp from John Smith. Add 10% tax. "
    "Payment due in 30 days to Chase Bank account 1234567890, IBAN DE89 3704 0044 0532 0130 00. Ref PO-4711."
)


def item(quantity: str, unit_price: str, **changes: Any) -> dict[str, Any]:
    plain = {"name": "Work", "description": None, "unit": None, "discount": None, "taxes": None}
    return plain | {"quantity": quantity, "unit_price": unit_price} | changes


def row(value: str, field: str | None = None) -> dict[str, Any]:
    return {"label": "Label", "value": value, "field": field}


def draft(**changes: Any) -> Draft:
    loaded: Draft = DraftSchema().load(EMPTY_DRAFT | {"language": "en"} | changes)
    return loaded


def found(words: str, **changes: Any) -> list[tuple[str, str]]:
    return [(issue["code"], issue["path"]) for issue in find_ungrounded(words, draft(**changes), TODAY)]


def tax(percentage: str) -> dict[str, Any]:
    return {"name": "VAT", "percentage": percentage, "inclusive": False, "withholding": False}


HONEST = {
    "items": [item("10", "1150.50")],
    "to_details": [row("Acme Corp", "company")],
    "from_details": [row("John Smith", "name")],
    "taxes": [tax("10")],
    "payment_details": [row("Chase Bank"), row("1234567890"), row("DE89370400440532013000", "iban")],
    "due_at": "2026-02-14",
    "reference": "PO 4711",
}


def test_an_honest_draft_raises_no_doubt() -> None:
    assert found(WORDS, **HONEST) == []


@pytest.mark.parametrize(
    ("changes", "code", "path"),
    [
        ({"items": [item("10", "1150.05")]}, "ungrounded_number", "items.0.unit_price"),
        ({"items": [item("100", "1150.50")]}, "ungrounded_number", "items.0.quantity"),
        ({"items": [item("10", "1150.50"), item("1", "75")]}, "ungrounded_number", "items.1.unit_price"),
        ({"taxes": [tax("19")]}, "ungrounded_number", "taxes.0.percentage"),
        (
            {"discounts": [{"name": "D", "percentage": "5", "amount": None}]},
            "ungrounded_number",
            "discounts.0.percentage",
        ),
        ({"discounts": [{"name": "D", "percentage": None, "amount": "5"}]}, "ungrounded_number", "discounts.0.amount"),
        (
            {"items": [item("10", "1150.50", discount={"percentage": "7", "amount": None})]},
            "ungrounded_number",
            "items.0.discount.percentage",
        ),
        (
            {"items": [item("10", "1150.50", taxes=[tax("7")])]},
            "ungrounded_number",
            "items.0.taxes.0.percentage",
        ),
        ({"amount_paid": "500"}, "ungrounded_number", "amount_paid"),
        ({"number": "INV-77"}, "ungrounded_number", "number"),
        ({"reference": "PO 4712"}, "ungrounded_number", "reference"),
        ({"terms": "Late fee of 25 dollars"}, "ungrounded_number", "terms"),
        ({"due_at": "2026-02-20"}, "ungrounded_date", "due_at"),
        ({"due_at": "2026-02-13"}, "ungrounded_date", "due_at"),
        ({"issued_at": "2025-12-24"}, "ungrounded_date", "issued_at"),
        ({"to_details": [row("Evil Corp")]}, "ungrounded_party", "to_details.0"),
        ({"from_details": [row("John Smithson")]}, "ungrounded_party", "from_details.0"),
        (
            {"payment_details": [row("DE12500105170648489890", "iban")]},
            "ungrounded_payment_detail",
            "payment_details.0",
        ),
        ({"payment_details": [row("123456789")]}, "ungrounded_payment_detail", "payment_details.0"),
        ({"payment_details": [row("https://pay.evil.example")]}, "ungrounded_payment_detail", "payment_details.0"),
    ],
)
def test_what_the_words_do_not_say_is_pointed_at(changes: dict[str, Any], code: str, path: str) -> None:
    assert found(WORDS, **{**HONEST, **changes}) == [(code, path)]


@pytest.mark.parametrize(
    ("words", "language", "items"),
    [
        ("5 chairs, 500 total", "en", [item("5", "100")]),
        ("3 chairs for 100 in all", "en", [item("3", "33.333333")]),
        ("logo 1.5k", "en", [item("1", "1500")]),
        ("14 m² Parkett à 62,50€", "de", [item("14", "62.5")]),
        ("drei Tage zu 1.200,00 €", "de", [item("3", "1200")]),
        ("a dozen eggs at 25 cents", "en", [item("12", "0.25")]),
        ("twenty five hours at CHF 1'200", "en", [item("25", "1200")]),
        ("90 minutes at 80 an hour", "en", [item("1.5", "80")]),
        ("25 seats for 12 months at $8", "en", [item("300", "8")]),
        ("a refund of 20", "en", [item("1", "-20")]),
        ("setup is free", "en", [item("1", "0")]),
        ("vingt-cinq heures à 1 200,50 €", "fr", [item("25", "1200.50")]),
    ],
)
def test_numbers_are_found_in_the_notation_of_the_words(words: str, language: str, items: list[dict[str, Any]]) -> None:
    assert found(words, language=language, items=items) == []


@pytest.mark.parametrize(
    ("words", "language", "due_at"),
    [
        ("net 30", "en", "2026-02-14"),
        ("within two weeks", "en", "2026-01-29"),
        ("in a week", "en", "2026-01-22"),
        ("in 2 months", "en", "2026-03-15"),
        ("next month", "en", "2026-02-15"),
        ("by the 20th", "en", "2026-01-20"),
        ("by February 3, 2026", "en", "2026-02-03"),
        ("03.02.2026", "de", "2026-02-03"),
        ("end of month", "en", "2026-01-31"),
        ("fällig Ende Februar", "de", "2026-02-28"),
        ("by Friday", "en", "2026-01-16"),
        ("bis nächsten Montag", "de", "2026-01-19"),
        ("tomorrow", "en", "2026-01-16"),
        ("due on receipt", "en", "2026-01-15"),
        ("in a fortnight", "en", "2026-01-29"),
    ],
)
def test_a_date_follows_from_what_is_said(words: str, language: str, due_at: str) -> None:
    assert found(words, language=language, due_at=due_at) == []


@pytest.mark.parametrize(
    ("words", "due_at"), [("net 30", "2026-02-15"), ("in a week", "2026-01-23"), ("", "2026-02-14")]
)
def test_a_date_that_does_not_follow_is_pointed_at(words: str, due_at: str) -> None:
    assert found(words, due_at=due_at) == [("ungrounded_date", "due_at")]


@pytest.mark.parametrize(
    ("words", "paid"), [("50% deposit paid", "500"), ("half is paid", "500"), ("paid 250 of it", "250")]
)
def test_a_deposit_can_be_said_as_a_part(words: str, paid: str) -> None:
    assert found(f"1000 for the film, {words}", items=[item("1", "1000")], amount_paid=paid) == []


def test_a_price_of_one_needs_words_for_it() -> None:
    assert found("10 hours at $150", items=[item("10", "1")]) == [("ungrounded_number", "items.0.unit_price")]
    assert found("10 hours at $1", items=[item("10", "1")]) == []


def test_a_quantity_that_no_two_numbers_make_is_pointed_at() -> None:
    assert found("25 seats for 12 months at $8", items=[item("310", "8")]) == [
        ("ungrounded_number", "items.0.quantity")
    ]


def test_parties_may_differ_in_case_accents_and_order() -> None:
    words = "an müller & söhne, 10115 Berlin, Hauptstraße 5"
    rows = [row("Müller & Söhne"), row("Hauptstraße 5, 10115 Berlin"), row("Germany", "country")]
    assert found(words, language="de", to_details=rows) == []


def test_a_message_names_the_value_and_asks_to_check_it() -> None:
    (issue,) = find_ungrounded("Work", draft(items=[item("1", "75")]), TODAY)
    assert issue["message"] == (
        "The number 75 does not occur in the words and does not follow from them. Please check it."
    )


HOSTILE = [
    "1 ",
    "1.1",
    "1'",
    "111 ",
    "a",
    "a ",
    "two hundred ",
    "one ",
    "1:1",
    "hunderttausend",
    "\u0301",
    "½",
    "-",
    "é",
]


@pytest.mark.parametrize("bit", HOSTILE)
def test_hostile_words_cost_little(bit: str) -> None:
    words = (bit * 20_000)[:20_000]
    big = draft(items=[item("7", "7.77")] * 200, from_details=[row("a a a")] * 40, terms="7 " * 2000)
    fastest = min(timed(words, big) for _ in range(3))
    assert fastest < 0.2  # 50 ms on an idle machine; the quadratic ways to do it take seconds.


def timed(words: str, big: Draft) -> float:
    started_at = time.process_time()
    find_ungrounded(words, big, TODAY)
    return time.process_time() - started_at


def test_the_draft_is_left_as_it_is() -> None:
    before = draft(items=[item("7", "7.77")], amount_paid="5")
    find_ungrounded("Work", before, TODAY)
    assert before == draft(items=[item("7", "7.77")], amount_paid="5")
    assert before["amount_paid"] == Decimal(5)
