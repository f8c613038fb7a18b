"""The marshmallow fields, tried with what a hostile caller sends."""

from decimal import Decimal
from time import process_time
from typing import Any

import pytest
from marshmallow import ValidationError, fields

from app.core.fields import CurrencyCode, ExactDecimal, Text


def messages(field: fields.Field[Any], value: object) -> list[str]:
    with pytest.raises(ValidationError) as refused:
        field.deserialize(value)
    return list(refused.value.messages)


@pytest.mark.parametrize(
    ("value", "cleaned"),
    [
        ("Acme", "Acme"),
        ("  Acme \u200b Corp\n", "Acme Corp"),
        ("A\x00c\u202eme", "Acme"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("1234567890", "1234567890"),
        (" " * 20 + "1234567890", "1234567890"),
    ],
)
def test_text_is_cleaned(value: str, cleaned: str) -> None:
    assert Text(30).deserialize(value) == cleaned


def test_text_of_several_lines_keeps_them() -> None:
    assert Text(20, lines=True).deserialize(" a\r\nb ") == "a\nb"


@pytest.mark.parametrize("blank", ["", "  ", "\u200b", "\u200d", "\x00", "\n"])
def test_blank_text_is_null_where_null_may_be_and_else_refused(blank: str) -> None:
    assert Text(10, allow_none=True).deserialize(blank) is None
    assert Text(10, blank=True).deserialize(blank) == ""
    assert messages(Text(10), blank) == ["Must not be empty."]


@pytest.mark.parametrize("value", ["12345678901", "x" * 41, "e\u0301" * 11])
def test_text_that_is_too_long_is_refused(value: str) -> None:
    assert messages(Text(10), value) == ["Longer than the maximum of 10 characters."]


@pytest.mark.parametrize("value", ["a\ud800", "\udfffb"])
def test_half_a_surrogate_pair_is_refused(value: str) -> None:
    assert "surrogate" in messages(Text(10), value)[0]


@pytest.mark.parametrize("value", [1, 1.5, True, ["a"], {"a": 1}])
def test_text_is_text(value: object) -> None:
    assert messages(Text(10), value) == ["Not a valid string."]


def test_text_may_not_be_null_unless_it_says_so() -> None:
    assert messages(Text(10), None) == ["Field may not be null."]


@pytest.mark.parametrize("field", [Text(500), ExactDecimal(6), CurrencyCode()])
@pytest.mark.parametrize("unit", ["x", "9", " \u200b", "\u0315\u0300"])
def test_ten_megabytes_are_refused_at_once(field: fields.Field[Any], unit: str) -> None:
    value = unit * (10**7 // len(unit))
    began = process_time()
    assert messages(field, value)
    assert process_time() - began < 1


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("1234.50", "1234.5"),
        (" 5 ", "5"),
        (7, "7"),
        (Decimal("1e2"), "100"),
        ("0.000001", "0.000001"),
        ("1.0000000", "1"),
        ("-999999999999.999999", "-999999999999.999999"),
    ],
)
def test_a_decimal_is_read_exactly(value: object, number: str) -> None:
    assert ExactDecimal(6).deserialize(value) == Decimal(number)


@pytest.mark.parametrize(
    "value",
    ["", "NaN", "Infinity", "1e999999", "1_000", "1,000", "٣", "9" * 60, "abc", 1.5, True, [], {}, Decimal("1e999999")],
)
def test_what_is_no_plain_decimal_is_refused(value: object) -> None:
    assert messages(ExactDecimal(6), value) == ['Not a plain decimal number such as "1234.50".']


@pytest.mark.parametrize("value", ["1000000000000", "-1000000000000", 10**12, "9" * 40, Decimal("1E+12")])
def test_a_decimal_of_a_million_millions_is_refused(value: object) -> None:
    assert messages(ExactDecimal(6), value) == ["Must be smaller than 1,000,000,000,000."]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("1.00001", "Has more than 4 decimals."),
        ("-0.0001", "Must not be below 0."),
        ("100.0001", "Must not be above 100."),
    ],
)
def test_a_decimal_keeps_to_its_places_and_bounds(value: str, message: str) -> None:
    assert messages(ExactDecimal(4, minimum="0", maximum="100"), value) == [message]


@pytest.mark.parametrize(("number", "text"), [("10.00", "10"), ("1E+3", "1000"), ("-0.50", "-0.5"), (None, None)])
def test_a_decimal_goes_out_as_plain_text(number: str | None, text: str | None) -> None:
    value = None if number is None else Decimal(number)
    assert ExactDecimal(6).serialize("amount", {"amount": value}) == text


@pytest.mark.parametrize("value", ["USD", "usd", " Eur ", "jpy"])
def test_a_currency_is_a_code_in_any_case(value: str) -> None:
    assert CurrencyCode().deserialize(value) == value.strip().upper()


@pytest.mark.parametrize("value", ["", "US", "$", "USDX", "XXX", "XAU", "usd\x00", "ＵＳＤ", "dollars"])
def test_what_is_no_currency_is_refused(value: str) -> None:
    assert messages(CurrencyCode(), value) == ["Not a currency code of ISO 4217 such as USD."]
