"""The code on an invoice that a telephone reads to pay it. No code rather than a wrong one.

`swiss` and `sepa` say what the code of each standard holds, `picture` draws it, `payment_part` is the Swiss bill as a
whole.
"""

from dataclasses import replace
from urllib.parse import urlsplit

from app.rendering.data import DocumentData
from app.rendering.labels import Labels
from app.rendering.qr.details import Account, find
from app.rendering.qr.payment_part import build_payment_part
from app.rendering.qr.picture import draw_code, draw_swiss_code
from app.rendering.qr.sepa import sepa_payload
from app.rendering.qr.swiss import swiss_bill
from app.rendering.view import Qr

_PAYABLE = frozenset(("issued", "sent"))
_LONGEST_LINK = 300


def build_qr(data: DocumentData, labels: Labels, language: str) -> Qr | None:
    """The code to pay this document by: a Swiss QR-bill, a SEPA credit transfer, or a link, the first that its rows
    allow. None for what is not to be paid (a draft, a paid or void invoice, any other kind of document), and where a
    detail is missing or breaks the standard. `language` is that of a Swiss bill's payment part."""
    if data.type != "invoice" or data.status not in _PAYABLE or data.amount_due <= 0:
        return None
    account = Account.of(data)
    bill = swiss_bill(data, account) if account else None
    if bill:
        return replace(_qr(draw_swiss_code(bill.payload), labels["qr.swiss"]), part=build_payment_part(bill, language))
    payload = sepa_payload(data, account) if account else None
    if payload:
        return _qr(draw_code(payload), labels["qr.epc"])
    link = payment_link(data)
    return _qr(draw_code(link), labels["qr.link"]) if link else None


def payment_link(data: DocumentData) -> str | None:
    """The page where the invoice can be paid, if the rows name one that is safe to follow."""
    link = find(data.payment_rows, "payment_link") or ""
    try:
        parts = urlsplit(link)
        is_page = parts.scheme == "https" and bool(parts.hostname) and not parts.username
    except ValueError:
        return None
    is_plain = link.isascii() and link.isprintable() and " " not in link
    return link if is_page and is_plain and len(link) <= _LONGEST_LINK else None


def _qr(picture: tuple[bytes, float], caption: str) -> Qr:
    png, width_mm = picture
    return Qr(png, caption, width_mm)
