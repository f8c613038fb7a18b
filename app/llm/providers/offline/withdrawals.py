"""What is taken back or put off: "take the lamps off again", "leave it for the next invoice", "(not this time: …)"."""

from app.llm.providers.offline.chunks import after_bullet
from app.llm.providers.offline.omissions import BULLETS
from app.llm.providers.offline.page import Page
from app.llm.providers.offline.stems import phrase_of, stems_of

_MOST = 50
_OBJECT = 9
"""Words between "take" and "off"."""
_BEFORE = 2
"""A bullet and a bracket."""
_FOLLOWING = 3
"""Clauses behind it that can still speak of the same."""
_LONGEST = 30
_LONGEST_LIST = 50
_LEADS = frozenset(":,-–—")
_REMARKS = ("not_now", "other_bill", "struck", "left_out", "waived")


def drop_withdrawn(page: Page) -> None:
    """Take what is said to come on no bill or on another one, and note its words for what was told before."""
    for position in page.places(*_REMARKS)[:_MOST]:
        if page.free(position) and _begins_entry(page, position):
            _drop_entry(page, position)
    for position in page.places("off_list", "other_bill")[:_MOST]:
        if page.free(position):
            _take_off(page, position)


def drop_hypothetical(page: Page) -> None:
    """Take the clause of "no charge for that (it would have been $350)"."""
    for position in page.places("would_have")[:_MOST]:
        start, stop = page.clause(position)
        settled = page.cue(page.skip(stop, ","), "but")  # "… would have been £80, but we made it £60"
        if page.free(position) and not settled and _money_in(page, start, stop) and _has_other_money(page, start, stop):
            page.take(start, stop)


def _begins_entry(page: Page, position: int) -> bool:
    """Whether it opens a line or sentence, perhaps behind a bullet and a bracket."""
    start = page.sentence_start(position, _BEFORE)
    return position - start <= _BEFORE and page.skip(after_bullet(page, start, position + 1), "(", "[") == position


def _drop_entry(page: Page, position: int) -> None:
    """ "(not this time: hosting 240)": the line, and the list that it heads."""
    mark = position + page.cue(position, *_REMARKS)
    start, stop = page.sentence_start(position, _BEFORE), page.sentence_end(position)
    if page.low(mark) not in _LEADS or not _has_other_money(page, start, stop):
        return
    if mark + 1 == stop:
        begin = stop + 1
        while begin < len(page) and page.low(begin) in BULLETS and begin - stop < _LONGEST_LIST:
            page.take(begin, page.line_end(begin))
            begin = page.line_end(begin) + 1
    page.take(start, stop)


def _take_off(page: Page, position: int) -> None:
    """ "take the ice off again", "leave the March audit for the next invoice; that will be another $900"."""
    verb = _verb(page, position)
    stop = position + page.cue(position, "off_list", "other_bill")
    limit = page.clause(position)[1]
    if not _has_other_money(page, position if verb is None else verb, limit):
        return
    if verb is not None and not any(token.number is not None for token in page.tokens[stop:limit]):
        page.left_out.append((phrase_of(page, verb + 1, position), page.sentence_start(verb, _LONGEST)))
        page.take(verb, stop)
    elif not page.cue(position, "other_bill"):
        return
    _take_following(page, stop)


def _verb(page: Page, position: int) -> int | None:
    """The "take" before a thing that is named with an article, and has a price at most between commas."""
    words = page.lexicon.words
    start = page.sentence_start(position, _OBJECT)
    for at in range(position - 1, start - 1, -1):
        if not page.free(at) or page.cue(at, "discount", "deposit", "off_list"):
            return None
        if page.tokens[at].number is not None and page.clause(at) != (at, at + 1):
            return None
        if page.low(at) in words["taking_back"]:
            named = page.low(at + 1) in words["articles"] and bool(stems_of(page, at + 2, position))
            return at if named else None
    return None


def _take_following(page: Page, position: int) -> None:
    """ "it isn't finished; that will be another $900": what speaks of it goes with it."""
    words = page.lexicon.words
    limit = page.line_end(position - 1)
    for _ in range(_FOLLOWING):
        start = page.skip(position, ",", ";", ".", "(", ")")
        stop = min(page.clause(start)[1], limit) if start < limit else limit
        if not start < limit or page.low(start) not in words["pointing"] or stop - start > _LONGEST:
            return
        thing = page.low(start) in words["articles"] and page.low(start + 1) not in words["comes_to"]
        if (thing and stems_of(page, start + 1, start + 2)) or page.find_cue(start, stop, "bill_verb") is not None:
            return  # "That desk is $40"
        page.take(start, stop)
        position = stop


def _money_in(page: Page, start: int, stop: int) -> bool:
    return any(token.kind == "money" for token in page.tokens[start : min(stop, start + _LONGEST)])


def _has_other_money(page: Page, start: int, stop: int) -> bool:
    """Whether anything is left to bill."""
    return any(
        token.kind in ("money", "number") and not token.taken and not start <= at < stop
        for at, token in enumerate(page.tokens)
    )
