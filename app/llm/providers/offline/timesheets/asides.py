"""Cells that tell of entries without being one: breaks, sums, minimums, corrections; not charged: `unpaid`."""

from collections.abc import Callable
from decimal import Decimal

from app.llm.providers.offline.timesheets.adding import add_entry, times_of
from app.llm.providers.offline.timesheets.cells import Atom, Cell
from app.llm.providers.offline.timesheets.sheet import Entry, Rate
from app.llm.providers.offline.timesheets.state import State, days_of, words_of
from app.llm.providers.offline.timesheets.unpaid import part_unpaid, uncharged

_HALF = Decimal("0.5")
_NEGATED = 3
_NEAR = 2
_LEAST_PARTS = 2
_DAYS = ("day", "half day")


def header(state: State, cell: Cell) -> bool:
    """ "Date | In | Out | Break": names of columns say nothing of their own."""
    heads, words = state.page.lexicon.words["sheet_heads"], words_of(state.page, cell)
    if cell.of("time", "number", "days", "rate", "count") or not words:
        return False
    alone = all(state.page.low(at) in heads for at in words)
    return alone and "|" in (cell.lead, state.page.low(cell.stop)) and state.mute(cell)


def minimum(state: State, cell: Cell) -> bool:
    """ "minimum one hour each"."""
    times = cell.of("time")
    if not times or state.says(cell, "sheet_minimum") is None or cell.of("days"):
        return False
    state.sheet.minimum = times[0].value
    return state.mute(cell)


def tells_length(state: State, cell: Cell) -> bool:
    """Whether it says how many hours a day has."""
    days = any(count.unit in _DAYS for count in cell.of("count"))
    return days and bool(cell.of("time", "number")) and state.says(cell, "counts_as") is not None


def day_length(state: State, cell: Cell) -> bool:
    """ "a full day counts as 8 hours and a half day as 4"."""
    counts = [count for count in cell.of("count") if count.unit in _DAYS]
    numbers = cell.of("time", "number")
    if not counts or not numbers or cell.of("days", "rate") or counts[0].start > numbers[-1].start:
        return False
    if not tells_length(state, cell) and not (state.sheet.day_hours and cell.lead in ("and", ",")):
        return False
    value = counts[0].value * (_HALF if counts[0].unit == "half day" else 1)
    if value and state.sheet.day_hours is None:
        state.sheet.day_hours = numbers[-1].value / value
    return state.mute(cell)


def pause(state: State, cell: Cell) -> bool:
    """What is not worked: "with an hour off for lunch", "30 min break each day"."""
    page, sheet = state.page, state.sheet
    cue = state.says(cell, "pause")
    if cue is None or cell.of("rate"):
        return False
    refused = page.lexicon.words["refusals"] | page.lexicon.words["negations"]
    counted = any(page.low(at) in refused for at in range(max(cell.start, cue - _NEGATED), cue))
    counted = counted or any(page.low(at) in page.lexicon.words["paid_words"] for at in range(cell.start, cell.stop))
    plain = [atom for atom in cell.of("time") if atom.time is not None and atom.time.span is None]
    spans = [atom for atom in cell.of("time") if atom.time is not None and atom.time.span]
    state.mute(cell)
    state.after_break = True
    if not plain and not counted and (hour := _said_hour(state, cell)):
        plain = [hour]
    length = min(plain, key=lambda atom: abs(atom.start - cue)).value if plain and not counted else Decimal(0)
    if spans:
        add_entry(state, cell, spans)
    if not length:
        return bool(spans) or not cell.of("time")
    days = days_of(cell) if not spans else ()
    direct = state.last(cell) is not None or (bool(sheet.entries) and cell.lead == "(")
    if days or not direct or (cell.of("per") and not spans):
        sheet.breaks.append((length, days))
    else:
        sheet.entries[-1].value -= length
    return True


def _said_hour(state: State, cell: Cell) -> Atom | None:
    """ "an unpaid hour", "a half-hour lunch break"."""
    page = state.page
    for atom in cell.of("word"):
        low = page.low(atom.start)
        if low in page.lexicon.words["half_hours"]:
            return Atom("time", atom.start, atom.stop, _HALF)
        count, _, unit = low.rpartition("-")
        if count in page.lexicon.numbers and page.lexicon.units.get(unit) == "hour":  # "a one-hour lunch"
            return Atom("time", atom.start, atom.stop, page.lexicon.numbers[count])
        if low in page.lexicon.words["whole_hours"]:
            return Atom("time", atom.start, atom.stop, Decimal(1))
        ones = any(page.low(at) in page.lexicon.words["ones"] for at in range(atom.start - _NEAR, atom.start))
        if page.lexicon.units.get(low) == "hour" and ones:
            return Atom("time", atom.start, atom.stop, Decimal(1))
    return None


def total(state: State, cell: Cell) -> bool:
    """ "Total 11.0 hrs x $70" behind the entries, whose hours are no further ones."""
    sheet = state.sheet
    times = cell.of("time") or cell.of("number")
    if len(sheet.entries) < _LEAST_PARTS or not times or cell.of("days"):
        return False
    running = sheet.running()
    said = state.says(cell, "sum_line", "total_said") is not None
    bare = times[0].kind == "time" and times[0].value == running and cell.lead != "\n" and not state.days
    if not (said or bare) or (times[0].kind == "number" and times[0].value != running):
        return False
    sheet.rates += [Rate(rate.value, rate.unit, rate.start) for rate in cell.of("rate") if rate.unit == sheet.unit]
    return state.mute(cell)


def restated(state: State, cell: Cell) -> bool:
    """ "9:00-14:30 (5 hours)", "7pm to midnight, 5 hours"."""
    times, last = cell.of("time"), state.last(cell)
    if last is None or not last.spans or len(times) != 1 or cell.of("days", "per", "count", "money"):
        return False
    if times[0].time is None or times[0].time.span or state.days or words_of(state.page, cell):
        return False
    rates = cell.of("rate")
    if times[0].value != last.value and (cell.lead != "(" or rates):
        return False
    last.value = times[0].value
    state.sheet.rates += [Rate(rate.value, rate.unit, rate.start) for rate in rates if rate.unit == state.sheet.unit]
    return state.mute(cell)


def again(state: State, cell: Cell) -> bool:
    """ "Tuesday the same"; "sorry" before what is meant."""
    sheet, days = state.sheet, days_of(cell)
    corrected = state.says(cell, "correction")
    if corrected is not None and sheet.entries:
        state.corrects = True
        few = len(words_of(state.page, cell)) <= state.page.cue(corrected, "correction")
        if few and not cell.of("time", "number", "days"):
            return state.mute(cell)
    if state.says(cell, "same_again", "sheet_again") is None or not days or not sheet.entries or times_of(state, cell):
        return False
    last = sheet.entries[-1]
    same = Entry(last.value, last.unit, cell.line, cell.sentence, days, Decimal(len(days)))
    same.spans, same.rate = list(last.spans), last.rate
    sheet.entries.append(same)
    return state.mute(cell)


READERS: tuple[Callable[[State, Cell], bool], ...] = (
    header, minimum, day_length, pause, part_unpaid, uncharged, total, restated, again,
)  # fmt: skip


def count_later(state: State, cell: Cell, count: Atom) -> None:
    """ "6 hours a day, three days": how many there were is said behind."""
    last = state.last(cell)
    if last is not None and last.is_each:
        last.times *= count.value
        last.is_each = False
        state.use(count)
