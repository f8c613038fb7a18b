"""What goes into the notes: quotations, what is said to be put there, and what a label leads to."""

from app.llm.providers.offline.page import Page

_LONGEST = 24
_LONGEST_QUOTE = 80
_REFERRED = 40
"""How far back the number stands that "put it in the notes" means."""
_LEAST_DIGITS = 4
"""A bare number of so many can be one of an order."""
_MARKS = " :,\"'“”„«»"
_QUOTES = {'"': '"', "“": "”", "„": "“", "«": "»", "'": "'"}

_PARTIES = ("from_label", "to_label", "name_said")
_LONGEST_LABEL = 5


def read_notes(page: Page) -> None:
    """Before anything in them is read as a fact. Labels are left to `read_note`."""
    for position, token in enumerate(page.tokens):
        if token.low in _QUOTES and not token.taken:
            _read_quoted(page, position)
    for position in page.places("notes_after", "notes_weak"):
        if page.free(position) and not (_read_behind(page, position) or _read_put(page, position)):
            _read_reported(page, position)


def read_note(page: Page, position: int, width: int) -> None:
    """What stands behind a label: the quotation, else the rest of the sentence."""
    start = page.skip(position + width, ":", "that", "saying", "=", "-")
    if width == 1 and start == position + 1:
        return  # "note" in passing, not as a label.
    stop = page.sentence_end(start) if start < len(page) else start
    quoted = closing(page, start) if start < len(page) else None
    if quoted is None and page.low(start - 1) != ":" and _tells_charge(page, start, stop):
        page.take(position, start)
        return
    _note(page, page.words(start, stop if quoted is None else quoted))
    page.take(position, max(stop, (quoted or 0) + 1))


def _tells_charge(page: Page, start: int, stop: int) -> bool:
    """ "note that the £150 already includes 20% VAT": told to whoever makes the invoice; a colon would quote it."""
    percents = page.words_in(start, min(stop, start + _REFERRED), page.lexicon.words["percent"])
    named = any(page.low(at) in page.lexicon.tax_names for at in range(start, min(stop, start + _REFERRED)))
    return bool(percents) and (named or page.find_cue(start, stop, "discount") is not None)


def closing(page: Page, position: int) -> int | None:
    """Index of the mark that closes the quotation which opens at `position`."""
    mark = _QUOTES.get(page.low(position))
    for stop in range(position + 1, min(page.line_end(position), position + _LONGEST_QUOTE) if mark else 0):
        if page.low(stop) == mark or (mark == "“" and page.low(stop) in '"”'):
            return stop
    return None


def digits(text: str) -> int:
    """How many there are."""
    return sum(character.isdecimal() for character in text)


def _note(page: Page, text: str) -> None:
    text = text.strip(_MARKS)
    if text:
        page.facts.notes.append(text[0].upper() + text[1:])


def _read_quoted(page: Page, position: int) -> None:
    """A quotation that is said to go into the notes ("…" has to be on the invoice) or to be the title."""
    stop = closing(page, position)
    if stop is None:
        return
    text = page.words(position + 1, stop)
    place = page.skip(stop + 1, *page.lexicon.words["note_modals"])
    if width := page.cue(place, "notes_after", "notes_weak"):
        page.facts.notes.append(text)
        page.take(_lead(page, position), place + width)
    elif page.cue(stop + 1, "title_after"):
        page.facts.title = text
        page.take(position, stop + 1)


def _lead(page: Page, position: int) -> int:
    """Back over "please write", "it should say" to what stands before them."""
    small = page.lexicon.words["note_modals"] | page.lexicon.words["vague"]
    for start in range(position - 1, max(-1, position - 4), -1):
        if not page.free(start) or page.ends_sentence(start):
            break
        if not (page.cue(start, "put_verb") or page.low(start) in small):
            break
        position = start
    return position


def _read_behind(page: Page, position: int) -> bool:
    """ "in the notes: …", "state in the notes that …": the rest of the sentence."""
    place = position + page.cue(position, "notes_after", "notes_weak")
    if any(page.cue(position - back, *_PARTIES) > back for back in range(1, _LONGEST_LABEL)):
        return False  # "our name on it: Moss Rentals"
    start = place
    while page.free(start) and start < place + 4 and (page.cue(start, "put_verb", "request") or _is_small(page, start)):
        start += page.cue(start, "put_verb", "request") or 1
    led = page.find_cue(place, start, "put_verb") is not None
    put = next((at for at in range(max(0, position - 3), position) if page.cue(at, "put_verb")), None)
    told = put is not None and put + page.cue(put, "put_verb") == position and page.cue(position, "notes_after")
    if page.low(start - 1) != ":" and not ((told or led) and start <= page.sentence_end(position) - 1):
        return False
    stop = page.sentence_end(start) if start < len(page) else start
    if stop <= start or any(not page.free(at) for at in range(start, stop)):
        return False
    quoted = closing(page, start)
    stop = stop if quoted is None else quoted
    if not page.cue(position, "notes_after") and any(token.low in "€$£" for token in page.tokens[start:stop]):
        return False  # "Larkfield Scouts go on the bill: 12 tents, $15 each"
    _note(page, page.words(start, stop))
    page.take(_lead(page, position), stop + (quoted is not None))
    return True


