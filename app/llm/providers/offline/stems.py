"""Words told apart by how they begin: "shelf" and "shelves", "Stühle" and "Stühlen" are one."""

from app.llm.providers.offline.page import Page
from app.llm.providers.offline.senses import is_filler

_SHORTEST = 3
_LONGEST = 4
_ENDS = "sn"
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
