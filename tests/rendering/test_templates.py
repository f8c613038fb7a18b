"""What every design must keep, whatever it looks like: told by the text of the pages and a look at their ink."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageChops
from pypdf import PdfReader

from app.rendering.colours import build_palette
from app.rendering.data import DocumentData, TaxLineData
from app.rendering.engine import html_to_pdf
from app.rendering.html import picture, render_html
from app.rendering.pdf import render_job
from app.rendering.present import KINDS, build_view
from app.rendering.samples import build_sample, sample_languages
from app.rendering.templates import FOLDER, TEMPLATES
from app.rendering.view import Branding, DocumentView, Emphasis, Qr

Read = Callable[[bytes], list[str]]
every_design = pytest.mark.parametrize("template", TEMPLATES)


def draw(view: DocumentView, template: str) -> bytes:
    return html_to_pdf(render_job(view, template))


def png(width: int, height: int, colour: str = "#ff00ff") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "PNG")
    return out.getvalue()


def first_page(pdf: bytes) -> Image.Image:
    document = pdfium.PdfDocument(pdf)
    try:
        return document[0].render(scale=1).to_pil().convert("RGB")
    finally:
        document.close()


def share_of(colour: str, page: Image.Image) -> float:
    """How much of the page has about that colour."""
    apart = ImageChops.difference(page, Image.new("RGB", page.size, colour)).convert("L").point(lambda d: d < 12)
    return sum(apart.tobytes()) / (page.width * page.height) if apart.mode == "L" else 0.0


@every_design
@pytest.mark.parametrize("items", [1, 10, 11, 12])
def test_the_totals_stand_whole_with_the_last_item_above_them(template: str, items: int, read: Read) -> None:
    data = build_sample("en", items)
    lines = tuple(replace(line, name=f"Item number {number}.") for number, line in enumerate(data.lines, 1))

    pages = read(draw(build_view(replace(data, lines=lines)), template))

    (page,) = [page for page in pages if "Subtotal" in page]
    totals = page[page.index("Subtotal") :]
    assert re.search(r"Subtotal .*Total .*Amount due £", totals)
    assert f"Item number {items}." in page[: page.index("Subtotal")]
    assert "Description" in page[: page.index(f"Item number {items}.")]  # The head of the table, again.


@every_design
@pytest.mark.parametrize("language", sample_languages())
def test_the_totals_of_every_language_are_drawn(template: str, language: str) -> None:
    view = build_view(build_sample(language, 30))

    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(draw(view, template))).pages)

    amount = re.sub(r"[^\d.,]", "", view.totals[-1].amount).strip(".")
    assert amount in text
    assert len(text) > 2000


@every_design
@pytest.mark.parametrize("language", sample_languages())
def test_no_unit_and_no_figure_is_broken_over_two_lines(template: str, language: str) -> None:
    view = build_view(build_sample(language, 12))

    pages = pdfium.PdfDocument(draw(view, template))
    text = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pages)
    pages.close()

    words = {word for line in view.lines for word in (line.unit, line.quantity, line.unit_price, line.amount)}
    assert [word for word in words if word not in text] == []


@every_design
@pytest.mark.parametrize("kind", KINDS)
def test_every_type_says_what_it_is_and_what_belongs_to_it(template: str, kind: str, read: Read) -> None:
    data = build_sample("en", 3, kind)

    (text,) = read(draw(build_view(data), template))

    assert {"quote": "Quote", "purchase_order": "Purchase order", "credit_note": "Credit note"}.get(
        kind, kind.capitalize()
    ) in text
    assert ("Valid until" in text) == (kind in ("estimate", "quote"))
    assert ("Paid on" in text) == (kind == "receipt")
    assert ("2026-0171" in text) == (kind == "credit_note")
    assert ("14 November 2026" in text) == (kind != "credit_note")


@every_design
@pytest.mark.parametrize(("status", "mark"), [("draft", "DRAFT"), ("paid", "PAID"), ("void", "VOID"), ("sent", None)])
def test_the_mark_is_on_the_first_page(template: str, status: str, mark: str | None, read: Read) -> None:
    first, *_ = read(draw(build_view(replace(build_sample("en", 2), status=status)), template))

    assert [word for word in ("DRAFT", "PAID", "VOID") if word in first] == ([mark] if mark else [])


@every_design
@pytest.mark.parametrize("size", [(1600, 100), (100, 1600), (8, 8)])
def test_a_logo_of_any_shape_is_drawn_and_stays_in_its_box(template: str, size: tuple[int, int]) -> None:
    view = build_view(build_sample("en", 2), Branding(logo_png=png(*size)))

    page = first_page(draw(view, template))

    pink = (
        ImageChops.difference(page, Image.new("RGB", page.size, "#ff00ff")).convert("L").point(lambda d: 255 * (d < 9))
    )
    box = pink.getbbox()
    assert box is not None
    width, height = box[2] - box[0], box[3] - box[1]
    assert width <= 240
    assert height <= 60
    assert box[3] < 140


@every_design
def test_the_accent_is_the_teams(template: str) -> None:
    ours, theirs = (
        first_page(draw(build_view(build_sample("en", 2), Branding(accent=accent)), template))
        for accent in (None, "#c2410c")
    )

    assert share_of("#c2410c", ours) == 0
    assert share_of("#c2410c", theirs) > 0.0003


@every_design
def test_footer_lines_stand_on_each_page(template: str, read: Read) -> None:
    view = build_view(build_sample("en", 30), Branding(footer=("Registered in Leeds", "Directors: A & B")))

    pages = read(draw(view, template))

    assert len(pages) > 1
    for number, page in enumerate(pages, 1):
        assert "Registered in Leeds Directors: A & B" in page
        assert f"Page {number} of {len(pages)}" in page


@every_design
def test_the_code_to_pay_by_is_printed_with_its_words(template: str, read: Read) -> None:
    qr = Qr(png(100, 100, "#00ff00"), "Scan to pay", 30.0, ("In favour of Northlight",))
    view = replace(build_view(build_sample("en", 1)), qr=qr)

    pdf = draw(view, template)

    (page,) = read(pdf)
    assert "Scan to pay" in page
    assert "In favour of Northlight" in page
    square = (30 / 25.4 * 72) ** 2
    sheet = first_page(pdf)
    assert share_of("#00ff00", sheet) * sheet.width * sheet.height == pytest.approx(square, rel=0.1)


@every_design
@pytest.mark.parametrize(("paper", "size"), [("A4", (595, 842)), ("letter", (612, 792))])
def test_both_papers_are_made(template: str, paper: str, size: tuple[int, int]) -> None:
    view = replace(build_view(build_sample("en", 2)), page_size=paper)

    box = PdfReader(io.BytesIO(draw(view, template))).pages[0].mediabox

    assert (round(float(box.width)), round(float(box.height))) == size


@every_design
def test_a_page_from_right_to_left_is_the_mirror_of_its_twin(template: str) -> None:
    """The seller stands on the other side: told by where the ink of the address block is."""
    html = render_html(build_view(build_sample("ar", 2)), template)

    assert '<html lang="ar" dir="rtl">' in html
    ours = re.findall(r"<style>(.*?)</style>", html, re.S)[1]
    theirs = re.findall(r"<style>(.*?)</style>", render_html(build_view(build_sample("en", 2)), template), re.S)[1]
    assert ours != theirs
    assert re.sub("left|right", "side", ours) == re.sub("left|right", "side", theirs)
    assert ".figure, .sum, .tax-figure { text-align: left; }" in ours


@pytest.mark.parametrize("style", sorted(FOLDER.glob("*/*.css")), ids=lambda file: f"{file.parent.name}/{file.name}")
def test_no_rule_names_four_sides_in_one(style: object) -> None:
    """Such a rule could not be mirrored."""
    text = style.read_text("utf-8")  # type: ignore[attr-defined]

    assert not re.findall(r"(?:padding|margin|border-radius):(?:\s+[\w.-]+){4}\s*;", text)


@every_design
def test_a_description_as_long_as_may_be_leaves_no_gap(template: str, read: Read) -> None:
    data = build_sample("en", 8)
    words = ("Two thousand letters of plain English, in sentences. " * 40)[:2000]
    lines = tuple(replace(line, description=words) for line in data.lines)

    pages = read(draw(build_view(replace(data, lines=lines)), template))

    written = [len(page) for page in pages[1:-2]]
    assert len(written) > 2
    assert min(written) > 0.75 * max(written)
    assert " ".join(pages).count("Two thousand letters") == 8 * words.count("Two thousand letters")


def test_hundreds_of_items_thirty_taxes_and_long_amounts_are_printed(read: Read) -> None:
    amount = Decimal("999999999999.99")
    taxes = tuple(TaxLineData(f"Levy {number}", Decimal(number), amount, amount) for number in range(1, 31))
    data = replace(build_sample("en", 300), taxes=taxes, subtotal=amount, total=amount, amount_due=amount)

    pages = read(draw(build_view(data), "classic"))

    text = " ".join(pages)
    assert " 300 " in text
    assert "£999,999,999,999.99" in text
    assert "Levy 30 30%" in text
    assert f"Page {len(pages)} of {len(pages)}" in pages[-1]


def test_the_total_is_the_loudest_row_where_nothing_is_owed() -> None:
    assert build_view(build_sample("en", 1, "receipt")).totals[-1].emphasis is Emphasis.DUE


@pytest.mark.parametrize("accent", ["red", "#FFF", "#12345g", "#123456;", "#123456\n", "url(x)", ""])
def test_an_accent_is_nothing_but_a_colour(accent: str) -> None:
    with pytest.raises(ValueError, match="rrggbb"):
        Branding(accent=accent)


@pytest.mark.parametrize("accent", ["#ffffff", "#ffff00", "#777777", "#000000", "#ff69b4"])
def test_text_in_any_accent_can_be_read(accent: str) -> None:
    palette = build_palette(accent)

    assert luminance(palette.ink) < 0.19  # 4.5 : 1 against white.
    assert abs(luminance(palette.on_accent) - luminance(accent)) > 0.2


def luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_a_picture_keeps_its_shape_and_is_not_blown_up() -> None:
    assert 'style="width: 6.0pt; height: 6.0pt"' in picture(png(8, 8), 50, 20)
    assert 'style="width: 141.7pt; height: 14.2pt"' in picture(png(1000, 100), 50, 20)
    assert 'style="width: 85.0pt; height: 85.0pt"' in picture(png(8, 8), 30, 30, exact=True)
    assert picture(None, 50, 20) == ""


def test_labels_in_two_languages_stand_together(make: Callable[..., DocumentData], read: Read) -> None:
    (page,) = read(draw(build_view(make(second_language="de")), "clean"))

    assert "Invoice / Rechnung" in page
    assert "Amount due / Zu zahlen" in page
