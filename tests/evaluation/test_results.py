"""The file of results survives what happens to a long run."""

import json
from pathlib import Path

from app.evaluation.results import Result, read_results, results_file

ONE = Result("a", 201, {"title": "Zürich"}, "offline", duration_ms=5)
TWO = Result("b", 503, None, "offline", code="llm_unavailable")


def test_each_result_is_on_the_disk_as_soon_as_it_is_added(tmp_path: Path) -> None:
    file = tmp_path / "results.jsonl"
    with results_file(file, [ONE]) as add:
        assert read_results(file) == {"a": ONE}
        add(TWO)
        assert read_results(file) == {"a": ONE, "b": TWO}


def test_a_line_has_what_a_scorer_needs(tmp_path: Path) -> None:
    with results_file(tmp_path / "r.jsonl", [ONE]):
        line = json.loads((tmp_path / "r.jsonl").read_text())
    assert line.items() >= {"id": "a", "status": 201, "invoice": {"title": "Zürich"}}.items()


def test_the_last_result_of_a_case_counts_and_a_cut_line_does_not(tmp_path: Path) -> None:
    file = tmp_path / "results.jsonl"
    with results_file(file, [TWO, ONE]) as add:
        add(Result("b", 201, {}, "offline"))
    file.write_text(file.read_text() + '{"id": "c", "sta')
    assert read_results(file) == {"a": ONE, "b": Result("b", 201, {}, "offline")}


def test_a_file_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert read_results(tmp_path / "none.jsonl") == {}
