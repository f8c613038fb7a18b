"""The small words that lead to a charge and follow it, and what it is said to come to."""

from app.llm.providers.offline.page import Page


def take_around(page: Page, start: int, stop: int) -> None:
    """Take the charge with its small words: "plus", "add", "at", "included"."""
    while page.free(start - 1) and _leads(page, start - 1):
        start -= 1
    if page.low(stop) == ")" and page.find_cue(start, stop, "discount") is None and page.low(stop - 2) == "(":
        stop += 1  # "plus tax (6.5%)"
    trailing = page.lexicon.words["charge_trailing"]
    while page.free(stop) and (page.cue(stop, "inclusive", "whole") or page.low(stop) in trailing):
        stop += 1
    page.take(start, stop)
    stated = page.skip(stop, ":", "=", "(", ")", "–", "-")
    if page.free(stated) and page.tokens[stated].kind in ("money", "number") and _is_result(page, start, stated):
        page.take(stop, stated + 1)


def _is_result(page: Page, start: int, stated: int) -> bool:
    """ "VAT 20% 413.30" on a line of its own: what the percent comes to."""
    return page.starts_line(start) and page.skip(stated + 1, ")") == page.line_end(stated)


def _leads(page: Page, index: int) -> bool:
    if page.low(index) == ".":  # "incl. 20% VAT"
        return page.low(index - 1) in page.lexicon.words["abbreviations"] and _leads(page, index - 1)
    cued = page.cue(index, "inclusive", "extra", "withheld") > 0
    return cued or page.low(index) in page.lexicon.words["charge_leading"] | page.lexicon.words["taxed"]
