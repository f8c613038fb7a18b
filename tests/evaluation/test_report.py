"""What scores add up to."""

import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from rich.console import Console

from app.evaluation.cases import Case
from app.evaluation.present import show_failures, show_report
from app.evaluation.report import Rate, build_report, percentile
from app.evaluation.results import Result

CASES = [
    Case("a", "en", "terse", "medium", date(2026, 3, 2), "[x] 2 signs", {"title": "sign", "total": Decimal(10)}),
    Case("b", "de", "terse", "easy", date(2026, 3, 2), "2 Schilder", {"title": "schild"}),
    Case("c", "en", "chat", "easy", date(2026, 3, 2), "hello", {"error": True}),
    Case("d", "en", "terse", "hard", date(2026, 3, 2), "a sign", {"items": [{"name": ["sign"]}]}),
]


def _made(case_id: str, **facts: Any) -> Result:
    invoice = {"title": "Signs", "items": [], "totals": {"amount_due": "10.00"}}
    return Result(case_id, 201, invoice, "offline", **facts)


RESULTS = {
    "a": _made("a", duration_ms=40, input_tokens=700, output_tokens=90, cost_usd="0.0002"),
    "b": _made("b", duration_ms=10, input_tokens=600, output_tokens=80),
    "c": Result("c", 422, None, "offline", code="nothing_to_invoice", duration_ms=20),
}


def test_a_report_counts_fields_groups_tokens_cost_and_waiting() -> None:
    report = build_report(CASES, RESULTS)
    assert report.exact == Rate(2, 4)
    assert report.fields == {
        "status": Rate(3, 4),  # Nothing came of the fourth.
        "items": Rate(0, 1),
        "items.count": Rate(0, 1),
        "items.name": Rate(0, 1),
        "title": Rate(1, 2),
        "total": Rate(1, 1),
    }
    assert report.groups["language"] == {"de": Rate(0, 1), "en": Rate(2, 3)}
    assert list(report.groups["difficulty"]) == ["easy", "medium", "hard"]
    assert [case.id for case, _ in report.failures] == ["b", "d"]
    assert report.error_codes == {"nothing_to_invoice": 1}
    assert (report.input_tokens, report.output_tokens, report.cost_usd) == (1300, 170, Decimal("0.0002"))
    assert (report.p50_ms, report.p95_ms) == (20, 40)


def test_what_nobody_counts_is_not_known_rather_than_zero() -> None:
    report = build_report(CASES[2:3], {"c": RESULTS["c"]})
    assert (report.input_tokens, report.output_tokens, report.cost_usd) == (None, None, None)
    assert report.exact.percent == 100


@pytest.mark.parametrize(("percent", "value"), [(50, 50), (95, 95), (100, 100), (1, 1)])
def test_a_percentile_is_a_value_that_was_measured(percent: int, value: int) -> None:
    assert percentile(list(range(100, 0, -1)), percent) == value
    assert percentile([], percent) == 0


def test_a_person_reads_rates_faults_and_the_result_last() -> None:
    report = build_report(CASES, RESULTS)
    page = io.StringIO()
    console = Console(file=page, width=100)
    for part in (*show_failures(report), *show_report(report)):
        console.print(part)
    text = page.getvalue()
    assert "title: got 'Signs', expected 'schild'" in text
    assert "d  en terse hard, 2026-03-02: a sign" in text
    assert "1,300 tokens in, 170 out; cost 0.0002 USD; time to an invoice: p50 20 ms, p95 40 ms" in text
    assert text.splitlines()[-1] == "Exact invoices: 2 of 4, 50.0 %"
