"""Pieces of a sheet to the lines of the invoice, named by the work, the person or the day."""

from bisect import bisect_left
from collections.abc import Callable, Hashable
from decimal import Decimal

from app.llm.providers.offline.lines import Line
from app.llm.providers.offline.page import Page
from app.llm.providers.offline.timesheets import works
from app.llm.providers.offline.timesheets.billing import Piece
from app.llm.providers.offline.timesheets.cells import Cell
from app.llm.providers.offline.timesheets.layout import Mode
from app.llm.providers.offline.timesheets.reader import Reading
from app.llm.providers.offline.timesheets.sheet import Entry

_HOUR = 60
_CLOSE = Decimal("0.05")
_STEM = 4
_REACH = 60
_MOST_TOLD = 3


class SheetWriter:
    """Writes the lines of one reading, when parties and terms are taken already."""

    def __init__(self, page: Page, reading: Reading) -> None:
        self.page = page
        self.reading = reading
        self.starts = [token.start for token in page.tokens]
        rows = (*page.facts.to_rows, *page.facts.from_rows)
        self.known = {row["value"].lower() for row in rows if row["value"]}
        self.entries = reading.sheet.entries
        self.headings = self._headings()
        self.told = {id(entry): self._told(entry) for entry in self.entries}

    def lines(self) -> list[Line]:
        """One line for each group that the layout makes; what names them is taken."""
        shared = self._shared()
        for entry in self.entries:
            for cell in entry.cells:
                self.page.take(*self._span(cell))
        for cell in self.reading.sheet.cells:
            if id(cell) in self.reading.sheet.mute:
                self.page.take(*self._span(cell))
        self.work = shared or works.work_of(self.page, self.known)
        groups: dict[Hashable, list[Piece]] = {}
        key = self._key()
        for piece in self._expanded():
            groups.setdefault((key(piece), piece.rate.value), []).append(piece)
        for cell in (cell for cells in self.headings.values() for cell in cells):
            self.page.take(*self._span(cell))
        return [self._line(pieces, len(groups)) for pieces in groups.values()]

    def _line(self, pieces: list[Piece], groups: int) -> Line:
        sheet = self.reading.sheet
        quantity = sum((piece.quantity for piece in pieces), Decimal(0))
        first = pieces[0]
        at = self._span(first.entry.cells[0])[0] if first.entry.cells else 0
        line = Line(self._name(pieces, groups), self.page.sentence_start(at, _REACH))
        line.quantity = _rounded(quantity) if sheet.unit == "hour" else quantity
        line.unit = sheet.unit if sheet.unit in self.page.lexicon.unit_values else None
        line.price = first.rate.value
        if first.rate.unit == "minute" and sheet.unit == "hour":
            line.price *= _HOUR
        return line

    def _name(self, pieces: list[Piece], groups: int) -> str:
        entries = [piece.entry for piece in pieces]
        told = list(dict.fromkeys(self.told[id(entry)] for entry in entries if self.told[id(entry)]))
        heads = list(dict.fromkeys(self.headed(entry) for entry in entries))
        head = heads[0] if len(heads) == 1 else ""
        if groups == 1:
            return self.work or ", ".join(told[:_MOST_TOLD])
        what = ", ".join(told[:_MOST_TOLD]) if told and len(told) <= _MOST_TOLD else self.work
        days = list(dict.fromkeys(day.text for entry in entries for day in entry.days))
        split = self.mode is not None  # Of two rates alone both lines are named by the work.
        led = head or (", ".join(days) if split and not told and len(days) == 1 else "")
        return ", ".join(filter(None, (head, what) if head else (what, led)))

    @property
    def mode(self) -> Mode | None:
        layout = self.reading.layout
        if layout.count > 1 and layout.mode != "one":
            told = {self.told[id(entry)] for entry in self.entries}
            return "each" if layout.count == len(self.entries) and len(told) in (1, len(self.entries)) else "group"
        return layout.mode

    def _key(self) -> Callable[[Piece], Hashable]:
        mode = self.mode
        told = {self.told[id(entry)] for entry in self.entries} - {""}
        headed = len(self.headings) > 1
        if mode == "one":
            return lambda piece: ""
        if mode == "each":
            return lambda piece: (id(piece.entry), piece.rate.value)
        if headed and (mode == "group" or len(told) < 2):
            return lambda piece: self.headed(piece.entry)
        if mode == "group" and told:
            kinds = _kinds([self.told[id(entry)] for entry in self.entries])
            return lambda piece: kinds[self.told[id(piece.entry)]]
        if len(told) > 1:
            return lambda piece: id(piece.entry)
        return lambda piece: ""

    def _expanded(self) -> list[Piece]:
        """A piece for each of several days, where each day wants its own line."""
        made: list[Piece] = []
        for piece in self.reading.pieces:
            days = piece.entry.days
            if self.mode != "each" or len(days) < 2 or len(days) != piece.entry.times:
                made.append(piece)
                continue
            for day in days:
                one = Entry(piece.entry.value, piece.entry.unit, piece.entry.line, piece.entry.sentence, (day,))
                one.cells, one.heading = piece.entry.cells, piece.entry.heading
                self.told[id(one)] = self.told[id(piece.entry)]
                made.append(Piece(one, piece.quantity / len(days), piece.rate))
                self.entries.append(one)  # Kept, so that its id stays its own.
        return made

    def _headings(self) -> dict[tuple[int, ...], tuple[Cell, ...]]:
        """What stands before the colon of several lines: "Kit (senior, €85/h): Mon 3h"."""
        found = works.headings(self.reading.sheet)
        some = [
            key
            for key, cells in found.items()
            if self.page.find_cue(*self._span(cells[0]), "weekend", "workdays") is not None
        ]
        return found if len(found) > 1 else {key: found[key] for key in some}

    def headed(self, entry: Entry) -> str:
        key = tuple(cell.start for cell in entry.heading)
        if key not in self.headings:
            return ""
        return self.page.words(*self._span(self.headings[key][0])).strip(" :,(")

    def _told(self, entry: Entry) -> str:
        """What its own cells say was done."""
        cells = [cell for cell in entry.cells if id(cell) not in self.reading.sheet.mute]
        while cells:
            start, stop = self._span(cells[-1])
            while cells[-1].lead == "and" and len(cells) > 1 and cells[-2].line == cells[-1].line:
                cells.pop()  # "DNS and mail 1.25"
                start = self._span(cells[-1])[0]
            cells.pop()
            told = works.told(self.page, start, stop, bisect_left(self.starts, entry.behind))
            if told and told.lower() not in self.known:
                return told
        return ""

    def _shared(self) -> str:
        """What only one of the entries tells is said of all: "Mo 8 h, Di 7 h Standaufbau"."""
        told = [self.told[id(entry)] for entry in self.entries]
        distinct = {text for text in told if text}
        if len(told) > 1 and len(distinct) > 1:
            last = ""
            for entry in self.entries:
                last = self.told[id(entry)] = self.told[id(entry)] or last
            return ""
        if len(distinct) == 1 and (told.count("") == len(told) - 1 or "" not in told):
            text = distinct.pop()
            if told.count("") or len(told) == 1:
                self.told = dict.fromkeys(self.told, "")
            return text
        return ""

    def _span(self, cell: Cell) -> tuple[int, int]:
        """Where the tokens of a cell are now."""
        start, end = self.reading.ranges.get(id(cell), (0, 0))
        return bisect_left(self.starts, start), bisect_left(self.starts, end)


def _rounded(hours: Decimal) -> Decimal:
    """A third of an hour adds up: what is close to whole minutes is them."""
    minutes = hours * _HOUR
    whole = minutes.to_integral_value()
    return whole / _HOUR if abs(minutes - whole) < _CLOSE else hours


def _kinds(told: list[str]) -> dict[str, int]:
    """The kind of each text: one that says all that another says is of the same kind."""
    stems: list[set[str]] = []
    kinds: dict[str, int] = {}
    for text in told:
        words = {word[:_STEM] for word in text.lower().split() if len(word) > 2}
        kind = next((place for place, known in enumerate(stems) if words <= known or known <= words), len(stems))
        if kind == len(stems):
            stems.append(words)
        kinds.setdefault(text, kind)
    return kinds
