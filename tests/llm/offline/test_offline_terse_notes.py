"""Notes typed in haste: small letters, no verb, and whom it is for somewhere among what and how much."""

import pytest

from tests.llm.offline.conftest import Read


def names(rows: list[dict[str, str]]) -> list[str]:
    return [row["value"] for row in rows if row["field"] in ("name", "company")]


@pytest.mark.parametrize(
    ("words", "name", "item"),
    [
        ("hedge cut 80 for greta lowe", "greta lowe", "Hedge cut"),
        ("tap fixed 60 quid mrs plumb", "mrs plumb", "Tap fixed"),
        ("€60 back massage bettina krol", "bettina krol", "Back massage"),
        ("house clean 3h 25/h lena orth", "lena orth", "House clean"),
        ("flute lesson 35 x 4 bella stroud", "bella stroud", "Flute lesson"),
        ("haircut 25 tom", "tom", "Haircut"),
        ("60 eur massage for ines", "ines", "Massage"),
        ("carpet clean 40 per room mr ali hassan", "mr ali hassan", "Carpet clean"),
        ("fence panel 45, nina castel", "nina castel", "Fence panel"),
        ("hosting 12 months 15 each orbit labs", "orbit labs", "Hosting"),
        ("window cleaning 18 dana wolf 10% discount", "dana wolf", "Window cleaning"),
        ("putzen 3 std 20 €/std frau heller", "frau heller", "Putzen"),
        ("tonte pelouse 60 pour luc besson", "luc besson", "Tonte pelouse"),
        ("taglio siepe 80 euro carla bruni", "carla bruni", "Taglio siepe"),
        ("pintura 300 luis prado", "luis prado", "Pintura"),
        ("ramen wassen 45 euro sanne de wit", "sanne de wit", "Ramen wassen"),
        ("corte de cabelo 20 eur joana prates", "joana prates", "Corte de cabelo"),
    ],
)
def test_a_person_named_last_in_a_note_pays(draft: Read, words: str, name: str, item: str) -> None:
    read = draft(words)
    assert names(read["to_details"]) == [name]
    assert [line["name"] for line in read["items"]] == [item]


@pytest.mark.parametrize("words", ["€75 dog hotel", "€120 wedding cake", "sweeping 60 eur garden centre"])
def test_words_behind_a_price_are_nobody_unless_they_show_a_name(draft: Read, words: str) -> None:
    assert draft(words)["to_details"] == []


@pytest.mark.parametrize(
    "words",
    ["dinner with greta lowe at 19", "meeting room 310 for greta lowe", "is flight 310 for greta lowe?"],
)
def test_a_number_that_is_no_price_makes_no_invoice(draft: Read, words: str) -> None:
    assert draft(words)["items"] == []


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("for st hilda junior - face painting 2 h 40 eur/h, travel 15", "st hilda junior"),
        ("yoga block, $240, ingmar solberg, 30 days", "ingmar solberg"),
        ("lawn care for may, €70, tilda marsh. give her 10 days from today to pay", "tilda marsh"),
        ("audit 2 days 900 each, eur, norvik ag already paid half, bill em the rest", "norvik ag"),
    ],
)
def test_a_note_in_small_letters_names_who_pays_anywhere(draft: Read, words: str, name: str) -> None:
    assert names(draft(words)["to_details"]) == [name]


def test_the_work_that_heads_a_note_is_nobody(draft: Read) -> None:
    assert draft("for garden work - 3 hours 40 eur/h")["to_details"] == []


@pytest.mark.parametrize(
    ("words", "name", "item"),
    [
        ("zara 3 buns 25 gbp each", "zara", "Buns"),
        ("tom: haircut 25 eur", "tom", "Haircut"),
        ("kennel 2 nights 30 per night, owner dana wolf", "dana wolf", "Kennel"),
        ("new invoice - hollis & daughter - skirting boards 12m at 9/m", "hollis & daughter", "Skirting boards"),
        ("same again for greta lowe, 2 hedges 40 each", "greta lowe", "Hedges"),
        ("Another one for Bramble Ales please, 6 stools at £15.", "Bramble Ales", "Stools"),
        ("Noch eine für die Gärtnerei Falk: 6 Töpfe zu 15 €", "Gärtnerei Falk", "Töpfe"),
        ("Nog een voor Café Zon: 6 kratten à 18 euro", "Café Zon", "Kratten"),
        ("Otra para Bar Pintxo: 6 cajas a 20 €", "Bar Pintxo", "Cajas"),
        ("Invoice the team at Corner Dental for 4 filters at £20.", "Corner Dental", "Filters"),
    ],
)
def test_what_leads_to_the_customer_names_no_item(draft: Read, words: str, name: str, item: str) -> None:
    read = draft(words)
    assert names(read["to_details"]) == [name]
    assert [line["name"] for line in read["items"]] == [item]


def test_a_call_to_bill_somebody_is_no_seller(draft: Read) -> None:
    read = draft("Time to bill Acorn Nursery! 5 face painting hours at £35")
    assert read["from_details"] == []
    assert names(read["to_details"]) == ["Acorn Nursery"]


def test_a_small_word_that_opens_a_note_is_no_given_name(draft: Read) -> None:
    assert draft("max 3 hours 40 eur")["to_details"] == []
