"""Names of months and weekdays, from Babel."""

from collections.abc import Mapping

from babel import Locale

from app.llm.providers.offline.lexicon.spelling import spellings


def months(language: str, respelt: Mapping[str, str]) -> dict[str, int]:
    """Every spelling of a month to its number from 1 on."""
    return _named(Locale(language).months, respelt)


def weekdays(language: str, respelt: Mapping[str, str]) -> dict[str, int]:
    """Every spelling of a weekday to its number; Monday is 0."""
    return _named(Locale(language).days, respelt)


def _named(contexts: Mapping[str, Mapping[str, Mapping[int, str]]], respelt: Mapping[str, str]) -> dict[str, int]:
    named: dict[str, int] = {}
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in contexts[context][width].items():
                for form in spellings(name.lower().removesuffix("."), respelt):
                    named.setdefault(form, number)
    return named
