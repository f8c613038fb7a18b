"""Which day is meant where the year or the month is not said: the next one, seen from "today"."""

from collections.abc import Sequence
from datetime import date

from dateutil.relativedelta import relativedelta

from app.llm.providers.offline.lexicon import Lexicon
from app.llm.providers.offline.tokens import Token, join, year_in


class NextDays:
    """Knows the language, the order of day and month, and today."""

    def __init__(self, lexicon: Lexicon, today: date, month_first: bool) -> None:
        self.lexicon = lexicon
        self.today = today
        self.month_first = month_first

    def _after_ordinal(self, tokens: Sequence[Token], at: int) -> int:
        """Behind the "th" of "5th", the dot of "5." or the "er" of "1er"."""
        glued = at < len(tokens) and tokens[at].gap == 0
        return at + 1 if glued and tokens[at].low in self.lexicon.words["ordinals"] else at

    def _ordinal(self, tokens: Sequence[Token], at: int, stop: int, day: int) -> tuple[Token, int] | None:
        """A day of the month alone is the next one; "of next month" says which."""
        cues = tokens[stop].cues if stop < len(tokens) else {}
        if "next_month" in cues:
            ahead = self.today + relativedelta(months=1)
            return self._token(tokens, at, stop + cues["next_month"], ahead.year, ahead.month, day)
        if stop < len(tokens) and tokens[stop].kind == "word" and "of_month" not in cues:
            return None  # "the 1st floor", "3rd visit"
        month = self.today if day > self.today.day else self.today + relativedelta(months=1)
        return self._token(tokens, at, stop + cues.get("of_month", 0), month.year, month.month, day)

    def _with_year(self, tokens: Sequence[Token], at: int, stop: int, month: int, day: int) -> tuple[Token, int] | None:
        comma = stop + 1 < len(tokens) and (tokens[stop].text == "," or tokens[stop].low in self.lexicon.words["of"])
        year_at = stop + 1 if comma else stop
        if year_at < len(tokens) and (year := year_in(tokens[year_at])):
            return self._token(tokens, at, year_at + 1, year, month, day)
        year = self.today.year
        if (month, day) < (self.today.month, self.today.day):
            year += 1
        return self._token(tokens, at, stop, year, month, day)

    def _token(
        self, tokens: Sequence[Token], at: int, stop: int, year: int, month: int, day: int
    ) -> tuple[Token, int] | None:
        try:
            value = date(year, month, day)
        except ValueError:
            return None
        token = join(tokens, at, stop, "date")
        token.day = value
        return token, stop
