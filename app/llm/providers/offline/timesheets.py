"""Bare numbers behind days, where a rate by the hour tells what they are: "Mon 4, Tue 5, at $22 an hour"."""

from app.llm.providers.offline.page import Page

_ENDS = frozenset(",;.\n") | {""}


def mark_hours(page: Page) -> None:
    """Give the unit to each number behind a weekday or date that has none of its own."""
    if not any(_is_hourly(page, index) for index, token in enumerate(page.tokens) if token.number is not None):
        return
    for index, token in enumerate(page.tokens):
        if token.kind != "date" and token.low not in page.lexicon.weekdays:
            continue
        at = page.skip(index + 1, ":", "-", "–", ".")
        if page.free(at) and page.tokens[at].kind == "number" and _is_bare(page, at):
            page.tokens[at].unit = "hour"


def _is_hourly(page: Page, index: int) -> bool:
    per = page.cue(index + 1, "per")
    return per > 0 and page.lexicon.units.get(page.low(index + 1 + per)) == "hour"


def _is_bare(page: Page, at: int) -> bool:
    token = page.tokens[at]
    small = token.number is not None and token.number <= 24
    return small and not token.unit and (page.low(at + 1) in _ENDS or page.cue(at + 1, "extra") > 0)
