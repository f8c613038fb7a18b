"""Tables in text: a line that names its columns, then rows with the same marks between the cells."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.llm.providers.offline.forms.cells import by_field, has_digit
from app.llm.providers.offline.forms.fields import Fields
from app.llm.providers.offline.forms.flow import Node
from app.llm.providers.offline.lexicon import Lexicon

_BLANKS = re.compile(r"[ \t]{2,}|\t")
_RULE = re.compile(r"[|+=:\s-]*[-=]{2}[|+=:\s-]*")
_BARE = re.compile(r"\d[\d.,' ]*")
_DECORATION = " *_`"
_MOST_COLUMNS = 20
_LONGEST_HEADER = 400
_PRICES = frozenset({"unit_price", "amount"})
_COUNTS = frozenset({"quantity", "hours"})
_NEGATIVE = frozenset("no n false 0 nein non nee não -".split())


@dataclass(frozen=True)
class Grid:
    """The part [start, stop) of a text: its items, and the rows that are none but say something."""

    start: int
    stop: int
    items: list[dict[str, Node]]
    rest: list[str]


@dataclass(frozen=True)
class Header:
    """What stands above each column, and the mark between them ("" for blanks and tabs)."""

    keys: tuple[str, ...]
    mark: str
    currencies: tuple[str, ...]
    """What stands in brackets behind each key, where that is a currency: "Price (€)"."""


class GridReader:
    """Finds the tables of one text."""

    def __init__(self, lexicon: Lexicon, fields: Fields) -> None:
        self.lexicon = lexicon
        self.fields = fields
        sums = {words for entries in lexicon.phrases.values() for words, cue in entries if cue == "sum_line"}
        self.sums = {" ".join(words) for words in sums} | lexicon.words["net_marks"]

    def find(self, text: str) -> list[Grid]:
        """All tables, from the first line to the last."""
        grids: list[Grid] = []
        lines = list(_lines(text))
        at = 0
        while at < len(lines):
            header = self._header(lines[at][1])
            rows = self._rows(lines, at + 1, header) if header else None
            if rows and rows[0]:
                grids.append(Grid(lines[at][0], lines[rows[2] - 1][0] + len(lines[rows[2] - 1][1]), rows[0], rows[1]))
                at = rows[2]
            else:
                at += 1
        return grids

    def _header(self, line: str) -> Header | None:
        if len(line) > _LONGEST_HEADER:
            return None
        for mark in ("|", ";", "\t", ",", ""):
            cells = _cells(line, mark)
            if not 2 <= len(cells) <= _MOST_COLUMNS:
                continue
            keys = tuple(self._key(cell) for cell in cells)
            if self._is_header([self.fields.find("item", key) for key in keys], mark):
                return Header(keys, mark, tuple(self._currency(cell) for cell in cells))
        return None

    def _is_header(self, roles: list[str | None], mark: str) -> bool:
        """A name beside a price; or beside a count, where a program wrote it and no column is a riddle."""
        known = sum(role is not None for role in roles)
        if "name" not in roles or known < 2 or (mark == "," and known * 2 <= len(roles)):
            return False
        return not _PRICES.isdisjoint(roles) or (not _COUNTS.isdisjoint(roles) and mark != "" and known >= 3)

    def _key(self, cell: str) -> str:
        """What stands behind it in brackets tells a currency or a unit, and is no part of the key."""
        cell = cell.strip(_DECORATION)
        return cell if self.fields.find("item", cell) else re.split(r"[(\[]", cell, maxsplit=1)[0]

    def _currency(self, cell: str) -> str:
        said = re.split(r"[(\[]", cell.strip(_DECORATION), maxsplit=1)[-1].strip(" )]")
        return said if said.lower() in self.lexicon.currencies else ""

    def _rows(
        self, lines: list[tuple[int, str]], at: int, header: Header
    ) -> tuple[list[dict[str, Node]], list[str], int]:
        items: list[dict[str, Node]] = []
        rest: list[str] = []
        stop = at
        while at < len(lines):
            line = lines[at][1]
            at += 1
            if _RULE.fullmatch(line) or (not line.strip() and items and stop == at - 1):
                continue
            cells = [cell.strip(_DECORATION) for cell in _cells(line, header.mark)]
            if self._is_sum(cells):
                rest += (
                    [" ".join(cell for cell in cells if "%" in cell or not has_digit(cell))]
                    if self._is_tax(cells)
                    else []
                )
            elif (item := self._item(cells, header)) is not None:
                items += [item] if item else []
            else:
                break
            stop = at
        return items, rest, stop

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
        numbers = [item[role] for role in (*_PRICES, "quantity") if role in item]
        return item if item.get("name") and any(map(has_digit, numbers)) else None


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


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
