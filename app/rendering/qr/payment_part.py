"""A Swiss QR-bill as it is printed: the payment part with its receipt (SIX, Style Guide QR-bill)."""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from app.rendering.qr.details import Address
from app.rendering.qr.picture import corner_marks, draw_swiss_code
from app.rendering.qr.swiss import SwissBill
from app.rendering.view import PaymentPart

_WORDS = Path(__file__).with_name("bill.toml")
_HOMES = frozenset(("CH", "LI"))
# Section 3.5.4: the fields that the payer fills in, in the receipt and beside the code.
_RECEIPT_FIELD_MM, _PAYER_FIELD_MM = (52, 20), (65, 25)


def build_payment_part(bill: SwissBill, language: str) -> PaymentPart:
    """The bill in German, French or Italian, in English for every other language."""
    words = _words()
    return PaymentPart(
        code_png=draw_swiss_code(bill.payload, quiet_mm=0)[0],
        account=(grouped(bill.iban), *_lines(bill.creditor)),
        reference=_reference(bill),
        message=bill.message,
        payer=tuple(_lines(bill.debtor)) if bill.debtor else (),
        currency=bill.currency,
        amount=f"{bill.amount:,.2f}".replace(",", "\u00a0"),
        words=words.get(language, words["en"]),
        receipt_field_png=corner_marks(*_RECEIPT_FIELD_MM),
        payer_field_png=corner_marks(*_PAYER_FIELD_MM),
    )


def grouped(number: str, first: int = 4, size: int = 4) -> str:
    """ "CH44 3199 9123 0008 8901 2": with blanks that no line ends at."""
    starts = range(first, len(number), size)
    return "\u00a0".join([number[:first], *(number[start : start + size] for start in starts)])


def _reference(bill: SwissBill) -> str:
    return grouped(bill.reference, first=2, size=5) if bill.kind == "QRR" else grouped(bill.reference)


def _lines(address: Address) -> Iterator[str]:
    yield address.name
    if address.street:
        yield f"{address.street} {address.house_number}".rstrip()
    abroad = f"{address.country}-" if address.country not in _HOMES else ""
    yield f"{abroad}{address.postal_code} {address.town}"


@cache
def _words() -> dict[str, dict[str, str]]:
    return tomllib.loads(_WORDS.read_text("utf-8"))
