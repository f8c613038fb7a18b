"""Which side of a colon names the item: "work in May: paint rooms", "das Bad: 22 m² Fliesen", "babysitting: Mon 4h"."""

from app.llm.providers.offline.clauses import Stretch
from app.llm.providers.offline.entries import label_stop
from app.llm.providers.offline.lines import TIME
from app.llm.providers.offline.page import Page
from app.llm.providers.offline.weak import are_weak, is_calendar

_SHEET = 3
_DASHES = frozenset("-–—")
_Spans = list[Stretch]


def after_colon(page: Page, before: _Spans, count: int | None, after: _Spans) -> tuple[int, int]:
    """Of "work in May: paint rooms" the part behind the colon; of "work in May: 12 articles" the articles."""
    start, stop = before[0].start, before[-1].stop
    if count is not None and (headed := _before_days(page, before, count)):
        return headed
    colons = [index for index in range(start, stop) if _is_colon(page, index)]
    if colons:
        first = next(run.start for run in before if run.start > colons[-1])
        dated = all(page.low(index) in page.lexicon.weekdays for index in range(first, stop))
        dull = dated or _lasts(page, first, stop, count) or are_weak(page, first, stop)  # "the logo: done"
        return (start, before[0].stop) if dull else (first, stop)
    counted = count is not None and stop <= count - 1 and page.low(count - 1) == ":"
    if not counted or not after or count is None:
        led = page.find_cue(max(0, start - _SHEET), start, "sheet_noun") is not None
        return _to_taken(page, start, stop) if led else (start, stop)
    # "das Bad: 22 m² Fliesen", but the unit may also belong to the name: "a website: 8 page designs".
    behind = 1 + (page.low(count + 1) in page.lexicon.units)
    return (after[0].start, after[0].stop) if count < after[0].start <= count + behind else (start, stop)


def _is_colon(page: Page, index: int) -> bool:
    """Or the dash of "Design for X - logo $320": between blanks, behind what is read already."""
    if page.low(index) == ":":
        return True
    return page.low(index) in _DASHES and page.tokens[index].gap > 0 and index > 0 and page.tokens[index - 1].taken


def _lasts(page: Page, start: int, stop: int, count: int | None) -> bool:
    """ "interpreting: calls of 35 min and 50 min": one word for the times tells less than what they were spent on."""
    linked = (
        count is not None and stop == start + 1 and count == stop + 1 and page.low(stop) in page.lexicon.words["of"]
    )
    return linked and (page.tokens[stop + 1].unit or page.lexicon.units.get(page.low(stop + 2))) in TIME


def _to_taken(page: Page, start: int, stop: int) -> tuple[int, int]:
    """As far as nobody has understood anything in between."""
    return start, next((at for at in range(start, stop) if page.tokens[at].taken), stop)


def _before_days(page: Page, before: _Spans, count: int) -> tuple[int, int] | None:
    """Of "sheet for Ann, babysitting: Mon 4h, Tue 5h" what stands before the colon that the days follow."""
    for place, run in enumerate(before):
        mark = run.stop
        if not all(is_calendar(page, each.start, each.stop) for each in before[place + 1 :]):
            continue  # "for the term: Monday piano, 11 lessons"
        days = page.low(mark) == ":" and label_stop(page, mark + 1) > mark + 1
        if days and mark < count:
            return run.start, run.stop
    return None
