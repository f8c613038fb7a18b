"""What the writer takes back: the later value stands, and what is left out is no item."""

import pytest

from tests.llm.offline.conftest import Read

BILL = "Bill Otis 6 tents at $40 and 2 heaters at $60."
Items = list[tuple[str, str]]


def items_of(read: dict[str, list[dict[str, str]]]) -> Items:
    """How many at which price."""
    return [(item["quantity"], item["unit_price"]) for item in read["items"]]


@pytest.mark.parametrize(
    ("words", "items"),
    [
        ("Bill Otis not 18 but 16 chairs at $5.", [("16", "5")]),
        ("Bill Otis: 18 chairs at $5. It was not 18 chairs but 16.", [("16", "5")]),
        ("It was not 8 lights but 6, the rental is $35 per light. Bill Otis.", [("6", "35")]),
        ("Bill Otis: 30 chairs at $4 and 6 tables at $9. The 30 chairs become 28.", [("28", "4"), ("6", "9")]),
        ("Bill Otis 60 hoodies, the price dropped from €24 to €21.50 each.", [("60", "21.5")]),
        (f"{BILL} Actually the heaters were $50 each in the end.", [("6", "40"), ("2", "50")]),
        (f"{BILL} The heaters were 3, not 2.", [("6", "40"), ("3", "60")]),
        ("only we need 6 moving heads rather than 4:\n- truss, $480\n- moving heads, $75 each\nBill Otis",
         [("1", "480"), ("6", "75")]),
        ("Rechnung an Otis: es waren nicht 8 Lampen, sondern 6, zu je 35 €.", [("6", "35")]),
        ("Facture Otis : ce n'étaient pas 8 lampes mais 6, à 35 € pièce.", [("6", "35")]),
        ("Factura para Otis: 8 clases de yoga a 38 €. Las de yoga al final fueron 7.", [("7", "38")]),
        ("Fattura a Otis: non erano 8 lampade ma 6, a 35 € l'una.", [("6", "35")]),
        ("Factuur aan Otis: de 30 klapstoelen worden er 28 en de prijs is € 4,25 i.p.v. € 4,75 per stoel.",
         [("28", "4.25")]),
        ("Fatura para Otis: não foram 8 lâmpadas, mas 6, a 35 € cada.", [("6", "35")]),
    ],
)  # fmt: skip
def test_the_later_value_stands(draft: Read, words: str, items: Items) -> None:
    assert items_of(draft(words)) == items


@pytest.mark.parametrize(
    "words",
    [
        f"{BILL} The heaters we won't need after all.",
        f"{BILL} Scratch the heaters, they had their own.",
        "Bill Otis 6 tents at $40. Leave out the technician ($150), our own guy did it.",
        "Bill Otis 6 tents at $40. Don't bill the pizza, $30, that was on us.",
        "Bill Otis 6 tents at $40. The heaters ($60 each) were cancelled.",
        "Rechnung an Otis: 6 Zelte zu 40 €. Die 150 € für den Kran übernehmen wir selbst, also nicht mit aufführen.",
        "Facture Otis : 6 tentes à 40 €, livraison 30 €. Enlève la livraison.",
        "Factura para Otis: 6 mesas a 40 €, envío 30 €. Quita el envío.",
        "Fattura a Otis: 6 tavoli a 40 €, consegna 30 €. Togli la consegna.",
        "Factuur aan Otis: 6 tafels à € 40, bezorging € 30. Laat de bezorging maar weg.",
        "Faturar para Otis: 6 mesas a 40 €; embalagem 50 €. Pode tirar a embalagem.",
    ],
)
def test_what_is_left_out_is_no_item(draft: Read, words: str) -> None:
    assert items_of(draft(words)) == [("6", "40")]


@pytest.mark.parametrize(
    "words",
    [
        "Bill Otis: remove old carpet $200, lay new carpet $500",
        "Bill Otis for skip hire $200 and drop cloth $500.",
        "Factura para Otis: quitar moqueta 200 €, poner parquet 500 €",
        "Facture Otis : retirer l'ancienne moquette 200 €, poser le parquet 500 €",
        "Fattura a Otis: togliere la moquette 200 €, posa parquet 500 €",
    ],
)
def test_work_that_removes_something_is_billed(draft: Read, words: str) -> None:
    assert items_of(draft(words)) == [("1", "200"), ("1", "500")]


def test_a_new_mail_takes_the_place_of_the_estimate_that_it_quotes(draft: Read) -> None:
    read = draft(
        "Came in at 27.5 hours, rate as quoted below. Materials were $418.60. Please bill Casa Verde Rentals.\n\n"
        "> Estimate: about 30 hrs of tile work at $55 an hour, materials roughly $400"
    )
    assert sorted(items_of(read)) == [("1", "418.6"), ("27.5", "55")]


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("We said 600 tiles but we laid 560 at £2 a tile, bill Mr Finch", ("560", "2")),
        ("Bill Ana Ruiz for 10 hours of filing, though it only took 8, at $30 an hour", ("8", "30")),
        ("The estimate was $1,200, but we settled on $1,050 for the patio. Bill Ray Cole.", ("1", "1050")),
        ("The deck was meant to be £900 but I'm only charging £840; bill Ray Cole", ("1", "840")),
        ("Bill Ray Cole: deck $840 (quote was $900)", ("1", "840")),
        ("Bill Ray Cole $840 for the deck, down from the $900 I quoted", ("1", "840")),
        ("Of the twenty chairs we mended sixteen, bill sixteen at £55 to the Grand Theatre", ("16", "55")),
        ("Bill Parc Sud for 22 of the 30 trees at €15 each", ("22", "15")),
        ("Rechnung an Ute Falk: von den 20 Stühlen haben wir 16 bezogen, 55 € pro Stuhl", ("16", "55")),
        ("El presupuesto era de 900 €, pero al final quedamos en 840 € por el mural. Factura a Ana Gil.", ("1", "840")),
    ],
)
def test_what_was_only_estimated_does_not_count(draft: Read, words: str, line: tuple[str, str]) -> None:
    assert [(item["quantity"], item["unit_price"]) for item in draft(words)["items"]] == [line]


def test_a_second_thing_behind_but_is_no_correction(draft: Read) -> None:
    read = draft("Bill Ray Cole: 12 lamps at $20 each but the delivery was 30 dollars")
    assert [(item["quantity"], item["unit_price"]) for item in read["items"]] == [("12", "20"), ("1", "30")]
    read = draft("Bill Ray Cole $300 for the fence, but the gate was $80 more")
    assert [item["unit_price"] for item in read["items"]] == ["300", "80"]
