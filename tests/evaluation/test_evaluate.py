"""An evaluation with real SDKs against the vendors' stand-in, and with the built-in reader."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.accounts import service as accounts
from app.core.db import db, transaction
from app.core.errors import InvalidInput
from app.core.security import Secret
from app.documents.models import Document
from app.evaluation.cases import Case
from app.evaluation.results import Result, read_results
from app.evaluation.service import Reader, Run, evaluate
from tests.wire.server import VendorServer

KEY = Secret("sk-canary-7f3a9c")
GPT = Reader("gpt-41-mini", KEY)


def _case(case_id: str, prompt: str = "10 hours at $150", **expect: Any) -> Case:
    return Case(case_id, "en", "terse", "easy", date(2026, 1, 30), prompt, expect or {"total": Decimal(1650)})


def _evaluate(app: Flask, cases: Sequence[Case], out: Path, reader: Reader = GPT, **options: Any) -> dict[str, Result]:
    return evaluate(app, Run(cases, reader, out, workers=1, **options), lambda done, of: None)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "results.jsonl"


@pytest.fixture(autouse=True)
def _owner(app: Flask) -> None:
    with app.app_context(), transaction():
        accounts.ensure_owner()


def test_cases_run_side_by_side_and_nothing_is_stored(app: Flask, out: Path) -> None:
    cases = [_case(f"c{hours}", f"{hours} hours of training at $10 for Ann Lee") for hours in range(1, 13)]
    steps: list[tuple[int, int]] = []
    run = Run(cases, Reader("offline"), out, workers=6)
    results = evaluate(app, run, lambda done, of: steps.append((done, of)))
    totals = {result.id: result.invoice and result.invoice["totals"]["total"] for result in results.values()}
    assert totals == {f"c{hours}": f"{hours * 10}.00" for hours in range(1, 13)}
    assert read_results(out) == results
    assert steps == [(done, 12) for done in range(13)]
    with app.app_context(), transaction(writing=False):
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Document)) == 0


def test_a_case_is_read_on_its_own_day_and_its_tokens_are_noted(app: Flask, vendor: VendorServer, out: Path) -> None:
    result = _evaluate(app, [_case("a")], out)["a"]
    assert result.invoice
    assert result.invoice["issued_at"] == "2026-01-30"
    assert "2026-01-30" in vendor.requests[0].system_text
    facts = result.invoice["generation"]
    assert (result.input_tokens, result.output_tokens) == (facts["input_tokens"], facts["output_tokens"])
    assert result.input_tokens


def test_an_error_is_a_result_with_the_status_of_the_api(app: Flask, vendor: VendorServer, out: Path) -> None:
    cases = [_case("a", "[[unavailable]]"), _case("b"), _case("c", ""), _case("d", "[[refusal]]")]
    results = _evaluate(app, cases, out)
    found = {result.id: (result.status, result.code) for result in results.values()}
    assert found == {
        "a": (503, "llm_unavailable"),
        "b": (201, None),
        "c": (400, "invalid_input"),
        "d": (422, "llm_refused"),
    }


def test_a_failed_case_also_costs_its_tokens(app: Flask, vendor: VendorServer, out: Path) -> None:
    result = _evaluate(app, [_case("a", "[[wrong_twice]]")], out)["a"]
    assert (result.status, result.code) == (502, "llm_bad_output")
    assert result.input_tokens
    assert result.output_tokens


def test_a_fault_of_ours_spoils_no_other_case(app: Flask, vendor: VendorServer, out: Path) -> None:
    no_text: Any = 7  # Nothing that a case file lets through, and so nothing that the way expects.
    results = _evaluate(app, [_case("a", no_text), _case("b")], out)
    assert (results["a"].status, results["a"].code, results["a"].invoice) == (500, "internal_error", None)
    assert results["b"].status == 201


def test_resuming_asks_only_for_what_is_missing_or_was_out_of_reach(
    app: Flask, vendor: VendorServer, out: Path
) -> None:
    _evaluate(app, [_case("a"), _case("b", "[[unavailable]]"), _case("gone")], out)
    vendor.requests.clear()
    cases = [_case("a"), _case("b"), _case("new")]
    results = _evaluate(app, cases, out, resume=True)
    assert len(vendor.requests) == 2
    assert {result.id: result.status for result in results.values()} == {"a": 201, "b": 201, "new": 201}
    assert read_results(out) == results


@pytest.mark.parametrize("changes", [{}, {"reader": Reader("gemini-25-flash", KEY), "resume": True}])
def test_a_new_run_or_another_reader_asks_for_everything(
    app: Flask, vendor: VendorServer, out: Path, changes: dict[str, Any]
) -> None:
    _evaluate(app, [_case("a")], out)
    _evaluate(app, [_case("a")], out, **changes)
    assert len(vendor.requests) == 2


def test_the_key_is_not_in_the_results(app: Flask, vendor: VendorServer, out: Path) -> None:
    _evaluate(app, [_case("a"), _case("b", "[[key_invalid]]")], out)
    assert KEY.reveal() not in out.read_text()
    assert vendor.requests[0].key == KEY.reveal()


@pytest.mark.parametrize("reader", [Reader("gpt-99"), Reader("gpt-41-mini")])
def test_a_reader_that_cannot_be_used_is_told_before_anything_is_asked(app: Flask, out: Path, reader: Reader) -> None:
    with pytest.raises(InvalidInput):
        _evaluate(app, [_case("a")], out, reader)
    assert not out.exists()


def test_what_was_paid_for_finding_nothing_is_counted(app: Flask, vendor: VendorServer, out: Path) -> None:
    vendor.answer({"items": []})
    result = _evaluate(app, [_case("a", "Hello there")], out)["a"]
    assert result.code == "nothing_to_invoice"
    assert result.input_tokens
    assert result.output_tokens
