"""Values behind a label: title, invoice number, references; `notes` has the notes, `accounts` the bank details."""

import re

from app.llm.providers.offline.names import name_stop
from app.llm.providers.offline.notes import closing, digits, read_note, read_notes
from app.llm.providers.offline.page import Page

_VALUE_KINDS = ("word", "number", "code", "numeric_date", "money", "phone", "date")
MOST_LABELS = 400
"""Each of these values stands once in an invoice: after so many labels without one there is none."""
_JOINTS = "-/._#"
_GIVING = 5
"""How far before its label the verb stands that gives a number."""
_LEAST_DIGITS = 3
_APART = frozenset("-–—:|/")
_CODED = re.compile(r"[^\W\d_].*-.*")
_PREFIX = re.compile(r"([a-z]{2,7})[-_/]?\d")
_YEARLY = re.compile(r"20\d\d[/-]\d{1,6}|\d{1,6}/20\d\d")
_FILLERS = (":", "=", "#", ".")


def read_texts(page: Page) -> None:
    """Title and notes: whole quotations or the rest of the sentence, before anything in them is read as a fact."""
    read_notes(page)
    for position in page.places("title_label", "notes_label"):
        if width := page.cue(position, "title_label"):
            _read_title(page, position, width)
        elif width := page.cue(position, "notes_label"):
            read_note(page, position, width)


def _read_title(page: Page, position: int, width: int) -> None:
    start = page.skip_links(position + width, ":", "=")
    labelled = start > position + width
    if start >= len(page):
        return
    stop = closing(page, start)
    if stop is not None:
        page.facts.title = page.words(start + 1, stop)
        page.take(position, stop + 1)
    elif not labelled and not _is_in_name(page, position) and (end := name_stop(page, start)) > start:
        page.facts.title = page.words(start, end)
        page.take(position, end)
    elif labelled and (page.starts_line(position) or page.ends_sentence(position - 1)):
        stop = page.line_end(start) if page.starts_line(position) else page.sentence_end(start)
        page.facts.title = page.words(start, stop) or None
        page.take(position, stop)


def _is_in_name(page: Page, position: int) -> bool:
    """The "Title" of "Beacon Title Agency"; and one that opens a sentence has a mark behind it."""
    if position == 0 or page.ends_sentence(position - 1):
        return True
    pair = page.tokens[position - 1 : position + 1]
    return all(token.kind == "word" and token.text[0].isupper() for token in pair)


def read_identifiers(page: Page) -> None:
    """Invoice number and order reference: a label, then a value with digits."""
    for position in range(len(page)):
        if page.starts_line(position):
            _read_prefixed(page, position)
    for position in page.places("number_label", "invoice_noun", "reference_label")[:MOST_LABELS]:
        if width := page.cue(position, "number_label", "invoice_noun"):
            _read_number(page, position, width)
        elif width := page.cue(position, "reference_label"):
            _read_reference(page, position, width)


def read_subject(page: Page, position: int) -> None:
    """The number in "Subject: Invoice SR-0457", a line of which nothing else is read."""
    stop = page.line_end(position)
    noun = page.find_cue(position, stop, "number_label", "invoice_noun")
    found = value_after(page, noun + page.cue(noun, "number_label", "invoice_noun")) if noun is not None else None
    text = page.words(*found) if found and found[1] <= stop else ""
    if digits(text) and (_CODED.fullmatch(text) or _YEARLY.fullmatch(text)) and not page.facts.number:
        page.facts.number = text


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
    behind = page.low(position + width)
    marked = behind in page.lexicon.words["links"] | set(_FILLERS) or page.starts_line(position)
    given = _given(page, position)
    coded = _CODED.fullmatch(text) is not None or (bare and _YEARLY.fullmatch(text) is not None)
    if not digits(text) or (bare and not marked and not coded and given is None):
        return
    after = page.tokens[found[1]] if found[1] < len(page) else None
    if bare and text.isdecimal() and after is not None and after.kind == "word" and after.text[0].islower():
        return  # "n. 3 revisioni"
    if not label and not coded and behind != "#" and not _is_number_of(page, position, *found):
        return  # "invoice 3 chairs": without a label only what cannot be a quantity.
    page.facts.number = text
    page.take(position if given is None else given, found[1])


def _given(page: Page, position: int) -> int | None:
    """Where the "give it" begins that stands before a label: "and give it number 12", "ponle el número 12"."""
    start, verb = position, None
    articles = page.lexicon.words["articles"] | page.lexicon.words["object_pronouns"]
    while start > max(0, position - _GIVING) and page.free(start - 1) and not page.ends_sentence(start - 1):
        start -= 1
        if page.cue(start, "number_verb"):
            verb = start
        elif verb is not None:
            return verb - (page.low(verb - 1) in page.lexicon.words["extras"])
        elif page.low(start) not in articles:
            return None
    return verb


def _is_number_of(page: Page, noun: int, start: int, stop: int) -> bool:
    """ "Invoice 4417 for X: …": three digits or more, and other numbers left to be prices; "2026/14" at once.

    Where a line begins with it, "inv 88 - …" has a number too, for nothing is counted before a mark.
    """
    text = page.words(start, stop)
    apart = page.low(stop) in _APART and (page.low(stop) in ":|" or page.tokens[stop].gap > 0)
    opens = page.starts_line(noun) and apart and start == noun + 1
    plain = text.isdecimal() and (len(text) >= _LEAST_DIGITS or opens)
    ends = page.cue(stop, "to_weak", "to_label", "issued_cue") or page.low(stop) in (":", ",", "\n", "") or apart
    others = (token.kind == "number" or token.text in "$€£" for token in page.tokens[stop:])
    return _YEARLY.fullmatch(text) is not None or (plain and bool(ends) and any(others))


def _read_prefixed(page: Page, position: int) -> None:
    """ "INV-0042 …" where a line begins."""
    token = page.tokens[position]
    head = _PREFIX.match(token.low) if token.kind == "code" and not token.taken else None
    if head and head[1] in page.lexicon.words["number_prefixes"] and not page.facts.number:
        stop = page.glued_stop(position)
        page.facts.number = page.words(position, stop)
        page.take(position, stop)


def _read_reference(page: Page, position: int, width: int) -> None:
    found = value_after(page, position + width)
    if found and digits(page.words(*found)) and not page.facts.reference:
        prefix = "PO " if page.low(position).startswith("p") and not page.low(found[0]).startswith("po") else ""
        page.facts.reference = prefix + page.words(*found)
        page.take(position, found[1])
