"""How long a price by time is paid for: "£12 a month for a year" is paid twelve times."""

from collections.abc import Collection, Sequence
from decimal import Decimal

from app.llm.providers.offline.lines import Line
from app.llm.providers.offline.page import Page

_TIMES = {
    ("year", "quarter"): 4, ("year", "month"): 12, ("year", "week"): 52, ("half year", "month"): 6,
    ("half year", "quarter"): 2, ("quarter", "month"): 3, ("quarter", "week"): 13, ("fortnight", "week"): 2,
    ("fortnight", "day"): 14, ("week", "day"): 7, ("month", "fortnight"): 2,
}  # fmt: skip
"""How many of the second are in one of the first."""
_MOST = 20
_FRACTIONS = {("month", "year"): 12, ("quarter", "year"): 4, ("half year", "year"): 2}
"""How many of the first are in one of the second."""


def paid_times(value: Decimal, unit: str | None, pers: Collection[str]) -> tuple[Decimal, str] | None:
    """How often a price for each of `pers` is paid in `value` of `unit`: 24 months in two years."""
    if unit is None or unit in pers:
        return None
    for per in pers:
        if times := _TIMES.get((unit, per)):
            return value * times, per
        if parts := _FRACTIONS.get((unit, per)):
            return value / parts, per
    return None


def spans_said(page: Page, start: int, stop: int, pers: Collection[str]) -> list[tuple[int, Decimal, str, str]]:
    """Each "a year", "the whole quarter" that a price by the month is paid for: index, times, unit and word."""
    if not pers or not any(per == shorter for per in pers for _, shorter in _TIMES):
        return []
    words, found = page.lexicon.words, []
    for at in page.words_in(start, stop, words["articles"]):
        noun = at + 1
        while noun < at + 3 and page.low(noun) in words["full_words"]:
            noun += 1
        unit = page.lexicon.units.get(page.low(noun)) if page.free(at) and page.free(noun) and noun < stop else None
        if unit and (times := paid_times(Decimal(1), unit, pers)) and times[0] > 1:
            found.append((at, *times, page.low(noun)))
    return found


def share_spans(page: Page, lines: Sequence[Line]) -> None:
    """ "£12 a month for a year, and the mailbox adds £3 a month over the same period": as often as the line before."""
    for at in page.places("same_span")[:_MOST]:
        told = [line for line in lines if line.start < at and line.per is not None]
        spans = [each.quantity for each in told[:-1] if each.per == told[-1].per and each.quantity]
        if spans and told[-1].quantity is None:
            told[-1].quantity, told[-1].is_rate = spans[-1], False
