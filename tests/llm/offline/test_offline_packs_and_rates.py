"""What packs hold, what is multiplied aloud, and prices for many at once."""

import pytest

from tests.llm.offline.conftest import Read


@pytest.mark.parametrize(
    ("words", "name", "quantity"),
    [
        ("Bill Juniper Bar for 5 crates of 20 x 500 ml pale ale, £27 per crate", "pale ale", "5"),
        ("Bill Juniper Bar: 8 cartons of 36 x 40 g crisps at £14 a carton", "crisps", "8"),
        ("Bill Juniper Bar: 9 bags of 15 kg charcoal, £11 a bag", "charcoal", "9"),
        ("Bill Juniper Bar: 3 boxes (6 x 70 cl) dry gin at £84 a box", "dry gin", "3"),
        ("Facture à Genièvre SARL : 9 sacs de 15 kg de charbon à 11 € le sac", "charbon", "9"),
        ("Rechnung an Wacholder GmbH: 9 Säcke 15 kg Kohle zu je 11 €", "kohle", "9"),
        ("Factura a Enebro SL: 9 sacos de 15 kg de carbón a 11 € cada uno", "carbón", "9"),
    ],
)
def test_what_a_container_holds_counts_nothing(draft: Read, words: str, name: str, quantity: str) -> None:
    items = draft(words)["items"]
    assert [item["quantity"] for item in items] == [quantity]
    assert name in items[0]["name"].lower()


def test_a_price_for_the_measure_counts_what_the_containers_hold(draft: Read) -> None:
    items = draft("Bill Juniper Bar: 9 bags of 15 kg charcoal at £0.80 per kg")["items"]
    assert [(item["quantity"], item["unit_price"]) for item in items] == [("135", "0.8")]


@pytest.mark.parametrize(
    ("words", "quantity"),
    [
        ("Bill Ash Mill: welder, 3 days x 9 hours = 27 hours at 31 eur", "27"),
        ("Bill Ash Mill: driving, 6 trips of 45 km, so 270 km at £0.50", "270"),
        ("Bill Ash Mill: 5 days @ 7.5 hrs (37.5 hrs) at £40", "37.5"),
        ("Rechnung an Esche GmbH: 3 Tage x 9 Stunden = 27 Stunden zu 31 €", "27"),
        ("Bill Ash Mill: 3 days x 9 hours at £31", "27"),
        ("Bill Ash Mill: 3 welders x 9 hours, 2 hours travel at £31", "2"),
    ],
)
def test_factors_go_where_their_product_is_said(draft: Read, words: str, quantity: str) -> None:
    assert draft(words)["items"][-1]["quantity"] == quantity


@pytest.mark.parametrize(
    ("words", "quantity", "price"),
    [
        ("Bill Ash Mill for 4.5 million rows at $1.20 per million rows", "4.5", "1.2"),
        ("Bill Ash Mill: 60,000 text messages at $0.90 per 1,000 messages", "60", "0.9"),
        ("Bill Ash Mill: 15,000 pings, £1.10 per thousand", "15", "1.1"),
        ("Bill Ash Mill: 700 tiles at £58 per hundred", "7", "58"),
        ("Bill Ash Mill: 3 kg saffron at £6 per 10 g", "300", "6"),
        ("Bill Ash Mill: 480 buns at £3.20 per dozen", "40", "3.2"),
        ("Rechnung an Esche GmbH: 7.000 Karten zu 35 € pro 1.000 Stück", "7", "35"),
        ("Facture à Frêne SARL : 7 000 cartes à 35 € le mille", "7", "35"),
        ("Factura a Fresno SL: 7.000 tarjetas a 35 € por cada mil", "7", "35"),
        ("Factuur aan Es BV: 7.000 kaarten à € 35 per duizend", "7", "35"),
    ],
)
def test_a_price_for_many_divides_the_count(draft: Read, words: str, quantity: str, price: str) -> None:
    assert [(item["quantity"], item["unit_price"]) for item in draft(words)["items"]] == [(quantity, price)]


def test_a_price_per_sized_thing_is_for_one(draft: Read) -> None:
    items = draft("Bill Ash Mill: 12 bags of feed at £8 per 10 kg bag")["items"]
    assert [(item["quantity"], item["unit_price"]) for item in items] == [("12", "8")]


@pytest.mark.parametrize(
    ("words", "last"),
    [
        ("Bill Ash Mill in yen: 6 fans at 7,000 each plus 12,000 shipping", "12000"),
        ("Bill Ash Mill: 6 fans at 70 each, delivery 60, and 35 assembly", "35"),
        ("Invoice Ash Mill\nfan belts, 6 at 12\nhosting, first year 216", "216"),
        ("Invoice Ash Mill\nfan belts, 6 at 12\nroof check (one-off) 190", "190"),
        ("Invoice Ash Mill\nfan belts, 6 at 12\ntransport flat 4,150", "4150"),
        ("Invoice Ash Mill\nfan belts, 6 at 12\nback wall 6x4m, 650", "650"),
    ],
)
def test_the_last_of_several_lines_has_its_amount(draft: Read, words: str, last: str) -> None:
    items = draft(words)["items"]
    assert (items[-1]["quantity"], items[-1]["unit_price"]) == ("1", last)
    assert len(items) > 1


def test_things_that_are_added_with_their_number_have_no_price(draft: Read) -> None:
    prices = [item["unit_price"] for item in draft("Bill Ash Mill: 6 tables and 30 chairs at 5 each")["items"]]
    assert "30" not in prices


def test_what_is_left_out_with_its_price_is_no_other_line(draft: Read) -> None:
    words = "Invoice Ash Mill\nlift contract 480\nmain stage 900\n(the gate contract, 390, is not ours, leave it out)"
    assert [item["unit_price"] for item in draft(words)["items"]] == ["480", "900"]
    second = "Invoice Ash Mill\nmain stage 900\nlights 80\nThe second stage was cancelled, leave it off."
    assert [item["unit_price"] for item in draft(second)["items"]] == ["900", "80"]
