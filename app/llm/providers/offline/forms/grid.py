"""Tables in text: a line that names its columns, then rows with the same marks between the cells."""

import csv
import re
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate

from app.llm.providers.offline import lexicon
from app.llm.providers.offline.forms.cells import by_field, has_digit
from app.llm.providers.offline.forms.columns import DECORATION, Header, HeaderReader
from app.llm.providers.offline.forms.fields import Fields
from app.llm.providers.offline.forms.flow import Node
from app.llm.providers.offline.lexicon import Lexicon

_BLANKS = re.compile(r"[ \t]{2,}|\t")
_RULE = re.compile(r"[|+=:\s-]*[-=]{2}[|+=:\s-]*")
_BARE = re.compile(r"\d[\d.,' ]*")
_MARKS = ("|", ";", "\t", ",", "")
_LONGEST_HEADER = 400
_MOST_COLUMNS = 20
_REMARKS = re.compile(r"[()\[\],;:]| [–—-] ")
_PAIR = ("key", "value")
_NO_PAIRS = frozenset({"items", "extra", "worthless"})
_PRICES = ("unit_price", "amount")
_NEGATIVE = frozenset("no n false 0 nein non nee não -".split())


@dataclass
class Grid:
    """The part [start, stop) of a text, in lines: its items, the rows that say something else, and keys with values."""

    start: int
    stop: int
    items: list[dict[str, Node]] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)
    values: dict[str, Node] = field(default_factory=dict)
    """Rows of two cells above or below, as an export has them: "client,Ada Finch"."""


class GridReader:
    """Finds the tables of one text."""

    def __init__(self, words: Lexicon, fields: Fields) -> None:
        self.lexicon = words
        self.fields = fields
        self.headers = HeaderReader(words, fields)
        self.sums = _told(words.language, "sum_line") | words.words["net_marks"]

    def find(self, text: str) -> list[Grid]:
        """All tables, from the first line to the last; where each begins and ends in the text."""
        grids: list[Grid] = []
        lines = text.split("\n")
        starts = [0, *accumulate(len(line) + 1 for line in lines)]
        at = 0
        while at < len(lines):
            header = self._header(lines, at)
            grid = self._grid(lines, at, header) if header else None
            at = at + 1 if grid is None else grid.stop
            if grid is not None:
                grid.start, grid.stop = starts[grid.start], starts[grid.stop] - 1
                grids.append(grid)
        return grids

    def _header(self, lines: list[str], at: int) -> Header | None:
        line = lines[at]
        for mark in _MARKS if len(line) <= _LONGEST_HEADER else ():
            cells = _cells(line, mark)
            if 2 <= len(cells) <= _MOST_COLUMNS:
                below = next((line for line in lines[at + 1 : at + 3] if not _RULE.fullmatch(line)), "")
                if header := self.headers.read(cells, mark, _cells(below, mark)):
                    return header
        return None

    def _grid(self, lines: list[str], at: int, header: Header) -> Grid | None:
        """The table below a header, if it has items."""
        grid = Grid(at, at + 1)
        self._read_rows(lines, grid, header)
        if not grid.items:
            return None
        while grid.start and (pair := self._pair(lines[grid.start - 1], header.mark)):
            grid.values = {**dict([pair]), **grid.values}
            grid.start -= 1
        return grid

    def _pair(self, line: str, mark: str) -> tuple[str, str] | None:
        """ "client,Ada Finch" above or below the columns; what a line is called in a table is no key of the whole."""
        cells = _cells(line, mark) if len(line) <= _LONGEST_HEADER else []
        while cells and not cells[-1].strip(DECORATION):
            cells.pop()
        if len(cells) != len(_PAIR) or mark == "":
            return None
        key, value = (cell.strip(DECORATION) for cell in cells)
        known = self.fields.find("top", key.rstrip(":")) or self.fields.of_party(key)
        return (key.rstrip(":"), value) if known and value and known not in _NO_PAIRS else None

    def _read_rows(self, lines: list[str], grid: Grid, header: Header) -> None:
        at = grid.stop
        while at < len(lines):
            line = lines[at]
            at += 1
            if _RULE.fullmatch(line) or (not line.strip() and grid.items and grid.stop == at - 1):
                continue
            cells = [cell.strip(DECORATION) for cell in _cells(line, header.mark)]
            if self._is_sum(cells):
                if self._is_tax(cells):
                    grid.rest.append(" ".join(cell for cell in cells if "%" in cell or not has_digit(cell)))
            elif (item := self._item(cells, header)) is not None:
                grid.items += [item] if item else []
            elif pair := self._pair(line, header.mark):
                grid.values.setdefault(*pair)
            else:
                break
            grid.stop = at

    def _is_struck(self, cell: str) -> bool:
        """ "cabinet (cancelled, do not bill)", a status of "not delivered", "~~cabinet~~"."""
        if cell.startswith("~~") and cell.endswith("~~"):
            return True
        said = [part.strip().lower() for part in _REMARKS.split(cell)] if cell and not cell[0].isdecimal() else []
        struck = _told(self.lexicon.language, "struck", "left_out", "waived")
        return any(part in struck for part in said)

    def _is_sum(self, cells: list[str]) -> bool:
        first = next((cell for cell in cells if cell), "").lower().strip(" :.")
        return any(map(has_digit, cells)) and (first in self.sums or self._is_tax(cells))

    def _is_tax(self, cells: list[str]) -> bool:
        first = next((cell for cell in cells if cell), "").lower().replace(".", "")
        named = any(first == name or first.startswith((f"{name} ", f"{name}:")) for name in self.lexicon.tax_names)
        return named and any("%" in cell for cell in cells)

    def _item(self, cells: list[str], header: Header) -> dict[str, Node] | None:
        """The item of a row; empty for one that is not to be billed, None for what is no row."""
        if len(cells) != len(header.keys):
            short = not header.mark and len(cells) == 2 and has_digit(cells[1]) and not has_digit(cells[0])
            return {"name": cells[0], "amount": cells[1]} if short else None
        cells = [
            f"{cell} {currency}" if currency and _BARE.fullmatch(cell) else cell
            for cell, currency in zip(cells, header.currencies, strict=True)
        ]
        item = by_field(self.fields, zip(header.keys, cells, strict=True))
        unknown = [cell for key, cell in zip(header.keys, cells, strict=True) if not self.fields.find("item", key)]
        if "quantity" not in item and "unit_price" in item and len(unknown) == 1 and _BARE.fullmatch(unknown[0]):
            item["quantity"] = unknown[0]  # Whatever its head, it is the only other number.
        if str(item.pop("billable", "")).lower() in _NEGATIVE:
            return {}
        if any(self._is_struck(cell) for cell in cells):
            return {}
        numbers = [item[role] for role in (*_PRICES, "quantity") if role in item]
        return item if item.get("name") and any(map(has_digit, numbers)) else None


@cache
def _told(language: str, *cues: str) -> frozenset[str]:
    """All phrases of a language that are such cues."""
    phrases = (entry for entries in lexicon.load(language).phrases.values() for entry in entries)
    return frozenset(" ".join(words) for words, cue in phrases if cue in cues)


def _cells(line: str, mark: str) -> list[str]:
    if mark == "":
        return _BLANKS.split(line.strip())
    if mark not in line:
        return [line]
    if mark == "|":
        line = line.strip().removeprefix("|").removesuffix("|")
    if mark in ",;" and '"' in line:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=mark, skipinitialspace=True))]
    return [cell.strip() for cell in line.split(mark)]
