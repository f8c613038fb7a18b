"""Habits that are no grammar: names with numbers, notes without verbs, shares, credits, quoted mails."""

import pytest

from tests.llm.offline.conftest import Read


@pytest.mark.parametrize(
    ("words", "customer"),
    [
        ("Invoice Pier 21 Catering $80 for forks", "Pier 21 Catering"),
        ("Bill 7 Hills Running Club $80 for bibs", "7 Hills Running Club"),
        ("Bill 4th Street Florists $80 for vases", "4th Street Florists"),
        ("redwood bakery signage 2k", "redwood bakery"),
        ("Novak family: window cleaning £80", "Novak family"),
        ("hedge trimming 80 for mrs doyle, usd", "mrs doyle"),
        ("We cleaned the hall at Elder Lodge for $80; please invoice the lodge", "Elder Lodge"),
    ],
)
def test_a_customer_is_found_without_a_label(draft: Read, words: str, customer: str) -> None:
    assert customer in [row["value"] for row in draft(words)["to_details"]]


@pytest.mark.parametrize("words", ["I paid $20 for lunch", "delete invoice 2041", "what is 5% of $80?"])
def test_talk_about_money_is_no_order(draft: Read, words: str) -> None:
    assert draft(words)["items"] == []


@pytest.mark.parametrize(
    ("words", "quantity", "price"),
    [
        ("tiling 9:00-12:30 at £20 per hour", "3.5", "20"),
        ("guarding 6pm-1am at £20 per hour", "7", "20"),
        ("yoga: 4 sessions of 45 minutes at £20 per hour", "3", "20"),
        ("half a day of filming at £300 per day", "0.5", "300"),
        ("1 1/2 days of filming at £300 per day", "1.5", "300"),
        ("salt (25kg), 4 x £9", "4", "9"),
        ("a coach with 53 seats £640", "1", "640"),
        ("a marquee 9x15 m, £640", "1", "640"),
        ("6 lamps at nine pounds fifty each", "6", "9.5"),
        ("15% of the £40,000 contract", "1", "6000"),
        ("8 seats, £15 per seat per month, billed annually (12 months)", "96", "15"),
    ],
)
def test_the_number_that_counts_is_told_from_the_others(draft: Read, words: str, quantity: str, price: str) -> None:
    (item,) = draft(f"Invoice Acme Corp for {words}.")["items"]
    assert (item["quantity"], item["unit_price"]) == (quantity, price)


def test_a_minus_makes_a_credit_line(draft: Read) -> None:
    items = draft("Bill Acme Corp:\n- sofa: 150.00 GBP\n- credit for the old one: -45.00")["items"]
    assert [item["unit_price"] for item in items] == ["150", "-45"]


def test_a_deposit_in_percent_is_reckoned_from_the_total_and_said_to_be(draft: Read, issues: Read) -> None:
    words = "Bill Acme Corp €1000 for chairs plus 20% VAT. They already paid a 30% deposit."
    assert draft(words)["amount_paid"] == "360.00"
    assert "deposit_reckoned" in issues(words)


def test_an_older_mail_is_read_only_where_the_new_one_says_so(draft: Read) -> None:
    quote = "> 30 bags: £4 each\n"
    (item,) = draft(f"Invoice Acme Corp. Same price as quoted.\n{quote}")["items"]
    assert (item["quantity"], item["unit_price"]) == ("30", "4")
    (item,) = draft(f"Invoice Acme Corp £90 for the bags, that is the new price.\n{quote}")["items"]
    assert item["unit_price"] == "90"


def test_an_address_is_kept_in_its_parts(draft: Read) -> None:
    rows = draft("Invoice Acme Corp, 5 Hatton Yard, London EC1N 8JT, UK, £90 for rings")["to_details"]
    assert [(row["field"], row["value"]) for row in rows[1:]] == [
        ("address_line", "5 Hatton Yard"),
        ("city", "London"),
        ("postal_code", "EC1N 8JT"),
        ("country", "UK"),
    ]


