"""Numbers, money, quantities and percents as people write them."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from app.llm.providers.offline import lexicon, notation
from app.llm.providers.offline.amounts import AmountReader
from app.llm.providers.offline.lexicon.tagging import tag
from app.llm.providers.offline.tokens import Token, fold, scan

ENGLISH = lexicon.load("en")


def read(words: str, mark: str = ".", currency: str | None = None) -> list[Token]:
    tokens = scan(words)
    tag(tokens, ENGLISH)
    return fold(tokens, AmountReader(ENGLISH, mark, currency).rules())


@pytest.mark.parametrize(
    ("words", "value", "currency"),
    [
        ("$1,200.50", "1200.50", "USD"),
        ("$ 150", "150", "USD"),
        ("1200 USD", "1200", "USD"),
        ("USD 1,200", "1200", "USD"),
        ("usd500", "500", "USD"),
        ("1.250,00 €", "1250.00", "EUR"),
        ("€48,50", "48.50", "EUR"),
        ("40 euros", "40", "EUR"),
        ("CHF 980.-", "980", "CHF"),
        ("980.- CHF", "980", "CHF"),
        ("1'250.50 CHF", "1250.50", "CHF"),
        ("₹45,000", "45000", "INR"),
        ("₹1,20,000", "120000", "INR"),
        ("Rs. 500", "500", "INR"),
        ("¥120000", "120000", "JPY"),
        ("12 500 SEK", "12500", "SEK"),
        ("KWD 125.500", "125.500", "KWD"),
        ("A$1,200.50", "1200.50", "AUD"),
        ("US$20", "20", "USD"),
        ("1.2k usd", "1200", "USD"),
        ("$2k", "2000", "USD"),
        ("£2.5m", "2500000", "GBP"),
        ("twenty-five dollars", "25", "USD"),
        ("two hundred and six dollars", "206", "USD"),
        ("four hundred US dollars", "400", "USD"),
        ("two thousand three hundred pounds", "2300", "GBP"),
        ("$.50", "0.50", "USD"),
        ("350 PLN", "350", "PLN"),
    ],
)
def test_money_is_read_in_every_common_notation(words: str, value: str, currency: str) -> None:
    (token,) = read(words)
    assert (token.kind, token.number, token.currency) == ("money", Decimal(value), currency)


@pytest.mark.parametrize(
    ("words", "value", "unit"),
    [
        ("2h30", "2.5", "hour"),
        ("2h 30m", "2.5", "hour"),
        ("09:15-12:45", "3.5", "hour"),
        ("22:00 to 01:00", "3", "hour"),
        ("two and a half", "2.5", None),
        ("2½", "2.5", None),
        ("a dozen", "12", None),
        ("x10", "10", None),
        ("2k", "2000", None),
        ("0.004", "0.004", None),
        ("12,500", "12500", None),
    ],
)
def test_quantities_are_one_token(words: str, value: str, unit: str | None) -> None:
    (token,) = read(words)
    assert (token.kind, token.number, token.unit) == ("number", Decimal(value), unit)


@pytest.mark.parametrize("words", ["8.25%", "8.25 percent", "8.25 per cent", "8,25 %"])
def test_percents_are_one_token(words: str) -> None:
    (token,) = read(words)
    assert (token.kind, token.number) == ("percent", Decimal("8.25"))


@pytest.mark.parametrize(
    ("text", "mark", "decimals", "value"),
    [
        ("1.250", ".", 2, "1.250"),
        ("1.250", ",", 2, "1250"),
        ("1,250", ".", 2, "1250"),
        ("1,250", ",", 2, "1.250"),
        ("18.250", ",", 3, "18.250"),
        ("1,234,567.89", ".", 2, "1234567.89"),
        ("1.234.567,89", ".", 2, "1234567.89"),
        ("1.2.3", ".", 2, None),
        ("1,2,3.4", ".", 2, None),
        ("9999999999999", ".", 2, None),
        ("0.1234567", ".", 2, None),
    ],
)
def test_separators_are_decimal_or_group(text: str, mark: str, decimals: int, value: str | None) -> None:
    assert notation.parse(text, mark, decimals) == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    ("texts", "mark"), [(["1.250", "1.250,00"], ","), (["12", "3.50"], "."), (["1,000,000"], "."), (["1.250"], ".")]
)
def test_one_clear_number_decides_how_the_others_are_read(texts: list[str], mark: str) -> None:
    assert notation.decimal_mark(texts, ".") == mark


def test_pounds_of_flour_are_no_money() -> None:
    assert [token.kind for token in read("5 pounds of flour")] == ["number", "word", "word", "word"]


def test_pesos_of_no_country_are_a_doubt(issues: Callable[[str], list[str]]) -> None:
    assert "guessed_currency" in issues("Factura para Ana Ruiz: 3 sillas a 400 pesos cada una")
    assert "guessed_currency" not in issues("Factura para Ana Ruiz: 3 sillas a 400 pesos mexicanos cada una")
    assert "guessed_currency" not in issues("Factura para Ana Ruiz: 3 sillas a 400 pesos, en ARS")
