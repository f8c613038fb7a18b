"""Bare numbers behind days, where a rate by the hour tells what they are: "Mon 4, Tue 5, at $22 an hour"."""

from decimal import Decimal

from app.llm.providers.offline.clocks import hours
from app.llm.providers.offline.page import Page
from app.llm.providers.offline.tokens import Token

_CLOCK = 12
_MARKS = frozenset("-–—|")
_ENDS = frozenset(",;.\n") | {""}


def mark_hours(page: Page) -> None:
    """Give the unit to each number behind a weekday or date that has none of its own."""
    if not any(_is_hourly(page, index) for index, token in enumerate(page.tokens) if token.number is not None):
        return
    for index, token in enumerate(page.tokens):
        if token.kind == "clock" and page.low(index - 1) in _MARKS and not token.taken:
            _read_clock(token)
        if token.kind != "date" and token.low not in page.lexicon.weekdays:
            continue
        at = page.skip(index + 1, ":", "-", "–", ".")
        if not page.free(at):
            continue
        token = page.tokens[at]
        if token.kind == "clock":
            _read_clock(token)
        elif token.kind == "number" and not _read_span(page, at) and _is_bare(page, at):
            token.unit = "hour"


def _read_clock(token: Token) -> None:
    """ "2:30" in a list of hours is how long, and no time of day."""
    hour, minute = token.text.split(":")
    token.kind, token.number, token.unit = "number", hours(int(hour) * 60 + int(minute)), "hour"


def _read_span(page: Page, at: int) -> bool:
    """ "Mon 9-12, Fri 9-1": from one full hour to another."""
    first = page.tokens[at]
    last = page.tokens[at + 2] if at + 2 < len(page) else None
    if last is None or page.low(at + 1) not in page.lexicon.words["ranges"] or not _is_bare(page, at + 2):
        return False
    if not first.text.isdecimal() or not last.text.isdecimal():
        return False
    first.number, first.unit = Decimal((int(last.text) - int(first.text)) % _CLOCK), "hour"
    page.take(at + 1, at + 3)
    return True


def _is_hourly(page: Page, index: int) -> bool:
    per = page.cue(index + 1, "per")
    return per > 0 and page.lexicon.units.get(page.low(index + 1 + per)) == "hour"


def _is_bare(page: Page, at: int) -> bool:
    token = page.tokens[at]
    small = token.number is not None and token.number <= 24
    return small and not token.unit and (page.low(at + 1) in _ENDS or page.cue(at + 1, "extra") > 0)
