"""The payment part of a Swiss bill with its receipt: whole, in its place, and alone there."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageChops

from app.rendering.data import DocumentData, LineData, Row
from app.rendering.engine import html_to_pdf
from app.rendering.html import render_html
from app.rendering.pdf import render_job
from app.rendering.present import build_view
from app.rendering.qr.payment_part import grouped
from app.rendering.speedups import as_it_came
from tests.rendering.test_qr import PLAIN_SWISS_IBAN, SWISS, SWISS_PAYLOAD, with_row

Make = Callable[..., DocumentData]
Draw = Callable[[DocumentData], bytes]
Read = Callable[[bytes], list[str]]

DPI = 200
BILL = SWISS | {"locale": "de-CH", "language": "de", "paper": "A4"}
SHORT = (LineData("Design", Decimal(1), Decimal(100), Decimal(100)),)


def px(mm: float) -> int:
    return round(mm / 25.4 * DPI)


def pictures(pdf: bytes) -> list[Image.Image]:
    return [page.render(scale=DPI / 72).to_pil().convert("L") for page in pypdfium2.PdfDocument(pdf)]


def foot(page: Image.Image) -> Image.Image:
    """The 105 mm that are cut off."""
    return page.crop((0, px(192), page.width, page.height))


def words_within(pdf: bytes, page: int, left: float, top: float, right: float, bottom: float) -> list[str]:
    """The lines that stand in a box of a page, in mm from its upper left corner."""
    text = pypdfium2.PdfDocument(pdf)[page].get_textpage()
    pt = 72 / 25.4
    found = text.get_text_bounded(left * pt, (297 - bottom) * pt, right * pt, (297 - top) * pt)
    return [line.replace("\u00a0", " ").strip() for line in found.splitlines() if line.strip()]


@pytest.mark.parametrize(
    ("language", "receipt", "title"),
    [
        ("de", "Empfangsschein Konto / Zahlbar an", "Zahlteil"),
        ("fr", "Récépissé Compte / Payable à", "Section paiement"),
        ("it", "Ricevuta Conto / Pagabile a", "Sezione pagamento"),
        ("en", "Receipt Account / Payable to", "Payment part"),
        ("ja", "Receipt Account / Payable to", "Payment part"),
    ],
)
def test_it_speaks_the_four_languages_of_the_bill(
    language: str, receipt: str, title: str, make: Make, draw: Draw
) -> None:
    pdf = draw(make(**BILL | {"language": language}))

    assert " ".join(words_within(pdf, 0, 0, 192, 62, 297)).startswith(receipt)
    assert words_within(pdf, 0, 62, 192, 118, 206) == [title]


def test_each_section_says_what_it_must_where_it_must(make: Make, draw: Draw) -> None:
    pdf = draw(make(**BILL))

    account = [
        "Konto / Zahlbar an",
        "CH44 3199 9123 0008 8901 2",
        "Robert Schneider AG",
        "Rue du Lac 1268",
        "2501 Biel",
    ]
    reference = ["Referenz", "21 00000 00003 13947 14300 09017"]
    payer = ["Zahlbar durch", "Pia-Maria Rutschmann-Schnyder", "Grosse Marktgasse 28", "9400 Rorschach"]
    assert words_within(pdf, 0, 5, 204, 57, 260) == [*account, *reference, *payer]
    assert words_within(pdf, 0, 118, 197, 205, 282) == [
        *account,
        *reference,
        "Zusätzliche Informationen",
        "INV-2026-0001",
        *payer,
    ]
    for left, middle, right in ((5, 18, 57), (67, 82, 118)):
        assert words_within(pdf, 0, left, 260, middle - 0.5, 274) == ["Währung", "CHF"]
        assert words_within(pdf, 0, middle, 260, right, 274) == ["Betrag", "1 949.75"]
    assert words_within(pdf, 0, 5, 274, 57, 292) == ["Annahmestelle"]
    assert words_within(pdf, 0, 0, 187, 210, 192) == ["Vor der Einzahlung abzutrennen"]


@pytest.mark.parametrize("template", ["clean", "modern", "classic", "minimal"])
def test_the_one_code_is_46_mm_wide_and_in_its_place(template: str, make: Make) -> None:
    (page,) = pictures(html_to_pdf(render_job(build_view(make(**BILL)), template)))

    (code,) = zxingcpp.read_barcodes(page, formats=zxingcpp.BarcodeFormat.QRCode)

    assert code.text == SWISS_PAYLOAD
    upper_left, lower_right = code.position.top_left, code.position.bottom_right
    assert (upper_left.x, upper_left.y) == pytest.approx((px(67), px(209)), abs=px(0.7))
    assert (lower_right.x, lower_right.y) == pytest.approx((px(113), px(255)), abs=px(0.7))


def test_nothing_of_the_invoice_reaches_into_it(make: Make, draw: Draw) -> None:
    """However full the page: the foot of the last page is the same picture, and the page's foot stands above it."""
    feet = []
    for count in (1, 4, 9, 14, 19, 30):
        pdf = draw(make(**BILL, lines=SHORT * count, notes="Thank you"))
        *before, last = pictures(pdf)
        feet.append(foot(last))
        number = len(before) + 1
        assert words_within(pdf, number - 1, 0, 175, 210, 187)[-1].endswith(f"Seite {number} von {number}")
        for page in range(len(before)):
            assert words_within(pdf, page, 0, 285, 210, 297)[-1].endswith(f"Seite {page + 1} von {number}")
            assert "Zahlteil" not in " ".join(words_within(pdf, page, 0, 0, 210, 297))

    assert all(ImageChops.difference(feet[0], other).getbbox() is None for other in feet[1:])


