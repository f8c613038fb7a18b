"""What every sign of a name does: it leads to words that are tried as a name, and takes them."""

from collections.abc import Callable
from functools import cached_property

from app.llm.providers.offline.apposition import described
from app.llm.providers.offline.details import PartyWriter, Side
from app.llm.providers.offline.heads import small_stop
from app.llm.providers.offline.leading import clause_end, fills_clause, sure_stop
from app.llm.providers.offline.names import headed_stop, name_stop
from app.llm.providers.offline.page import Page
from app.llm.providers.offline.senders import customer_writes

_TO_WHOM = ("to_label", "to_verb", "bill_verb")
_LONGEST_LEAD = 5
_MOST_SIGNS = 200
"""Signs of one kind that are looked at: a customer whom none of them leads to is not named by any more of them."""


class NameSigns:
    """The signs of one page; `PartyReader` says in which order they are looked for."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.words = page.lexicon.words
        self.writer = PartyWriter(page)
        self.led = False
        """Whether the words open with a customer, as a note of what to bill does."""

    def _each(self, sign: Callable[[int], None], *cues: str) -> None:
        for position in self.page.places(*cues)[:_MOST_SIGNS]:
            if self.page.free(position):
                sign(position)

    @cached_property
    def _cased(self) -> bool:
        """Whether the writer capitalises: then a name is capitalised too."""
        words = (token.text for token in self.page.tokens if token.kind == "word")
        return any(word[0].isupper() and not word.isupper() for word in words)

    @cached_property
    def _by_customer(self) -> bool:
        """Whether who pays wrote the words: then "we are X" is no seller."""
        return customer_writes(self.page)

    def _is_open(self, side: Side) -> bool:
        return side not in self.writer.found

    def _own_side(self, position: int) -> Side:
        """Whose "our company is" or "I'm" at `position` is: the customer's in a mail of theirs, and behind "bill"."""
        page = self.page
        led = any(page.cue(position - width, *_TO_WHOM) == width for width in range(1, _LONGEST_LEAD))
        own = page.cue(position, "own_side", "person_label", "first_person", "here") > 0
        return "to" if own and (led or self._by_customer) else "from"

    def _lead(self, side: Side, position: int, behind: int) -> None:
        """Take the name behind a sure lead; in hasty typing only what fills the clause."""
        page = self.page
        small = self.words["determiners"] | self.words["links"] | self.words["party_links"]
        start = page.skip_to_name(behind, ":", "=", *small)
        if width := page.cue(start, "but"):  # "Rechnungsempfänger ist aber die Kita X"
            start = page.skip_to_name(start + width, *self.words["articles"])
        said = start
        start = described(page, said, loose=True)
        start = said if self._is_part(said, start) else start
        if not page.free(start) or start >= len(page):
            return
        part = self._is_part(start, described(page, start))
        if part or page.tokens[start].text[0].isupper() or page.low(start) in self.words["titles"]:
            self._try(side, position, start, lower=False)
        elif not self._cased and fills_clause(page, start):
            page.take(position, self.writer.party(side, start, stop=clause_end(page, start)))

    def _try(self, side: Side, cue: int, start: int, lower: bool) -> None:
        page = self.page
        if (
            page.low(start) in self.words["attendees"]
            and page.low(start + 1) in self.words["workplace"]
            and page.free(start)
        ):
            start = page.skip_to_name(start + 2, *self.words["articles"])  # "for the team at X"
        start, said = described(page, start), start
        if self._is_part(said, start):
            page.take(cue, self.writer.party(side, said, stop=name_stop(page, start)))
            return
        small = page.free(start) and page.low(start) in self.words["articles"] | self.words["object_pronouns"]
        if not page.free(start) or (small and not page.opens_name(start)):
            return
        noun = page.lexicon.capital_nouns and page.cue(start, "invoice_noun")
        if noun or (lower and page.cue(start, "bill_verb", "invoice_noun")):
            return
        small_letters = page.tokens[start].text[0].islower()
        if small_letters and page.low(start).partition("'")[0] in self.words["sums"]:
            return  # "invoice the balance"
        if small_letters and page.cue(start, "pay_word") and sure_stop(page, start) is None:
            return  # "10 days to pay"
        article = page.low(start - 1) in self.words["articles"]
        if small_letters and article and sure_stop(page, start) is None and headed_stop(page, start) is None:
            return  # "pour la réparation": in small letters only what shows that it is a name has an article.
        headed = headed_stop(page, start) or (small_stop(page, start) if small_letters else None)
        if headed and small_letters:
            page.take(cue, self.writer.party(side, start, stop=headed))  # "le garage Tixeront"
        elif name_stop(page, start, lower) > start:
            page.take(cue, self.writer.party(side, start, lower))

    def _is_part(self, said: int, start: int) -> bool:
        """What a firm is belongs to its name in "bill gym Olympos", not in "bill my gym, Olympos"."""
        page, words = self.page, self.words
        led = page.low(said - 1) in words["determiners"] | words["articles"]
        known = page.low(said) in words["firm_words"] - words["own_firms"] - words["parties"]
        return start == said + 1 and known and not led and page.tokens[start].kind == "word"
