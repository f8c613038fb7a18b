"""Signs of a customer within sentences: roles, verbs and prepositions before the name, pronouns that stand for it."""

from app.llm.providers.offline.debtors import DebtorSigns
from app.llm.providers.offline.details import SIDES
from app.llm.providers.offline.heads import is_head, is_plain
from app.llm.providers.offline.leading import sure_stop
from app.llm.providers.offline.names import is_thing, name_stop

_CHARGE_REACH = 12
_LONGEST_VERB = 5
_NEAR = 6
_LONGEST_HEAD = 5
_LONGEST_ACRONYM = 4
_DASHES = frozenset("-–—")


class CustomerSigns(DebtorSigns):
    """What leads to the customer of one page."""

    def _charged(self, position: int) -> None:
        """ "cobrar 500 da X": behind this verb the word for "of" leads to who pays."""
        page = self.page
        for index in range(position + 1, min(page.sentence_end(position), position + _CHARGE_REACH)):
            before = page.tokens[index - 1].kind in ("money", "number", "word")
            if page.free(index) and before and page.low(index) in self.words["of"] and self._is_open("to"):
                self._try("to", index, index + 1, lower=not self._cased)

    def _routed(self, position: int) -> None:
        """ "the invoice goes to X", "make it out to X": said of the invoice itself, whoever the work was for."""
        page, width = self.page, self.page.cue(position, "to_label")
        small = self.words["party_links"] | self.words["articles"]
        said = any(page.low(index) not in small for index in range(position, position + width))
        if width > 1 and said and self._is_open("to"):
            self._lead("to", position, position + width)

    def _role(self, position: int) -> None:
        """ "customer is X", "cust X", "the buyer, a charity, is called X": what the party is leads to its name."""
        width = self.page.cue(position, "party_role")
        if width and self._is_open("to"):
            self._lead("to", position, position + width)

    def _billed(self, position: int) -> None:
        """ "bill X", "invoice for X"."""
        page = self.page
        width = page.cue(position, "to_verb", "invoice_noun")
        if page.cue(position, "to_label") > width:
            return  # "die Rechnung geht an": the longer label leads to the name.
        if not width or not self._is_open("to") or page.cue(position + width, "from_plain"):
            return
        if any(page.cue(position - back, "payer_verb") > back for back in range(1, _LONGEST_VERB)):
            return  # "X bekommt eine Rechnung: …": the name stands before the verb.
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
            self._try("to", position, start, lower=not self._cased or self._is_hasty(position, start))

    def _is_issuer(self, position: int, start: int) -> bool:
        """ "Parcella avv. Neri a X", "Rechnung der X an Y": behind the noun who bills, where "to" and a name follow."""
        page = self.page
        small = self.words["articles"] | self.words["of"] | self.words["determiners"]
        noun = start
        start = page.skip_to_name(start, *small) if page.cue(position, "invoice_noun") else start
        stop = name_stop(page, start) if page.cue(position, "invoice_noun") and page.free(start) else start
        led = start > noun and (page.lexicon.capital_nouns or page.low(start - 1) in self.words["of"])
        to = page.cue(stop, "to_label") or (led and page.cue(stop, "to_weak"))  # Not "invoice the X for Y".
        if (
            stop == start
            or not to
            or name_stop(page, page.skip_to_name(stop + to, *self.words["determiners"])) <= stop + to
            or stop == start + page.lexicon.capital_nouns
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
                if side == "from" and width == 1 and self._comes_from(position):
                    continue
                if side == "from" and page.low(start) in self.words["object_pronouns"] and page.low(start + 1) == ",":
                    start += 2  # "from me, Clara Voss"
                verb = page.cue(start, "request", "bill_verb") > 0
                lower = not self._cased and not verb and (side == "to" or sure_stop(page, start) is not None)
                self._try(side, position, start, lower=lower)

    def _comes_from(self, position: int) -> bool:
        """ "an order from X" is of the customer; "Trattoria da Beppe" is a name."""
        page = self.page
        written = {page.low(index) for index in range(max(0, position - 2), position)}
        headed = is_head(page, position - 1) and page.free(position - 1) and not page.cue(position - 1, "invoice_noun")
        return headed or not written.isdisjoint(self.words["letters_of"])

    def _is_place_of_name(self, position: int) -> bool:
        """The "à Crans" of "pour la PPE Les Mélèzes à Crans"."""
        page = self.page
        before = page.tokens[position - 1] if page.free(position - 1) and not page.lexicon.capital_nouns else None
        named = before is not None and before.kind == "word" and before.text[0].isupper()
        return named and page.find_cue(max(0, position - _NEAR), position, "to_weak") is not None

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

    def _drop_again(self, position: int) -> None:
        """Take the "same as last time" that opens a sentence before "for X": it names no item."""
        page = self.page
        start = page.sentence_start(position, _LONGEST_VERB)
        width = page.cue(start, "once_more")
        if width and position == start + width:
            page.take(start, position)

    def _is_acronym(self, start: int) -> bool:
        """ "for the ERP training": which one it was."""
        page = self.page
        shouted = page.tokens[start].text.isupper() and 1 < len(page.tokens[start].text) <= _LONGEST_ACRONYM
        after = page.tokens[start + 1] if page.free(start + 1) else None
        return bool(shouted and after and after.kind == "word" and after.text.islower() and not after.cues)

    def _is_given_alone(self, start: int) -> bool:
        """ "60 eur massage for ines": nothing else is meant by it."""
        page = self.page
        given = page.low(start) in self.words["given_names"] and is_plain(page, start)
        return given and (not page.free(start + 1) or page.tokens[start + 1].kind in ("punct", "line"))

    def _headed_note(self, position: int, start: int) -> int | None:
        """ "for st brigid primary - bouncy castle 2 days": small words that open the note up to a dash or colon."""
        page = self.page
        if self._cased or position or start != page.cue(0, "to_weak", "served"):
            return None
        stop = start
        while stop < min(len(page), start + _LONGEST_HEAD) and page.free(stop) and page.tokens[stop].kind == "word":
            plain = is_plain(page, stop) or page.low(stop) in self.words["joiners"] | self.words["titles"]
            if not plain or page.low(stop) in self.words["deeds"]:
                return None
            stop += 1
        closed = page.low(stop) in _DASHES and page.tokens[min(stop, len(page) - 1)].gap > 0
        closed = (closed or page.low(stop) in (":", "\n")) and page.low(stop - 1) not in self.words["things"]
        return stop if closed and stop > start + 1 else None

    def _weak(self, position: int) -> None:
        """ "for X", "we supplied X with"."""
        width = self.page.cue(position, "to_weak", "served")
        page = self.page
        if not self._is_open("to"):
            return
        self._drop_again(position)
        start = page.skip_to_name(position + width, *self.words["determiners"])
        stop = sure_stop(page, start) if page.free(start) and not page.tokens[start].text[0].isupper() else None
        if stop is None and not self._cased and self._is_given_alone(start):
            stop = start + 1
        stop = stop or self._headed_note(position, start)
        if stop is not None:
            page.take(position, self.writer.party("to", start, stop=stop))
        elif not (page.free(start) and (is_thing(page, position, start) or self._is_acronym(start))):
            self._try("to", position, start, lower=False)
