"""How long a PDF takes, beside other engines: the same invoice of 12, 100 and 1,000 items, drawn in turn.

Goals: half of xhtml2pdf as shipped at 12 items, a fifth at 100, a quarter of WeasyPrint; at most 1.5 times ReportLab
with Paragraph cells at 100; time in line with the number of items up to 1,000; two workers draw 1.8 times as much as
one.

WeasyPrint and fpdf2 are measured where they are installed: `uv pip install weasyprint fpdf2`. Each engine has a process
of its own, which has drawn once before it is measured. CPU time, median; peak memory of the process.
"""

import json
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from _pdf_engines import ENGINES

from app.rendering.data import DocumentData, LineData, Row, TaxLineData, TaxRate
from app.rendering.pdf import render_job
from app.rendering.present import build_view
from app.rendering.view import DocumentView
from app.rendering.workers import Workers

ROUNDS = {12: 15, 100: 7, 1000: 3}
JOBS_FOR_THROUGHPUT = 40
ROUNDS_OF_THROUGHPUT = 7
SLOW = ("xhtml2pdf as shipped", "WeasyPrint")


def invoice(items: int) -> DocumentData:
    """Descriptions of two lines, discounts, two rates of tax: what an agency bills."""
    lines = tuple(
        LineData(
            f"Design work, part {number}", Decimal("2.5"), Decimal(120), Decimal(285),
            description="Layout, typesetting and two rounds of corrections.\nDelivered as files ready for print.",
            unit="hour", discount=Decimal(15), discount_percentage=Decimal(5),
            taxes=None if number % 3 else (TaxRate("VAT", Decimal(7)),),
        )
        for number in range(1, items + 1)
    )  # fmt: skip
    return DocumentData(
        currency="EUR", number="INV-2026-0001", title="Design and print", lines=lines,
        issued_at=date(2026, 1, 15), due_at=date(2026, 2, 14), locale="DE", language="en",
        from_rows=(Row("", "Studio Łódź GmbH", "company"), Row("", "Hauptstr. 5, 10115 Berlin", "address_line")),
        to_rows=(Row("", "Acme Corp", "company"), Row("", "1 High Street, Dublin", "address_line")),
        payment_rows=(Row("IBAN", "DE89370400440532013000", "iban"), Row("Bank", "Berliner Bank", "bank_name")),
        taxes=(
            TaxLineData("VAT", Decimal(19), Decimal(100), Decimal(19)),
            TaxLineData("VAT", Decimal(7), Decimal(100), Decimal(7)),
        ),
        subtotal=Decimal(285) * items, total=Decimal(285) * items + 26, amount_due=Decimal(285) * items + 26,
        notes="Thank you for the good work together.",
    )  # fmt: skip


class Engine:
    """A process that draws one job, as often as it is told to."""

    def __init__(self, name: str, job_file: Path) -> None:
        self.name = name
        self.drawn: list[dict[str, float]] = []
        command = [sys.executable, str(Path(__file__).with_name("_pdf_engines.py")), name, str(job_file)]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        self.is_there = self._read() is not None

    def draw(self) -> dict[str, float]:
        assert self.process.stdin
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        spent: dict[str, float] = self._read()
        self.drawn.append(spent)
        return spent

    def _read(self) -> Any:
        assert self.process.stdout
        return json.loads(self.process.stdout.readline() or "null")

    def close(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait()


def main() -> None:
    medians: dict[int, dict[str, float]] = {}
    for items, rounds in ROUNDS.items():
        medians[items] = measure(items, rounds)
    compare(medians)
    throughput()


def measure(items: int, rounds: int) -> dict[str, float]:
    render_job(build_view(invoice(1)), "clean")  # Loads the template and the labels.
    began = time.process_time()
    view = build_view(invoice(items))
    html = render_job(view, "clean").html
    html_ms = (time.process_time() - began) * 1000
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="saybill-bench-")))
        job_file = folder / "job.json"
        job_file.write_text(json.dumps(_job(view, html)), "utf-8")
        engines = [Engine(name, job_file) for name in ENGINES]
        for engine in engines:
            stack.callback(engine.close)
        there = [engine for engine in engines if engine.is_there]
        for engine in there:
            engine.draw()
            engine.drawn.clear()
        for number in range(rounds):
            for engine in there:
                # At a thousand items some take half a minute; once tells enough.
                if items < 1000 or number == 0 or engine.name not in SLOW:
                    engine.draw()
    print(f"{items} items ({html_ms:.0f} ms for the page's HTML are in the figures of the engines that take HTML)")
    result = {}
    for engine in engines:
        if not engine.is_there:
            print(f"  {engine.name:28} not installed")
            continue
        takes_html = engine.name in ("Saybill", "xhtml2pdf as shipped", "WeasyPrint")
        result[engine.name] = _print(engine, html_ms if takes_html else 0.0)
    return result


