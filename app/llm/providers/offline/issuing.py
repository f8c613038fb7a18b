"""When it was issued: "invoice date: 3 May", "date it yesterday", "use Feb 27 as the invoice date"."""

from datetime import date
from functools import cached_property

from dateutil.relativedelta import relativedelta

from app.llm.providers.offline.page import Page
from app.llm.providers.offline.relative_days import RelativeDays

_MOST_CUES = 200
_LEAD = 6
"""Small words between a label and its date."""
_AROUND = 8
_BACK = 24
"""How far before "as the invoice date" the date stands."""
_FAR_AHEAD = 180
"""A date without a year that lies further ahead was one of last year."""
_WEEKS_AHEAD = 14
"""A day without its month that lies further ahead was one of last month."""
_MONTH_CUES = ("next_month", "of_month")
_MARKS = frozenset(":=,(")


class IssueReader:
    """Reads the issue date of one page."""

    def __init__(self, page: Page, days: RelativeDays) -> None:
        self.page = page
        self.days = days
        words = page.lexicon.words
        self.leads = words["links"] | words["articles"] | words["day_leads"] | words["date_leads"] | _MARKS

    @cached_property
    def told(self) -> frozenset[str]:
        """Words that tell the month of a day: its name, or the "next" of "next month"."""
        phrases = [phrase for each in self.page.lexicon.phrases.values() for phrase in each]
        said = {cue: {word for words, name in phrases if name == cue for word in words} for cue in _MONTH_CUES}
        return frozenset(said["next_month"] - said["of_month"]) | frozenset(self.page.lexicon.months)

    def read(self) -> None:
        """The first date that is said to be of the invoice."""
        for position in self.page.places("issued_cue")[:_MOST_CUES]:
            if not self.page.facts.issued_at and self._is_issue_cue(position):
                self._read_behind(position)
        for position in self.page.places("issued_after")[:_MOST_CUES]:
            if not self.page.facts.issued_at:
                self._read_before(position)
        for position in self.page.places("date_noun")[:_MOST_CUES]:
            if not self.page.facts.issued_at:
                self._read_around(position)

    def _is_issue_cue(self, position: int) -> bool:
        """Not the "date" of "due date"; "date" alone only as a label, or behind the number of the invoice."""
        page = self.page
        width = page.cue(position, "issued_cue")
        if not width or page.cue(position - 1, "due_cue") > 1:
            return False
        if width > 1 or not page.cue(position, "mail_header"):
            return True
        labelled = page.starts_line(position) and page.low(position + 1) in (":", "=")
        numbered = page.low(position - 1) in (",", ";") and position > 1 and page.tokens[position - 2].taken
        return labelled or (numbered and page.facts.number is not None)

    def _read_behind(self, position: int) -> None:
        page = self.page
        at = position + page.cue(position, "issued_cue")
        for _ in range(_LEAD):
            if not page.free(at):
                return
            if found := self._day_at(at):
                page.facts.issued_at = found[0]
                page.take(position, found[1])
                return
            if page.low(at) not in self.leads:
                return
            at += 1

    def _read_before(self, position: int) -> None:
        page = self.page
        for at in range(position - 1, max(-1, position - _BACK), -1):
            if not page.free(at) or page.ends_sentence(at):
                return
            if found := self._day_at(at):
                page.facts.issued_at = found[0]
                page.take(at, found[1])
                page.take(position, position + page.cue(position, "issued_after"))
                return

    def _read_around(self, position: int) -> None:
        """ "put last Friday's date on the invoice": the only day of a clause that speaks of its date."""
        page = self.page
        start, stop = page.clause(position)
        start, stop = max(start, position - _AROUND), min(stop, position + _AROUND)
        if page.cue(position - 1, "due_cue") or page.find_cue(start, stop, "put_verb", "invoice_noun", "today") is None:
            return
        if any(page.tokens[at].kind == "money" for at in range(start, stop)):
            return
        for at in range(start, stop):
            if page.free(at) and (found := self._day_at(at)):
                page.facts.issued_at = found[0]
                page.take(min(at, position), max(found[1], position + 1))
                return

    def _day_at(self, at: int) -> tuple[date | None, int] | None:
        """The date of a token or of its distance; None for today, which needs no saying."""
        page, token = self.page, self.page.tokens[at]
        if token.kind == "date" and token.day:
            return self._near(token.day, token.text), at + 1
        if page.cue(at, "today"):
            return None, at + page.cue(at, "today")
        if past := self.days.past(page.tokens, at):
            return past
        found = self.days.ahead(page.tokens, at)
        named = (
            "end_of" in token.cues and page.tokens[found[1] - 1].low.split()[0] in page.lexicon.months if found else 0
        )
        if found and named:  # "the last day of September", said in October.
            last = self._near(found[0], page.words(at, found[1]))
            return last + relativedelta(day=31), found[1]
        return found

    def _near(self, day: date, text: str) -> date:
        """Invoices are dated back rather than ahead: of a date said without its year or month the nearer one."""
        ahead = (day - self.days.today).days
        if str(day.year) in text or ahead <= _WEEKS_AHEAD:
            return day
        if ahead > _FAR_AHEAD:
            last_year: date = day - relativedelta(years=1)
            return last_year
        words = text.lower().replace(".", " ").split()
        if not any(mark in text for mark in "/-") and self.told.isdisjoint(words):
            last_month: date = day - relativedelta(months=1)
            return last_month  # "dated the 1st"
        return day
