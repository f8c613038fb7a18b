"""The case file: one prompt a line, with what a careful bookkeeper would put on its invoice."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from marshmallow import ValidationError

from app.core.errors import InvalidInput
from app.core.validation import flatten
from app.evaluation.schemas import CaseLine

_SCHEMA = CaseLine()


class CaseFileInvalid(InvalidInput):
    """The message names every bad line, with its number and what is wrong there."""

    code = "invalid_case_file"


@dataclass(frozen=True)
class Case:
    """One prompt and what its words determine."""

    id: str
    lang: str
    category: str
    difficulty: str
    today: date
    prompt: str
    expect: Mapping[str, Any]
    """The fields that count, as `schemas.Expectation` loads them; {"error": True} where nothing can be billed."""


def read_cases(file: Path) -> list[Case]:
    """All cases of the file, in its order. CaseFileInvalid for a bad line, an id that stands twice, or no case."""
    cases: dict[str, Case] = {}
    problems: list[str] = []
    for number, line in _lines(file):
        try:
            case = _read_case(line)
        except ValueError as exc:
            problems.append(f"{file.name}, line {number}: {exc}")
            continue
        if case.id in cases:
            problems.append(f"{file.name}, line {number}: id: {case.id!r} stands on an earlier line already.")
        cases[case.id] = case
    if problems or not cases:
        raise CaseFileInvalid("\n".join(problems) or f"{file.name} holds no case.")
    return list(cases.values())


def _lines(file: Path) -> Iterator[tuple[int, str]]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as exc:
        raise CaseFileInvalid(f"{file.name} is not UTF-8 text (byte {exc.start}).") from None
    # Not splitlines(): a prompt may hold a character that it takes for the end of a line.
    return ((number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip())


def _read_case(line: str) -> Case:
    """ValueError, with a sentence for a person, when the line is no case."""
    try:
        return Case(**_SCHEMA.load(json.loads(line, parse_float=Decimal)))
    except json.JSONDecodeError as exc:
        raise ValueError(f"not JSON: {exc.msg} at column {exc.colno}.") from None
    except ValidationError as exc:
        found = flatten(exc.messages)
        raise ValueError(" ".join(f"{path or 'case'}: {' '.join(texts)}" for path, texts in found.items())) from None
