"""How often a time was worked: "6h a day", "two hours each time", "nine sessions, an hour and a half each"."""

from decimal import Decimal

from app.llm.providers.offline.page import Page
from app.llm.providers.offline.timesheets.cells import Atom, Cell
from app.llm.providers.offline.timesheets.days import Day

_LONGEST = 14
"""More hours than that, said of several days, are those of all of them."""
_NEAR = 4


def multiplied(
    page: Page, cell: Cell, times: list[Atom], days: tuple[Day, ...], counts: list[Atom]
) -> tuple[Decimal, bool]:
    """How often, and whether each of what is still to be named."""
    first, told = times[0], {time.start for time in times}  # By their place: comparing whole atoms is slow.
    own = [count for count in cell.of("count") if count.start not in told and count.unit != "person"]
    own += [number for number in cell.of("number") if number.start not in told and _leads_to(page, number, first)]
    pers = cell.of("per")
    single = [day for day in days if day.unit == "day"]
    if first.kind == "count" and first.value == len(single):
        return Decimal(1), False  # "on 14 and 15 November, so two days"
    if own:
        product = Decimal(1)
        for count in own:
            product *= count.value
        return product, False
    alike = [count for count in counts if pers and count.unit == pers[0].unit] or counts[-1:]
    if pers and alike:
        return alike[-1].value, False
    if len(single) > 1:
        spanned = first.time is not None and first.time.span is not None
        return (Decimal(len(single)) if pers or spanned or first.value <= _LONGEST else Decimal(1)), False
    if pers:
        return Decimal(1), True
    spanned = first.time is not None and first.time.span is not None
    if spanned and counts and not days:
        return counts[-1].value, False  # "three nights, from 22:00 to 7:00"
    return Decimal(1), False


def _leads_to(page: Page, number: Atom, time: Atom) -> bool:
    """The 4 of "4 coaching calls of 30 min", "3 x 2 hours"."""
    if number.start > time.start or number.value % 1:
        return False
    link = page.low(time.start - 1)
    led = link in page.lexicon.words["of"] or page.cue(time.start - 1, "times", "strict_at") > 0
    return led or any(page.cue(at, "each") for at in range(time.stop, min(len(page), time.stop + _NEAR)))


def reach_of(page: Page, cell: Cell, times: list[Atom]) -> Decimal | None:
    """The 8 of "for the first 8 hours of each day", "over 8 hours a day": no time that was worked."""
    for time in times:
        before = range(max(cell.start, time.start - _NEAR), time.start)
        plain = time.time is not None and time.time.span is None and not cell.of("days")
        if plain and any(page.cue(at, "sheet_first", "sheet_beyond") for at in before):
            return time.value
    return None
