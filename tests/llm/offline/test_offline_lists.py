"""Lists of many notations: vessels and runs that only count, sizes within names, entries struck by a remark."""

import pytest

from tests.llm.offline.conftest import Read


def lines(read: dict[str, object]) -> list[tuple[object, ...]]:
    items = read["items"]
    assert isinstance(items, list)
    return [(item["quantity"], item["name"], item["unit_price"]) for item in items]


@pytest.mark.parametrize(
    ("entry", "line"),
    [
        ("cleats x 8, £11 each", ("8", "Cleats", "11")),
        ("Fruit flan ×2, 27 each", ("2", "Fruit flan", "27")),
        ("spelt flour: 7 sacks, 18.40 each", ("7", "Spelt flour", "18.4")),
        ("Courier: 6 runs at £9 per run", ("6", "Courier", "9")),
        ("Lasagne: 5 trays, £24 per tray", ("5", "Lasagne", "24")),
        ("pilates: 9 classes at £48 a class", ("9", "Pilates", "48")),
        ("Boiler: 2 exchanges at £180", ("2", "Boiler, exchanges", "180")),
        ("12 mm cable, 40 m @ 1.85", ("40", "12 mm cable", "1.85")),
        ("28mm steel pipe, 9 m at 6.50 per m", ("9", "28mm steel pipe", "6.5")),
        ("60 x 40 cm tiles, 14 at £3.20", ("14", "60 x 40 cm tiles", "3.2")),
        ("plaster (25 kg) 6 bags £8.10", ("6", "Plaster", "8.1")),
        ("5 sheet cakes at £31", ("5", "Sheet cakes", "31")),
        ("Emptied 9 barrels at £14", ("9", "Emptied barrels", "14")),
        ("waiter: flat two hundred and ten", ("1", "Waiter", "210")),
        ("garden 2: £64.50", ("1", "Garden 2", "64.5")),
    ],
)
def test_an_entry_of_a_list(draft: Read, entry: str, line: tuple[str, ...]) -> None:
    read = lines(draft(f"Invoice Harbour Lights Ltd, pounds:\n- {entry}\n- spare key 12.00"))
    assert read == [line, ("1", "Spare key", "12")]


@pytest.mark.parametrize(
    "remark",
    ["- scrap this one, we never did it", "(on the house)", "- cancelled", ", complimentary", ": no charge", "n/c"],
)
def test_a_remark_strikes_its_entry(draft: Read, remark: str) -> None:
    read = lines(draft(f"Invoice Harbour Lights Ltd:\n- chair dyeing £60 {remark}\n- sugar free syrup, 2 at £4"))
    assert read == [("2", "Sugar free syrup", "4")]


def test_a_remark_strikes_its_entry_in_other_languages(draft: Read) -> None:
    german = "Rechnung an Hotel Adler GmbH:\n- 3 Tische à 80 €\n- Lieferung 25 € - entfällt\n- Montage 60 € (Kulanz)"
    assert lines(draft(german)) == [("3", "Tische", "80")]
    french = (
        "Facture pour Hôtel des Alpes SARL\n- 3 tables à 80 €\n- livraison 25 € (offerte)\n- pose : 60 €, à supprimer"
    )
    assert lines(draft(french)) == [("3", "Tables", "80")]


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("Rechnung an Hotel Adler GmbH, Euro:\nForelle x 9, 10,40 das Stück\nEis 12,00", ("9", "Forelle", "10.4")),
        ("Facture pour Alpes SARL, en euros :\nthé 7 kg, 18,20 le kg\nport 12,00", ("7", "Thé", "18.2")),
        ("Factura para Ruiz SL, en euros:\nbarniz – 6 latas – 17,40 la lata\nporte 12,00", ("6", "Barniz", "17.4")),
        ("Fattura a Verdi Srl, in euro:\nsemola: 4 sacchi, 21,60 cad.\ntrasporto 12,00", ("4", "Semola", "21.6")),
        ("Fatura para Silva Lda, em euros:\nchá 7 kg, 18,20 o quilo\nporte 12,00", ("7", "Chá", "18.2")),
        ("Invoice Larkspur Ltd, dollars:\n3.6 m rails, 8 of them, $22 each\nbolts 12.00", ("8", "Rails", "22")),
        ("Invoice Larkspur, dollars:\nshingle (20mm) - 6 bags - $7 per bag\nbolts 12.00", ("6", "Shingle (20mm)", "7")),
    ],
)  # fmt: skip
def test_a_price_for_one_of_what_is_counted(draft: Read, words: str, line: tuple[str, ...]) -> None:
    assert lines(draft(words))[0] == line
    assert len(lines(draft(words))) == 2
