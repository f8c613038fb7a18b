"""Names of firms in small letters, and names that small words open, in six languages."""

import pytest

from tests.llm.offline.conftest import Read


def _customer(read: dict[str, object]) -> list[str]:
    rows = read["to_details"]
    assert isinstance(rows, list)
    return [row["value"] for row in rows if row["field"] in ("name", "company")]


@pytest.mark.parametrize(
    ("words", "customer", "item"),
    [
        (
            "rechnung für die bäckerei hollmann ofen repariert 3 stunden zu 62 euro",
            "bäckerei hollmann",
            "Ofen repariert",
        ),
        ("rechnung an reiterhof lindenau hufbeschlag 120 euro", "reiterhof lindenau", "Hufbeschlag"),
        (
            "fais une facture au restaurant le vieux port, 12 kg de tomates à 2,80",
            "restaurant le vieux port",
            "Tomates",
        ),
        (
            "fattura azienda agricola il poggio 30 balle di fieno a 6 euro",
            "azienda agricola il poggio",
            "Balle di fieno",
        ),
        ("agriturismo le querce ha preso 9 balle di fieno a 7 euro l'una", "agriturismo le querce", "Balle di fieno"),
        ("factura a construcciones vega por la grúa, 450 euros", "construcciones vega", "Grúa"),
        ("factuur voor dansschool pirouette, 8 balletlessen à 37,50", "dansschool pirouette", "Balletlessen"),
        ("fatura para padaria trigo bom 3 fornadas de broa a 20 euros", "padaria trigo bom", "Fornadas de broa"),
    ],
)
def test_a_firm_in_small_letters_ends_where_the_item_begins(draft: Read, words: str, customer: str, item: str) -> None:
    read = draft(words)
    assert _customer(read) == [customer]
    assert [line["name"] for line in read["items"]] == [item]


@pytest.mark.parametrize(
    ("words", "customer"),
    [
        ("Dobbiamo fatturare a Nuova Ceramica S.p.A. la consulenza, 650 euro", "Nuova Ceramica S.p.A."),
        ("La asociación de vecinos El Carmen debe 75 euros por el sonido", "asociación de vecinos El Carmen"),
        ("Alquiler del local, 140 €, inquilino: Los Delirios", "Los Delirios"),
        ("Fatura para Café com Letras: logótipo 280 €", "Café com Letras"),
        ("Fatura para Ana Reis com IVA 23%: logótipo 280 €", "Ana Reis"),
        ("O Sr. Duarte Pimenta já pediu a fatura: arranjo do telhado 600 €", "Sr. Duarte Pimenta"),
        ("Berechne Herrn Ole Petersen anderthalb Tage Gartenpflege, 280 Euro am Tag", "Herrn Ole Petersen"),
    ],
)
def test_the_whole_name_is_the_customer(draft: Read, words: str, customer: str) -> None:
    assert _customer(draft(words)) == [customer]


def test_small_words_behind_of_name_no_seller(draft: Read) -> None:
    read = draft("factuur voor het snoeien van de heg, 3 uur 40 euro per uur")
    assert read["from_details"] == []
