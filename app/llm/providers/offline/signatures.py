"""Who signs: the lines below "Best regards", the name behind "Thanks," or behind a dash on the last line."""

from itertools import pairwise

from app.llm.providers.offline.addresses import address_stop
from app.llm.providers.offline.details import DETAILS, PartyWriter, Side
from app.llm.providers.offline.names import is_person, name_stop
from app.llm.providers.offline.page import Page
from app.llm.providers.offline.senders import customer_writes

_LONGEST_CLOSING = 4
_MOST_TOKENS = 60
_LONGEST_NAME = 8
_DASHES = frozenset("-–—")
_MARKS = frozenset(",|()·•;\n") | _DASHES
_ENDS = frozenset(".!?\n")
"""What can stand before a signature: the end of a sentence, or a blank line."""


def read_signature(page: Page, writer: PartyWriter) -> None:
    """Take what stands below the last closing: the seller, unless the customer wrote ("could you bill us")."""
    for position in reversed(page.places("closing")):
        if not page.starts_line(position) and not page.ends_sentence(position - 1):
            continue
        start = _behind_closing(page, position)
        if start is None:
            continue
        stop = min(len(page), _last_line_end(page, start))
        if not _signs(page, start, stop):
            continue
        _sign(page, writer, start, stop)
        page.take(position, stop)
        return
    if not _read_dashed(page, writer):
        _read_unclosed(page, writer)


def _behind_closing(page: Page, position: int) -> int | None:
    """Where the name can begin; None when the words go on ("thanks for the quick answer")."""
    width = page.cue(position, "closing")
    start = page.skip(position + width, ",", ".", "!", *_DASHES)
    if start >= page.line_end(position):
        return min(len(page), page.line_end(position) + 1)
    small = page.line_end(position) - position <= _LONGEST_CLOSING and page.starts_line(position)
    named = page.tokens[start].text[0].isupper() and start > position + width
    return start if named else (page.line_end(position) + 1 if small else None)


def _last_line_end(page: Page, start: int) -> int:
    """Of a mail with another one quoted below, the signature ends where that begins."""
    first, last = page.skip(start, "\n"), min(len(page), start + _MOST_TOKENS + 1)
    quoted = (at for at in range(first + 1, last) if page.tokens[at].taken and page.starts_line(at))
    return next((at for at in quoted if page.low(at - 2) in ("\n", "")), len(page))


def _signs(page: Page, start: int, stop: int) -> bool:
    """Nothing to pay stands there, and no number but those of an address or of a contact."""
    if stop - start > _MOST_TOKENS:
        return False
    position = start
    while position < stop:
        token = page.tokens[position]
        if token.kind in ("money", "percent") and not token.taken:
            return False
        if token.number is not None and not token.taken:
            begin = max(start, page.line_start(position))
            begin = max([begin, *(at + 1 for at in range(begin, position) if page.low(at) in _MARKS)])
            end = address_stop(page, begin)
            if end <= position:
                return False
            position = end
        position += 1
    return True


def _sign(page: Page, writer: PartyWriter, start: int, stop: int) -> bool:
    """Segment by segment between line ends, commas and bars; words of a role ("Accounts clerk") are left out."""
    side: Side = "to" if customer_writes(page) else "from"
    parted = _parted(page, start, stop)
    names = [span for span in parted if _is_name(page, *span) and page.tokens[span[0]].kind not in DETAILS]
    telling = len(names) > 1 or any(end > begin + 1 for begin, end in names)
    if side in writer.found or (side == "to" and not telling):
        return False  # "Thanks, Mia" tells who wrote, but not whom to bill.
    named = 0
    for begin, end in parted:
        named += _segment(page, writer, side, begin, end, named, stop)
    if named:
        writer.found.add(side)
    return named > 0


def _parted(page: Page, start: int, stop: int) -> list[tuple[int, int]]:
    bounds = [start - 1, *(at for at in range(start, stop) if _is_mark(page, at)), stop]
    return [(left + 1, right) for left, right in pairwise(bounds) if left + 1 < right]


def _is_mark(page: Page, at: int) -> bool:
    token = page.tokens[at]
    if token.low == "," and page.low(at + 1) in page.lexicon.words["suffixes"]:
        return False
    return token.low in _MARKS and (token.low not in _DASHES or token.gap > 0)


