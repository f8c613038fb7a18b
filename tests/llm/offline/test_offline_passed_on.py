"""Messages, orders and logs that are passed on: who is named in their heading or says so in them pays."""

import pytest

from tests.llm.offline.conftest import Read


def names(rows: list[dict[str, str]]) -> list[str]:
    return [row["value"] for row in rows if row["field"] in ("name", "company")]


@pytest.mark.parametrize(
    ("words", "name", "item"),
    [
        (
            'client texted me, need a bill:\n\n"Hi its Nora Kowal, 3 fly screens @ $45 each"',
            "Nora Kowal",
            "Fly screens",
        ),
        ('Client just messaged: "Jo Penrose here, 4 stools at £30 please"', "Jo Penrose", "Stools"),
        ('Kunde schreibt: "Hallo, hier ist Uwe Brandl, 3 Schlüssel zu 12 €"', "Uwe Brandl", "Schlüssel"),
        ('Il cliente ha scritto: "Ciao, sono Carla Bruni, 3 chiavi a 12 €"', "Carla Bruni", "Chiavi"),
        ('De klant schreef: "Hoi, met Piet Jansen, 3 sleutels à 12 euro"', "Piet Jansen", "Sleutels"),
        ("PO from Linden Foods: 20 trays at $14. Make it an invoice.", "Linden Foods", "Trays"),
        (
            "Purchase order received from Orchard & Rye:\n\n50 cases rye vinegar, €19.00 per case",
            "Orchard & Rye",
            "Rye vinegar",
        ),
        ("Order of Kopi Lama\ndesc | qty | price\ngrinder | 2 | $70", "Kopi Lama", "Grinder"),
        ("Bestellung der Gärtnerei Falk: 20 Töpfe zu 3 €", "Gärtnerei Falk", "Töpfe"),
        ("Ordine di Osteria Bella: 8 casse a 15 €", "Osteria Bella", "Casse"),
        ("Bestelling van Café Zon: 6 kratten à 18 euro", "Café Zon", "Kratten"),
        (
            "Week's log, Tamar Trail Maps: 8 June 3 hrs, 9 June 5 hrs, all drawing at £50/hr",
            "Tamar Trail Maps",
            "Drawing",
        ),
        ("Put two things on one invoice for the Oko Trust: the May audit, $35", "Oko Trust", "May audit"),
    ],
)
def test_who_ordered_or_wrote_pays(draft: Read, words: str, name: str, item: str) -> None:
    read = draft(words)
    assert names(read["to_details"]) == [name]
    assert read["from_details"] == []
    assert [line["name"] for line in read["items"]] == [item]


def test_who_writes_outside_quotes_bills(draft: Read) -> None:
    read = draft("Hi, it's Jo Penrose from Penrose Stools. Bill Una Brook for 4 stools at £30.")
    assert names(read["to_details"]) == ["Una Brook"]
    assert names(read["from_details"]) == ["Jo Penrose", "Penrose Stools"]


def test_a_count_for_a_quoted_line_keeps_the_customer(draft: Read) -> None:
    read = draft(
        "Yes, invoice Lantern Mutual for the 11 talks that took place.\n\n> 14 talks pencilled in, £135 per talk"
    )
    assert names(read["to_details"]) == ["Lantern Mutual"]
    assert read["items"][0]["quantity"] == "11"
