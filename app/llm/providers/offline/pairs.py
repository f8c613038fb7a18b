"""Two without a number, one price for all or each: "both pianos for 1,450 each", "130 for the pair"."""

from collections.abc import Iterator
from decimal import Decimal

from app.llm.providers.offline.page import Page
from app.llm.providers.offline.tokens import Token, join

_REACH = 12
"""From the things to their price."""
_TWO = Decimal(2)
_PAIR = "pair"


def count_pairs(page: Page) -> None:
    """Give "both", "a couple of" and, where a price is for each of them, "a pair of" their number."""
    spans = dict(_pairs(page))
    if not spans:
        return
    kept: list[Token] = []
    behind = 0
    for at, token in enumerate(page.tokens):
        if at in spans:
            two = join(page.tokens, at, spans[at], "number")
            two.number, two.text, two.low, two.cues = _TWO, token.text, token.low, {}
            kept.append(two)
            behind = spans[at]
        elif at >= behind:
            kept.append(token)
    page.tokens = kept
    page.mark_sentences()


def _pairs(page: Page) -> Iterator[tuple[int, int]]:
    """Where the words of a two begin and end."""
    for at in page.places("both"):
        stop = at + page.cue(at, "both")
        if _names_ahead(page, stop) and _is_priced(page, at):
            yield at, stop
    for at in page.places("couple"):
        stop = at + page.cue(at, "couple")
        if _names_ahead(page, stop) and _amount_near(page, at) is not None and not _is_ago(page, stop):
            yield at, stop
    units = page.lexicon.units
    for at in [after - 1 for after, token in enumerate(page.tokens) if after and units.get(token.low) == _PAIR]:
        token = page.tokens[at]
        one = token.number == 1 if token.kind == "number" else token.low in page.lexicon.words["articles"]
        stop = at + 2 + (page.low(at + 2) in page.lexicon.words["of"])
        if one and page.free(at) and _names_ahead(page, stop) and _is_each(page, at):
            yield at, stop


def _names_ahead(page: Page, at: int) -> bool:
    return page.free(at) and page.tokens[at].kind == "word"


def _is_ago(page: Page, at: int) -> bool:
    """ "a couple of weeks ago" is when."""
    return page.cue(at + 1, "ago") > 0


def _amount_near(page: Page, at: int) -> int | None:
    """The price of the things: the first behind them, else one before them."""
    stop = min(page.sentence_end(at), at + _REACH)
    start = max(page.line_start(at), at - _REACH)
    reach = (*range(at + 1, stop), *range(at - 1, start - 1, -1))
    return next((index for index in reach if page.free(index) and _may_be_price(page, index)), None)


def _may_be_price(page: Page, at: int) -> bool:
    token = page.tokens[at]
    if token.kind == "money":
        return True
    led = page.cue(at - 1, "strict_at") or page.cue(at + 1, "each", "per")
    return bool(token.kind == "number" and not token.unit and led)


def _is_each(page: Page, at: int) -> bool:
    price = _amount_near(page, at)
    if price is None:
        return False
    each = page.cue(price + 1, "each") or page.cue(price - 1, "each")
    return bool(each) and all(page.lexicon.units.get(page.low(price + 1 + index)) != _PAIR for index in range(each))


def _is_priced(page: Page, at: int) -> bool:
    """Behind "at", before "each" or "per door", or said to be for both."""
    price = _amount_near(page, at)
    if price is None:
        return False
    sold_for = page.lexicon.words["sold_for"]
    led = page.cue(price - 1, "strict_at", "each") or page.low(price - 1) in sold_for or page.low(at - 1) in sold_for
    return bool(led or page.cue(price + 1, "each", "per", "per_article", "total_said"))


def mark_totals(page: Page) -> None:
    """ "2 deck chairs, 130 dollars for the pair", "5 tins, $45 for all five": the price is for all that was counted."""
    lead = page.lexicon.words["sold_for"] | page.lexicon.words["articles"] | page.lexicon.words["all_of"]
    for at in [after - 1 for after in page.word_places(lead) if after]:
        token = page.tokens[at]
        if token.kind not in ("money", "number") or token.taken or token.unit:
            continue
        last = page.skip(at + 1, *lead)
        stop = _behind_them(page, last + 1)
        closes = stop >= page.sentence_end(at) or page.tokens[stop].kind == "punct" or page.cue(stop, "extra")
        if page.free(last) and closes and _restates(page, at, last):
            page.tokens[at + 1].cues = {**page.tokens[at + 1].cues, "total_said": stop - at - 1}
            page.tokens[last].kind, page.tokens[last].number = "word", None


def mark_each(page: Page) -> None:
    """ "15 for each of the 6 boxes", "20 € für jeden der 12 Stühle": one word that says "each"."""
    words = page.lexicon.words
    small = words["each_of"] | words["ones"] | words["of"] | words["articles"] | words["partitives"]
    dropped: set[int] = set()
    for at in [after - 1 for after in page.word_places(words["sold_for"]) if after]:
        if page.tokens[at].kind in ("money", "number") and page.low(at + 2) in words["each_of"] and page.free(at + 2):
            stop = page.skip(at + 2, *small)
            closes = stop >= page.sentence_end(at) or page.tokens[stop].kind in ("number", "punct")
            if closes:
                page.tokens[at + 1].cues = {"each": 1}
                dropped.update(range(at + 2, stop))
    if dropped:
        page.tokens = [token for index, token in enumerate(page.tokens) if index not in dropped]
        page.mark_sentences()


def _behind_them(page: Page, at: int) -> int:
    """Behind the "of them" of "for the three of them"."""
    of_them = page.low(at) in page.lexicon.words["of"] and page.low(at + 1) in page.lexicon.words["object_pronouns"]
    return at + 2 if of_them else at


def _restates(page: Page, price: int, at: int) -> bool:
    """Whether what stands at `at` is the number of the things that were counted before the price."""
    token = page.tokens[at]
    pair = page.lexicon.units.get(token.low) == _PAIR or page.cue(at, "both")
    value = _TWO if pair and token.number is None else token.number
    before = range(max(page.line_start(price), price - _REACH), price)
    return value is not None and any(
        page.free(index)
        and page.tokens[index].kind == "number"
        and page.tokens[index].number == value != page.tokens[price].number
        and page.lexicon.units.get(page.low(index + 1)) != _PAIR
        for index in before
    )
