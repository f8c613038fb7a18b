"""Time that is told but not charged: "(don't charge)", "of which 1h was training", "all but the call"."""

from decimal import Decimal

from app.llm.providers.offline.timesheets.adding import add_entry, times_of
from app.llm.providers.offline.timesheets.cells import Cell
from app.llm.providers.offline.timesheets.conditions import stems
from app.llm.providers.offline.timesheets.sheet import Entry
from app.llm.providers.offline.timesheets.state import State, days_of

_HALF = Decimal("0.5")
_UNPAID = ("uncharged", "leave_out", "left_out")
_NEAR = 3
_MOST = 60
"""So many entries are looked at for what is excepted."""


def part_unpaid(state: State, cell: Cell) -> bool:
    """ "3.5h research of which 1h was training and is not charged"; of a part that is charged only the whole counts."""
    page = state.page
    cue = state.says(cell, "of_which")
    part = next((time for time in cell.of("time") if cue is not None and cue < time.start <= cue + _NEAR), None)
    if cue is None or part is None or cell.of("rate", "money"):
        return False
    whole = [time for time in times_of(state, cell) if time.start < cue]
    last = state.last(cell)
    if whole:
        add_entry(state, cell, whole)
        last = state.sheet.entries[-1]
    elif last is None:
        return False
    if last is not None and page.find_cue(cue, page.clause(cue)[1], *_UNPAID) is not None:
        last.value = max(last.value - part.value, Decimal(0))
        state.sheet.summed = (0, Decimal(0))
    state.after_break = True
    return True if whole else state.mute(cell)


def uncharged(state: State, cell: Cell) -> bool:
    """ "(don't charge)", "the one on the 17th was cancelled", "so half the fee for that"."""
    sheet = state.sheet
    if state.says(cell, *_UNPAID) is None:
        return _excepted(state, cell) or _halved(state, cell)
    if state.after_break:
        return state.mute(cell)
    days = days_of(cell)
    if times_of(state, cell) and not cell.of("rate", "money"):
        state.named, state.days = [], []
        return state.mute(cell)  # "1h admin unbilled"
    of: Entry | None = None
    if days:
        of = next((entry for entry in reversed(sheet.entries) if entry.falls_on(days)), None)
    elif state.last(cell) or (sheet.entries and cell.lead == "("):
        of = sheet.entries[-1]
    else:
        of = _told(state, cell)
    if of is None:
        return False
    of.drop(days)
    sheet.summed = (0, Decimal(0))
    return state.mute(cell)


def _excepted(state: State, cell: Cell) -> bool:
    """ "Everything is billable except the training"; not "all at £60 except the training at £40"."""
    if state.says(cell, "excepted") is None or cell.of("time", "rate", "money", "number"):
        return False
    of = _told(state, cell) if state.last(cell) is None else None
    if of is None:
        return False
    of.drop(())
    state.sheet.summed = (0, Decimal(0))
    return state.mute(cell)


def _told(state: State, cell: Cell) -> Entry | None:
    """The one entry that shares a word with "the call was free", or with "all but the call" before it."""
    page = state.page
    said = stems(page, cell.start, cell.stop)
    for before in state.sentence:
        at = page.find_cue(before.start, before.stop, "excepted")
        said |= stems(page, at, before.stop) if at is not None else set()
    found = [entry for entry in state.sheet.entries[:_MOST] if said & _words(state, entry)]
    return found[0] if len(found) == 1 else None


def _words(state: State, entry: Entry) -> set[str]:
    return set[str]().union(*(stems(state.page, each.start, each.stop) for each in entry.cells))


def _halved(state: State, cell: Cell) -> bool:
    """ "so half the fee for that", behind what was cancelled."""
    halved = any(atom.value == _HALF for atom in cell.of("number"))
    cancelled = next((entry for entry in reversed(state.sheet.entries) if entry.share == 0), None)
    if not halved or cancelled is None or cell.of("days"):
        return False
    cancelled.share = _HALF
    state.sheet.summed = (0, Decimal(0))
    return state.mute(cell)