def test_the_currency_tells_which_number_of_a_date_is_the_day(draft: Read) -> None:
    assert draft("Invoice Acme Corp £90 for rings, due 5/4/2026")["due_at"] == "2026-04-05"
    assert draft("Invoice Acme Corp $90 for rings, due 5/4/2026")["due_at"] == "2026-05-04"


@pytest.mark.parametrize(
    ("words", "name", "quantity", "price"),
    [
        ("Bill Ann Lee for 2 oil filters ($12)", "Oil filters", "2", "12"),
        ("Bill Ann Lee for 2x oil filter $12", "Oil filter", "2", "12"),
        ("I'd like to bill TechNova Inc for 12.5 hours consulting, my rate is $120", "Consulting", "12.5", "120"),
        ("3 hours of IT support at $95 an hour for Acme Corp", "IT support", "3", "95"),
    ],
)
def test_what_follows_the_customer_is_counted(draft: Read, words: str, name: str, quantity: str, price: str) -> None:
    (item,) = draft(words)["items"]
    assert (item["name"], item["quantity"], item["unit_price"]) == (name, quantity, price)


def test_a_currency_at_the_end_of_a_sentence_does_not_price_the_next_one(draft: Read) -> None:
    found = draft("Invoice Northgate School for 25 lamps at 18 each, setup 350. GBP. 20% VAT. PO number 77812.")
    assert [item["unit_price"] for item in found["items"]] == ["18", "350"]
    assert [tax["percentage"] for tax in found["taxes"]] == ["20"]


def test_a_capital_behind_inc_begins_a_sentence(draft: Read) -> None:
    found = draft("5 hours of consulting for TechNova Inc. Hourly rate 120 USD")
    assert found["to_details"][0]["value"] == "TechNova Inc."


@pytest.mark.parametrize(
    ("words", "customer"),
    [
        ("Yoga retreat, 2 places at £310 each, Carys Probert, due end of this month", "Carys Probert"),
        ("Good customer so knock £25 off the bill. Edmund Achebe, boiler service £95.", "Edmund Achebe"),
        (
            "Raise the invoice for the works at Nakuru Flower Growers Ltd, pump servicing KES 38,000",
            "Nakuru Flower Growers Ltd",
        ),
    ],
)
def test_the_only_name_is_the_customer(draft: Read, words: str, customer: str) -> None:
    assert [row["value"] for row in draft(words)["to_details"]] == [customer]


@pytest.mark.parametrize(
    "words",
    ["Website Design, $500", "2 window repairs at 140 EUR each", "Please charge us for 2 window repairs at 140 EUR"],
)
def test_what_is_billed_is_no_customer(draft: Read, words: str) -> None:
    assert draft(words)["to_details"] == []


def test_tags_of_a_web_form_are_no_words(draft: Read) -> None:
    found = draft(
        "<p>Please bill Hotel Zlatni for</p><ul><li>2 window repairs at 140 EUR each</li><li>1 door, 90 EUR</li></ul>"
    )
    assert [row["value"] for row in found["to_details"]] == ["Hotel Zlatni"]
    assert [(item["name"], item["quantity"]) for item in found["items"]] == [("Window repairs", "2"), ("Door", "1")]


def test_durations_at_the_end_of_lines_are_hours_where_a_rate_is_said(draft: Read) -> None:
    found = draft("client Halcyon Robotics, all at 95 USD/h\nFirmware review 2:30\nTest bench 4:00")
    assert [(item["name"], item["quantity"]) for item in found["items"]] == [
        ("Firmware review", "2.5"),
        ("Test bench", "4"),
    ]


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("Payment 20 days", "2026-03-22"),
        ("Payment: 2 weeks", "2026-03-16"),
        ("They pay in 14 days", "2026-03-16"),
        ("He has time until 30 June to pay", "2026-06-30"),
    ],
)
def test_when_it_is_to_be_paid_is_said_in_many_ways(draft: Read, words: str, due: str) -> None:
    assert draft(f"Invoice Acme Dental: 3 chairs at $40 each. {words}.")["due_at"] == due
