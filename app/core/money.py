"""Exact amounts: parsing decimals safely, ISO 4217 exponents, minor units. No float anywhere."""

import re
from decimal import ROUND_HALF_UP, Context, Decimal

import pycountry

MAX_AMOUNT = Decimal(10) ** 12
"""Every amount, quantity and price is smaller than this in size."""

# Wide enough for MAX_AMOUNT × MAX_AMOUNT with twelve decimals, so no product is ever rounded on the way.
EXACT = Context(prec=60)

_PLAIN_DECIMAL = re.compile(r"[+-]?(?:\d{1,40}(?:\.\d{0,40})?|\.\d{1,40})", re.ASCII)

# ISO 4217 minor units differ from 2 only for these (list one, 2026). CLDR's "digits" are for display and differ.
_EXPONENTS = (
    dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(), 0)
    | dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3)
    | dict.fromkeys("CLF UYW".split(), 4)
)
# Metals, bond units and test codes: nobody is billed in them.
_NOT_MONEY = frozenset("XAG XAU XPD XPT XBA XBB XBC XBD XTS XXX XSU XUA XDR XAD".split())
CURRENCIES = frozenset(c.alpha_3 for c in pycountry.currencies) - _NOT_MONEY


def parse_decimal(value: object) -> Decimal:
    """The exact value of a JSON number or of a plain decimal string such as "-1234.50".

    ValueError for anything else: NaN, Infinity, exponents, digits of other scripts, underscores, thousands separators,
    booleans, floats (a float has lost the caller's digits already) and more than 40 digits on a side of the point.
    """
    if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
        raise ValueError("not a number")
    if isinstance(value, Decimal):
        if not value.is_finite() or abs(value.adjusted()) > 40 or len(value.as_tuple().digits) > 80:
            raise ValueError("not a number of a usable size")
        return value
    text = str(value) if isinstance(value, str) or abs(value) < 10**40 else ""
    if not _PLAIN_DECIMAL.fullmatch(text):
        raise ValueError("not a plain decimal number")
    return Decimal(text)


def exponent(currency: str) -> int:
    """How many decimals the currency's minor unit has: JPY 0, USD 2, KWD 3 (ISO 4217)."""
    return _EXPONENTS.get(currency, 2)


def round_half_up(value: Decimal, decimals: int) -> Decimal:
    """`value` with exactly `decimals` decimals; a half goes away from zero."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, EXACT)


def to_minor(value: Decimal, currency: str) -> int:
    """Whole minor units (cents), rounded half-up: 12.345 USD is 1235."""
    return int(round_half_up(value, exponent(currency)).scaleb(exponent(currency), EXACT))


def from_minor(minor: int, currency: str) -> Decimal:
    """1650 minor units of USD are Decimal("16.50")."""
    return Decimal(minor).scaleb(-exponent(currency), EXACT)


def format_minor(minor: int, currency: str) -> str:
    """The amount as the API prints it, with the currency's decimals: "1650.00", JPY "1650"."""
    decimals = exponent(currency)
    if not decimals:
        return str(minor)
    # By its digits, as a list prints hundreds of amounts.
    digits = str(abs(minor)).zfill(decimals + 1)
    return f"{'-' * (minor < 0)}{digits[:-decimals]}.{digits[-decimals:]}"


def format_decimal(value: Decimal) -> str:
    """A plain decimal string without an exponent or needless zeros: Decimal("1E+1") is "10", "2.50" is "2.5"."""
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def format_price(price: Decimal, currency: str) -> str:
    """At least the currency's decimals, and as many more as the price has: "150.00", "0.0125"."""
    decimals = exponent(currency)
    exact = format_decimal(price)
    return exact if len(exact.partition(".")[2]) > decimals else format(round_half_up(price, decimals), "f")
