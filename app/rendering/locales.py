"""Which locale a document prints in, and how dates, money and numbers look there. Never fails: it falls back."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from babel import Locale, localedata
from babel.dates import format_date
from babel.numbers import NumberPattern, format_decimal, get_currency_symbol

from app.core import money
from app.rendering.labels import FALLBACK, known_language

# CLDR supplemental data, paperSize US-Letter.
LETTER_REGIONS = frozenset("BZ CA CL CO CR GT MX NI PA PH PR SV US VE".split())

_TAG = re.compile(r"([a-z]{2,3})(?:-([A-Z][a-z]{3}))?(?:-([A-Z]{2}|\d{3}))?(?:-.*)?", re.ASCII)
_REGION = re.compile(r"[A-Z]{2}|\d{3}", re.ASCII)
_SEPARATOR = re.compile(r"[-_ ]")
_TRADITIONAL = frozenset(("HANT", "TW", "HK", "MO"))
_WORLD_ENGLISH = "en_001"
_NBSP = "\u00a0"


@dataclass(frozen=True, slots=True)
class PrintLocale:
    """`language` is one that we have labels for; `region` is the one that was said, or None."""

    locale: Locale
    language: str
    region: str | None

    @property
    def page_size(self) -> str:
        return "letter" if self.region in LETTER_REGIONS else "A4"

    @property
    def direction(self) -> str:
        return self.locale.text_direction


def resolve(locale: str | None, language: str | None) -> PrintLocale:
    """The locale to print in, from a region or tag and a language, either of which may be missing or unknown.

    The language decides the words, the region the formats: ("DE", "en") is English with German separators. A language
    that we have no labels for prints in English, all of it: two languages on one invoice help nobody.
    """
    tag_language, region = _parts(locale)
    chosen = spoken_language(language, locale) or spoken_language(tag_language, locale) or FALLBACK
    return PrintLocale(Locale.parse(_identifier(chosen.replace("-", "_"), region)), chosen, region)


def spoken_language(tag: str | None, locale: str | None = None) -> str | None:
    """The language of a tag ("pt-BR", "NO"), as the code that we have labels for; None without labels.

    Chinese is written in two ways: "zh-Hant" is what Taiwan, Hong Kong and Macao read, unless the tag says otherwise.
    """
    spoken = known_language(_parts(tag.lower())[0]) if tag else None
    if spoken == "zh":
        said = set(_SEPARATOR.split(f"{tag} {locale}".upper()))
        return "zh-Hant" if "HANS" not in said and not said.isdisjoint(_TRADITIONAL) else "zh"
    return spoken


def _parts(text: str | None) -> tuple[str | None, str | None]:
    """Language and region of a bare region ("US") or a BCP 47 tag ("de-AT")."""
    text = (text or "").strip().replace("_", "-")
    if _REGION.fullmatch(text):
        return None, text
    found = _TAG.fullmatch(text)
    return (found[1], found[3]) if found else (None, None)


def _identifier(language: str, region: str | None) -> str:
    if region is None:
        return "en_US" if language == FALLBACK else language
    wanted = f"{language}_{region}"
    if localedata.exists(wanted):
        return wanted
    return _WORLD_ENGLISH if language == FALLBACK else language


@dataclass(frozen=True, slots=True)
class Formats:
    """How one document writes its values."""

    locale: Locale
    currency: str

    def date(self, day: date | None) -> str | None:
        """The date with the month as a word where the language has one: 01/02 is two different days."""
        return format_date(day, "long", locale=self.locale) if day else None

    def money(self, value: Decimal) -> str:
        """The amount with its currency: "$1,650.00", "1.650,00 €", "CA$5.00" where a plain $ could mislead."""
        symbol = get_currency_symbol(self.currency, self.locale)
        return self._dressed(self.amount(abs(value)), value, self.locale.currency_formats["standard"], symbol)

    def amount(self, value: Decimal) -> str:
        """The amount alone, with the decimals of its currency (ISO 4217), rounded half-up."""
        decimals = money.exponent(self.currency)
        return self._number(money.round_half_up(value, decimals), decimals, decimals)

    def price(self, value: Decimal) -> str:
        """A unit price: the currency's decimals, and up to six where it has more that count."""
        return self._number(money.round_half_up(value, 6), money.exponent(self.currency), 6)

    def quantity(self, value: Decimal) -> str:
        return self._number(money.round_half_up(value, 6), 0, 6)

    def percent(self, value: Decimal) -> str:
        """A rate as the locale writes it: 19 is "19%" or "19 %", which never breaks over two lines."""
        return self._dressed(self._number(abs(value), 0, 4), value, self.locale.percent_formats[None], "")

    def _number(self, value: Decimal, fewest: int, most: int) -> str:
        decimals = "0" * fewest + "#" * (most - fewest)
        return str(format_decimal(value, f"{self._grouping()}.{decimals}", self.locale))

    def _grouping(self) -> str:
        """ "#,##0", or "#,##,##0" where thousands are grouped in lakhs."""
        return str(self.locale.decimal_formats[None].pattern).partition(".")[0]

    @staticmethod
    def _dressed(number: str, value: Decimal, pattern: NumberPattern, symbol: str) -> str:
        side = 1 if value < 0 else 0
        before = pattern.prefix[side].replace("¤", symbol)
        after = pattern.suffix[side].replace("¤", symbol)
        # CLDR: a currency written in letters keeps a blank between itself and the figures, "CHF 5.00".
        before += _NBSP if before[-1:].isalpha() else ""
        after = (_NBSP if after[:1].isalpha() else "") + after
        return before + number + after
