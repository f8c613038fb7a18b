"""Charges told in a sentence of their own: notes on taxes, deposits, halves, discounts on one thing, reasons."""

import pytest

from tests.llm.offline.conftest import Read


def test_what_is_to_be_noted_of_the_tax_holds(draft: Read) -> None:
    read = draft("Invoice Tern Ltd £150 for a sweep, and note that the £150 already includes 20% VAT.")
    assert [(tax["percentage"], tax["inclusive"]) for tax in read["taxes"]] == [("20", True)]
    assert read["notes"] is None


def test_a_note_behind_a_colon_is_only_a_note(draft: Read) -> None:
    read = draft("Invoice Tern Ltd £150 for a sweep. Note: 20% VAT is not included")
    assert read["notes"]
    assert not read["taxes"]


def test_a_tax_on_top_of_that_is_of_everything(draft: Read) -> None:
    read = draft("Invoice Tern Ltd for 3 desks at £87 each and fitting at £15 in all, VAT @ 20% on top of that.")
    assert [tax["percentage"] for tax in read["taxes"]] == ["20"]


def test_an_amount_said_again_with_its_tax_is_no_further_item(draft: Read) -> None:
    read = draft("Bill Tern Ltd $220 for the alterations; that $220 has the 8% sales tax in it.")
    assert [item["unit_price"] for item in read["items"]] == ["220"]


@pytest.mark.parametrize(
    ("words", "paid"),
    [
        ("Bill Tern Ltd: site $8,900. 50% deposit of $4,000 already paid.", "4000"),
        ("Bill Tern Ltd: site $9,000, less the 30% deposit ($2,700) they paid in January.", "2700"),
        ("Bill Tern Ltd $9,000 for the site. A 50% deposit has been received.", "4500.00"),
    ],
)
def test_a_deposit_said_in_percent_is_what_it_is_said_to_come_to(draft: Read, words: str, paid: str) -> None:
    read = draft(words)
    assert read["amount_paid"] == paid
    assert not read["discounts"]


@pytest.mark.parametrize(
    "words",
    [
        "bill the Johnsons $1,150 for gutters, half now half later",
        "$1,150 for the gutters for Tom Hale, half up front, the other half on completion",
        "Rechnung an Weber GmbH: Dachrinne 1150 €, die Hälfte sofort, die andere Hälfte bei Fertigstellung",
    ],
)
def test_halves_that_are_paid_one_after_the_other_are_a_term(draft: Read, words: str) -> None:
    read = draft(words)
    assert [(item["quantity"], item["unit_price"]) for item in read["items"]] == [("1", "1150")]
    assert read["terms"]
    assert read["amount_paid"] is None


def test_half_a_day_and_half_a_box_are_counts(draft: Read) -> None:
    read = draft("Bill Tern Ltd for half a day of work at $400 a day and half a box of tiles at $60 a box")
    assert [item["quantity"] for item in read["items"]] == ["0.5", "0.5"]


@pytest.mark.parametrize(
    "words",
    [
        "that's with the VAT (20%) already in it, so don't add it again",
        "that's with VAT at 20%",
        "with the 20% VAT already counted",
    ],
)
def test_a_price_that_is_said_to_be_with_the_tax_has_it(draft: Read, words: str) -> None:
    assert [tax["inclusive"] for tax in draft(f"Bill Ida Brock £2,880 for the patio, {words}.")["taxes"]] == [True]


def test_who_is_billed_with_a_tax_pays_it_on_top(draft: Read) -> None:
    assert [tax["inclusive"] for tax in draft("Bill Ida Brock £2,880 for the patio with VAT at 20%.")["taxes"]] == [
        False
    ]


def test_half_already_paid_names_nobody(draft: Read) -> None:
    read = draft("logo 900 eur for studio brock, half already paid, invoice the other half")
    assert [row["value"] for row in read["to_details"]] == ["studio brock"]
    assert read["amount_paid"] == "450.00"


