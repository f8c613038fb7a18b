"""How the writer wants the hours laid out: all on one line, a line for each entry, or one for each kind of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from app.llm.providers.offline.page import Page
from app.llm.providers.offline.timesheets.cells import PERIODS

_LONGEST = 14
_NEAR = 10
_QUOTES = frozenset('«“„"”»')

Mode = Literal["one", "each", "group"]


@dataclass(frozen=True)
class Layout:
    """What is said of lines; `count` of "in two lines"."""

    mode: Mode | None = None
    count: int = 0


def layout_of(page: Page) -> Layout:
    """The wish, whose clause is taken, so that it names nothing."""
    separate, grouped = page.places("separate_lines"), page.places("group_lines")
    one = [at for at in page.places("one_line") if page.find_cue(at + 1, at + 3, "per", "each") is None]
    counted = _counted(page)
    count = int(page.tokens[counted[0]].number or 0) if counted else 0
    mode: Mode | None = None
    told = list(_told_lines(page))
    separate += [at for at, period in told if period]
    grouped += [at for at, period in told if not period]
    grouped += [at for at in range(1, len(page)) if _is_line(page, at) and _parted(page, at)]
    if grouped:
        mode = "group"
    elif one and not any(abs(at - other) < _NEAR for at in one for other in separate[:_NEAR]) and count < 2:
        mode = "one"
    elif separate:
        mode = "each"
    for at in (*separate, *grouped, *one, *counted):
        _take_clause(page, at)
    return Layout(mode, count)


def _is_line(page: Page, at: int) -> bool:
    """ "line", also as part of "one line", which is one token."""
    return page.low(at).rpartition(" ")[2] in page.lexicon.words["line_words"]


def _parted(page: Page, at: int) -> bool:
    """ "one line for hedges and one for lawns", "all the framing on one line and the drywall on another"."""
    stop = min(page.sentence_end(at), at + _NEAR)
    ones = page.lexicon.words["ones"]
    further = (index for index in range(at + 1, stop) if page.low(index) in ones and page.cue(index + 1, "to_weak"))
    return next(further, None) is not None or page.find_cue(at + 1, stop, "and_one_for") is not None


def _told_lines(page: Page) -> Iterator[tuple[int, bool]]:
    """What lines are for in "one line per week", "je Woche eine Zeile", and whether that is a stretch of time."""
    for at, token in enumerate(page.tokens):
        if token.taken or not _is_line(page, at):
            continue
        for index in (at + 1, at + 2, at - 2, at - 3, at - 4):
            width = page.cue(index, "per", "each") if page.low(index) not in page.lexicon.words["articles"] else 0
            unit = page.lexicon.units.get(page.low(index + width)) if width else None
            if unit in PERIODS or unit in ("month", "quarter"):
                yield at, True
                break
            if unit == "person":
                yield at, False
                break


def _counted(page: Page) -> list[int]:
    """ "two lines": a number before the word for a line."""
    lines = page.lexicon.words["line_words"]
    return [
        at
        for at, token in enumerate(page.tokens)
        if token.kind == "number" and not token.taken and token.number and page.low(at + 1) in lines
    ][:_NEAR]


def _take_clause(page: Page, at: int) -> None:
    start, stop = page.clause(at)
    stop = next((index for index in range(at, min(stop, at + _LONGEST)) if page.low(index) == ":"), stop)
    if stop - start > _LONGEST:
        start, stop = at, at + 1
    quoted = next((index for index in range(start, stop) if page.low(index) in _QUOTES), stop)
    if quoted > at:
        stop = quoted  # "one line «front desk»"
    said = page.find_cue(start, stop, "bill_verb", "invoice_noun", "to_label", "to_weak", "same_price")
    priced = any(page.free(index) and page.tokens[index].kind in ("money", "percent") for index in range(start, stop))
    parties = any(page.tokens[index].taken for index in range(start, stop))
    if said is None and not priced and not parties:
        page.take(start, stop)
        return
    width = page.cue(at, "separate_lines", "group_lines", "one_line") or 2
    page.take(at, at + width)
