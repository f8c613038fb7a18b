"""The codes to pay by: what they hold, when there is none, and that a telephone reads them off the paper."""

from collections.abc import Callable
from decimal import Decimal

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from app.rendering.data import DocumentData, Row
from app.rendering.engine import html_to_pdf
from app.rendering.labels import load_labels
from app.rendering.pdf import render_job
from app.rendering.present import build_view
from app.rendering.qr import build_qr, payment_link
from app.rendering.qr.details import Account, country_code
from app.rendering.qr.sepa import sepa_payload
from app.rendering.qr.swiss import check_digit, swiss_bill

Make = Callable[..., DocumentData]
Draw = Callable[[DocumentData], bytes]

GERMAN = (Row("IBAN", "DE89 3704 0044 0532 0130 00", "iban"), Row("BIC", "COBADEFFXXX", "bic"))
SEPA = {
    "currency": "EUR",
    "from_rows": (Row("", "Müller & Söhne GmbH", "company"),),
    "payment_rows": GERMAN,
}
SWISS = {
    "currency": "CHF",
    "amount_due": Decimal("1949.75"),
    "from_rows": (
        Row("", "Robert Schneider AG", "company"),
        Row("", "Rue du Lac 1268", "address_line"),
        Row("", "2501", "postal_code"),
        Row("", "Biel", "city"),
        Row("", "Schweiz", "country"),
    ),
    "to_rows": (
        Row("", "Pia-Maria Rutschmann-Schnyder", "name"),
        Row("", "Grosse Marktgasse 28", "address_line"),
        Row("", "9400", "postal_code"),
        Row("", "Rorschach", "city"),
        Row("", "CH", "country"),
    ),
    "payment_rows": (
        Row("IBAN", "CH44 3199 9123 0008 8901 2", "iban"),
        Row("Reference", "21 00000 00003 13947 14300 09017", "reference"),
    ),
}
PLAIN_SWISS_IBAN = Row("IBAN", "CH58 0079 1123 0008 8901 2", "iban")


def with_row(data: dict[str, object], field: str, value: str) -> dict[str, object]:
    rows = tuple(row for row in data["payment_rows"] if row.field != field)  # type: ignore[attr-defined]
    return data | {"payment_rows": (*rows, Row(field, value, field))}


def sepa(data: DocumentData) -> str | None:
    account = Account.of(data)
    return sepa_payload(data, account) if account else None


def swiss(data: DocumentData) -> str | None:
    account = Account.of(data)
    bill = swiss_bill(data, account) if account else None
    return bill.payload if bill else None


def read_codes(pdf: bytes) -> list[str]:
    """What a camera reads off the printed pages, at 150 dots to the inch."""
    pages: list[Image.Image] = [page.render(scale=150 / 72).to_pil() for page in pypdfium2.PdfDocument(pdf)]
    return [code.text for page in pages for code in zxingcpp.read_barcodes(page, formats=zxingcpp.BarcodeFormat.QRCode)]


SEPA_PAYLOAD = (
    "BCD\n002\n1\nSCT\nCOBADEFFXXX\nMüller & Söhne GmbH\nDE89370400440532013000\nEUR1650.00\n\n\nINV-2026-0001"
)
SWISS_PAYLOAD = "\n".join(
    [
        *("SPC", "0200", "1", "CH4431999123000889012"),
        *("S", "Robert Schneider AG", "Rue du Lac", "1268", "2501", "Biel", "CH"),
        *[""] * 7,
        *("1949.75", "CHF"),
        *("S", "Pia-Maria Rutschmann-Schnyder", "Grosse Marktgasse", "28", "9400", "Rorschach", "CH"),
        *("QRR", "210000000003139471430009017", "INV-2026-0001", "EPD"),
    ]
)


@pytest.mark.parametrize("template", ["clean", "modern", "classic", "minimal"])
def test_a_sepa_code_is_read_off_the_paper(template: str, make: Make) -> None:
    assert read_codes(html_to_pdf(render_job(build_view(make(**SEPA)), template))) == [SEPA_PAYLOAD]


