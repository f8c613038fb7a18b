"""Prices by the dozen, and the counts that they are for: "tres docenas de huevos a 3,20 € la docena"."""

from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal

from app.llm.providers.offline.page import Page

_DOZEN = Decimal(12)
_PRICE_REACH = 3
_COUNT_REACH = 16


def count_dozens(page: Page) -> None:
    """ "tres docenas de huevos a 3,20 € la docena": where the price is by the dozen, so is the count."""
    dozens = {low for low, scale in page.lexicon.scales.items() if scale == _DOZEN}
    said = ((index, token.low) for index, token in enumerate(page.tokens))
    counted = [index for index, low in said if low in dozens or (" " in low and low.rpartition(" ")[2] in dozens)]
    priced = [index for index in counted if _is_priced_by(page, index)]
    free = sorted(set(counted) - set(priced))
    for index in priced:
        page.tokens[index].kind, page.tokens[index].number = "word", None
        if " " in page.low(index):
            page.tokens[index].cues = {"each": 1}  # "a dozen" with its article
    for index in priced if any(token.kind == "number" for token in page.tokens) else ():
        _divide_by_dozen(page, index, counted)
    for index in priced:
        told = free[max(0, bisect_left(free, index) - 1) :][:1]  # The last before it, else the first behind it.
        for at in told:
            token = page.tokens[at]
            if token.number and token.kind == "number" and page.sentence_end(at) == page.sentence_end(index):
                token.number /= _DOZEN
            free.remove(at)


def _divide_by_dozen(page: Page, index: int, counted: Sequence[int]) -> None:
    """The 600 of "600 eggs at £3.20 per dozen", where nothing is counted in dozens."""
    end, start = page.sentence_end(index), page.sentence_start(index, _COUNT_REACH)
    if any(other != index and other < end for other in _next_two(counted, start)):
        return
    for at in range(index - 1, start - 1, -1):
        token = page.tokens[at]
        if token.kind == "number" and page.free(at) and token.number and not token.unit and token.number >= _DOZEN:
            token.number /= _DOZEN
            return


def _next_two(places: Sequence[int], start: int) -> Sequence[int]:
    first = bisect_left(places, start)
    return places[first : first + 2]


def _is_priced_by(page: Page, index: int) -> bool:
    """ "3,20 € la docena", "das Dutzend zu 54 Euro": an article or "per" before it and a price beside both."""
    if page.low(index).partition(" ")[0] in page.lexicon.words["articles"]:
        return page.free(index - 1) and page.tokens[index - 1].kind == "money"  # "£3.60 a dozen"
    led = page.low(index - 1) in page.lexicon.words["articles"] or page.cue(index - 1, "per", "per_article") > 0
    near = (index - 2, *range(index + 1, min(len(page), index + _PRICE_REACH)))
    bare = page.cue(index - 1, "per") > 0 and page.tokens[index - 2].kind == "number"  # "15 per dozen"
    return bare or (led and any(page.free(at) and page.tokens[at].kind == "money" for at in near))
