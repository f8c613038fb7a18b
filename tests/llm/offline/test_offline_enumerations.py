"""Things told by their numbers, and numbers that only describe the thing beside them."""

import pytest

from tests.llm.offline.conftest import Read


@pytest.mark.parametrize(
    ("words", "quantity"),
    [
        ("ep 51, 52 + 53 mixes, £90 a pop, bill gravel radio", "3"),
        ("Bill Gravel Radio: modules 3 and 4 recorded at £140 each", "2"),
        ("Bill Gravel Radio: pages 5-9 laid out, £30 a page", "5"),
        ("Bill Gravel Radio: lessons 5, 6, 7 and 8, £45 each", "4"),
        ("Rechnung an Kies GmbH: Folgen 21, 22 und 23 Schnitt zu je 95 €", "3"),
        ("Facture à Gravier SARL : épisodes 21 et 22, montage à 95 € chacun", "2"),
        ("Factura a Grava SL: episodios 21, 22 y 23, edición a 95 € cada uno", "3"),
    ],
)
def test_things_told_by_their_numbers_are_counted(draft: Read, words: str, quantity: str) -> None:
    assert [item["quantity"] for item in draft(words)["items"]] == [quantity]


@pytest.mark.parametrize(
    ("words", "quantity", "price"),
    [
        ("Bill Gravel Radio: mugs 12, 13 each", "12", "13"),
        ("Bill Gravel Radio for the guide to pages 3 and 4, £60", "1", "60"),
        ("Bill Gravel Radio: workshop for ages 3-6, 10 tickets at £12 each", "10", "12"),
    ],
)
def test_counts_beside_their_prices_are_no_list(draft: Read, words: str, quantity: str, price: str) -> None:
    last = draft(words)["items"][-1]
    assert (last["quantity"], last["unit_price"]) == (quantity, price)


@pytest.mark.parametrize(
    ("words", "counted"),
    [
        ("Invoice Elder Barn: 1st visit 450, 2nd visit 300", [("1", "450"), ("1", "300")]),
        ("Invoice Elder Barn: two layers of varnish on 14 stools, £32 a stool", [("14", "32")]),
        ("Invoice Elder Barn for the 3-day retreat at £900", [("1", "900")]),
        ("Invoice Elder Barn: 6x 40W lamps £3.20 ea, 2x 1.5m rails £18 ea", [("6", "3.2"), ("2", "18")]),
        ("Invoice Elder Barn: 2 x 4TB drives £95 each", [("2", "95")]),
        ("Invoice Elder Barn: rug 160 x 230 cm £95", [("1", "95")]),
        ("Invoice Elder Barn 24 bottles of Riesling 2021 at £9.60", [("24", "9.6")]),
        ("Invoice Elder Barn: 40 minutes of coaching £50", [("1", "50")]),
        ("Invoice Elder Barn: 40 minutes of calls at £0.50 per minute", [("40", "0.5")]),
        ("Invoice Elder Barn, 3 nights @ €140 plus city tax €3 per night", [("3", "140"), ("3", "3")]),
        ("Invoice Elder Barn 15 licences × $49 × 12 months", [("180", "49")]),
        ("Invoice Elder Barn 250g x 20 bags of tea at £6.80 a bag", [("20", "6.8")]),
    ],
)
def test_what_describes_a_thing_does_not_count_it(draft: Read, words: str, counted: list[tuple[str, str]]) -> None:
    assert [(item["quantity"], item["unit_price"]) for item in draft(words)["items"]] == counted


@pytest.mark.parametrize(
    ("words", "counted"),
    [
        ("Invoice Elder Barn: 4 stools at 40, total 160", [("4", "40")]),
        ("Invoice Elder Barn: 4 stools, 160 total", [("4", "40")]),
        ("Invoice Elder Barn for two (2) lamps at £65.00", [("2", "65")]),
        ("Fattura a Sambuco Srl: 2 ore e 45 di montaggio a 40 €/ora", [("2.75", "40")]),
    ],
)
def test_what_is_said_twice_counts_once(draft: Read, words: str, counted: list[tuple[str, str]]) -> None:
    assert [(item["quantity"], item["unit_price"]) for item in draft(words)["items"]] == counted
