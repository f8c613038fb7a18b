"""How else a word may be typed: without its accents, or with two letters for one ("für", "fur", "fuer")."""

import unicodedata
from collections.abc import Mapping


def spellings(text: str, respelt: Mapping[str, str]) -> tuple[str, ...]:
    """`text` first, then what hasty typing makes of it; `respelt` are letters that have another way of writing."""
    if text.isascii():
        return (text,)
    found = {text: None, _without_accents(text): None}
    for letter, letters in respelt.items():
        text = text.replace(letter, letters)
    found[_without_accents(text)] = None
    return tuple(found)


def _without_accents(text: str) -> str:
    """Single letters keep theirs: French "à" is no "a"."""
    return " ".join(word if len(word) == 1 else _plain(word) for word in text.split(" "))


def _plain(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word)
    return "".join(character for character in decomposed if not unicodedata.combining(character))
