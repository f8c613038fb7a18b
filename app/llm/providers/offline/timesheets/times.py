"""How long something took: "2h15", "5 h 30", "an hour", "9-12.30", "dalle 8 alle 12", "from 9 till noon"."""

import re
from dataclasses import dataclass
from decimal import Decimal

from app.llm.providers.offline.clocks import hours
from app.llm.providers.offline.page import Page

_DAY = 24 * 60
_HALF_DAY = 12 * 60
_HOUR = 60
_LINKS = 4
_DIGITS = 2
_QUARTER = Decimal("0.25")
_CLOCK = re.compile(r"(\d{1,2})[:.]([0-5]\d)")
_DASHES = frozenset("-–—")
_HALVES = frozenset({"am", "pm"})
_MARKED = re.compile(r"[hu](\d\d)?")


@dataclass(frozen=True)
class Time:
    """Hours, and from when to when in minutes where that is said."""

    hours: Decimal
    span: tuple[int, int] | None = None
    scale: Decimal = Decimal(1)
    """How many hours the unit has in which it was said."""


def time_at(page: Page, at: int, led: bool) -> tuple[Time, int] | None:
    """What is said at `at` and the index behind it; `led` where a day or another span stands before it."""
    if not page.free(at):
        return None
    token = page.tokens[at]
    if "span_begin" in token.cues:
        span = token.cues["span_begin"], token.cues["span_end"]
        return Time(hours((span[1] - span[0]) % _DAY or _DAY), span), at + 1
    if spanned := _span(page, at, led):
        return spanned
    if token.kind == "number" and token.number is not None:
        return _counted(page, at)
    one = token.low in page.lexicon.words["ones"] and _unit(page, at + 1) == "hour"
    follows = at > 0 and (page.tokens[at - 1].number is not None or page.low(at - 1) in page.lexicon.units)
    return (Time(Decimal(1)), at + 2) if one and not follows else None


def _counted(page: Page, at: int) -> tuple[Time, int] | None:
    token = page.tokens[at]
    value = token.number or Decimal(0)
    if token.unit in ("hour", "minute"):
        scale = Decimal(1) if token.unit == "hour" else Decimal(1) / _HOUR
        return Time(value * scale, scale=scale), at + 1
    if token.unit:
        return None
    hyphen = at + 1 + (page.low(at + 1) in _DASHES and not page.tokens[at + 1].gap)
    unit = _unit(page, hyphen)
    if unit == "minute":
        return Time(value / _HOUR, scale=Decimal(1) / _HOUR), hyphen + 1
    if page.low(at + 1) in page.lexicon.words["quarters"] | page.lexicon.words["quarter_hours"] and value % 1 == 0:
        return Time(value * _QUARTER, scale=_QUARTER), at + 2
    if unit != "hour":
        return None
    stop = hyphen + 1
    minutes = _minutes(page, stop) if value % 1 == 0 else 0
    return (Time(value + hours(minutes)), stop + 1) if minutes else (Time(value), stop)


def _minutes(page: Page, at: int) -> int:
    """The 30 of "5 h 30"."""
    token = page.tokens[at] if page.free(at) and page.tokens[at].kind == "number" else None
    if token is None or token.unit or token.gap > 1 or len(token.text) != _DIGITS or not token.text.isdecimal():
        return 0
    return int(token.text) if int(token.text) < _HOUR and page.low(at + 1) not in page.lexicon.units else 0


def _unit(page: Page, at: int) -> str | None:
    """ "hours", and "hour's" of "an hour's lunch"."""
    low = page.low(at)
    return page.lexicon.units.get(low) or page.lexicon.units.get(low.removesuffix("'s").rstrip("'"))


def _span(page: Page, at: int, led: bool) -> tuple[Time, int] | None:
    """ "9-12", "7 alle 12", "9 till noon", "8 alle 13:30" where something leads to it."""
    words = page.lexicon.words
    leads, links = words["moved_from"] | words["time_from"], words["ranges"] | words["time_to"] | _DASHES
    led = led or page.low(at - 1) in leads
    led = led or (page.low(at - 1) in words["articles"] and page.low(at - 2) in leads)
    first = _moment(page, at)
    if first is None or first[1] >= len(page) or page.low(first[1]) not in links:
        return None
    behind = first[1] + 1
    while page.low(behind) in links | words["articles"] and behind < first[1] + _LINKS:  # "fino alle", "hasta las"
        behind += 1
    last = _moment(page, behind)
    if last is None or not (led or first[2] or last[2]):
        return None
    (begin, _, sure, half), (end, stop, later, end_half) = first, last
    sums = page.lexicon.currencies
    if page.low(stop) in page.lexicon.units or page.low(stop) in sums or page.low(stop) == "%":
        return None
    if end_half == "pm" and not half and begin + _HALF_DAY < end:
        begin += _HALF_DAY  # "2 to 6 pm"
    length = (end - begin) % _DAY
    if not later and end < begin <= _HALF_DAY:
        length = (end - begin) % _HALF_DAY  # "9:30 till 1"
        end = begin + length
    elif not (sure or later) and max(begin, end) <= _HALF_DAY:
        length = (end - begin) % _HALF_DAY  # "9-1"
        end = begin + length
    return (Time(hours(length), (begin, end)), stop) if length else None


def _moment(page: Page, at: int) -> tuple[int, int, bool, str] | None:
    """Minutes since midnight, the index behind, whether it is surely a time, and "am" or "pm"."""
    if not page.free(at):
        return None
    token, words = page.tokens[at], page.lexicon.words
    if token.low in words["noons"] or token.low in words["midnights"]:
        return _HALF_DAY if token.low in words["noons"] else _DAY, at + 1, True, ""
    read = _CLOCK.fullmatch(token.text) if token.kind in ("clock", "number") else None
    if read is not None:
        minutes, sure = int(read[1]) * _HOUR + int(read[2]), token.kind == "clock"
    elif token.kind == "number" and token.text.isdecimal() and len(token.text) <= 2:
        minutes, sure = int(token.text) * _HOUR, False
    else:
        return None
    if minutes > _DAY or token.unit:
        return None
    stop = at + 1
    low = page.low(stop)
    if low in _HALVES:
        minutes = minutes % _HALF_DAY + (_HALF_DAY if low == "pm" else 0)
        return minutes, stop + 1, True, low
    if low in words["clock_marks"]:
        return minutes, stop + 1, True, ""
    if low == "h" and not sure and page.tokens[stop].gap:  # "21 h à 7 h", "8 h à 12 h 30"
        further = _minutes(page, stop + 1)
        return minutes + further, stop + 1 + (further > 0), True, ""
    marked = _MARKED.fullmatch(low) if stop < len(page) and not page.tokens[stop].gap else None
    if marked and not sure:
        return minutes + int(marked[1] or 0), stop + 1, True, ""
    return minutes, stop, sure, ""


def moment_at(page: Page, at: int) -> int | None:
    """The minutes of "midnight", "10pm", "22 Uhr", "20:00"; a bare number is none."""
    read = _moment(page, at)
    return read[0] if read is not None and read[2] else None
