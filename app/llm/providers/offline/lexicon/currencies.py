"""Names of currencies of more than one word, from Babel: "Canadian dollars", "pesos mexicanos"; and their families."""

from collections.abc import Mapping
from dataclasses import dataclass

from babel.numbers import get_currency_name

from app.core.money import CURRENCIES
from app.llm.providers.offline.lexicon.spelling import spellings


def currency_names(language: str, respelt: Mapping[str, str]) -> dict[str, str]:
    """Every such name, in lower case, to its ISO 4217 code; single words ("dollars") tell too little."""
    named: dict[str, str] = {}
    for code in sorted(CURRENCIES):
        for count in (1, 2):
            name = get_currency_name(code, count, locale=language).lower()
            for form in spellings(name, respelt) if " " in name and "(" not in name else ():
                named.setdefault(form, code)
                named.setdefault(_declined(form, language), code)
    return named


def _declined(name: str, language: str) -> str:
    """ "in tschechischen Kronen": behind a preposition the adjective has another ending."""
    adjective, _, noun = name.partition(" ")
    return f"{adjective}n {noun}" if language == "de" and adjective.endswith("e") else name


_DOLLARS = "AUD CAD NZD SGD HKD MXN TWD JMD BBD TTD BSD BZD FJD NAD CLP ARS COP UYU DOP CUP".split()
"""They write their amounts with a dollar sign too, in any language."""


@dataclass(frozen=True)
class CurrencyFamilies:
    """What "dollars" can mean beside those of the United States."""

    bases: Mapping[str, frozenset[str]]
    """For AUD what "dollars" and "$" mean where no country is named."""
    bare: frozenset[str]
    """The currencies whose word is of other countries too."""
    adjectives: Mapping[str, str]
    """ "canadian" to CAD."""

    @classmethod
    def of(cls, currencies: Mapping[str, str]) -> "CurrencyFamilies":
        """The families among the names of one language."""
        bases = {code: {"USD"} for code in _DOLLARS}
        adjectives: dict[str, str] = {}
        for name, code in currencies.items():
            before, _, last = name.rpartition(" ")
            first, _, behind = name.partition(" ")
            for noun, adjective in ((last, before), (first, behind)):
                base = currencies.get(noun)
                if base and base != code and adjective:
                    bases.setdefault(code, set()).add(base)
                    adjectives.update({adjective: code} if adjective.isalpha() else {})
        found = {code: frozenset(each) for code, each in bases.items()}
        return cls(found, frozenset[str]().union(*found.values()), adjectives)
