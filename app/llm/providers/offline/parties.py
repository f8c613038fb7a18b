"""Who bills whom: labels, verbs, "from" and "to", introductions and signatures."""

from collections.abc import Callable
from functools import cached_property

from app.llm.providers.offline.addresses import address_rows
from app.llm.providers.offline.details import DETAILS, SIDES, PartyWriter, Side
from app.llm.providers.offline.leading import read_addressed, read_guessed, read_leading, sure_stop
from app.llm.providers.offline.names import is_thing, name_stop
from app.llm.providers.offline.page import Page

_LONGEST_NAME = 6
_HEADS: dict[str, Side] = {"to_weak": "to", "from_head": "from"}
"""Too weak to lead to a name anywhere else than at the head of a line ("For: X", "De : X")."""
_PRONOUN_REACH = 30
_LONGEST_CLOSING = 4
_LONGEST_CLAUSE = 10


class PartyReader:
    """Reads the parties of one page, the surest signs first; a side that is found is not looked for again."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.words = page.lexicon.words
        self.writer = PartyWriter(page)
        self.led = False
        """Whether the words open with a customer, as a note of what to bill does."""

    def read(self) -> None:
        self._each(self._labelled, "to_label", "from_label", "address_label", "email_label", *_HEADS)
        self._each(self._introduced, "from_label", "here")
        self._each(self._seller, "seller_verb")
        self._each(self._billed, "to_verb", "invoice_noun")
        self._each(self._payer, "payer_verb")
        self._each(self._charged, "charge_verb")
        self._each(self._prepositions, "to_label", "from_label")
        self._each(self._weak, "to_weak", "served")
        self._each(self._pronoun, "bill_verb")
        if self._is_open("to") and not self._cased:
            self.led = read_guessed(self.page, self.writer)
        if self._is_open("to"):
            self.led = read_leading(self.page, self.writer)
        self._signature()
        if self._is_open("to"):
            read_addressed(self.page, self.writer)
        self._loose_details()

    def _each(self, sign: Callable[[int], None], *cues: str) -> None:
        for position in self.page.places(*cues):
            if self.page.free(position):
                sign(position)

    @cached_property
    def _cased(self) -> bool:
        """Whether the writer capitalises: then a name is capitalised too."""
        words = (token.text for token in self.page.tokens if token.kind == "word")
        return any(word[0].isupper() and not word.isupper() for word in words)

    def _is_open(self, side: Side) -> bool:
        return side not in self.writer.found

    # Labels and introductions

    def _labelled(self, position: int) -> None:
        """ "Client: X", "From:" with a block of lines below, "client address: X"."""
        page = self.page
        for cue, side in _HEADS.items():
            if page.cue(position, cue) == 1 and page.low(position + 1) == ":" and page.starts_line(position):
                page.take(position, position + 2)
                self.writer.block(side, position + 2)
                return
        for side in SIDES:
            mark = position + page.cue(position, f"{side}_label")
            if mark > position and (self._is_mark(position, mark) or self._heads_block(position, mark)):
                page.take(position, mark + 1)
                self.writer.block(side, page.skip(mark, ":", "=", "-", "–"))
                return
        for cue, label, field in (("address_label", "Address", "address_line"), ("email_label", "Email", "email")):
            mark = position + page.cue(position, cue)
            if mark > position and page.low(mark) in (":", "=") and page.starts_line(position):
                stop = page.line_end(position)
                side, text = self._side_of_label(position), page.words(mark + 1, stop)
                rows = address_rows(text, self.words["streets"]) if field == "address_line" else [(label, text, field)]
                for row in rows:
                    self.writer.row(side, *row)
                page.take(position, stop)

    def _is_mark(self, position: int, mark: int) -> bool:
        """ "Client: X" anywhere, "Client - X" only as a line of its own."""
        page = self.page
        dash = page.low(mark) in ("-", "–") and page.tokens[mark].gap > 0 and page.starts_line(position)
        return page.low(mark) in (":", "=") or dash

    def _heads_block(self, position: int, mark: int) -> bool:
        """A label alone on its line, as "Bill to" above an address is."""
        page = self.page
        return page.starts_line(position) and mark < len(page) and page.tokens[mark].kind == "line"

    def _side_of_label(self, position: int) -> Side:
        if self.page.cue(position, "own_side"):
            return "from"
        said = self.page.cue(position, "client_side") > 0
        return "to" if said or self.page.facts.to_rows or not self.page.facts.from_rows else "from"

    def _introduced(self, position: int) -> None:
        """ "My name is X, I run Y", "X here", "this is X from Y", "on behalf of X"."""
        page = self.page
        width = page.cue(position, "from_label")
        if width and not page.cue(position, "from_plain"):
            start = page.skip_links(position + width, ":", ",")
            complete = any(row["field"] == "company" for row in page.facts.from_rows)
            if name_stop(page, start) > start and not complete:
                stop = self.writer.party("from", start, person=page.cue(position, "person_label") > 0)
                page.take(position, stop)
        elif page.cue(position, "here") and self._is_open("from"):
            begin = self._name_before(position)
            if begin is not None and (page.starts_line(begin) or page.low(begin - 1) in (".", ",")):
                self.writer.party("from", begin)
                page.take(begin, position + 1)

    # The customer

    def _seller(self, position: int) -> None:
        """ "X, Bern, stellt der Y … in Rechnung": the sentence opens with who bills, the verb leads to who pays."""
        page = self.page
        start = position
        while page.free(start - 1) and position - start < _PRONOUN_REACH and not page.ends_sentence(start - 1):
            start -= 1
        billed = page.find_cue(position + 1, page.sentence_end(position), "invoice_noun", "bill_verb") is not None
        if not billed or start == position or page.cue(start, "request") or name_stop(page, start) == start:
            return
        if self._is_open("from"):
            self.writer.party("from", start)
        if self._is_open("to"):
            self._try("to", position, page.skip_to_name(position + 1, *self.words["determiners"]), lower=False)

    def _charged(self, position: int) -> None:
        """ "cobrar 500 da X": behind this verb the word for "of" leads to who pays."""
        page = self.page
        for index in range(position + 1, min(page.sentence_end(position), position + _PRONOUN_REACH)):
            before = page.tokens[index - 1].kind in ("money", "number", "word")
            if page.free(index) and before and page.low(index) in self.words["of"] and self._is_open("to"):
                self._try("to", index, index + 1, lower=not self._cased)

    def _billed(self, position: int) -> None:
        """ "bill X", "invoice for X"."""
        page = self.page
        width = page.cue(position, "to_verb", "invoice_noun")
        if not width or not self._is_open("to") or page.cue(position + width, "from_plain"):
            return
        small = self.words["party_links"] | self.words["determiners"] | self.words["verb_subjects"]
        start = page.skip_to_name(position + width, ":", ".", *small)
        start += page.low(start) == "," and page.low(start - 1) in self.words["determiners"]  # "my client, X"
        led = page.find_cue(position + width, start, "to_weak") is not None
        if not (led and (self._is_modifier(start) or (page.free(start) and is_thing(page, start - 1, start)))):
            self._try("to", position, start, lower=not self._cased)

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
            if start is not None:
                self.writer.party("to", start)
                self.page.take(position, position + width)

    def _name_before(self, position: int) -> int | None:
        """Where the name that ends before `position` begins: back to the clause's start."""
        page = self.page
        start = position
        while page.free(start - 1) and position - start < _LONGEST_NAME:
            token = page.tokens[start - 1]
            if token.kind != "word" and not (token.low == "&" or self._abbreviates(start - 1)):
                break
            start -= 1
        start = page.skip(start, *self.words["determiners"], *self.words["extras"])
        if start >= position or page.low(start) in self.words["vague"]:
            return None
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
            if width and self._is_open(side):
                start = page.skip_to_name(position + width, ":", *self.words["determiners"])
                if side == "from" and page.low(start) in self.words["object_pronouns"] and page.low(start + 1) == ",":
                    start += 2  # "from me, Clara Voss"
                verb = page.cue(start, "request", "bill_verb") > 0
                self._try(side, position, start, lower=not self._cased and not verb)

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
        if lower and page.cue(start, "bill_verb", "invoice_noun"):
            return
        if name_stop(page, start, lower) > start:
            page.take(cue, self.writer.party(side, start, lower))

    # What is left

    def _signature(self) -> None:
        """The lines below "Best regards", unless it is the customer who wrote ("could you bill us")."""
        page = self.page
        for position in reversed(page.places("closing")):
            stop = page.line_end(position)
            if not page.starts_line(position):
                continue
            amounts = any(token.number is not None and not token.taken for token in page.tokens[stop:])
            if stop - position > _LONGEST_CLOSING or amounts:
                return
            if self._is_open("from") and page.find_cue(0, len(page), "bill_us") is None:
                self.writer.block("from", stop + 1)
            page.take(position, len(page))
            return

    def _sent_to(self, position: int) -> Side | None:
        """ "please send the invoice to ap@example.com": where the customer reads it."""
        page = self.page
        begin, _ = page.clause(position)
        sent = page.find_cue(max(begin, position - _LONGEST_CLAUSE), position, "to_verb", "invoice_noun", "request")
        to = page.low(position - 1) in ("to", ":", "at") or page.cue(position - 1, "to_label")
        return "to" if sent is not None and to and page.tokens[position].kind == "email" else None

    def _loose_details(self) -> None:
        """Mail addresses and numbers that no party took: to the side that their label says; else they are no fact."""
        for position, token in enumerate(self.page.tokens):
            if token.kind in DETAILS and not token.taken:
                side = token.side or self._sent_to(position)
                if side:
                    self.writer.row(side, DETAILS[token.kind][0], token.text, DETAILS[token.kind][1])
                self.page.take(position, position + 1)
