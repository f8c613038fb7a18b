"""Postal blocks: a name on lines of its own with street, postcode and the numbers of the firm below it.

They are read before dates and amounts are, for "Breite Str. 5", "24103 Kiel" and "Av. 24 de Julho 1500" hold neither.
"""

import re
from dataclasses import dataclass

from app.llm.providers.offline.addresses import is_country
from app.llm.providers.offline.details import DETAILS, PartyWriter, Side
from app.llm.providers.offline.names import name_stop
from app.llm.providers.offline.page import Page
from app.llm.providers.offline.senders import customer_writes, named_payer
from app.llm.providers.offline.streets import is_street_line, is_town_line

_MOST_ABOVE = 5
_MOST_BELOW = 5
_LONGEST_LINE = 16
_LONGEST_TEXT = 120
_CITY = r"[^\W\d_][^\d:€$£%]{1,60}"
_TOWN = re.compile(rf"(?:[A-Z]{{1,3}}[- ])?\d{{4,5}}(?:-\d{{3}})?(?: [A-Z]{{2}}\b)?,? {_CITY}")
_STREET = re.compile(r"[^\W\d_].* (?:n\.?º ?)?\d+[^\s,:]{0,4}(?:,? [^\d:€$£%]{1,20}\d{0,4})?|\d+[^\W\d_]?,? [^\W\d_].*")
_WHOLE = re.compile(
    r".*\b(?:[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}|[A-Z]{2} \d{5}(?:-\d{4})?|[A-Z]\d[A-Z] \d[A-Z]\d)"
    r"|\d+[^\W\d_]?(?:[/-]\d+)? [^\W\d_][^:€$£%]*, [^\W\d_][^,\d:€$£%]* \d{4,6}"
    rf"|[^\W\d_][^:€$£%]* \d+\w{{0,2}}, (?:[A-Z]{{1,2}}-)?\d{{4,5}}(?:-\d{{3}})? {_CITY}"
    rf"|\d+\w{{0,2}}(?: (?:bis|ter))?,? [^\W\d_][^:€$£%]*, (?:[A-Z]{{1,2}}-)?\d{{4,5}} {_CITY}"
)
_NO_DETAIL = frozenset(":@=*•$€£%?!>[]{}")
_SIDE_LABELS: tuple[tuple[Side, tuple[str, ...]], ...] = (
    ("from", ("from_label", "from_head", "own_side")),
    ("to", ("to_label", "to_weak", "address_label", "client_side")),
)


@dataclass
class Block:
    """Lines [first, last] of the page, as spans of tokens, and whose they are, where that is said."""

    lines: list[tuple[int, int]]
    side: Side | None
    label: tuple[int, int] | None


def read_blocks(page: Page) -> None:
    """Take every postal block and write its rows to the side that its label or its place tells."""
    blocks = _blocks(page)
    writer = PartyWriter(page)
    signed = _signed_from(page)
    _tell_sides(page, blocks, signed)
    for block in blocks:
        if block.side and block.side not in writer.found:
            _write(page, writer, block.side, block)


def _tell_sides(page: Page, blocks: list[Block], signed: int) -> None:
    """Below the closing of a mail stands who wrote it; of two blocks without a label the first is the letter head."""
    said = {block.side for block in blocks if block.side}
    by_customer = customer_writes(page)
    payer = named_payer(page)
    unsaid = [block for block in blocks if block.side is None]
    for block in unsaid:
        if block.lines[0][0] > signed and not by_customer:
            block.side = "from"
        elif payer and "from" not in said and not _names(page, block, payer):
            block.side = "from"  # "Bill Ada Moor $260 …" above the block of somebody else.
        elif "to" not in said and not (len(unsaid) > 1 and block is unsaid[0] and "from" not in said):
            block.side = "to"
        else:
            block.side = "from"
        said.add(block.side)


def _names(page: Page, block: Block, name: tuple[int, int]) -> bool:
    """Whether one word of the name stands in the block."""
    lows = {page.low(at) for start, stop in block.lines for at in range(start, stop)}
    return any(page.low(at) in lows for at in range(*name))


def _signed_from(page: Page) -> int:
    """Where the last line opens that only takes leave; behind everything, when none does."""
    places = [at for at in page.places("closing") if page.starts_line(at) and page.line_end(at) - at <= _MOST_ABOVE]
    return places[-1] if places else len(page)


def _blocks(page: Page) -> list[Block]:
    lines = _lines(page)
    found: list[Block] = []
    used = -1
    for index in range(len(lines)):
        if index <= used or not _is_anchor(page, lines, index):
            continue
        first = _first(page, lines, index, used)
        if first == index:
            continue
        last = index
        while last + 1 < len(lines) and last - index < _MOST_BELOW and _goes_on(page, lines, last + 1):
            last += 1
        found.append(_labelled(page, lines, first, last))
        used = last
    return found


def _lines(page: Page) -> list[tuple[int, int]]:
    """The spans of all lines; a blank one is an empty span."""
    spans, start = [], 0
    while start < len(page):
        stop = page.line_end(start)
        spans.append((start, stop))
        start = stop + 1
    return spans


def _text(page: Page, line: tuple[int, int]) -> str:
    return page.words(*line).rstrip(" ,.")


def _is_short(page: Page, line: tuple[int, int]) -> bool:
    start, stop = line
    return 0 < stop - start <= _LONGEST_LINE and all(page.free(index) for index in range(start, stop))


