"""Numbers that are said without digits, and numbers that count and cost nothing."""

import pytest

from tests.llm.offline.conftest import Read
from tests.llm.offline.test_offline_quantities import lines


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("Bill Norton Cycles for both of their stair rails at $620 each", ("Stair rails", "2", "620")),
        ("Bill Norton Cycles: a pair of wheel rims, $210 each", ("Wheel rims", "2", "210")),
        ("Bill Norton Cycles for a pair of curtains at $85", ("Pair of curtains", "1", "85")),
        ("Bill Norton Cycles for a couple of stools at $75 each", ("Stools", "2", "75")),
        ("Bill Norton Cycles: hedge trimmed twice at $40", ("Hedge trimmed", "2", "40")),
        ("Rechnung an Meyer GmbH: Rasen dreimal gemäht zu je 30 €", ("Rasen", "3", "30")),
        ("Factura para Luis Vega: pintar ambas puertas, 60 € cada una", ("Pintar puertas", "2", "60")),
        ("Fattura a Mario Sala: un paio di sedie a 40 € l'una", ("Sedie", "2", "40")),
        ("Bill Norton Cycles: two mirrors, 250 dollars for the pair", ("Mirrors", "2", "125")),
        ("Bill Norton Cycles: two mirrors, $250 for both", ("Mirrors", "2", "125")),
        ("Bill Norton Cycles: three mirrors, 240 for the three of them", ("Mirrors", "3", "80")),
    ],
)
def test_two_and_three_are_said_in_many_ways(draft: Read, words: str, line: tuple[str, str, str]) -> None:
    name, quantity, price = lines(draft(words))[0]
    assert str(name).startswith(line[0])
    assert (quantity, price) == line[1:]


@pytest.mark.parametrize(
    ("words", "quantity"),
    [
        ("Bill Ida Moe for three quarters of an hour of tuning at $80 an hour", "0.75"),
        ("Bill Ida Moe: tuning, 3/4 of an hour at $80/hr", "0.75"),
        ("Bill Ida Moe for an hour and a quarter of tuning at $80 an hour", "1.25"),
        ("Bill Ida Moe for two and three quarter hours of tuning at $80 an hour", "2.75"),
        ("Rechnung an Eva Roth: eine Dreiviertelstunde Klavier zu 80 € pro Stunde", "0.75"),
        ("Facture pour Paul Roy : trois quarts d'heure de piano à 80 € de l'heure", "0.75"),
        ("Fattura a Mario Sala: tre quarti d'ora di piano a 80 € l'ora", "0.75"),
    ],
)
def test_quarters_of_an_hour(draft: Read, words: str, quantity: str) -> None:
    assert [line[1:] for line in lines(draft(words))] == [(quantity, "80")]


def test_lakhs_and_crores(draft: Read) -> None:
    read = draft("Bill Uma Rao: website Rs 2.5 lakh, hosting Rs 18k")
    assert [line[2] for line in lines(read)] == ["250000", "18000"]


@pytest.mark.parametrize(
    ("words", "quantity", "price"),
    [
        ("Stall hire on 14 and 15 May, two days at €75 a day, for Ilse Brand", "2", "75"),
        ("Bill Sue Pike for the 3rd and 4th of May, two days of catering at $300 a day", "2", "300"),
        ("The choir runs 10 till 12 every Sunday; bill Hope Church £50 a session, six sessions", "6", "50"),
        ("Photo booth for Lux Bar from 7pm to midnight, 5 hours at $90", "5", "90"),
        ("Bill Bo Lund for 16 mm rope, 60 m @ $2.35", "60", "2.35"),
        ("Bill Bo Lund for 3 prints 30x40cm at $45 each", "3", "45"),
        ("Bill Bo Lund: 12 cm of ribbon at 3 euros per cm", "12", "3"),
        ("Bill Bo Lund for a 90 minute massage $60", "1", "60"),
        ("Bill Bo Lund: 5 litre paint, 3 tins at $22", "3", "22"),
        ("Bill Bo Lund for two 4 person tents at $80", "2", "80"),
        ("Bill Bo Lund: 8 hour gardening at $26/h", "8", "26"),
        ("Bill Bo Lund for tuning a 1920 upright $140", "1", "140"),
        ("Bill Bo Lund for the 2000 flyers at $0.10 each", "2000", "0.1"),
        ("Bill Bo Lund: sprint 14, 6 hours of testing at $110", "6", "110"),
    ],
)
def test_times_sizes_and_years_are_no_counts(draft: Read, words: str, quantity: str, price: str) -> None:
    assert [line[1:] for line in lines(draft(words))] == [(quantity, price)]


@pytest.mark.parametrize(
    ("words", "quantity"),
    [
        ("Bill Tern Ltd 2 and a half hours at $60", "2.5"),
        ("Bill Tern Ltd two-and-a-half days of training at $900 a day", "2.5"),
        ("Factura a Bar Sol: 3 y media horas a 40 €", "3.5"),
        ("Fattura a Bar Sole: 2 e mezzo kg di pane a 4 €", "2.5"),
        ("Bill Tern Ltd 5 half days of training at $900", "5"),
    ],
)
def test_a_half_may_stand_behind_digits(draft: Read, words: str, quantity: str) -> None:
    assert [item["quantity"] for item in draft(words)["items"]] == [quantity]
