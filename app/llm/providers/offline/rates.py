"""Prices for many at once: "$0.80 per 1,000 requests", "£62 per hundred", "1,90 € les 100 g"."""

from decimal import Decimal

from app.llm.providers.offline.page import Page
from app.llm.providers.offline.stems import are_alike

_MOST = 50
_REACH = 16
"""How far before a price stands what it is for."""
_BEHIND = 8
_LEADS = 3
_TENS = frozenset(Decimal(10) ** power for power in range(1, 7))
_SMALLER = {"kg": ("gram", 1000), "litre": ("ml", 1000), "km": ("metre", 1000)}
"""What a unit has a thousand of."""


def count_by_many(page: Page) -> None:
    """Divide what is counted by the number that its price is for."""
    dropped: set[int] = set()
    prices = [at for at, token in enumerate(page.tokens) if not token.taken and _is_price(page, at)]
    for at in prices:
        many = _many(page, at)
        if len(dropped) > _MOST or many is None or not (count := _count(page, at, many)):
            continue
        counted, factor = count
        token = page.tokens[counted]
        token.number = (token.number or Decimal(0)) * factor / (page.tokens[many].number or 1)
        dropped |= _without_number(page, at, many)
        if factor != 1:
            token.unit = None
            page.tokens[counted + 1] = page.tokens[many + 1]
    if dropped:
        page.tokens = [token for at, token in enumerate(page.tokens) if at not in dropped]
        page.mark_sentences()


def _is_price(page: Page, at: int) -> bool:
    """Money, or a bare number behind "at"; "terms 2/10" is none."""
    kind = page.tokens[at].kind
    return kind == "money" or (kind == "number" and page.cue(at - 1, "strict_at") > 0)


def _many(page: Page, price: int) -> int | None:
    """Where the 1,000 of "per 1,000", "les 100", "por cada mil" stands; "per 10 kg bag" is for a bag."""
    words = page.lexicon.words
    at = price + 1
    small = words["each_of"] | words["articles"]
    while at <= price + _LEADS and (page.cue(at, "per", "per_article") or page.low(at) in small):
        at += 1
    if at == price + 1 or not page.free(at) or page.tokens[at].number not in _TENS:
        return None
    alone = page.low(price + 1) in words["articles"] and not page.cue(price + 1, "per", "per_article")
    if page.tokens[at].kind != "number" or (alone and at + 1 < len(page) and page.tokens[at + 1].kind == "word"
                                            and page.low(at + 1) not in page.lexicon.units):  # fmt: skip
        return None
    sized = page.low(at + 1) in page.lexicon.units and page.low(at + 2) in page.lexicon.units
    return None if sized else at


def _count(page: Page, price: int, many: int) -> tuple[int, Decimal] | None:
    """The number that counts what the price is for, and how many of the price's unit one of it is."""
    noun = page.low(many + 1)
    unit = page.lexicon.units.get(noun)
    unit = None if unit == "piece" else unit
    start = page.sentence_start(price, _REACH)
    before = range(price - 1, max(start, price - _REACH) - 1, -1)
    behind = range(many + 1, min(page.sentence_end(price), many + _BEHIND))
    for at in (*before, *behind):
        token = page.tokens[at]
        if token.kind != "number" or not page.free(at) or at == many:
            continue
        counted = page.lexicon.units.get(page.low(at + 1))
        if unit and counted and counted != unit:
            smaller, factor = _SMALLER.get(counted, ("", 1))
            return (at, Decimal(factor)) if smaller == unit else None
        if unit is None or counted == unit or are_alike(page.low(at + 1), noun):
            return at, Decimal(1)
    return None


def _without_number(page: Page, price: int, many: int) -> set[int]:
    """The tokens to drop: "per 1,000 words" becomes "per words", and "per thousand" an "each"."""
    after = page.tokens[many + 1] if many + 1 < len(page) else None
    if after is not None and after.kind == "word" and not after.taken and not page.cue(many + 1, "extra", "to_weak"):
        page.tokens[price + 1].cues = {"per": 1}
        return set(range(price + 2, many + 1))
    page.tokens[price + 1].cues = {"each": 1}
    return set(range(price + 2, many + 1))
