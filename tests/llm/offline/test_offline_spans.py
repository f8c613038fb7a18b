"""How often a price by the month, week or year is paid, where the time is said in another unit."""

import pytest

from tests.llm.offline.conftest import Read


@pytest.mark.parametrize(
    ("words", "quantity", "price"),
    [
        ("Bill Larch Yoga: storage at £14 a month for a year", "12", "14"),
        ("Bill Larch Yoga: storage at £14 per month for two years", "24", "14"),
        ("Bill Larch Yoga: half a year of storage at £14 a month", "6", "14"),
        ("Bill Larch Yoga: storage £14 a month for the whole quarter", "3", "14"),
        ("Bill Larch Yoga: 5 lockers at £14 a month for a year", "60", "14"),
        ("Bill Larch Yoga: licence £240 a year for 6 months", "0.5", "240"),
        ("Facture à Mélèze SARL : box à 14 € par mois sur un an", "12", "14"),
        ("Rechnung an Lärche GmbH: Lager 14 € im Monat für ein Jahr", "12", "14"),
        ("Factura a Alerce SL: trastero a 14 € al mes durante un año", "12", "14"),
        ("Fattura a Larice Srl: deposito a 14 € al mese per un semestre", "6", "14"),
        ("Factuur aan Lariks BV: opslag € 14 per maand, een half jaar", "6", "14"),
        ("Fatura a Lariço Lda: arrecadação a 14 € por mês durante um ano", "12", "14"),
        ("Bill Larch Yoga: storage at £14 a month for 5 months", "5", "14"),
        ("Bill Larch Yoga: storage at £14 a month", "1", "14"),
        ("Bill Larch Yoga £900 for a year of storage", "1", "900"),
    ],
)
def test_a_price_by_time_is_paid_for_the_time_that_is_said(draft: Read, words: str, quantity: str, price: str) -> None:
    assert [(item["quantity"], item["unit_price"]) for item in draft(words)["items"]] == [(quantity, price)]


def test_the_same_period_is_that_of_the_line_before(draft: Read) -> None:
    words = "Bill Larch Yoga: storage at £14 a month for a year, and the alarm adds £3 a month over the same period"
    assert [(item["quantity"], item["unit_price"]) for item in draft(words)["items"]] == [("12", "14"), ("12", "3")]
