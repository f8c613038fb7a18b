"""A report as a person reads it in a terminal."""

from collections.abc import Iterator, Mapping

from rich.console import RenderableType
from rich.markup import escape
from rich.table import Table

from app.evaluation.cases import Case
from app.evaluation.report import Rate, Report
from app.evaluation.scoring import Score


def show_report(report: Report) -> Iterator[RenderableType]:
    """The report from the details to the whole, so that its last line is the result."""
    yield _rates("Field, where the words determine it", report.fields)
    for name, rates in report.groups.items():
        yield _rates(f"Exact invoices by {name}", rates)
    yield _costs(report)
    if report.error_codes:
        counts = ", ".join(f"{code} {count}" for code, count in sorted(report.error_codes.items()))
        yield f"Errors: {counts}"
    yield f"Exact invoices: {report.exact.right} of {report.exact.of}, {report.exact.percent:.1f} %"


def show_failures(report: Report) -> Iterator[str]:
    """Each case that is not exact, with what is wrong; as rich markup."""
    for case, judged in report.failures:
        yield f"[bold]{escape(case.id)}[/bold]  {escape(_about(case))}"
        yield from (f"    {field}: {escape(fault)}" for field, fault in _first_causes(judged))


def _about(case: Case) -> str:
    first_line = case.prompt.strip().partition("\n")[0]
    return f"{case.lang} {case.category} {case.difficulty}, {case.today}: {first_line[:100]}"


def _first_causes(judged: Score) -> list[tuple[str, str]]:
    """The faults; without an invoice only that, as all others follow from it."""
    faults = [(field, fault) for field, fault in judged.faults.items() if fault]
    return faults[:1] if judged.faults["status"] else faults


def _rates(title: str, rates: Mapping[str, Rate]) -> Table:
    table = Table(title, "right", "of", "%", box=None, pad_edge=False)
    for column in table.columns[1:]:
        column.justify = "right"
    for name, rate in rates.items():
        table.add_row(f"  {name}" if "." in name else name, str(rate.right), str(rate.of), f"{rate.percent:.1f}")
    return table


def _costs(report: Report) -> str:
    tokens = "no tokens counted"
    if report.input_tokens is not None:
        tokens = f"{report.input_tokens:,} tokens in, {report.output_tokens or 0:,} out"
    cost = "cost not known" if report.cost_usd is None else f"cost {report.cost_usd:.4f} USD"
    return f"{tokens}; {cost}; time to an invoice: p50 {report.p50_ms} ms, p95 {report.p95_ms} ms"
