"""What is told in a letter: things counted in one sentence and priced in another, and offers that are changed."""

import pytest

from tests.llm.offline.conftest import Read
from tests.llm.offline.test_offline_mails import names


def test_what_a_customer_is_part_of_belongs_to_its_name(draft: Read) -> None:
    read = draft("Bill the Department of Geology, University of Westmere for 3 slides at $35.")
    assert names(read["to_details"]) == ["Department of Geology", "University of Westmere"]


@pytest.mark.parametrize(
    ("words", "items"),
    [
        ("The 4 brass lamps arrived, thank you. £64 per lamp, carriage £12. Bill Dale Inns.", ["4 64", "1 12"]),
        ("All three murals are up. Please bill Dale Inns $900 per mural.", ["3 900"]),
        ("We delivered five oak doors to Dale Inns. The price is $210 a door. Fitting was $300.", ["5 210", "1 300"]),
        ("Nous avons livré six paniers à Mme Roy. Le prix est de 25 € par panier.", ["6 25"]),
        ("Bill Dale Inns: generator 15 days, $120 per day. Payment within 10 days.", ["15 120"]),
        ("Bill Dale Inns: 3 lamps at £18. Also 2 chairs at £15. Repaired 4 rugs at £9.", ["3 18", "2 15", "4 9"]),
        ("Bill Dale Inns: 3 days at $220 a day; disposal however costs $80 as said, not $110.", ["3 220", "1 80"]),
    ],
)
def test_things_counted_in_one_sentence_and_priced_in_another(draft: Read, words: str, items: list[str]) -> None:
    assert [f"{item['quantity']} {item['unit_price']}" for item in draft(words)["items"]] == items


@pytest.mark.parametrize(
    ("mail", "item"),
    [
        ("Boa tarde Dona Rosa, precisamos da fatura das 12 toalhas, 17,50 € cada. Em nome da Pensão Sol.", "Toalhas"),
        ("Dear Mr Obi, 4 lamps at $20 each for Dale Inns please. Thank you, Bo", "Lamps"),
        ("Subject: stump grinding, $480\n\nHi Earl, please bill it to Dale Inns.\nThanks, Dewayne", "Stump grinding"),
        ("Hi, 6 mugs at $14 for Dale Inns.\nPS: the $20 I owe you for lunch, that's not for the invoice!", "Mugs"),
    ],
)
def test_what_belongs_to_the_letter_names_no_item(draft: Read, mail: str, item: str) -> None:
    assert [line["name"] for line in draft(mail)["items"]] == [item]


OFFER = "> tents, 10 at $85\n> straw bales, 120 at $6\n> generators, 3 at $140\n> hay wagon $210"


@pytest.mark.parametrize(
    ("mail", "items"),
    [
        (
            "Three changes to your list: make it 12 tents instead of 10, drop the generators, and add 2 basins at $65"
            f" each. Everything else as you wrote. Bill Dale Inns.\n\n{OFFER}",
            ["12 Tents", "120 Straw bales", "1 Hay wagon", "2 Basins"],
        ),
        (
            f"{OFFER}\n\nWe need 14 tents after all. The generators we bought ourselves, so they don't go on the"
            " invoice. Bill Dale Inns.",
            ["14 Tents", "120 Straw bales", "1 Hay wagon"],
        ),
        (
            "> 12 Sitzkissen à 28 €\n> 2 Segel à 145 €\n\nBei den Kissen brauchen wir 16 Stück, die Segel wie"
            " angeboten. Rechnung an Kita Sonne.",
            ["16 Sitzkissen", "2 Segel"],
        ),
    ],
)
def test_a_quoted_offer_is_changed_by_the_answer(draft: Read, mail: str, items: list[str]) -> None:
    assert [f"{item['quantity']} {item['name']}" for item in draft(mail)["items"]] == items


def test_who_the_invoice_comes_from_sells(draft: Read) -> None:
    read = draft("Job at 17b Cobden Road. Bill Rosa Peake. Call-out £95. Invoice comes from Whitlock Heating.")
    assert (names(read["from_details"]), names(read["to_details"])) == (["Whitlock Heating"], ["Rosa Peake"])
    assert [item["name"] for item in read["items"]] == ["Call-out"]
