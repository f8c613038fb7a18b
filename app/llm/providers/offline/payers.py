"""Who pays by what stands behind the name: "X owes me", "X bought", "X wants to be billed"."""

from app.llm.providers.offline.addresses import address_stop
from app.llm.providers.offline.heads import is_head, small_stop
from app.llm.providers.offline.localities import named_before
from app.llm.providers.offline.names import name_stop
from app.llm.providers.offline.roles import RoleSigns

_LONGEST_NAME = 6
_MOST_ADVERBS = 2
_LONGEST_ADDRESS = 16


class PayerSigns(RoleSigns):
    """The verbs of one page that follow on who pays."""

    def _payer(self, position: int) -> None:
        """ "X owes me", "X bought", "X get an invoice": the name stands before the verb."""
        width = self.page.cue(position, "payer_verb")
        if width and self._is_open("to"):
            start = self._name_before(position)
            if start is None and self.page.low(position + width) == ":":
                self._lead("to", position, position + width)  # "the production company pays: X"
                return
            if start is not None and self.page.cue(start, "whole"):
                return  # "Everything is charged at $92"
            if start is None:
                self._receiver(position, position + width)
            if start is not None and (placed := named_before(self.page, start)) is not None:
                self.writer.party("to", placed[0], stop=placed[1])
                self.page.take(placed[0], position + width)
            elif start is not None:
                self.writer.party("to", start, stop=self._small_before(start, position))
                self.page.take(position, position + width)
                while self.page.free(start - 1) and self.page.low(start - 1) in self.words["determiners"]:
                    start -= 1
                    self.page.take(start, start + 1)

    def _receiver(self, position: int, behind: int) -> None:
        """ "krijgt Kantoor X een factuur": behind the verb, where a bill follows the name."""
        page = self.page
        start = page.skip_to_name(behind, *self.words["determiners"])
        stop = name_stop(page, start) if page.free(start) else start
        if stop > start and page.cue(stop, "invoice_noun"):
            page.take(position, self.writer.party("to", start, stop=stop))

    def _name_before(self, position: int) -> int | None:
        """Where the name that ends before `position` begins: capitals first, else back to the clause's start."""
        page = self.page
        begin = position
        while page.free(begin - 1) and position - begin < _LONGEST_NAME:
            token = page.tokens[begin - 1]
            inner = token.low == "&" or self._abbreviates(begin - 1) or self._is_inner_number(begin - 1)
            if token.kind not in ("word", "code") and not inner:
                break
            begin -= 1
        if page.low(position - 1) in self.words["passives"] | self.words["letters_of"]:
            return None  # "the hall was booked by X", "purchase order received from X"
        head = next((at for at in range(begin, position) if is_head(page, at)), None)
        if head is not None and small_stop(page, head) == position:
            return head
        if (apposed := self._apposed_before(position)) is not None:
            return apposed
        counted = page.lexicon.capital_nouns and page.tokens[begin - 1].kind == "number" and begin > 0
        if counted and page.free(begin - 1):
            return None  # "Frau Kessler hat bei uns drei Torten bestellt"
        for start in range(page.skip(begin, *self.words["determiners"]), position):
            if page.tokens[start].text[0].isupper() and self._reaches(start, position, lower=False):
                return start
        start = page.skip(begin, *self.words["determiners"], *self.words["extras"])
        if self._cased and start > begin and page.low(start - 1) in self.words["articles"]:
            return None  # "the vineyard also pays": who that is was said before.
        if start >= position or page.tokens[start].text[0].isupper() or page.low(position - 1) in self.words["parties"]:
            return None
        return start if self._reaches(start, position, lower=True) else None

    def _small_before(self, start: int, verb: int) -> int | None:
        """Behind a name in small letters that the verb ends, without the adverb of "corvane ag already paid"."""
        if not self.page.tokens[start].text[0].islower():
            return None
        adverbs = self.words["clause_adverbs"] | self.words["already"]
        while verb > start + 1 and self.page.low(verb - 1) in adverbs:
            verb -= 1
        return verb

    def _apposed_before(self, position: int) -> int | None:
        """ "My sister's bakery, Knead & Co., still needs to be billed": the name between the marks before the verb."""
        page = self.page
        end = position
        while end > position - _MOST_ADVERBS and page.free(end - 1) and page.tokens[end - 1].text.islower():
            end -= 1
        if end < 2 or page.low(end - 1) not in (",", ")"):
            return None
        if (addressed := self._addressed_before(end - 1)) is not None:
            return addressed
        for start in range(end - 2, max(-1, end - 2 - _LONGEST_NAME), -1):
            if not page.free(start):
                return None
            if page.low(start - 1) in (",", "(") and page.tokens[start].text[0].isupper():
                return start if name_stop(page, start) >= end - 1 else None
        return None

    def _addressed_before(self, end: int) -> int | None:
        """ "her insurer Vale Cover, 4 Elm Row, Dover, gets the bill": the name whose address ends there."""
        page = self.page
        begin = max(0, end - _LONGEST_ADDRESS)
        for comma in (at for at in range(begin, end) if page.low(at) == "," and page.free(at)):
            if address_stop(page, comma + 1) != end:
                continue
            start = comma
            while page.free(start - 1) and page.tokens[start - 1].kind == "word" and comma - start < _LONGEST_NAME:
                start -= 1
            capitals = (at for at in range(start, comma) if page.tokens[at].text[0].isupper())
            return next((at for at in capitals if name_stop(page, at) == comma), None)
        return None

    def _reaches(self, start: int, position: int, lower: bool) -> bool:
        """Whether a name goes from `start` to the verb at `position`, or to an adverb before it."""
        page = self.page
        if page.low(start) in self.words["vague"] | self.words["articles"] and not page.opens_name(start):
            return False
        if any(page.low(at) in self.words["pronouns"] | self.words["pronoun_verbs"] for at in range(start, position)):
            return False  # "can you get an invoice out"
        if lower and any(page.low(at) in self.words["already"] for at in range(start, position)):
            return False  # "half already paid"
        return name_stop(page, start, lower=lower) >= position - 1

    def _is_inner_number(self, position: int) -> bool:
        """The 54 of "Studio 54b Ltd gets a bill"."""
        page = self.page
        before = page.tokens[position - 1] if page.free(position - 1) else None
        capital = before is not None and before.kind == "word" and before.text[0].isupper()
        return capital and page.tokens[position].kind == "number" and page.tokens[position].text.isdecimal()

    def _abbreviates(self, position: int) -> bool:
        if position < 1 or self.page.low(position) != ".":
            return False
        before = self.page.tokens[position - 1]
        return len(before.text) == 1 or before.low in self.words["abbreviations"]
