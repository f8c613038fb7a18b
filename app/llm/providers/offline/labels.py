"""Values behind a label: title, notes, invoice number, references; `accounts` has the bank details."""

import re

from app.llm.providers.offline.names import name_stop
from app.llm.providers.offline.page import Page

_VALUE_KINDS = ("word", "number", "code", "numeric_date", "money", "phone", "date")
_LONGEST_PUT = 24
MOST_LABELS = 400
"""Each of these values stands once in an invoice: after so many labels without one there is none."""
_JOINTS = "-/._#"
_YEARLY = re.compile(r"20\d\d[/-]\d{1,6}|\d{1,6}/20\d\d")
_FILLERS = (":", "=", "#", ".")
_QUOTES = {'"': '"', "“": "”", "„": "“", "«": "»", "'": "'"}


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
    stop = sentence if digits(page.words(behind, sentence)) or begin < position - 3 else stop
    spans = [span for span in ((behind, stop), (begin, position)) if digits(page.words(*span))]
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
    """Invoice number and order reference: a label, then a value with digits."""
    for position in page.places("number_label", "invoice_noun", "reference_label")[:MOST_LABELS]:
        if width := page.cue(position, "number_label", "invoice_noun"):
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


def digits(text: str) -> int:
    """How many there are."""
    return sum(character.isdecimal() for character in text)


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
    if not digits(text) or (bare and not marked and not coded):
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
    if found and digits(page.words(*found)) and not page.facts.reference:
        prefix = "PO " if page.low(position).startswith("p") and not page.low(found[0]).startswith("po") else ""
        page.facts.reference = prefix + page.words(*found)
        page.take(position, found[1])
