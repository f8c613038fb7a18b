"""Which characters of a text are drawn, and as what."""

import re
import unicodedata
from functools import cache

from app.rendering.families import coverage

UNKNOWN_LETTER = "□"

# They are never drawn: line ends, and the marks that only tell which way text runs.
_UNDRAWN = frozenset("\n\t\u200e\u200f\u2066\u2067\u2068\u2069")
# Emoji are glued together with joiners; left alone they are boxes. Only between letters of these scripts, Arabic and
# those from Devanagari to Khmer, do they shape anything.
_JOINED = "\u0600-\u06ff\u0900-\u0dff\u1000-\u109f\u1780-\u17ff"
_LOOSE_JOINER = re.compile(f"(?<![{_JOINED}])[\u200c\u200d]|[\u200c\u200d](?![{_JOINED}])")


def drawable(text: str) -> str:
    """`text` with only what a face can draw: emoji and signs without a glyph go, since each would print as a black box.

    Letters and their accents become one character where there is one, and styled letters (𝐀, Ａ) plain ones. A letter
    of a script that no face has stays visible as □, because a name that vanished without a trace is worse than one that
    is seen to be missing.
    """
    text = unicodedata.normalize("NFC", _LOOSE_JOINER.sub("", text))
    drawn = _drawn()
    if all(ord(character) in drawn or character in _UNDRAWN for character in set(text)):
        return text
    return "".join(_drawable(character, drawn) for character in text)


def _drawable(character: str, drawn: frozenset[int]) -> str:
    if ord(character) in drawn or character in _UNDRAWN:
        return character
    plain = unicodedata.normalize("NFKC", character)
    if plain != character and all(ord(part) in drawn for part in plain):
        return plain
    return UNKNOWN_LETTER if unicodedata.category(character)[0] in "LN" else ""


@cache
def _drawn() -> frozenset[int]:
    return frozenset().union(*coverage().values())
