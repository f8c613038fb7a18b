"""When it is due; `issuing` tells when it was issued."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from app.llm.providers.offline.dates import DateReader
from app.llm.providers.offline.issuing import IssueReader
from app.llm.providers.offline.page import Page
from app.llm.providers.offline.relative_days import RelativeDays
from app.llm.providers.offline.told_days import ToldDays

_REACH = 7
"""Tokens between "due" and its date."""
_PAY_REACH = 30
"""Tokens between a deadline and the words that say that it is one for paying."""
_MOST_CUES = 200
"""So many words like "due" are looked at for a date, and no more."""
_NET = re.compile(r"net(\d{1,3})")


class TermsReader:
    """Reads the dates of one page, with the day that the words count from."""

    def __init__(self, page: Page, dates: DateReader) -> None:
        self.page = page
        self.dates = dates
        self.days = RelativeDays(dates.lexicon, dates.today)
        self.told = ToldDays(page, dates, self.days)

    def read(self) -> None:
        """Issue date first: due dates may count from it."""
        IssueReader(self.page, self.days).read()
        self._read_glued()
        self._each(self._read_days_before, "days_to_pay")
        self._each(self._read_after_payment, "payment_noun")
        for position in self.page.places("net_cue"):
            self._read_early_discount(position)
        self._each(self._read_due, "due_cue", "receipt_cue")
        self._each(self._read_before, "due_after")
        self._each(self._read_given, "time_given")
        self._each(self._read_counted, "after_issue")
        self._each(self._read_deadline, "deadline")
        if not self.page.facts.due_at:
            self._read_trailing()

    def _each(self, sign: Callable[[int], None], *cues: str) -> None:
        """The first sign that tells when it is due is the last that is looked at."""
        for position in self.page.places(*cues)[:_MOST_CUES]:
            if self.page.free(position) and not self.page.facts.due_at:
                sign(position)

    def _read_glued(self) -> None:
        """ "net14"."""
        for position, token in enumerate(self.page.tokens):
            glued = _NET.fullmatch(token.low) if token.kind == "code" and not token.taken else None
            if glued and not self.page.facts.due_at:
                self.page.facts.due_at = self.told.base + timedelta(int(glued[1]))
                self.page.take(position, position + 1)

    def _read_days_before(self, position: int) -> None:
        """ "they have 10 days to pay"."""
        page = self.page
        start = position - (2 if page.low(position - 1) == "-" else 1)  # "30-day terms"
        if page.free(start) and (found := self.told.at(start, position)):
            page.facts.due_at = found[0]
            page.take(start, max(found[1], position + page.cue(position, "days_to_pay")))

    def _read_early_discount(self, position: int) -> None:
        """ "2/10 net 30": two percent off within ten days is a term; the rest is read as usual."""
        page, start = self.page, position - 3
        start -= page.low(position - 1) in (",", ";")
        shaped = start >= 0 and page.tokens[start].number is not None and page.low(start + 1) == "/"
        if shaped and page.tokens[start + 2].number is not None and all(map(page.free, range(start, start + 3))):
            page.facts.terms.append(page.words(start, min(len(page), position + 2)))
            page.take(start, position)

    def _read_due(self, position: int) -> None:
        page = self.page
        if width := page.cue(position, "receipt_cue"):
            page.facts.due_at = self.told.base
            page.take(position, position + width)
            return
        width = page.cue(position, "due_cue")
        stop = min(page.sentence_end(position), position + width + _REACH)
        for index in range(position + 1, stop):
            if not page.free(index) or page.tokens[index].kind in ("money", "percent"):
                return
            if page.cue(index, "that_day") and (told := self.told.before(index)):
                page.facts.due_at = told
                page.take(position, index + page.cue(index, "that_day"))
                return
            if found := self.told.at(index, position):
                page.facts.due_at, end = found
                links = (at for at in range(index - 1, position, -1) if page.tokens[at].kind in ("email", "url"))
                page.take(next(links, position - 1) + 1, end)  # "pays by UPI to ada@example.com, in a week"
                return
        if width > 1 and (told := self._day_meant(position, width)):
            page.facts.due_at = told
            page.take(position, position + width)

    def _day_meant(self, position: int, width: int) -> date | None:
        """ "They pay on the 5th, so make that the due date", "… so set the due date to that"."""
        page, words = self.page, self.page.lexicon.words
        behind = page.skip_links(position + width)
        article = page.low(position - 1) in words["articles"]
        before = position - 1 - article
        ends = page.low(behind) in words["that_date"] and behind + 1 >= page.clause(behind)[1]
        return (
            self.told.before(before if article else position)
            if ends or page.low(before) in words["that_date"]
            else None
        )

    def _read_before(self, position: int) -> None:
        """ "14 Tage netto", "30 jours fin de mois": the days stand before the word."""
        page, start = self.page, position - 2
        if page.free(position - 1) and page.tokens[position - 1].kind == "date":  # "bis 15. März zu zahlen"
            page.facts.due_at = page.tokens[position - 1].day
            page.take(start if page.low(start) in page.lexicon.words["ranges"] else position - 1, position + 1)
            return
        counted = start >= 0 and page.free(start) and page.tokens[start].kind == "number"
        width = page.cue(position, "due_after")
        if counted and (found := self.told.at(start, start)):
            page.facts.due_at = found[0]
            page.take(start, max(found[1], position + width))
        elif width > 1 and page.find_word(max(0, start), position, page.lexicon.words["that_date"]) is not None:
            # "They pay on the 5th, so put that down as the due date"
            page.facts.due_at = self.told.before(position - 1)
            page.take(position - 1, position + width)

    def _read_given(self, position: int) -> None:
        """ "give them ten days": as the end of a clause, or said to be for paying."""
        page, start = self.page, position + self.page.cue(position, "time_given")
        counted = page.free(start) and self.days.counted(page.tokens, start, self.told.base)
        found = self.told.at(start, position) if counted else None
        if found is None:
            return
        settled = page.cue(found[1], "to_settle")
        if settled or found[1] >= page.clause(start)[1]:
            page.facts.due_at = found[0]
            page.take(position, found[1] + settled)

    def _read_counted(self, position: int) -> None:
        """ "15 days from the invoice date": a time said to count from the invoice is for paying it."""
        start = position - 2
        if start < 0 or self.page.cue(position, "after_issue") < 2 or not self.page.free(start):
            return
        if (found := self.told.at(start, start)) and found[1] > position:
            self.page.facts.due_at = found[0]
            self.page.take(start, found[1])

    def _read_after_payment(self, position: int) -> None:
        """ "Payment 20 days", "Zahlung: 14 Tage"."""
        page = self.page
        start = page.skip(position + page.cue(position, "payment_noun"), ":", "-", "–", "=")
        counted = page.free(start) and page.tokens[start].kind == "number"
        if counted and (found := self.told.at(start, position)):
            page.facts.due_at = found[0]
            page.take(position, found[1])

    def _read_deadline(self, position: int) -> None:
        """ "Bank transfer to …, by 9 October": a day that paying is said to be done by, in the same sentence."""
        page = self.page
        start = page.skip(position + page.cue(position, "deadline"), *page.lexicon.words["articles"])
        found = self.told.at(start, position) if page.free(start) else None
        if found is None or page.cue(start, "deadline"):
            return
        begin = page.sentence_start(position, _PAY_REACH)
        stop = min(page.sentence_end(position), position + _PAY_REACH)
        if any("pay_word" in token.cues for token in page.tokens[begin:stop]):
            page.facts.due_at = found[0]
            page.take(position, found[1])

    def _read_trailing(self) -> None:
        """ "…, 14 days" as the last that is said, behind the prices."""
        page = self.page
        last = next((index for index in range(len(page) - 1, -1, -1) if page.tokens[index].number is not None), None)
        if last is None or not page.free(last):
            return
        begin, end = page.clause(last)
        if end != last + 2 or not (begin == last or page.low(last - 1) in ("/", "|", "-", "–")):
            return
        priced = any(token.kind == "money" for token in page.tokens[:last]) and not self._is_rated(last + 1)
        if priced and page.tokens[last].kind == "number" and (found := self.told.at(last, last)):
            page.facts.due_at = found[0]
            page.take(last, found[1])

    def _is_rated(self, position: int) -> bool:
        """Some price is per this unit: then "12 months" behind "$9 per month" is how many."""
        units = self.page.lexicon.units
        unit = units.get(self.page.low(position))
        return any(unit and units.get(self.page.low(at + 1)) == unit for at in self.page.places("per"))
