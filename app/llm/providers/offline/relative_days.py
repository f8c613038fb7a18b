"""Days said by their distance from today: tomorrow, Friday week, the end of next month, three days ago."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from dateutil.relativedelta import relativedelta

from app.llm.providers.offline import spelt
from app.llm.providers.offline.lexicon import Lexicon
from app.llm.providers.offline.tokens import Token

_MOST_DAYS = 3650
_UNITS = {"day": 1, "week": 7, "fortnight": 14, "half month": 15}
_TO_DATE = 3
"""From a weekday to the date that it is of: "Friday, the 21st"."""
_TO_MONTH = 3
"""From a weekday to the month that it is counted in: "the first Monday of the month of May"."""
_MOST_WEEKS = 5


class RelativeDays:
    """Reads a day that no calendar date says; `ahead` where one is due, `past` where one was issued."""

    def __init__(self, lexicon: Lexicon, today: date) -> None:
        self.lexicon = lexicon
        self.today = today

    def ahead(self, tokens: Sequence[Token], at: int) -> tuple[date, int] | None:
        """The day and the index behind it: tomorrow, Friday, next Friday, a week on Friday, end of May."""
        cues = tokens[at].cues
        named = [(at + cues[cue], day) for cue, day in self._days_ahead.items() if cue in cues] if cues else []
        end = at + cues.get("end_of", 0)
        if end > at and (first := self._month_of_year(tokens, end)):
            named.append((end + 1, first + relativedelta(day=31)))
        elif end > at and (month_ahead := self._month_behind(tokens, end) or self._month_behind(tokens, end - 1)):
            # "the last day of the following month": the "of" may belong to either.
            named.append((month_ahead[1], month_ahead[0] + relativedelta(day=31)))
        if named:
            longest = max(named, key=lambda found: found[0])  # "el último día del mes" opens "… del mes siguiente".
            return longest[1], longest[0]
        middle = at + cues.get("middle_of", 0)
        if middle > at and (month_ahead := self._month_behind(tokens, middle)):
            return month_ahead[0] + timedelta(14), month_ahead[1]
        return self._weekday_in_month(tokens, at) or self._weekday_ahead(tokens, at)

    def past(self, tokens: Sequence[Token], at: int) -> tuple[date, int] | None:
        """Yesterday, last Friday, three days ago, the end of last month."""
        cues = tokens[at].cues
        for cue, day in self._days_past.items() if cues else ():
            if cue in cues:
                return day, at + cues[cue]
        weekday = at + cues.get("last", 0)
        if weekday < len(tokens) and (named := self._weekday(tokens, weekday)) is not None:
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
        behind = at + 2 if tokens[at + 1].text == "-" and not tokens[at + 1].gap else at + 1  # "30-day"
        unit = self.lexicon.units.get(tokens[behind].low.removesuffix("'")) if behind < len(tokens) else None
        if unit == "month":
            day: date = base + relativedelta(months=sign * count)
            return day, behind + 1
        return (base + timedelta(sign * count * _UNITS[unit]), behind + 1) if unit in _UNITS else None

    def _month_of_year(self, tokens: Sequence[Token], at: int) -> date | None:
        """The first day of "May" or "May 2027", which is one token."""
        name, _, said = tokens[at].low.rpartition(" ") if at < len(tokens) else ("", "", "")
        month = self.lexicon.months.get(name.rstrip(",") if said.isdecimal() else said)
        if month is None or tokens[at].kind != "word":
            return None
        year = int(said) if said.isdecimal() else self.today.year + (month < self.today.month)
        return date(year, month, 1)

    def _weekday(self, tokens: Sequence[Token], at: int) -> int | None:
        """Friday, "Friday's"; Monday is 0."""
        return self.lexicon.weekdays.get(tokens[at].low.removesuffix("'s")) if at < len(tokens) else None

    def _weekday_in_month(self, tokens: Sequence[Token], at: int) -> tuple[date, int] | None:
        """ "the first Monday of May", "the last Friday in the month"; of a month that is over the next year's."""
        last = tokens[at].cues.get("last", 0)
        count = None if last else spelt.ordinal(self.lexicon, tokens[at].low)
        named = at + (last or 1)
        if tokens[at].kind == "number" and tokens[at].text.isdecimal() and named < len(tokens):
            ordinal = tokens[named].low in self.lexicon.words["ordinals"]
            count, named = (Decimal(tokens[at].text), named + 1) if ordinal else (None, named)
        weekday = self._weekday(tokens, named)
        if weekday is None or not (last or (count and count <= _MOST_WEEKS)):
            return None
        found = self._month_behind(tokens, named + 1)
        if found is None:
            return None
        first, end = found
        begin: date = first + relativedelta(day=31) if last else first
        back = (begin.weekday() - weekday) % 7 if last else -((weekday - begin.weekday()) % 7)
        return begin - timedelta(back) + timedelta(0 if last else 7 * (int(count or 1) - 1)), end

    def _month_behind(self, tokens: Sequence[Token], at: int) -> tuple[date, int] | None:
        """The first day of the month that a few small words lead to: "of May", "in the month", "of next month"."""
        small = self.lexicon.words["of"] | self._before_date | self.lexicon.words["date_leads"] | {"in"}
        for index in range(at, min(len(tokens), at + _TO_MONTH)):
            cues, month = tokens[index].cues, self.lexicon.month(tokens[index])
            if month:
                return date(self.today.year + (month < self.today.month), month, 1), index + 1
            for cue, later in (("next_month", 1), ("of_month", 0)):
                if cue in cues:
                    first: date = self.today + relativedelta(months=later, day=1)
                    return first, index + cues[cue]
            if tokens[index].low not in small:
                return None
        return None

    def _weekday_ahead(self, tokens: Sequence[Token], at: int) -> tuple[date, int] | None:
        cues, monday = tokens[at].cues, self.today - timedelta(self.today.weekday())
        for cue, weeks in (("next", 1), ("this", 0)):
            if cue in cues and (weekday := self._weekday(tokens, at + 1)) is not None:
                return monday + timedelta(7 * weeks + weekday), at + 2
        later = cues.get("week_on", 0)
        named = at + later
        weekday = self._weekday(tokens, named)
        if weekday is None:
            return None
        if dated := self._date_of(tokens, named):
            return dated
        if named + 1 < len(tokens) and (width := tokens[named + 1].cues.get("next_week", 0)):
            return monday + timedelta(7 + weekday), named + 1 + width  # "Wednesday of next week"
        day = self.today + timedelta((weekday - self.today.weekday() - 1) % 7 + 1)
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

    @cached_property
    def _before_date(self) -> frozenset[str]:
        return self.lexicon.words["articles"] | self.lexicon.words["day_leads"] | {",", "."}

    @cached_property
    def _days_ahead(self) -> dict[str, date]:
        return {
            "next_month_end": self.today + relativedelta(months=1, day=31),
            "year_end": date(self.today.year, 12, 31),
            "month_end": self.today + relativedelta(day=31),
            "next_week_end": self.today - timedelta(self.today.weekday()) + timedelta(11),
            "week_end": self.today + timedelta((4 - self.today.weekday()) % 7),
            "in_fortnight": self.today + timedelta(15),
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
