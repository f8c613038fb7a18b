"""Regions, languages and time zones, as names that come from outside."""

import re
from functools import cache
from zoneinfo import available_timezones

import pycountry
from babel import Locale, UnknownLocaleError, localedata
from marshmallow import ValidationError

from app.core.text import fold

_TAG = re.compile(r"[A-Za-z0-9-]{1,35}", re.ASCII)
_REGIONS = frozenset(Locale("en").territories)
_TIME_ZONES = frozenset(available_timezones())
# Kosovo has no code of ISO 3166 yet; this one is in use everywhere (CLDR, the EU, banks).
_COUNTRIES = frozenset(country.alpha_2 for country in pycountry.countries) | {"XK"}
_COUNTRY_LANGUAGES = "en de fr es it nl pt pl da sv nb fi cs hu ro el tr ru uk ar he ja ko zh".split()
_COUNTRY_NICKNAMES = {"uk": "GB", "great britain": "GB", "england": "GB", "holland": "NL", "turkey": "TR"}


def is_language(value: str) -> bool:
    """A BCP 47 tag that Babel knows: "en", "pt-BR"."""
    if not _TAG.fullmatch(value):  # Babel ignores what follows a dot.
        return False
    try:
        return localedata.exists(str(Locale.parse(value, sep="-")))
    except (ValueError, UnknownLocaleError):
        return False


def is_locale(value: str) -> bool:
    """A region ("US") or a BCP 47 tag ("de-AT")."""
    return value in _REGIONS or is_language(value)


def find_country(name: str) -> str | None:
    """The ISO 3166 code of a country, from its code of two or three letters or its name in a common language."""
    return _country_names().get(fold(name).replace(".", "").strip())


@cache
def _country_names() -> dict[str, str]:
    names = {
        fold(name).replace(".", ""): code
        for language in _COUNTRY_LANGUAGES
        for code, name in Locale(language).territories.items()
        if code in _COUNTRIES
    }
    for country in pycountry.countries:
        for kind in ("official_name", "common_name", "name", "alpha_3", "alpha_2"):
            if hasattr(country, kind):
                names[fold(getattr(country, kind))] = country.alpha_2
    return names | _COUNTRY_NICKNAMES | {"xk": "XK"}


def country_name(code: str, language: str) -> str:
    """The name of a country in a language ("DE" in "en-GB" is "Germany"); the code where it has none there."""
    return str(Locale.parse(language, sep="-").territories.get(code, code))


def check_language(value: str) -> None:
    """ValidationError unless it is a language."""
    if not is_language(value):
        raise ValidationError('Not a language such as "en" or "pt-BR".')


def check_locale(value: str) -> None:
    """ValidationError unless it is a locale."""
    if not is_locale(value):
        raise ValidationError('Not a region such as "US" or a locale such as "de-AT".')


def check_time_zone(value: str) -> None:
    """ValidationError unless it is an IANA time zone."""
    if value not in _TIME_ZONES:
        raise ValidationError('Not a time zone such as "Europe/Berlin".')
