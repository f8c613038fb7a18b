"""One party written down: its name, its company, and the address, mail and numbers that stand beside or below it."""

from typing import Literal

from app.llm.providers.offline.addresses import address_rows, address_stop, is_country
from app.llm.providers.offline.employers import employer
from app.llm.providers.offline.facts import Row
from app.llm.providers.offline.full_names import full_name
from app.llm.providers.offline.localities import beside
from app.llm.providers.offline.names import is_person, name_stop
from app.llm.providers.offline.page import Page
from app.llm.providers.offline.records import behind_role, closes_line, name_label, owns, segments, whole_behind
from app.llm.providers.offline.streets import street_below

Side = Literal["from", "to"]
SIDES: tuple[Side, ...] = ("to", "from")
DETAILS = {
    "email": ("Email", "email"),
    "phone": ("Phone", "phone"),
    "tax_id": ("VAT ID", "tax_id"),
    "registration": ("Registration number", "registration_number"),
    "url": ("Website", "website"),
}
_MOST_ROWS = 40
_BLOCK_LINES = 7
_CLOSES_BLOCK = frozenset(":)")
_NO_DETAIL = frozenset(":@=*•|")
_NAMES = frozenset(("name", "company"))
_PLACES = frozenset(("address_line", "city", "postal_code"))


