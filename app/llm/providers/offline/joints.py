"""Names in two parts: "kitchen: 4 wall units at 90", "group lunch, 16 set menus", "illustrating three books"."""

from app.llm.providers.offline.clauses import Stretch
from app.llm.providers.offline.page import Page
from app.llm.providers.offline.runs import counted_thing, name_words
from app.llm.providers.offline.weak import is_weak, leads_to_thing

_LEAD = 4
_LONGEST_HEAD = 5
_BULLETS = frozenset("-*•–—·+")
_WRITTEN = frozenset({"word", "page", "character", "line"})
"""What only measures how much was written."""
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
    head, words = before[0], page.lexicon.words
    behind = count + 1 + (page.low(count + 1) in page.lexicon.units)
    led = all(page.tokens[at].taken or page.low(at) in words["vague"] for at in range(head.stop, count - 1))
    led = led and all(page.tokens[at].taken or is_weak(page, at) for at in range(start, head.start))
    alone = len(before) == 1 and led and page.low(count - 1) == ":"
    if not alone or not after or not count < after[0].start <= behind or head.stop - head.start > _LONGEST_HEAD:
        return ""
    said = range(head.start, head.stop)
    opens = page.starts_line(start) or page.low(start - 1) in _BULLETS or page.low(start - 1) in ").;"
    dated = any(page.low(at) in page.lexicon.months or page.low(at) in page.lexicon.weekdays for at in said)
    small = any(page.low(at) in words["vague"] | words["price_nouns"] or page.cue(at, "item_label") for at in said)
    return f"{_said(page, head)}, {_plain(page, after[0])}" if opens and not dated and not small else ""


def _with_thing(page: Page, before: Stretch, count: int, price: int | None, after: _Spans) -> str:
    """Both of "group lunch, 16 set menus at €21.50": what it is for, and what is counted."""
    counted = after and price is not None and after[0].start == count + 1 and after[0].stop <= price
    if not counted or page.low(count - 1) != "," or before.stop != count - 1:
        return ""
    return f"{_said(page, before)}, {_plain(page, after[0])}"


def _around(page: Page, before: Stretch, count: int, after: _Spans) -> str:
    """ "illustrating three picture books": the number stands within the name."""
    between = [page.low(index) for index in range(before.stop, count)]
    if not after or after[0].start != count + 1 or not all(low in page.lexicon.words["vague"] for low in between):
        return ""
    return name_words(page, before.start, count) + " " + _plain(page, after[0])


def _with_vessel(page: Page, before: _Spans, count: int, price: int | None, after: _Spans) -> str:
    """Both of "cleaned 20 kegs", "20 kegs cleaned" and "2 skips at £75 each for the clearance"."""
    thing = counted_thing(page, count)
    if thing is None:
        return ""
    measured = page.lexicon.units.get(page.low(thing)) in _WRITTEN  # "translation of 2,500 words"
    if before and before[-1].stop == count - 1 and page.low(count - 1) in page.lexicon.words["of"] and not measured:
        return f"{_said(page, before[-1])} {page.words(count - 1, count)} {page.low(thing)}"  # "storage of 7 pallets"
    if before:
        alone = len(before) == 1 and (before[0].start, before[0].stop) == (count - 1, count)
        return f"{_said(page, before[0])} {page.low(thing)}" if alone and _is_done(page, before[0]) else ""
    if not after:
        return ""
    if after[0].start == thing + 1 and _is_done(page, after[0]):
        return name_words(page, thing, after[0].stop)
    led = price is not None and price < after[0].start <= price + _LEAD
    led = led and any(leads_to_thing(page, at) for at in range(price or 0, after[0].start))
    return f"{name_words(page, thing, thing + 1)}, {_plain(page, after[0])}" if led else ""


def _is_done(page: Page, run: Stretch) -> bool:
    """One verb, which names nothing without what it was done to: "cleaned", "emptied"."""
    endings = tuple(page.lexicon.words["past_endings"])
    return run.stop == run.start + 1 and bool(endings) and page.low(run.start).endswith(endings)


def _said(page: Page, run: Stretch) -> str:
    return name_words(page, run.start, run.stop)


def _plain(page: Page, run: Stretch) -> str:
    return page.words(run.start, run.stop)
