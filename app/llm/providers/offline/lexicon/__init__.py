"""The words of each language, as data: one TOML file per language, all of the same form as `en.toml`.

A new language is one more file: it is found by its name, detected by its own words, and gets the names of its months
and weekdays from Babel. `common.toml` holds what all share and names every set of words that a file may fill.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from app.core.money import CURRENCIES
from app.llm.providers.offline.lexicon.calendar import months, weekdays
from app.llm.providers.offline.lexicon.currencies import CurrencyFamilies, currency_names
from app.llm.providers.offline.lexicon.phrases import phrases, split_listed
from app.llm.providers.offline.lexicon.spelling import spellings
from app.llm.providers.offline.lexicon.wordsets import WordSet
from app.llm.providers.offline.tokens import Token as Token

_POOLED_WORDS = ("suffixes", "titles", "given_names", "machine_roles", "machines")
"""Known in every language: names and taxes of one country stand in letters of another."""
_PERS = ("per", "por", "pour")
_WEAK = (
    "weak_names", "vague", "articles", "clause_adverbs", "clause_verbs", "deal_verbs", "loose_verbs", "relatives",
    "rests", "price_nouns", "another", "states",
)  # fmt: skip
_FORINT = "ft"
_POOLED_CUES = ("injection", "machine")


@dataclass(frozen=True)
class Lexicon:
    """One language. Every word is in lower case."""

    language: str
    capital_nouns: bool
    """Nouns are capitalised as names are, so that one capital tells less (German)."""
    numbers: Mapping[str, Decimal]
    scales: Mapping[str, Decimal]
    ordinals: Mapping[str, Decimal]
    """Those that are no number with an ending: first, dritten."""
    units: Mapping[str, str]
    """Every spelling of a unit to its English singular: "hrs" -> "hour"."""
    unit_names: Mapping[str, str]
    """What the draft calls a unit: the first spelling of the file; in English its own name."""
    labels: Mapping[str, str]
    """What the draft writes beside values and discounts, by its English name."""
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    currencies: Mapping[str, str]
    words: Mapping[str, WordSet]
    """Sets of single words: joiners of names, company suffixes, given names, streets …"""
    tax_names: Mapping[str, str]
    phrases: Mapping[str, Sequence[tuple[tuple[str, ...], str]]]
    """First word to (all words, cue), the longest first."""

    def month(self, token: Token) -> int | None:
        """The number of the month that a word names."""
        return self.months.get(token.low) if token.kind == "word" else None

    @cached_property
    def number_starts(self) -> frozenset[str]:
        """How the words of numbers begin: a quick no for all others."""
        return frozenset(word[:3] for word in (*self.numbers, *self.scales))

    @cached_property
    def ordinal_endings(self) -> tuple[str, ...]:
        """What makes a number an ordinal, the longest first: "sten" before "ten"."""
        return tuple(sorted(self.words["ordinal_endings"], key=len, reverse=True))

    @cached_property
    def weak_words(self) -> frozenset[str]:
        """What names no thing by itself."""
        return frozenset().union(*(self.words[name] for name in _WEAK))

    @cached_property
    def long_currencies(self) -> frozenset[str]:
        """How names of currencies begin that have several words."""
        return frozenset(name.partition(" ")[0] for name in self.currencies if " " in name)

    @cached_property
    def compound_heads(self) -> tuple[str, ...]:
        """What a firm is, where it is long enough to close a compound: the "hof" of "reiterhof"."""
        return tuple(word for word in self.words["firm_heads"] if len(word) > 2)

    @cached_property
    def times_endings(self) -> tuple[str, ...]:
        """What makes a number a multiple: the "mal" of "dreimal"."""
        return tuple(self.words["times_endings"])

    @cached_property
    def currency_starts(self) -> frozenset[str]:
        """The first words and the codes of all currencies, in small letters."""
        return frozenset(
            {*(name.partition(" ")[0] for name in self.currencies), *self.currencies, *map(str.lower, CURRENCIES)}
        )

    @property
    def usual_tax(self) -> str:
        """What a tax is called where the words do not say it: the first name of the file."""
        return str(next(iter(source(self.language)["tax_names"])))

    @property
    def usual_withholding(self) -> str:
        """What a tax is called that the customer keeps back."""
        return str(source(self.language)["withholding"])

    @cached_property
    def currency_families(self) -> CurrencyFamilies:
        """Which currencies one word can mean."""
        return CurrencyFamilies.of(self.currencies)

    @cached_property
    def number_leads(self) -> frozenset[str]:
        """What stands before the words of a number: "a" of "a hundred"."""
        return self.words["number_links"] | self.words["articles"]

    @cached_property
    def unit_values(self) -> frozenset[str]:
        """The English singular of all units."""
        return frozenset(self.units.values())

    @cached_property
    def number_followers(self) -> frozenset[str]:
        """How all begins that can belong to the number before it: percents, scales, hours (and minutes), currencies."""
        hours = (form for form, unit in self.units.items() if unit == "hour")
        currencies = (name.partition(" ")[0] for name in (*self.currencies, *map(str.lower, CURRENCIES)))
        return frozenset(
            {*self.words["percent"], *self.words["minor_units"], *_PERS, _FORINT, *self.scales, *hours, *currencies}
        )


@cache
def languages() -> tuple[str, ...]:
    """The codes of all languages that have a file, in the order of the alphabet."""
    names = (entry.name for entry in files(__name__).iterdir() if entry.name.endswith(".toml"))
    return tuple(sorted(name.removesuffix(".toml") for name in names if name != "common.toml"))


@cache
def source(name: str) -> dict[str, Any]:
    """One file of words as it stands."""
    return tomllib.loads((files(__name__) / f"{name}.toml").read_text("utf-8"))


@cache
def load(language: str) -> Lexicon:
    """The lexicon of `language`, read once."""
    own, common = source(language), source("common")
    respelt = own.get("respelt", {})
    units = {**_by_form(common["units"], {}), **_by_form(own["units"], respelt)}
    words = _words(own, common, respelt)
    return Lexicon(
        language=language,
        capital_nouns=own.get("capital_nouns", False),
        numbers={**_decimals(common["numbers"], {}), **_decimals(own["numbers"], respelt)},
        scales=_decimals(own["scales"], respelt),
        ordinals=_decimals(own.get("ordinals", {}), respelt),
        units=units,
        unit_names={name: forms.split(",")[0] for name, forms in own["units"].items() if language != "en"},
        labels=own.get("labels", {}),
        months={**months(language, respelt), **_numbered(own.get("months", {}), respelt)},
        weekdays={**weekdays(language, respelt), **_numbered(own.get("weekdays", {}), respelt)},
        currencies={
            **currency_names("en", {}),
            **currency_names(language, respelt),
            **_pooled("currencies"),
            **_by_form(own["currencies"], respelt),  # "dirhams" are not the same everywhere.
        },
        words=words,
        tax_names=_pooled("tax_names"),
        phrases=phrases(
            [common["cues"], own["cues"], _pooled_cues(), _long_units(own["units"])], respelt, words["elisions"]
        ),
    )


@cache
def _pooled(table: str) -> dict[str, str]:
    """A table of all languages together; the first spelling wins."""
    pooled: dict[str, str] = {}
    for name in ("en", *languages()):
        data = source(name)
        for form, value in _by_form(data.get(table, {}), data.get("respelt", {})).items():
            pooled.setdefault(form, value)
    return pooled


@cache
def _pooled_cues() -> dict[str, str]:
    return {cue: ", ".join(source(name)["cues"].get(cue, "") for name in languages()) for cue in _POOLED_CUES}


def _long_units(units: Mapping[str, str]) -> dict[str, str]:
    """Units of two words are one expression: "square metres". Half a day is a half and a day."""
    forms = (form for name, listed in units.items() if not name.startswith("half") for form in split_listed(listed))
    return {"fixed": ", ".join(form.lower() for form in forms if " " in form)}


def _words(own: dict[str, Any], common: dict[str, Any], respelt: Mapping[str, str]) -> dict[str, WordSet]:
    """Every set that the common file or the English one has; a language that needs none of it leaves it empty."""
    words = {}
    for name in {**common["words"], **source("en")["words"]}:
        of = [source(language)["words"] for language in languages()] if name in _POOLED_WORDS else [own["words"]]
        listed = [word for each in of for word in each.get(name, "").split()]
        listed += common["words"].get(name, "").split()
        words[name] = WordSet(form for word in listed for form in spellings(word, respelt))
    return words


def _by_form(table: Mapping[str, str], respelt: Mapping[str, str]) -> dict[str, str]:
    forms: dict[str, str] = {}
    for name, listed in table.items():
        for form in split_listed(listed):
            for spelling in spellings(form.lower(), respelt):
                forms.setdefault(spelling, name)
    return forms


def _decimals(table: Mapping[str, str], respelt: Mapping[str, str]) -> dict[str, Decimal]:
    return {form: Decimal(value) for form, value in _by_form(table, respelt).items()}


def _numbered(table: Mapping[str, str], respelt: Mapping[str, str]) -> dict[str, int]:
    return {form: int(number) for form, number in _by_form(table, respelt).items()}
