"""How figures and dates look, for each currency and locale."""

from datetime import date
from decimal import Decimal

import pytest

from app.rendering.locales import Formats, resolve


def formats(currency: str, locale: str | None, language: str | None = "en") -> Formats:
    return Formats(resolve(locale, language).locale, currency)


@pytest.mark.parametrize(
    ("currency", "locale", "language", "value", "expected"),
    [
        ("USD", "US", "en", "1650", "$1,650.00"),
        ("USD", "US", "en", "-1650.5", "-$1,650.50"),
        ("CAD", "US", "en", "5", "CA$5.00"),
        ("CAD", "CA", "en", "5", "$5.00"),
        ("AUD", "US", "en", "5", "A$5.00"),
        ("USD", "CA", "en", "5", "US$5.00"),
        ("GBP", "GB", "en", "0.1", "£0.10"),
        ("EUR", "DE", "de", "1234567.891", "1.234.567,89 €"),
        ("EUR", "de-AT", None, "-12", "-€ 12,00"),
        ("EUR", "FR", "fr", "1234.5", "1 234,50 €"),
        ("EUR", "IE", "en", "1234.5", "€1,234.50"),
        ("CHF", "US", "en", "5", "CHF 5.00"),
        ("CHF", "de-CH", None, "1234.5", "CHF 1’234.50"),
        ("JPY", "US", "en", "1500", "¥1,500"),
        ("JPY", "US", "en", "-1500.5", "-¥1,501"),
        ("KWD", "US", "en", "0.405", "KWD 0.405"),
        ("INR", "IN", "en", "1234567.5", "₹12,34,567.50"),
        ("PLN", "PL", "pl", "1234.5", "1 234,50 zł"),
        ("SEK", "SE", "sv", "12345", "12 345,00 kr"),
        ("NOK", "no-NO", None, "12345", "12 345,00 kr"),
        ("TRY", "TR", "tr", "-5", "-₺5,00"),
        ("UAH", "UA", "uk", "12345", "12 345,00 ₴"),
        ("ILS", "IL", "he", "5", "\u200f5.00 \u200f₪"),
        ("EGP", "EG", "ar", "5", "\u200f5.00 ج.م.\u200f"),
        ("USD", "US", "en", "999999999999.99", "$999,999,999,999.99"),
    ],
)
def test_money_prints_as_the_locale_and_iso_4217_say(
    currency: str, locale: str, language: str | None, value: str, expected: str
) -> None:
    printed = formats(currency, locale, language).money(Decimal(value))

    assert printed.replace("\u00a0", " ").replace("\u202f", " ") == expected


@pytest.mark.parametrize(
    ("currency", "value", "expected"),
    [
        ("USD", "150", "150.00"),
        ("USD", "0.1", "0.10"),
        ("USD", "0.123456", "0.123456"),
        ("USD", "1.230", "1.23"),
        ("JPY", "15000", "15,000"),
        ("JPY", "0.5", "0.5"),
        ("KWD", "1", "1.000"),
        ("KWD", "1.2345", "1.2345"),
    ],
)
def test_a_unit_price_keeps_every_digit_that_counts(currency: str, value: str, expected: str) -> None:
    assert formats(currency, "US").price(Decimal(value)) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [("10", "10"), ("2.50", "2.5"), ("0.000001", "0.000001"), ("-1", "-1"), ("1E+3", "1,000")]
)
def test_a_quantity_has_no_needless_zeros(value: str, expected: str) -> None:
    assert formats("USD", "US").quantity(Decimal(value)) == expected


@pytest.mark.parametrize(
    ("locale", "language", "value", "expected"),
    [("US", "en", "10", "10%"), ("US", "en", "8.8750", "8.875%"), ("DE", "de", "7.5", "7,5\u00a0%")],
)
def test_a_rate_prints_as_the_locale_writes_it(locale: str, language: str, value: str, expected: str) -> None:
    assert formats("EUR", locale, language).percent(Decimal(value)) == expected


@pytest.mark.parametrize(
    ("locale", "language", "expected"),
    [
        ("US", "en", "January 5, 2026"),
        ("GB", "en", "5 January 2026"),
        ("JP", "en", "5 January 2026"),
        ("DE", "en", "5 January 2026"),
        ("DE", "de", "5. Januar 2026"),
        ("fr-CA", None, "5 janvier 2026"),
        (None, None, "January 5, 2026"),
    ],
)
def test_a_date_names_its_month(locale: str | None, language: str | None, expected: str) -> None:
    assert formats("USD", locale, language).date(date(2026, 1, 5)) == expected


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        (None, None),
        ("", ""),
        ("XX", "xx"),
        ("../../etc/passwd", "../en"),
        ("de_DE@euro", "nonsense-language"),
        ("ZZ", "tlh"),
        ("\u0000", "E" * 500),
        ("tlh-Hant-TW", "tlh"),
        ("001", "en"),
    ],
)
def test_an_unknown_locale_prints_in_english(locale: str | None, language: str | None) -> None:
    place = resolve(locale, language)

    assert place.locale.language in ("en", "de")
    assert Formats(place.locale, "USD").money(Decimal(5)).endswith("5.00") or place.language == "de"


@pytest.mark.parametrize(
    ("locale", "language", "page_size"),
    [("US", "en", "letter"), ("CA", "fr", "letter"), ("es-MX", None, "letter"), ("GB", "en", "A4"), (None, None, "A4")],
)
def test_the_paper_is_the_regions(locale: str | None, language: str | None, page_size: str) -> None:
    assert resolve(locale, language).page_size == page_size
