"""Prompts as files: written so that reading them gives the same prompts again.

A CSV file has the columns `prompt_text` and `labels`; that cell holds one label a line, `Consulting #3b82f6`.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from typing import Any

from app.core.errors import InvalidInput
from app.prompts.models import Prompt
from app.prompts.queries import Labels, labels_of

COLUMNS = ("prompt_text", "labels")
# A cell that begins like this is a formula to a spreadsheet. With an apostrophe before it, it is text; one that has
# the apostrophe already gets a second, so that what is taken off is always what was put on.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_LABEL = re.compile(r"(.*?)(?:\s+(#\S*))?", re.DOTALL)


class CsvRow(dict[str, Any]):
    """A prompt as JSON would have it, that knows the line of the file on which it begins."""

    line: int


def to_json(prompts: Sequence[Prompt]) -> list[dict[str, Any]]:
    """Text and labels of each."""
    return [{"prompt_text": prompt.text, "labels": labels} for prompt, labels in _labelled(prompts)]


def to_csv(prompts: Sequence[Prompt]) -> str:
    """A file with a header that spreadsheets show as it is."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for prompt, labels in _labelled(prompts):
        cell = "\n".join(f"{label['name']} {label['color']}" for label in labels)
        writer.writerow([_defused(prompt.text), _defused(cell)])
    return file.getvalue()


def _labelled(prompts: Sequence[Prompt]) -> Iterator[tuple[Prompt, Labels]]:
    for start in range(0, len(prompts), 500):
        portion = prompts[start : start + 500]
        labels = labels_of([prompt.id for prompt in portion])
        yield from ((prompt, labels.get(prompt.id, [])) for prompt in portion)


def _defused(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _armed(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def read_csv(raw: bytes) -> dict[str, Any]:
    """The body of an import as JSON would have it. InvalidInput that names the line of what is no CSV."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        raise _unreadable(raw.count(b"\n", 0, exc.start) + 1, "Not UTF-8. Save the file as CSV UTF-8.") from None
    rows = _rows(text)
    _, header = next(rows, (1, []))
    columns = [name.strip().lower() for name in header]
    _check_columns(columns)
    return {"prompts": [_prompt(columns, line, cells) for line, cells in rows if any(cells)]}


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
        raise _unreadable(line, "Not a row of CSV: look for a quotation mark that is not doubled.") from None


def _check_columns(columns: Sequence[str]) -> None:
    if "prompt_text" not in columns or len(set(columns)) != len(columns) or not set(columns) <= set(COLUMNS):
        raise _unreadable(1, "The first line must name the columns: prompt_text,labels")


def _prompt(columns: Sequence[str], line: int, cells: Sequence[str]) -> CsvRow:
    if len(cells) != len(columns):
        raise _unreadable(line, f"Has {len(cells)} cells instead of {len(columns)}.")
    row = {name: _armed(cell) for name, cell in zip(columns, cells, strict=True)}
    labels = [_label(text.strip()) for text in row.get("labels", "").splitlines() if text.strip()]
    prompt = CsvRow(prompt_text=row["prompt_text"], labels=labels)
    prompt.line = line
    return prompt


def _label(text: str) -> dict[str, str]:
    found = _LABEL.fullmatch(text)
    name, color = found.groups() if found else (text, None)
    return {"name": name, "color": color} if color else {"name": name}


def _unreadable(line: int, message: str) -> InvalidInput:
    return InvalidInput(f"line {line}: {message} Nothing was imported.", details={f"line {line}": [message]})
