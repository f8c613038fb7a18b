"""What was only estimated, and what it came to: "the estimate was 900, but we settled on 840", "of 20 chairs 16"."""

from collections.abc import Iterator
from itertools import pairwise

from app.llm.providers.offline.page import Page
from app.llm.providers.offline.senses import is_filler

_LINK_REACH = 10
"""From the older number to the "but", and from there to the later one."""
_LEAD_REACH = 8
_SPLIT = frozenset(",.;()-–—")


def drop_estimates(page: Page) -> None:
    """Only what holds in the end stays; an estimate that nothing is said of but its amount goes."""
    dropped: set[int] = set()
    numbers = [at for at, token in enumerate(page.tokens) if token.kind in ("money", "number") and not token.taken]
    linked = page.places("but") or page.word_places(page.lexicon.words["settled"])
    for old, new in pairwise(numbers if linked else ()):
        if old not in dropped and page.tokens[old].kind == page.tokens[new].kind:
            found = _settled(page, old, new) if page.tokens[old].kind == "money" else _fewer(page, old, new)
            dropped.update(found)
    monies = [at for at in numbers if page.tokens[at].kind == "money" and at not in dropped]
    estimated = len(monies) > 1 and page.word_places(page.lexicon.words["estimates"])
    for at in monies if estimated else ():
        dropped.update(_estimate(page, at))
    if dropped:
        page.tokens = [token for index, token in enumerate(page.tokens) if index not in dropped]
        page.mark_sentences()


def _settled(page: Page, old: int, new: int) -> range:
    """ "I quoted $1,200 but we agreed on $1,050 for the patio", "the deck was £900 but I'm charging £840"."""
    link = _link(page, old, new)
    if link is None or not all(_tells_nothing(page, at) for at in range(link, new)) or _names_other(page, old, link):
        return range(0)
    start = _bare_start(page, old)
    named_after = page.cue(new + 1, "to_weak") > 0
    named_between = any(page.cue(at, "to_weak") for at in range(old + 1, link))
    if start is not None and not named_between:
        return range(start, new)
    if named_after:
        return range(0)  # "lamps at £30, but we charged £15 for delivery"
    page.set_amount(old, new)
    return range(link - (page.low(link - 1) == ","), new + 1)


def _link(page: Page, old: int, new: int) -> int | None:
    """Where "but" or "we settled" begins between two amounts of one sentence or of two beside each other."""
    if new - old > 2 * _LINK_REACH or any(page.tokens[at].kind == "line" for at in range(old, new)):
        return None
    settled = page.lexicon.words["settled"]
    for at in range(old + 1, min(new, old + _LINK_REACH)):
        if page.cue(at, "but") or (page.low(at) in settled and page.free(at)):
            return at
    return None


def _names_other(page: Page, old: int, link: int) -> bool:
    """ "$220 a day; disposal however costs $80": another clause that names something before the "however"."""
    start = page.clause(link)[0]
    return start > old and link > start and not all(_tells_nothing(page, at) for at in range(start, link))


def _tells_nothing(page: Page, at: int) -> bool:
    """Whether a word between "but" and the later amount names no thing: "we settled on", "it came to", a customer."""
    token, words = page.tokens[at], page.lexicon.words
    if token.kind == "punct":
        return token.low in _SPLIT
    capital = token.kind == "word" and token.text[0].isupper() and not page.lexicon.capital_nouns
    known = ("settled", "settling", "only", "pronouns", "object_pronouns", "vague", "articles", "price_verbs")
    return token.kind == "word" and (
        capital
        or any(token.low in words[name] for name in known)
        or page.cue(at, "but", "price_label", "amends", "aside", "strict_at") > 0
    )


