"""The firm and the place of who pays, told beside the name."""

import pytest

from tests.llm.offline.conftest import Read


def customer(read: dict[str, object]) -> list[str]:
    return [row["value"] for row in read["to_details"]]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        (
            "To: Mother Agnes Doyle, Holy Cross Abbey. Gutter repair, 640 euros.",
            ["Mother Agnes Doyle", "Holy Cross Abbey"],
        ),
        ("Bill Nina Holt, Ferncliff School, £90 for a violin bow.", ["Nina Holt", "Ferncliff School"]),
        ("Bill Nina Holt, head of music, Ferncliff School, £90 for a bow.", ["Nina Holt", "Ferncliff School"]),
        ("Invoice Nina Holt, bursar at Ferncliff School, £90 for a bow.", ["Nina Holt", "Ferncliff School"]),
        ("Client: Nina Holt / Ferncliff School. Violin bow, £90.", ["Nina Holt", "Ferncliff School"]),
        ("Facture à Luc Morel, Garage Morel, pour 2 phares à 90 €.", ["Luc Morel", "Garage Morel"]),
        ("Factura para Marta Gil, Clínica Luna S.L., por 3 sillas a 40 €.", ["Marta Gil", "Clínica Luna S.L."]),
        ("Rechnung an Frau Petra Holm, Kita Regenbogen: 3 Stühle à 40 €.", ["Frau Petra Holm", "Kita Regenbogen"]),
    ],
)
def test_a_firm_behind_a_person_is_the_firm_of_that_person(draft: Read, words: str, rows: list[str]) -> None:
    read = draft(words)
    assert customer(read) == rows
    assert len(read["items"]) == 1


def test_what_alone_names_the_price_behind_a_person_is_the_item(draft: Read) -> None:
    read = draft("Invoice Nina Holt, Summer School, £300")
    assert customer(read) == ["Nina Holt"]
    assert [item["name"] for item in read["items"]] == ["Summer School"]


@pytest.mark.parametrize(
    ("words", "name", "item"),
    [
        ("Sunset Hotel in Brighton had 3 doors repaired at £80 each.", "Sunset Hotel", "Doors repaired"),
        ("Studio 12 Dance on Route 66 bought 3 mirrors at $80 each.", "Studio 12 Dance", "Mirrors"),
        ("The Old Forge at Dunster bought 12 mugs at £6 each.", "The Old Forge", "Mugs"),
        ("Ristorante Da Gino a Parma ha ordinato 14 bottiglie a 12 € l'una.", "Ristorante Da Gino", "Bottiglie"),
        ("La boulangerie Petit à Lyon a commandé 14 plateaux à 12 € pièce.", "boulangerie Petit", "Plateaux"),
        ("Bäckerei Winter in Jena hat 14 Bleche zu 12 € bestellt; bitte Rechnung.", "Bäckerei Winter", "Bleche"),
    ],
)
def test_where_the_customer_is_names_nobody(draft: Read, words: str, name: str, item: str) -> None:
    read = draft(words)
    assert customer(read)[0] == name
    assert [line["name"] for line in read["items"]] == [item]


def test_a_firm_behind_from_is_no_place(draft: Read) -> None:
    read = draft("Kim Dale from Delta Freight ordered 3 pallets at $40 each.")
    assert "Delta Freight" in customer(read)


def test_a_town_before_the_items_is_none(draft: Read) -> None:
    read = draft("Bill Corran Ltd, Bristol, for 3 chairs at £40.")
    assert customer(read) == ["Corran Ltd", "Bristol"]
    assert [item["name"] for item in read["items"]] == ["Chairs"]
