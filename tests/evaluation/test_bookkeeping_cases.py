"""Our own cases are well formed, and their totals follow from their lines."""

from decimal import Decimal
from importlib.resources import as_file, files
from typing import Any

import pytest

from app.core import money
from app.documents.amounts import Discount, Line, Tax
from app.documents.totals import compute
from app.evaluation.cases import Case, read_cases

with as_file(files("prompts_library").joinpath("evals/bookkeeping.jsonl")) as file:
    CASES = read_cases(file)
BILLED = [case for case in CASES if not case.expect.get("error")]
# The others name a line without its price, because there is more than one right way to write it.
PRICED = [case for case in BILLED if all("unit_price" in item for item in case.expect.get("items", [{}]))]


def _total(expect: dict[str, Any]) -> Decimal:
    currency = expect["currency"]
    totals = compute(
        currency,
        [Line(item["quantity"], item["unit_price"]) for item in expect["items"]],
        [Discount(name="Discount", **discount) for discount in expect.get("discounts", [])],
        [
            Tax(tax.get("name", "Tax"), tax["percentage"], tax.get("inclusive", False))
            for tax in expect.get("taxes", [])
        ],
    )
    return money.from_minor(totals.amount_due, currency)


@pytest.mark.parametrize("case", PRICED, ids=lambda case: case.id)
def test_the_total_follows_from_the_lines(case: Case) -> None:
    assert _total(dict(case.expect)) == case.expect["total"]


@pytest.mark.parametrize("case", BILLED, ids=lambda case: case.id)
def test_a_case_says_who_pays_how_much_in_what_and_not_before_it_is_billed(case: Case) -> None:
    assert case.expect.keys() >= {"to", "currency", "total"}
    assert case.expect.get("due_at", case.today) >= case.expect.get("issued_at", case.today)


def test_the_cases_are_many_and_of_many_kinds() -> None:
    assert len(CASES) >= 40
    assert len(PRICED) >= 35
    assert len({case.lang for case in CASES}) >= 7
    assert {case.difficulty for case in CASES} == {"easy", "medium", "hard"}
