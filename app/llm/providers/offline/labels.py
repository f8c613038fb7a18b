"""Values behind a label: title, notes, invoice number, references, bank details."""

import re

from app.llm.providers.offline.names import name_stop
from app.llm.providers.offline.page import Page, Row

_VALUE_KINDS = ("word", "number", "code", "numeric_date", "money", "phone", "date")
_LONGEST_PUT = 24
_MOST_LABELS = 400
"""Each of these values stands once in an invoice: after so many labels without one there is none."""
_LEAST_MOBILE = 8
_JOINTS = "-/._#"
_BIC = re.compile(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")
_YEARLY = re.compile(r"20\d\d[/-]\d{1,6}|\d{1,6}/20\d\d")
_FILLERS = (":", "=", "#", ".")
_QUOTES = {'"': '"', "“": "”", "„": "“", "«": "»", "'": "'"}

_PAYMENT = {
    "account_label": ("Account", "account_number"),
    "routing_label": ("Routing number", "routing_number"),
    "sort_label": ("Sort code", "sort_code"),
    "bic_label": ("BIC", "bic"),
}


def read_texts(page: Page) -> None:
    """Title and notes: whole quotations or the rest of the sentence, before anything in them is read as a fact."""
    for position, token in enumerate(page.tokens):
        if token.low in _QUOTES and not token.taken:
            _read_quoted(page, position)
    for position in page.places("notes_after"):
        if page.free(position):
            _read_put(page, position)
        if not page.facts.notes:
            _read_reported(page, position)
    for position in page.places("title_label", "notes_label"):
        if width := page.cue(position, "title_label"):
            _read_title(page, position, width)
        elif width := page.cue(position, "notes_label"):
            _read_note(page, position, width)


def _closing(page: Page, position: int) -> int | None:
    mark = _QUOTES.get(page.low(position))
    for stop in range(position + 1, min(page.line_end(position), position + 80) if mark else 0):
        if page.low(stop) == mark:
            return stop
    return None


def _read_quoted(page: Page, position: int) -> None:
    """A quotation that is said to go into the notes or to be the title."""
    stop = _closing(page, position)
    if stop is None:
        return
    text = page.words(position + 1, stop)
    if page.cue(stop + 1, "notes_after"):
        page.facts.notes.append(text)
    elif page.cue(stop + 1, "title_after"):
        page.facts.title = text
    else:
        return
    page.take(position, stop + 1)


def _read_put(page: Page, position: int) -> None:
    """ "put PO SA-204 in the notes"."""
    for start in range(position - 1, max(-1, position - _LONGEST_PUT), -1):
        if not page.free(start) or page.sentence_end(start) != page.sentence_end(position):
            return
        if width := page.cue(start, "put_verb"):
            text = page.words(start + width, position).strip(" :\"'“”")
            if text:
                page.facts.notes.append(text[0].upper() + text[1:])
            return


def _read_reported(page: Page, position: int) -> None:
    """ "Unsere Nummer B-7 bitte in den Bemerkungen angeben", "indique nas observações a ref. B-7": with its number."""
    behind = position + page.cue(position, "notes_after")
    begin = position
    while begin > max(0, position - _LONGEST_PUT) and page.free(begin - 1) and not page.ends_sentence(begin - 1):
        begin -= 1
    stop = min(page.line_end(position), behind + _LONGEST_PUT)
    sentence = min(stop, page.sentence_end(position))
    stop = sentence if _digits(page.words(behind, sentence)) or begin < position - 3 else stop
    spans = [span for span in ((behind, stop), (begin, position)) if _digits(page.words(*span))]
    taken = any(not page.free(index) for index in range(begin, stop))
    priced = any(page.tokens[index].low in "€$£%" for index in range(begin, stop))
    if not spans or taken or priced:
        return
    text = page.words(*spans[0]).strip(" :\"'“”")
    page.facts.notes.append(text[0].upper() + text[1:])
    page.take(begin, stop)


def _read_title(page: Page, position: int, width: int) -> None:
    start = page.skip_links(position + width, ":", "=")
    labelled = start > position + width
    if start >= len(page):
        return
    stop = _closing(page, start)
    if stop is not None:
        page.facts.title = page.words(start + 1, stop)
        page.take(position, stop + 1)
    elif not labelled and (end := name_stop(page, start)) > start:
        page.facts.title = page.words(start, end)
        page.take(position, end)
    elif labelled and page.starts_line(position):
        stop = page.line_end(start)
        page.facts.title = page.words(start, stop) or None
        page.take(position, stop)


def _read_note(page: Page, position: int, width: int) -> None:
    start = page.skip(position + width, ":", "that", "saying", "=", "-")
    if width == 1 and start == position + 1:
        return  # "note" in passing, not as a label.
    stop = page.sentence_end(start) if start < len(page) else start
    text = page.words(start, stop).strip("\"'“”")
    if text:
        page.facts.notes.append(text[0].upper() + text[1:])
        page.take(position, stop)


def read_identifiers(page: Page) -> None:
    """Invoice number, order reference, account numbers and the like: a label, then a value with digits."""
    for position, token in enumerate(page.tokens):
        if token.kind == "iban" and not token.taken:
            page.facts.payment_rows.append(_row("IBAN", token.text, "iban"))
            page.take(position - 1 if page.cue(position - 1, "iban_label") else position, position + 1)
    for cue, (label, name) in _PAYMENT.items():
        for position in page.places(cue):
            _read_payment(page, position, page.cue(position, cue), label, name)
    for position in page.places("mobile_label"):
        _read_mobile(page, position, page.cue(position, "mobile_label"))
    for position in page.places("iban_label", "number_label", "invoice_noun", "reference_label")[:_MOST_LABELS]:
        if width := page.cue(position, "iban_label"):
            _read_doubtful_iban(page, position, width)
        elif width := page.cue(position, "number_label", "invoice_noun"):
            _read_number(page, position, width)
        elif width := page.cue(position, "reference_label"):
            _read_reference(page, position, width)


def _series_width(page: Page, position: int) -> int:
    """The "FT" of "Fatura FT 2026/305"."""
    token = page.tokens[position] if page.free(position) else None
    series = token is not None and token.kind == "word" and token.text.isupper() and len(token.text) <= 3
    found = value_after(page, position + 1) if series else None
    return int(found is not None and _YEARLY.fullmatch(page.words(*found)) is not None)


def value_after(page: Page, position: int) -> tuple[int, int] | None:
    """The run of glued tokens behind a label and its filler words: (start, stop)."""
    start = page.skip_links(position, *_FILLERS)
    if start >= len(page) or page.tokens[start].kind not in _VALUE_KINDS or not page.free(start):
        return None
    stop = start + 1
    while stop < len(page) and page.tokens[stop].gap == 0:
        token = page.tokens[stop]
        joint = token.text in _JOINTS and stop + 1 < len(page) and page.tokens[stop + 1].gap == 0
        inner = joint and page.tokens[stop + 1].kind in _VALUE_KINDS
        if token.kind not in _VALUE_KINDS and not inner:
            break
        stop += 1
    return start, stop


def _digits(text: str) -> int:
    return sum(character.isdecimal() for character in text)


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
    fits = _BIC.fullmatch(text) if field == "bic" else _digits(text) >= 4
    if fits:
        page.facts.payment_rows.append(_row(label, text, field))
        page.take(position, stop)


def _read_mobile(page: Page, position: int, width: int) -> None:
    """ "por Bizum al 600 111 222": paid to a telephone."""
    start = next((at for at in range(position + width, min(len(page), position + 5)) if _is_digits(page, at)), None)
    if not width or start is None:
        return
    stop = start
    while stop < min(len(page), start + 6) and _is_digits(page, stop):
        stop += 1
    if _digits(page.words(start, stop)) >= _LEAST_MOBILE:
        page.facts.payment_rows.append(
            _row(page.words(position, position + width), page.words(start, stop), "payment_link")
        )
        page.take(position, stop)


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
    if 15 <= len(text.replace(" ", "")) <= 34 and _digits(text) >= 8:
        page.facts.payment_rows.append(_row("IBAN", text, "iban"))
        page.facts.doubt("iban_check_digits", "payment_details", "The check digits of the IBAN do not fit.")
        page.take(position, stop)


def _read_number(page: Page, position: int, width: int) -> None:
    series = _series_width(page, position + width)
    found = value_after(page, position + width + series)
    if found is None or page.facts.number:
        return
    text = page.words(*found)
    if series:
        page.facts.number = page.words(position + width, found[1])
        page.take(position, found[1])
        return
    label = "number_label" in page.tokens[position].cues
    bare = label and width == 1 and page.low(position) != "#"
    marked = page.low(position + width) in page.lexicon.words["links"] | set(_FILLERS) or page.starts_line(position)
    coded = "-" in text and text[0].isalpha()
    if not _digits(text) or (bare and not marked and not coded):
        return
    after = page.tokens[found[1]] if found[1] < len(page) else None
    if bare and text.isdecimal() and after is not None and after.kind == "word" and after.text[0].islower():
        return  # "n. 3 revisioni"
    if not label and not coded and page.low(position + width) != "#" and not _is_number_of(page, *found):
        return  # "invoice 3 chairs": without a label only what cannot be a quantity.
    page.facts.number = text
    page.take(position, found[1])


def _is_number_of(page: Page, start: int, stop: int) -> bool:
    """ "Invoice 4417 for X: …": three digits or more, and other numbers left to be prices; "2026/14" at once."""
    plain = page.words(start, stop).isdecimal() and len(page.words(start, stop)) >= 3
    ends = page.cue(stop, "to_weak", "to_label", "issued_cue") or page.low(stop) in (":", ",", "\n", "")
    others = (token.kind == "number" or token.text in "$€£" for token in page.tokens[stop:])
    return _YEARLY.fullmatch(page.words(start, stop)) is not None or (plain and bool(ends) and any(others))


def _read_reference(page: Page, position: int, width: int) -> None:
    found = value_after(page, position + width)
    if found and _digits(page.words(*found)) and not page.facts.reference:
        prefix = "PO " if page.low(position).startswith("p") and not page.low(found[0]).startswith("po") else ""
        page.facts.reference = prefix + page.words(*found)
        page.take(position, found[1])
