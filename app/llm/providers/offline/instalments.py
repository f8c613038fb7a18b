"""A share whose amount is told: "the second half of the agreed $4,800, so it's $2,400" bills the 2,400.

And the shares in which all is to be paid: "$1,150 for gutters, half now, half later" is 1,150 with a term.
"""

from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise

from app.llm.providers.offline import spelt
from app.llm.providers.offline.page import Page
from app.llm.providers.offline.tokens import Token

_TO_WHOLE = 5
_TO_SHARE = 10
_LEAD = 3
_LEAST_AMOUNTS = 2
_BETWEEN_HALVES = 8
_LONGEST_PLAN = 40
_HALF = Decimal("0.5")


def read_instalments(page: Page) -> None:
    """Only the amount of the share stays, with what is named between both amounts."""
    _read_halves(page)
    if sum(token.kind == "money" for token in page.tokens) < _LEAST_AMOUNTS:
        return
    dropped: set[int] = set()
    ordinals = spelt.ordinals(page.lexicon, page.tokens)
    for at, token in enumerate(page.tokens):
        share = None if token.taken or at in dropped else _share(token, ordinals)
        if share is None or (token.number is None and token.kind != "word"):
            continue
        whole = _money(page, at + 1, at + 1 + _TO_WHOLE)
        part = None if whole is None else _money(page, whole + 1, whole + 1 + _TO_SHARE)
        if whole is None or part is None or page.line_end(part) != page.line_end(at):
            continue
        if not _fits(page, share, whole, part):
            continue
        dropped.update(range(_start(page, at), whole + 1))
        dropped.update(range(_name_stop(page, whole, part), part))
    if dropped:
        page.tokens = [token for index, token in enumerate(page.tokens) if index not in dropped]
        page.mark_sentences()


def _read_halves(page: Page) -> None:
    """ "half up front, the other half on completion": from the first to the end of the sentence that is a term."""
    halves = [at for at, token in enumerate(page.tokens) if _is_half(page, at) and not token.taken]
    for first, second in pairwise(halves):
        stop = page.sentence_end(first)
        if (
            second > first + _BETWEEN_HALVES
            or stop > first + _LONGEST_PLAN
            or stop != page.sentence_end(second)
            or not page.free(first)
        ):
            continue
        others = [at for at in range(first, stop) if page.tokens[at].number is not None and at not in (first, second)]
        if any(page.tokens[at].kind in ("money", "percent", "number") for at in others):
            continue
        billed = page.find_cue(first, second, "bill_verb")  # "half already paid, invoice the other half"
        if billed is not None or page.find_word(first, second, page.lexicon.words["already"]) is not None:
            page.take(second if billed is None else billed, stop)
            continue
        page.facts.terms.append(page.words(first, stop))
        page.take(first - (page.low(first - 1) == ","), stop)


def _is_half(page: Page, at: int) -> bool:
    """ "half", "the other half"; "half a day" and "half of the price" are none."""
    token = page.tokens[at]
    alone = token.kind == "number" and token.text[0].isalpha() and token.number == _HALF and not token.unit
    return alone and page.low(at + 1) not in page.lexicon.words["of"] and page.low(at + 1) not in page.lexicon.units


def _share(token: Token, ordinals: Mapping[str, Decimal]) -> Decimal | None:
    """Of "half" 0.5, of "50 %" the same, of "third" how many make the whole."""
    if token.kind == "word":
        return ordinals.get(token.low)
    if token.kind == "percent":
        return (token.number or Decimal(0)) / 100
    if token.kind == "number" and token.number is not None and 0 < token.number < 1:
        return token.number
    return None


def _fits(page: Page, share: Decimal, whole: int, part: int) -> bool:
    total, amount = page.tokens[whole].number or Decimal(0), page.tokens[part].number or Decimal(0)
    exact = abs(total * share - amount) < 1 if share < 1 else share > 1 and abs(total - amount * share) < share
    return exact and 0 < amount < total


def _money(page: Page, start: int, stop: int) -> int | None:
    """The next amount; none behind another number or the end of the sentence's words."""
    for index in range(start, min(len(page), stop)):
        if page.tokens[index].number is not None or not page.free(index):
            return index if page.free(index) and page.tokens[index].kind == "money" else None
    return None


def _start(page: Page, at: int) -> int:
    """Where "the remaining" or "the first" before it begins."""
    words, start = page.lexicon.words, at
    while start > max(0, at - _LEAD) and page.free(start - 1):
        low = page.low(start - 1)
        told = low in words["articles"] | words["rests"] | words["last_ones"] or spelt.ordinal(page.lexicon, low)
        if not told:
            break
        start -= 1
    return start


def _name_stop(page: Page, whole: int, part: int) -> int:
    """Behind the "kitchen" of "half of the £3,000 kitchen, i.e. £1,500"."""
    return next((at for at in range(whole + 1, part) if page.tokens[at].kind == "punct"), whole + 1)