class PartyWriter:
    """Writes rows for both sides of one page and takes what it wrote."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.found: set[Side] = {side for side in SIDES if any(row["field"] in _NAMES for row in self.rows(side))}
        """The sides that have a name."""

    def rows(self, side: Side) -> list[Row]:
        return self.page.facts.from_rows if side == "from" else self.page.facts.to_rows

    def row(self, side: Side, label: str, value: str, field: str) -> None:
        """Add one row; a repeated one and what is too much are left out."""
        rows = self.rows(side)
        row: Row = {"label": label, "value": value[:500].strip(" ,;:"), "field": field}
        if row["value"] and row not in rows and len(rows) < _MOST_ROWS:
            rows.append(row)

    def party(self, side: Side, start: int, lower: bool = False, person: bool = False, stop: int | None = None) -> int:
        """Take the name at `start` (to `stop`, where that is known) and what belongs to it; the index behind it all."""
        page = self.page
        if stop is None:
            stop = name_stop(page, start, lower or not page.tokens[start].text[0].isupper())
        if (full := full_name(page, start, stop)) is not None:
            page.take(start, stop)
            self.party(side, full, person=person)
            return stop
        stop = self._name(side, start, stop, person or is_person(page, start, stop))
        stop = self.details_behind(side, stop)
        page.take(start, stop)
        self.found.add(side)
        return stop

    def _name(self, side: Side, start: int, stop: int, person: bool) -> int:
        """ "John Smith at Smith LLC" is a person and a company."""
        page = self.page
        if page.low(stop) in page.lexicon.words["household"]:
            stop, person = stop + 1, True
        words = page.words(start, stop)
        if owns(page, stop):
            words = words[:-2]
        if firm := employer(page, stop, person, side == "from"):
            self.row(side, "Name", words, "name")
            self.row(side, "Company", page.words(*firm), "company")
            return firm[1]
        self.row(side, "Name" if person else "Company", words, "name" if person else "company")
        return stop

    def details_behind(self, side: Side, position: int) -> int:
        """Address, mail, telephone, VAT id and "c/o" behind a name, with commas or brackets between."""
        page = self.page
        if below := street_below(page, position):
            for line in below:
                self.address(side, *line)
            return below[-1][1]
        while position < len(page) and page.free(position):
            start = page.skip(position, ",", "(", "-", "<", ">", ")", '"', *page.lexicon.words["workplace"])
            width = page.cue(start, "email_label", "phone_label", "address_label", "tax_id_label", "registration_label")
            start = page.skip_links(start + width, ":") if width else start
            apart = start > position or page.cue(start, "care_of") > 0
            stop = self._detail(side, start) if apart and page.free(start) else None
            if stop is None and (part := whole_behind(page, position)):
                self.row(side, "Company", page.words(*part), "company")
                position = part[1]
                continue
            if stop is None and (part := beside(page, position)):
                person = is_person(page, *part)
                self.row(side, "Contact" if person else "City", page.words(*part), "name" if person else "city")
                position = part[1]
                continue
            if stop is None and (behind := behind_role(page, position)) is not None:
                position = behind
                continue
            if stop is None:
                return position
            position = page.skip(stop, ">", ")")
        return position

    def _detail(self, side: Side, start: int) -> int | None:
        page = self.page
        token = page.tokens[start]
        if token.kind in DETAILS:
            label, field = DETAILS[token.kind]
            self.row(side, label, token.text, field)
            return start + 1
        if width := page.cue(start, "care_of"):
            stop = name_stop(page, start + width)
            written = start if page.low(start) == "c" else start + width  # "c/o" is part of an address.
            self.row(side, "Contact", page.words(written, stop), "name")
            return stop if stop > start + width else None
        stop = address_stop(page, start)
        self.address(side, start, stop)
        return stop if stop > start else None

    def address(self, side: Side, start: int, stop: int) -> None:
        """One row for each part of the address that is clear."""
        for label, value, field in address_rows(self.page.words(start, stop), self.page.lexicon.words["streets"]):
            self.row(side, label, value, field)

    def block(self, side: Side, start: int) -> None:
        """A name and its details on the lines from `start`; the rest of the first line may be empty."""
        page = self.page
        if start < len(page) and page.tokens[start].kind == "line":
            start = page.skip(start, "\n")
        for count in range(_BLOCK_LINES):
            if not page.free(start) or page.tokens[start].kind == "line":
                return
            stop = page.line_end(start)
            closes = page.low(stop - 1) in _CLOSES_BLOCK
            if count == 0 and (parted := segments(page, start, stop)):
                self._record(side, parted)
            elif count == 0:
                self._first_line(side, start, stop)
            elif self._is_label(start) or not self._is_detail(start, stop):
                return
            else:
                self._further_line(side, start, stop)
            if closes:
                return  # "hours for the Atlas project (client: X):" and a list below.
            start = stop + 1

    def _record(self, side: Side, parted: list[tuple[int, int]]) -> None:
        """The first part is the name, all others are read as the lines below a name are."""
        for count, (start, stop) in enumerate(parted):
            if count == 0:
                self.name_line(side, start + name_label(self.page, start), stop)
            else:
                self.detail_line(side, start, stop)
            self.page.take(start, stop)
        self.found.add(side)

    def _first_line(self, side: Side, start: int, stop: int) -> None:
        page = self.page
        if page.tokens[start].kind in DETAILS:
            self._further_line(side, start, stop)
            return
        start = page.skip_to_name(start + name_label(page, start), *page.lexicon.words["articles"])
        lower = start < stop and not page.tokens[start].text[0].isupper()
        if start < stop and name_stop(page, start, lower) > start:
            behind = self.party(side, start, lower)
            if closes_line(page, behind, stop) and is_person(page, start, behind):
                self.row(side, "Company", page.words(behind + 1, stop), "company")
                page.take(behind, stop)

    def _further_line(self, side: Side, start: int, stop: int) -> None:
        page = self.page
        kind = page.tokens[start].kind
        if kind in DETAILS:
            self.row(side, DETAILS[kind][0], page.tokens[start].text, DETAILS[kind][1])
        elif address_stop(page, start) > start:
            self.address(side, start, stop)
        else:
            known = any(row["field"] == "company" for row in self.rows(side))
            field = "name" if known or is_person(page, start, stop) else "company"
            self.row(side, field.capitalize(), page.words(start, stop), field)
        page.take(start, stop)

    def name_line(self, side: Side, start: int, stop: int) -> None:
        """The first line of a block: the whole of it is the name, however it is spelt ("Bread for All Ltd")."""
        page = self.page
        width = page.cue(start, "care_of")
        start = page.skip(start + width, ":", ".") if width else start
        mark = next((index for index in range(start, stop) if page.low(index) in (",", "(")), stop)
        suffix = page.low(mark) == "," and page.low(mark + 1) in page.lexicon.words["suffixes"]
        mark = stop if suffix else mark
        field = "name" if width or is_person(page, start, mark) else "company"
        self.row(side, field.capitalize(), page.words(start, mark), field)
        if mark < stop:
            self.detail_line(side, mark + 1, stop)

    def detail_line(self, side: Side, start: int, stop: int) -> None:
        """Any further line: contacts and numbers one by one, an attention line, an address, one more name."""
        page = self.page
        kinds = [token for token in page.tokens[start:stop] if token.kind in DETAILS]
        for token in kinds:
            self.row(side, *DETAILS[token.kind][:1], token.text, DETAILS[token.kind][1])
        if kinds or stop <= start:
            return
        text = page.words(start, stop)
        if width := page.cue(start, "care_of"):
            begin = start if page.low(start) == "c" else page.skip(start + width, ":", ".")
            self.row(side, "Contact", page.words(begin, stop), "name")
        elif is_country(text) or any(map(str.isdecimal, text)) or self._is_addressed(side):
            self.address(side, start, stop)
        else:
            known = any(row["field"] == "company" for row in self.rows(side))
            field = "name" if known or is_person(page, start, stop) else "company"
            self.row(side, field.capitalize(), text, field)

    def _is_addressed(self, side: Side) -> bool:
        return any(row["field"] in _PLACES for row in self.rows(side))

    def _is_label(self, position: int) -> bool:
        labels = ("to_label", "from_label", "item_label", "notes_label", "due_cue", "issued_cue")
        return self.page.cue(position, *labels) > 0

    def _is_detail(self, start: int, stop: int) -> bool:
        """A line of an address, a name or a contact; no line of an item."""
        page = self.page
        for token in page.tokens[start:stop]:
            if token.taken or token.unit or token.kind in ("money", "percent", "date") or token.low in _NO_DETAIL:
                return False
        known = page.tokens[start].kind in DETAILS or address_stop(page, start) > start
        return known or name_stop(page, start) == stop
