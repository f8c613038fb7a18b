"""Faster, and not a pixel different: each page drawn with the speed-ups and by the engine as it came."""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from itertools import chain, cycle, islice
from types import SimpleNamespace
from typing import Any
from xml.parsers.expat import ExpatError

import pypdfium2 as pdfium
import pytest
import xhtml2pdf.document
from PIL import ImageChops
from PIL.Image import Image, new
from reportlab.platypus.tables import Table
from xhtml2pdf.context import pisaContext
from xhtml2pdf.reportlab_paragraph import Paragraph
from xhtml2pdf.w3c.css import CSSRuleset

from app.rendering import speedups
from app.rendering.data import DocumentData, LineData, TaxRate
from app.rendering.engine import html_to_pdf
from app.rendering.job import RenderJob
from app.rendering.pdf import render_job
from app.rendering.present import build_view
from app.rendering.speedups import well_formed
from app.rendering.speedups.page_count import reckon_pages
from app.rendering.templates import TEMPLATES
from app.rendering.view import Branding

Make = Callable[..., DocumentData]

WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
# Name, description, unit: all that has ever broken a line breaker.
HARD_TEXTS: list[tuple[str, str | None, str | None]] = [
    ("Plain", None, "hour"),
    ("Plain", "Line one\nLine two\n\nLine four", "hour"),
    (WORD, WORD * 3, WORD[:40]),
    ("x " * 60, "Beratung und Entwicklung nach Aufwand. " * 15, None),
    ("Long", ("lorem ipsum " * 170)[:2000], "h"),
    ("עברית English 123", None, "שעה"),
    ("שלום עולם", "תיאור ארוך בעברית " * 10, None),
    ("مرحبا بالعالم (ABC) 12,5", "خدمات استشارية", None),
    ("請求書 設計", None, "時間"),
    ("設計" * 60, "日本語の説明。" * 50, "個"),
    ("tabs\tand\u00a0nbsp\u00a0here", "a\u00a0b  c", "\u00a0"),
    ("<b>&amp;</b> \"q\" {{x}}", "</td></tr></table>", "<i>"),
    ("", "", ""),
    ("Łódź ₴ ₪ ₿ ﷼ Ω Ж", "ẞ ﬁ é é", None),
    ("soft\u00adhyphen zero\u200bwidth \u200djoin", "—–…“”", None),
    ("emoji 🎉👩‍🚀", "x", None),
    ("W" * 300, None, "W" * 40),
]  # fmt: skip


# Of 255: what a coordinate that is rounded elsewhere, in its fifth decimal, makes of a pixel on an edge.
ROUNDING = 48


def hostile(data: DocumentData) -> DocumentData:
    """Forty lines of them, over several pages, with and without what else a line may have."""
    lines = tuple(
        LineData(
            name, Decimal(number) * Decimal("1234.567"), Decimal(1), Decimal(1), description, unit,
            discount=Decimal(5) if number % 4 == 0 else None,
            discount_percentage=Decimal("3.5") if number % 8 == 0 else None,
            taxes=() if number % 5 == 0 else (TaxRate("VAT <7>", Decimal(7)),) if number % 5 == 1 else None,
        )
        for number, (name, description, unit) in enumerate(islice(cycle(HARD_TEXTS), 40))
    )  # fmt: skip
    return replace(data, lines=lines, notes="note " * 800, terms="ציטוט " * 200)


def draw_pages(pdf: bytes) -> list[Image]:
    document = pdfium.PdfDocument(pdf)
    try:
        return [page.render(scale=1.5).to_pil() for page in document]
    finally:
        document.close()


def make_png() -> bytes:
    out = io.BytesIO()
    new("RGB", (40, 20), (9, 90, 9)).save(out, "PNG")
    return out.getvalue()


def assert_same_pages(job: RenderJob) -> bytes:
    fast = html_to_pdf(job)
    with speedups.as_it_came():
        slow = html_to_pdf(job)
    ours, theirs = draw_pages(fast), draw_pages(slow)
    assert len(ours) == len(theirs)
    for number, (one, other) in enumerate(zip(ours, theirs, strict=True), 1):
        most = max(high for _, high in ImageChops.difference(one, other).getextrema())
        assert most <= ROUNDING, f"page {number} differs"
    return fast


