"""Who bills whom: labels, verbs, "from" and "to", introductions and signatures."""

from app.llm.providers.offline.addresses import address_rows
from app.llm.providers.offline.chunks import sentences
from app.llm.providers.offline.customers import NameSigns
from app.llm.providers.offline.details import DETAILS, SIDES, Side
from app.llm.providers.offline.leading import read_addressed, read_guessed, read_known, read_leading
from app.llm.providers.offline.names import name_stop
from app.llm.providers.offline.signatures import read_signature

_HEADS: dict[str, Side] = {"to_weak": "to", "from_head": "from"}
"""Too weak to lead to a name anywhere else than at the head of a line ("For: X", "De : X")."""
_LONGEST_CLAUSE = 10
_LONGEST_ROLE = 5


class PartyReader(NameSigns):
    """Reads the parties of one page, the surest signs first; a side that is found is not looked for again."""

    def read(self) -> None:
        self._each(self._labelled, "to_label", "from_label", "address_label", "email_label", *_HEADS)
        self._each(self._introduced, "from_label", "here")
        self._self_named()
        self._each(self._made_out, "to_label")
        self._each(self._from_to, "from_head", "from_plain")
        self._each(self._issued_by, "from_head", "from_plain")
        self._each(self._seller, "seller_verb")
        self._each(self._billed, "to_verb", "invoice_noun")
        self._each(self._payer, "payer_verb")
        self._each(self._charged, "charge_verb")
        self._each(self._requested, "request")
        self._each(self._prepositions, "to_label", "from_label")
        self._each(self._weak, "to_weak", "served")
        self._each(self._pronoun, "bill_verb")
        self._each(self._at_place, "at_place")
        if self._is_open("to") and not self._cased:
            self.led = read_guessed(self.page, self.writer)
        if self._is_open("to"):
            self.led = read_leading(self.page, self.writer)
        read_signature(self.page, self.writer)
        if self._is_open("to"):
            read_addressed(self.page, self.writer)
        if self._is_open("to"):
            read_known(self.page, self.writer)
        self._loose_details()

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
            if name_stop(page, start) == start and page.cue(position, "person_label"):
                start = self._behind_role(start)
            if name_stop(page, start) > start and not complete:
                stop = self.writer.party("from", start, person=page.cue(position, "person_label") > 0)
                page.take(position, stop)
        elif page.cue(position, "here") and self._is_open("from"):
            begin = self._name_before(position)
            if begin is not None and (page.starts_line(begin) or page.low(begin - 1) in (".", ",")):
                self.writer.party("from", begin)
                page.take(begin, position + 1)

    def _made_out(self, position: int) -> None:
        """ "intestata a X", "op naam van X": labels of several words are surer than "to" alone."""
        width = self.page.cue(position, "to_label")
        if width > 1 and not self.page.cue(position, "invoice_noun", "bill_verb", "to_verb") and self._is_open("to"):
            start = self.page.skip_to_name(position + width, ":", *self.words["determiners"])
            self._try("to", position, start, lower=not self._cased)

    def _requested(self, position: int) -> None:
        """ "kannst du dem Bootsverleih X eine Rechnung schicken", "wil je X factureren": before bill or verb."""
        page = self.page
        if not self._is_open("to"):
            return
        small = self.words["determiners"] | self.words["pronouns"] | self.words["vague"] | self.words["articles"]
        start = page.skip_to_name(position + page.cue(position, "request"), *small)
        stop = name_stop(page, start) if page.free(start) else start
        named = stop > start + 1 or (stop > start and not page.lexicon.capital_nouns)
        if not named or page.cue(start, "invoice_noun", "bill_verb") or not page.tokens[start].text[0].isupper():
            return
        if page.find_cue(stop, page.sentence_end(start), "invoice_noun", "bill_verb") is not None:
            page.take(start, self.writer.party("to", start))

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

    def _from_to(self, position: int) -> None:
        """ "Da X ao Y: …" as the head of a line: both sides at once."""
        page = self.page
        if not page.starts_line(position) or not self._is_open("from") or not self._is_open("to"):
            return
        start = page.skip_to_name(position + 1, *self.words["determiners"])
        stop = name_stop(page, start)
        to = page.cue(stop, "to_label", "to_weak")
        if (
            stop > start
            and to
            and name_stop(page, page.skip_to_name(stop + to, *self.words["determiners"])) > stop + to
        ):
            page.take(position, self.writer.party("from", start, stop=stop))
            self._try("to", stop, page.skip_to_name(stop + to, *self.words["determiners"]), lower=False)

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

    def _at_place(self, position: int) -> None:
        """ "aulas na Escola Nova": where the work was done is who pays, when nobody else is named."""
        start = position + self.page.cue(position, "at_place")
        if self._is_open("to") and name_stop(self.page, start) > start + 1:
            self._try("to", position, start, lower=False)

    # What is left

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