@pytest.mark.parametrize("template", ["clean", "modern", "classic", "minimal"])
def test_a_swiss_code_is_read_off_the_paper(template: str, make: Make) -> None:
    assert read_codes(html_to_pdf(render_job(build_view(make(**SWISS)), template))) == [SWISS_PAYLOAD]


def test_a_link_is_read_off_the_paper_where_no_bank_code_can_be(make: Make, draw: Draw) -> None:
    link = "https://pay.example/i/abc?x=1&y=%20"

    assert read_codes(draw(make(payment_rows=(Row("Pay", link, "payment_link"),)))) == [link]


def test_a_code_says_what_it_is_for_in_the_language_of_the_document(make: Make) -> None:
    view = build_view(make(**SEPA, language="de"))

    assert view.qr is not None
    assert view.qr.caption == "Per Überweisung zahlen: Code scannen"
    assert 20 < view.qr.width_mm < 45


def test_a_swiss_code_is_46_mm_wide_with_5_mm_of_white(make: Make) -> None:
    view = build_view(make(**SWISS))

    assert view.qr is not None
    assert view.qr.width_mm == pytest.approx(56, abs=0.1)


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "draft"},
        {"status": "paid"},
        {"status": "void"},
        {"type": "estimate"},
        {"type": "quote"},
        {"type": "receipt"},
        {"type": "credit_note"},
        {"type": "purchase_order"},
        {"amount_due": Decimal(0)},
        {"amount_due": Decimal(-5)},
    ],
)
def test_what_is_not_to_be_paid_has_no_code(fields: dict[str, object], make: Make) -> None:
    for data in (SEPA, SWISS, {"payment_rows": (Row("", "https://pay.example", "payment_link"),)}):
        assert build_qr(make(**data | fields), load_labels("en"), "en") is None


@pytest.mark.parametrize(
    ("change", "is_coded"),
    [
        ({}, True),
        ({"currency": "USD"}, False),
        ({"amount_due": Decimal("0.01")}, True),
        ({"amount_due": Decimal("0.001")}, False),
        ({"amount_due": Decimal("999999999.99")}, True),
        ({"amount_due": Decimal("1000000000")}, False),
        ({"from_rows": ()}, False),
        ({"from_rows": (Row("", "x" * 70, "company"),)}, True),
        ({"from_rows": (Row("", "x" * 71, "company"),)}, False),
        ({"from_rows": (Row("", "Party 🎉 GmbH", "company"),)}, False),
        ({"from_rows": (Row("", "a\u0000b", "company"),)}, False),
        ({"from_rows": (Row("", "Λ" * 70, "company"),), "number": "Ж" * 140}, False),
        ({"number": "n" * 140}, True),
        ({"number": "n" * 141}, False),
        (with_row(SEPA, "iban", "DE89 3704 0044 0532 0130 01"), False),
        (with_row(SEPA, "iban", "TR33 0006 1005 1978 6457 8413 26"), False),
        (with_row(SEPA, "iban", "GB29 NWBK 6016 1331 9268 19"), True),
        ({"payment_rows": (Row("", "GB29NWBK60161331926819", "iban"),)}, False),
        ({"payment_rows": (*GERMAN, Row("", "FR1420041010050500013M02606", "iban"))}, False),
        (with_row(SEPA, "bic", "NOBIC"), False),
    ],
)
def test_the_limits_of_a_sepa_code(change: dict[str, object], is_coded: bool, make: Make) -> None:
    assert (sepa(make(**{**SEPA, **change})) is not None) == is_coded


def test_a_reference_of_iso_11649_stands_in_its_own_place(make: Make) -> None:
    payload = sepa(make(**with_row(SEPA, "reference", "RF18 5390 0754 7034")))

    assert payload is not None
    assert payload.endswith("EUR1650.00\n\nRF18539007547034")


def test_the_holder_of_the_account_is_paid_not_the_letterhead(make: Make) -> None:
    payload = sepa(make(**with_row(SEPA, "account_name", "Erika Müller")))

    assert payload is not None
    assert "\nErika Müller\nDE89" in payload


