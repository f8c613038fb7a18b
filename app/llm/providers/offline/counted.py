"""Things counted in one sentence and priced in another: "The 3 grinders arrived. … £640 per grinder"."""

from dataclasses import replace

from app.llm.providers.offline.page import Page
from app.llm.providers.offline.senses import is_filler
from app.llm.providers.offline.stems import are_alike
from app.llm.providers.offline.tokens import Token

_MOST = 20
_REACH = 150
"""How far from the price the things stand."""
_LONGEST_NAME = 4
_LEAD = 3
"""From a price to what tells that it is for all of them."""
_TIMES = frozenset(("minute", "hour", "half day", "day", "night", "week", "month", "quarter", "year", "fortnight"))
_LEADS = (
    "at",
    "per",
    "each",
    "extra",
    "to_weak",
    "to_label",
    "to_verb",
    "due_cue",
    "request",
    "payer_verb",
    "at_place",
)


def bring_counts(page: Page) -> None:
    """Put the things before their price, where its own clause counts none and one other sentence does."""
    moved: dict[int, tuple[int, int]] = {}
    for at in [at for at, token in enumerate(page.tokens) if _is_price(page, at) and not token.taken][:_MOST]:
        priced = _priced(page, at)
        if _counts(page, page.clause(at)[0], at):
            continue
        place, nouns = priced or (at, range(0))
        things = _counted(page, at, nouns) if priced else _all_before(page, at)
        if things is not None and things not in moved.values():
            moved[place] = things
    if moved:
        page.tokens = _rearranged(page, moved)
        page.mark_sentences()


def _is_price(page: Page, at: int) -> bool:
    """Money, or the 15 of "she pays 15 per lesson"."""
    token = page.tokens[at]
    return token.kind == "money" or (token.kind == "number" and not token.unit and page.cue(at + 1, "per") > 0)


def _priced(page: Page, at: int) -> tuple[int, range] | None:
    """Where the phrase of the price begins, and the words that it is for: "£640 per grinder", "pro Beet 140 €"."""
    words = page.lexicon.words
    led = at + 1 + (page.low(at + 1) in words["sold_for"] and page.low(at + 2) in words["each_of"])
    width = page.cue(led, "per") or int(page.low(led) in words["each_of"])
    if width:
        return at, _nouns(page, led + width)
    width = page.cue(at - 2, "per")
    if width == 1 and page.tokens[at - 1].kind == "word":
        return at - 2, range(at - 1, at)
    lead = _each_lead(page, at)  # "Each lesson is $40", "every ticket cost £12"
    return None if lead is None else (lead, range(lead + page.cue(lead, "each"), at - 1))


def _each_lead(page: Page, at: int) -> int | None:
    if page.low(at - 1) not in page.lexicon.words["price_verbs"] | page.lexicon.words["links"]:
        return None
    lead = next((index for index in range(at - 3, max(-1, at - 3 - _LEAD), -1) if page.cue(index, "each")), None)
    if lead is None or any(page.tokens[index].kind != "word" for index in range(lead, at)):
        return None
    return lead


def _nouns(page: Page, start: int) -> range:
    stop = start
    while stop < start + 2 and page.free(stop) and page.tokens[stop].kind == "word" and not page.cue(stop, *_LEADS):
        stop += 1
    return range(start, stop)


def _counts(page: Page, start: int, stop: int) -> bool:
    return any(page.tokens[at].kind == "number" and page.free(at) for at in range(start, stop))


def _counted(page: Page, price: int, nouns: range) -> tuple[int, int] | None:
    """The nearest number before the sentence of the price, else behind it, with the words that end in the noun."""
    noun = page.low(nouns[-1]) if nouns else ""
    if not noun or page.lexicon.units.get(noun) in _TIMES or _counts_here(page, price, noun):
        return None
    before = range(page.sentence_start(price, _REACH) - 1, max(-1, price - _REACH), -1)
    behind = range(page.sentence_end(price), min(len(page), price + _REACH))
    for at in (*before, *behind):
        token = page.tokens[at]
        if token.kind == "number" and page.free(at) and not token.unit and (stop := _thing(page, at, noun)):
            return at, stop
    return None


