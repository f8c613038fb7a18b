"""Days and months in letters: "twenty-second", "el veintidós", "20-Jun-2026"."""

import re
from collections.abc import Sequence

from app.llm.providers.offline import spelt
from app.llm.providers.offline.lexicon import Lexicon
from app.llm.providers.offline.tokens import Token, day_in

_LAST_DAY = 31
_TENS = frozenset({20, 30})
_MONTH_YEAR = re.compile(r"([^\W\d_]{3,12})[-/]?(\d{4}|\d{2})")
_MONTH_DAY_YEAR = re.compile(r"([^\W\d_]{3,12})[-/](\d{1,2})[-/](\d{4}|\d{2})")


def ordinal(lexicon: Lexicon, tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """Fifth, twenty-second, twenty second, zweiundzwanzigsten: the day and the index behind it."""
    low = tokens[at].low
    tens = lexicon.numbers.get(low)
    if tens in _TENS and at + 1 < len(tokens):
        ones = spelt.ordinal(lexicon, tokens[at + 1].low)
        return (int(tens + ones), at + 2) if ones and ones < 10 else None
    day = spelt.ordinal(lexicon, low)
    return (int(day), at + 1) if day and day <= _LAST_DAY else None


def cardinal(lexicon: Lexicon, tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """The "veintidós" of "el veintidós de mayo", where the language counts its days so."""
    if not at or tokens[at - 1].low not in lexicon.words["day_leads"]:
        return None
    read = spelt.read(lexicon, tokens, at)
    return (int(read[0]), read[1]) if read and read[0] % 1 == 0 and 1 <= read[0] <= _LAST_DAY else None


def joined(lexicon: Lexicon, tokens: Sequence[Token], at: int) -> tuple[int, int, int | None, int] | None:
    """Day, month, year if it is said, and the index behind, of what no blank sets apart: "20-Jun-2026", "3-May"."""
    if tokens[at].kind == "code":  # "Jun-20-2026"
        parts = _MONTH_DAY_YEAR.fullmatch(tokens[at].low)
        month = lexicon.months.get(parts[1]) if parts else None
        return (int(parts[2]), month, _year(parts[3]), at + 1) if parts and month else None
    day, stop = day_in(tokens[at]), at + 1
    if day is None or stop >= len(tokens):
        return None
    marked = tokens[stop].text in ("-", "/")
    stop += marked
    if stop >= len(tokens) or any(token.gap for token in tokens[at + 1 : stop + 1 if marked else stop]):
        return None
    if tokens[stop].kind == "code":  # "20 Jun2026" too.
        parts = _MONTH_YEAR.fullmatch(tokens[stop].low)
        month = lexicon.months.get(parts[1]) if parts else None
        return (day, month, _year(parts[2]), stop + 1) if parts and month else None
    month = lexicon.months.get(tokens[stop].low) if marked and tokens[stop].kind == "word" else None
    return (day, month, None, stop + 1) if month else None


def _year(text: str) -> int:
    return int(text) + (2000 if len(text) == 2 else 0)
