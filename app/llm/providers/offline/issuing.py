"""When it was issued: "invoice date: 3 May", "date it yesterday", "use Feb 27 as the invoice date"."""

from datetime import date

from dateutil.relativedelta import relativedelta

from app.llm.providers.offline.page import Page
from app.llm.providers.offline.relative_days import RelativeDays

_MOST_CUES = 200
_LEAD = 6
"""Small words between a label and its date."""
_BACK = 24
"""How far before "as the invoice date" the date stands."""
_FAR_AHEAD = 180
"""A date without a year that lies further ahead was one of last year."""
_MARKS = frozenset(":=,(")


class IssueReader:
    """Reads the issue date of one page."""

    def __init__(self, page: Page, days: RelativeDays) -> None:
        self.page = page
        self.days = days
        words = page.lexicon.words
        self.leads = words["links"] | words["articles"] | words["day_leads"] | words["date_leads"] | _MARKS

    def read(self) -> None:
        """The first date that is said to be of the invoice."""
        for position in self.page.places("issued_cue")[:_MOST_CUES]:
            if not self.page.facts.issued_at and self._is_issue_cue(position):
                self._read_behind(position)
        for position in self.page.places("issued_after")[:_MOST_CUES]:
            if not self.page.facts.issued_at:
                self._read_before(position)

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

    def _day_at(self, at: int) -> tuple[date | None, int] | None:
        """The date of a token or of its distance; None for today, which needs no saying."""
        page, token = self.page, self.page.tokens[at]
        if token.kind == "date" and token.day:
            return self._near(token.day, token.text), at + 1
        if page.cue(at, "today"):
            return None, at + page.cue(at, "today")
        return self.days.past(page.tokens, at) or self.days.ahead(page.tokens, at)

    def _near(self, day: date, text: str) -> date:
        if (day - self.days.today).days > _FAR_AHEAD and str(day.year) not in text:
            before: date = day - relativedelta(years=1)
            return before
        return day