def _job(view: DocumentView, html: str) -> dict[str, Any]:
    rows = [
        [line.position, "\n".join(filter(None, (line.name, line.description, line.note))), line.quantity, line.unit,
         line.unit_price, line.discount, line.amount]
        for line in view.lines
    ]  # fmt: skip
    return {"html": html, "rows": rows, "totals": [(row.label, row.amount) for row in view.totals], "title": "Invoice"}


def _print(engine: Engine, more_ms: float) -> float:
    spent = [drawn["cpu_ms"] + more_ms for drawn in engine.drawn]
    median = statistics.median(spent)
    last = engine.drawn[-1]
    print(
        f"  {engine.name:28} {median:8.0f} ms   (least {min(spent):6.0f})   {last['bytes'] / 1000:7.1f} kB"
        f"   {last['peak_mb']:5.0f} MB"
    )
    return median


def compare(medians: dict[int, dict[str, float]]) -> None:
    goals = [
        (12, "xhtml2pdf as shipped", 0.5), (100, "xhtml2pdf as shipped", 0.2), (12, "WeasyPrint", 0.25),
        (100, "WeasyPrint", 0.25), (1000, "WeasyPrint", 0.25), (100, "ReportLab, Paragraph cells", 1.5),
    ]  # fmt: skip
    for items, other, goal in goals:
        if other in medians[items]:
            share = medians[items]["Saybill"] / medians[items][other]
            print(f"{items} items: {share:.2f} of {other}   (goal {goal})")
    growth = medians[1000]["Saybill"] / medians[100]["Saybill"]
    print(f"1,000 items take {growth:.1f} times what 100 take   (goal 10: in line)")


def throughput() -> None:
    """One worker and two by turns, for what else the machine does changes from second to second; medians."""
    job = render_job(build_view(invoice(12)), "clean")
    rates: dict[int, list[float]] = {1: [], 2: []}
    with ExitStack() as stack:
        teams = {count: Workers(count, queue_limit=JOBS_FOR_THROUGHPUT) for count in rates}
        threads = stack.enter_context(ThreadPoolExecutor(JOBS_FOR_THROUGHPUT))
        for workers in teams.values():
            stack.callback(workers.stop)
            list(threads.map(lambda _, draw=workers.draw: draw(job), range(8)))
        for _ in range(ROUNDS_OF_THROUGHPUT):
            for count, workers in teams.items():
                began = time.perf_counter()
                list(threads.map(lambda _, draw=workers.draw: draw(job), range(JOBS_FOR_THROUGHPUT)))
                rates[count].append(JOBS_FOR_THROUGHPUT / (time.perf_counter() - began))
    one, two = statistics.median(rates[1]), statistics.median(rates[2])
    times = statistics.median(more / less for less, more in zip(rates[1], rates[2], strict=True))
    print(f"12 items: {one:.1f} PDFs a second by one worker, {two:.1f} by two: {times:.2f} times   (goal 1.8)")


if __name__ == "__main__":
    main()
