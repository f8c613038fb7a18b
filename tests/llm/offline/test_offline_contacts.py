"""Contacts, mail addresses and streets that a later sentence gives."""

import pytest

from tests.llm.offline.conftest import Read


def _values(rows: list[dict[str, str]]) -> list[str]:
    return [row["value"] for row in rows]


@pytest.mark.parametrize(
    ("said", "values"),
    [
        ("Their finance person is Ivo Daly (ivo@example.org), put him on it too.", ["Ivo Daly", "ivo@example.org"]),
        ("Contact there: Ivo Daly, 01632 960111.", ["Ivo Daly", "01632 960111"]),
        ("Mark it for Ivo Daly.", ["Ivo Daly"]),
        ("Their bookkeeper Ivo Daly wants his name on it.", ["Ivo Daly"]),
        ("They are at 17 Mill Row, Portland, ME 04101.", ["17 Mill Row", "Portland", "ME", "04101"]),
        ("Street is 17 Mill Row, Leith.", ["17 Mill Row, Leith"]),
        ("Their email is ap@example.org, phone 01632 960111.", ["ap@example.org", "01632 960111"]),
    ],
)
def test_a_later_sentence_tells_more_of_the_customer(draft: Read, said: str, values: list[str]) -> None:
    read = draft(f"Invoice Elm Stoves Ltd £700 for photos. {said}")
    assert _values(read["to_details"]) == ["Elm Stoves Ltd", *values]
    assert [item["name"] for item in read["items"]] == ["Photos"]


@pytest.mark.parametrize(
    ("words", "values"),
    [
        (
            "Factura a Bodega Ruiz: 3 horas a 40 €. Están en la Calle Alta 5, Jaén.",
            ["Bodega Ruiz", "Calle Alta 5, Jaén"],
        ),
        ("Rechnung an Café Blum: 3 Lampen à 40 €. Ansprechpartnerin ist Ines Roth.", ["Café Blum", "Ines Roth"]),
        ("Fattura a Bar Sole: 3 ore a 40 €. Il referente è Elio Rossi.", ["Bar Sole", "Elio Rossi"]),
        ("Factuur aan Hotel Zon, t.a.v. Kees Blom: 3 uur à 40 €", ["Hotel Zon", "Kees Blom"]),
        (
            "Bill-to is Pine Harbor Club, attn Lucy Madden, 5 Bay Ln. Pump $40",
            ["Pine Harbor Club", "Lucy Madden", "5 Bay Ln"],
        ),
        (
            "Bill Vista Dental, Av. Los Robles 2040, Santiago, $700 for photos.",
            ["Vista Dental", "Av. Los Robles 2040, Santiago"],
        ),
    ],
)
def test_contact_and_street_in_other_words(draft: Read, words: str, values: list[str]) -> None:
    assert _values(draft(words)["to_details"]) == values


def test_a_line_of_the_sender_names_a_person_and_the_firm(draft: Read) -> None:
    read = draft("From: Jo Marsh, Marsh Joinery\nTo: Pinewood School\nDesks, £220")
    assert _values(read["from_details"]) == ["Jo Marsh", "Marsh Joinery"]


def test_the_mail_of_a_customer_who_writes_is_the_customers(draft: Read) -> None:
    read = draft(
        "Hi! Please send me the invoice for the cake, $65. My name is Rosa Hale and my email is rosa@example.com."
    )
    assert _values(read["to_details"]) == ["Rosa Hale", "rosa@example.com"]


def test_how_long_they_have_is_no_address(draft: Read) -> None:
    read = draft("Invoice Elm Stoves Ltd £700 for photos. They are on 30 days.")
    assert _values(read["to_details"]) == ["Elm Stoves Ltd"]
