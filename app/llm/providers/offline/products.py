"""Counts that are multiplied aloud: "4 days x 8 hours = 32 hours at 29", "4 trips of 35 km, so 140 km"."""

from app.llm.providers.offline.page import Page

_REACH = 8
_MOST_LINKS = 3
_EQUALS = frozenset("=(→")


def keep_products(page: Page) -> None:
    """Drop the factors where what they make is said right behind them, in the unit of the second."""
    numbers = [at for at, token in enumerate(page.tokens) if token.kind == "number" and not token.taken]
    dropped: set[int] = set()
    for first, second, third in zip(numbers, numbers[1:], numbers[2:], strict=False):
        if third - first <= _REACH and _is_product(page, first, second, third):
            dropped.update(range(first, third))
            if page.low(third - 1) == "(" and page.low(third + 2) == ")":
                dropped.add(third + 2)
    for first in numbers:
        if _is_repeated(page, first):
            dropped.update(range(first + 1, first + 4))
    if dropped:
        page.tokens = [token for at, token in enumerate(page.tokens) if at not in dropped]
        page.mark_sentences()


def _is_repeated(page: Page, at: int) -> bool:
    """ "two (2) hobs", as contracts write it."""
    again = page.tokens[at + 2] if at + 3 < len(page) else None
    bracket = page.low(at + 1) == "(" and page.low(at + 3) == ")"
    return again is not None and bracket and again.number == page.tokens[at].number and page.tokens[at].text.isalpha()


def _is_product(page: Page, first: int, second: int, third: int) -> bool:
    tokens = page.tokens
    one, other, made = tokens[first].number, tokens[second].number, tokens[third].number
    if one is None or other is None or one * other != made or page.sentence_end(first) != page.sentence_end(third):
        return False
    unit, again = page.low(second + 1), page.low(third + 1)
    units = page.lexicon.units
    alike = unit and (unit == again or (units.get(unit) is not None and units.get(unit) == units.get(again)))
    said = range(second + 2, third)
    links = _EQUALS | page.lexicon.words["therefore"] | {","}
    linked = 0 < len(said) <= _MOST_LINKS and any(page.low(at) in links - {","} for at in said)
    return bool(alike) and linked and all(page.low(at) in links or page.cue(at, "counts_as") for at in said)
