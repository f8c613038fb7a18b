"""Spans of clock time as hours: 09:15-12:45, 6pm-11pm, 9am to 5:30pm; past midnight counts on."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from app.llm.providers.offline.lexicon import Lexicon
from app.llm.providers.offline.tokens import Token, join

_HALVES = re.compile(r"(am|pm)")
_HALF_WORDS = frozenset({"am", "pm"})
_HOUR_LETTERS = frozenset("hu")
_HOURS = re.compile(r"[hu](\d{2})?")
_DOTTED = re.compile(r"(\d{1,2})\.([0-5]\d)")
_SURE = ":"
_SPAN = {"span": 1}
"""The cue of hours that were reckoned from two times."""
HOUR_MARKS = frozenset("-–—:|=")
"""Between a day and its hours."""
_LEAD = 5
_LINK = 7
_NAMING = frozenset({"check", "-"})
"""Before an "in" that is part of a name: "check in 3pm, out 11am" is a hotel's."""
_DAY = 24 * 60
_HALF_DAY = 12 * 60


Moment = tuple[int, str | None, int, str]
"""Minutes, "am" or "pm" where said, the index behind, and what shows that it is a time."""


class ClockReader:
    """A folding rule that knows the words between two times ("to", "till")."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.ranges = lexicon.words["ranges"]
        self.starts, self.ends = lexicon.words["clock_starts"], lexicon.words["clock_ends"]
        self.small = lexicon.words["clock_small"] | lexicon.words["extras"] | lexicon.words["pronouns"] | self.ends
        self.leads = lexicon.words["clock_small"] | self.starts
        self.marks = lexicon.words["clock_marks"]
        self.followers = self.ranges | self.marks | _HALF_WORDS
        self.currencies = lexicon.currencies
        self.weekdays = lexicon.weekdays
        self.named = {
            **dict.fromkeys(lexicon.words["noons"], _HALF_DAY),
            **dict.fromkeys(lexicon.words["midnights"], _DAY),
        }

    def span(self, tokens: Sequence[Token], at: int) -> tuple[Token, int] | None:
        """Two times of which one has minutes or "am", or both a dot or an "h": "6-11" alone may be anything."""
        after = tokens[at + 1].low if at + 1 < len(tokens) else ""
        known = after in self.followers or (after[:1] in _HOUR_LETTERS and _HOURS.fullmatch(after))
        first = self._time(tokens, at) if known or after in self.small else None
        if first is None or first[2] >= len(tokens):
            return None
        if tokens[first[2]].low not in self.ranges:
            return self._finished(tokens, at, first)
        last = self._time(tokens, first[2] + 1)
        if last is None or not (_SURE in (first[3], last[3]) or (first[3] and first[3] == last[3])):
            dotted = last is not None and "." in (first[3], last[3])
            if last is None or not dotted or not self._is_dated(tokens, at):
                return None
        if last[2] < len(tokens) and tokens[last[2]].low in self.currencies:
            return None  # "1.50-2.50 €"
        return _reckoned(tokens, at, first, last)

    def started(self, tokens: Sequence[Token], at: int) -> tuple[Token, int] | None:
        """ "started at 8 and finished at 4:30", "on site 7:30, off at 3", "in at 17:00, out at 23:00"."""
        if tokens[at].low not in self.starts or (at and tokens[at - 1].low in _NAMING):
            return None
        begin = at + 1
        while begin < len(tokens) and begin < at + _LEAD and tokens[begin].low in self.leads:
            begin += 1
        first = self._time(tokens, begin)
        made = self._finished(tokens, begin, first, sure=True) if first else None
        if made is None:
            return None
        token = join(tokens, at, made[1], "number")
        token.number, token.unit, token.cues = made[0].number, made[0].unit, made[0].cues
        return token, made[1]

    def _finished(
        self, tokens: Sequence[Token], at: int, first: Moment, *, sure: bool = False
    ) -> tuple[Token, int] | None:
        """The rest of "8:15am, finished 1:45pm": a word for leaving off between two times."""
        behind = first[2]
        while behind < len(tokens) and behind < first[2] + _LINK and tokens[behind].low in self.small:
            behind += 1
        if not any(token.low in self.ends for token in tokens[first[2] : behind]):
            return None
        last = self._time(tokens, behind)
        if last is None or not (sure or _SURE in (first[3], last[3])):
            return None
        return _reckoned(tokens, at, first, last)

    def _is_dated(self, tokens: Sequence[Token], at: int) -> bool:
        """Right behind its day: "Mo 8-12.30"."""
        at -= at > 0 and tokens[at - 1].low in HOUR_MARKS
        return at > 0 and (tokens[at - 1].kind == "date" or tokens[at - 1].low in self.weekdays)

    def _time(self, tokens: Sequence[Token], at: int) -> Moment | None:
        """As `_time` below; "noon" and "12 Uhr" too."""
        if at < len(tokens) and tokens[at].low in self.named:
            return self.named[tokens[at].low], None, at + 1, _SURE
        read = _time(tokens, at)
        if read and read[2] < len(tokens) and tokens[read[2]].low in self.marks and read[1] is None:
            return read[0], None, read[2] + 1, _SURE
        return read


def _reckoned(tokens: Sequence[Token], at: int, first: Moment, last: Moment) -> tuple[Token, int]:
    """One token with the hours between two times."""
    (begin, half, _, _), (end, end_half, stop, _) = first, last
    if last[3] == "" and end < begin <= _HALF_DAY:
        end += _HALF_DAY  # "9:30 till 1"
    if half is None and end_half and begin < _HALF_DAY:
        begin += _HALF_DAY if end_half == "pm" and begin + _HALF_DAY < _at(end, end_half) else 0
    token = join(tokens, at, stop, "number")
    token.number, token.unit = hours((_at(end, end_half) - _at(begin, half)) % _DAY), "hour"
    token.cues = {**_SPAN, "span_begin": _at(begin, half), "span_end": _at(end, end_half)}
    return token, stop


def hours(minutes: int) -> Decimal:
    """Minutes as decimal hours."""
    return (Decimal(minutes) / 60).quantize(Decimal("0.0001"))


def leads_to_hours(tokens: Sequence[Token], at: int) -> bool:
    """Behind the day of "02/23 - 2:30", "3/2: 4 h" and "3/2 4.5"."""
    at += tokens[at].low in HOUR_MARKS and at + 1 < len(tokens)
    return tokens[at].gap > 0 and tokens[at].kind in ("clock", "number")


def falls_elsewhere(weekday: int | None, day: date | None) -> bool:
    """Whether the 8 December of "Mo 8-12" is no Monday, this year or last, so that it is a span of hours."""
    return weekday is not None and day is not None and weekday not in (day.weekday(), (day.weekday() - 1) % 7)


def _at(minutes: int, half: str | None) -> int:
    """Minutes since midnight: 12 am is the first, 12 pm the thirteenth hour."""
    return minutes if half is None else minutes % _HALF_DAY + (_HALF_DAY if half == "pm" else 0)


def _time(tokens: Sequence[Token], at: int) -> Moment | None:
    """Minutes, "am" or "pm" where said, the index behind, and what shows that it is a time (maybe nothing)."""
    if at >= len(tokens):
        return None
    token = tokens[at]
    if token.kind == "clock":
        hour, minute = token.text.split(":")
        minutes, shown = int(hour) * 60 + int(minute), _SURE
    elif token.kind == "number" and (dotted := _DOTTED.fullmatch(token.text)):
        minutes, shown = int(dotted[1]) * 60 + int(dotted[2]), "."
    elif token.kind == "number" and token.text.isdecimal() and len(token.text) <= 2:
        minutes, shown = int(token.text) * 60, ""
    else:
        return None
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if minutes > _DAY or after is None:
        return (minutes, None, at + 1, shown) if minutes <= _DAY else None
    if not shown and after.gap == 0 and (marked := _HOURS.fullmatch(after.low)):
        return minutes + int(marked[1] or 0), None, at + 2, "h"  # 8h30, 9h
    half = _HALVES.fullmatch(after.low)
    return minutes, half[1] if half else None, at + (2 if half else 1), _SURE if half else shown
