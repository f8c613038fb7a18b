"""`saybill eval` as a person runs it."""

import json
import subprocess
from pathlib import Path

from tests.cli.commands import run_saybill

CASE = {
    "id": "a",
    "lang": "en",
    "category": "sentence",
    "difficulty": "easy",
    "today": "2026-03-02",
    "prompt": "10 hours of consulting at $150/hour for Acme Corp. Add 10% tax. Due in 30 days.",
    "expect": {"to": ["Acme Corp"], "due_at": "2026-04-01", "total": "1650"},
}
CHAT = {**CASE, "id": "b", "category": "chat", "prompt": "Good morning!", "expect": {"error": True}}
WRONG = {**CASE, "id": "c", "expect": {"total": "1"}}


def _eval(folder: Path, *options: str, cases: str) -> subprocess.CompletedProcess[str]:
    (folder / "cases.jsonl").write_text(cases)
    return run_saybill(folder, "eval", "cases.jsonl", "--out", "results.jsonl", *options)


def test_results_are_written_and_the_score_is_printed(tmp_path: Path) -> None:
    done = _eval(tmp_path, "--verbose", cases="\n".join(map(json.dumps, (CASE, CHAT, WRONG))))
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in (tmp_path / "results.jsonl").read_text().splitlines()]
    assert {line["id"]: line["status"] for line in lines} == {"a": 201, "b": 422, "c": 201}
    assert "c  en sentence easy, 2026-03-02: 10 hours" in done.stdout
    assert "total: got '1650.00', expected 1" in done.stdout
    assert done.stdout.splitlines()[-1] == "Exact invoices: 2 of 3, 66.7 %"
    assert done.stderr == ""  # The progress bar is for terminals.
    assert not (tmp_path / "data" / "saybill.sqlite3").exists()


def test_a_bad_case_file_ends_in_its_line_numbers(tmp_path: Path) -> None:
    done = _eval(tmp_path, cases=f"{json.dumps(CASE)}\n{{}}\n")
    assert done.returncode == 1
    assert "cases.jsonl, line 2: " in done.stderr
    assert "Traceback" not in done.stderr


def test_a_missing_key_is_told_before_anything_is_asked(tmp_path: Path) -> None:
    done = _eval(tmp_path, "--provider", "gpt-41-mini", cases=json.dumps(CASE))
    assert done.returncode == 1
    assert "SAYBILL_LLM_API_KEY" in done.stderr
    assert not (tmp_path / "results.jsonl").exists()
