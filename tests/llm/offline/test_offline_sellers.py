"""Who bills, said in a sentence of its own: "supplier on the invoice is X", "it goes out in our name, X"."""

import pytest

from tests.llm.offline.conftest import Read


def _names(rows: list[dict[str, str]]) -> list[str]:
    return [row["value"] for row in rows if row["field"] in ("name", "company")]


@pytest.mark.parametrize(
    "said",
    [
        "Supplier on the invoice is Moss & Thorn.",
        "It goes out in the firm's name as always, Moss & Thorn.",
        "Our name on it: Moss & Thorn.",
        "The letterhead should say Moss & Thorn.",
        "Put Moss & Thorn as the sender.",
        "Use Moss & Thorn as the seller.",
        "Moss & Thorn as seller.",
    ],
)
def test_the_seller_is_said_behind_the_order(draft: Read, said: str) -> None:
    read = draft(f"Invoice Larkspur Estates £400 for hedging. {said}")
    assert (_names(read["from_details"]), _names(read["to_details"])) == (["Moss & Thorn"], ["Larkspur Estates"])
    assert read["notes"] is None


@pytest.mark.parametrize(
    ("words", "seller"),
    [
        ("Factura a Bodega Ruiz, 3 horas a 40 €. La factura la emite Carmen Soler.", "Carmen Soler"),
        ("Factura a Bodega Ruiz, 3 horas a 40 €. Emite Pinturas Soler.", "Pinturas Soler"),
        ("Fattura a Bar Sole, 3 ore a 40 €. La fattura la emette Studio Conti.", "Studio Conti"),
        ("Fatura a Padaria Central, 3 horas a 40 €. Quem emite é a Oficina Lima.", "Oficina Lima"),
        ("Facture à Librairie Daguin, 3 affiches à 120 €. Atelier Morel comme émetteur.", "Atelier Morel"),
        ("Rechnung an Café Blum, 3 Stunden à 40 €. Es steht Tischlerei Voss als Absender drauf.", "Tischlerei Voss"),
        ("Factuur aan Hotel Zon, 3 uur à 40 €. Met Bakkerij Smit als afzender.", "Bakkerij Smit"),
    ],
)
def test_the_seller_is_said_in_other_languages(draft: Read, words: str, seller: str) -> None:
    assert _names(draft(words)["from_details"]) == [seller]


@pytest.mark.parametrize(
    "words",
    [
        "Autumn order from Whin Nursery (that's us) for Larkspur Estates: 50 bulbs @ 4.60",
        "Whin Nursery, that's our garden centre, planted 14 trees for Larkspur Estates at £36 a tree.",
        "Hedging by Whin Nursery (us) for Larkspur Estates, £400.",
    ],
)
def test_an_aside_says_that_the_name_before_it_is_the_writers(draft: Read, words: str) -> None:
    read = draft(words)
    assert (_names(read["from_details"]), _names(read["to_details"])) == (["Whin Nursery"], ["Larkspur Estates"])


def test_a_client_named_in_an_aside_is_no_seller(draft: Read) -> None:
    read = draft("Whin Nursery, that's our client, bought 14 trees at £36 each.")
    assert (_names(read["from_details"]), _names(read["to_details"])) == ([], ["Whin Nursery"])


def test_a_bill_in_my_name_is_mine_to_pay_when_nobody_else_is_billed(draft: Read) -> None:
    read = draft("¿Me haces la factura de las 4 clases? Son 38 € por clase. A mi nombre, Rosa Peña Salas.")
    assert (_names(read["from_details"]), _names(read["to_details"])) == ([], ["Rosa Peña Salas"])
