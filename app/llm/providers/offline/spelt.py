"""Numbers in words: twenty-five, two hundred and six, two and a half, a dozen."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from app.llm.providers.offline.lexicon import Lexicon
from app.llm.providers.offline.tokens import Token

_LONGEST_WORD = 60
_LONGEST_PIECE = 14
_LINKS = 2
_LONGEST = 12
"""Words in one number; more than that is no number but a list of them."""


def read(lexicon: Lexicon, tokens: Sequence[Token], at: int) -> tuple[Decimal, int] | None:
    """The number that begins at a word, and the index behind it."""
    if _is_article(lexicon, tokens, at) or _is_pronoun(lexicon, tokens, at):
        return None
    at += _leads_to_half(lexicon, tokens, at)
    total, part, stop = Decimal(0), Decimal(0), at
    found, last = False, Decimal(1)
    while stop < min(len(tokens), at + _LONGEST):
        scale, value = lexicon.scales.get(tokens[stop].low), _small(lexicon, tokens[stop].low)
        if found and value is not None and value < 1 and _is_half_day(lexicon, tokens, stop):
            break
        if scale:
            part = (part or Decimal(1)) * scale
            total, part = (total + part, Decimal(0)) if scale >= 1000 else (total, part)
            last = scale
        elif value is not None and (not found or _fits_after(part, value)):
            part += value * last if value < 1 else value  # "a dozen and a half" is eighteen
            last = last if value < 1 else Decimal(1)
        elif value is not None or not _links(lexicon, tokens, stop, found, part):
            break
        found = found or scale is not None or value is not None
        stop += 1
    links = lexicon.words["number_links"] | lexicon.words["number_bridges"]
    while stop > at and tokens[stop - 1].low in links:
        stop -= 1
    return (total + part, stop) if found and stop > at else None


def _is_half_day(lexicon: Lexicon, tokens: Sequence[Token], at: int) -> bool:
    """The half of "three half days", which are no three and a half."""
    linked = tokens[at - 1].low in lexicon.words["number_links"] | lexicon.words["number_bridges"]
    return not linked and at + 1 < len(tokens) and lexicon.units.get(tokens[at + 1].low) == "day"


def ordinal(lexicon: Lexicon, low: str) -> Decimal | None:
    """ "fifth", "twenty-second", "zweiundzwanzigsten": the number of an ordinal of one word."""
    if low in lexicon.ordinals:
        return lexicon.ordinals[low]
    if low[:3] not in lexicon.number_starts:
        return None
    tens, _, ones = low.rpartition("-")
    if tens in lexicon.numbers and ones in lexicon.ordinals:
        return lexicon.numbers[tens] + lexicon.ordinals[ones]
    for ending in lexicon.ordinal_endings:
        if low.endswith(ending) and (value := _small(lexicon, low.removesuffix(ending))) is not None:
            return value
    return None


def ordinals(lexicon: Lexicon, tokens: Iterable[Token]) -> dict[str, Decimal]:
    """The words of a text that are ordinals, each with its number."""
    lows = {token.low for token in tokens if token.kind == "word"}
    return {low: value for low in lows if (value := ordinal(lexicon, low)) is not None}


def multiple(lexicon: Lexicon, low: str) -> Decimal | None:
    """ "twice", "thrice", "dreimal", "tweemaal"."""
    if low in lexicon.words["twice"]:
        return Decimal(2)
    if low in lexicon.words["thrice"]:
        return Decimal(3)
    ending = next((ending for ending in lexicon.words["times_endings"] if low.endswith(ending)), None)
    return None if ending is None else _small(lexicon, low.removesuffix(ending))


def half_behind(lexicon: Lexicon, tokens: Sequence[Token], at: int) -> int | None:
    """Behind the "and a half" of "32 and a half", "y medio" of "3 y medio"; "5 and half price" has no article."""
    links, stop = lexicon.words["number_links"] | lexicon.words["number_bridges"], at
    while stop < min(len(tokens) - 1, at + _LINKS) and tokens[stop].low in links:
        stop += 1
    if stop == at or tokens[stop].low not in lexicon.words["halves"]:
        return None
    return stop + 1 if stop == at + _LINKS or links.isdisjoint(lexicon.words["articles"]) else None


def _is_article(lexicon: Lexicon, tokens: Sequence[Token], at: int) -> bool:
    """ "une" of "une facture", "ein" of "ein Logo"; before a unit or a half it counts."""
    if tokens[at].low not in lexicon.words["articles"] or at + 1 >= len(tokens):
        return tokens[at].low in lexicon.words["articles"]
    after = tokens[at + 1].low
    return after not in lexicon.units and after not in lexicon.scales and not _leads_to_half(lexicon, tokens, at)


def _is_pronoun(lexicon: Lexicon, tokens: Sequence[Token], at: int) -> bool:
    """The "one" of "this one goes to X" counts nothing."""
    led = at > 0 and tokens[at - 1].kind == "word" and tokens[at - 1].low in lexicon.words["pointers"]
    return led and lexicon.numbers.get(tokens[at].low) == 1


def _leads_to_half(lexicon: Lexicon, tokens: Sequence[Token], at: int) -> bool:
    """ "ein halber Tag" is one half, not one and a half."""
    if tokens[at].low not in lexicon.words["articles"] or at + 1 >= len(tokens):
        return False
    return lexicon.numbers.get(tokens[at + 1].low, 1) < 1


def _small(lexicon: Lexicon, low: str) -> Decimal | None:
    """five, twenty-five, fünfundzwanzig."""
    if low in lexicon.numbers:
        return lexicon.numbers[low]
    whole, *between, half = low.split("-")[:_LONGEST] if "-" in low else (low, "")
    if (
        half in lexicon.words["halves"]
        and half in lexicon.numbers
        and whole in lexicon.numbers
        and lexicon.words["number_links"].issuperset(between)
    ):
        return lexicon.numbers[whole] + lexicon.numbers[half]  # "two-and-a-half"
    if low[:3] not in lexicon.number_starts or len(low) > _LONGEST_WORD:
        return None
    pieces = _pieces(lexicon, low, 0, set())
    total, part = Decimal(0), Decimal(0)
    for piece in pieces or ():
        scale = lexicon.scales.get(piece)
        part = (part or Decimal(1)) * scale if scale else part + lexicon.numbers[piece]
        total, part = (total + part, Decimal(0)) if scale and scale >= 1000 else (total, part)
    return total + part if pieces else None


def _pieces(lexicon: Lexicon, low: str, start: int, dead: set[int]) -> list[str] | None:
    """The number words that one word is made of, with what glues them between; the longest first."""
    glues = ["" if glue == "+" else glue for glue in lexicon.words["number_glue"]]
    for stop in range(min(len(low), start + _LONGEST_PIECE), start, -1):
        piece = low[start:stop]
        if piece not in lexicon.numbers and piece not in lexicon.scales:
            continue
        if stop == len(low):
            return [piece]
        for after in (stop + len(glue) for glue in glues if low.startswith(glue, stop)):
            rest = _pieces(lexicon, low, after, dead) if after < len(low) and after not in dead else None
            if rest:
                return [piece, *rest]
    dead.add(start)
    return None


def _links(lexicon: Lexicon, tokens: Sequence[Token], at: int, found: bool, part: Decimal) -> bool:
    """The "and" within a number, and the article of "a hundred" and "and a half"."""
    if found and tokens[at].low in lexicon.words["number_bridges"] and at + 1 < len(tokens):
        following = _small(lexicon, tokens[at + 1].low)
        if following is not None and part and _fits_after(part, following):
            return True
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
