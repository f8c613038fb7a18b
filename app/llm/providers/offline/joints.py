"""Names in two parts: "kitchen: 4 wall units at 90", "group lunch, 16 set menus", "illustrating three books"."""

from app.llm.providers.offline.clauses import Stretch
from app.llm.providers.offline.page import Page
from app.llm.providers.offline.runs import counted_thing, name_words

_LEAD = 4
_LONGEST_HEAD = 5
_BULLETS = frozenset("-*•–—·+")
_Spans = list[Stretch]


def joint_name(page: Page, start: int, before: _Spans, count: int, price: int | None, after: _Spans) -> str:
    """A name in two parts, on both sides of the count."""
    parted = ""
    if before:
        parted = _headed(page, start, before, count, after) or _with_thing(page, before[-1], count, price, after)
        parted = parted or _around(page, before[-1], count, after)
    return parted or _with_vessel(page, before, count, price, after)


def _headed(page: Page, start: int, before: _Spans, count: int, after: _Spans) -> str:
    """Both of the line "kitchen: 4 wall units at 90"; of "work in May: 12 articles" only what is counted."""
    head = before[0]
    behind = count + 1 + (page.low(count + 1) in page.lexicon.units)
    alone = len(before) == 1 and head.start == start and head.stop == count - 1 and page.low(count - 1) == ":"
    if not alone or not after or not count < after[0].start <= behind or head.stop - head.start > _LONGEST_HEAD:
        return ""
    opens = page.starts_line(start) or page.low(start - 1) in _BULLETS or page.low(start - 1) in ").;"
    words = page.lexicon.words
    dated = any(
        page.low(at) in page.lexicon.months or page.low(at) in page.lexicon.weekdays
        for at in range(head.start, head.stop)
    )
    small = any(page.low(at) in words["vague"] or page.cue(at, "item_label") for at in range(head.start, head.stop))
    return (
        f"{name_words(page, head.start, head.stop)}, {page.words(after[0].start, after[0].stop)}"
        if opens and not dated and not small
        else ""
    )


def _with_thing(page: Page, before: Stretch, count: int, price: int | None, after: _Spans) -> str:
    """Both of "group lunch, 16 set menus at €21.50": what it is for, and what is counted."""
    counted = after and price is not None and after[0].start == count + 1 and after[0].stop <= price
    if not counted or page.low(count - 1) != "," or before.stop != count - 1:
        return ""
    return f"{name_words(page, before.start, before.stop)}, {page.words(after[0].start, after[0].stop)}"


def _around(page: Page, before: Stretch, count: int, after: _Spans) -> str:
    """ "illustrating three picture books": the number stands within the name."""
    between = [page.low(index) for index in range(before.stop, count)]
    if not after and not between and _is_done(page, before) and page.lexicon.units.get(page.low(count + 1)):
        return (
            name_words(page, before.start, before.stop) + " " + page.words(count + 1, count + 2)
        )  # "emptied 9 barrels"
    if not after or after[0].start != count + 1 or not all(low in page.lexicon.words["vague"] for low in between):
        return ""
    return name_words(page, before.start, count) + " " + page.words(after[0].start, after[0].stop)


def _is_done(page: Page, run: Stretch) -> bool:
    """One English verb, which names nothing without what it was done to: "cleaned", "emptied"."""
    alone = run.stop == run.start + 1 and page.lexicon.language == "en"
    return alone and page.low(run.start).endswith("ed")


def _with_vessel(page: Page, before: _Spans, count: int, price: int | None, after: _Spans) -> str:
    """Both of "cleaned 20 kegs" and of "2 skips at £75 each for the clearance": the unit is what is paid for."""
    thing = counted_thing(page, count)
    if thing is None:
        return ""
    if before:
        done = (before[-1].start, before[-1].stop) == (count - 1, count) and page.low(count - 1).endswith(
            tuple(page.lexicon.words["past_endings"])
        )
        return (
            f"{name_words(page, before[-1].start, before[-1].stop)} {page.low(thing)}"
            if done and len(before) == 1
            else ""
        )
    led = bool(after) and price is not None and price < after[0].start <= price + _LEAD
    led = led and page.find_cue(price or 0, after[0].start, "to_weak") is not None
    return f"{name_words(page, thing, thing + 1)}, {page.words(after[0].start, after[0].stop)}" if led else ""
