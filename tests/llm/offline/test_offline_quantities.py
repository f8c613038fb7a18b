"""How many and at which price: corrections, things by time, timesheets, one price for several things."""

import pytest

from tests.llm.offline.conftest import Read


def lines(read: dict[str, object]) -> list[tuple[object, ...]]:
    items = read["items"]
    assert isinstance(items, list)
    return [(item["name"], item["quantity"], item["unit_price"]) for item in items]


@pytest.mark.parametrize(
    ("words", "quantity", "price"),
    [
        ("18 chairs at $20 each. Sorry, make that 16, not 18", "16", "20"),
        ("12 lamps at $30 each, actually 10 lamps", "10", "30"),
        ("seven horses no eight horses at $80 each", "8", "80"),
        ("6 lamps instead of 4 at $75 each", "6", "75"),
        ("3 lamps at $45 instead of $60", "3", "45"),
        ("5 hours of tutoring at $80, no wait, 6 hours", "6", "80"),
        ("painting $500. Sorry, I meant $550", "1", "550"),
    ],
)
def test_the_later_number_holds(draft: Read, words: str, quantity: str, price: str) -> None:
    assert [line[1:] for line in lines(draft(f"Bill Acme Corp: {words}."))] == [(quantity, price)]


def test_not_this_but_that_works_in_other_languages(draft: Read) -> None:
    assert lines(draft("Rechnung an Meyer GmbH: nicht 18, sondern 16 Stühle à 40 €")) == [("Stühle", "16", "40")]
    assert lines(draft("Fatura para Silva Lda: são 45 camisetas e não 54, R$ 32,00 cada")) == [
        ("Camisetas", "45", "32")
    ]


@pytest.mark.parametrize(
    ("words", "quantity", "price"),
    [
        ("25 seats at $12 per month for 12 months", "300", "12"),
        ("25 seats x 12 months at $10", "300", "10"),
        ("8 rooms at $90 per night for 3 nights", "24", "90"),
        ("4 vans for 2 days at $75 per van per day", "8", "75"),
        ("3 x 2 hour sessions at $50", "3", "50"),
        ("lawn care of 3 gardens for 6 months at $80 per month", "6", "80"),
        ("10 hours of Q1 review, phase 2 at $90", "10", "90"),
        ("40 square metres of tiling at £35 per square metre", "40", "35"),
        ("9 flyers at twelve cents each", "9", "0.12"),
        ("450 words at 1.8 pence per word", "450", "0.018"),
    ],
)
def test_a_price_counts_for_each_of_what_it_is_said(draft: Read, words: str, quantity: str, price: str) -> None:
    assert [line[1:] for line in lines(draft(f"Invoice Acme Corp for {words}."))] == [(quantity, price)]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("SEO & 2 blog posts: $450", "SEO & 2 blog posts"),
        ("$450 for a logo, a banner and 3 flyers", "Logo, a banner and 3 flyers"),
        ("2 lamps and 3 tables for $450", "2 lamps and 3 tables"),
    ],
)
def test_one_price_for_several_things_is_one_line(draft: Read, words: str, name: str) -> None:
    assert lines(draft(f"Bill Acme Corp for {words}")) == [(name, "1", "450")]


@pytest.mark.parametrize(
    ("words", "hours"),
    [
        ("Monday, Tuesday and Friday, 6 hours each day", "18"),
        ("Mon-Fri, 8 hours a day", "40"),
        ("Monday to Wednesday, 7 hours per day", "21"),
        ("guarding 7.30 to 13.00", "5.5"),
        ("guarding 11:00-16:00 (less half an hour unpaid break)", "4.5"),
        ("02/23 - 2:30\n02/24 - 3:15\n02/25 - 4", "9.75"),
    ],
)
def test_hours_add_up(draft: Read, words: str, hours: str) -> None:
    assert [line[1:] for line in lines(draft(f"Bill Acme Corp at $40 per hour:\n{words}"))] == [(hours, "40")]


def test_a_further_rate_is_for_the_days_that_it_names(draft: Read) -> None:
    words = "Bill Acme Corp for cleaning\nMon 9-12\nSun 10-2\n$20 per hour, Sundays $30"
    assert lines(draft(words)) == [("Cleaning", "3", "20"), ("Cleaning", "4", "30")]


def test_times_are_read_as_each_country_writes_them(draft: Read) -> None:
    assert lines(draft("Facture Dupont SARL : dépannage de 8h30 à 12h00 à 60 € de l'heure"))[0][1] == "3.5"
    assert lines(draft("Fatura para Silva Lda: fisioterapia 14h00–18h30, 24 €/h"))[0][1] == "4.5"
    assert lines(draft("Factuur Jansen BV: begeleiding 09.00–12.30, 52 euro per uur"))[0][1] == "3.5"