def test_it_has_a_page_of_its_own_where_the_last_one_is_full(make: Make, draw: Draw) -> None:
    pages = {count: len(pictures(draw(make(**BILL, lines=SHORT * count)))) for count in (1, 12)}
    without = len(pictures(draw(make(**BILL | {"status": "draft"}, lines=SHORT * 12))))

    assert pages[1] == 1
    assert (without, pages[12]) == (1, 2)


def test_the_engine_as_it_came_draws_the_same(make: Make, draw: Draw, read: Read) -> None:
    data = make(**BILL, lines=SHORT * 16)

    ours = draw(data)
    with as_it_came():
        theirs = draw(data)

    (*_, last), (*_, other) = pictures(ours), pictures(theirs)
    assert read(ours) == read(theirs)
    assert len(read(ours)) == 2
    assert ImageChops.difference(foot(last), foot(other)).getbbox() is None


def test_who_pays_is_left_open_between_corners(make: Make, draw: Draw) -> None:
    pdf = draw(make(**BILL | {"to_rows": (Row("", "Acme", "company"),)}))

    (page,) = pictures(pdf)
    assert words_within(pdf, 0, 5, 204, 57, 260)[-1] == "Zahlbar durch (Name/Adresse)"
    for left, width, height in ((5, 52, 20), (118, 65, 25)):
        rows = [y for y in range(px(225), px(282)) if _is_two_marks(page, left, width, y)]
        assert rows[-1] - rows[0] == pytest.approx(px(height), abs=2)


def _is_two_marks(page: Image.Image, left: float, width: float, y: int) -> bool:
    """Whether the row is black for 3 mm at both ends, and white between."""
    row = page.crop((px(left), y, px(left + width), y + 1)).point(lambda shade: 255 * (shade < 128))
    between = row.crop((px(3.3), 0, row.width - px(3.3), 1))
    return between.getbbox() is None and sum(row.tobytes()) // 255 == pytest.approx(2 * px(3), abs=4)


def test_the_longest_bill_stays_in_its_sections(make: Make, draw: Draw) -> None:
    long = (
        Row("", "N" * 70, "company"),
        Row("", "Strassenname" * 5 + " 12", "address_line"),
        Row("", "2501", "postal_code"),
        Row("", "O" * 35, "city"),
        Row("", "CH", "country"),
    )
    plain = SWISS | {"payment_rows": (PLAIN_SWISS_IBAN,), "from_rows": long, "to_rows": long}
    data = make(**BILL | with_row(plain, "reference", "RF18 5390 0754 7034"), number="W" * 140)

    *_, last = pictures(draw(replace(data, amount_due=Decimal("999999999.99"))))

    gutters = [(57.5, 61), (205.5, 209)]
    assert all(_empty(last, left, 193, right, 296) for left, right in gutters)
    assert _empty(last, 113.5, 197, 117.5, 282)
    assert _empty(last, 63, 282.5, 209, 296)


def _empty(page: Image.Image, left: float, top: float, right: float, bottom: float) -> bool:
    return page.crop((px(left), px(top), px(right), px(bottom))).getextrema() == (255, 255)


@pytest.mark.parametrize("name", ["Petrović & Kőszegi", "Žižek Șerban", "Łukasz œuvre ÿ"])
def test_every_letter_that_a_bill_may_have_is_drawn(name: str, make: Make, draw: Draw) -> None:
    pdf = draw(make(**BILL | with_row(SWISS, "account_name", name)))

    assert name in words_within(pdf, 0, 118, 197, 205, 282)


def test_on_letter_paper_and_on_a_screen_there_is_the_code_alone(make: Make, draw: Draw, read: Read) -> None:
    letter = build_view(make(**BILL | {"paper": "letter"}))

    (page,) = read(html_to_pdf(render_job(letter)))
    screen = render_html(build_view(make(**BILL)), on_paper=False)

    for text in (page, screen):
        assert "Mit QR-Rechnung zahlen: Code scannen" in text
        assert "Empfangsschein" not in text


def test_from_right_to_left_its_sides_stay(make: Make, draw: Draw) -> None:
    twins = [pictures(draw(make(**BILL | {"language": language})))[-1] for language in ("en", "ar")]

    assert ImageChops.difference(*map(foot, twins)).getbbox() is None


@pytest.mark.parametrize(
    ("number", "first", "size", "text"),
    [("CH4431999123000889012", 4, 4, "CH44 3199 9123 0008 8901 2"), ("210000", 2, 5, "21 0000"), ("", 4, 4, "")],
)
def test_numbers_are_read_in_groups(number: str, first: int, size: int, text: str) -> None:
    assert grouped(number, first, size).replace("\u00a0", " ") == text
