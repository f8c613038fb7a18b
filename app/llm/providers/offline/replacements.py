"""Numbers that no longer hold, dropped without a trace: "5 instead of 7", "not 8 lights but 6", "from €24 to €21"."""

from app.llm.providers.offline.page import Page
from app.llm.providers.offline.senses import is_filler

_FAR = 12
"""From "not $110" back to "costs $80 as we said on the phone"."""
_MOST = 50
_NOUN = 4
"""From a number to the "but" or "become" behind what it counts."""
_LEAD = 2
_BACK = 80


def drop_replaced(page: Page) -> None:
    """Only the last value stays; what stands before and behind it is still one piece."""
    dropped: set[int] = set()
    for position in page.places("replaced")[:_MOST]:
        dropped.update(_but(page, position) or _instead(page, position))
    for position in page.places("becomes")[:_MOST]:
        dropped.update(_becomes(page, position))
    for position in page.word_places(page.lexicon.words["moved_from"]):
        dropped.update(_moved(page, position))
    if dropped:
        page.tokens = [token for index, token in enumerate(page.tokens) if index not in dropped]
        page.mark_sentences()


def _instead(page: Page, position: int) -> range:
    """ "5 berths instead of 7", "45 shirts and not 54"."""
    old = position + page.cue(position, "replaced")
    if not page.free(position) or not _is_number(page, old):
        return range(0)
    before = range(position - 1, max(-1, position - _FAR), -1)
    told = next((at for at in before if page.free(at) and page.tokens[at].kind == page.tokens[old].kind), None)
    holds = told is not None and page.sentence_end(told) == page.sentence_end(old)
    return range(position, old + 1) if holds else range(0)


def _but(page: Page, position: int) -> set[int]:
    """ "not 8 lights but 6", "nicht 8, sondern 6 Lampen"."""
    old = position + page.cue(position, "replaced")
    old += page.cue(old, "was")  # "no eran 8"
    if not page.free(position) or not _is_number(page, old):
        return set()
    link = next((at for at in range(old + 1, old + 1 + _NOUN) if page.cue(at, "but")), None)
    new = None if link is None else _number_behind(page, link + page.cue(link, "but"))
    if link is None or new is None or page.tokens[new].kind != page.tokens[old].kind:
        return set()
    if _restate(page, old, new):
        return set(range(position, new + 1 + _counts(page, new)))
    if _counts(page, new) or not any(page.tokens[at].kind == "word" for at in range(old + 1, link)):
        return set(range(position, new))
    page.set_amount(old, new)
    return {*range(position, old), *range(link - (page.low(link - 1) == ","), new + 1)}


def _becomes(page: Page, position: int) -> set[int]:
    """ "the 30 chairs become 28"."""
    new = _number_behind(page, position + page.cue(position, "becomes"))
    before = range(position - 1, max(-1, position - _NOUN), -1)
    old = next((at for at in before if _is_number(page, at)), None)
    if new is None or old is None or page.tokens[old].kind != page.tokens[new].kind:
        return set()
    if page.low(new + 1) in page.lexicon.units or page.cue(new + 1, "strict_at", "per", "each"):
        return set()
    if _restate(page, old, new):
        return set(range(old, new + 1 + _counts(page, new)))
    page.set_amount(old, new)
    return set(range(position, new + 1))


def _moved(page: Page, position: int) -> range:
    """ "down from €24 to €21.50": the price that it came from."""
    old, link, new = position + 1, position + 2, position + 3
    money = new < len(page) and page.tokens[old].kind == page.tokens[new].kind == "money"
    led = money and page.low(link) in page.lexicon.words["moved_to"]
    return range(position, new) if led and all(map(page.free, (position, old, link, new))) else range(0)


def _is_number(page: Page, at: int) -> bool:
    return page.free(at) and page.tokens[at].kind in ("number", "money")


def _number_behind(page: Page, at: int) -> int | None:
    """The number at once or behind a few small words ("but only 6")."""
    for index in range(at, at + 1 + _LEAD):
        if _is_number(page, index):
            return index
        if not page.free(index) or page.tokens[index].kind != "word":
            return None
    return None


def _counts(page: Page, at: int) -> bool:
    """Whether a word that names something follows at once."""
    return page.free(at + 1) and page.tokens[at + 1].kind == "word" and not is_filler(page, at + 1)


def _restate(page: Page, old: int, new: int) -> bool:
    """Give the later value to the number told before, if the same stands there."""
    wrong = page.tokens[old]
    for at in range(old - 1, max(-1, old - _BACK), -1):
        token = page.tokens[at]
        if page.free(at) and token.kind == wrong.kind and token.number == wrong.number and not token.unit:
            page.set_amount(at, new)
            return True
    return False
