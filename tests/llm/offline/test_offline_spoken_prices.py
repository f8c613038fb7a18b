"""Prices and thousands as people say and write them, beside other numbers."""

from collections.abc import Callable

import pytest

from tests.llm.offline.conftest import Read


@pytest.mark.parametrize(
    ("words", "quantity", "price"),
    [
        ("Bill Oakhurst Inn for 5 quilts at thirty-two fifty apiece", "5", "32.5"),
        ("Bill Oakhurst Inn: 4 benches, one-sixty-five each", "4", "165"),
        ("Bill Oakhurst Inn 6 hours at forty-one seventy-five an hour", "6", "41.75"),
        ("Bill Oakhurst Inn 20 mugs at five ninety-nine each", "20", "5.99"),
        ("Facture à Orval SARL : 9 brioches à 4 euros 20 pièce", "9", "4.2"),
        ("Facture à Orval SARL : 9 brioches à 4€20 pièce", "9", "4.2"),
        ("Rechnung an Moor GmbH: 9 Kränze zu je viersechzig", "9", "4.6"),
        ("Rechnung an Moor GmbH: 9 Kränze zu je 4 Euro 60", "9", "4.6"),
        ("Factura a Lago SL: 9 tortillas a cuatro sesenta cada una", "9", "4.6"),
        ("Fattura a Lago Srl: 9 focacce a quattro e sessanta l'una", "9", "4.6"),
        ("Factuur aan Meer BV: 9 broden à vier zestig", "9", "4.6"),
        ("Fatura à Lago Lda: 9 bolos a quatro e sessenta cada", "9", "4.6"),
    ],
)
def test_a_price_is_spoken_as_two_numbers(draft: Read, words: str, quantity: str, price: str) -> None:
    assert [(item["quantity"], item["unit_price"]) for item in draft(words)["items"]] == [(quantity, price)]


def test_a_price_that_may_be_two_is_a_doubt(issues: Callable[[str], list[str]]) -> None:
    assert "spoken_price" in issues("Bill Oakhurst Inn 4 benches at three fifty each")
    assert "spoken_price" not in issues("Bill Oakhurst Inn 4 benches at three hundred and fifty each")


@pytest.mark.parametrize(
    "words",
    [
        "Bill Oakhurst Inn $300 for the talk on Friday at nine thirty",
        "Bill Oakhurst Inn for the talk at nine thirty, $300",
        "Bill Oakhurst Inn for the thirty-five page guide, $300",
        "Rechnung an Moor GmbH: Kranz dreiundfünfzig Zentimeter, 300 €",
    ],
)
def test_times_of_day_and_plain_numbers_are_no_spoken_price(draft: Read, words: str) -> None:
    assert [item["unit_price"] for item in draft(words)["items"]] == ["300"]


@pytest.mark.parametrize(
    ("words", "quantity", "price"),
    [
        ("Facture à Orval SARL : porte-clés : 1 400 à 0,35 €", "1400", "0.35"),
        ("Facture à Orval SARL : 2 600 gobelets gravés à 0,40 € le gobelet", "2600", "0.4"),
        ("Factura a Lago SL: 1 350 imanes a 0,30 € cada uno", "1350", "0.3"),
        ("Rechnung an Moor GmbH: 1 700 Karten zu je 0,08 €", "1700", "0.08"),
        ("Invoice Oakhurst Inn: 1 250 napkins at £0.15 each", "1250", "0.15"),
        ("Facture à Orval SARL\npodium 18 500", "1", "18500"),
        ("Factura a Hotel Sol: 3 toldos a 2,500 pesos mexicanos cada uno", "3", "2500"),
        ("Factura a Hotel Sol, en pesos mexicanos: 3 toldos a 2,500 cada uno", "3", "2500"),
        ("Factura a Hotel Sol: asesoría 1,800 dólares", "1", "1800"),
        ("Invoice Oakhurst Inn, tel 0161 496 0000. 12 chairs at £40", "12", "40"),
    ],
)
def test_thousands_are_one_number(draft: Read, words: str, quantity: str, price: str) -> None:
    assert [(item["quantity"], item["unit_price"]) for item in draft(words)["items"]] == [(quantity, price)]


@pytest.mark.parametrize(
    ("words", "quantity"),
    [
        ("Invoice Oakhurst Inn: 4 500 ml bottles of oil at £9 each", "4"),
        ("Invoice Oakhurst Inn: lamps 12 350 each", "12"),
        ("Facture à Orval SARL : 2 500 g de safran à 8 €", "2"),
    ],
)
def test_two_numbers_beside_each_other_stay_two(draft: Read, words: str, quantity: str) -> None:
    assert [item["quantity"] for item in draft(words)["items"]] == [quantity]


def test_a_litre_of_fuel_has_three_decimals(draft: Read) -> None:
    assert draft("Bill Oakhurst Inn 40 litres at $1.255 each")["items"][0]["unit_price"] == "1.255"
