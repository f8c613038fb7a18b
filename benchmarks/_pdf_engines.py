"""One PDF engine in a process of its own: `_pdf_engines.py NAME JOB` draws for each line on stdin, and tells.

JOB is a JSON file: {"html": the page as Saybill makes it, "rows": the items as texts, "totals": label and amount,
"title"}. The engines that take HTML draw Saybill's own page; the others get the same texts, faces and columns.
"""

import io
import json
import sys
import time
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
FONTS = ROOT / "app" / "rendering" / "fonts"
WIDTHS = (0.05, 0.43, 0.08, 0.09, 0.13, 0.09, 0.13)
HEADS = ("#", "Description", "Qty", "Unit", "Unit price", "Discount", "Amount")
Job = dict[str, Any]
Draw = Callable[[Job], bytes]


def saybill() -> Draw:
    """As its workers draw: the rendering room alone, without the web application above it."""
    bare_app()
    from app.rendering.engine import html_to_pdf
    from app.rendering.job import RenderJob

    return lambda job: html_to_pdf(RenderJob(job["html"], title=job["title"]))


def xhtml2pdf_as_shipped() -> Draw:
    """Saybill's faces and page, drawn by the engine as it comes."""
    bare_app()
    from xhtml2pdf.document import pisaDocument

    from app.rendering.characters import drawable
    from app.rendering.faces import register_faces

    register_faces()

    def draw(job: Job) -> bytes:
        out = io.BytesIO()
        pisaDocument(drawable(job["html"]), dest=out)
        return out.getvalue()

    return draw


def weasyprint() -> Draw:
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    def draw(job: Job) -> bytes:
        fonts = FontConfiguration()
        faces = "".join(
            f"@font-face {{ font-family: Inter; font-weight: {weight}; src: url({(FONTS / file).as_uri()}) }}"
            for file, weight in (("Inter-Regular.ttf", 400), ("Inter-SemiBold.ttf", 700))
        )
        sheet = CSS(string=faces + "@page { size: A4; margin: 18mm }", font_config=fonts)
        return bytes(HTML(string=job["html"]).write_pdf(stylesheets=[sheet], font_config=fonts))

    return draw


def reportlab_paragraphs() -> Draw:
    """Platypus with a Paragraph in each cell, and "Page 1 of 7"."""
    from xml.sax.saxutils import escape

    from reportlab.lib.enums import TA_RIGHT
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, Spacer, TableStyle

    for name in ("Inter-Regular", "Inter-SemiBold"):
        pdfmetrics.registerFont(TTFont(name, str(FONTS / f"{name}.ttf")))
    left = ParagraphStyle("left", fontName="Inter-Regular", fontSize=9, leading=12.6)
    right = ParagraphStyle("right", left, alignment=TA_RIGHT)
    bold = ParagraphStyle("bold", left, fontName="Inter-SemiBold", fontSize=18, leading=24)

    class Numbered(Canvas):  # type: ignore[misc]
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self.states: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802
            self.states.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            for number, state in enumerate(self.states, 1):
                self.__dict__.update(state)
                self.setFont("Inter-Regular", 8)
                self.drawRightString(A4[0] - 51, 34, f"Page {number} of {len(self.states)}")
                super().showPage()
            super().save()

    def cells(row: list[str]) -> list[Any]:
        name, *more = escape(row[1]).split("\n")
        text = "<br/>".join([f'<font name="Inter-SemiBold">{name}</font>', *more])
        figures = [Paragraph(escape(row[column]), left if column == 3 else right) for column in range(2, 7)]
        return [Paragraph(escape(row[0]), left), Paragraph(text, left), *figures]

    def draw(job: Job) -> bytes:
        out = io.BytesIO()
        document = SimpleDocTemplate(out, pagesize=A4, leftMargin=51, rightMargin=51, topMargin=45, bottomMargin=60)
        style = TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LINEBELOW", (0, 0), (-1, -1), 0.5, "#e4e7ec")])
        items = LongTable(
            [[Paragraph(head, left) for head in HEADS], *map(cells, job["rows"])],
            colWidths=[document.width * share for share in WIDTHS],
            repeatRows=1,
            style=style,
        )
        sums = [[Paragraph(escape(label), left), Paragraph(escape(amount), right)] for label, amount in job["totals"]]
        totals = LongTable(sums, colWidths=[140, 100], hAlign="RIGHT")
        story = [Paragraph(escape(job["title"]), bold), Spacer(1, 12), items, Spacer(1, 12), totals]
        document.build(story, canvasmaker=Numbered)
        return out.getvalue()

    return draw


def fpdf2() -> Draw:
    from fpdf import FPDF
    from fpdf.enums import TableBordersLayout

    class Paper(FPDF):
        def footer(self) -> None:
            self.set_y(-15)
            self.set_font("Inter", size=8)
            self.cell(0, 10, f"Page {self.page_no()} of {{nb}}", align="R")

    def draw(job: Job) -> bytes:
        paper = Paper()
        paper.add_font("Inter", fname=str(FONTS / "Inter-Regular.ttf"))
        paper.add_font("Inter", "B", fname=str(FONTS / "Inter-SemiBold.ttf"))
        paper.set_auto_page_break(True, 20)
        paper.add_page()
        paper.set_font("Inter", "B", 18)
        paper.cell(0, 12, job["title"], new_x="LMARGIN", new_y="NEXT")
        paper.set_font("Inter", size=9)
        aligned = ("LEFT", "LEFT", "RIGHT", "LEFT", "RIGHT", "RIGHT", "RIGHT")
        layout = TableBordersLayout.HORIZONTAL_LINES
        with paper.table(col_widths=WIDTHS, text_align=aligned, borders_layout=layout, line_height=4.4) as table:
            for texts in (HEADS, *job["rows"]):
                row = table.row()
                for text in texts:
                    row.cell(text)
        for label, amount in job["totals"]:
            paper.cell(150, 6, label, align="R")
            paper.cell(0, 6, amount, align="R", new_x="LMARGIN", new_y="NEXT")
        return bytes(paper.output())

    return draw


ENGINES: dict[str, Callable[[], Draw]] = {
    "Saybill": saybill,
    "xhtml2pdf as shipped": xhtml2pdf_as_shipped,
    "ReportLab, Paragraph cells": reportlab_paragraphs,
    "WeasyPrint": weasyprint,
    "fpdf2": fpdf2,
}


def bare_app() -> None:
    """`app` as a folder only, as in a render worker."""
    app = types.ModuleType("app")
    app.__path__ = [str(ROOT / "app")]
    sys.modules["app"] = app


def main(name: str, job_file: str) -> None:
    job = json.loads(Path(job_file).read_text("utf-8"))
    try:
        draw = ENGINES[name]()
    except (ImportError, OSError):  # Or its system libraries are missing.
        print(json.dumps(None), flush=True)
        return
    print(json.dumps("ready"), flush=True)
    for _ in sys.stdin:
        before = time.process_time()
        pdf = draw(job)
        spent_ms = (time.process_time() - before) * 1000
        lines = Path("/proc/self/status").read_text().splitlines()
        peak_kb = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))
        print(json.dumps({"cpu_ms": spent_ms, "bytes": len(pdf), "peak_mb": peak_kb / 1024}), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