def _is_anchor(page: Page, lines: list[tuple[int, int]], index: int) -> bool:
    """A town with its postcode below a street, a whole address in one line, or the number of a firm."""
    line = lines[index]
    if index == 0 or not _is_short(page, line) or _has_label(page, line):
        return False
    if page.tokens[line[0]].kind == "tax_id":
        return line[1] - line[0] <= 3
    text = _text(page, line)
    if len(text) > _LONGEST_TEXT:
        return False
    if _WHOLE.fullmatch(text):
        return True
    above = lines[index - 1]
    if is_street_line(page, *line) and _is_name_line(page, above):
        return True
    return bool(_TOWN.fullmatch(text)) and _is_short(page, above) and _is_street(page, above)


def _is_name_line(page: Page, line: tuple[int, int]) -> bool:
    """ "Moss & Fern" above a street without a postcode: a name and nothing more, perhaps behind its label."""
    start, stop = line
    start += _label_width(page, line) if _has_label(page, line) else 0
    lead = page.cue(start, "invoice_noun", "bill_verb", "request")
    return start < stop and not lead and _is_short(page, line) and name_stop(page, start) == stop


def _is_street(page: Page, line: tuple[int, int]) -> bool:
    return page.low(line[0]) in page.lexicon.words["streets"] or bool(_STREET.fullmatch(_text(page, line)))


def _first(page: Page, lines: list[tuple[int, int]], index: int, used: int) -> int:
    """The topmost line above that can be part of the block; its first word must be able to begin a name."""
    first = index
    while first - 1 > used and index - first < _MOST_ABOVE and _is_part(page, lines[first - 1]):
        first -= 1
        if _has_label(page, lines[first]):
            return first
    while first < index and not _opens_name(page, lines[first]):
        first += 1
    return first


def _is_part(page: Page, line: tuple[int, int]) -> bool:
    """No label alone, no sentence, no price: what can stand in an address."""
    start, stop = line
    if not _is_short(page, line) or _label_width(page, line) == stop - start:
        return False
    if page.cue(start, "greeting", "closing", "item_label") or page.tokens[stop - 1].low in (":", "?", "!", ";"):
        return False
    width = _label_width(page, line) if _has_label(page, line) else page.cue(start, "care_of")
    rest = page.tokens[start + width : stop]
    if any(token.low in _NO_DETAIL or token.kind in ("iban", "numeric_date") for token in rest):
        return False
    head = page.cue(start, "bill_verb", "invoice_noun", "request", "number_label", "due_cue", "issued_cue")
    return not (head and not width) and not _is_sentence(page, start, stop)


def _is_sentence(page: Page, start: int, stop: int) -> bool:
    """Most of its words begin small, and there are many; or a full stop ends more than an abbreviation."""
    words = [token for token in page.tokens[start:stop] if token.kind == "word"]
    small = sum(token.text[0].islower() for token in words)
    return small > 3 and small * 2 > len(words)


def _opens_name(page: Page, line: tuple[int, int]) -> bool:
    text = page.tokens[line[0]].text
    return text[0].isupper() or (text[0].isdigit() and line[1] > line[0] + 1 and page.tokens[line[0] + 1].gap <= 1)


def _goes_on(page: Page, lines: list[tuple[int, int]], index: int) -> bool:
    """Below the town: a number of the firm, mail, telephone, the country."""
    line = lines[index]
    if not _is_short(page, line):
        return False
    kind = page.tokens[line[0]].kind
    text = _text(page, line)
    above = lines[index - 1]
    anchored = _TOWN.fullmatch(text) is not None and _is_street(page, above)
    anchored = anchored or (
        is_street_line(page, *above) and (is_town_line(page, *line) or bool(_WHOLE.fullmatch(text)))
    )
    anchored = anchored or (is_street_line(page, *line) and page.tokens[above[0]].kind in DETAILS)
    labelled = page.cue(line[0], "tax_id_label", "phone_label", "email_label") > 0
    return kind in DETAILS or labelled or anchored or is_country(text)


def _label_width(page: Page, line: tuple[int, int]) -> int:
    """How many tokens at the start of the line are the label of a party, with its colon."""
    start, stop = line
    width = max(page.cue(start, *cues) for _, cues in _SIDE_LABELS)
    return width + (start + width < stop and page.low(start + width) == ":") if width else 0


def _has_label(page: Page, line: tuple[int, int]) -> bool:
    """ "Bill to: Finch Ltd": a label with its colon before a name."""
    width = _label_width(page, line)
    return width > 1 and page.low(line[0] + width - 1) == ":" and width < line[1] - line[0]


def _labelled(page: Page, lines: list[tuple[int, int]], first: int, last: int) -> Block:
    """The block with its label: before the name, or alone on the line above."""
    inside = _label_width(page, lines[first]) if _has_label(page, lines[first]) else 0
    above = next((at for at in range(first - 1, max(-1, first - 3), -1) if lines[at][0] < lines[at][1]), None)
    label, spans = None, lines[first : last + 1]
    if inside:
        label = (lines[first][0], lines[first][0] + inside)
        spans = [(lines[first][0] + inside, lines[first][1]), *spans[1:]]
    elif above is not None and _label_width(page, lines[above]) == lines[above][1] - lines[above][0]:
        label = lines[above]
    return Block(spans, _label_side(page, label[0]) if label else None, label)


def _label_side(page: Page, position: int) -> Side:
    widths = {side: page.cue(position, *cues) for side, cues in _SIDE_LABELS}
    own = page.cue(position, "own_side") > 0
    return "from" if own or widths["from"] > widths["to"] else "to"


def _write(page: Page, writer: PartyWriter, side: Side, block: Block) -> None:
    for count, (start, stop) in enumerate(block.lines):
        if count == 0:
            writer.name_line(side, start, stop)
        else:
            writer.detail_line(side, start, stop)
        page.take(start, stop)
    if block.label:
        page.take(*block.label)
    writer.found.add(side)
