"""What a later sentence says of an item told before: another price, another count, or that it goes."""

from collections.abc import Iterator
from decimal import Decimal

from app.llm.providers.offline.chunks import sentences
from app.llm.providers.offline.lines import Line
from app.llm.providers.offline.page import Page
from app.llm.providers.offline.stems import are_told_apart, stems_in, stems_of

_AMENDS = frozenset({"correction", "correction_weak", "aside", "amends"})


def amend(page: Page, lines: list[Line]) -> list[Line]:
    """The lines as they stand in the end."""
    named: set[str] = set()
    for phrase, said_at in page.left_out:
        words = frozenset(filter(None, phrase))
        if not named.isdisjoint(words):
            continue  # "the fabric we bought ourselves, so it doesn't go on the invoice" is said of one thing.
        told = [line for line in lines if line.start < said_at or _is_quoted(page, line)]
        gone = _best([line for line in told if not are_told_apart(page, phrase, line.name)], words)
        lines = [line for line in lines if line is not gone]
        named |= words & stems_in(gone.name) if gone else set()
    lines = _without_quoted(page, lines)
    if any(not _AMENDS.isdisjoint(token.cues) for token in page.tokens if token.cues):
        for start, stop in _amending(page):
            lines = _with_new_count(page, lines, start, stop)
            lines = _with_new_price(page, lines, start, stop)
    return lines


def _amending(page: Page) -> Iterator[tuple[int, int]]:
    for start, stop in sentences(page):
        if any(not _AMENDS.isdisjoint(token.cues) for token in page.tokens[start:stop] if token.cues):
            yield start, stop


def _best(lines: list[Line], words: frozenset[str]) -> Line | None:
    """The line that shares most words, if any does; of several the one with the shortest name."""
    shared = [line for line in lines if stems_in(line.name) & words]
    return max(shared, key=lambda line: (len(stems_in(line.name) & words), -len(stems_in(line.name))), default=None)


def _with_new_price(page: Page, lines: list[Line], start: int, stop: int) -> list[Line]:
    """ "Actually the shelves were £78 each" gives the shelves told before their price."""
    for line in lines:
        if not start <= line.start < stop or line.price is None or line.quantity is not None:
            continue
        if page.find_word(start, stop, page.lexicon.words["another"]) is not None:
            continue  # "The extra cleaning was $60" is one more.
        told = _best([other for other in lines if other.start < start and other.price], stems_in(line.name))
        if told is not None:
            told.price = line.price
            return [other for other in lines if other is not line]
    return lines


def _with_new_count(page: Page, lines: list[Line], start: int, stop: int) -> list[Line]:
    """ "In the end only 7 dinners" gives the dinners of another sentence their count."""
    count = _only_count(page, start, stop)
    if count is None:
        return lines
    others = [line for line in lines if not start <= line.start < stop and line.price is not None]
    told = _best(others, stems_of(page, start, stop))
    if told is None:
        return lines
    told.quantity = count
    return [line for line in lines if not start <= line.start < stop]


def _only_count(page: Page, start: int, stop: int) -> Decimal | None:
    """The one number of a sentence without money, if it counts things and no time or measure."""
    numbers = [at for at in range(start, stop) if page.free(at) and page.tokens[at].number is not None]
    numbers = [at for at in numbers if not page.cue(at + 1, "left_out")]  # "7 dinners, one was cancelled"
    if len(numbers) != 1 or page.tokens[numbers[0]].kind != "number" or page.tokens[numbers[0]].unit:
        return None
    return None if page.low(numbers[0] + 1) in page.lexicon.units else page.tokens[numbers[0]].number


def _without_quoted(page: Page, lines: list[Line]) -> list[Line]:
    """An estimate in the quoted mail is no item beside what the new mail says of the same."""
    new = [line for line in lines if not _is_quoted(page, line)]
    if len(new) == len(lines):
        return lines
    said = frozenset(word for line in new if line.price is not None for word in stems_in(line.name))
    kept = [line for line in lines if line in new or said.isdisjoint(stems_in(line.name))]
    return sorted(kept, key=lambda line: not _is_quoted(page, line))  # What is added stands behind what was listed.


def _is_quoted(page: Page, line: Line) -> bool:
    return page.low(page.line_start(line.start)) == ">"
