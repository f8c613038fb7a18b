"""The fixed words of a document, as data: one TOML file for each language."""

import re
import tomllib
from functools import cache
from pathlib import Path

FALLBACK = "en"
_FOLDER = Path(__file__).parent
# Other codes for a language that there is a file for.
_ALIASES = {"iw": "he", "nn": "nb", "no": "nb"}
_CURRENCY_GAP = re.compile(r"\s*[(（]\{currency\}[)）]$")


class Labels:
    """The words of one language, or of two; `labels["invoice.title"]`."""

    def __init__(self, words: dict[str, str]) -> None:
        self._words = words

    def __getitem__(self, key: str) -> str:
        return self._words[key]

    def find(self, key: str) -> str | None:
        return self._words.get(key)


@cache
def languages() -> frozenset[str]:
    """Every language that there is a file for."""
    return frozenset(file.stem for file in _FOLDER.glob("*.toml"))


def known_language(code: str | None) -> str | None:
    """The language whose file serves `code` ("no" is "nb"); None when there is none."""
    code = _ALIASES.get(code or "", code)
    return code if code in languages() else None


@cache
def load_labels(language: str, second: str | None = None) -> Labels:
    """The words of `language` ("de"), English when there is no such file; with a `second`: "Rechnung / Invoice"."""
    first = known_language(language) or FALLBACK
    other = known_language(second)
    words = read_words(first)
    if other and other != first:
        more = read_words(other)
        words = {key: _both(word, more[key]) for key, word in words.items()}
    return Labels(words)


def _both(first: str, second: str) -> str:
    """Two words as one label. Sentences around figures stay in the first language: said twice they are no label."""
    if _CURRENCY_GAP.search(first) and _CURRENCY_GAP.search(second):
        return f"{_CURRENCY_GAP.sub('', first)} / {second}"
    return first if "{" in first or first.casefold() == second.casefold() else f"{first} / {second}"


def read_words(language: str) -> dict[str, str]:
    """What the file itself says, flat: {"invoice.title": "Invoice"}."""
    sections = tomllib.loads((_FOLDER / f"{language}.toml").read_text("utf-8"))
    return {f"{section}.{key}": text for section, words in sections.items() for key, text in words.items()}
