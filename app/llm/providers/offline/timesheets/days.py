"""What leads an entry of a timesheet: days in any notation, weeks, months, tickets."""

import re
from dataclasses import dataclass

from app.llm.providers.offline.page import Page
from app.llm.providers.offline.tokens import Token, day_in

_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})")
_WEEK = 7
_LAST_MONTH = 12
_LAST_WEEK = 53
_MOST = 31
_MARKS = (":", "-", "–", "—", "|")
_DASHES = frozenset("-–—")
_OFF = 4
"""How near behind its day "off", "holiday" stands."""


@dataclass(frozen=True)
class Day:
    """One day, week or month, or the number of a ticket."""

    text: str
    weekday: int | None = None
    unit: str = "day"


Found = tuple[tuple[Day, ...], int]
"""The days, and the index behind them."""


def days_at(page: Page, at: int) -> Found | None:
    """All days that are said at `at`: "Mon", "Mon-Thu", "6, 13 and 20 May", "the 3rd", "KW 10", "#4411"."""
    if not page.free(at):
        return None
    token = page.tokens[at]
    if token.kind == "date":
        return _dates(page, at)
    if token.kind == "number":
        return _listed(page, at) or _ordinal(page, at) or _numeric(page, at)
    if token.kind == "word":
        return _weekdays(page, at) or _week(page, at) or _month(page, at)
    return _ticket(page, at)


def _weekdays(page: Page, at: int) -> Found | None:
    """ "Monday", "Mon-Fri", "Monday to Friday", "Mon 2 Feb", "lun 4 : 2h30"."""
    weekdays = page.lexicon.weekdays
    names = page.low(at).split("-")
    if not all(name in weekdays for name in names) or _is_named(page, at):
        return None
    first, last, stop = weekdays[names[0]], weekdays[names[-1]], at + 1
    if len(names) == 1 and page.low(stop) in page.lexicon.words["ranges"] | _DASHES and page.low(stop + 1) in weekdays:
        last, stop = weekdays[page.low(stop + 1)], stop + 2
    if first != last:
        span = range(first, first + (last - first) % _WEEK + 1)
        return tuple(Day(page.words(at, stop), day % _WEEK) for day in span), stop
    if page.low(stop) == "." and not page.tokens[stop].gap and not page.ends_sentence(stop):
        stop += 1
    comma = stop + 1 if page.low(stop) == "," else stop
    dated = page.tokens[comma] if page.free(comma) else None
    day_of = dated.day if dated is not None and dated.kind == "date" else None
    if day_of is not None and (comma == stop or day_of.weekday() == first):
        return (Day(page.words(at, comma + 1), first),), comma + 1
    if (day := _numeric(page, stop)) is not None:
        return (Day(page.words(at, day[1]), first),), day[1]
    if page.free(stop) and day_in(page.tokens[stop]) and page.tokens[stop].kind == "number":
        off = page.find_word(stop + 1, min(page.line_end(stop), stop + _OFF), page.lexicon.words["day_off"])
        stop += off is not None or _leads(page, stop + 1)  # "Tue 17 off sick"
    return (Day(page.words(at, stop), first),), stop


def _is_named(page: Page, at: int) -> bool:
    """The "Quinta" of "Quinta das Andorinhas": days have no capital there, names do."""
    if page.lexicon.language in ("en", "de", "nl") or not page.tokens[at].text[0].isupper():
        return False
    after = page.tokens[at + 1] if at + 1 < len(page) else None
    joined = after is not None and (after.low in page.lexicon.words["joiners"] or after.text[0].isupper())
    return joined and after is not None and after.kind == "word"


def _leads(page: Page, at: int) -> bool:
    """Whether a time follows: "4 : 2h30", "4 2 hours"."""
    at = page.skip(at, *_MARKS)
    if not page.free(at):
        return False
    token = page.tokens[at]
    return token.unit == "hour" or token.kind == "clock" or page.lexicon.units.get(page.low(at + 1)) == "hour"


def _dates(page: Page, at: int) -> Found:
    """A date, a span of dates ("14 to 16 April"), or the first of a list ("March 9, 10 and 12")."""
    token = page.tokens[at]
    days = _spanned(page, token)
    stop = at + 1
    if len(days) > 1 or token.text[0].isdecimal() or token.day is None:
        return days, stop
    while len(days) < _MOST and (behind := _linked(page, stop)) and page.free(behind):
        day = page.tokens[behind]
        apart = page.low(behind + 1) in (",", ":", "(", ")", ";", "\n", "") or page.ends_sentence(behind + 1)
        linked = page.low(behind + 1) in page.lexicon.words["extras"]
        if day.kind != "number" or day_in(day) is None or not (apart or linked):
            break
        days = (*days, _of(token, day, page))
        stop = behind + 1
    return days, stop


def _of(dated: Token, day: Token, page: Page) -> Day:
    """The 10 of "March 9, 10": its month is that of the date."""
    number = day_in(day)
    try:
        read = dated.day.replace(day=number) if dated.day and number else None
    except ValueError:
        read = None
    return Day(day.text, read.weekday() if read else None)


