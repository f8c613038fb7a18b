"""Numbers that only say when: "runs 10 till 12 every Saturday", "at 9pm", "on 14 and 15 May"."""

from app.llm.providers.offline.page import Page

_LAST_HOUR = 24
_LAST_DAY = 31
_LINKS = frozenset(",&.")
"""Between two days, or behind the first of them."""
_MOST = 50
_NEAR = 14
_AHEAD = 4
"""From a span of time to the weekday that it is said of."""


def drop_moments(page: Page) -> None:
    """Make times of day, and days of a month beside a date, what they are: they count and cost nothing."""
    words = page.lexicon.words
    behind = words["clock_marks"] | words["ranges"] | words["ordinals"] | words["extras"] | _LINKS
    for at in [after - 1 for after in page.word_places(behind) if after]:
        token = page.tokens[at]
        if token.kind == "number" and not token.taken and not token.unit and token.text.isdecimal():
            for index in _clock(page, at) or _span(page, at) or _days(page, at):
                page.tokens[index].kind, page.tokens[index].number = "clock", None
    for cue in page.places("loyal", "reason")[:_MOST]:
        _drop_years(page, cue)


def _drop_years(page: Page, cue: int) -> None:
    """The ten of "they have been with us for ten years", where nothing in the clause has a price."""
    start, stop = page.clause(cue)
    near = range(max(start, cue - _NEAR), min(stop, cue + _NEAR))
    if any(page.tokens[at].kind == "money" for at in near):
        return
    for at in near:
        unit = page.tokens[at].unit or page.lexicon.units.get(page.low(at + 1))
        if page.tokens[at].kind == "number" and unit in ("year", "month") and page.free(at):
            page.take(at, at + 1 + (page.tokens[at].unit is None))


def _clock(page: Page, at: int) -> range:
    """ "9pm", "20 Uhr", and the hour before it in "18 bis 20 Uhr"."""
    if page.low(at + 1) not in page.lexicon.words["clock_marks"] or not _is_most(page, at, _LAST_HOUR):
        return range(0)
    ranged = page.low(at - 1) in page.lexicon.words["ranges"] and _is_most(page, at - 2, _LAST_HOUR)
    return range(at - 2 if ranged else at, at + 2)


def _span(page: Page, at: int) -> range:
    """ "10 till 12", "9 to 10 on Fridays"; a range of what is counted has its unit behind it."""
    last = at + 2
    if page.low(at + 1) not in page.lexicon.words["ranges"] or not _is_most(page, at, _LAST_HOUR):
        return range(0)
    if not _is_most(page, last, _LAST_HOUR) or page.low(last + 1) in page.lexicon.units:
        return range(0)
    ahead = range(last + 1, min(page.clause(last)[1], last + 1 + _AHEAD))
    return range(at, last + 1) if any(_is_day(page, index) for index in ahead) else range(0)


def _is_day(page: Page, at: int) -> bool:
    low = page.low(at)
    return low in page.lexicon.weekdays or (
        page.cue(at - 1, "per", "each") > 0 and page.lexicon.units.get(low) == "day"
    )


def _days(page: Page, at: int) -> range:
    """The "14" of "14 and 15 May", the "3rd" of "3rd to 5th of May"."""
    if not _is_most(page, at, _LAST_DAY) or page.cue(at - 1, "strict_at"):
        return range(0)
    stop = at + 1
    stop += page.low(stop) in page.lexicon.words["ordinals"] or page.low(stop) == "."
    linked = page.low(stop) in page.lexicon.words["extras"] | page.lexicon.words["ranges"] or page.low(stop) in ",&"
    after = page.tokens[stop + 1] if linked and stop + 1 < len(page) else None
    if after is None or after.kind != "date" or not after.text[0].isdecimal():
        return range(0)
    return range(at, stop + 1)


def _is_most(page: Page, at: int, most: int) -> bool:
    token = page.tokens[at] if page.free(at) else None
    return token is not None and token.kind == "number" and token.number is not None and 0 <= token.number <= most
