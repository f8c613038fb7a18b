"""Days said by their distance from today: tomorrow, Friday week, the end of next month, three days ago."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cached_property

from dateutil.relativedelta import relativedelta

from app.llm.providers.offline.lexicon import Lexicon
from app.llm.providers.offline.tokens import Token

_MOST_DAYS = 3650
_UNITS = {"day": 1, "week": 7, "fortnight": 14, "half month": 15}
_TO_DATE = 3
"""From a weekday to the date that it is of: "Friday, the 21st"."""


class RelativeDays:
    """Reads a day that no calendar date says; `ahead` where one is due, `past` where one was issued."""

    def __init__(self, lexicon: Lexicon, today: date) -> None:
        self.lexicon = lexicon
        self.today = today

    def ahead(self, tokens: Sequence[Token], at: int) -> tuple[date, int] | None:
        """The day and the index behind it: tomorrow, Friday, next Friday, a week on Friday, end of May."""
        cues = tokens[at].cues
        for cue, day in self._days_ahead.items() if cues else ():
            if cue in cues:
                return day, at + cues[cue]
        end = at + cues.get("end_of", 0)
        if end > at and end < len(tokens) and (month := self._month(tokens, end)):
            year = self.today.year + (month < self.today.month)
            return date(year, month, 1) + relativedelta(day=31), end + 1
        return self._weekday_ahead(tokens, at)

    def past(self, tokens: Sequence[Token], at: int) -> tuple[date, int] | None:
        """Yesterday, last Friday, three days ago, the end of last month."""
        cues = tokens[at].cues
        for cue, day in self._days_past.items() if cues else ():
            if cue in cues:
                return day, at + cues[cue]
        weekday = at + cues.get("last", 0)
        if weekday < len(tokens) and (named := self.lexicon.weekdays.get(tokens[weekday].low)) is not None:
            said = weekday + 1 < len(tokens) and tokens[weekday + 1].cues.get("last", 0)
            back = (self.today.weekday() - named - 1) % 7 + 1
            return self.today - timedelta(back), weekday + 1 + (said or 0)
        return self._ago(tokens, at)

    def counted(self, tokens: Sequence[Token], at: int, base: date, sign: int = 1) -> tuple[date, int] | None:
        """The day that is "3 weeks", "a fortnight", "one month" from `base`, and the index behind the words."""
        count = _whole(tokens[at])
        if count is None and tokens[at].low in self.lexicon.words["ones"]:
            count = 1
        if count is None or at + 1 >= len(tokens):
            return None
        unit = self.lexicon.units.get(tokens[at + 1].low.removesuffix("'"))
        if unit == "month":
            day: date = base + relativedelta(months=sign * count)
            return day, at + 2
        return (base + timedelta(sign * count * _UNITS[unit]), at + 2) if unit in _UNITS else None

    def _weekday_ahead(self, tokens: Sequence[Token], at: int) -> tuple[date, int] | None:
        weekdays, cues = self.lexicon.weekdays, tokens[at].cues
        for cue, weeks in (("next", 1), ("this", 0)):
            if cue in cues and at + 1 < len(tokens) and tokens[at + 1].low in weekdays:
                monday = self.today - timedelta(self.today.weekday()) + timedelta(7 * weeks)
                return monday + timedelta(weekdays[tokens[at + 1].low]), at + 2
        later = cues.get("week_on", 0)
        named = at + later
        if named >= len(tokens) or tokens[named].low not in weekdays:
            return None
        if dated := self._date_of(tokens, named):
            return dated
        day = self.today + timedelta((weekdays[tokens[named].low] - self.today.weekday() - 1) % 7 + 1)
        behind = tokens[named + 1].cues.get("in_a_week", 0) if named + 1 < len(tokens) else 0
        return day + timedelta(7 if later or behind else 0), named + 1 + behind

    def _date_of(self, tokens: Sequence[Token], weekday: int) -> tuple[date, int] | None:
        """ "Friday, August 21": the date tells more than its weekday."""
        for at in range(weekday + 1, min(len(tokens), weekday + 1 + _TO_DATE)):
            day = tokens[at].day
            if day is not None:
                return day, at + 1
            if tokens[at].low not in self._before_date:
                return None
        return None

    def _ago(self, tokens: Sequence[Token], at: int) -> tuple[date, int] | None:
        """ "three days ago", "vor drei Tagen", "hace 3 días"."""
        start = at + tokens[at].cues.get("ago_before", 0)
        found = self.counted(tokens, start, self.today, -1) if start < len(tokens) else None
        if found is None:
            return None
        behind = tokens[found[1]].cues.get("ago", 0) if found[1] < len(tokens) else 0
        return (found[0], found[1] + behind) if start > at or behind else None

    def _month(self, tokens: Sequence[Token], at: int) -> int | None:
        return self.lexicon.months.get(tokens[at].low) if tokens[at].kind == "word" else None

    @cached_property
    def _before_date(self) -> frozenset[str]:
        return self.lexicon.words["articles"] | self.lexicon.words["day_leads"] | {",", "."}

    @cached_property
    def _days_ahead(self) -> dict[str, date]:
        return {
            "next_month_end": self.today + relativedelta(months=1, day=31),
            "month_end": self.today + relativedelta(day=31),
            "week_end": self.today + timedelta((4 - self.today.weekday()) % 7),
            "tomorrow": self.today + timedelta(1),
            "today": self.today,
        }

    @cached_property
    def _days_past(self) -> dict[str, date]:
        return {
            "last_month_end": self.today + relativedelta(months=-1, day=31),
            "before_yesterday": self.today - timedelta(2),
            "yesterday": self.today - timedelta(1),
        }


def _whole(token: Token) -> int | None:
    number = token.number if token.kind == "number" else None
    return int(number) if number is not None and number % 1 == 0 and number <= _MOST_DAYS else None
