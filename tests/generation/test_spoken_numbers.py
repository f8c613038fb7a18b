"""Which numbers a text can be read to contain."""

from decimal import Decimal

import pytest

from app.generation.spoken_numbers import read_numbers


@pytest.mark.parametrize(
    ("text", "language", "number"),
    [
        ("1,234.56", "en", "1234.56"),
        ("1.234,56", "de", "1234.56"),
        ("1'200.50", "de", "1200.50"),
        ("1’200", "de", "1200"),
        ("1 200,50 €", "fr", "1200.50"),
        ("1\u202f200 €", "fr", "1200"),
        ("1,00,000", "en", "100000"),
        ("$.5k or 1.5k", "en", "1500"),
        ("2k", None, "2000"),
        ("3 Mio", "de", "3000000"),
        ("2 lakh", "en", "200000"),
        ("25 cents", "en", "0.25"),
        ("90 min", "en", "1.5"),
        ("1:30", "en", "1.5"),
        ("2½ hours", "en", "2.5"),
        ("two and a half", "en", "2.5"),
        ("a dozen", "en", "12"),
        ("3 Dutzend", "de", "36"),
        ("twenty five", "en", "25"),
        ("twenty-five", "en", "25"),
        ("two hundred and fifty", "en", "250"),
        ("two thousand five hundred", "en", "2500"),
        ("three hundred thousand", "en", "300000"),
        ("fünfundzwanzig", "de", "25"),
        ("zweihundert", "de", "200"),
        ("zweitausenddreihundert", "de", "2300"),
        ("quatre-vingt-dix", "fr", "90"),
        ("vingt-cinq", "fr", "25"),
        ("veinticinco", "es", "25"),
        ("treinta y cinco", "es", "35"),
        ("venticinque", "it", "25"),
        ("vijfentwintig", "nl", "25"),
        ("vinte e cinco", "pt-BR", "25"),
        ("15th", "en", "15"),
        ("2026-01-15", "en", "15"),
    ],
)
def test_a_number_is_found_in_its_notation(text: str, language: str | None, number: str) -> None:
    assert Decimal(number) in read_numbers(text, language)


@pytest.mark.parametrize(
    ("text", "language", "number"),
    [("10 hours", "en", "60"), ("payment due", "en", "2"), ("1234567890", "en", "123456789"), ("", "en", "1")],
)
def test_a_number_that_is_not_there_is_not_found(text: str, language: str, number: str) -> None:
    assert Decimal(number) not in read_numbers(text, language)
