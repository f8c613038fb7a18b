"""What can be read in the file again: text, pages, properties."""

import io
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from pypdf import PdfReader

from app.rendering.data import DocumentData, LineData, Row

Make = Callable[..., DocumentData]
Draw = Callable[[DocumentData], bytes]
Read = Callable[[bytes], list[str]]


def test_the_worked_example_reads_as_it_was_said(make: Make, draw: Draw, read: Read) -> None:
    (page,) = read(draw(make()))

    for words in (
        "Invoice number INV-2026-0001",
        "Consulting Services - January 2026",
        "Invoice date January 15, 2026 Due date February 14, 2026 Amount due $1,650.00",
        "Smith LLC John Smith",
        "Bill to Acme Corp",
        "1 Consulting 10 hour 150.00 1,500.00",
        "Subtotal $1,500.00 Tax 10% on $1,500.00 $150.00 Total $1,650.00 Amount due $1,650.00",
        "Payment details Bank Chase Bank Account 1234567890",
        "Page 1 of 1",
    ):
        assert words in page


def test_a_file_tells_its_title_author_date_and_language(make: Make, draw: Draw) -> None:
    reader = PdfReader(io.BytesIO(draw(make(from_rows=(Row("", "Smith & <Söhne> 🎉", "company"),)))))

    assert reader.metadata is not None
    assert reader.metadata.title == "Invoice INV-2026-0001"
    assert reader.metadata.author == "Smith & <Söhne>"
    assert reader.metadata.subject == "Consulting Services - January 2026"
    assert str(reader.metadata.creation_date) == "2026-01-15 00:00:00+00:00"
    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert [float(side) for side in reader.pages[0].mediabox[2:]] == [612, 792]


def test_the_same_document_makes_the_same_bytes(make: Make, draw: Draw) -> None:
    assert draw(make()) == draw(make())


def test_every_font_is_embedded(make: Make, draw: Draw) -> None:
    reader = PdfReader(io.BytesIO(draw(make(to_rows=(Row("", "ישראל شركة", "company"),)))))

    names = {
        str(font["/BaseFont"]) for font in (f.get_object() for f in reader.pages[0]["/Resources"]["/Font"].values())
    }

    assert {name.split("+")[-1] for name in names} >= {"Inter-Regular", "Inter-SemiBold"}
    assert any("Hebrew" in name for name in names)
    assert any("Arabic" in name for name in names)


def test_a_document_with_nothing_on_it_is_drawn(make: Make, draw: Draw, read: Read) -> None:
    empty = make(lines=(), from_rows=(), to_rows=(), payment_rows=(), taxes=(), title=None, issued_at=None, due_at=None)

    (page,) = read(draw(empty))

    assert "Amount due" in page
    assert "Bill to" not in page


def test_a_draft_says_draft_where_the_number_goes(make: Make, draw: Draw, read: Read) -> None:
    (page,) = read(draw(make(status="draft", number=None)))

    assert page.count("DRAFT") == 2  # Beside the title and in the footer.
    assert "Invoice number" not in page


def test_many_items_keep_their_order_heads_and_page_numbers(make: Make, draw: Draw, read: Read) -> None:
    line = LineData("Work", Decimal(1), Decimal(1), Decimal(1), description="One line.\nAnother line.")
    lines = tuple(replace(line, name=f"Work number {number}.") for number in range(1, 61))

    pages = read(draw(make(lines=lines)))

    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page
    for page in pages[:-1]:
        assert "# Description Qty" in page
    text = " ".join(pages)
    positions = [text.index(f"Work number {number}.") for number in range(1, 61)]
    assert positions == sorted(positions)


def test_the_totals_are_never_divided_by_a_page_end(make: Make, draw: Draw, read: Read) -> None:
    (line,) = make().lines
    for count in (15, 17, 19):
        pages = read(draw(make(lines=(line,) * count)))
        (totals,) = [page for page in pages if "Subtotal" in page]
        assert "Amount due $1,650.00" in totals[totals.index("Subtotal") :]


def test_long_words_and_long_texts_are_printed_whole(make: Make, draw: Draw, read: Read) -> None:
    word = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
    line = replace(make().lines[0], name=word, description="lorem ipsum " * 166 + "end.")

    text = "".join(read(draw(make(lines=(line,), notes="note " * 800 + "over.")))).replace(" ", "")

    assert word in text
    assert "loremipsumend." in text
    assert "noteover." in text


def test_names_from_right_to_left_are_drawn_and_emoji_are_not(make: Make, draw: Draw, read: Read) -> None:
    (page,) = read(draw(make(from_rows=(Row("", "חברה", "company"),), to_rows=(Row("", "Jane 🎉 Doe", "name"),))))

    assert set("חברה") <= set(page)
    assert "Jane Doe" in page
    assert "🎉" not in page
