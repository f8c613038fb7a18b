"""The words of each language, as data: one TOML file per language, all of the same form as `en.toml`."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from app.llm.providers.offline.tokens import Token


@dataclass(frozen=True)
class Lexicon:
    """One language. Every word is in lower case."""

    language: str
    decimal_mark: str
    month_first: bool
    numbers: Mapping[str, Decimal]
    scales: Mapping[str, Decimal]
    units: Mapping[str, str]
    """Every spelling of a unit to its singular: "hrs" -> "hour"."""
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    currencies: Mapping[str, str]
    words: Mapping[str, frozenset[str]]
    """Sets of single words: joiners of names, company suffixes, given names, streets …"""
    tax_names: Mapping[str, str]
    phrases: Mapping[str, Sequence[tuple[tuple[str, ...], str]]]
    """First word to (all words, cue), the longest first."""


@cache
def load(language: str) -> Lexicon:
    """The lexicon of `language`, read once."""
    data = tomllib.loads((files(__name__) / f"{language}.toml").read_text("utf-8"))
    return Lexicon(
        language=data["language"],
        decimal_mark=data["decimal_mark"],
        month_first=data["month_first"],
        numbers={word: Decimal(value) for word, value in data["numbers"].items()},
        scales={word: Decimal(value) for word, value in data["scales"].items()},
        units=_by_form(data["units"]),
        months=_numbered(data["months"]),
        weekdays=_numbered(data["weekdays"], start=0),
        currencies=_by_form(data["currencies"]),
        words={name: frozenset(text.split()) for name, text in data["words"].items()},
        tax_names=_by_form(data["tax_names"]),
        phrases=_phrases(data["cues"]),
    )


def tag(tokens: Sequence[Token], lexicon: Lexicon) -> None:
    """Note on each token which cues start at it."""
    for position, token in enumerate(tokens):
        phrases = lexicon.phrases.get(token.low)
        if phrases:
            cues: dict[str, int] = {}
            for words, cue in phrases:
                if cue not in cues and (len(words) == 1 or _stands(tokens, position, words)):
                    cues[cue] = len(words)
            token.cues = cues


def _stands(tokens: Sequence[Token], position: int, words: tuple[str, ...]) -> bool:
    if position + len(words) > len(tokens) or tokens[position + 1].low != words[1]:
        return False
    return all(tokens[position + offset].low == word for offset, word in enumerate(words))


def _by_form(table: dict[str, str]) -> dict[str, str]:
    return {form.strip(): name for name, forms in table.items() for form in forms.split(",")}


def _numbered(lines: list[str], start: int = 1) -> dict[str, int]:
    return {form: number for number, forms in enumerate(lines, start) for form in forms.split()}


def _phrases(cues: dict[str, Any]) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for cue, listed in cues.items():
        for phrase in listed.split(","):
            words = tuple(phrase.split())
            phrases.setdefault(words[0], []).append((words, cue))
    for entries in phrases.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return phrases
