"""Whether 4/5/2026 is April 5 on a page: as it is said, as other dates show, by region and currency."""

from collections.abc import Iterator

from app.llm.providers.offline import habits
from app.llm.providers.offline.page import Page

_DAY_FIRST_MONEY = frozenset("£ € ₹ GBP EUR INR AUD NZD CHF SEK NOK DKK PLN".split())
_MOST = 50
_AGAIN = 12
"""From a date in numbers to the same date in words: "04/02/2026 (that's the 4th of February)"."""


def month_first(page: Page, locale: str) -> bool:
    """By what leaves no doubt, else by the team's region, else by the currency (pounds: the day first)."""
    for said, first in (("month_day", True), ("day_month", False)):
        if any(_is_by_date(page, at) for at in page.places(said)[:_MOST]):
            return first
    certain = habits.certain_order(_written_days(page))
    certain = _said_again(page) if certain is None else certain
    if certain is not None:
        return certain
    symbols = {token.text for token in page.tokens if token.kind in ("punct", "word")}
    if not locale and "$" not in symbols and not symbols.isdisjoint(_DAY_FIRST_MONEY):
        return False
    return habits.month_first(page.lexicon.language, locale)


def _is_by_date(page: Page, at: int) -> bool:
    """Not the "american style" of a kitchen."""
    return any(token.kind == "numeric_date" for token in page.tokens[max(0, at - _AGAIN) : at + _AGAIN])


def _written_days(page: Page) -> Iterator[str]:
    """ "13/10/2026", and the "13/10" that opens a line of a timesheet."""
    for index, token in enumerate(page.tokens):
        if token.kind == "numeric_date" and not token.text[:4].isdecimal():
            yield token.text
        elif token.kind == "number" and page.low(index + 1) == "/" and _opens(page, index):
            day, month = token.text, page.low(index + 2)
            if all(part.isdecimal() and len(part) <= 2 for part in (day, month)):
                yield f"{day}/{month}"


def _opens(page: Page, index: int) -> bool:
    return page.starts_line(index) or page.low(index - 1) in page.lexicon.weekdays


def _said_again(page: Page) -> bool | None:
    """The month that is named right behind a date tells which of its numbers is one."""
    for index, token in enumerate(page.tokens):
        numbers = token.text.split("/") if token.kind == "numeric_date" else []
        if len(numbers) != 3 or len(numbers[0]) > 2:
            continue
        first, second = int(numbers[0]), int(numbers[1])
        for near in page.tokens[index + 1 : index + _AGAIN]:
            month = page.lexicon.months.get(near.low) if near.kind == "word" else None
            if first != second and month in (first, second):
                return month == first
    return None
