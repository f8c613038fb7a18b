"""Entries of a list that a remark strikes: "saddle dyeing, $120 - scrap this one", "delivery £15: no charge"."""

from app.llm.providers.offline.chunks import sentences
from app.llm.providers.offline.page import Page

_MOST = 50
_SHORT = 2
"""Numbers of one entry: how many and the price."""


def drop_struck(page: Page) -> None:
    """Take every entry whose own remark says that it is not to be billed."""
    places = page.places("struck", "waived", "left_out")[:_MOST]
    if not places:
        return
    spans = {start: (start, stop) for start, stop in sentences(page)}
    for position in places:
        start, stop = _entry(page, position)
        if start in spans and _is_remark(page, position, start, stop):
            page.take(start, stop)


def _entry(page: Page, position: int) -> tuple[int, int]:
    """The sentence or line around a remark."""
    start = page.clause(position)[0]
    while start > 0 and not page.ends_sentence(start - 1):
        start = page.clause(start - 1)[0]
    return start, page.sentence_end(position)


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
    return closes and _is_set_apart(page, position, before[-1])


def _is_set_apart(page: Page, position: int, amount: int) -> bool:
    """Nothing is named between the amount and the remark: "£120 - scrap this", "£15 (no charge)", "£15 waived"."""
    words = page.lexicon.words
    small = words["vague"] | words["articles"] | words["pronouns"] | {"-", "–", "—", ":", "(", "[", ",", ";", "→", "->"}
    return all(page.low(at) in small or page.cue(at, "each", "per", "was") for at in range(amount + 1, position))
