"""Prices as they are spoken: "twenty-two fifty apiece", "one-forty-five each", "zu je dreifünfzig"."""

from collections.abc import Sequence
from decimal import Decimal

from app.llm.providers.offline import spelt
from app.llm.providers.offline.lexicon import Lexicon
from app.llm.providers.offline.page import Page
from app.llm.providers.offline.tokens import Token, join

CUE = "spoken"
_REACH = 8
"""Words behind a price, among which another amount would make it a time of day: "at nine thirty, $300"."""
_NOON = 12
_MINUTES = 60
_UNSURE = "A price was spoken without its unit; read as it is said as a rule."


def read(
    lexicon: Lexicon, tokens: Sequence[Token], at: int, first: tuple[Decimal, int] | None
) -> tuple[Token, int] | None:
    """Two numbers in words beside each other, or in one word, that are one price; `first` is what `spelt` reads."""
    found = _in_one_word(lexicon, tokens[at].low)
    stop = at + 1
    if found is None:
        pair = _in_words(lexicon, tokens, first)
        if pair is None or not _is_price(tokens, at, pair[1], *pair[0]):
            return None
        found, stop = pair
    token = join(tokens, at, stop, "number")
    token.number, token.cues = _value(lexicon, *found), {CUE: 1}
    return token, stop


def doubt_spoken(page: Page) -> None:
    """ "three fifty" may be 350 and 3.50: whoever reads the draft has to look."""
    if any(CUE in token.cues for token in page.tokens):
        page.facts.doubt("spoken_price", "items", _UNSURE)


def _in_one_word(lexicon: Lexicon, low: str) -> tuple[Decimal, Decimal] | None:
    """ "six-fifty", "one-forty-five", "dreifünfzig": no number at all as numbers are spelt."""
    if low[:3] not in lexicon.number_starts:
        return None
    parts = low.split("-")
    if lexicon.capital_nouns or lexicon.language == "nl":
        return _glued(lexicon, low)
    values = [lexicon.numbers.get(part) for part in parts]
    if len(parts) < 2 or len(parts) > 4 or None in values or lexicon.language != "en":
        return None
    numbers = [value for value in values if value is not None]
    for place in range(1, len(numbers)):
        first, second = _whole(numbers[:place]), _whole(numbers[place:])
        if first and second and second >= 10 and not (first >= 20 and first % 10 == 0 and second < 10):
            return first, second
    return None


def _glued(lexicon: Lexicon, low: str) -> tuple[Decimal, Decimal] | None:
    """ "dreifünfzig": without the "und" that "dreiundfünfzig" has."""
    for place in range(3, min(len(low) - 3, 8)):
        first, second = lexicon.numbers.get(low[:place]), lexicon.numbers.get(low[place:])
        if first and second and low not in lexicon.numbers and 1 <= first < 20 <= second:
            return first, second
    return None


def _whole(numbers: Sequence[Decimal]) -> Decimal | None:
    """45 of forty and five."""
    if len(numbers) == 1:
        return numbers[0] if numbers[0] >= 1 else None
    tens, ones = numbers[0], numbers[1]
    return tens + ones if len(numbers) == 2 and tens >= 20 and tens % 10 == 0 and 1 <= ones < 10 else None


def _in_words(
    lexicon: Lexicon, tokens: Sequence[Token], first: tuple[Decimal, int] | None
) -> tuple[tuple[Decimal, Decimal], int] | None:
    """ "twenty-two fifty", "tre e cinquanta"."""
    if first is None or first[1] >= len(tokens) or not _is_whole(first[0], 1):
        return None
    behind = first[1]
    if lexicon.language in ("it", "pt") and tokens[behind].low in lexicon.words["number_bridges"]:
        behind += 1
    if behind >= len(tokens) or tokens[behind].low[:3] not in lexicon.number_starts:
        return None
    second = spelt.read(lexicon, tokens, behind)
    if second is None or not _is_whole(second[0], 10):
        return None
    return (first[0], second[0]), second[1]


def _is_whole(value: Decimal, least: int) -> bool:
    return least <= value < 100 and value % 1 == 0


def _is_price(tokens: Sequence[Token], at: int, stop: int, first: Decimal, second: Decimal) -> bool:
    """Before "each" or "an hour", or behind "at" where it can be no time of day: "at nine thirty, $300"."""
    after = tokens[stop] if stop < len(tokens) else None
    if after is not None and any(cue in after.cues for cue in ("each", "per")):
        return True
    if after is not None and "per_article" in after.cues and stop + 1 < len(tokens):
        return True
    led = at > 0 and "strict_at" in tokens[at - 1].cues
    timely = first <= _NOON and second < _MINUTES and second % 5 == 0
    return led and not (timely and any(token.kind == "number" for token in tokens[stop : stop + _REACH]))


def _value(lexicon: Lexicon, first: Decimal, second: Decimal) -> Decimal:
    """With cents, but in English of hundreds behind one digit: "one-forty-five"; "four ninety-nine" is below five."""
    hundreds = lexicon.language == "en" and first < 10 and second % 10 != 9 and second != 95
    return first * 100 + second if hundreds else first + second / 100
