"""Numbers that describe a thing and do not count it: "16 mm rope", "a 90 minute massage", "prints 30 x 40 cm"."""

import re
from decimal import Decimal

from app.llm.providers.offline.page import Page
from app.llm.providers.offline.senses import is_filler
from app.llm.providers.offline.tokens import Token, join

SIZE = "size"
"""The cue of what only describes, and names nothing by itself."""
_TIMES_SIZE = re.compile(r"x\d{1,4}[a-z]{2,4}")
_LENGTHS = frozenset('mm cm inch inches px zoll pouces pulgadas pollici duim polegadas "'.split())
_MEASURES = frozenset("minute hour day night week month year litre gallon metre foot yard mile km".split())
"""What may describe without an article before the number; "8 seat covers" are eight."""
_LINKS = frozenset("x×-")
"""Between two measures, or a number and its measure."""
_REACH = 10
"""From the thing to its price."""
_SHORTEST = 3
"""Shorter units are abbreviations, which have no plural."""


def keep_sizes(page: Page) -> None:
    """Make one word of each number with the measure that only describes what stands beside it."""
    marks = page.lexicon.words["sizes"]
    priced = {page.low(at + page.cue(at, "per")) for at in page.places("per")}
    kept: list[Token] = []
    behind = 0
    for at, token in enumerate(page.tokens):
        if at < behind:
            continue
        stop = at
        if token.kind == "number" and not token.taken and not token.unit and _may_measure(page, at + 1, marks):
            stop = _sized(page, at, marks, priced) or _attributed(page, at)
        if stop > at:
            token = join(page.tokens, at, stop, "code")
            token.cues = {SIZE: 1}
        kept.append(token)
        behind = stop
    if len(kept) < len(page.tokens):
        page.tokens = kept
        page.mark_sentences()


def _may_measure(page: Page, at: int, marks: frozenset[str]) -> bool:
    """Whether what stands behind a number can be its measure."""
    token = page.tokens[at] if at < len(page.tokens) else None
    return token is not None and (
        not token.gap or token.low in marks or token.low in page.lexicon.units or token.low in _LINKS
    )


def _sized(page: Page, at: int, marks: frozenset[str], priced: set[str]) -> int:
    """Behind "16 mm", "30 x 40 cm", "30x40cm"; 0 where nothing is sized, or the price is for each of that measure."""
    stop = at + 1
    for _ in range(2):
        if (
            page.low(stop) in ("x", "×")
            and not _is_count_mark(page, stop)
            and stop + 1 < len(page)
            and page.tokens[stop + 1].kind == "number"
        ):
            stop += 2
    last = page.tokens[stop] if stop < len(page) else None
    if last is None or last.taken:
        return 0
    if last.gap == 0 and _TIMES_SIZE.fullmatch(last.low):
        return stop + 1
    if stop == at + 1 and last.gap == 0 and last.cues.get("counted") and _mark_at(page, stop + 1, marks):
        stop += 1  # "60x90 cm"
    low = page.low(stop)
    if stop > at + 2 and low not in _LENGTHS and page.low(at - 1) != "(":
        return 0  # "2 x 500 GB drives": only lengths have two sides.
    if not _mark_at(page, stop, marks) or low in priced or low in page.lexicon.units or _is_make(page, stop):
        return 0
    return stop + 1


def _is_count_mark(page: Page, at: int) -> bool:
    """The "x" of "6x 60 W bulbs" leans on its number; that of "30 x 40 cm" and "30x40 cm" stands between two."""
    return page.tokens[at].gap == 0 and at + 1 < len(page) and page.tokens[at + 1].gap > 0


def _is_make(page: Page, at: int) -> bool:
    """The "HP" of "3 HP 305XL cartridges"."""
    return page.tokens[at].text.isupper() and page.free(at + 1) and page.tokens[at + 1].kind in ("code", "number")


def _mark_at(page: Page, at: int, marks: frozenset[str]) -> bool:
    return page.free(at) and page.low(at) in marks


def _attributed(page: Page, at: int) -> int:
    """Behind "90 minute" of "a 90 minute massage £60": the unit is no plural although the number asks for one."""
    unit_at = at + 1 + (page.low(at + 1) == "-")
    low = page.low(unit_at)
    number = page.tokens[at].number or Decimal(0)
    singular = page.lexicon.language == "en" and page.lexicon.units.get(low) == low and len(low) >= _SHORTEST
    if not singular or number <= 1 or not page.free(unit_at) or page.cue(unit_at, "per", "each"):
        return 0
    thing = unit_at + 1
    if not page.free(thing) or page.tokens[thing].kind != "word" or is_filler(page, thing):
        return 0
    price = _price_ahead(page, thing)
    if price is None or (page.cue(price + 1, "per") and page.lexicon.units.get(page.low(price + 2)) == low):
        return 0
    counted = any(token.kind == "number" for token in page.tokens[thing:price])
    led = page.low(at - 1) in page.lexicon.words["ones"] or _is_count(page, at - 1)
    led = led or (unit_at > at + 1 and page.tokens[unit_at].gap == 0)  # "the 5-day course"
    several = page.low(thing).endswith("s") and page.cue(price + 1, "each") > 0  # "4 night shifts, $210 each"
    alone = low in _MEASURES and (counted or not page.cue(price - 1, "strict_at")) and not several
    return unit_at + 1 if led or alone else 0


def _is_count(page: Page, at: int) -> bool:
    """ "two 4 person tents"; the number of "3 x 2 hour sessions" does not stand beside it."""
    return page.free(at) and page.tokens[at].kind == "number" and not page.tokens[at].unit


def _price_ahead(page: Page, at: int) -> int | None:
    reach = range(at, min(page.sentence_end(at), at + _REACH))
    return next((index for index in reach if page.free(index) and _is_price(page, index)), None)


def _is_price(page: Page, at: int) -> bool:
    return page.tokens[at].kind == "money" or (page.tokens[at].kind == "number" and page.cue(at - 1, "strict_at") > 0)