def test_all_of_them_fit_this_version_of_the_engine() -> None:
    with speedups.as_it_came():
        assert speedups.switch_on() == list(speedups._NAMES)
        assert speedups.switch_on() == []


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize(("language", "locale"), [("en", "US"), ("he", "IL")])
def test_a_hostile_invoice_is_the_same_picture(make: Make, template: str, language: str, locale: str) -> None:
    data = hostile(make(language=language, locale=locale))

    assert_same_pages(render_job(build_view(data), template))


@pytest.mark.parametrize("count", [0, 1, 12])
def test_a_plain_invoice_is_the_same_picture(make: Make, count: int) -> None:
    (line,) = make().lines

    assert_same_pages(render_job(build_view(make(lines=(line,) * count))))


ZEBRA = (
    "<style>td { border: 0.5pt solid #888; padding: 3pt } tr:nth-child(even) td { background-color: #eee }"
    " tr:last-child td { font-weight: bold } tr + tr td.a { color: red } tr:first-child { font-size: 20pt }"
    " td:empty { background-color: #ff0 } .b { text-align: right; border-top: 2pt solid #00f }</style>"
)
LETTERS = [
    "plain", "Łódź €", "שלום", "a\xa0b", "soft\xadhyphen", "  x  ", "", "設計", "a\tb\n c", "Ω ж ₴", "مرحبا", "plain"
]  # fmt: skip
ROWS = {
    "place": "".join(f"<tr><td class='a'>{n}</td><td class='b'>{n * n}</td></tr>" for n in range(9)),
    "some empty": "".join(f"<tr><td>{n if n % 3 else ''}</td><td> </td><td></td></tr>" for n in range(9)),
    "spans": "<tr><td colspan='2'>a</td><td rowspan='3'>b</td></tr>" + "<tr><td>c</td><td>d</td></tr>" * 4,
    "heights": "<tr><td style='height: 30pt'>a</td></tr><tr><td>b</td></tr>" * 3,
    "blocks": "".join(f"<tr><td><p>{n}</p><p>x</p></td><td><b>{n}</b> <i>i</i> s</td></tr>" for n in range(5)),
    "boxes": "".join(f"<tr><td style='border-radius: 4pt'>{n}</td><td><u>{n}</u></td></tr>" for n in range(5)),
    "links": "".join(f"<tr><td><a href='https://example.com/{n}'>{n}</a></td><td>z</td></tr>" for n in range(5)),
    "ids": "".join(f"<tr id='r{n}'><td>{n}</td></tr>" for n in range(5)),
    "nested": "".join(f"<tr><td><table><tr><td>{n}</td></tr></table></td><td>y</td></tr>" for n in range(5)),
    "widths": "".join(f"<tr><td width='{9 + n}%'>{n}</td><td>wide</td></tr>" for n in range(5)),
    "breaks": "".join(f"<tr><td>{n}<br><br/>x<br></td><td><br>{n}</td></tr>" for n in range(5)),
    "groups": "<tbody><tr><td>a</td></tr><tr><td>b</td></tr></tbody>" * 3,
    "mixed": "".join(f"<tr class='{'xyz'[n % 3]}'><td>{n}</td><td align='right'>q</td></tr>" for n in range(9)),
    "justified": "".join(f"<tr><td style='text-align: justify'>{'word ' * 60}{n}</td></tr>" for n in range(4)),
    "letters": "".join(f"<tr><td>{text}</td><td><b>{text}</b> {text}<br/>{text}</td></tr>" for text in LETTERS),
    "blanks": "".join(
        f"<tr><td style='white-space: {how}'> a  {n}\n\tb </td></tr>"
        for how in ("pre", "pre-wrap", "pre-line", "nowrap", "normal") for n in range(3)
    ),
    "cases": "".join(
        f"<tr><td style='text-transform: {how}'>word Word{n}</td></tr>"
        for how in ("uppercase", "lowercase", "capitalize", "none") for n in range(3)
    ),
    "too tall": "".join(f"<tr><td>{'word ' * 4000}{n}</td><td>x</td></tr>" for n in range(2)),
    "too wide": "".join(f"<tr><td width='5%'>{WORD}{n}</td><td>x</td></tr>" for n in range(4)),
}  # fmt: skip


