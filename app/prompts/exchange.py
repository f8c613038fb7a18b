"""Prompts as files: written so that reading them gives the same prompts again.

A CSV file has the columns `prompt_text` and `labels`; that cell holds one label a line, `Consulting #3b82f6`.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from app.core import csv_files
from app.core.csv_files import CsvRow
from app.prompts.models import Prompt
from app.prompts.queries import Labels, labels_of

COLUMNS = ("prompt_text", "labels")
_LABEL = re.compile(r"(.*?)(?:\s+(#\S*))?", re.DOTALL)


def to_json(prompts: Sequence[Prompt]) -> list[dict[str, Any]]:
    """Text and labels of each."""
    return [{"prompt_text": prompt.text, "labels": labels} for prompt, labels in _labelled(prompts)]


def to_csv(prompts: Sequence[Prompt]) -> str:
    """A file with a header that spreadsheets show as it is."""
    rows = (
        (prompt.text, "\n".join(f"{label['name']} {label['color']}" for label in labels))
        for prompt, labels in _labelled(prompts)
    )
    return csv_files.write(COLUMNS, rows)


def _labelled(prompts: Sequence[Prompt]) -> Iterator[tuple[Prompt, Labels]]:
    for start in range(0, len(prompts), 500):
        portion = prompts[start : start + 500]
        labels = labels_of([prompt.id for prompt in portion])
        yield from ((prompt, labels.get(prompt.id, [])) for prompt in portion)


def read_csv(raw: bytes) -> dict[str, Any]:
    """The body of an import as JSON would have it. InvalidInput that names the line of what is no CSV."""
    return {"prompts": [_prompt(row) for row in csv_files.read(raw, COLUMNS, required=["prompt_text"])]}


def _prompt(row: CsvRow) -> CsvRow:
    row["labels"] = [_label(text.strip()) for text in row.get("labels", "").splitlines() if text.strip()]
    return row


def _label(text: str) -> dict[str, str]:
    found = _LABEL.fullmatch(text)
    name, color = found.groups() if found else (text, None)
    return {"name": name, "color": color} if color else {"name": name}
