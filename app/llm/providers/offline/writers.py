"""Signs of who writes the invoice: introductions, "we, X", "our charity, X", and verbs behind the seller's name."""

from app.llm.providers.offline.apposition import described
from app.llm.providers.offline.chunks import sentences
from app.llm.providers.offline.details import DETAILS, Side
from app.llm.providers.offline.greetings import QUOTES
from app.llm.providers.offline.headings import HeadingSigns
from app.llm.providers.offline.names import name_stop

_LONGEST_CLAUSE = 10
_LONGEST_ROLE = 5
_SENTENCE_REACH = 30
_MOST_ADJECTIVES = 2
_ENDS_BILL = frozenset({":", ",", ".", "\n", "", "por", "per", "pour"})
_OPENS = QUOTES | {".", ","}
_CLOSES = frozenset({",", ")", "(", ":", ".", "\n", ""})


class WriterSigns(HeadingSigns):
    """What leads to the seller of one page."""

    def _introduced(self, position: int) -> None:
        """ "My name is X, I run Y", "X here", "this is X from Y", "on behalf of X"."""
        page = self.page
        width = page.cue(position, "from_label")
        if width and not page.cue(position, "from_plain"):
            side: Side = "to" if self._by_customer or self._in_name(position) else self._own_side(position)
            start = page.skip_links(position + width, ":", ",")
            if side == "from" and self._is_bill_of(position, start):
                page.take(position, self.writer.party("to", start))
                return
            complete = any(row["field"] == "company" for row in self.writer.rows(side))
            start = described(page, start) if page.cue(start, "own_side") else start  # "the seller is my sister X"
            if page.lexicon.capital_nouns and name_stop(page, start) == start + 1:
                told = page.find_cue(start + 1, page.sentence_end(start), "person_label")  # "bin Studentin und heiße X"
                start = start if told is None else told + page.cue(told, "person_label")
            if name_stop(page, start) == start and page.cue(position, "person_label"):
                start = self._behind_role(start)
            if name_stop(page, start) > start and not complete:
                stop = self.writer.party(side, start, person=page.cue(position, "person_label") > 0)
                page.take(position, stop)
        elif page.cue(position, "here") and self._is_open(self._own_side(position)):
            begin = self._name_before(position)
            small = begin is not None and page.tokens[begin].text[0].islower()
            if small and self._cased:
                self._craft_here(position)
            elif begin is not None and (page.starts_line(begin) or page.low(begin - 1) in _OPENS):
                side = self._own_side(position)
                self.writer.party(side, begin)
                page.take(begin, position + 1)
                self._firm_behind(side, position + 1)

    def _craft_here(self, position: int) -> None:
        """ "Hi, electrician here, Pete Quarrell Electrical.": the name stands behind what the writer is."""
        page = self.page
        start = position + 2
        if page.low(position + 1) in (",", ":", "-", "–") and page.free(start) and page.tokens[start].text[0].isupper():
            stop = name_stop(page, start)
            if stop > start + 1 and (stop >= len(page) or page.low(stop) in _CLOSES):
                page.take(page.clause(position)[0], self.writer.party(self._own_side(position), start, stop=stop))

    def _is_bill_of(self, position: int, start: int) -> bool:
        """ "La factura de X: 3 mesas": where it is for nobody else, the bill of X is the one that X pays."""
        page = self.page
        stop = name_stop(page, start) if page.free(start) else start
        of = page.low(start - 1) in self.words["of"] and not self._is_named  # "Invoice comes from X" tells who sells.
        if not of or stop == start or not self._is_open("to") or not page.cue(position, "invoice_noun"):
            return False
        if page.low(stop) not in _ENDS_BILL and page.tokens[min(stop, len(page) - 1)].kind not in ("number", "money"):
            return False
        return not self._names_other(stop)

    def _firm_behind(self, side: Side, position: int) -> None:
        """ "Hanna Vos speaking, of Vos Designs"."""
        page = self.page
        position += page.low(position) == ","
        start = position + page.cue(position, "employer")
        stop = name_stop(page, start) if start > position and page.free(start) else start
        if stop > start:
            self.writer.row(side, "Company", page.words(start, stop), "company")
            page.take(position, self.writer.details_behind(side, stop))

    def _self_named(self) -> None:
        """ "Ich, Nora Feld (Texterin), habe …": who speaks says the name."""
        page = self.page
        for start, _ in sentences(page):
            spoken = page.free(start) and page.low(start) in self.words["pronouns"] and page.low(start + 1) == ","
            stop = name_stop(page, start + 2) if spoken and page.free(start + 2) else start
            if stop > start + 3 and page.low(stop) in (",", "(") and self._is_open("from"):
                behind = self.writer.party("from", start + 2, stop=stop, person=True)
                role = page.low(behind) == "(" and page.low(behind + 2) == ")"
                page.take(start, behind + (3 if role else 0))

    def _behind_role(self, start: int) -> int:
        """ "trésorière du chœur X", "Kassier beim Verein X": behind up to three words and "of"."""
        page = self.page
        for index in range(start + 1, min(page.sentence_end(start), start + _LONGEST_ROLE)) if page.free(start) else ():
            if not page.free(index) or page.tokens[index].kind != "word":
                break
            if page.cue(index, "employer") and name_stop(page, index + 1) > index + 1:
                return index + 1
        return start

    def _in_person(self, position: int) -> None:
        """ "We, Larkspur Gardens, …", "from us (Crumb & Co.)"; behind a verb who pays: "invoice us (Acme Ltd)"."""
        page = self.page
        mark = position + page.cue(position, "first_person")
        self._apposed(self._own_side(position), position, mark)

    def _own(self, position: int) -> None:
        """ "Our charity, Paws Ahead (…), rents out kennels"."""
        page = self.page
        begin, _ = page.clause(position)
        billed = page.find_cue(begin, position, "bill_verb", "to_label") is not None
        if billed or page.low(position) not in self.words["articles"]:
            return
        for index in range(position + 1, position + 2 + _MOST_ADJECTIVES):
            if page.low(index).endswith("'s"):
                return  # "my landlord's company"
            if page.low(index) in self.words["own_firms"]:
                self._apposed("from", position, index + 1 + page.cue(index + 1, "notes_weak"))  # "… on the invoice, X"
                return

    def _apposed(self, side: Side, position: int, mark: int) -> None:
        page, start = self.page, mark + 1
        start += page.cue(start, "naming") if page.low(mark) == "," else 0  # "Nous, c'est X"
        if page.low(mark) not in (",", "(") or not page.free(start) or not self._is_open(side):
            return
        stop = name_stop(page, start)
        if page.tokens[start].text[0].isupper() and stop > start and page.low(stop) in _CLOSES:
            behind = self.writer.party(side, start)
            page.take(position, behind + (page.low(behind) == ")"))

    def _seller(self, position: int) -> None:
        """ "X, Bern, stellt der Y … in Rechnung", "X bills Y": one opens the sentence, the other is behind the verb."""
        page = self.page
        if page.cue(position + 1, "seller_verb") > page.cue(position, "seller_verb"):
            return
        if page.low(position - 1) in self.words["articles"] or self._is_call(self._opening(position), position):
            return  # "voudrait sa facture" is a noun.
        start = self._opening(position)
        stop = name_stop(page, start) if start < position else start  # "Facture au Centre …" opens with the noun.
        sentence = page.sentence_end(position)
        behind = position + page.cue(position, "seller_verb")
        billed = page.find_cue(position + 1, sentence, "invoice_noun", "bill_verb") is not None
        to = page.cue(behind, "to_label")
        led = page.skip_to_name(behind + to, *self.words["determiners"])
        names = stop >= position and (name_stop(page, led) > led or described(page, led) > led)
        sells = stop > start + 1 and page.find_cue(behind, sentence, "to_label") is not None
        opened = start < position and page.cue(start, "request", "invoice_noun", "greeting") > 0
        if opened or not (billed or to or names or sells):
            return
        if stop > start and self._is_open("from"):
            self.writer.party("from", start)
        known = stop > start or (position > 0 and page.tokens[position - 1].taken)
        if known and self._is_open("to") and (billed or to or names):
            self._try("to", position, led, lower=False)

    def _opening(self, position: int) -> int:
        """Where the sentence with `position` opens, or what of it is still free."""
        page, start = self.page, position
        while page.free(start - 1) and position - start < _SENTENCE_REACH and not page.ends_sentence(start - 1):
            start -= 1
        if page.low(start) in self.words["pronouns"] and page.low(start + 1) in (",", "("):
            return page.skip_to_name(start + 2, *self.words["articles"])  # "Wir (Pension Almruh) stellen der …"
        return start

    def _issued_by(self, position: int) -> None:
        """ "Minuta de X, abogada (NIF …), a Y": a bill of somebody to somebody."""
        page = self.page
        noun = page.find_cue(page.line_start(position), position, "invoice_noun")
        numbered = page.facts.number is not None and position > 0 and not page.free(position - 1)
        led = numbered or (noun is not None and position - noun <= _LONGEST_CLAUSE)
        begin = max(page.line_start(position), position - _LONGEST_CLAUSE)
        if not led or not self._is_open("from") or page.find_cue(begin, position, "to_label", "to_weak") is not None:
            return
        start = page.skip(position + 1, *self.words["articles"])
        small = page.free(start) and page.tokens[start].text[0].islower() and not page.tokens[start].cues
        start += small  # "da tradutora X"
        if name_stop(page, start) < start + 2 or not page.free(start):
            return
        behind = page.find_cue(name_stop(page, start), page.sentence_end(position), "to_label")
        if behind is None or behind - position > _LONGEST_CLAUSE * 2:
            return
        stop = self.writer.party("from", start)
        role = page.low(stop) == "," and page.low(stop + 2) == "(" and page.tokens[stop + 1].kind == "word"
        if role and page.tokens[stop + 3].kind in DETAILS:
            token = page.tokens[stop + 3]
            self.writer.row("from", DETAILS[token.kind][0], token.text, DETAILS[token.kind][1])
            stop += 5
        page.take(position, min(stop, page.sentence_end(position)))
