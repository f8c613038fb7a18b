"""The day that words beside "due" mean, counted from the invoice where they say so."""

from datetime import date, timedelta
from functools import cached_property

from dateutil.relativedelta import relativedelta

from app.llm.providers.offline.dates import DateReader
from app.llm.providers.offline.page import Page
from app.llm.providers.offline.relative_days import RelativeDays

_REACH = 30
"""Tokens between a day and the "that day" that means it."""
_LONGEST_DAY = 8
_NET_DIGITS = 3


class ToldDays:
    """Reads days of one page whose issue date is read."""

    def __init__(self, page: Page, dates: DateReader, days: RelativeDays) -> None:
        self.page = page
        self.dates = dates
        self.days = days

    def at(self, index: int, cue: int) -> tuple[date, int] | None:
        """The day that the words at `index` say, and the index behind them."""
        page, token = self.page, self.page.tokens[index]
        if token.kind == "date" and token.day:
            return self._after_issue(token.day, token.low.split()), index + 1
        if near := self.days.ahead(page.tokens, index):
            follows = page.find_word(index, near[1], page.lexicon.words["following"]) is not None
            return self._of_issue.ahead(page.tokens, index) or near if follows else near
        for read in (self.dates.short, self.dates.bare):
            if near := read(page.tokens, index):
                return near
        counted = self.days.counted(page.tokens, index, self.base)
        if counted is None:
            net = token.kind == "number" and page.cue(index - 1, "net_cue") and token.text.isdecimal()
            return (
                (self.base + timedelta(int(token.text)), index + 1) if net and len(token.text) <= _NET_DIGITS else None
            )
        day, end = counted
        width = page.cue(end, "after_issue", "net_cue")
        if page.find_cue(end, end + width, "today") is not None:  # Whatever the issue date.
            return (self.days.counted(page.tokens, index, self.dates.today) or counted)[0], end + width
        if closes := page.cue(end, "month_end"):
            last: date = day + relativedelta(day=31)
            return last, end + closes
        return day, end + width

    def before(self, position: int) -> date | None:
        """What "that day" means: the last day that was said before."""
        day, reached = None, 0
        for index in range(position - 1, max(-1, position - _REACH), -1):
            if day and index < reached - _LONGEST_DAY:
                break
            number = self.page.free(index) and self.page.tokens[index].kind == "number"
            readable = not number and self.page.tokens[index].kind != "punct"
            bare = self.dates.bare(self.page.tokens, index) if number and not day else None
            found = self.at(index, position) if readable else bare
            if bare:
                self.page.take(index, bare[1])  # "Ils paient le 28": no price.
            if found and found[1] >= reached:  # "the last Friday of this month" begins before its Friday.
                day, reached = found
        return day

    @property
    def base(self) -> date:
        return self.page.facts.issued_at or self.dates.today

    @cached_property
    def _of_issue(self) -> RelativeDays:
        """Counts from the issue date that is said; read before the due dates are."""
        return RelativeDays(self.dates.lexicon, self.base)

    def _after_issue(self, day: date, said: list[str]) -> date:
        """ "The 10th of the following month" follows the month of the invoice."""
        if self.page.lexicon.words["following"].isdisjoint(said):
            return day
        following: date = self.base + relativedelta(months=1, day=day.day)
        return following