@pytest.mark.parametrize(
    ("words", "discount"),
    [
        ("Invoice Tern Ltd: 4 gates at £90, a quarter off the total", "25"),
        ("Invoice Tern Ltd: 4 gates at £90. They get our neighbours' discount, a tenth off the whole bill", "10"),
        ("Invoice Tern Ltd: 4 gates at £90, two fifths off everything", "40"),
        ("Rechnung an Tern GmbH: 4 Tore zu je 90 €, ein Viertel Rabatt auf alles", "25"),
        ("Facture pour Tern SARL : 4 portails à 90 €, un cinquième de remise sur le total", "20"),
    ],
)
def test_a_part_that_is_taken_off_is_a_percent(draft: Read, words: str, discount: str) -> None:
    assert [each["percentage"] for each in draft(words)["discounts"]] == [discount]


def test_a_part_of_which_nothing_is_taken_off_is_no_discount(draft: Read) -> None:
    assert draft("Invoice Tern Ltd £90 for the third gate and a quarter turn lock")["discounts"] == []


def test_a_tax_of_two_halves_is_written_as_both(draft: Read) -> None:
    read = draft("Invoice Tern Ltd: 4 gates at Rs 900, the 18% GST shown as CGST and SGST")
    assert [(tax["name"], tax["percentage"]) for tax in read["taxes"]] == [("CGST", "9"), ("SGST", "9")]
    read = draft("Invoice Tern Ltd: 4 gates at Rs 900, 18% IGST, no CGST and SGST")
    assert [(tax["name"], tax["percentage"]) for tax in read["taxes"]] == [("IGST", "18")]


def test_a_tax_that_is_usually_added_is_not_where_the_customer_is_exempt(draft: Read) -> None:
    assert draft("Invoice Tern Ltd $90 for a gate. Usually I add 7% tax but they're exempt.")["taxes"] == []
    assert [tax["percentage"] for tax in draft("Invoice Tern Ltd $90 for a gate, usually 7% tax")["taxes"]] == ["7"]


@pytest.mark.parametrize("words", ["by mobile money to 555-0161", "with M-Pesa, 0712 555 016", "Zelle to 555-0161"])
def test_a_telephone_is_paid_to(draft: Read, words: str) -> None:
    read = draft(f"Invoice Tern Ltd $90 for a gate. They pay {words}.")
    assert [row["value"] for row in read["payment_details"]] == [words[-12:].strip() if "M-" in words else "555-0161"]
    assert [item["unit_price"] for item in read["items"]] == ["90"]


def test_a_question_about_an_amount_bills_nothing_whatever_is_told_behind_it(draft: Read) -> None:
    read = draft("How long may a client sit on a $700 bill? A friend of mine has waited for 50 days.")
    assert read["items"] == []
    read = draft("How are you? Please bill Tern Ltd $700 for a gate.")
    assert [item["unit_price"] for item in read["items"]] == ["700"]


@pytest.mark.parametrize(
    "words",
    [
        "Bill Tern Ltd: 6 mats at $30, 2 bikes at $900. The bikes are 10% off.",
        "Bill Tern Ltd: 6 mats at $30, 2 bikes at $900. 10% off the bikes only.",
        "Bill Tern Ltd: 6 mats at $30, 2 bikes at $900. They have a 10% loyalty discount on the bikes.",
    ],
)
def test_a_discount_may_be_said_of_one_thing_in_a_later_sentence(draft: Read, words: str) -> None:
    read = draft(words)
    assert [bool(item["discount"]) for item in read["items"]] == [False, True]
    assert not read["discounts"]


def test_a_later_discount_on_the_order_is_of_everything(draft: Read) -> None:
    read = draft("Bill Tern Ltd: 6 mats at $30, 2 bikes at $900. The order is 10% off.")
    assert [discount["percentage"] for discount in read["discounts"]] == ["10"]


@pytest.mark.parametrize(
    "words",
    [
        "Because Tern Ltd has been with us for ten years, we take 12% off everything: 4 sails at £385",
        "Tern Ltd have been customers for 12 years so give them 12% off: 4 sails at £385",
        "Die Tern GmbH ist seit 5 Jahren Kunde bei uns, also 12 % Rabatt: 4 Segel zu 385 €",
    ],
)
def test_years_of_being_a_customer_count_nothing(draft: Read, words: str) -> None:
    assert [(item["quantity"], item["unit_price"]) for item in draft(words)["items"]] == [("4", "385")]


def test_years_that_are_paid_for_count(draft: Read) -> None:
    read = draft("Bill Tern Ltd: hosting for 2 years as a loyal customer at $100 a year")
    assert [item["quantity"] for item in read["items"]] == ["2"]
