"""Words told apart by how they begin: "shelf" and "shelves", "Stühle" and "Stühlen" are one."""

from app.llm.providers.offline.page import Page
from app.llm.providers.offline.senses import is_filler

_SHORTEST = 3
_LONGEST = 4
_ENDS = "sn"
_NOUN_FIRST = frozenset("es fr it pt".split())
"""Languages that tell the kind of a thing behind its noun."""
_SILENT = ("each", "per", "extra", "correction", "correction_weak", "leave_out", "left_out", "strike", "request",
           "aside", "amends", "whole", "at", "waived", "bill_verb")  # fmt: skip
"""What only tells what to do with a thing, and never names it."""


def stem(word: str) -> str:
    """The beginning of a word, without the ends that plurals and cases put on it."""
    return word.lower().rstrip(_ENDS)[:_LONGEST] if len(word) > _SHORTEST else word.lower()


def are_alike(noun: str, per: str) -> bool:
    """ "vans" and "per van", "camere" and "a camera": alike but for their ends."""
    shorter = min(len(noun), len(per))
    if len(per) >= _SHORTEST and per[:-1] in noun[1:]:
        return True  # "Mietwagen" and "pro Wagen", "dranghekken" and "per hek"
    return shorter > 2 and abs(len(noun) - len(per)) <= 2 and noun[: shorter - 1] == per[: shorter - 1]


def stems_of(page: Page, start: int, stop: int) -> frozenset[str]:
    """The stems of all free words in [start, stop) that can name a thing."""
    return frozenset(stem(page.low(at)) for at in range(start, stop) if _names(page, at))


def phrase_of(page: Page, start: int, stop: int) -> tuple[str, ...]:
    """The same in their order, with "" for each word that names nothing."""
    return tuple(stem(page.low(at)) if _names(page, at) else "" for at in range(start, stop))


def are_told_apart(page: Page, phrase: tuple[str, ...], name: str) -> bool:
    """Whether the word beside what both share differs: "the March audit" is not the "February audit"."""
    other = tuple(stem(word) for word in name.lower().split())
    ordinals = {stem(word) for word in page.lexicon.ordinals}
    if any(word in ordinals and word not in other for word in phrase):
        return True  # "the third visit was cancelled" of two visits
    step = 1 if page.lexicon.language in _NOUN_FIRST else -1
    for at, shared in enumerate(phrase):
        if not shared or shared not in other or not 0 <= at + step < len(phrase):
            continue
        beside, there = phrase[at + step], other.index(shared) + step
        if beside and beside not in other and 0 <= there < len(other) and other[there] not in phrase:
            return True
    return False


def stems_in(name: str) -> frozenset[str]:
    """The stems of the words of a name."""
    return frozenset(stem(word) for word in name.lower().split() if len(word) >= _SHORTEST)


def _names(page: Page, at: int) -> bool:
    token, words = page.tokens[at], page.lexicon.words
    if token.kind != "word" or token.taken or len(token.text) < _SHORTEST:
        return False
    silent = token.low in words["pronouns"] | words["object_pronouns"] | words["function"]
    silent = silent or token.low.partition("'")[0] in words["function"]  # "that's"
    return not silent and not is_filler(page, at) and not page.cue(at, *_SILENT)
