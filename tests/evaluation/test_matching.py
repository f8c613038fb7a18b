"""When two texts or numbers count as the same."""

from typing import Any

import pytest

from app.evaluation.matching import document_number, occurs_in, pair_up, same_number


@pytest.mark.parametrize(
    ("text", "wanted", "occurs"),
    [
        ("LOLA’S   Diner,\nmain st", "lola's diner, Main St", True),
        ("FR1420041010050500013M02606", "FR14 2004 1010 0505 0001 3M02 606", True),
        ("2–4 weeks “net”", '2-4 weeks "net"', True),
        ("Straße", "strasse", True),
        ("Acme", "Acme Corp", False),
        (None, "Acme", False),
    ],
)
def test_text_is_found_whatever_its_case_blanks_and_quotes(text: Any, wanted: str, occurs: bool) -> None:
    assert occurs_in(text, wanted) is occurs


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("10", "10.00", True), (" 1.5", "1.50", True), ("10", "10.01", False), ("10", None, False), ("x", "x", False)],
)
def test_numbers_are_the_same_by_value(one: Any, other: Any, same: bool) -> None:
    assert same_number(one, other) is same


@pytest.mark.parametrize("written", ["F-118", "f-118", "#F-118", "no. F-118", "Invoice no. F-118", "Facture n° F-118"])
def test_a_number_is_the_same_with_and_without_the_words_before_it(written: str) -> None:
    assert document_number(written) == "f-118"


def test_pairing_finds_the_one_order_that_fits() -> None:
    def fits(wanted: Any, found: Any) -> bool:
        return found["n"] in wanted["any"]

    found = [{"n": 1}, {"n": 2}]
    assert pair_up([{"any": [1, 2]}, {"any": [1]}], found, fits)
    assert not pair_up([{"any": [1]}, {"any": [1]}], found, fits)
    assert not pair_up([{"any": [1, 2]}], found, fits)