def _spanned(page: Page, token: Token) -> tuple[Day, ...]:
    weekday = token.day.weekday() if token.day else None
    words = token.low.split()
    ranged = any(word in page.lexicon.words["ranges"] | _DASHES for word in words)
    numbers = re.findall(r"\d+", token.low)
    first = int(numbers[0]) if ranged and len(numbers) > 1 and len(numbers[0]) <= 2 else 0
    if token.day is None or not 0 < first < token.day.day:
        return (Day(token.text, weekday),)
    last = token.day.day
    return tuple(Day(token.text, ((weekday or 0) - (last - day)) % _WEEK) for day in range(first, last + 1))


def _linked(page: Page, at: int) -> int:
    """Behind the comma or "and" of a list; 0 where it does not go on."""
    comma = page.low(at) == ","
    at += comma
    linked = page.low(at) in page.lexicon.words["extras"] or page.low(at) == "&"
    if not (comma or linked):
        return 0
    small = page.lexicon.words["articles"] | page.lexicon.words["day_leads"]
    return at + linked + (page.low(at + linked) in small)  # "il 3, il 10 e il 17 aprile"


def _listed(page: Page, at: int) -> Found | None:
    """ "6, 13, 20 and 27 October", "am 6., 8. und 13.", "11 and 12 June"."""
    numbers: list[Token] = []
    dotted = 0
    stop = at
    while len(numbers) < _MOST and page.free(stop):
        token = page.tokens[stop]
        if numbers and token.kind == "date" and token.day is not None and token.text[0].isdecimal():
            return (*(_of(token, number, page) for number in numbers), Day(token.text, token.day.weekday())), stop + 1
        if token.kind != "number" or day_in(token) is None:
            return None
        numbers.append(token)
        stop += 1
        glued = stop < len(page) and not page.tokens[stop].gap and page.low(stop) in page.lexicon.words["ordinals"]
        dotted += glued
        stop += glued
        behind = _linked(page, stop)
        if not behind or not page.free(behind) or page.tokens[behind].kind not in ("number", "date"):
            break
        stop = behind
    many = len(numbers) > 1 and dotted == len(numbers)
    return (tuple(Day(number.text) for number in numbers), stop) if many else None


def _ordinal(page: Page, at: int) -> Found | None:
    """The "17 th" that no month follows."""
    stop = at + 1
    glued = stop < len(page) and not page.tokens[stop].gap and page.tokens[stop].kind == "word"
    if day_in(page.tokens[at]) and glued and page.low(stop) in page.lexicon.words["ordinals"]:
        return (Day(page.words(at, stop + 1)),), stop + 1
    return None


def _numeric(page: Page, at: int) -> Found | None:
    """ "1/6 8 uur", "01.09. | 08:30", "06.07. from 22:00": only where a time follows."""
    if not page.free(at) or page.tokens[at].kind != "number":
        return None
    dotted = _DOTTED.fullmatch(page.tokens[at].text)
    if dotted and page.low(at + 1) == "." and not page.tokens[at + 1].gap:
        fits = int(dotted[1]) <= _MOST and int(dotted[2]) <= _LAST_MONTH
        return ((Day(page.words(at, at + 2)),), at + 2) if fits and _goes_on(page, at + 2) else None
    if page.low(at + 1) != "/" or not page.free(at + 2) or page.tokens[at + 1].gap or page.tokens[at + 2].gap:
        return None
    if day_in(page.tokens[at]) and day_in(page.tokens[at + 2]) and _goes_on(page, at + 3):
        return (Day(page.words(at, at + 3)),), at + 3
    return None


def _goes_on(page: Page, at: int) -> bool:
    led = page.low(at) in page.lexicon.words["moved_from"]
    return _leads(page, at) or led


def _week(page: Page, at: int) -> Found | None:
    """ "week 14", "KW 10", "first week", "primera semana"."""
    weeks = page.lexicon.words["week_words"]
    number = page.tokens[at + 1].number if page.free(at + 1) and page.tokens[at + 1].kind == "number" else None
    counted = page.lexicon.units.get(page.low(at + 2)) == "hour"
    if page.low(at) in weeks and number is not None and number % 1 == 0 and number <= _LAST_WEEK and not counted:
        return (Day(page.words(at, at + 2), unit="week"),), at + 2
    ordinal = page.low(at) in page.lexicon.words["week_ordinals"] and page.low(at + 1) in weeks
    return ((Day(page.words(at, at + 2), unit="week"),), at + 2) if ordinal else None


def _month(page: Page, at: int) -> Found | None:
    """ "January 18 h", "März: 12 Std."."""
    if page.low(at) not in page.lexicon.months or not _leads(page, at + 1):
        return None
    return (Day(page.tokens[at].text, unit="month"),), at + 1


def _ticket(page: Page, at: int) -> Found | None:
    """ "#4411 25 min", "OPS-12: 2h"."""
    units = page.lexicon.units
    stop = at + 1
    if page.low(at) == "#" and page.free(stop) and page.tokens[stop].kind in ("number", "code"):
        stop += 1
    elif page.tokens[at].kind != "code":
        return None
    timed = page.skip(stop, *_MARKS)
    if not page.free(timed) or page.tokens[timed].kind != "number":
        return None
    minutes = page.tokens[timed].unit or units.get(page.low(timed + 1))
    return ((Day(page.words(at, stop), unit="ticket"),), stop) if minutes in ("hour", "minute") else None