@pytest.mark.parametrize(
    "words",
    [
        "$300 has already been paid.",
        "We already received $300.",
        "$300 of that has been settled already.",
    ],
)
def test_what_was_received_is_no_item(draft: Read, words: str) -> None:
    read = draft(f"Invoice Acme Corp $1,200 for plastering. {words}")
    assert (read["amount_paid"], len(read["items"])) == ("300", 1)


def test_each_line_keeps_the_tax_that_stands_behind_it(draft: Read) -> None:
    read = draft("Bill Acme Corp\nbread, 10 at $4 - VAT 5%\nwine, 2 at $30 - VAT 20%")
    assert [[tax["percentage"] for tax in item["taxes"]] for item in read["items"]] == [["5"], ["20"]]
    words = (
        "Rechnung an Meyer GmbH: 3 Bücher zu 12 € (7 % MwSt.) und 2 Lampen zu 95 € (19 % MwSt.). Porto 14 €, auch 19 %."
    )
    read = draft(words)
    assert [item["taxes"][0]["percentage"] for item in read["items"]] == ["7", "19", "19"]
    assert read["taxes"] == []


def test_a_currency_may_have_several_words(draft: Read) -> None:
    assert draft("Bill Acme Corp in Kuwaiti dinars: 7 inspections at 12.375 each")["currency"] == "KWD"
    assert draft("Facture pour Dupont SARL, montants en dollars canadiens : 4 affiches à 85 $")["currency"] == "CAD"


def test_words_beyond_the_limit_are_said_to_be_left_out(draft: Read, issues: Read) -> None:
    words = "Bill Acme Corp\n" + "- lamp: $5\n" * 1500
    assert len(draft(words)["items"]) < 1000
    assert "words_left_out" in issues(words)
    assert "words_left_out" not in issues("Bill Acme Corp\n" + "- lamp: $5\n" * 500)


@pytest.mark.parametrize(
    ("words", "quantity", "price"),
    [
        ("7 hours of pruning at $55 an hour (4 hours Monday, 3 on Friday)", "7", "55"),
        ("pruning: 6 hours on Monday and 3 hours on Tuesday, so 9 hours at $60", "9", "60"),
        ("twenty loaves of rye a week for 4 weeks at £3 a loaf", "80", "3"),
        ("£20 for each of the 12 chairs", "12", "20"),
        ("12 chairs, £20 for each one", "12", "20"),
    ],
)
def test_parts_of_a_sum_and_things_by_the_week(draft: Read, words: str, quantity: str, price: str) -> None:
    assert [line[1:] for line in lines(draft(f"Invoice Acme Corp for {words}."))] == [(quantity, price)]


@pytest.mark.parametrize(
    "words",
    [
        "The price is settled at $80 for the tuning and a further $35.50 for the strings, bill that to Nora Quill",
        "Between us we agreed on $80 for the tuning and another $35.50 for the strings, so send it to Nora Quill",
        "You quoted $80 for the tuning, and the strings were $35.50. Bill Nora Quill.",
    ],
)
def test_words_of_a_price_name_nothing(draft: Read, words: str) -> None:
    assert lines(draft(words)) == [("Tuning", "1", "80"), ("Strings", "1", "35.5")]


@pytest.mark.parametrize(
    ("words", "quantity", "price"),
    [
        ("4 gas bottles for 52 euro the bottle", "4", "52"),
        ("3 painted windows, each for 2 400 CZK", "3", "2400"),
        ("200 bricks, all together 140 euro", "200", "0.7"),
        ("four doors that came to 320 dollars together", "4", "80"),
        ("a day and a half of storytelling at £240 a day", "1.5", "240"),
        ("train fare of 38 pounds and 40 pence", "1", "38.4"),
        ("12 oars they had off us at €30 each", "12", "30"),
    ],
)
def test_prices_for_each_and_for_all(draft: Read, words: str, quantity: str, price: str) -> None:
    assert [line[1:] for line in lines(draft(f"Invoice Acme Corp for {words}."))] == [(quantity, price)]


def test_a_unit_that_is_no_plural_belongs_to_the_name(draft: Read) -> None:
    assert lines(draft("Bill Acme Corp 9 night shifts at £118 a shift")) == [("Night shifts", "9", "118")]


def test_what_is_skipped_in_the_same_sentence_goes(draft: Read) -> None:
    words = "Bill Acme Corp: stage $300, piano $80, drum kit $60, and skip the piano because nobody played it"
    assert [line[0] for line in lines(draft(words))] == ["Stage", "Drum kit"]
