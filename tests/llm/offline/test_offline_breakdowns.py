"""A sum and its parts: the parts are billed, and the sum is no further item."""

import pytest

from tests.llm.offline.conftest import Read
from tests.llm.offline.test_offline_withdrawals import items_of


@pytest.mark.parametrize(
    "words",
    [
        "Invoice Otis Fenn $620 (tent 500, heater 120).",
        "Invoice Otis Fenn $620: tent 500, heater 120.",
        "Invoice Otis Fenn $620 for the weekend (tent $500 and heater $120), due in 10 days.",
        "Invoice Otis Fenn $620 in total: tent 500 and heater 120",
        "Please invoice Otis Fenn for $620:\n- tent 500\n- heater 120",
        "Rechnung an Otis Fenn über 620 € (Zelt 500, Heizer 120).",
        "Facture de 620 € à Otis Fenn (tente 500, poêle 120).",
    ],
)
def test_a_sum_of_parts_is_no_item(draft: Read, words: str) -> None:
    assert items_of(draft(words)) == [("1", "500"), ("1", "120")]


@pytest.mark.parametrize(
    ("words", "items"),
    [
        ("Invoice Otis Fenn: tent $300, heater $100, lamp $200.", [("1", "300"), ("1", "100"), ("1", "200")]),
        ("Invoice Otis Fenn $620 for the tent (heater 120, lamp 50).", [("1", "620"), ("1", "120"), ("1", "50")]),
    ],
)
def test_an_amount_that_happens_to_stand_first_is_an_item(
    draft: Read, words: str, items: list[tuple[str, str]]
) -> None:
    assert items_of(draft(words)) == items
