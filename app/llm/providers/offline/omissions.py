"""What is not to be billed after all: "leave out the technician ($150)", "the heaters we won't need"."""

from app.llm.providers.offline.page import Page
from app.llm.providers.offline.stems import phrase_of, stems_of

_MOST = 50
_REACH = 30
_LONGEST_REFUSED = 2
_OF_ENTRY = 2
"""Numbers of one entry of a list: how many and the price."""
BULLETS = frozenset("-*•–—·+")


def drop_left_out(page: Page) -> None:
    """Take what is said to be left out, with its amount, and note its words: an earlier item of that name goes too."""
    for position in page.places("leave_out")[:_MOST]:
        if page.free(position) and not _is_of_prices(page, position):
            _drop(page, position, *_behind(page, position))
    for position in page.places("left_out")[:_MOST]:
        start, stop = _before(page, position)
        if page.free(position) and page.find_cue(start, position, "deposit") is None:  # "their deposit comes off"
            _drop(page, position, start, stop)
    for position in page.places("strike")[:_MOST]:
        if page.free(position):
            _strike(page, position)
    for position in page.word_places(page.lexicon.words["refusals"])[:_MOST]:
        if page.free(position):
            _refuse(page, position)


def _refuse(page: Page, position: int) -> None:
    """ "3 sails only and no lighting": one or two words for a thing that an earlier sentence has."""
    start, limit = position + 1, page.clause(position)[1]
    joined = page.find_cue(start, limit, "extra")
    stop = limit if joined is None else joined
    begins = _sentence_start(page, position)
    if (
        begins
        and 0 < stop - start <= _LONGEST_REFUSED
        and all(page.tokens[at].kind == "word" for at in range(start, stop))
    ):
        page.left_out.append((phrase_of(page, start, stop), begins))


def _drop(page: Page, position: int, start: int, stop: int) -> None:
    if not stems_of(page, start, stop):
        return
    capitals = any(page.tokens[at].text[0].isupper() for at in range(start + 1, stop) if page.free(at))
    named = capitals and not page.lexicon.capital_nouns
    priced = any(page.tokens[at].number is not None for at in range(start, stop))
    page.left_out.append((phrase_of(page, start, stop), _sentence_start(page, position)))
    if priced or not named:
        page.take(min(start, position), _entry_end(page, start, stop))


def _entry_end(page: Page, start: int, stop: int) -> int:
    """Behind the price of "- invitations (they decided against these, leave them off): 90"."""
    limit = min(page.sentence_end(start), start + _REACH)
    bullet = page.starts_line(start) and page.low(start) in BULLETS and page.low(stop) == ")"
    numbers = sum(page.tokens[at].number is not None for at in range(start, limit))
    return limit if bullet and numbers <= _OF_ENTRY else stop


def _is_of_prices(page: Page, position: int) -> bool:
    """ "prices don't include the 8% sales tax" tells what they are without, not what to leave out."""
    prices = page.lexicon.words["price_nouns"]
    return any(page.low(at) in prices for at in range(max(page.clause(position)[0], position - 3), position))


def _strike(page: Page, position: int) -> None:
    """ "scratch the bracket set": of a thing told before; with a price it is work ("remove the carpet $90")."""
    start = position + page.cue(position, "strike")
    if page.low(start) not in page.lexicon.words["articles"]:
        start += page.cue(start, "correction", "aside", "request")  # "enlève finalement les chaises"
    stop = min(page.clause(position)[1], position + _REACH)
    if page.low(start) not in page.lexicon.words["articles"]:
        return
    begins = _sentence_start(page, position)
    if not any(page.tokens[at].number is not None for at in range(begins, page.sentence_end(position))):
        page.left_out.append((phrase_of(page, start, stop), begins))
    elif _opens(page, position) and not any(page.tokens[at].number is not None for at in range(position, stop)):
        priced = stop + 1 < len(page) and page.low(stop) in (",", "(") and page.tokens[stop + 1].number is not None
        if not priced:  # "…, and skip the piano because nobody played it"
            page.left_out.append((phrase_of(page, start, stop), position))
            page.take(position, stop)


def _opens(page: Page, position: int) -> bool:
    """Behind a comma, or behind the "and" or "please" of one."""
    before = position - 1
    while page.cue(before, "extra", "but", "request"):
        before -= 1
    return before >= 0 and page.tokens[before].kind == "punct"


def _sentence_start(page: Page, position: int) -> int:
    start = position
    while start > 0 and position - start < _REACH and not page.ends_sentence(start - 1):
        start -= 1
    return start


def _behind(page: Page, position: int) -> tuple[int, int]:
    """To the end of the clause, with the bracket or the bare amount that follows it."""
    start, limit = position + page.cue(position, "leave_out"), page.sentence_end(position)
    stop = min(page.clause(position)[1], position + _REACH)
    joined = page.find_cue(start, stop, "extra")
    if joined is not None and any(page.tokens[at].number is not None for at in range(joined, stop)):
        return start, joined  # "forget the lamp and make it 3 rugs at 90"
    if stop < limit and page.low(stop) == "(":
        return start, min(page.clause(stop + 1)[1] + 1, limit)
    aside = page.clause(stop + 1) if stop + 1 < limit and page.low(stop) == "," else None
    if aside and aside[1] <= aside[0] + 1 and page.tokens[aside[0]].kind == "money":
        return start, aside[1]  # "the pizza, $30, …"
    return start, stop


def _before(page: Page, position: int) -> tuple[int, int]:
    """Back over the clauses of the sentence to the first that names something."""
    stop = position + page.cue(position, "left_out")
    pronouns = page.lexicon.words["object_pronouns"] | page.lexicon.words["pointing"]
    if any(page.low(at) in pronouns for at in range(position, stop)) and (whole := _sentence(page, position)):
        return whole, stop
    start = position
    while start > 0 and position - start < _REACH:
        start = max(page.clause(start)[0], position - _REACH)
        joined = _joined(page, start, position)
        if stems_of(page, joined, position):
            return joined, stop
        if joined > start and stems_of(page, start, joined):
            return _joined(page, start, joined - 1), stop  # "a stamp for 60, but this they have cancelled"
        if page.tokens[position - 1].number is not None or not start or page.ends_sentence(start - 1):
            break
        start -= 1
    return position, stop


def _sentence(page: Page, position: int) -> int | None:
    """Where the sentence of "the meals (120 €) we paid, so leave them out" begins, if it has one amount at most."""
    start = _sentence_start(page, position)
    amounts = sum(page.tokens[at].number is not None for at in range(start, position))
    most = _OF_ENTRY if page.starts_line(start) and page.low(start) in BULLETS else 1
    return start if amounts <= most and stems_of(page, start, position) else None


def _joined(page: Page, start: int, position: int) -> int:
    """Behind the last "and" or "but" before the cue that has an amount before it."""
    for at in range(position - 1, start, -1):
        amount = any(page.tokens[before].number is not None for before in range(start, at))
        if page.cue(at, "extra", "correction_weak") and amount:
            return at + 1
    return start
