"""What stands in the view: which rows, in which order, under which words."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from app.rendering.data import DiscountData, DocumentData, LineData, Row, TaxLineData, TaxRate
from app.rendering.present import KINDS, build_view
from app.rendering.view import DocumentView, Emphasis, Fact, Mark, PartyRow, TaxRow, TotalRow

Make = Callable[..., DocumentData]


def test_the_worked_example_prints_what_was_said(make: Make) -> None:
    view = build_view(make())

    assert (view.kind_title, view.number_label, view.number_text) == ("Invoice", "Invoice number", "INV-2026-0001")
    assert view.facts == (
        Fact("Invoice date", "January 15, 2026"),
        Fact("Due date", "February 14, 2026"),
        Fact("Amount due", "$1,650.00", strong=True),
    )
    assert view.seller.rows == (PartyRow("Smith LLC", strong=True), PartyRow("John Smith"))
    assert view.buyer.heading == "Bill to"
    line = view.lines[0]
    assert (line.position, line.name, line.quantity, line.unit) == ("1", "Consulting", "10", "hour")
    assert (line.unit_price, line.amount, line.note) == ("150.00", "1,500.00", None)
    assert view.totals == (
        TotalRow("Subtotal", "$1,500.00"),
        TotalRow("Tax 10% on $1,500.00", "$150.00"),
        TotalRow("Total", "$1,650.00", Emphasis.TOTAL),
        TotalRow("Amount due", "$1,650.00", Emphasis.DUE),
    )
    assert view.payment_rows == (Fact("Bank", "Chase Bank"), Fact("Account", "1234567890"))
    assert view.headings.amount == "Amount (USD)"
    assert (view.language, view.direction, view.page_size) == ("en", "ltr", "letter")


def test_the_totals_name_every_discount_tax_and_payment(make: Make) -> None:
    data = make(
        discounts=(
            DiscountData("Loyalty", Decimal(150), Decimal(10)),
            DiscountData("", Decimal("50.5")),
            DiscountData("Spring 5% off", Decimal(5), Decimal(5)),
        ),
        taxes=(
            TaxLineData("VAT", Decimal(20), Decimal(1000), Decimal(200), inclusive=True),
            TaxLineData("VAT", Decimal("5.5"), Decimal(100), Decimal("5.5")),
            TaxLineData("IRPF", Decimal(15), Decimal(1000), Decimal(150), withholding=True),
        ),
        amount_paid=Decimal(500),
        amount_due=Decimal(1150),
    )

    assert [(row.label, row.amount, row.emphasis) for row in build_view(data).totals] == [
        ("Subtotal", "$1,500.00", Emphasis.NORMAL),
        ("Loyalty 10%", "-$150.00", Emphasis.NORMAL),
        ("Discount", "-$50.50", Emphasis.NORMAL),
        ("Spring 5% off", "-$5.00", Emphasis.NORMAL),
        ("VAT 5.5%", "$5.50", Emphasis.NORMAL),
        ("IRPF 15% withheld", "-$150.00", Emphasis.NORMAL),
        ("Total", "$1,650.00", Emphasis.TOTAL),
        ("incl. VAT 20%", "$200.00", Emphasis.REMARK),
        ("Amount paid", "-$500.00", Emphasis.NORMAL),
        ("Amount due", "$1,150.00", Emphasis.DUE),
    ]
    assert build_view(data).taxes == (
        TaxRow("VAT", "20%", "$1,000.00", "$200.00"),
        TaxRow("VAT", "5.5%", "$100.00", "$5.50"),
        TaxRow("IRPF", "15%", "$1,000.00", "-$150.00"),
    )


def test_a_line_shows_its_own_discount_and_taxes(make: Make) -> None:
    def line(**fields: object) -> LineData:
        return LineData("Work", Decimal(1), Decimal(100), Decimal(90), **fields)  # type: ignore[arg-type]

    vat = TaxRate("VAT", Decimal(20), inclusive=True)
    irpf = TaxRate("IRPF", Decimal(15), withholding=True)
    lines = (
        line(discount=Decimal(10), discount_percentage=Decimal(10)),
        line(discount=Decimal(10)),
        line(taxes=(vat, irpf)),
        line(taxes=()),
    )

    view = build_view(make(lines=lines))

    assert [(shown.discount, shown.note) for shown in view.lines] == [
        ("10%", None),
        ("-10.00", None),
        ("", "incl. VAT 20% · IRPF 15% withheld"),
        ("", "no tax"),
    ]
    assert (view.columns.discount > 0, view.columns.unit) == (True, 0)


@pytest.mark.parametrize(
    ("status", "number", "mark", "number_text"),
    [
        ("draft", None, Mark.DRAFT, "DRAFT"),
        ("draft", "INV-7", Mark.DRAFT, "INV-7"),
        ("issued", "INV-7", None, "INV-7"),
        ("sent", "INV-7", None, "INV-7"),
        ("paid", "INV-7", Mark.PAID, "INV-7"),
        ("void", "INV-7", Mark.VOID, "INV-7"),
    ],
)
def test_the_mark_tells_the_status(
    make: Make, status: str, number: str | None, mark: Mark | None, number_text: str
) -> None:
    view = build_view(make(status=status, number=number))

    assert (view.mark, view.number_text) == (mark, number_text)


def test_a_paid_invoice_says_when(make: Make) -> None:
    view = build_view(make(status="paid", paid_at=date(2026, 2, 1)))

    assert Fact("Paid on", "February 1, 2026") in view.facts


def test_rows_carry_a_label_only_where_it_says_something(make: Make) -> None:
    rows = (
        Row("Name", "Jane Doe", "name"),
        Row("Address", "1 Main Street"),
        Row("City", "Springfield", "city"),
        Row("State", "IL", "region"),
        Row("ZIP", "62701", "postal_code"),
        Row("VAT ID:", "GB123", "tax_id"),
        Row("", "jane@example.com", "email"),
        Row("Attn", "Accounts"),
    )

    assert build_view(make(to_rows=rows)).buyer.rows == (
        PartyRow("Jane Doe", strong=True),
        PartyRow("1 Main Street"),
        PartyRow("Springfield, IL 62701"),
        PartyRow("GB123", "VAT ID"),
        PartyRow("jane@example.com", "Email"),
        PartyRow("Accounts", "Attn"),
    )


def test_a_postcode_stays_before_its_town_where_it_was_said_first(make: Make) -> None:
    rows = (Row("Zip", "20457", "postal_code"), Row("City", "Hamburg", "city"))

    assert build_view(make(to_rows=rows)).buyer.rows == (PartyRow("20457 Hamburg"),)


def test_an_iban_prints_in_groups_of_four(make: Make) -> None:
    view = build_view(make(payment_rows=(Row("", "DE89 370400440532013000", "iban"),)))

    assert view.payment_rows == (Fact("IBAN", "DE89\u00a03704\u00a00044\u00a00532\u00a00130\u00a000"),)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_document_has_its_own_words(make: Make, kind: str) -> None:
    view = build_view(make(type=kind))

    assert view.kind_title.lower().replace(" ", "_") == kind
    assert [fact.label for fact in view.facts][-1] == ("Amount due" if kind == "invoice" else "Total")


def test_a_document_in_german_is_german_throughout(make: Make) -> None:
    view = build_view(make(locale="DE", language="de", currency="EUR", number=None, status="draft"))

    assert (view.kind_title, view.number_text, view.buyer.heading) == ("Rechnung", "ENTWURF", "Rechnung an")
    assert view.facts[0] == Fact("Rechnungsdatum", "15. Januar 2026")
    assert view.totals[-1].amount == "1.650,00\u00a0€"
    assert view.headings.page == ("Seite\u00a0", "\u00a0von\u00a0", "")


def test_an_empty_document_still_makes_a_view() -> None:
    nothing = Decimal(0)

    view = build_view(DocumentData(currency="JPY", lines=(), subtotal=nothing, total=nothing, amount_due=nothing))

    assert isinstance(view, DocumentView)
    assert view.facts == (Fact("Amount due", "¥0", strong=True),)


def test_a_second_language_stands_beside_the_first(make: Make) -> None:
    view = build_view(make(language="de", second_language="en-GB"))

    assert view.kind_title == "Rechnung / Invoice"
    assert view.language == "de"