def test_a_plain_swiss_account_takes_a_creditor_reference_or_none(make: Make) -> None:
    plain = SWISS | {"payment_rows": (PLAIN_SWISS_IBAN,)}

    assert str(swiss(make(**plain))).endswith("\nNON\n\nINV-2026-0001\nEPD")
    referred = str(swiss(make(**with_row(plain, "reference", "RF18 5390 0754 7034"))))
    assert referred.endswith("\nSCOR\nRF18539007547034\nINV-2026-0001\nEPD")


@pytest.mark.parametrize(
    ("change", "is_coded"),
    [
        ({}, True),
        ({"currency": "EUR"}, True),
        ({"currency": "USD"}, False),
        ({"amount_due": Decimal("1000000000")}, False),
        (with_row(SWISS, "reference", "21 00000 00003 13947 14300 09018"), False),
        (with_row(SWISS, "reference", "RF18539007547034"), False),
        ({"payment_rows": (Row("", "CH4431999123000889012", "iban"),)}, False),
        ({"payment_rows": (PLAIN_SWISS_IBAN, Row("", "210000000003139471430009017", "reference"))}, False),
        ({"payment_rows": (*SWISS["payment_rows"], Row("", "田中", "account_name"))}, False),  # type: ignore[misc]
        ({"from_rows": SWISS["from_rows"][:2]}, False),  # type: ignore[index]
        ({"from_rows": SWISS["from_rows"][:4]}, True),  # type: ignore[index]
        ({"from_rows": (*SWISS["from_rows"][:4], Row("", "Atlantis", "country"))}, False),  # type: ignore[index]
        ({"from_rows": (Row("", "A" * 71, "company"), *SWISS["from_rows"][1:])}, False),  # type: ignore[index]
    ],
)
def test_the_limits_of_a_swiss_code(change: dict[str, object], is_coded: bool, make: Make) -> None:
    assert (swiss(make(**{**SWISS, **change})) is not None) == is_coded


def test_a_payer_whose_address_is_not_whole_is_left_open(make: Make) -> None:
    payload = swiss(make(**SWISS | {"to_rows": (Row("", "Acme", "company"),)}))

    assert str(payload).split("\n")[20:27] == [""] * 7


def test_euros_to_a_swiss_account_without_an_address_go_by_sepa_if_its_bic_is_known(make: Make) -> None:
    rows = (PLAIN_SWISS_IBAN, Row("", "POFICHBEXXX", "bic"))
    data = make(currency="EUR", from_rows=SEPA["from_rows"], payment_rows=rows)

    assert swiss(data) is None
    assert str(sepa(data)).startswith("BCD\n")


@pytest.mark.parametrize("digits", ["21000000000313947143000901", "00000000000000000000000001"])
def test_the_check_digit_of_a_qr_reference(digits: str) -> None:
    assert check_digit(digits) == {"21000000000313947143000901": 7, "00000000000000000000000001": 1}[digits]


@pytest.mark.parametrize(
    ("link", "is_followed"),
    [
        ("https://pay.example/1", True),
        ("http://pay.example/1", False),
        ("javascript:alert(1)", False),
        ("https://user:pass@pay.example", False),
        ("https://", False),
        ("https://[", False),
        ("https://pay.example/a b", False),
        ("https://pay.example/" + "x" * 300, False),
        ("https://päy.example", False),
    ],
)
def test_only_a_plain_secure_link_is_coded(link: str, is_followed: bool, make: Make) -> None:
    assert (payment_link(make(payment_rows=(Row("", link, "payment_link"),))) is not None) == is_followed


@pytest.mark.parametrize(
    ("text", "code"),
    [("Switzerland", "CH"), ("Schweiz", "CH"), ("suisse", "CH"), ("Svizzera", "CH"), ("li", "LI"), ("Europe", None)],
)
def test_a_country_is_known_by_its_names(text: str, code: str | None) -> None:
    assert country_code(text) == code
