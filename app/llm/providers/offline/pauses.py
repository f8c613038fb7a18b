"""What of the hours is not to be counted: breaks, and the parts that a bracket tells of a count."""

from collections.abc import Iterator
from decimal import Decimal

from app.llm.providers.offline.entries import label_stop
from app.llm.providers.offline.page import Page

_REACH = 40
_NEAR = 5
_MOST = 100
_LEAST_PARTS = 2
_TIMES = frozenset({"hour", "minute"})


def take_pauses(page: Page) -> None:
    """ "11:00-16:00 (less half an hour's break)": what is not worked is taken off the hours before it."""
    for position in page.places("pause")[:_MOST]:
        start, stop = page.clause(position)
        found = _spent(page, max(start, position - _NEAR), min(stop, position + _NEAR))
        worked = _worked(page, position, start, stop)
        if found is None or not worked or found[0] in worked:
            continue
        for at in worked:
            page.tokens[at].number = max((page.tokens[at].number or Decimal(0)) - found[1], Decimal(0))
        page.take(max(start, worked[0] + 1), stop)


def _spent(page: Page, start: int, stop: int) -> tuple[int, Decimal] | None:
    """Where the length of the break stands and how many hours it is: "30 min", "an hour's"."""
    for at in range(start, stop):
        token = page.tokens[at]
        if token.taken or "span" in token.cues:
            continue
        unit = token.unit or _unit(page, at + 1)
        if token.number is not None and unit in _TIMES:
            return at, token.number / 60 if unit == "minute" else token.number
        if token.low in page.lexicon.words["ones"] and _unit(page, at + 1) == "hour":
            return at, Decimal(1)
    return None


def _unit(page: Page, at: int) -> str | None:
    low = page.low(at)
    return page.lexicon.units.get(low) or page.lexicon.units.get(low.rstrip("'").removesuffix("'s"))


def _worked(page: Page, position: int, start: int, stop: int) -> list[int]:
    """The hours that the break is of: those of its weekday, all where it is daily, else the last before it."""
    spans = list(_spans(page, position))
    days = {page.lexicon.weekdays.get(page.low(at)) for at in range(start, stop)} - {None}
    of_day = [at for at in spans if days and page.lexicon.weekdays.get(_day_before(page, at)) in days]
    if of_day:
        return of_day[:1]
    daily = any(
        page.cue(at, "each", "per") and page.lexicon.units.get(page.low(at + page.cue(at, "each", "per"))) == "day"
        for at in range(start, stop)
    )
    return sorted(spans) if daily else spans[:1]


def _spans(page: Page, position: int) -> Iterator[int]:
    """Hours between two times, the nearest first."""
    for at in range(position, max(-1, position - _REACH), -1):
        if "span" in page.tokens[at].cues and page.free(at):
            yield at


def _day_before(page: Page, at: int) -> str:
    """ "Friday" of "Friday 10:00 to 16:30"."""
    return next((page.low(index) for index in (at - 1, at - 2) if page.low(index) in page.lexicon.weekdays), "")


def drop_parts(page: Page) -> None:
    """Take "(3 hours Tuesday, 4 on Thursday)" behind 7 hours: the parts of a count are no further counts."""
    for at in range(1, len(page)):
        if page.low(at) == "(" or (page.low(at) == ":" and label_stop(page, at + 1) > at + 1):
            stop = _closing(page, at)
            parts = [
                index for index in range(at + 1, stop) if page.free(index) and page.tokens[index].number is not None
            ]
            counted = all(page.tokens[index].kind == "number" for index in parts) and len(parts) >= _LEAST_PARTS
            if counted and _is_told(
                page, at, sum((page.tokens[index].number or Decimal(0) for index in parts), Decimal(0))
            ):
                page.take(at, min(stop + 1, len(page)))


def drop_sums(page: Page) -> None:
    """Take the 7 of "Mon 3h, Tue 4h, 7 hours in total", and the span of "7pm to midnight, 5 hours"."""
    for at, token in enumerate(page.tokens):
        unit = token.unit or _unit(page, at + 1)
        if token.kind != "number" or token.taken or unit not in _TIMES:
            continue
        behind = at + (1 if token.unit else 2)
        spans = [] if "span" in token.cues else list(_spans_before(page, at))
        if spans and page.low(at - 1) == "(" and page.low(behind) == ")":
            page.take(spans[0], spans[0] + 1)
        elif spans and sum((page.tokens[index].number or Decimal(0) for index in spans), Decimal(0)) == token.number:
            for index in spans:
                page.take(index, index + 1)
        elif page.cue(behind, "total_said") or page.find_cue(max(0, at - _NEAR), at, "sum_line") is not None:
            parts = list(_parts_before(page, at, unit))
            if len(parts) >= _LEAST_PARTS and sum(parts) == token.number:
                page.take(at, behind + page.cue(behind, "total_said"))


def _spans_before(page: Page, at: int) -> Iterator[int]:
    """Hours between two times earlier in the sentence, the nearest first."""
    for index in range(at - 1, max(-1, at - _REACH), -1):
        if page.ends_sentence(index):
            return
        if "span" in page.tokens[index].cues and page.free(index):
            yield index


def _parts_before(page: Page, at: int, unit: str | None) -> Iterator[Decimal]:
    """All counts in the same unit, back to where the sentence began."""
    for index in range(at - 1, max(-1, at - _REACH), -1):
        token = page.tokens[index]
        alike = (token.unit or _unit(page, index + 1)) == unit
        if page.free(index) and token.kind == "number" and token.number is not None and alike:
            yield token.number


def _closing(page: Page, at: int) -> int:
    """Where the bracket closes, or the sentence ends."""
    limit = min(page.sentence_end(at), at + _REACH)
    return next((index for index in range(at + 1, limit) if page.low(index) == ")"), limit)


def _is_told(page: Page, at: int, total: Decimal) -> bool:
    """Whether that many were counted before in the sentence."""
    index = at - 1
    while index >= 0 and at - index < _REACH and not page.ends_sentence(index):
        token = page.tokens[index]
        if page.free(index) and token.kind == "number" and token.number == total:
            return True
        index -= 1
    return False
