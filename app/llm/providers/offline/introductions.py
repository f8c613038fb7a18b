"""Names that are said as such: "it's Sorrel from X", "Ici Jeanne Morvan, …", "the invoicing name is X"."""

from functools import cached_property

from app.llm.providers.offline.addressed import name_ending_at
from app.llm.providers.offline.apposition import described
from app.llm.providers.offline.candidates import candidates
from app.llm.providers.offline.chunks import sentences
from app.llm.providers.offline.details import Side
from app.llm.providers.offline.greetings import QUOTES
from app.llm.providers.offline.names import is_person, name_stop
from app.llm.providers.offline.role_labels import RoleLabels
from app.llm.providers.offline.senders import named_payer

_FIRST = 4
"""Sentences and lines at the start, in one of which who writes says so."""
_SURE = 3
_LONGEST_RELATIVE = 4
_NAMED_WITHIN = 30
_CLOSES = frozenset({",", ")", "(", ":", ".", "!", "\n", ""})


class IntroductionSigns(RoleLabels):
    """What names a party of one page outright."""

    @cached_property
    def _is_named(self) -> bool:
        """Whether a verb or noun of billing leads to a name, so that others than "name:" tell who pays."""
        return named_payer(self.page) is not None

    def _introduces(self) -> None:
        """ "Hello Kit, it's Sorrel from X.", "Ici Jeanne Morvan, sage-femme.": who writes, at the very start."""
        page = self.page
        quoted = [at + 1 for at in page.word_places(QUOTES)[:_FIRST] if page.free(at + 1)]
        for start in (*quoted, *(start for start, _ in list(sentences(page))[:_FIRST])):
            # What stands in quotes was said by another, and nobody passes on the words of who bills.
            side: Side = "to" if self._by_customer or start in quoted else "from"
            if not self._is_open(side):
                continue
            greeting = page.cue(start, "greeting")
            direct = greeting and page.cue(start + greeting, "self_intro")  # "Hi its Nadine Voss, …"
            greeted = start + greeting if direct or not greeting else page.clause(start)[1] + 1
            at = min(greeted, len(page) - 1)
            width = page.cue(at, "self_intro")
            name = at + width
            end = name_stop(page, name) if width and page.free(name) and page.tokens[name].text[0].isupper() else name
            employed = self._is_employer(end)
            person = employed or is_person(page, name, end)
            closed = end >= len(page) or page.low(end) in _CLOSES or employed
            if end > name and closed and (person or page.cue(at, "here")):
                page.take(at, self.writer.party(side, name, person=person, stop=end))
                return

    def _is_employer(self, position: int) -> bool:
        page = self.page
        position += page.low(position) == ","
        behind = position + page.cue(position, "employer")
        return behind > position and name_stop(page, page.skip_to_name(behind, *self.words["articles"])) > behind

    def _said_name(self, position: int) -> None:
        """ "Name is X", "our invoicing name is X", "name on the invoice: X": of who pays, unless another is billed."""
        page = self.page
        width = page.cue(position, "name_said")
        own = (
            page.low(position - 1) in self.words["articles"] and page.cue(position - 1, "own_side", "first_person") > 0
        )
        opens = page.clause(position)[0] == position or page.low(position - 1) in self.words["articles"]
        if not opens and width < _SURE and page.low(position + width) != ":":
            return
        other = self._is_named or (own and self._first_name <= position)  # "our entity is X" behind another name
        side: Side = "to" if self._by_customer or not (own or width < _SURE) or not other else "from"
        if self._is_open(side):
            self._lead(side, position, page.skip_links(position + width, ":", '"'))

    @cached_property
    def _first_name(self) -> int:
        """Where the first name of two capitals ends; behind everything, when there is none."""
        found = candidates(self.page, self._cased)
        return next((each.stop for each in found if each.stop > each.start + 1 and not each.small), len(self.page) + 1)

    def _in_name(self, position: int) -> bool:
        """ "6 issues, $140 each, in the name of X": who pays, where nobody else is named as such."""
        return self.page.cue(position, "in_name") > 0 and not self._is_named and self._is_open("to")

    def _issues(self, position: int) -> None:
        """ "…, acting for X, who issues the invoice": the name before the verb sells, whoever writes."""
        page = self.page
        small = self.words["pronouns"] | self.words["vague"] | self.words["links"] | {","}
        stop = position
        while stop > 1 and position - stop < _LONGEST_RELATIVE and page.free(stop - 1) and page.low(stop - 1) in small:
            stop -= 1
        start = name_ending_at(page, stop)
        if start is None and page.low(stop) in self.words["suffixes"]:
            start = name_ending_at(page, stop + 1)  # In "Moss Rentals as seller" this is no "AS".
        if start is not None and self._is_open("from"):
            self.writer.party("from", start, stop=stop)
            page.take(start, position + page.cue(position, "issues_it"))

    def _acts_for(self, position: int) -> None:
        """ "I write for my boss, Mr G. (Firm, street)", "this is for my sister. She is X": for whom, not to whom."""
        page = self.page
        if not self._is_open("from"):
            return
        behind = position + page.cue(position, "acts_for")
        stop = min(len(page), behind + _NAMED_WITHIN)
        start = described(page, behind)
        start = start + (page.low(start) in (",", ":"))
        if start == behind or not self._is_name(start):
            told = page.find_cue(behind, stop, "is_named")
            start = behind if told is None else told + page.cue(told, "is_named")
        if self._is_name(start):
            page.take(position, behind)
            page.take(start, self.writer.party("from", start, person=page.low(start) in self.words["titles"]))

    def _is_name(self, start: int) -> bool:
        page = self.page
        return page.free(start) and page.tokens[start].text[0].isupper() and name_stop(page, start) > start
