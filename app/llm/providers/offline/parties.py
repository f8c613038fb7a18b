"""Who bills whom: labels, verbs, "from" and "to", introductions and signatures."""

from app.llm.providers.offline.addressed import addressed_names
from app.llm.providers.offline.addresses import address_rows
from app.llm.providers.offline.candidates import is_known
from app.llm.providers.offline.contacts import detail_side, read_said_contact
from app.llm.providers.offline.details import DETAILS, SIDES, Side
from app.llm.providers.offline.names import name_stop
from app.llm.providers.offline.signatures import read_signature
from app.llm.providers.offline.weighing import read_likely
from app.llm.providers.offline.writers import WriterSigns

_HEADS: dict[str, Side] = {"to_weak": "to", "from_head": "from"}
"""Too weak to lead to a name anywhere else than at the head of a line ("For: X", "De : X")."""
_QUOTES = frozenset("\"'“”„")
_LONGEST_CLAUSE = 10
_MOST_VERBS = 20


class PartyReader(WriterSigns):
    """Reads the parties of one page, the surest signs first; a side that is found is not looked for again."""

    def read(self) -> None:
        self._arrow()
        self._role_labels()
        self._headed()
        self._each(self._issues, "issues_it")
        self._each(self._acts_for, "acts_for")
        self._each(self._labelled, "to_label", "from_label", "address_label", "email_label", *_HEADS)
        self._each(self._routed, "to_label")
        self._roles()
        self._introduces()
        self._each(self._introduced, "from_label", "here")
        self._each(self._said_name, "name_said")
        self._each(self._in_person, "first_person")
        self._each(self._own_said, "thats_our", "first_person")
        self._each(self._said_of_self, "thats_me")
        self._self_named()
        self._each(self._own, "own_side")
        self._each(self._role, "party_role")
        self._each(self._made_out, "to_label")
        self._each(self._from_to, "from_head", "from_plain")
        self._each(self._issued_by, "from_head", "from_plain")
        self._each(self._seller, "seller_verb")
        self._each(self._billed, "to_verb", "invoice_noun")
        self._addressed()
        self._each(self._payer, "payer_verb")
        self._paid_in_part()
        self._each(self._asked, "ask_verb")
        self._each(self._charged, "charge_verb")
        self._each(self._requested, "request")
        self._each(self._owing, "from_plain")
        self._each(self._people_of, "from_plain")
        self._each(self._prepositions, "to_label", "from_label")
        self._each(self._weak, "to_weak", "served")
        read_signature(self.page, self.writer)
        self._worked()
        if self._is_open("to"):
            self.led = read_likely(self.page, self.writer, self._cased)
        read_said_contact(self.page, self.writer)
        self._loose_details()
        self._drop_said_roles()

    # Labels and introductions

    def _labelled(self, position: int) -> None:
        """ "Client: X", "From:" with a block of lines below, "client address: X"."""
        page = self.page
        for cue, side in _HEADS.items():
            if page.cue(position, cue) == 1 and page.low(position + 1) == ":" and page.starts_line(position):
                page.take(position, position + 2)
                self.writer.block(side, position + 2)
                return
        for said in SIDES:
            mark = position + page.cue(position, f"{said}_label")
            side = self._own_side(position) if said == "from" and mark > position else said
            if mark > position and said == "to" and page.cue(position, "own_side") and self._bills_another():
                side = "from"
            if mark == position + 1 and side == "to" and self.owned and not page.cue(position, "party_role"):
                page.take(*page.clause(position))
                return
            if mark > position and self._read_field(side, position, mark):
                return
            if mark > position and (self._is_mark(position, mark) or self._heads_block(position, mark)):
                page.take(position, mark + 1)
                self.writer.block(side, page.skip(mark, ":", "=", "-", "–"))
                return
        for cue, label, field in (("address_label", "Address", "address_line"), ("email_label", "Email", "email")):
            mark = position + page.cue(position, cue)
            if mark > position and page.low(mark) in (":", "=") and page.starts_line(position):
                if self._names_firm(mark + 1):
                    page.take(position, self.writer.party(self._side_of_label(position), mark + 1))
                    continue
                stop = page.line_end(position)
                side, text = self._side_of_label(position), page.words(mark + 1, stop)
                rows = address_rows(text, self.words["streets"]) if field == "address_line" else [(label, text, field)]
                for row in rows:
                    self.writer.row(side, *row)
                page.take(position, stop)

    def _names_firm(self, start: int) -> bool:
        """ "Billing address: Helios GmbH, Sonnenallee 10": the first line of an address is often a name."""
        page = self.page
        return page.free(start) and is_known(page, start, name_stop(page, start))

    def _bills_another(self) -> bool:
        """ "Bill Ada Vance …": beside that "our details" are not the customer's."""
        page = self.page
        behind = (at + page.cue(at, "bill_verb") for at in page.places("bill_verb")[:_MOST_VERBS])
        return any(page.free(at) and page.tokens[at].text[0].isupper() and name_stop(page, at) > at for at in behind)

    def _read_field(self, side: Side, position: int, mark: int) -> bool:
        """The field of a record: `"customer":"X"`, `customer="X"`, `seller: {name: "X", vat: …}`."""
        page = self.page
        value = page.skip(mark, *_QUOTES)
        if page.low(value) not in (":", "=") or not self._is_open(side):
            return False
        start = page.skip(value + 1, "{", *_QUOTES)
        width = page.cue(start, "name_label")
        if (
            width
            and page.skip(start + width, *_QUOTES) < len(page)
            and page.low(page.skip(start + width, *_QUOTES)) in (":", "=")
        ):
            start = page.skip(start + width, ":", "=", *_QUOTES)
        if start == value + 1 or not page.free(start) or name_stop(page, start) == start:
            return False
        page.take(position, self.writer.party(side, start))
        return True

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

    def _paid_in_part(self) -> None:
        """The name in "less the 250 Hedley & Moss have paid" is the customer's, and no item's in any case."""
        if self.page.payer is None:
            return
        start, stop = self.page.payer
        if self._is_open("to"):
            self.writer.party("to", start, stop=stop)
        self.page.take(start, stop)

    def _addressed(self) -> None:
        """ "It's Open Doors Trust, 18 Abbey Walk": a name with a street is who pays, when no sign says otherwise."""
        if self._is_open("to") and (found := next(addressed_names(self.page), None)):
            self.page.take(found[0], self.writer.party("to", found[0], stop=found[1]))

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
                side = token.side or self._sent_to(position) or detail_side(self.page, position)
                if side:
                    token.side = side
                    self.writer.row(side, DETAILS[token.kind][0], token.text, DETAILS[token.kind][1])
                self.page.take(position, position + 1)
