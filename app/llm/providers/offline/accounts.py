"""Where to pay to: IBAN, BIC, account and routing numbers, and the telephones that are paid to."""

import re

from app.llm.providers.offline.facts import Row
from app.llm.providers.offline.labels import MOST_LABELS, value_after
from app.llm.providers.offline.notes import digits
from app.llm.providers.offline.page import Page

_LEAST_MOBILE = 7
_BIC = re.compile(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")
_PAYMENT = {
    "account_label": ("Account", "account_number"),
    "routing_label": ("Routing number", "routing_number"),
    "sort_label": ("Sort code", "sort_code"),
    "bic_label": ("BIC", "bic"),
}


def read_accounts(page: Page) -> None:
    """A label, then a value with digits; an IBAN says itself what it is."""
    for position, token in enumerate(page.tokens):
        if token.kind == "iban" and not token.taken:
            page.facts.payment_rows.append(_row("IBAN", token.text, "iban"))
            page.take(position - 1 if page.cue(position - 1, "iban_label") else position, position + 1)
    for cue, (label, name) in _PAYMENT.items():
        for position in page.places(cue):
            _read_payment(page, position, page.cue(position, cue), label, name)
    for position in page.places("mobile_label"):
        _read_mobile(page, position, page.cue(position, "mobile_label"))
    for position in page.places("iban_label")[:MOST_LABELS]:
        if width := page.cue(position, "iban_label"):
            _read_doubtful_iban(page, position, width)


def _row(label: str, value: str, field: str) -> Row:
    return {"label": label, "value": value, "field": field}


def _read_payment(page: Page, position: int, width: int, label: str, field: str) -> None:
    if not width:
        return  # Taken meanwhile, as part of the value before.
    found = value_after(page, position + width)
    if found is None:
        return
    start, stop = found
    if field != "bic":
        while stop < min(len(page), start + 6) and page.tokens[stop].kind == "number" and page.tokens[stop].gap == 1:
            stop += 1  # 12 34 56 78
    text = page.words(start, stop)
    fits = _BIC.fullmatch(text) if field == "bic" else digits(text) >= 4
    if fits:
        page.facts.payment_rows.append(_row(label, text, field))
        page.take(position, stop)


def _read_mobile(page: Page, position: int, width: int) -> None:
    """ "por Bizum al 600 111 222": paid to a telephone."""
    start = next((at for at in range(position + width, min(len(page), position + 5)) if _is_digits(page, at)), None)
    if not width or start is None:
        return
    stop = start
    while stop < min(len(page), start + 6) and (_is_digits(page, stop) or _joins(page, stop)):
        stop += 1
    if digits(page.words(start, stop)) >= _LEAST_MOBILE:
        page.facts.payment_rows.append(
            _row(page.words(position, position + width), page.words(start, stop), "payment_link")
        )
        page.take(position, stop)


def _joins(page: Page, at: int) -> bool:
    """The hyphen of "555-0117"."""
    return page.low(at) == "-" and not page.tokens[at].gap and _is_digits(page, at + 1) and not page.tokens[at + 1].gap


def _is_digits(page: Page, at: int) -> bool:
    return page.free(at) and (page.tokens[at].kind == "phone" or page.low(at).replace("+", "").isdecimal())


def _read_doubtful_iban(page: Page, position: int, width: int) -> None:
    start = page.skip_links(position + width, ":", "=")
    if start >= len(page) or page.tokens[start].kind == "iban":
        return
    stop = start
    while stop < min(len(page), start + 12) and page.tokens[stop].kind in ("code", "number", "word"):
        token = page.tokens[stop]
        if token.kind == "word" and not token.text.isupper():
            break
        stop += 1
    text = page.words(start, stop)
    if 15 <= len(text.replace(" ", "")) <= 34 and digits(text) >= 8:
        page.facts.payment_rows.append(_row("IBAN", text, "iban"))
        page.facts.doubt("iban_check_digits", "payment_details", "The check digits of the IBAN do not fit.")
        page.take(position, stop)
