"""How amounts, counts and sums are put into words, where the words could mean something else."""

import pytest

from tests.llm.offline.conftest import Read
from tests.llm.offline.test_offline_items import lines


@pytest.mark.parametrize(
    ("words", "currency", "expected"),
    [
        (
            "Invoice Protea Lodge: drafting R14 000, advice 2 hours at R2 200 per hour",
            "ZAR",
            [("1", "14000"), ("2", "2200")],
        ),
        ("Boerewors rolls 80 @ R35\nCold drinks 80 @ R18\nfor Table Bay Harriers", "ZAR", [("80", "35"), ("80", "18")]),
        ("Bill Ada Obi N45,000 for catering and N5,000 for drinks", "NGN", [("1", "45000"), ("1", "5000")]),
        ("Bill Pelita Hardware: 2 signboards RM 1,150 each, fitting RM 380", "MYR", [("2", "1150"), ("1", "380")]),
        ("Bill Fox Ltd $300 for fixing the R32 unit", "USD", [("1", "300")]),
        ("Fatura para Ana Reis: 3 horas a R$ 80, deslocação R$ 30", "BRL", [("3", "80"), ("1", "30")]),
    ],
)
def test_letters_are_a_currency_where_an_amount_shows_it(
    draft: Read, words: str, currency: str, expected: list[tuple[str, str]]
) -> None:
    read = draft(words)
    assert read["currency"] == currency
    assert [(quantity, price) for _, quantity, _, price in lines(read)] == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Invoice Hotel Orlitsa: iron railing, 34 metres, 48 EUR for one metre", ("34", "48")),
        ("Rechnung an Hotel Orlitsa: Geländer, 34 Meter, 48 EUR für einen Meter", ("34", "48")),
        ("Invoice Ann Lee: 55 EUR for one hour of training", ("1", "55")),
        ("Eleven dozen eggs at £3.60 a dozen for the Copper Kettle Café", ("11", "3.6")),
        ("Bill Ann Lee for a dozen roses at $4 each", ("12", "4")),
        ("skip hire 8yd x2 £240 ea, bill Brannigan Groundworks", ("2", "240")),
        ("Bill Tin Roof LLC: there were four string players and each of them got $150", ("4", "150")),
        ("1) Aerate 9 greens, €80 per green\nfor Dunmore Golf Club", ("9", "80")),
        ("Please invoice Ann Lee for a Windows 11 upgrade, $90", ("1", "90")),
        ("Bill Kora Ltd: 12 chairs at £80 = £960 total", ("12", "80")),
    ],
)
def test_the_count_is_the_one_that_the_price_is_for(draft: Read, words: str, expected: tuple[str, str]) -> None:
    (line,) = lines(draft(words))
    assert (line[1], line[3]) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Bill Leeside Ltd: tower 3 days at €180 a day plus transport €75, which makes €615", ["180", "75"]),
        ("Bill Kora Ltd: 3 h at 110 and 75 for travel, so 405 in all. EUR", ["110", "75"]),
        (
            "Final account for the works at 12 Elmcroft Avenue.\nBill to: Dr Okafor\n\nSetup – £450\nClean – £160",
            ["450", "160"],
        ),
        ("Bill Fox Ltd: the fence comes to $500 and the gate $200", ["500", "200"]),
    ],
)
def test_a_sum_or_an_address_that_is_said_beside_them_is_no_item(draft: Read, words: str, expected: list[str]) -> None:
    assert [price for _, _, _, price in lines(draft(words))] == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "Bill Tyneside Ltd: delivery was £64 and collection the same again",
            [("Delivery", "64"), ("Collection", "64")],
        ),
        ("Rechnung an Kurt Weber: Anfahrt 45 € und Abholung noch mal so viel", [("Anfahrt", "45"), ("Abholung", "45")]),
        ("Facture à Jean Petit : livraison 40 €, reprise idem", [("Livraison", "40"), ("Reprise", "40")]),
        ("Bill Neil Ross for the same repair, £80", [("Same repair", "80")]),
    ],
)
def test_an_amount_that_is_said_again_is_taken_again(draft: Read, words: str, expected: list[tuple[str, str]]) -> None:
    assert [(name, price) for name, _, _, price in lines(draft(words))] == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("22 bales of hay at $65 a bale to Dutton Dairy and charged $120 for the hauling; invoice that", "Hauling"),
        ("Invoice over 480 EUR for the proofreading of my thesis to Ilse Baumgartner", "Proofreading of my thesis"),
        ("Send Tobias Munk an invoice for 90 dollars, bike repair", "Bike repair"),
        ("Bill Café Zinnia: group lunch, 16 set menus at €21.50", "Group lunch, set menus"),
        ("Bill Naija Reads for editing at ₦1,500 together with a flat ₦45,000 for the cover blurb", "Cover blurb"),
        (
            "Bill Ann Lee: lawn, 3 visits at $40 each and weeding together with raking for $90",
            "Weeding together with raking",
        ),
    ],
)
def test_the_last_item_is_named_by_what_was_done(draft: Read, words: str, expected: str) -> None:
    assert lines(draft(words))[-1][0] == expected


def test_a_count_waits_for_a_rate_of_its_unit_that_another_sentence_says(draft: Read) -> None:
    read = draft("OK, 0.09 EUR per word. 8,400 words of translation, plus one hour of terms for €55. Bill Castellan BV")
    assert lines(read) == [("Translation", "8400", "word", "0.09"), ("Terms", "1", "hour", "55")]