@pytest.mark.parametrize("rows", ROWS)
@pytest.mark.parametrize("style", ["", ZEBRA], ids=["bare", "zebra"])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_rows_of_every_kind_are_the_same_picture(rows: str, style: str, direction: str) -> None:
    html = f"<html dir='{direction}'><head>{style}</head><body><table>{ROWS[rows]}</table>after</body></html>"

    assert_same_pages(RenderJob(html))


def test_generated_numbers_count_in_every_row() -> None:
    style = (
        "<style>table { counter-reset: n } tr { counter-increment: n } td::before { content: counter(n) '. ' }</style>"
    )
    table = "<table>" + "<tr><td>x</td></tr>" * 5 + "</table>"

    assert_same_pages(RenderJob(f"<html><head>{style}</head><body>{table}</body></html>"))


def test_a_later_style_sheet_wins_also_when_it_was_parsed_before() -> None:
    sheets = ["<style>p { color: #f00 }</style>", "<style>p { color: #00f }</style>"]
    for order in (sheets, sheets[::-1], sheets):
        assert_same_pages(RenderJob(f"<html><head>{''.join(order)}</head><body><p>x</p></body></html>"))


PLACES = (
    "<style>h1 + p { color: #f00 } p:last-child { font-weight: bold } p:first-child { font-size: 20pt }"
    " [lang=de] p { color: #00f } [lang=de] > b { font-size: 8pt } p.a:not(.b) { background-color: #ff0 }"
    " .deep .deep p { text-align: right } #one p { font-style: italic }</style>"
)
BODIES = [
    "<h1>x</h1><p>after a heading</p><p>last</p>",
    "<div>x</div><p>after a box</p><p>last</p>",
    "<p>first</p><p class='a'>a</p><p class='a b'>both</p><h1>x</h1>",
    "<div lang='de'><p>deutsch</p></div><div lang='en'><p>English</p></div><div><b>none</b></div>",
    "<div class='deep'><div class='deep'><p>twice</p></div><p>once</p></div>",
    "<div id='one'><p>one</p></div><div id='two'><p>two</p></div>",
    "<div lang='de'><b>deutsch</b></div><div><b>none</b></div>",
]


def test_what_a_selector_asks_for_is_never_taken_from_an_element_that_differs_in_it() -> None:
    for body in (*BODIES, *BODIES):
        assert_same_pages(RenderJob(f"<html><head>{PLACES}</head><body>{body}</body></html>"))


def test_documents_of_one_style_sheet_have_palettes_of_their_own() -> None:
    sheet = "<style>p { color: var(--ink); border-bottom: 2pt solid var(--line) }</style>"
    for ink, line in (("#f00", "#0f0"), ("#00f", "#ff0"), ("#f00", "#000")):
        palette = f"<style>@page {{ size: A5 }} :root {{ --ink: {ink}; --line: {line} }}</style>"
        assert_same_pages(RenderJob(f"<html><head>{palette}{sheet}</head><body><p>x</p></body></html>"))


def test_a_sheet_with_a_rule_for_a_medium_is_never_taken_for_another() -> None:
    for medium in ("print", "screen", "print"):
        style = f"<style>@media {medium} {{ p {{ color: #f00 }} }}</style>"
        assert_same_pages(RenderJob(f"<html><head>{style}</head><body><p>x</p></body></html>"))


