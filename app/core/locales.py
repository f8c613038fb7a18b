"""Regions, languages and time zones, as names that come from outside."""

import re
from zoneinfo import available_timezones

from babel import Locale, UnknownLocaleError, localedata
from marshmallow import ValidationError

_TAG = re.compile(r"[A-Za-z0-9-]{1,35}", re.ASCII)
_REGIONS = frozenset(Locale("en").territories)
_TIME_ZONES = frozenset(available_timezones())


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
