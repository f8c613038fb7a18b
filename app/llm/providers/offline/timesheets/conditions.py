"""What a rate holds for: days, a kind of work, a person, the first hours of a day, or what is after midnight."""

from decimal import Decimal

from app.llm.providers.offline.page import Page
from app.llm.providers.offline.timesheets.cells import Atom, Cell, words_in
from app.llm.providers.offline.timesheets.days import Day
from app.llm.providers.offline.timesheets.sheet import Rate
from app.llm.providers.offline.timesheets.times import moment_at

_WEEKDAYS = frozenset(range(5))
_WEEKEND = frozenset({5, 6})
_SHORTEST_DAY = 5
_SHORTEST = 3
_STEM = 5
UNTOLD = frozenset("minute hour day week month year session shift visit".split())


def read_rate(
    page: Page, atom: Atom, cells: list[Cell], days: list[Day], limit: Decimal | None, earlier: list[Rate]
) -> Rate:
    """The rate of an atom with all that is said in its cells."""
    rate = Rate(atom.value, atom.unit, atom.start, atom.persons)
    start, stop = cells[0].start, cells[-1].stop
    named = {day.weekday for each in cells for found in each.of("days") for day in found.days}
    named |= {day.weekday for day in days}
    rate.weekdays = frozenset(day for day in named if day is not None) | _compound_days(page, start, stop)
    if page.find_cue(start, stop, "weekend") is not None:
        rate.weekdays |= _WEEKEND
    elif page.find_cue(start, stop, "workdays") is not None:
        rate.weekdays |= _WEEKDAYS
    _set_limits(page, rate, atom, cells[-1], limit, earlier)
    rate.words = frozenset(stems(page, start, stop, (atom.start, atom.stop)))
    return rate


def _compound_days(page: Page, start: int, stop: int) -> frozenset[int]:
    """ "Sonntagsschicht", "zaterdagdienst", "Vrijdag-"."""
    if page.lexicon.language not in ("de", "nl"):
        return frozenset()
    long = {name: day for name, day in page.lexicon.weekdays.items() if len(name) > _SHORTEST_DAY}
    lows = [page.low(at) for at in words_in(page, start, stop)]
    return frozenset(day for low in lows for name, day in long.items() if low.startswith(name) and low != name)


def _set_limits(page: Page, rate: Rate, atom: Atom, cell: Cell, limit: Decimal | None, earlier: list[Rate]) -> None:
    if page.find_cue(cell.start, cell.stop, "sheet_first") is not None and limit is not None:
        rate.first = limit
        return
    beyond = page.find_cue(cell.start, cell.stop, "sheet_beyond")
    ranges = page.lexicon.words["ranges"]
    marks = {*page.cues_in(atom.stop, cell.stop, "sheet_beyond"), *page.words_in(atom.stop, cell.stop, ranges)}
    for at in sorted(marks):
        moment = moment_at(page, at + 1) or moment_at(page, at + 2)
        if page.cue(at, "sheet_beyond") and moment is not None:
            rate.after = moment
            return
        if page.low(at) in ranges and moment is not None:
            rate.until = moment
            return
    if beyond is None:
        return
    before = next((other for other in reversed(earlier) if other.until is not None), None)
    if before is not None and limit is None:
        rate.after = before.until
        return
    moment = moment_at(page, beyond + page.cue(beyond, "sheet_beyond"))
    if moment is not None and limit is None:
        rate.after = moment
        return
    first = next((other.first for other in reversed(earlier) if other.first), None)
    rate.beyond = limit if limit is not None else first


def stems(page: Page, start: int, stop: int, without: tuple[int, int] = (0, 0)) -> set[str]:
    """The beginnings of the words that can tell one kind of work from another."""
    lexicon = page.lexicon
    words = lexicon.words
    dull = words["ranges"] | words["time_from"] | words["time_to"] | words["joiners"] | words["of"] | words["vague"]
    dull |= words["articles"] | words["links"] | words["pronouns"] | words["price_verbs"]
    found: set[str] = set()
    for at in words_in(page, start, stop):
        low = page.low(at)
        if without[0] <= at < without[1] or low in dull or (len(low) < _SHORTEST and page.tokens[at].text.islower()):
            continue
        if lexicon.units.get(low) in UNTOLD or low in lexicon.weekdays or low in lexicon.months:
            continue
        if page.cue(at, "rate_label", "weekend", "workdays") or _compound_days(page, at, at + 1):
            continue
        found.add(low[:_STEM])
    return found
