"""Names that are said as such: "it's Sorrel from X", "Ici Jeanne Morvan, …", "the invoicing name is X"."""

from functools import cached_property

from app.llm.providers.offline.chunks import sentences
from app.llm.providers.offline.details import Side
from app.llm.providers.offline.names import is_person, name_stop
from app.llm.providers.offline.senders import named_payer
from app.llm.providers.offline.signs import NameSigns

_FIRST = 4
"""Sentences and lines at the start, in one of which who writes says so."""
_SURE = 3
_CLOSES = frozenset({",", ")", "(", ":", ".", "!", "\n", ""})


class IntroductionSigns(NameSigns):
    """What names a party of one page outright."""

    @cached_property
    def _is_named(self) -> bool:
        """Whether a verb or noun of billing leads to a name, so that others than "name:" tell who pays."""
        return named_payer(self.page) is not None

    def _introduces(self) -> None:
        """ "Hello Kit, it's Sorrel from X.", "Ici Jeanne Morvan, sage-femme.": who writes, at the very start."""
        page = self.page
        side: Side = "to" if self._by_customer else "from"
        for start, stop in list(sentences(page))[:_FIRST] if self._is_open(side) else ():
            greeted = page.clause(start)[1] + 1 if page.cue(start, "greeting") else start
            at = min(greeted, stop - 1)
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
        side: Side = "to" if self._by_customer or not (own or width < _SURE) or not self._is_named else "from"
        if self._is_open(side):
            self._lead(side, position, page.skip_links(position + width, ":", '"'))

    def _in_name(self, position: int) -> bool:
        """ "6 issues, $140 each, in the name of X": who pays, where nobody else is named as such."""
        return self.page.cue(position, "in_name") > 0 and not self._is_named and self._is_open("to")
