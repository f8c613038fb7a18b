"""Which currency the words mean where the amounts do not say it, or say another."""

from collections.abc import Callable

import pytest

from tests.llm.offline.conftest import Read


@pytest.mark.parametrize(
    ("words", "currency", "prices"),
    [
        ("Kowhai Motel wants to be billed in New Zealand dollars: pool cleaning 5 times at $140", "NZD", ["140"]),
        ("this one has to be in aussie dollars: Kowhai Motel, 9 lessons at $85 each", "AUD", ["85"]),
        ("The estimate was €900 but Nishi Audio asked to be billed in yen: 2 days at 70,000 a day", "JPY", ["70000"]),
        ("Bill Fjord Hotel, in Norwegian kroner: 2 pianos tuned at 1,450 each", "NOK", ["1450"]),
        ("Invoice Fox Ltd 3 lamps at $40, Canadian", "CAD", ["40"]),
        ("All $ are Australian. Invoice Fox Ltd 3 lamps at $40", "AUD", ["40"]),
        ("Invoice Fox Ltd 3 lamps at 400 rupees, in Sri Lankan rupees please", "LKR", ["400"]),
        ("Invoice Fox Ltd in US dollars, not in euros: 3 lamps at 40", "USD", ["40"]),
        ("Factura a Fox SL, en pesos colombianos: 3 sacos a $78.500", "COP", ["78500"]),
    ],
)
def test_the_currency_to_bill_in_is_that_of_the_prices(
    draft: Read, words: str, currency: str, prices: list[str]
) -> None:
    read = draft(words)
    assert (read["currency"], [item["unit_price"] for item in read["items"]]) == (currency, prices)


@pytest.mark.parametrize(
    ("words", "currency", "price"),
    [
        ("cobrar a Rosa Huamán S/ 95 por el arreglo del portón", "PEN", "95"),
        ("Factura a Minka SAC: 12 tablas a S/. 40 cada una", "PEN", "40"),
        ("Facture à Saly Voile : 8 gilets à 7 500 FCFA pièce", "XOF", "7500"),
        ("Bill Cape Coast Foods 6 crates at GH₵ 75 each", "GHS", "75"),
        ("Bill Negril Sound 2 speakers at J$18,000 each", "JMD", "18000"),
        ("Bill Szeged Bakery 2 ovens at 120,000 Ft each", "HUF", "120000"),
        ("Facture à Fès Cuir : 5 poufs à 400 dirhams pièce", "MAD", "400"),
        ("Bill Fujairah Divers 5 tanks at 400 dirhams each", "AED", "400"),
        ("Rechnung an Brno Optik: 4 Rahmen zu je 900, in tschechischen Kronen", "CZK", "900"),
        ("Facture à Oran Pompes : 2 pompes à 14 500 dinars algériens", "DZD", "14500"),
        ("Bill Fjellheim AS: 6 doors at 1,900 kr each", "NOK", "1900"),
        ("Bill Vindö Båt: 6 sails at 1,900 kr each", "SEK", "1900"),
    ],
)
def test_signs_and_words_of_many_countries_are_known(draft: Read, words: str, currency: str, price: str) -> None:
    read = draft(words)
    assert (read["currency"], [item["unit_price"] for item in read["items"]]) == (currency, [price])


@pytest.mark.parametrize(
    ("words", "prices"),
    [
        ("Bill Heron Boats £640 for the sail, roughly €750 at the rate of today", ["640"]),
        ("Bill Heron Boats 3 sails at €450 each (that's $480 each)", ["450"]),
        ("Facture Heron SARL 3 voiles à 200 € pièce (soit environ 215 dollars)", ["200"]),
        (
            "Our list is in dollars; invoice Heron SA in MXN: 3 sails at 9,000. In dollars about 1,500",
            ["9000"],
        ),
        ("The cloth cost us 300 dollars but we bill in euros: Heron Boats pays €980 for the sail", ["980"]),
        ("Bill Heron Boats €640 for the sail and €80 for the rope (blue)", ["640", "80"]),
    ],
)
def test_what_a_price_would_be_in_other_money_is_no_line(draft: Read, words: str, prices: list[str]) -> None:
    assert [item["unit_price"] for item in draft(words)["items"]] == prices


def test_amounts_of_two_currencies_that_nothing_compares_are_a_doubt(
    draft: Read, issues: Callable[[str], list[str]]
) -> None:
    words = "Bill Heron Boats €640 for the sail and $80 for the rope"
    assert len(draft(words)["items"]) == 2
    assert "several_currencies" in issues(words)


def test_crowns_of_no_country_and_cfa_francs_are_a_doubt(issues: Callable[[str], list[str]]) -> None:
    assert "guessed_currency" in issues("Bill Vindö Båt 6 sails at 1,900 kr each")
    assert "guessed_currency" not in issues("Bill Vindö Båt 6 sails at 1,900 kr each, in Swedish kronor")
    assert "guessed_currency" in issues("Facture à Saly Voile : 8 gilets à 7 500 FCFA pièce")


@pytest.mark.parametrize(
    "words", ["Bill Fence Hall 600 Ft of wire at $3 per foot", "Bill Molar Clinic 4 crowns at $320 each"]
)
def test_feet_and_crowns_of_teeth_are_no_money(draft: Read, words: str) -> None:
    assert (draft(words)["currency"], len(draft(words)["items"])) == ("USD", 1)


def test_a_dutch_postcode_is_no_money(draft: Read) -> None:
    assert len(draft("Factuur aan De Molen BV, Kade 12, 1016 TL Amsterdam: 3 lampen à € 40")["items"]) == 1
