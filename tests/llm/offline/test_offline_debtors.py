"""Who pays, told by whom the money comes from or on whose account it goes."""

import pytest

from tests.llm.offline.conftest import Read


def names(rows: list[dict[str, str]]) -> list[str]:
    return [row["value"] for row in rows if row["field"] in ("name", "company")]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("$75 from Ms Odell for the piano tuning please", "Ms Odell"),
        ("The amount of 310 dollars is due from Larch Hill School for workshops.", "Larch Hill School"),
        ("put the Lindgrens down for £55, window cleaning", "Lindgrens"),
        ("text Vera Blom a bill, 3 violin lessons at 30 euro", "Vera Blom"),
        ("bill to cafe Nero 12 kg beans at 14", "cafe Nero"),
        ("180 € von Familie Brecht für die Dachrinne", "Familie Brecht"),
        ("Zahlen muss die Gemeinde Oberau: Winterdienst 12 Einsätze à 90 €", "Gemeinde Oberau"),
        ("SV Eintracht 30 Urkunden zu 1,50 €", "SV Eintracht"),
        ("La facture de Mme Gauthier : 3 heures de ménage à 25 €", "Mme Gauthier"),
        ("Con cargo a Hotel Brisa: 6 lámparas a 30 €", "Hotel Brisa"),
        ("La fattura di Officina Greco: 4 gomme a 65 €", "Officina Greco"),
        ("op de rekening van Fietsenwinkel Dekker: 2 banden à € 25", "Fietsenwinkel Dekker"),
        ("Quem deve é o Clube Náutico: 3 velas a 200 €", "Clube Náutico"),
    ],
)
def test_whoever_the_money_comes_from_is_billed(draft: Read, words: str, name: str) -> None:
    assert names(draft(words)["to_details"]) == [name]


def test_a_seller_stays_one_where_another_is_billed(draft: Read) -> None:
    read = draft("2 lamps, £40 from Tallow Lighting to Bryn Hotel")
    assert names(read["to_details"]) == ["Bryn Hotel"]


def test_what_is_asked_of_somebody_is_an_amount_without_a_currency_too(draft: Read) -> None:
    [item] = draft("ask tom for 45, bike repair")["items"]
    assert (item["name"], item["unit_price"]) == ("Bike repair", "45")


def test_an_account_to_pay_into_is_no_customer(draft: Read) -> None:
    read = draft("Factuur aan Bakker Smit, 2 banden à € 25. Overmaken op de rekening van Jan Dekker.")
    assert names(read["to_details"]) == ["Bakker Smit"]


def test_a_bracket_behind_a_price_names_it(draft: Read) -> None:
    items = draft("Bill Nils Aro for 90 € (chimney sweep) and 40 € (new cap)")["items"]
    assert [(item["name"], item["unit_price"]) for item in items] == [("Chimney sweep", "90"), ("New cap", "40")]
