"""The fixed words of a document, as data: one TOML file for each language."""

import tomllib
from functools import cache
from pathlib import Path

FALLBACK = "en"
_FOLDER = Path(__file__).parent


class Labels:
    """The words of one language; `labels["invoice.title"]`. A word that is not translated prints in English."""

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


@cache
def load_labels(language: str) -> Labels:
    """The words of `language` ("de"); English when there is no such file."""
    words = read_words(FALLBACK)
    if language in languages():
        words = words | read_words(language)
    return Labels(words)


def read_words(language: str) -> dict[str, str]:
    """What the file itself says, flat: {"invoice.title": "Invoice"}."""
    sections = tomllib.loads((_FOLDER / f"{language}.toml").read_text("utf-8"))
    return {f"{section}.{key}": text for section, words in sections.items() for key, text in words.items()}