def _segment(page: Page, writer: PartyWriter, side: Side, start: int, end: int, named: int, stop: int) -> int:
    """One segment becomes a row; 1 when it was a name."""
    for token in page.tokens[start:end]:
        if token.kind in DETAILS and not token.taken:
            label, field = DETAILS[token.kind]
            writer.row(side, label, token.text, field)
    if start >= end or page.tokens[start].kind in DETAILS or not page.free(start):
        return 0
    if address_stop(page, start) >= end:
        writer.address(side, start, end)
        return 0
    if not _is_name(page, start, end) or named > 1 or _is_job(page, start, end, named):
        return 0
    person = is_person(page, start, end) or (not named and _names_more(page, end + 1, stop))
    field = "name" if person else "company"
    writer.row(side, field.capitalize(), page.words(start, end), field)
    return 1


def _is_name(page: Page, start: int, end: int) -> bool:
    """Words that open with a capital, none of them a number: "Paws on Pine", and no sentence."""
    if end - start > _LONGEST_NAME or not page.tokens[start].text[0].isupper():
        return False
    words = all(token.kind in ("word", "code") or token.low in "&.'" for token in page.tokens[start:end])
    return words and (name_stop(page, start) >= end or page.tokens[end - 1].text[0].isupper())


def _is_job(page: Page, start: int, end: int, named: int) -> bool:
    """ "Office Manager" below a name, "Accounts Payable" without one."""
    jobs = page.lexicon.words["jobs"]
    lows = [page.low(at) for at in range(start, end)]
    return lows[-1] in jobs and (named > 0 or jobs.issuperset(lows))


def _names_more(page: Page, start: int, stop: int) -> bool:
    """A further name behind this one: then the first is the person's, the second the firm's."""
    while start < stop:
        end = next((at for at in range(start, stop) if _is_mark(page, at)), stop)
        if start < end and page.tokens[start].kind == "word" and _is_name(page, start, end):
            return True
        start = end + 1
    return False


def _read_dashed(page: Page, writer: PartyWriter) -> bool:
    """ "– Joe, Corkscrew Pianos" as the last line."""
    last = _own_end(page)
    start = page.line_start(last - 1) if last else 0
    if not 0 < start < last - 1 or page.low(start) not in _DASHES or page.low(page.line_start(start - 1)) in _DASHES:
        return False
    end = next((at for at in range(start + 1, last) if _is_mark(page, at)), last)
    signed = _is_name(page, start + 1, end) and _signs(page, start + 1, last)
    if signed:
        _sign(page, writer, start + 1, last)
        page.take(start, last)
    return signed


def _read_unclosed(page: Page, writer: PartyWriter) -> None:
    """ "Jo Amber", below it "Amber Saddlery", as the last lines of a letter that takes no leave."""
    start = last = _own_end(page)
    while start > 1 and last - start < _MOST_TOKENS:
        line = page.line_start(start - (1 if start == last else 2))
        if (start < last and page.low(start - 2) == "\n") or not _is_signature_line(page, line, page.line_end(line)):
            break
        start = line
    if start in (0, last) or page.low(start - 2) not in _ENDS or not _signs(page, start, last):
        return
    parted = _parted(page, start, last)
    told = customer_writes(page) or "to" in writer.found
    if told and len(parted) > 1 and _is_name(page, *parted[0]) and _sign(page, writer, start, last):
        page.take(start, last)


def _own_end(page: Page) -> int:
    """Behind the last word that is neither blank nor of an older mail below."""
    last = len(page)
    while last and (page.tokens[last - 1].kind == "line" or page.low(page.line_start(last - 1)) == ">"):
        last -= 1
    return last


def _is_signature_line(page: Page, start: int, stop: int) -> bool:
    """A name, an address, a job or a contact, and nothing that was read as anything else."""
    first = page.tokens[start]
    if not page.free(start) or page.low(stop - 1) in _ENDS or not (first.text[0].isalnum() or first.text == "+"):
        return False
    if first.kind in DETAILS or address_stop(page, start) >= stop:
        return True
    return all(_is_name(page, *span) or page.tokens[span[0]].kind in DETAILS for span in _parted(page, start, stop))