def _bare_start(page: Page, old: int) -> int | None:
    """Where "the estimate was about" begins, if the amount has nothing else before it in its sentence."""
    estimates, known = page.lexicon.words["estimates"], False
    start = old
    while start > 0 and old - start < _LEAD_REACH and not page.ends_sentence(start - 1):
        if page.low(start - 1) in (":", ",", "("):
            break
        low = page.low(start - 1)
        capital = page.tokens[start - 1].text[0].isupper()
        if low not in estimates and (capital or not _tells_nothing(page, start - 1)) and start - 1 != _first(page, old):
            return None
        known = known or low in estimates
        start -= 1
    return start if known else None


def _first(page: Page, at: int) -> int:
    """The first word of a sentence is capitalised whatever it is."""
    start = at
    while start > 0 and at - start < _LEAD_REACH and not page.ends_sentence(start - 1):
        start -= 1
    return start if _tells_nothing(page, start) and page.low(start) in page.lexicon.words["articles"] else -1


def _fewer(page: Page, old: int, new: int) -> set[int]:
    """ "quoted twelve plinths but they only took nine", "10 hours, though it took 8"; the later number stands alone."""
    if page.sentence_end(old) != page.sentence_end(new) or page.tokens[new].unit or page.tokens[old].unit:
        return set()
    link = next((at for at in range(old + 1, min(new, old + _LINK_REACH)) if page.cue(at, "but")), None)
    if link is None or new - link > _LINK_REACH or page.cue(new - 1, "strict_at"):
        return set()
    words, between = page.lexicon.words, range(link + page.cue(link, "but"), new)
    said = any(
        page.low(at) in words["pronouns"] or page.low(at) in words["only"] or page.cue(at, "amends", "aside")
        for at in between
    )
    if not said or any(page.tokens[at].kind != "word" for at in between):
        return set()
    stop = _behind_noun(page, old, new)
    if stop is None:
        return set()
    page.set_amount(old, new)
    return set(range(link - (page.low(link - 1) == ","), stop))


def _behind_noun(page: Page, old: int, new: int) -> int | None:
    """Behind the later number with its "of them" or the noun of the older one; None if it counts something else."""
    after = new + 1
    if page.low(after) in page.lexicon.words["of"] and page.low(after + 1) in page.lexicon.words["object_pronouns"]:
        return after + 2
    token = page.tokens[after] if after < len(page) else None
    if token is None or token.kind != "word" or token.taken or page.cue(after, "strict_at", "each", "per", "to_weak"):
        return after
    if token.low[:3] == page.low(old + 1)[:3]:
        return after + 1
    if token.low in page.lexicon.words["end_verbs"] or token.low in page.lexicon.words["settled"]:
        return after + 1
    return after if is_filler(page, after) and token.low not in page.lexicon.units else None


def _estimate(page: Page, at: int) -> range:
    """ "(quote was $900)", "budget was €900, so …": a clause of nothing but an estimate beside what is charged."""
    start, stop = page.clause(at)
    words = page.lexicon.words
    if stop - start > 2 * _LINK_REACH:
        return range(0)
    others = [index for index in range(start, stop) if index != at]
    if not others or not any(page.low(index) in words["estimates"] for index in others):
        return range(0)
    if not all(page.low(index) in words["estimates"] or _tells_nothing(page, index) for index in others):
        return range(0)
    bracketed = page.low(start - 1) == "(" and page.low(stop) == ")"
    moved = any(page.low(index) in words["moved_from"] for index in range(start, at))
    moved = moved and any(
        page.low(index) in words["estimates"] for index in range(at, stop)
    )  # "from the $900 I quoted"
    contrast = moved or any(_contrasts(page, index) for index in _around(page, start, stop))
    return range(start, stop) if bracketed or contrast else range(0)


def _around(page: Page, start: int, stop: int) -> Iterator[int]:
    """The words of the next clause, from which the estimate is set apart."""
    end = page.sentence_end(stop - 1)
    if stop + 1 < end:
        yield from range(stop + 1, min(page.clause(stop + 1)[1], stop + _LINK_REACH))
    yield from range(max(0, start - 2), start)


def _contrasts(page: Page, at: int) -> bool:
    return page.cue(at, "but") > 0 or page.low(at) in page.lexicon.words["settled"] | page.lexicon.words["therefore"]
