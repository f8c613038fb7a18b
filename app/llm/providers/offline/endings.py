"""People who are named last in a note of small letters: "mowing 55 usd sam whitlock", "$75 dog bath kayla nguyen"."""

from app.llm.providers.offline.heads import is_plain
from app.llm.providers.offline.leading import sure_stop
from app.llm.providers.offline.page import Page

_LONGEST_ITEM = 12
_MOST_BEHIND = 4
_PRICES = ("money", "number")
_MARKS = frozenset(",:;()/|\n-–—.+")


def follows_price(page: Page, position: int) -> bool:
    """Whether a price with its "each" or "/h" ends right before `position`, and what it is for stands before that."""
    at = position - 1
    while at > max(0, position - _MOST_BEHIND) and page.free(at) and (width := _of_price(page, at)):
        at -= width
    if not page.free(at) or page.tokens[at].kind not in _PRICES:
        return False
    begin = max(page.clause(at)[0], at - _LONGEST_ITEM)
    return any(is_plain(page, index) for index in range(begin, at))


def opens_note(page: Page, position: int) -> bool:
    """Whether a given name alone heads the words, before a number or mark: "zara 3 cakes 25 each", "tom: haircut"."""
    given = position == 0 and page.low(0) in page.lexicon.words["given_names"] and is_plain(page, 0)
    marked = page.low(1) in (":", ",") or page.low(1) in "-–—" or page.tokens[min(1, len(page) - 1)].kind in _PRICES
    return given and len(page) > 1 and marked


def closing_stop(page: Page, position: int) -> int:
    """Behind a person whom only a price or the item parts from the start of the clause, or a firm behind the price.

    `position` when none is there. A given name alone is surer right behind the price: "haircut 25 tom" has one,
    "25 for the tom cat" has not.
    """
    words = page.lexicon.words
    person = page.low(position) in words["given_names"] | words["titles"]
    priced = is_plain(page, position) and follows_price(page, position)
    if not priced and not (person and is_plain(page, position)):
        return position
    stop = sure_stop(page, position)
    if stop is not None and stop > position + 1:
        sure = priced or (person and _has_price(page, position, stop))
        return stop if sure and _ends(page, stop) else position
    single = priced and page.low(position) in words["given_names"] and _ends(page, position + 1)
    return position + single


def _has_price(page: Page, position: int, stop: int) -> bool:
    """Behind the item whose price opens the clause, or before the price itself: "dog bath kayla nguyen 75"."""
    begin = max(page.clause(position)[0], position - _LONGEST_ITEM)
    priced = any(page.tokens[at].kind == "money" for at in (begin, stop) if page.free(at))
    return priced and is_plain(page, position - 1) and begin < position


def _ends(page: Page, stop: int) -> bool:
    return not page.free(stop) or page.low(stop) in _MARKS or page.tokens[stop].kind in _PRICES


def _of_price(page: Page, at: int) -> int:
    """How many words up to `at` belong to an amount: "each", "an hour", "/ h", "quid", "per room"."""
    low, words = page.low(at), page.lexicon.words
    unit = low in page.lexicon.units or low in page.lexicon.currencies or low in words["each_marks"]
    if unit or low in words["rate_marks"] or low in words["ones"] or page.cue(at, "each", "per"):
        return 1
    return 2 if page.cue(at - 1, "per") and page.tokens[at].kind == "word" else 0