def test_an_element_like_one_of_an_earlier_document_is_not_matched_again(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = render_job(build_view(make()))
    html_to_pdf(job)
    other = render_job(build_view(make(title="Another"), Branding(accent="#b91c1c")))
    with counting(CSSRuleset, "findMatchingRules", monkeypatch) as asked:
        html_to_pdf(other)

    assert not asked


SPANNING = {
    "glue at the end": "<tr><td>{n}</td><td>x</td></tr>" * 150
    + "<tr><td>a</td><td rowspan='2'>b</td></tr><tr><td>c<br/>c</td></tr>",
    "now and then": (
        "<tr><td>{n}</td><td rowspan='3'>tall<br/>er<br/>than<br/>its<br/>rows</td></tr><tr><td>a</td></tr>"
        "<tr><td>b</td></tr><tr><td colspan='2'>wide</td></tr><tr><td>c</td><td>d</td></tr>"
    )
    * 40,
    "zebra": "<tr style='background-color: #eee'><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr>" * 80,
    "a tall row": "<tr><td>a</td><td>b</td></tr>" * 30
    + f"<tr><td>{'word ' * 1500}</td><td>x</td></tr>"
    + "<tr><td>a</td><td>b</td></tr>" * 90,
    "nested": "<tr><td>a</td><td>b</td></tr>" * 60
    + "<tr><td colspan='2'><table>" + "<tr><td>in</td><td>ner</td></tr>" * 60 + "</table></td></tr>",
}  # fmt: skip


@pytest.mark.parametrize("rows", SPANNING)
@pytest.mark.parametrize("head", ["", "<thead><tr><td>one</td><td>two</td></tr></thead>"], ids=["bare", "headed"])
def test_a_table_over_several_pages_is_the_same_picture(rows: str, head: str) -> None:
    style = (
        "<style>td { border: 0.5pt solid #888; padding: 2pt } tr:nth-child(3n) td { background-color: #dfd }</style>"
    )
    table = f"<table>{head}<tbody>{SPANNING[rows]}</tbody></table>"

    assert_same_pages(
        RenderJob(f"<html><head>{style}</head><body><p><pdf:pagecount/>{' before' * 300}</p>{table}after</body></html>")
    )


def test_a_table_that_is_stretched_to_a_height_is_the_same_picture() -> None:
    table = "<table style='height: 400pt'>" + "<tr><td>a</td><td>b<br/>c</td></tr>" * 5 + "</table>"

    assert_same_pages(RenderJob(f"<html><head></head><body><pdf:pagecount/>{table * 3}after</body></html>"))


def test_a_row_is_measured_once_and_drawn_once_however_many_pages_there_are(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    (line,) = make().lines
    measured = []
    for count in (100, 200):
        with counting(Table, "_listCellGeom", monkeypatch) as cells:
            html_to_pdf(render_job(build_view(make(lines=(line,) * count))))
        measured.append(len(cells))

    # Six cells in a row of this invoice.
    assert measured[1] - measured[0] <= 100 * 6 * 2 + 100


@contextmanager
def counting(owner: Any, name: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    calls: list[int] = []
    original = getattr(owner, name)

    def counted(*args: Any, **kwargs: Any) -> Any:
        calls.append(1)
        return original(*args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(owner, name, counted)
        yield calls


@pytest.mark.parametrize("reckoned", [1, 99])
def test_a_wrong_reckoning_of_pages_costs_a_pass_and_nothing_else(
    make: Make, monkeypatch: pytest.MonkeyPatch, reckoned: int
) -> None:
    (line,) = make().lines
    job = render_job(build_view(make(lines=(line,) * 60)))
    right = html_to_pdf(job)
    monkeypatch.setattr("app.rendering.speedups.page_count.reckon_pages", lambda doc, story: reckoned)
    with counting(xhtml2pdf.document.PmlBaseDoc, "build", monkeypatch) as passes:
        assert html_to_pdf(job) == right

    assert len(passes) == 2


def test_pages_are_reckoned_right(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    (line,) = make().lines
    with counting(xhtml2pdf.document.PmlBaseDoc, "build", monkeypatch) as passes:
        counts = [*range(1, 60, 3), 200]
        for count in counts:
            html_to_pdf(render_job(build_view(make(lines=(replace(line, description="Two\nlines"),) * count))))

    assert len(passes) <= len(counts) + 1


def test_a_story_that_cannot_be_measured_is_one_page() -> None:
    class Odd:
        def getKeepWithNext(self) -> bool:  # noqa: N802
            raise AttributeError

    doc = SimpleNamespace(pageTemplates=[SimpleNamespace(frames=[SimpleNamespace(_aW=100.0, _aH=100.0)])])

    assert reckon_pages(doc, [Odd()]) == 1


def test_rows_like_one_before_pass_the_cascade_by(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    (line,) = make().lines
    paragraphs = []
    for count in (10, 110):
        job = render_job(build_view(make(lines=(line,) * count)))
        with counting(pisaContext, "addPara", monkeypatch) as made, counting(Paragraph, "draw", monkeypatch) as drawn:
            html_to_pdf(job)
        paragraphs.append((len(made), len(drawn)))

    assert paragraphs[0][0] == paragraphs[1][0]
    assert paragraphs[1][1] < 110


def test_a_changed_engine_is_used_as_it_came(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    job = RenderJob("<table>" + "<tr><td>x</td></tr>" * 3 + "</table>")
    with speedups.as_it_came():
        slow = html_to_pdf(job)
        monkeypatch.delattr("reportlab.pdfgen.textobject.PDFTextObject._textOut")
        monkeypatch.delattr("xhtml2pdf.parser.pisaLoop")
        names = speedups.switch_on()
        speedups.switch_off()
        monkeypatch.undo()
        assert html_to_pdf(job) == slow

    assert names == ["page_count", "style_sheets", "cascades", "long_tables", "well_formed"]
    assert [record.message.split(" (")[0] for record in caplog.records] == [
        f"the PDF engine has changed: it is drawn without {name}" for name in ("plain_cells", "like_rows")
    ]


def test_a_speedup_can_be_put_back() -> None:
    with speedups.as_it_came():
        assert xhtml2pdf.document.PmlBaseDoc.__name__ == "PmlBaseDoc"
    assert xhtml2pdf.document.PmlBaseDoc.__name__ == "CountingDoc"
    assert list(chain(speedups._replaced))


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("language", ["en", "he"])
def test_every_template_is_read_as_well_formed(make: Make, template: str, language: str) -> None:
    data = hostile(make(language=language, status="paid", second_language="fr"))
    view = build_view(data, Branding(make_png(), "#123456", ("<foot>", "& er")))

    document = well_formed.read(render_job(view, template).html.encode())

    assert {row.parentNode.tagName for row in document.getElementsByTagName("tr")} <= {"tbody", "thead"}
    document.unlink()


BOMB = "<!DOCTYPE html [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;'>]>"


@pytest.mark.parametrize(
    "html",
    [
        "<p>no page",
        "<!DOCTYPE html><html><head></head><body>&nbsp;</body></html>",
        "<!DOCTYPE html><html><head></head><body><br></body></html>",
        "<!DOCTYPE html><html><head></head><body><!-- x --></body></html>",
        "<!DOCTYPE html><html><head></head><body><?php x?></body></html>",
        "<!DOCTYPE html><html><head></head><body><p><div>x</div></p></body></html>",
        "<!DOCTYPE html><html><head></head><body><p><span><div>x</div></span></p></body></html>",
        "<!DOCTYPE html><html><head></head><body><table>loose<tr><td>x</td></tr></table></body></html>",
        "<!DOCTYPE html><html><head></head><body><td>x</td></body></html>",
        "<!DOCTYPE html><html><head></head><body><script>x</script></body></html>",
        "<!DOCTYPE html><html><body>x</body></html>",
        "<html><head></head><body>x</body></html>",
        f"{BOMB}<html><head></head><body>&b;</body></html>",
    ],
)
def test_what_is_not_well_formed_is_read_as_ever(html: str) -> None:
    with pytest.raises((well_formed.NotPlain, ExpatError)):
        well_formed.read(html.encode())

    assert_same_pages(RenderJob(html))
