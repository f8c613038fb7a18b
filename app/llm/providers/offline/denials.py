"""Percents that are spoken of and do not hold: "don't add the 20%", "10% only starts at ten", "… so full price"."""

from app.llm.providers.offline.page import Page

_BEFORE = 6
_BEHIND = 5
_REACH = 30
_COUNT_REACH = 80


def drop_denied(page: Page) -> None:
    """Take what is denied: the percent alone, or the whole sentence that says why it does not hold."""
    refused = page.places("refused", "threshold")
    for at, token in enumerate(page.tokens):
        if token.kind != "percent" or token.taken:
            continue
        if refused and _is_refused(page, at):
            page.take(*_sentence(page, at))
        elif _is_negated(page, at):
            page.take(at, at + 1)


def _sentence(page: Page, at: int) -> tuple[int, int]:
    return page.sentence_start(at, _REACH), min(page.sentence_end(at), at + _REACH)


def _is_refused(page: Page, at: int) -> bool:
    """In a sentence that bills nothing: "full price", "I said no", or a number of pieces that was not reached."""
    start, stop = _sentence(page, at)
    if any(page.tokens[index].kind == "money" for index in range(start, stop)):
        return False
    if page.find_cue(start, stop, "refused") is not None:
        return True
    mark = page.find_cue(start, stop, "threshold")
    if mark is None:
        return False
    least = page.skip(mark + page.cue(mark, "threshold"), *page.lexicon.words["articles"])
    least = least if least < stop and page.tokens[least].kind == "number" else mark
    number = page.tokens[least].number
    before = page.tokens[max(0, start - _COUNT_REACH) : start]
    counts = [token.number for token in before if token.kind == "number" and token.number is not None]
    return number is not None and bool(counts) and max(counts) < number


def _is_negated(page: Page, at: int) -> bool:
    """ "don't add the 20%", "ne pas ajouter les 20 %", "keine 19 % draufschlagen", "leave off the 21%"."""
    words = page.lexicon.words
    if page.low(at - 1) in words["no_marks"]:
        return True
    start, stop = page.clause(at)
    start = max(start, at - _REACH)
    lead = at - 1 - (page.low(at - 1) in words["articles"])
    if page.find_word(start, at, words["price_nouns"]) is not None:
        return False  # "prices do not include the 20% VAT"
    if any(page.cue(index, "leave_out") == lead + 1 - index for index in range(max(start, at - _BEFORE), lead + 1)):
        return True
    before = max(start, at - _BEFORE)
    if page.find_cue(before, at, "inclusive", "exclusive", "but") is not None:
        return False
    if any(token.number for token in page.tokens[before:at]):
        return False

    def said(name: str) -> bool:
        return page.find_word(before, min(stop, at + _BEHIND), words[name]) is not None

    return said("negations") and said("charging") and not said("undenied")  # "don't forget to add the 20%"
