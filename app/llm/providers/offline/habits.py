"""How a country writes numbers and days: by what the words show, else by Babel's data for language and region."""

from collections.abc import Iterable
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.languages import get_official_languages

_LINGUA_FRANCA = "en"
"""Written in every region, there with the region's own habits: "1.250" of a German team is a thousand and more."""


DOT_CURRENCIES = frozenset("MXN PEN GTQ HNL DOP PAB NIO".split())
"""Of countries that write Spanish with a decimal point, by no means all of them and always."""


@cache
def decimal_mark(language: str, locale: str) -> str:
    """ "." or ",": the mark before decimals where the numbers themselves leave it open."""
    mark = _locale(language, locale).number_symbols["latn"]["decimal"]
    return "," if mark == "," else "."


@cache
def month_first(language: str, locale: str) -> bool:
    """Whether 4/5/2026 is April 5."""
    pattern: str = _locale(language, locale).date_formats["short"].pattern
    return pattern.index("M") < pattern.index("d")


def _locale(language: str, locale: str) -> Locale:
    """`language` as written in the region of `locale` ("US", "de-CH"), if it is written there."""
    region = locale.replace("_", "-").rpartition("-")[2].upper()
    if language == _LINGUA_FRANCA or language in get_official_languages(region, de_facto=True):
        try:
            return Locale(language, region)
        except UnknownLocaleError:
            pass  # No such region, or one whose habits Babel does not know.
    return Locale(language)


def certain_order(texts: Iterable[str]) -> bool | None:
    """Whether the month stands first, by the first date with slashes of which only one number can be a month."""
    for text in texts:
        first, _, rest = text.partition("/")
        second = rest.partition("/")[0]
        if second and (int(first) > 12) != (int(second) > 12):
            return int(second) > 12
    return None
