"""Hasty notes: arrows and slashes, who paid a part, containers and what they hold, models, dozens."""

import pytest

from tests.llm.offline.conftest import Read


def lines(read: dict[str, object]) -> list[tuple[object, ...]]:
    items = read["items"]
    assert isinstance(items, list)
    return [(item["name"], item["quantity"], item["unit_price"]) for item in items]


def names(read: dict[str, object]) -> list[str]:
    rows = read["to_details"]
    assert isinstance(rows, list)
    return [row["value"] for row in rows if row["field"] in ("name", "company")]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("3 amps rented @ 40 -> bluebell hall band, usd", "bluebell hall band"),
        ("→ rosa's grill: 4 knives sharpened @ 9", "rosa's grill"),
        ("mill lane chapel - pew varnish £95 - net 7", "mill lane chapel"),
        ("There was no extra, so Ferrow Roofing just get billed for 3 days at £90.", "Ferrow Roofing"),
        ("Factuur voor dorpshuis De Kern: 20 stoelen à € 3", "dorpshuis De Kern"),
        ("gutter 700 usd minus the 120 silver fern cafe paid already", "silver fern cafe"),
        ("Dach 1.900 €, abzüglich der 400 €, die Familie Horn schon gezahlt hat", "Familie Horn"),
        ("Pintura 800 €, menos los 200 que ya pagó Bar Norte", "Bar Norte"),
    ],
)
def test_who_pays_is_told_by_marks_and_by_what_was_paid(draft: Read, words: str, name: str) -> None:
    assert name in names(draft(words))


def test_what_somebody_paid_is_no_discount(draft: Read) -> None:
    read = draft("Patio £1,500, less the £300 Mrs Lunt has already paid.")
    assert (read["amount_paid"], read["discounts"], lines(read)) == ("300", [], [("Patio", "1", "1500")])
    assert draft("shed for Ann Fox 900 usd less 100 deposit paid")["amount_paid"] == "100"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("acorn ltd / slate 12 tiles @ $7 / fixing $80", [("Slate tiles", "12", "7"), ("Fixing", "1", "80")]),
        ("Bill Ann Fox: tacks: 3 packs of 100, 9.50 per pack", [("Tacks", "3", "9.5")]),
        ("Bill Ann Fox: candles, 4 boxes of 12 at £18", [("Candles", "4", "18")]),
        ("Factura a Ana Gil: velas, 4 cajas de 12, 18 € la caja", [("Velas", "4", "18")]),
        ("Bill Ann Fox: 3 boxes of 24 ales at £20", [("Boxes of 24 ales", "3", "20")]),
        ("Bill Ann Fox: lids: 4 dozen, 15 per dozen", [("Lids", "4", "15")]),
        ("Bill Ann Fox for a dozen and a half buns, 60 cents a bun", [("Buns", "18", "0.6")]),
        ("Ana Gil compró docena y media de huevos a 0,30 € cada uno", [("Huevos", "18", "0.3")]),
        ("Invoice Ann Fox: 3 HP 305XL inks at $41", [("HP 305XL inks", "3", "41")]),
        ("Invoice Ann Fox: drum type 305A, 7 drums, $42 a drum", [("Drum type 305A", "7", "42")]),
    ],
)
def test_numbers_that_describe_count_nothing(draft: Read, words: str, expected: list[tuple[str, str, str]]) -> None:
    assert lines(draft(words)) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("five jugs, three of them at £20 each, the other two at £35 each", [("3", "20"), ("2", "35")]),
        ("four rugs: three at £80 and the fourth at £120", [("3", "80"), ("1", "120")]),
        ("6 stools, 4 of them £30 each and the rest £45 each", [("4", "30"), ("2", "45")]),
        ("six lessons at £30, one of them free", [("5", "30")]),
        ("8 yoga classes at £12, two of which were free", [("6", "12")]),
        ("5 nights at £90, the last one free", [("4", "90")]),
        ("8 hatches at £90 each, fitting £25 per hatch", [("8", "90"), ("8", "25")]),
        ("20 shirts at £18, embroidery £4 per shirt, delivery £12", [("20", "18"), ("20", "4"), ("1", "12")]),
        ("5 hours of welding: £80 for the first hour, £50 for each hour after that", [("1", "80"), ("4", "50")]),
        ("towing 30 km, first 10 km £60, each further km £2", [("1", "60"), ("20", "2")]),
        ("the second half of the agreed £4,800 for a mosaic, so it's £2,400", [("1", "2400")]),
        ("the remaining third of the £900 garden plan, that is £300", [("1", "300")]),
    ],
)
def test_some_of_several_have_their_own_price(draft: Read, words: str, expected: list[tuple[str, str]]) -> None:
    assert [line[1:] for line in lines(draft(f"Bill Ann Fox for {words}."))] == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "Rechnung an Uhl: drei Kuchen, zwei davon zu je 42 Euro, der dritte, der mit Nuss, zu 55 Euro",
            [("Kuchen", "2", "42"), ("Kuchen der mit Nuss", "1", "55")],
        ),
        (
            "Facture à Ann Fox : cinq vélos, dont trois à 90 € et les deux autres à 120 €",
            [("Vélos", "3", "90"), ("Vélos", "2", "120")],
        ),
        ("Facture à Ann Fox : cinq cours à 32 €, dont un offert", [("Cours", "4", "32")]),
        ("Fattura a Bar Sole: 5 porte a 200 €, posa 40 € a porta", [("Porte", "5", "200"), ("Posa", "5", "40")]),
        (
            "Rechnung an Ann Fox: 4 Stunden Notdienst, erste Stunde 90 €, jede weitere 60 €",
            [("Notdienst", "1", "90"), ("Notdienst", "3", "60")],
        ),
    ],
)
def test_so_they_have_in_other_languages(draft: Read, words: str, expected: list[tuple[str, str, str]]) -> None:
    assert lines(draft(words)) == expected


@pytest.mark.parametrize(
    ("words", "holder"),
    [
        ("Bill Ann Fox £90. Bank transfer: R. Lunt, sort code 04-00-04, account 12345678", "R. Lunt"),
        ("Bill Ann Fox €90. Transfer it to my son's account, that's Ari Salo, FI21 1234 5600 0007 85", "Ari Salo"),
        ("Rechnung an Uhl: Lack 40 €. Konto: Petra Lang, DE89 3704 0044 0532 0130 00", "Petra Lang"),
        ("Facture à Ann Fox : sac 40 €. Virement à Luc Morel, FR76 3000 6000 0112 3456 7890 189", "Luc Morel"),
    ],
)
def test_a_name_before_an_account_is_its_holder(draft: Read, words: str, holder: str) -> None:
    assert holder in [row["value"] for row in draft(words)["payment_details"]]
