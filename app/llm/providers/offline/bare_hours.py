"""Bare numbers behind days, where a rate by the hour tells what they are: "Mon 4, Tue 5, at $22 an hour"."""

from decimal import Decimal

from app.llm.providers.offline.clocks import SPAN, hours
from app.llm.providers.offline.entries import is_bare, is_hourly, is_sheet, label_stop, mark_entries, mark_weeks
from app.llm.providers.offline.page import Page
from app.llm.providers.offline.tokens import Token

_CLOCK = 12
_DAY = 24
_AHEAD = 4
_REACH = 16
_SPENT = frozenset({"hour", "session", "half day"})
_MARKS = frozenset("-–—|")


def mark_hours(page: Page) -> None:
    """Give the unit to each number behind a weekday or date that has none of its own."""
    if not is_sheet(page):
        return
    mark_weeks(page)
    for index, token in enumerate(page.tokens):
        set_apart = page.low(index - 1) in _MARKS or _ends_entry(page, index)
        if token.kind == "clock" and not token.taken and set_apart:
            _read_clock(token)
        if token.kind != "date" and token.low not in page.lexicon.weekdays:
            continue
        _drop_day_number(page, index + 1)
        at = page.skip(index + 1, ":", "-", "–", ".")
        at += page.low(at + 1) in (":", "-", "–") and not page.free(at)
        at = page.skip(at, ":", "-", "–", ".")
        if not page.free(at):
            continue
        token = page.tokens[at]
        if token.kind == "clock":
            _read_clock(token)
        elif token.kind == "number" and not _read_span(page, at) and is_bare(page, at):
            token.unit = "hour"
    mark_entries(page)


def _ends_entry(page: Page, index: int) -> bool:
    """ "Firmware review 2:30" as a line of its own; not "at 14:30" or "until 14:30"."""
    before = page.tokens[index - 1] if index else None
    named = before is not None and before.kind == "word" and not before.taken and not before.cues
    led = named and page.low(index - 1) in page.lexicon.words["ranges"] | page.lexicon.words["vague"]
    return named and not led and index + 1 >= page.line_end(index)


def _drop_day_number(page: Page, at: int) -> None:
    """The 4 of "lun 4 : 2h30" is a day, where hours follow it."""
    hours_at = page.skip(at + 1, ":", "-", "–")
    following = page.tokens[hours_at] if page.free(hours_at) else None
    timed = following is not None and (following.unit == "hour" or following.kind == "clock")
    timed = timed or (following is not None and page.lexicon.units.get(page.low(hours_at + 1)) == "hour")
    if timed and page.free(at) and page.tokens[at].text.isdecimal() and page.tokens[at].unit is None:
        page.take(at, at + 1)


def _read_clock(token: Token) -> None:
    """ "2:30" in a list of hours is how long, and no time of day."""
    hour, minute = token.text.split(":")
    token.kind, token.number, token.unit = "number", hours(int(hour) * 60 + int(minute)), "hour"


def read_bare_spans(page: Page) -> None:
    """ "from 9 till 11 on Friday at £15 an hour": where a price is by the hour, what says when says how long."""
    if not any(is_hourly(page, index) for index, token in enumerate(page.tokens) if token.number is not None):
        return
    for at in range(len(page)):
        led = page.low(at - 1) in page.lexicon.words["moved_from"] or label_stop(page, at - 1) == at
        ahead = range(at + 3, min(page.clause(at)[1], at + 3 + _AHEAD))
        bare = page.free(at) and page.tokens[at].kind == "number" and not page.tokens[at].unit
        if bare and (led or any(label_stop(page, index) > index for index in ahead)):
            _read_span(page, at)


def _read_span(page: Page, at: int) -> bool:
    """ "Mon 9-12, Fri 9-1": from one full hour to another."""
    first = page.tokens[at]
    last = page.tokens[at + 2] if at + 2 < len(page) else None
    if last is None or page.low(at + 1) not in page.lexicon.words["ranges"] or last.number is None or last.unit:
        return False
    if not first.text.isdecimal() or not last.text.isdecimal() or page.low(at + 3) in page.lexicon.units:
        return False
    begin, end = int(first.text), int(last.text)
    if max(begin, end) > _DAY:
        return False
    first.number, first.unit = Decimal((end - begin) % (_CLOCK if max(begin, end) <= _CLOCK else _DAY)), "hour"
    first.cues = SPAN
    page.take(at + 1, at + 3)
    return True


def spread_over_days(page: Page) -> None:
    """ "Monday, Tuesday and Friday, 6 hours each day" are three times six."""
    if not any(_is_weekday(page, index) for index in range(len(page))):
        return
    for index, token in enumerate(page.tokens):
        unit = token.unit or page.lexicon.units.get(page.low(index + 1))
        if token.kind != "number" or token.taken or token.number is None or unit not in _SPENT:
            continue
        behind = index + (1 if token.unit else 2)
        width = page.cue(behind, "each", "per")
        daily = width > 0 and page.lexicon.units.get(page.low(behind + width)) == "day"
        if not (daily or page.cue(behind, "each") or page.cue(index - 1, "each")):
            continue
        days = _days_before(page, index)
        if len(days) and (count := _count_days(page, days)) > 1:
            token.number *= count
            page.take(days[0], days[-1] + 1)
            page.take(behind, behind + (width + daily if page.cue(behind, "each") or daily else 0))
            page.take(index - 1, index if page.cue(index - 1, "each") else index - 1)


def _is_weekday(page: Page, index: int) -> bool:
    """ "Monday", and both of "Mon-Fri"."""
    token = page.tokens[index]
    return token.kind in ("word", "date") and all(day in page.lexicon.weekdays for day in token.low.split("-"))


def _days_before(page: Page, index: int) -> list[int]:
    """The weekdays and dates of the sentence that are listed before `index`; none where days are counted."""
    days: list[int] = []
    at = index - 1
    while at >= 0 and index - at < _REACH and not page.ends_sentence(at):
        if page.tokens[at].kind == "number" and not page.tokens[at].taken:
            return []
        if page.free(at) and (_is_weekday(page, at) or page.tokens[at].kind == "date"):
            days.insert(0, at)
        at -= 1
    return days


def _count_days(page: Page, days: list[int]) -> int:
    """Each of a list, and all of a span: "Monday to Friday" are five."""
    count = 0
    for place, index in enumerate(days):
        named = [page.lexicon.weekdays[day] for day in page.low(index).split("-") if day in page.lexicon.weekdays]
        if len(named) == 2:
            count += (named[1] - named[0]) % 7
        before = days[place - 1] if place else None
        if before is not None and named and before == index - 2 and page.low(index - 1) in page.lexicon.words["ranges"]:
            count += (named[0] - page.lexicon.weekdays.get(page.low(before), named[0] - 1)) % 7 - 1
        count += 1
    return count
