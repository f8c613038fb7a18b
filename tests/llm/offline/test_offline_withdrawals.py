"""What is taken back or put off: no item of this invoice, and nothing else goes with it."""

import pytest

from tests.llm.offline.conftest import Read

Items = list[tuple[str, str]]
LIST = "Bill Otis Fenn, USD:\n- 6 tents at 40\n- heater 60\n"


def items_of(read: dict[str, list[dict[str, str]]]) -> Items:
    """How many at which price."""
    return [(item["quantity"], item["unit_price"]) for item in read["items"]]


@pytest.mark.parametrize(
    "words",
    [
        f"{LIST}- take the heater off again, he has one",
        f"{LIST}- oh, and leave the heater for the next invoice",
        "Bill Otis Fenn, USD:\n- 6 tents at 40\n- (NOT this time: heater 60)",
        "Bill Otis Fenn, USD:\n- 6 tents at 40\n- heater (he decided against this one, leave it off): 60",
        "Bill Otis Fenn, USD:\n- 6 tents at 40\nNext month:\n- heater 60\n- 2 lamps at 15",
        "Bill Otis Fenn 6 tents at $40. The heater ($60) goes on another invoice.",
        "Bill Otis Fenn 6 tents at $40. Keep the heater for the next bill, it isn't here; that will be another $60.",
        "Bill Otis Fenn 6 tents at $40; the heater, $60, was broken, so don't put that on.",
        "Bill Otis Fenn 6 tents at $40. The heater didn't work, so no charge for that (it would have been $60).",
        "> 6 tents at $40 and the heater for $60, right?\n\nYes, and we waive the heater. Bill Otis Fenn.",
        "Rechnung an Otis Fenn: 6 Zelte zu 40 €, Heizer 60 €. Den Heizer bitte wieder streichen.",
        "Rechnung an Otis Fenn: 6 Zelte zu 40 €. Der Heizer kommt auf die nächste Rechnung, das sind dann 60 €.",
        "Facture à Otis Fenn : 6 tentes à 40 €. Laisse le poêle pour la prochaine facture, ce sera 60 €.",
        "Factura para Otis Fenn: 6 mesas a 40 €. La estufa (60 €) va en otra factura.",
        "Fattura a Otis Fenn: 6 tavoli a 40 €. La stufa (60 €) va nella prossima fattura.",
        "Factuur voor Otis Fenn: 6 tenten à € 40. De kachel (€ 60) komt op de volgende factuur.",
        "Fatura para Otis Fenn: 6 mesas a 40 €. O aquecedor (60 €) vai na próxima fatura.",
    ],
)
def test_what_is_taken_back_or_put_off_is_no_item(draft: Read, words: str) -> None:
    assert items_of(draft(words)) == [("6", "40")]


@pytest.mark.parametrize(
    ("words", "items"),
    [
        ("Bill Otis Fenn: 3 doors at $120. Take the old doors off the hinges $60.", [("3", "120"), ("1", "60")]),
        ("Bill Otis Fenn: the May survey, $200. The June survey ($90) goes on another invoice.", [("1", "200")]),
        ("Please put the heater, $60, on a separate invoice to Otis Fenn.", [("1", "60")]),
        ("Bill Otis Fenn $60 for two calls; the third call was cancelled.", [("2", "30")]),
        ("Bill Otis Fenn, USD: desk 200, chair 90, lamp 35 (lamp is free)", [("1", "200"), ("1", "90")]),
    ],
)
def test_what_is_like_it_stays(draft: Read, words: str, items: Items) -> None:
    assert items_of(draft(words)) == items
