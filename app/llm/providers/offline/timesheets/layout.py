"""How the writer wants the hours laid out: all on one line, a line for each entry, or one for each kind of them."""

from dataclasses import dataclass
from typing import Literal

from app.llm.providers.offline.page import Page

_LONGEST = 14
_NEAR = 10

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
    if grouped:
        mode = "group"
    elif one and not any(abs(at - other) < _NEAR for at in one for other in separate[:_NEAR]) and count < 2:
        mode = "one"
    elif separate:
        mode = "each"
    for at in (*separate, *grouped, *one, *counted):
        _take_clause(page, at)
    return Layout(mode, count)


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
    said = page.find_cue(start, stop, "bill_verb", "invoice_noun", "to_label", "to_weak", "same_price")
    priced = any(page.free(index) and page.tokens[index].kind in ("money", "percent") for index in range(start, stop))
    parties = any(page.tokens[index].taken for index in range(start, stop))
    if said is None and not priced and not parties:
        page.take(start, stop)
        return
    width = page.cue(at, "separate_lines", "group_lines", "one_line") or 2
    page.take(at, at + width)