def _all_before(page: Page, price: int) -> tuple[int, int] | None:
    """The "30 jars" of "X ordered 30 jars. £150 for all thirty": all that the sentence right before tells of."""
    end = page.sentence_start(price, _REACH) - 1
    if page.find_cue(price + 1, price + _LEAD, "total_said") is None or end < 1 or not page.ends_sentence(end):
        return None
    start = page.sentence_start(end, _REACH)
    numbers = [at for at in range(start, end) if page.tokens[at].number is not None and page.free(at)]
    if len(numbers) != 1 or page.tokens[numbers[0]].kind != "number" or page.tokens[numbers[0]].unit:
        return None
    first = numbers[0] + 1
    unit = page.lexicon.units.get(page.low(first))
    stop = first + (unit is not None and unit not in _TIMES and page.free(first))
    while stop < end and (_is_plain(page, stop) or (stop > first and page.low(stop) in page.lexicon.words["of"])):
        stop += 1
    further = any(page.low(at) == "," or page.cue(at, "extra") for at in range(stop, end))
    return None if further or stop == first else (numbers[0], stop)


def _counts_here(page: Page, price: int, noun: str) -> bool:
    """ "15 days, 1,200 per day": the sentence of the price counts them itself."""
    here = range(page.sentence_start(price, _REACH), page.sentence_end(price))
    return any(page.tokens[at].kind == "number" and are_alike(page.low(at + 1), noun) for at in here)


def _thing(page: Page, number: int, noun: str) -> int | None:
    """Behind the noun that the number counts, where no price of its own follows."""
    for at in range(number + 1, min(len(page), number + 1 + _LONGEST_NAME)):
        token = page.tokens[at]
        if token.taken or token.kind != "word" or page.cue(at, *_LEADS):
            return None
        if are_alike(token.low, noun):
            own = any(page.tokens[index].kind == "money" for index in range(at, page.sentence_end(at)))
            return None if own else _behind_filling(page, at + 1)
    return None


def _behind_filling(page: Page, at: int) -> int:
    """Behind the "of shingles" of "22 bundles of shingles on the garage", which is what the thing holds."""
    if page.low(at - 1) not in page.lexicon.units or page.low(at) not in page.lexicon.words["of"]:
        return at
    stop = at + 1
    while stop < at + _LONGEST_NAME and _is_plain(page, stop):
        stop += 1
    return stop if stop > at + 1 else at


def _is_plain(page: Page, at: int) -> bool:
    return page.free(at) and page.tokens[at].kind == "word" and not is_filler(page, at) and not page.cue(at, *_LEADS)


def _rearranged(page: Page, moved: dict[int, tuple[int, int]]) -> list[Token]:
    tokens: list[Token] = []
    for at, token in enumerate(page.tokens):
        if at in moved:
            _silence(page, at)
            start, stop = moved[at]
            tokens += [replace(each, gap=1) for each in page.tokens[start:stop]]
        tokens.append(token)
    gone = {id(page.tokens[at]) for start, stop in moved.values() for at in range(start, stop)}
    for token in tokens:
        token.taken = token.taken or id(token) in gone
    return tokens


def _silence(page: Page, at: int) -> None:
    """Take "The price is" or "Each lesson is" before a price: the things name the line now."""
    words = page.lexicon.words
    start = page.clause(at)[0]
    dull = words["price_nouns"] | words["articles"] | words["links"] | words["price_pronouns"] | words["pronouns"]
    if page.cue(at, "each"):
        stop = next((index for index in range(at, len(page)) if page.tokens[index].number is not None), at)
        page.take(at, stop)
    elif all(page.low(index) in dull for index in range(start, at)):
        page.take(start, at)
