"""Which word makes an amount or a percent a discount: "$40 off", "less $40", "remove £50 from everything"."""

from app.llm.providers.offline import scope
from app.llm.providers.offline.page import Page
from app.llm.providers.offline.senses import is_filler

_NEAR = 4
_WHOLE_REACH = 4
_MINUS = frozenset("-−–")
MARKS = frozenset({",", ";", "(", ")", "+", "\n"})
"""No charge reaches over them to its word."""


def is_discount(page: Page, index: int) -> bool:
    """Not the "less" of "less $40", which looks ahead."""
    if page.low(index + 1) in page.lexicon.words["object_pronouns"]:
        return False  # "had 12 oars off us"
    return page.cue(index, "discount") > 0 and page.low(index) not in page.lexicon.words["discount_before"]


def near(page: Page, position: int) -> int | None:
    """Index of the word that makes an amount a discount: behind it ("$40 off") or before it ("less $40")."""
    stops = page.lexicon.words["charge_stops"] | MARKS
    for index in range(position + 1, min(page.sentence_end(position), position + _NEAR)):
        if page.low(index) in stops or page.cue(index, "to_weak") or page.tokens[index].number is not None:
            break
        if is_discount(page, index):
            return None if page.cue(index - 1, "tax_free") else index  # "innerhalb von 14 Tagen ohne Abzug"
    for index in range(position - 1, max(-1, position - _NEAR - 1), -1):
        if page.low(index) in MARKS or page.tokens[index].number is not None:
            break
        added = page.low(index) in page.lexicon.words["another"] and page.cue(position + 1, "to_weak") > 0
        if added:
            continue  # "a further £42 for the valve"
        if page.cue(index, "discount") and page.low(index) not in page.lexicon.words["discount_after"]:
            return index
    return _taken_off_whole(page, position)


def of_percent(page: Page, position: int) -> int | None:
    """Index of what makes a percent without a tax a discount: "-10%", "off the whole bill they get ten percent".

    Besides a discount anywhere in its clause that is somebody who gets it, or a reason to give it.
    """
    start, stop = scope.near(page, position)
    before, minus = page.tokens[position - 1] if position else None, page.low(position - 1) in _MINUS
    if minus and before is not None and before.gap and not page.tokens[position].gap:
        return position - 1
    index = page.find_cue(start, stop, "discount", "percent_off", "loyal")
    if index is None and page.low(position - 1) == ",":  # "they get a trade discount, 15% on the whole"
        index = page.find_cue(max(0, position - _NEAR), position, "discount")
    if index is None:
        index = page.find_cue(start, position, "time_given", "take_off")
    return position if index is None and page.find_cue(position, stop, "reason") is not None else index


def is_further(page: Page, position: int) -> bool:
    """ "ten percent first and then another £15": right behind a discount of the same sentence."""
    words = page.lexicon.words["another"]
    return any(page.low(at) in words for at in range(max(0, position - 2), position))


def _taken_off_whole(page: Page, position: int) -> int | None:
    """Index of the verb of "remove £50 from everything", "enlève 52 € sur le total"; alone right before its amount."""
    start, stop = scope.near(page, position)
    verb = page.find_cue(max(start, position - _NEAR), position, "take_off")
    for index in range(verb, min(stop, position + _NEAR)) if verb is not None else ():
        linked = page.low(index) in page.lexicon.words["off_links"]
        if linked and page.find_cue(index, min(stop, index + _WHOLE_REACH), "whole") is not None:
            return verb
    if verb is None:
        return None
    between = range(verb + page.cue(verb, "take_off"), position)
    by = page.low(position - 1) in page.lexicon.words["by_links"] and page.tokens[position].kind == "money"
    if by and all(page.cue(at, "whole") or _is_small(page, at) for at in between[:-1]):
        return verb  # "drop the total by $50"
    told = all(page.low(at) in page.lexicon.words["object_pronouns"] for at in between)
    alone = position + 1 >= stop or page.cue(position + 1, "reason", "off_behind") > 0
    return verb if told and alone and not _is_of_name(page, verb) else None  # "quítale 50 €"


def _is_of_name(page: Page, verb: int) -> bool:
    """ "nail trim 12", "bridge round 80": a plain word before it makes a noun of the verb."""
    before = page.tokens[verb - 1] if page.free(verb - 1) else None
    return before is not None and before.kind == "word" and not before.cues and not is_filler(page, verb - 1)


def _is_small(page: Page, at: int) -> bool:
    return page.low(at) in page.lexicon.words["articles"] | page.lexicon.words["object_pronouns"]
