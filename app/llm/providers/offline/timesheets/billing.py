"""Hours times rates: what of each entry is paid at which rate."""

from dataclasses import dataclass
from decimal import Decimal

from app.llm.providers.offline.page import Page
from app.llm.providers.offline.timesheets.conditions import stems
from app.llm.providers.offline.timesheets.sheet import Entry, Rate, Sheet

_DAY = 24 * 60
_HOUR = 60
_LEAST_PARTS = 2


@dataclass
class Piece:
    """Part of an entry at one rate."""

    entry: Entry
    quantity: Decimal
    rate: Rate


def settle(sheet: Sheet) -> None:
    """Take off the breaks, and count days as hours."""
    spanned = [entry for entry in sheet.entries if entry.spans] or sheet.entries
    for length, days in sheet.breaks:
        for entry in spanned:
            if not days or entry.falls_on(days):
                entry.value -= length
    for entry in sheet.entries:
        if entry.unit in ("day", "half day") and sheet.unit == "hour":
            half = Decimal("0.5") if entry.unit == "half day" else Decimal(1)
            entry.value *= half * (sheet.day_hours or Decimal(0))
        entry.value = max(entry.value, sheet.minimum)


def without_restated(sheet: Sheet) -> None:
    """Of "7 hours of gardening (3 hours Tuesday, 4 on Thursday)" only the whole counts, or only its parts."""
    if len(sheet.entries) <= _LEAST_PARTS:
        return
    first, *rest = sheet.entries
    whole = not first.days and first.value == sum((entry.total for entry in rest), Decimal(0))
    if whole and not any(entry.spans for entry in rest):
        sheet.entries = rest if any(entry.rate for entry in rest) else [first]


def pieces(page: Page, sheet: Sheet) -> list[Piece] | None:
    """None where some entry has no rate."""
    settle(sheet)
    words = {id(entry): _words(page, entry) for entry in sheet.entries}
    every = frozenset[str]().union(*words.values())
    days = {day.weekday for entry in sheet.entries for day in entry.days}
    general = next((rate for rate in sheet.rates if _holds_for_all(rate, every, days)), None)
    general = general or next((rate for rate in sheet.rates if rate.first or rate.until), None)
    general = general or (sheet.rates[0] if len(sheet.rates) == 1 else None)
    made: list[Piece] = []
    for entry in sheet.entries:
        rate = entry.rate or _fitting(sheet, entry, words[id(entry)]) or general
        if rate is None:
            return None
        made += _split(sheet, entry, rate)
    return [piece for piece in made if piece.quantity > 0]


def fits_some(page: Page, sheet: Sheet, rate: Rate) -> bool:
    """Whether an amount without a unit tells some entries from others: "the hour is £20, Sundays £25"."""
    if rate.after is not None or rate.beyond is not None:
        return True
    days = {day.weekday for entry in sheet.entries for day in entry.days}
    every = frozenset[str]().union(*(_words(page, entry) for entry in sheet.entries))
    if rate.weekdays:
        return not rate.weekdays.isdisjoint(days) and rate.words <= every  # Not the "taxi" of "€12 taxi on Saturday".
    return not rate.words.isdisjoint(every) and len(rate.words - every) < 2


def _words(page: Page, entry: Entry) -> frozenset[str]:
    found: set[str] = set()
    for cell in (*entry.cells, *entry.heading):
        found |= stems(page, cell.start, cell.stop)
    return frozenset(found)


def _holds_for_all(rate: Rate, every: frozenset[str], days: set[int | None]) -> bool:
    """Nothing is said that could tell some entries from others."""
    if rate.first or rate.until or rate.after or rate.beyond is not None:
        return False
    return rate.weekdays.isdisjoint(days) and (rate.words.isdisjoint(every) or not rate.words)


def _fitting(sheet: Sheet, entry: Entry, words: frozenset[str]) -> Rate | None:
    plain = [rate for rate in sheet.rates if rate.after is None and rate.beyond is None and not rate.first]
    named = {day.weekday for day in entry.days}
    by_day = next((rate for rate in plain if rate.weekdays and not rate.weekdays.isdisjoint(named)), None)
    fitting = [rate for rate in plain if not rate.words.isdisjoint(words) and not rate.weekdays]
    return by_day or max(fitting, key=lambda rate: len(rate.words & words), default=None)


def _split(sheet: Sheet, entry: Entry, rate: Rate) -> list[Piece]:
    """At the rate, and what is after midnight or beyond the first hours of the day at a further one."""
    often = entry.times * entry.share * sheet.persons
    later = next((other for other in sheet.rates if other.after is not None), None)
    beyond = next((other for other in sheet.rates if other.beyond is not None), None)
    over, further = Decimal(0), None
    if later is not None and later.after is not None and entry.spans:
        over, further = _behind(entry.spans, later.after), later
    elif beyond is not None and beyond.beyond is not None and entry.rate is None:
        over, further = max(entry.value - beyond.beyond, Decimal(0)), beyond
    over = min(over, entry.value)
    made = [Piece(entry, (entry.value - over) * often, rate)]
    return [*made, Piece(entry, over * often, further)] if over and further is not None else made


def _behind(spans: list[tuple[int, int]], moment: int) -> Decimal:
    """The hours of `spans` behind a time of day; the night goes on past midnight."""
    minutes = 0
    for begin, end in spans:
        end += _DAY if end <= begin else 0
        limit = moment or _DAY
        minutes += max(end - max(begin, limit), 0)
    return Decimal(minutes) / _HOUR
