"""Entries of a timesheet: the day or week that leads each of them, and the bare numbers that are its hours."""

from collections.abc import Iterator

from app.llm.providers.offline.page import Page

_MOST_OF_DAY = 24
_MOST_OF_WEEK = 100
_LAST_WEEK = 53
_REACH = 24
_RATE_REACH = 4
_MARKS = frozenset(":-–—")
_ENDS = frozenset(",;.\n") | {""}
_OTHER_RATES = ("day", "daily", "week", "tag", "woch", "jour", "diari", "giorn", "dag", "diár", "mensual", "mois")


def label_stop(page: Page, at: int) -> int:
    """The index behind "Mon", "12/10" or "KW 10"; `at` itself where no such label stands."""
    if not 0 <= at < len(page):
        return at
    token = page.tokens[at]
    if token.kind == "date" or token.low in page.lexicon.weekdays:
        return at + 1
    if token.low in page.lexicon.words["week_words"] and page.free(at + 1):
        number = page.tokens[at + 1]
        if number.kind == "number" and number.text.isdecimal() and int(number.text) <= _LAST_WEEK:
            return at + 2
    return at


def is_label_word(page: Page, word: str) -> bool:
    """A weekday, the number of a week or what leads to it."""
    low = word.lower().strip(".:,")
    return low in page.lexicon.weekdays or low in page.lexicon.words["week_words"] or low.isdecimal()


def is_sheet(page: Page) -> bool:
    """Whether bare numbers behind days are hours: a price is by the hour, or some of the days have hours."""
    if any(is_hourly(page, index) for index, token in enumerate(page.tokens) if token.number is not None):
        return True
    if any(_is_hour_rate(page, at) for at in page.places("rate_label")):
        return True
    return any(_has_hours(page, at) for at in range(len(page)) if label_stop(page, at) > at)


def mark_entries(page: Page) -> None:
    """The last number of each part of "Mon: driving 5, loading 3" and "02/06 site visit 3" is its hours."""
    for at in _entries(page):
        label = label_stop(page, at)
        stop = min(page.sentence_end(at), at + _REACH)
        most = _MOST_OF_WEEK if label > at + 1 else _MOST_OF_DAY
        if any(page.tokens[index].kind == "money" for index in range(label, stop)):
            continue
        start = page.skip(label, *_MARKS)
        while start < stop:
            end = min(page.clause(start)[1], stop)
            _mark_last(page, start, end, most)
            start = end + 1


def is_bare(page: Page, at: int, most: int = _MOST_OF_DAY) -> bool:
    """A small number with nothing behind it that it could count."""
    token = page.tokens[at]
    small = token.number is not None and token.number <= most
    return small and not token.unit and (page.low(at + 1) in _ENDS or page.cue(at + 1, "extra", "strict_at") > 0)


def mark_weeks(page: Page) -> None:
    """ "Wk 18: 38" and "KW 10 6,5": the number of the week, then its hours."""
    for at in range(len(page)):
        stop = label_stop(page, at)
        if stop != at + 2:
            continue
        hours = page.skip(stop, *_MARKS)
        unit = page.low(hours + 1) in page.lexicon.units
        if page.free(hours) and page.tokens[hours].kind == "number" and (unit or is_bare(page, hours, _MOST_OF_WEEK)):
            page.tokens[hours].unit = page.tokens[hours].unit or (None if unit else "hour")
            page.take(at, stop)


def _entries(page: Page) -> Iterator[int]:
    """Where a label opens a line (perhaps behind its bullet) or, with its colon, a sentence."""
    for at in range(len(page)):
        stop = label_stop(page, at)
        if stop == at:
            continue
        opens = page.starts_line(at) or (page.starts_line(at - 1) and not page.low(at - 1).isalnum())
        if opens or (page.low(stop) == ":" and page.ends_sentence(at - 1)):
            yield at


def _mark_last(page: Page, start: int, end: int, most: int) -> None:
    numbers = [at for at in range(start, end) if page.free(at) and page.tokens[at].kind == "number"]
    if not numbers or any(page.tokens[at].unit or page.low(at + 1) in page.lexicon.units for at in numbers):
        return
    last = numbers[-1]
    closes, opens = last == end - 1, last == start and len(numbers) == 1
    small = (page.tokens[last].number or 0) <= most and not page.cue(last - 1, "place_number", "strict_at", "times")
    if small and (closes or opens):
        page.tokens[last].unit = "hour"


def is_hourly(page: Page, index: int) -> bool:
    per = page.cue(index + 1, "per", "per_article")
    return per > 0 and page.lexicon.units.get(page.low(index + 1 + per)) == "hour"


def _is_hour_rate(page: Page, at: int) -> bool:
    """ "hourly rate is $110", "Stundensatz 31 €"; not "day rate 400"."""
    stop = at + page.cue(at, "rate_label")
    said = page.words(at, stop).lower()
    if any(other in said for other in _OTHER_RATES) or page.lexicon.units.get(page.low(at - 1)) == "day":
        return False
    money = (index for index in range(stop, min(len(page), stop + _RATE_REACH)) if page.tokens[index].kind == "money")
    priced = next(money, None)
    if priced is None:
        return False
    per = page.cue(priced + 1, "per", "per_article")
    return not per or page.lexicon.units.get(page.low(priced + 1 + per)) == "hour"


def _has_hours(page: Page, at: int) -> bool:
    """ "Mon 8 hours"."""
    number = page.skip(label_stop(page, at), *_MARKS)
    if not page.free(number) or page.tokens[number].kind != "number":
        return False
    return page.tokens[number].unit == "hour" or page.lexicon.units.get(page.low(number + 1)) == "hour"
