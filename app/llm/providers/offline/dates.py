"""Dates among the tokens; "today" is given, never looked up. Days said by their distance: `relative_days`."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property

from dateutil.relativedelta import relativedelta

from app.llm.providers.offline import spelt_days
from app.llm.providers.offline.clocks import HOUR_MARKS, falls_elsewhere, leads_to_hours
from app.llm.providers.offline.next_days import NextDays
from app.llm.providers.offline.tokens import Kind, Rule, Token, day_in, join, year_in

_LONGEST_WEEKDAY = 3
_NEAR = 6
_ENTRY_MARKS = frozenset("-/.")
"""Behind the day of an entry: "19-3", "4/5", "16.2."."""


class DateReader(NextDays):
    """Folding rules for what is a day in the words of one language."""

    def rules(self) -> Mapping[Kind, Sequence[Rule]]:
        return {"numeric_date": [self.numeric], "number": [self.number], "word": [self.word], "code": [self.joined]}

    def number(self, tokens: Sequence[Token], at: int) -> tuple[Token, int] | None:
        """A number that is a day shows it by what follows."""
        if at + 1 >= len(tokens):
            return None
        after, hit = tokens[at + 1], None
        if after.kind == "code" or after.low in _ENTRY_MARKS:
            hit = self.joined(tokens, at)
        if hit is None and after.low in self._day_followers:
            hit = self.day_first(tokens, at)
        return hit or (self.entry(tokens, at) if after.low in _ENTRY_MARKS else None)

    def word(self, tokens: Sequence[Token], at: int) -> tuple[Token, int] | None:
        """A month, or the words of a number."""
        low = tokens[at].low
        hit = self.month_word(tokens, at) if low in self.lexicon.months else None
        if hit is not None:
            return hit
        numbered = low[:3] in self.lexicon.number_starts or low in self.lexicon.ordinals
        led = at > 0 and tokens[at - 1].low in self.lexicon.words["day_leads"]
        return self.spelt_day(tokens, at) if numbered or led else None

    def numeric(self, tokens: Sequence[Token], at: int) -> tuple[Token, int] | None:
        """2026-01-15, 15.01.2026, 1/15/26; impossible ones become a plain code."""
        text = tokens[at].text
        parts = [int(part) for part in text.replace("/", "-").replace(".", "-").split("-")]
        if parts[0] > 31:
            year, month, day = parts
        else:
            first, second, year = parts
            month, day = (first, second) if self.month_first and "." not in text else (second, first)
            month, day = (day, month) if month > 12 else (month, day)
            year += 2000 if year < 100 else 0
        return self._token(tokens, at, at + 1, year, month, day) or (join(tokens, at, at + 1, "code"), at + 1)

    def joined(self, tokens: Sequence[Token], at: int) -> tuple[Token, int] | None:
        """20-Jun-2026, 3/May, Jun-20-2026."""
        read = spelt_days.joined(self.lexicon, tokens, at)
        if read is None:
            return None
        day, month, year, stop = read
        return (
            self._token(tokens, at, stop, year, month, day) if year else self._with_year(tokens, at, stop, month, day)
        )

    def day_first(self, tokens: Sequence[Token], at: int) -> tuple[Token, int] | None:
        """15 April 2026, 4th of May, the 9th of next month, and 14 to 16 April as its last day."""
        day = day_in(tokens[at])
        if day is None:
            return None
        stop = self._after_ordinal(tokens, at + 1)
        return self._span(tokens, at, stop) or self._day_of_month(tokens, at)

    def _day_of_month(self, tokens: Sequence[Token], at: int) -> tuple[Token, int] | None:
        day = day_in(tokens[at]) if at + 1 < len(tokens) and tokens[at].kind == "number" else None
        if day is None:
            return None
        stop = self._after_ordinal(tokens, at + 1)
        ordinal = stop > at + 1 and tokens[at + 1].text != "."
        stop += 1 if stop < len(tokens) and tokens[stop].low in self.lexicon.words["of"] else 0
        if stop < len(tokens) and (month := self.lexicon.month(tokens[stop])):
            return self._with_year(tokens, at, stop + 1, month, day)
        return self._ordinal(tokens, at, at + 2, day) if ordinal else None

    def _span(self, tokens: Sequence[Token], at: int, stop: int) -> tuple[Token, int] | None:
        """ "vom 14. bis 16. Dezember", "dal 18 al 20 settembre": the last day of it, as one date."""
        if stop + 1 >= len(tokens) or tokens[stop].low not in self.lexicon.words["ranges"]:
            return None
        behind = stop + 1 + (tokens[stop + 1].low in self.lexicon.words["articles"])
        last = self._day_of_month(tokens, behind) if behind < len(tokens) else None
        if last is None:
            return None
        token = join(tokens, at, last[1], "date")
        token.day = last[0].day
        return token, last[1]

    def entry(self, tokens: Sequence[Token], at: int) -> tuple[Token, int] | None:
        """The day of a timesheet's line: "Mo 16.2. …", "do 19-3 …", "4/5 …" where a line begins; "vom 28.2." too."""
        opens = self._opens_line(tokens, at)
        led = at > 0 and tokens[at - 1].low in self.lexicon.words["day_leads"] | self.lexicon.words["date_leads"]
        if (opens or led) and (dotted := self._dotted(tokens, at)):
            return dotted
        stop = at + 3
        bracketed = at > 0 and tokens[at - 1].text == "(" and stop < len(tokens) and tokens[stop].text == ")"
        if bracketed and tokens[at + 1].text == "/" and (read := self.short(tokens, at)):
            token = join(tokens, at, read[1], "date")  # "(12/12)"
            token.day = read[0]
            return token, read[1]
        if not opens or stop >= len(tokens) or tokens[at + 1].text not in "-/.":
            return None
        surely = tokens[at + 1].text == "/" and at > 0 and tokens[at - 1].low in self.lexicon.weekdays
        if not surely and tokens[stop].kind != "word" and tokens[stop].text != ":" and not leads_to_hours(tokens, stop):
            return None
        first, second = day_in(tokens[at]), day_in(tokens[at + 2])
        apart = tokens[stop].gap > 0 or tokens[stop].low in HOUR_MARKS or surely
        apart = apart and tokens[stop].low not in self.lexicon.words["clock_marks"]  # "Mo 7-12 Uhr"
        glued = not tokens[at + 1].gap and not tokens[at + 2].gap and apart
        if first is None or second is None or not glued or tokens[stop].low in self.lexicon.units:
            return None
        month, day = (first, second) if self.month_first and tokens[at + 1].text == "/" else (second, first)
        month, day = (day, month) if month > 12 else (month, day)
        made = self._with_year(tokens, at, stop, month, day)
        named = self.lexicon.weekdays.get(tokens[at - 1].low) if at and tokens[at + 1].text == "-" else None
        return None if made and falls_elsewhere(named, made[0].day) else made  # "Mo 8-12 Putzen"

    def _opens_line(self, tokens: Sequence[Token], at: int) -> bool:
        """At the start of a line, perhaps behind a bullet or what is short enough for a weekday: "lu 02/03"."""
        if not at or tokens[at - 1].kind == "line" or tokens[at - 1].low in self.lexicon.weekdays:
            return True
        begins = at == 1 or tokens[at - 2].kind == "line"
        before = tokens[at - 1]
        return begins and (before.text in "-*•–·" or (before.kind == "word" and len(before.text) <= _LONGEST_WEEKDAY))

    def _dotted(self, tokens: Sequence[Token], at: int) -> tuple[Token, int] | None:
        """16.2. where the language writes a dot behind an ordinal."""
        first, mark, second = tokens[at].text.partition(".")
        closed = at + 1 < len(tokens) and tokens[at + 1].text == "." and not tokens[at + 1].gap
        if not mark or not closed or "." not in self.lexicon.words["ordinals"]:
            return None
        if not (first.isdecimal() and second.isdecimal() and len(first) <= 2 and len(second) <= 2):
            return None
        return self._with_year(tokens, at, at + 2, int(second), int(first))

    def month_word(self, tokens: Sequence[Token], at: int) -> tuple[Token, int] | None:
        """April 15, 2026; "March 2026" alone is a name, so that its year is no amount."""
        month = self.lexicon.month(tokens[at])
        start = at + 1
        if month is None or self._is_weekday(tokens, at):
            return None
        start += 1 if start < len(tokens) and tokens[start].text == "." else 0
        if start < len(tokens) and (spelt_day := spelt_days.ordinal(self.lexicon, tokens, start)):
            return self._with_year(tokens, at, spelt_day[1], month, spelt_day[0])
        if start >= len(tokens) or tokens[start].kind != "number":
            return None
        day = day_in(tokens[start])
        if day is None:
            year = year_in(tokens[start])
            return (join(tokens, at, start + 1, "word"), start + 1) if year else None
        stop = self._after_ordinal(tokens, start + 1)
        if stop < len(tokens) and (tokens[stop].low in self.lexicon.units or tokens[stop].low in ("x", "@")):
            return None
        return self._with_year(tokens, at, stop, month, day)

    def _is_weekday(self, tokens: Sequence[Token], at: int) -> bool:
        """The "mar" of "lun 8, mar 8, gio 6" is no March."""
        if tokens[at].low not in self.lexicon.weekdays:
            return False
        near = (*tokens[max(0, at - _NEAR) : at], *tokens[at + 1 : at + _NEAR])
        return any(token.low in self.lexicon.weekdays for token in near)

    def spelt_day(self, tokens: Sequence[Token], at: int) -> tuple[Token, int] | None:
        """The twenty-second of May, le vingt-deux mai, the first of next month."""
        read = spelt_days.ordinal(self.lexicon, tokens, at) or spelt_days.cardinal(self.lexicon, tokens, at)
        if read is None or read[1] >= len(tokens):
            return None
        day, stop = read
        stop += self.lexicon.units.get(tokens[stop].low) == "day" and stop + 1 < len(tokens)  # "the first day of …"
        if "next_month" in tokens[stop].cues or "of_month" in tokens[stop].cues:
            return self._ordinal(tokens, at, stop, day)
        stop += tokens[stop].low in self.lexicon.words["of"] and stop + 1 < len(tokens)
        month = self.lexicon.month(tokens[stop])
        return self._with_year(tokens, at, stop + 1, month, day) if month else None

    def short(self, tokens: Sequence[Token], at: int) -> tuple[date, int] | None:
        """3/15, the next one; only where a date is due, for elsewhere it is a fraction."""
        if at + 2 >= len(tokens) or tokens[at + 1].text != "/" or tokens[at + 1].gap or tokens[at + 2].gap:
            return None
        first, second = day_in(tokens[at]), day_in(tokens[at + 2])
        if first is None or second is None:
            return None
        month, day = (first, second) if self.month_first else (second, first)
        if month > 12:
            month, day = day, month
        read = self._with_year(tokens, at, at + 3, month, day)
        return (read[0].day, read[1]) if read and read[0].day else None

    def bare(self, tokens: Sequence[Token], at: int) -> tuple[date, int] | None:
        """ "zum 30.", "le 15", "entro il 10": a day alone behind its preposition is the next one."""
        day = day_in(tokens[at])
        if day is None or not at or tokens[at - 1].low not in self.lexicon.words["day_leads"]:
            return None
        stop = self._after_ordinal(tokens, at + 1)
        if stop < len(tokens) and (tokens[stop].kind == "number" or tokens[stop].low in self.lexicon.units):
            return None
        later = tokens[stop].cues.get("next_month", 0) if stop < len(tokens) else 0
        month = self.today if day > self.today.day and not later else self.today + relativedelta(months=1)
        read = self._token(tokens, at, stop + later, month.year, month.month, day)
        return (read[0].day, read[1]) if read and read[0].day else None

    @cached_property
    def _day_followers(self) -> frozenset[str]:
        words = self.lexicon.words
        return words["ordinals"] | words["of"] | words["ranges"] | frozenset(self.lexicon.months)
