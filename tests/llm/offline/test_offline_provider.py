"""The provider as a whole: Invobi's sentence exactly, the case files, and what no input may do."""

import json
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.money import exponent, round_half_up
from app.llm.base import PROVIDERS, Call, Model, Turn
from app.llm.draft import DraftSchema
from app.llm.providers.offline.reading import read
from tests.llm.offline.conftest import TODAY

CASES = [
    json.loads(line) for line in (Path(__file__).parent / "cases_en.jsonl").read_text(encoding="utf-8").splitlines()
]
WORDS = sorted({word for case in CASES for word in case["prompt"].split()})


def test_invobis_sentence_is_read_exactly() -> None:
    words = (
        "Create an invoice for 10 hours of consulting at $150/hour for Acme Corp from John Smith at Smith LLC. "
        "Add 10% tax. Payment due in 30 days to Chase Bank account 1234567890."
    )
    call = Call(
        model=Model("offline", "offline", "offline", "Offline"),
        instructions="",
        turns=(Turn("user", words),),
        schema={},
        today=TODAY,
        api_key=None,
        timeout_s=1,
    )
    reply = PROVIDERS["offline"].complete(call)
    assert (reply.model, reply.issues, reply.input_tokens) == ("offline", (), None)
    assert json.loads(reply.text) == {
        "title": "Consulting",
        "number": None,
        "currency": "USD",
        "language": "en",
        "locale": None,
        "issued_at": None,
        "due_at": "2026-04-01",
        "from_details": [
            {"label": "Name", "value": "John Smith", "field": "name"},
            {"label": "Company", "value": "Smith LLC", "field": "company"},
        ],
        "to_details": [{"label": "Company", "value": "Acme Corp", "field": "company"}],
        "payment_details": [
            {"label": "Bank", "value": "Chase Bank", "field": "bank_name"},
            {"label": "Account", "value": "1234567890", "field": "account_number"},
        ],
        "items": [
            {
                "name": "Consulting",
                "description": None,
                "quantity": "10",
                "unit": "hour",
                "unit_price": "150",
                "discount": None,
                "taxes": None,
            }
        ],
        "discounts": [],
        "taxes": [{"name": "Tax", "percentage": "10", "inclusive": False, "withholding": False}],
        "amount_paid": None,
        "notes": None,
        "terms": None,
        "reference": None,
    }


def _less(amount: Decimal, reduction: dict[str, Any], decimals: int) -> Decimal:
    if reduction["amount"] is not None:
        return amount - min(amount, Decimal(reduction["amount"]))
    return amount - round_half_up(amount * reduction["percentage"] / 100, decimals)


def _to_pay(draft: dict[str, Any]) -> Decimal:
    decimals = exponent(draft["currency"] or "USD")
    subtotal, taxed = Decimal(0), []
    for item in draft["items"]:
        amount = round_half_up(item["quantity"] * item["unit_price"], decimals)
        amount = _less(amount, item["discount"], decimals) if item["discount"] else amount
        subtotal += amount
        taxed.append((amount, draft["taxes"] if item["taxes"] is None else item["taxes"]))
    total = subtotal
    for discount in draft["discounts"]:
        total = _less(total, discount, decimals)
    share = total / subtotal if subtotal else Decimal(1)
    for amount, taxes in taxed:
        for tax in taxes:
            value = Decimal(0) if tax["inclusive"] else amount * share * tax["percentage"] / 100
            total += -value if tax["withholding"] else value
    return round_half_up(total, decimals) - (draft["amount_paid"] or 0)


def _holds(needles: list[str], rows: list[dict[str, Any]]) -> bool:
    values = [row["value"].casefold() for row in rows]
    return all(any(needle.casefold() in value for value in values) for needle in needles)


def _items_fit(wanted: list[dict[str, Any]], items: list[dict[str, Any]]) -> bool:
    if len(wanted) != len(items):
        return False
    return all(
        all(word.casefold() in item["name"].casefold() for word in want["name"])
        and all(item[key] == Decimal(want[key]) for key in ("quantity", "unit_price") if key in want)
        for want, item in zip(wanted, items, strict=True)
    )


def _faults(case: dict[str, Any]) -> list[str]:
    """The fields that the draft gets wrong, of those that the case names."""
    expect = case["expect"]
    loaded = DraftSchema().load(read(case["prompt"], date.fromisoformat(case["today"]), {})[0])
    if expect.get("error") or not loaded["items"]:
        return ["items"] if bool(loaded["items"]) == bool(expect.get("error")) else []
    checks: dict[str, Callable[[Any], bool]] = {
        "currency": lambda want: loaded["currency"] == want,
        "from": lambda want: _holds(want, loaded["from_details"]),
        "to": lambda want: _holds(want, loaded["to_details"]),
        "payment": lambda want: _holds(want, loaded["payment_details"]),
        "items": lambda want: _items_fit(want, loaded["items"]),
        "due_at": lambda want: loaded["due_at"] == date.fromisoformat(want),
        "issued_at": lambda want: loaded["issued_at"] == date.fromisoformat(want),
        "number": lambda want: loaded["number"] == want,
        "title": lambda want: want in (loaded["title"] or ""),
        "total": lambda want: _to_pay(loaded) == Decimal(want),
    }
    return [field for field, check in checks.items() if field in expect and not check(expect[field])]


def test_most_cases_are_read_exactly_and_nearly_all_totals() -> None:
    faults = {case["id"]: _faults(case) for case in CASES}
    exact = sum(not fields for fields in faults.values())
    totals = sum("total" not in fields and "items" not in fields for fields in faults.values())
    assert exact >= 0.88 * len(CASES), faults
    assert totals >= 0.9 * len(CASES), faults


@settings(max_examples=150, deadline=None)
@given(st.text(min_size=1, max_size=300))
def test_any_text_makes_a_valid_draft(words: str) -> None:
    DraftSchema().load(read(words, TODAY, {})[0])


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from([*WORDS, "$", "%", "\n", "(", ")", ":", "\t", "999999999999", "1e9"]), max_size=60),
    st.sampled_from(["", " ", "\n"]),
)
def test_shuffled_words_of_invoices_make_a_valid_draft(words: list[str], glue: str) -> None:
    DraftSchema().load(read(glue.join(words), TODAY, {"locale": "DE", "currency": "EUR"})[0])


def _steps(words: str) -> int:
    """How many function calls and lines reading takes: a measure of work that no busy machine changes."""
    count = 0

    def trace(_frame: object, event: str, _argument: object) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        read(words, TODAY, {})
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize(
    "shape",
    [
        "Please bill the client for work on the big house. ",
        "12 ",
        "([{<",
        ",;|- ",
        "3 chairs at $5, ",
        "10% tax and ",
        "a@",
        "no ",
        "to Acme from ",
        "client: A\n",
        "FR14 2004 ",
        "a\t5\t",
        "deposit paid 5 ",
        "due net ",
        "bill them at ",
        '"note ',
    ],
)
def test_the_work_grows_with_the_length_and_no_faster(shape: str) -> None:
    short, long = shape * (1000 // len(shape)), shape * (4000 // len(shape))
    read(short, TODAY, {})  # The lexicon is loaded once.
    assert _steps(long) < 6 * _steps(short)


@pytest.mark.parametrize("words", ["9" * 20_000, "((" * 10_000, "\n" * 20_000, "$1 " * 6_600, "x" * 20_000])
def test_a_flood_still_makes_a_valid_draft(words: str) -> None:
    draft = DraftSchema().load(read(words, TODAY, {})[0])
    assert len(draft["items"]) <= 1000
