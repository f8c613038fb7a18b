"""Numbers in words: twenty-five, two hundred and six, two and a half, a dozen."""

from collections.abc import Sequence
from decimal import Decimal

from app.llm.providers.offline.lexicon import Lexicon
from app.llm.providers.offline.tokens import Token

_LONGEST = 12
"""Words in one number; more than that is no number but a list of them."""


def read(lexicon: Lexicon, tokens: Sequence[Token], at: int) -> tuple[Decimal, int] | None:
    """The number that begins at a word, and the index behind it."""
    total, part, stop = Decimal(0), Decimal(0), at
    found = False
    while stop < min(len(tokens), at + _LONGEST):
        scale, value = lexicon.scales.get(tokens[stop].low), _small(lexicon, tokens[stop].low)
        if scale:
            part = (part or Decimal(1)) * scale
            total, part = (total + part, Decimal(0)) if scale >= 1000 else (total, part)
        elif value is not None and (not found or _fits_after(part, value)):
            part += value
        elif value is not None or not _links(lexicon, tokens, stop, found):
            break
        found = found or scale is not None or value is not None
        stop += 1
    while stop > at and tokens[stop - 1].low in lexicon.words["number_links"]:
        stop -= 1
    return (total + part, stop) if found and stop > at else None


def _small(lexicon: Lexicon, low: str) -> Decimal | None:
    """five, or twenty-five."""
    if low in lexicon.numbers:
        return lexicon.numbers[low]
    tens, _, ones = low.partition("-")
    both = tens in lexicon.numbers and ones in lexicon.numbers
    return lexicon.numbers[tens] + lexicon.numbers[ones] if both else None


def _links(lexicon: Lexicon, tokens: Sequence[Token], at: int, found: bool) -> bool:
    """The "and" within a number, and the article of "a hundred" and "and a half"."""
    if tokens[at].low not in lexicon.words["number_links"]:
        return False
    after = at + 1
    if found and after < len(tokens) and tokens[after].low in lexicon.words["number_links"]:
        after += 1
    if after >= len(tokens):
        return False
    low = tokens[after].low
    if not found:
        return low in lexicon.scales and lexicon.scales[low] < 10**6
    scaled = tokens[at - 1].low in lexicon.scales and after == at + 1 and _small(lexicon, low) is not None
    return scaled or low in lexicon.words["halves"]


def _fits_after(part: Decimal, value: Decimal) -> bool:
    """twenty + five, hundred + eighty, two + half; not two + three."""
    return value < 1 or part % 100 == 0 or (part % 100 >= 20 and part % 10 == 0 and value < 10)
