"""What a charge is said of: its clause, a condition, one line or the whole."""

from app.llm.providers.offline.page import Page
from app.llm.providers.offline.stems import are_alike
from app.llm.providers.offline.tokens import Token

_REACH = 24
_NOUN_REACH = 6
_TOLD_REACH = 120
"""A clause is looked at this far, so that a flood of charges stays linear."""


def near(page: Page, position: int) -> tuple[int, int]:
    """The clause of `position`, as far as it is near."""
    start, stop = page.clause(position)
    return max(start, position - _REACH), min(stop, position + _REACH)


def around_bracket(page: Page, position: int, tax: int) -> tuple[int, int]:
    """The clause of a percent, with those that a bracket parts from it: "All prices have VAT (15%) in them already".

    `tax` is where the name of the tax stands.
    """
    first, last = near(page, position)
    first = min(first, page.clause(tax)[0])
    closed = page.low(position - 1) == "(" and page.low(last) == ")" and tax < position
    return first, page.clause(last + 1)[1] if closed and last + 1 < len(page) else last


def is_condition(page: Page, position: int) -> bool:
    """Only if paid early, or a penalty for paying late; what was late already ("as we were late") is a reason."""
    start, stop = near(page, position)
    if page.cue(start, "penalty_if"):
        return True  # "If they pay in 8 days they can take a further 2%"
    start, stop = max(start, position - 4), min(stop, position + 10)
    if page.find_cue(max(0, start - 2), position, "reason") is not None:
        start = position
    reason = page.find_cue(position, stop, "reason")
    return page.find_cue(start, stop if reason is None else reason, "condition", "late") is not None


def move_to_terms(page: Page, position: int) -> None:
    """The rest of the clause becomes a term of payment, in the words as they stand."""
    _, stop = near(page, position)
    page.facts.terms.append(page.words(position, stop))
    page.take(position, stop)


def is_bracketed(page: Page, position: int) -> bool:
    return page.low(page.clause(position)[0] - 1) == "("


def is_of_one_line(page: Page, position: int) -> bool:
    """In brackets behind an amount, or said of "those"; never what is said of the whole order."""
    start, stop = near(page, position)
    of_all = page.find_cue(max(start, position - _NOUN_REACH), stop, "whole") is not None
    if of_all or not has_amount_before(page, position):
        return False
    if is_bracketed(page, position) or _is_of_those(page, position, stop):
        return True
    return _names_item_before(page, position, stop)


def _is_of_those(page: Page, position: int, stop: int) -> bool:
    """ "10% off those"; the "that" of "on top of that" is all that was said before."""
    those = page.find_cue(position, stop, "those")
    top = page.find_cue(position, stop, "on_top")
    return those is not None and (top is None or not top < those < top + page.cue(top, "on_top"))


def _names_item_before(page: Page, position: int, stop: int) -> bool:
    """ "40 chairs at £32 with 10% off the chairs"."""
    for index in range(position + 1, min(stop, position + _NOUN_REACH)):
        if page.low(index - 1) in page.lexicon.words["articles"] and page.tokens[index].kind == "word":
            before = {token.low for token in page.tokens[max(0, position - _REACH) : position]}
            return page.low(index) in before and page.tokens[index].text[0].islower()
    return False


def item_named(page: Page, position: int) -> int | None:
    """Where the thing stands, sentences before, that a percent is said of: "The bikes are 10% off", "10% off the mats".

    None where it is said of everything, or names nothing that was told with a number.
    """
    start, stop = page.sentence_start(position, _REACH), min(page.sentence_end(position), position + _NOUN_REACH)
    if start == 0 or page.find_cue(start, stop, "whole") is not None:
        return None
    words = page.lexicon.words
    for at in page.words_in(start, stop, words["articles"]):
        led = at == start or (at > position and page.low(at - 1) in words["off_links"])
        noun = page.low(at + 1)
        if led and at + 1 < stop and page.tokens[at + 1].kind == "word" and noun not in words["price_nouns"]:
            return _told_before(page, start, noun)
    return None


def _told_before(page: Page, start: int, noun: str) -> int | None:
    for index in range(start - 1, max(-1, start - _TOLD_REACH), -1):
        token = page.tokens[index]
        if token.kind == "word" and not token.taken and are_alike(token.low, noun):
            return index if any(each.number is not None for each in _around(page, index)) else None
    return None


def _around(page: Page, index: int) -> list[Token]:
    return page.tokens[max(0, index - _NOUN_REACH) : index + _NOUN_REACH]


def has_amount_in_clause(page: Page, position: int) -> bool:
    """Before `position`, in its own clause."""
    start, _ = near(page, position)
    return any(token.kind in ("money", "number") for token in page.tokens[start:position])


def has_amount_before(page: Page, position: int) -> bool:
    """On the same line."""
    for index in range(position - 1, max(-1, position - _REACH), -1):
        token = page.tokens[index]
        if token.kind == "line":
            return False
        if token.kind in ("money", "number"):
            return True
    return False


def has_amount_in_sentence(page: Page, position: int) -> bool:
    """Before `position`, between the marks or line ends that close sentences."""
    for index in range(position - 1, max(-1, position - _REACH), -1):
        if page.ends_sentence(index):
            return False
        if page.tokens[index].kind in ("money", "number"):
            return True
    return False
