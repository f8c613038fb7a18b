"""Case files: what is read, and how a bad line is named."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.evaluation.cases import CaseFileInvalid, read_cases

GOOD: dict[str, Any] = {
    "id": "a",
    "lang": "en",
    "category": "terse",
    "difficulty": "easy",
    "today": "2026-03-02",
    "prompt": "2 signs at $40 for Ann Lee, 10% off",
    "expect": {"from": ["me"], "items": [{"name": ["sign"], "quantity": "2"}], "total": "72"},
}


def _file(folder: Path, *lines: Any) -> Path:
    file = folder / "cases.jsonl"
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    file.write_text("\n".join(texts), encoding="utf-8")
    return file


def test_cases_are_read_in_order_with_exact_values(tmp_path: Path) -> None:
    first, second = read_cases(_file(tmp_path, GOOD, "", {**GOOD, "id": "b", "expect": {"error": True}}))
    assert (first.id, second.id) == ("a", "b")
    assert first.today == date(2026, 3, 2)
    items = [{"name": ["sign"], "quantity": Decimal(2)}]
    assert first.expect == {"from": ["me"], "items": items, "total": Decimal(72)}
    assert second.expect == {"error": True}


def test_a_byte_order_mark_an_odd_line_separator_and_remarks_are_taken(tmp_path: Path) -> None:
    file = _file(tmp_path, json.dumps({**GOOD, "prompt": "one\u2028two", "why": "…"}, ensure_ascii=False))
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert [case.prompt for case in read_cases(file)] == ["one\u2028two"]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ('{"id": "x",', "line 2: not JSON"),
        ("[]", "line 2: case: Invalid input type."),
        ({**GOOD, "id": "x", "today": "2 March"}, "line 2: today: Not a valid date."),
        ({"id": "x"}, "prompt: Missing data for required field."),
        ({**GOOD, "id": "x", "expect": {"totl": "1"}}, "line 2: expect.totl: Unknown field."),
        ({**GOOD, "id": "x", "expect": {"total": "NaN"}}, "line 2: expect.total: Not a plain decimal number"),
        ({**GOOD, "id": "x", "expect": {"error": True, "total": "1"}}, "line 2: expect: Say what"),
        ({**GOOD, "id": "x", "expect": {}}, "line 2: expect: Say what"),
        ({**GOOD, "id": "x", "expect": {"discounts": [{}]}}, "line 2: expect.discounts.0: Give either"),
        (GOOD, "line 2: id: 'a' stands on an earlier line already."),
    ],
)
def test_a_bad_line_is_named_with_its_number_and_what_is_wrong(tmp_path: Path, line: Any, complaint: str) -> None:
    with pytest.raises(CaseFileInvalid) as caught:
        read_cases(_file(tmp_path, GOOD, line))
    assert complaint in caught.value.message
    assert caught.value.message.startswith("cases.jsonl, line 2: ")


def test_all_bad_lines_are_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(CaseFileInvalid, match=r"line 1: (.|\n)*line 3: "):
        read_cases(_file(tmp_path, "x", GOOD, "y"))


def test_a_file_without_cases_or_of_another_encoding_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CaseFileInvalid, match="no case"):
        read_cases(_file(tmp_path, "", " "))
    latin = tmp_path / "latin.jsonl"
    latin.write_bytes("Büro".encode("latin-1"))
    with pytest.raises(CaseFileInvalid, match="not UTF-8"):
        read_cases(latin)
