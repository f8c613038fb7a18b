"""Regions, languages and time zones, as names that come from outside."""

from zoneinfo import available_timezones

from babel import Locale, UnknownLocaleError, localedata
from marshmallow import ValidationError

_REGIONS = frozenset(Locale("en").territories)
_TIME_ZONES = frozenset(available_timezones())


def check_language(value: str) -> None:
    """ValidationError unless it is a BCP 47 tag that Babel knows: "en", "pt-BR"."""
    if not _is_tag(value):
        raise ValidationError('Not a language such as "en" or "pt-BR".')


def check_locale(value: str) -> None:
    """ValidationError unless it is a region ("US") or a BCP 47 tag ("de-AT")."""
    if value not in _REGIONS and not _is_tag(value):
        raise ValidationError('Not a region such as "US" or a locale such as "de-AT".')


def check_time_zone(value: str) -> None:
    """ValidationError unless it is an IANA time zone."""
    if value not in _TIME_ZONES:
        raise ValidationError('Not a time zone such as "Europe/Berlin".')


def _is_tag(value: str) -> bool:
    try:
        return localedata.exists(str(Locale.parse(value, sep="-")))
    except (ValueError, UnknownLocaleError):
        return False