def _read_put(page: Page, position: int) -> bool:
    """ "put PO SA-204 in the notes"; of "put it in the notes" the number that was said before."""
    weak = not page.cue(position, "notes_after")
    for start in range(position - 1, max(-1, position - _LONGEST), -1):
        if not page.free(start) or page.ends_sentence(start):
            return False
        if width := page.cue(start, "put_verb"):
            break
    else:
        return False
    stop = _trimmed(page, start + width, position)
    if weak and not any(_is_code(page, at) for at in range(start + width, stop)):
        return True  # "put the cleaning on the invoice"
    said = digits(page.words(start + width, stop)) or stop > start + width + 2
    _note(page, (None if said else _referred(page, start)) or page.words(start + width, stop))
    end = position + page.cue(position, "notes_after", "notes_weak")
    if page.find_cue(start + width, stop, "reference_label") is None:
        page.take(_lead(page, start), end)
    else:
        page.take(_lead(page, start), start + width)
        page.take(stop, end)
    return True


def _referred(page: Page, before: int) -> str | None:
    """ "their PO is WS-5521, please put the PO in the notes": the clause of the last number that names something."""
    for at in range(before - 1, max(-1, before - _REFERRED), -1):
        if page.free(at) and _is_code(page, at):
            start, stop = page.clause(at)
            return page.words(max(start, at - _LONGEST), min(stop, before))
    return None


def _trimmed(page: Page, start: int, stop: int) -> int:
    """Without the "has to go" that stands before the place."""
    while stop > start and (page.low(stop - 1) in page.lexicon.words["note_modals"] or page.low(stop - 1) == ","):
        stop -= 1
    return stop


def _is_code(page: Page, at: int) -> bool:
    """ "CM-40771", "77-812", "PO 450099"; no count and no price."""
    token = page.tokens[at]
    if token.kind != "number":
        return token.kind == "code"
    after = page.tokens[at + 1 : at + 3]
    if len(after) == 2 and after[0].text in "-/" and after[1].kind == "number" and not (after[0].gap or after[1].gap):
        return True
    named = page.find_cue(max(0, at - 4), at, "reference_label", "number_label") is not None
    return len(token.text) >= _LEAST_DIGITS and named


def _read_reported(page: Page, position: int) -> None:
    """ "Unsere Nummer B-7 bitte in den Bemerkungen angeben", "indique nas observações a ref. B-7": with its number."""
    weak = not page.cue(position, "notes_after")
    behind = position + page.cue(position, "notes_after", "notes_weak")
    begin = position
    while begin > max(0, position - _LONGEST) and page.free(begin - 1) and not page.ends_sentence(begin - 1):
        begin -= 1
    stop = min(page.line_end(position), behind + _LONGEST)
    sentence = min(stop, page.sentence_end(position))
    stop = sentence if digits(page.words(behind, sentence)) or begin < position - 3 else stop
    spans = [span for span in ((behind, stop), (begin, position)) if digits(page.words(*span))]
    closes = page.low(position - 1) in page.lexicon.words["note_modals"] or digits(page.tokens[position - 1].text) > 0
    if closes and spans and spans[-1] == (begin, position):
        spans, stop = spans[-1:], behind  # "Reference PRJ-7 goes in the notes", "with order PRJ-7 in the notes"
        begin = _opening(page, begin, position)
    taken = any(not page.free(index) for index in range(begin, stop))
    priced = any(page.tokens[index].low in "€$£%" for index in range(begin, stop))
    if not spans or taken or priced:
        return
    start, end = spans[0]
    if weak and not any(_is_code(page, at) for at in range(start, end)):
        return
    _note(page, page.words(_opening(page, start, end), _trimmed(page, start, end)))
    page.take(begin, stop)


def _is_small(page: Page, at: int) -> bool:
    return page.low(at) in page.lexicon.words["note_modals"] | page.lexicon.words["vague"] | {":", ",", "that"}


def _opening(page: Page, start: int, stop: int) -> int:
    """Where the note begins: behind "please write" and, of an order's number, with what it is of."""
    while start < stop and (_is_small(page, start) or page.cue(start, "put_verb", "notes_label")):
        start += page.cue(start, "put_verb") or 1
    label = page.find_cue(start, stop, "reference_label")
    own = label is not None and any(_is_code(page, at) for at in range(label, stop))
    return label if own and label is not None else start
