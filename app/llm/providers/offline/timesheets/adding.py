"""Entries from the times of a cell, and which bare numbers are times."""

from decimal import Decimal

from app.llm.providers.offline.page import Page
from app.llm.providers.offline.timesheets.cells import PERIODS, Atom, Cell
from app.llm.providers.offline.timesheets.days import Day
from app.llm.providers.offline.timesheets.sheet import Entry
from app.llm.providers.offline.timesheets.spreading import multiplied
from app.llm.providers.offline.timesheets.state import State, days_of, has_word, words_of

_MOST_OF_DAY = 24
_MOST_OF_PERIOD = 400
_LEAST_DAYS = 2


def times_of(state: State, cell: Cell) -> list[Atom]:
    """What is paid for: hours, or what the rate is per; and bare numbers where days lead them."""
    unit = state.sheet.unit
    times = cell.of("time") if unit == "hour" else [count for count in cell.of("count") if count.unit == unit]
    if times or (cell.of("rate", "money") and not cell.of("days")):
        return times
    numbers = cell.of("number", "clock")
    if not numbers:
        return []
    last = numbers[-1]
    if unit not in ("hour", *PERIODS) and _is_alike(state.page.low(last.stop), unit):
        return [last]
    led = days_of(cell) or state.days
    most = _MOST_OF_PERIOD if any(day.unit != "day" for day in led) else _MOST_OF_DAY
    if not 0 < last.value * state.scale <= most:
        return []
    return [last] if last.kind == "clock" or _is_bare(state, cell, last, led=bool(led)) else []


def _is_bare(state: State, cell: Cell, number: Atom, *, led: bool) -> bool:
    """Whether a number without a unit is time: right behind its day, or closing what a day opened."""
    page, place = state.page, cell.atoms.index(number)
    closes = place == len(cell.atoms) - 1
    behind_day = place > 0 and cell.atoms[place - 1].kind == "days"
    if page.lexicon.units.get(page.low(number.stop)):
        return False
    named = page.cue(number.start - 1, "place_number") > 0 and page.tokens[number.start].text.isdecimal()
    if (named or page.cue(number.start - 1, "strict_at", "times")) and not behind_day:
        return False
    following = [atom.kind for atom in cell.atoms[place + 1 : place + 3]]
    before_day = following[:1] == ["days"] or following == ["word", "days"]  # "5 on Tuesday"
    if behind_day or (closes and led) or before_day or (cell.of("days") and place == 0):
        return True
    if state.last(cell) is None or not closes:
        return False
    words = words_of(page, cell)
    return has_word(page, words, "another") or bool(words and page.tokens[words[0]].text[0].isupper())


def add_entry(state: State, cell: Cell, times: list[Atom]) -> None:
    """The entry of a cell with all that waited for it; or more time for the last one, or its correction."""
    page, sheet = state.page, state.sheet
    sheet.cells.append(cell)
    state.use()
    days = days_of(cell)
    spans = [atom.time.span for atom in times if atom.time is not None and atom.time.span]
    counted = [atom for atom in times if not spans or (atom.time is not None and atom.time.span)]
    value = sum((atom.value for atom in counted), Decimal(0))
    value *= state.scale if times[0].kind == "number" and times[0].value >= 1 else 1
    state.scale = times[0].time.scale if times[0].time is not None else state.scale
    if state.corrects and _replace(state, value, days):
        return
    last = state.last(cell)
    goes_on = not days and not words_of(page, cell) and cell.lead in ("and", ",", "", "|")
    if goes_on and last is not None and spans and last.spans and not (state.days and not state.days_stay):
        last.value += value  # "8-12 and 13-17"
        last.spans += spans
        return
    linked = cell.lead == "and" and bool(cell.of("per"))  # "Mon, Tue and Wed 2 hours each"
    led = (*state.days, *days) if linked else days or tuple(state.days)
    unit = times[0].unit if times[0].kind == "count" and sheet.unit == "hour" else sheet.unit
    entry = Entry(value, unit, cell.line, cell.sentence, led, heading=state.heading, rate=state.line_rate)
    entry.spans, entry.cells = spans, [*state.named, cell]
    entry.behind = page.tokens[times[-1].stop - 1].end
    entry.times, entry.is_each = multiplied(page, cell, counted, led, state.counts)
    sheet.entries.append(entry)
    if state.counts and entry.times > 1:
        state.use(state.counts[-1])
        state.counts = []
    state.named, state.corrects, state.after_break = [], False, False
    if not state.days_stay:
        state.days = []


def _replace(state: State, value: Decimal, days: tuple[Day, ...]) -> bool:
    """ "wed 8, sorry, wed was 6"."""
    old = next((entry for entry in reversed(state.sheet.entries) if not days or entry.falls_on(days)), None)
    if old is None:
        return False
    old.value, state.corrects = value, False
    state.sheet.summed = (0, Decimal(0))
    return True


def add_days(state: State, cell: Cell) -> None:
    """ "Sessions on the 3rd, 10th and 17th, $110 a session": where nothing is counted, each day is one."""
    alone = len(state.days) >= _LEAST_DAYS and not state.counts and state.last(cell) is None
    if not alone or state.sheet.unit == "hour":
        return
    state.use()
    for day in state.days:
        state.sheet.entries.append(Entry(Decimal(1), state.sheet.unit, cell.line, cell.sentence, (day,)))
    state.sheet.entries[-1].cells = state.named
    state.days, state.named = [], []


def _is_alike(word: str, unit: str) -> bool:
    """ "walks" and "walk"."""
    shorter = min(len(word), len(unit))
    return shorter > 2 and word[: shorter - 1] == unit[: shorter - 1] and abs(len(word) - len(unit)) <= 2


def first_words(page: Page, cell: Cell) -> bool:
    """Whether a cell opens with a capital: a person, not a small word."""
    words = words_of(page, cell)
    return bool(words) and page.tokens[words[0]].text[0].isupper()
