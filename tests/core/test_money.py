"""Parsing, rounding and printing of amounts."""

from decimal import Decimal
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core import money

steady = settings(max_examples=200, derandomize=True, deadline=None, database=None)


@pytest.mark.parametrize(
    ("given_value", "expected"),
    [
        ("1650.00", "1650.00"),
        ("-1234.5", "-1234.5"),
        ("+7", "7"),
        (".5", "0.5"),
        ("5.", "5"),
        ("0", "0"),
        ("-0", "-0"),
        ("007", "7"),
        ("9" * 40, "9" * 40),
        (12, "12"),
        (-(10**39), "-1" + "0" * 39),
        (Decimal("1E+5"), "1E+5"),
        (Decimal("0.000001"), "0.000001"),
    ],
)
def test_a_plain_number_is_read_exactly(given_value: object, expected: str) -> None:
    assert str(money.parse_decimal(given_value)) == str(Decimal(expected))


@pytest.mark.parametrize(
    "value",
    [
        *["", " ", " 1", "1 ", "1\n", ".", "+", "-", "--1", "1-", "1.2.3", "0x10", "1/2", "½", "²"],
        *["NaN", "sNaN", "-nan", "Infinity", "-inf", "1e5", "1E5", "1e999999", "1e-999999"],
        *["1_000", "1,000", "1.000,50", "1 000", "1'000", "$5", "5%", "(5)", "−5", "1\x00"],
        *["٣", "１２", "१२", "1\u200b0", "\u202e12", "\ud800"],
        *["9" * 41, "1" + "0" * 60, "0." + "1" * 41],
        *[1.5, 0.0, float("nan"), float("inf"), True, False, None, [], {}, b"1", (1,), 1j],
        *[10**40, -(10**40), 10**100_000],
        *[
            Decimal("NaN"),
            Decimal("sNaN"),
            Decimal("-Infinity"),
            Decimal("1E+41"),
            Decimal("1e999999"),
            Decimal("1E-41"),
        ],
        *[Decimal("0E-999999"), Decimal("0." + "1" * 100)],
    ],
    ids=lambda value: repr(value)[:24] if not isinstance(value, int) else f"int of {value.bit_length()} bits",
)
def test_anything_else_is_no_number(value: object) -> None:
    with pytest.raises(ValueError):
        money.parse_decimal(value)


@pytest.mark.parametrize("text", ["9" * 10**7, "1." + "0" * 10**7, " " * 10**7, "-" * 10**7])
def test_ten_megabytes_of_number_are_refused_at_once(text: str) -> None:
    began = process_time()
    with pytest.raises(ValueError):
        money.parse_decimal(text)
    assert process_time() - began < 0.5


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        ("0.125", 2, "0.13"),
        ("-0.125", 2, "-0.13"),
        ("0.135", 2, "0.14"),
        ("0.1249999", 2, "0.12"),
        ("2.5", 0, "3"),
        ("-2.5", 0, "-3"),
        ("1.0005", 3, "1.001"),
        ("7", 2, "7.00"),
        ("999999999999.999999", 2, "1000000000000.00"),
        ("999999999999999999999999.999999999999", 2, "1000000000000000000000000.00"),
    ],
)
def test_a_half_goes_away_from_zero(value: str, decimals: int, expected: str) -> None:
    assert str(money.round_half_up(Decimal(value), decimals)) == expected


@pytest.mark.parametrize(
    ("currency", "decimals"),
    [
        ("USD", 2),
        ("EUR", 2),
        ("JPY", 0),
        ("KRW", 0),
        ("ISK", 0),
        ("KWD", 3),
        ("TND", 3),
        ("CLF", 4),
        ("HUF", 2),
        ("MGA", 2),
    ],
)
def test_decimals_are_those_of_iso_4217(currency: str, decimals: int) -> None:
    assert money.exponent(currency) == decimals


@pytest.mark.parametrize(
    ("value", "currency", "minor", "printed"),
    [
        ("1650", "USD", 165000, "1650.00"),
        ("12.345", "USD", 1235, "12.35"),
        ("-12.345", "USD", -1235, "-12.35"),
        ("-0.001", "USD", 0, "0.00"),
        ("1650.5", "JPY", 1651, "1651"),
        ("1.2345", "KWD", 1235, "1.235"),
        ("0.00005", "CLF", 1, "0.0001"),
        ("999999999999.99", "USD", 99999999999999, "999999999999.99"),
    ],
)
def test_amounts_become_minor_units_and_text(value: str, currency: str, minor: int, printed: str) -> None:
    assert money.to_minor(Decimal(value), currency) == minor
    assert money.format_minor(minor, currency) == printed


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("1E+1", "10"),
        ("2.50", "2.5"),
        ("100", "100"),
        ("0.000", "0"),
        ("-0", "0"),
        ("-0.00", "0"),
        ("0E+5", "0"),
        ("-1.10", "-1.1"),
        ("1E-6", "0.000001"),
    ],
)
def test_decimals_print_plainly(value: str, printed: str) -> None:
    assert money.format_decimal(Decimal(value)) == printed


@steady
@given(st.integers(-(10**14), 10**14), st.sampled_from(["USD", "JPY", "KWD", "CLF"]))
def test_minor_units_survive_the_way_out_and_in(minor: int, currency: str) -> None:
    printed = money.format_minor(minor, currency)
    assert printed == format(money.from_minor(minor, currency), "f")
    assert money.to_minor(money.parse_decimal(printed), currency) == minor


@steady
@given(st.decimals(-(10**12), 10**12, places=6))
def test_decimals_survive_the_way_out_and_in(value: Decimal) -> None:
    assert money.parse_decimal(money.format_decimal(value)) == value


def test_nobody_is_billed_in_gold() -> None:
    assert {"USD", "EUR", "JPY", "KWD", "XOF"} <= money.CURRENCIES
    assert not {"XAU", "XTS", "XXX"} & money.CURRENCIES
