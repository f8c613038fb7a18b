"""CSV files for spreadsheets: written so that reading them gives the same values again, read with the line of each row.

A cell that begins like a formula gets an apostrophe before it, so that opening a file runs nothing.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from marshmallow import Schema, ValidationError

from app.core.errors import InvalidInput
from app.core.validation import flatten

# With an apostrophe before it a formula is text; a cell that has the apostrophe already gets a second, so that what is
# taken off is always what was put on.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


class CsvRow(dict[str, Any]):
    """A row as JSON would have it, that knows the line of the file on which it begins."""

    line: int


class ImportSchema(Schema):
    """A body of one list, under a key of any name; in a list of `CsvRow`s, what is wrong is told by line."""

    def handle_error(self, error: ValidationError, data: Any, **_: Any) -> None:
        """Name the line of the file instead of the place in a list that the caller never saw."""
        for name, by_row in error.messages_dict.items():
            rows = data.get(name) if isinstance(data, dict) else None
            if isinstance(by_row, dict) and isinstance(rows, list) and any(isinstance(row, CsvRow) for row in rows):
                raise ValidationError(
                    {
                        f"line {rows[index].line}{f', {path}' if path else ''}": texts
                        for index, messages in by_row.items()
                        for path, texts in flatten(messages).items()
                    }
                )


def write(columns: Sequence[str], rows: Iterable[Iterable[str]]) -> str:
    """A file with a header, that spreadsheets show as it is."""
    return lines([columns]) + lines(rows)


def lines(rows: Iterable[Iterable[str | Decimal]]) -> str:
    """Rows of a file. A Decimal stays a number, also below zero: no text of anybody can look like one."""
    file = io.StringIO()
    csv.writer(file).writerows(
        [format(cell, "f") if isinstance(cell, Decimal) else _defused(cell) for cell in row] for row in rows
    )
    return file.getvalue()


def read(raw: bytes, columns: Sequence[str], *, required: Sequence[str] = ()) -> list[CsvRow]:
    """Each row that is not blank: texts by the names of the columns, which may stand in any order and case.

    InvalidInput that names the line of what is no CSV, and for columns other than these or without the required ones.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        raise refused(raw.count(b"\n", 0, exc.start) + 1, "Not UTF-8. Save the file as CSV UTF-8.") from None
    rows = _rows(text)
    _, header = next(rows, (1, []))
    names = [name.strip().lower() for name in header]
    if not names or not set(required) <= set(names) <= set(columns) or len(set(names)) != len(names):
        raise refused(1, f"The first line must name the columns: {','.join(columns)}")
    return [_row(names, line, cells) for line, cells in rows if any(cells)]


def refused(line: int, message: str) -> InvalidInput:
    """The error about one line."""
    return InvalidInput(f"line {line}: {message} Nothing was imported.", details={f"line {line}": [message]})


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line on which it begins. A spreadsheet of half of Europe separates by semicolons."""
    first = text.partition("\n")[0]
    delimiter = ";" if ";" in first and "," not in first else ","
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=delimiter)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error:
        raise refused(line, "Not a row of CSV: look for a quotation mark that is not doubled.") from None


def _row(names: Sequence[str], line: int, cells: Sequence[str]) -> CsvRow:
    if len(cells) != len(names):
        raise refused(line, f"Has {len(cells)} cells instead of {len(names)}.")
    row = CsvRow(zip(names, map(_armed, cells), strict=True))
    row.line = line
    return row


def _defused(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _armed(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
