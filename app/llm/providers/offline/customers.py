"""Signs of a name within sentences: verbs before and behind it, prepositions, pronouns that stand for it."""

from collections.abc import Callable
from functools import cached_property

from app.llm.providers.offline.details import SIDES, PartyWriter, Side
from app.llm.providers.offline.heads import is_head, small_stop
from app.llm.providers.offline.leading import sure_stop
from app.llm.providers.offline.names import headed_stop, is_thing, name_stop
from app.llm.providers.offline.page import Page

_LONGEST_NAME = 6
_PRONOUN_REACH = 30
_CHARGE_REACH = 12
_MOST_SIGNS = 200
"""Signs of one kind that are looked at: a customer whom none of them leads to is not named by any more of them."""


class NameSigns:
    """What leads to a name of one page; `PartyReader` says in which order they are looked for."""

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

    def _is_open(self, side: Side) -> bool:
        return side not in self.writer.found

    def _seller(self, position: int) -> None:
        """ "X, Bern, stellt der Y … in Rechnung": the sentence opens with who bills, the verb leads to who pays."""
        page = self.page
        start = position
        while page.free(start - 1) and position - start < _PRONOUN_REACH and not page.ends_sentence(start - 1):
            start -= 1
        if page.low(start) in self.words["pronouns"] and page.low(start + 1) in (",", "("):
            start = page.skip_to_name(start + 2, *self.words["articles"])  # "Wir (Pension Almruh) stellen der …"
        billed = page.find_cue(position + 1, page.sentence_end(position), "invoice_noun", "bill_verb") is not None
        to = page.cue(position + 1, "to_label")
        if not (billed or to) or start == position or page.cue(start, "request") or name_stop(page, start) == start:
            return
        if self._is_open("from"):
            self.writer.party("from", start)
        if self._is_open("to"):
            self._try("to", position, page.skip_to_name(position + 1 + to, *self.words["determiners"]), lower=False)

    def _charged(self, position: int) -> None:
        """ "cobrar 500 da X": behind this verb the word for "of" leads to who pays."""
        page = self.page
        for index in range(position + 1, min(page.sentence_end(position), position + _CHARGE_REACH)):
            before = page.tokens[index - 1].kind in ("money", "number", "word")
            if page.free(index) and before and page.low(index) in self.words["of"] and self._is_open("to"):
                self._try("to", index, index + 1, lower=not self._cased)

    def _billed(self, position: int) -> None:
        """ "bill X", "invoice for X"."""
        page = self.page
        width = page.cue(position, "to_verb", "invoice_noun")
        if page.cue(position, "to_label") > width:
            return  # "die Rechnung geht an": the longer label leads to the name.
        if not width or not self._is_open("to") or page.cue(position + width, "from_plain"):
            return
        mark = position + width
        if page.low(mark) == ":" and page.low(mark + 1) == "\n" and page.free(mark):
            page.take(position, mark + 1)
            self.writer.block("to", mark + 1)
            return
        if self._is_issuer(position, mark):
            return
        small = self.words["party_links"] | self.words["determiners"] | self.words["verb_subjects"]
        start = page.skip_to_name(position + width, ":", ".", *small)
        start += page.low(start) == "," and page.low(start - 1) in self.words["determiners"]  # "my client, X"
        if start > page.sentence_end(position) and page.cue(start, "pay_cue", "due_cue", "closing", "request"):
            return  # "fai fattura. Pagamento con bonifico …"
        led = page.find_cue(position + width, start, "to_weak") is not None
        if not (led and (self._is_modifier(start) or (page.free(start) and is_thing(page, start - 1, start)))):
            self._try("to", position, start, lower=not self._cased)

    def _is_issuer(self, position: int, start: int) -> bool:
        """ "Parcella avv. Neri a X": right behind the noun stands who bills, where "to" and a name follow."""
        page = self.page
        stop = name_stop(page, start) if page.cue(position, "invoice_noun") and page.free(start) else start
        to = page.cue(stop, "to_label")
        if (
            stop == start
            or not to
            or name_stop(page, page.skip_to_name(stop + to, *self.words["determiners"])) <= stop + to
        ):
            return False
        if self._is_open("from"):
            self.writer.party("from", start, stop=stop)
        return True

    def _is_modifier(self, start: int) -> bool:
        """In "for the Brandt wedding" the capitals only tell which wedding."""
        page = self.page
        stop = name_stop(page, start)
        if not start < stop < len(page) or page.tokens[stop].kind != "word" or page.tokens[stop].taken:
            return False
        return page.low(stop) not in self.words["vague"] | self.words["household"]

    def _payer(self, position: int) -> None:
        """ "X owes me", "X bought", "X get an invoice": the name stands before the verb."""
        width = self.page.cue(position, "payer_verb")
        if width and self._is_open("to"):
            start = self._name_before(position)
            if start is None:
                self._receiver(position, position + width)
            if start is not None:
                headed = self.page.tokens[start].text[0].islower() and is_head(self.page, start)
                self.writer.party("to", start, stop=position if headed else None)
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
        """Where the name that ends before `position` begins: back to the clause's start."""
        page = self.page
        start = position
        while page.free(start - 1) and position - start < _LONGEST_NAME:
            token = page.tokens[start - 1]
            if token.kind != "word" and not (token.low == "&" or self._abbreviates(start - 1)):
                break
            start -= 1
        head = next((at for at in range(start, position) if is_head(page, at)), None)
        if head is not None and small_stop(page, head) == position:
            return head
        start = page.skip(start, *self.words["determiners"], *self.words["extras"])
        if start >= position or page.low(start) in self.words["vague"]:
            return None
        if any(page.low(index) in self.words["pronouns"] for index in range(start, position)):
            return None  # "can you get an invoice out"
        stop = name_stop(page, start, lower=not page.tokens[start].text[0].isupper())
        return start if stop >= position - 1 else None

    def _abbreviates(self, position: int) -> bool:
        if position < 1 or self.page.low(position) != ".":
            return False
        before = self.page.tokens[position - 1]
        return len(before.text) == 1 or before.low in self.words["abbreviations"]

    # Prepositions, the weaker the later

    def _prepositions(self, position: int) -> None:
        """ "from X", "to Y"; capitals only, unless nothing in the words is capitalised."""
        page = self.page
        for side in SIDES:
            width = page.cue(position, f"{side}_label")
            if width == 1 and side == "to" and self._is_place_of_name(position):
                continue
            if width and self._is_open(side):
                start = page.skip_to_name(position + width, ":", *self.words["determiners"])
                if side == "from" and page.low(start) in self.words["object_pronouns"] and page.low(start + 1) == ",":
                    start += 2  # "from me, Clara Voss"
                verb = page.cue(start, "request", "bill_verb") > 0
                lower = not self._cased and not verb and (side == "to" or sure_stop(page, start) is not None)
                self._try(side, position, start, lower=lower)

    def _is_place_of_name(self, position: int) -> bool:
        """The "à Crans" of "pour la PPE Les Mélèzes à Crans"."""
        page = self.page
        before = page.tokens[position - 1] if page.free(position - 1) and not page.lexicon.capital_nouns else None
        named = before is not None and before.kind == "word" and before.text[0].isupper()
        return named and page.find_cue(max(0, position - _LONGEST_NAME), position, "to_weak") is not None

    def _weak(self, position: int) -> None:
        """ "for X", "we supplied X with"."""
        width = self.page.cue(position, "to_weak", "served")
        page = self.page
        if not self._is_open("to"):
            return
        start = page.skip_to_name(position + width, *self.words["determiners"])
        stop = sure_stop(page, start) if page.free(start) and not page.tokens[start].text[0].isupper() else None
        if stop is not None:
            page.take(position, self.writer.party("to", start, stop=stop))
        elif not (page.free(start) and is_thing(page, position, start)):
            self._try("to", position, start, lower=False)

    def _pronoun(self, position: int) -> None:
        """ "Work at X … invoice them": the only name before the pronoun."""
        page = self.page
        if not page.cue(position, "bill_verb"):
            return
        if page.low(position + 1) in self.words["articles"]:
            self._meant(position, page.low(position + 2))
        if page.low(position + 1) not in self.words["object_pronouns"]:
            return
        for index in range(max(0, position - _PRONOUN_REACH), position):
            if self._is_open("to") and page.free(index) and page.low(index) in self.words["workplace"]:
                self._try("to", index, index + 1, lower=False)
        if self._is_open("to") and page.free(0) and name_stop(page, 0) > 1:
            self._try("to", 0, 0, lower=False)  # "Frau X hatte vier Stunden …, berechne ihr …"

    def _meant(self, position: int, noun: str) -> None:
        """ "invoice the lodge": the name before that ends so."""
        page = self.page
        for index in range(max(0, position - _PRONOUN_REACH), position):
            token = page.tokens[index]
            if token.low == noun and token.text[0].isupper() and page.free(index) and self._is_open("to"):
                start = index
                while page.free(start - 1) and page.tokens[start - 1].text[0].isupper():
                    start -= 1
                self.writer.party("to", start, stop=index + 1)

    def _try(self, side: Side, cue: int, start: int, lower: bool) -> None:
        page = self.page
        small = page.free(start) and page.low(start) in self.words["articles"] | self.words["object_pronouns"]
        if not page.free(start) or (small and not page.opens_name(start)):
            return
        noun = page.lexicon.capital_nouns and page.cue(start, "invoice_noun")
        if noun or (lower and page.cue(start, "bill_verb", "invoice_noun")):
            return
        small_letters = page.tokens[start].text[0].islower()
        article = page.low(start - 1) in self.words["articles"] and bool(self.words["firm_heads"])
        if small_letters and article and sure_stop(page, start) is None and headed_stop(page, start) is None:
            return  # "pour la réparation": in small letters only what shows that it is a name has an article.
        headed = headed_stop(page, start) or (small_stop(page, start) if small_letters else None)
        if headed and small_letters:
            page.take(cue, self.writer.party(side, start, stop=headed))  # "le garage Tixeront"
        elif name_stop(page, start, lower) > start:
            page.take(cue, self.writer.party(side, start, lower))
