"""Entries of a list that a remark strikes: "saddle dyeing, $120 - scrap this one", "delivery £15: no charge"."""

from app.llm.providers.offline.page import Page
from app.llm.providers.offline.stems import stems_of

_MOST = 50
_MARKS = frozenset({"-", "–", "—", ":", "(", "[", ",", ";", "→", "->"})
_REACH = 60
_SHORT = 2
"""Numbers of one entry: how many and the price."""


def drop_struck(page: Page) -> None:
    """Take every entry whose own remark says that it is not to be billed."""
    places = page.places("struck", "waived", "left_out")[:_MOST]
    if not places:
        return
    for position in places:
        start, stop = _entry(page, position)
        if not page.free(position):
            continue
        if _is_remark_within(page, position, start, stop) or _is_remark(page, position, start, stop):
            page.take(start, stop)


def _entry(page: Page, position: int) -> tuple[int, int]:
    """The sentence or line around a remark; in brackets, as far back as it speaks of one price."""
    start = page.clause(position)[0]
    if page.low(start - 1) == "(" and (piece := _piece(page, start - 1)) is not None:
        return piece, min(page.clause(position)[1] + 1, page.sentence_end(position))
    while start > 0 and not page.ends_sentence(start - 1):
        start = page.clause(start - 1)[0]
    return start, page.sentence_end(position)


def _piece(page: Page, bracket: int) -> int | None:
    """Where the "lamp 35" of "desk 200, lamp 35 (lamp is free)" begins; None for what stands alone in its line."""
    begin = page.sentence_start(bracket, _REACH)
    numbers = [at for at in range(begin, bracket) if page.free(at) and page.tokens[at].number is not None]
    start = page.clause(bracket - 1)[0]
    if len(numbers) <= _SHORT or bracket - begin >= _REACH:
        return None
    joined = [at for at in range(start, bracket) if page.cue(at, "extra")]
    start = next((at + 1 for at in reversed(joined) if stems_of(page, at, bracket)), start)
    while start > begin and not stems_of(page, start, bracket):
        start = page.clause(start - 2)[0]
    return start if start > begin else None


def _is_remark_within(page: Page, position: int, start: int, stop: int) -> bool:
    """ "- invitations (they decided against this one): 90": in brackets before the price, and of nothing else."""
    begin, end = page.clause(position)
    bracketed = page.low(begin - 1) == "(" and page.starts_line(start) and begin - 1 > start
    if not bracketed or stop - start > _REACH or page.cue(start, "bill_verb", "request", "to_label"):
        return False
    numbers = [at for at in range(start, stop) if page.tokens[at].number is not None]
    told = stems_of(page, start, begin - 1)
    apart = not stems_of(page, begin, position) and page.find_cue(begin, end, "waived") is None
    return bool(told) and apart and 0 < len(numbers) <= _SHORT and not any(begin <= at < end for at in numbers)


def _is_remark(page: Page, position: int, start: int, stop: int) -> bool:
    """Behind the one amount of an entry that orders nothing else, and at the end of its clause."""
    before = [at for at in range(start, position) if page.tokens[at].number is not None and page.free(at)]
    if not 0 < len(before) <= _SHORT or sum(page.tokens[at].kind == "money" for at in before) > 1:
        return False
    behind = position + page.cue(position, "struck", "waived", "left_out")
    if any(page.tokens[at].number is not None for at in range(behind, stop)):
        return False
    if page.find_cue(start, position, "bill_verb", "to_label", "request", "extra", "payer_verb") is not None:
        return False
    closes = page.skip(behind, ")", "]", "!", "-", "–", "—") >= stop or behind >= page.clause(position)[1]
    return closes and _is_set_apart(page, position, start, before[-1])


def _is_set_apart(page: Page, position: int, start: int, amount: int) -> bool:
    """Nothing else is named between the amount and the remark: "£120 - scrap this", "£15 (no charge)", "£15 waived"."""
    words = page.lexicon.words
    small = words["vague"] | words["articles"] | words["pronouns"] | _MARKS
    told = stems_of(page, start, amount)
    return all(
        page.low(at) in small or page.cue(at, "each", "per", "was") or stems_of(page, at, at + 1) & told
        for at in range(amount + 1, position)
    )
