"""Times by their place: "Hours: 31", columns of in, out and break, lines of "Liam 14.5"."""

from itertools import groupby, pairwise

from app.llm.providers.offline.page import Page
from app.llm.providers.offline.timesheets.cells import Atom, Cell
from app.llm.providers.offline.timesheets.times import Time

_HOUR_MINUTES = 60
_DAY = 24
_COLUMNS = 2
_LISTED = 2
_MOST = 400
_LONGEST_NAME = 6


def read_columns(page: Page, made: list[Cell]) -> None:
    """Make what labels and columns say are times what they are."""
    _read_clocks(made)
    _read_sums(page, made)
    for before, labelled in pairwise(made):
        _read_label(page, before, labelled)


def _read_sums(page: Page, made: list[Cell]) -> None:
    """All of "7.5 + 8 + 6.5 hours", "8, 7.5 and 6 hours on Monday, Tuesday and Wednesday"."""
    for place, cell in enumerate(made):
        time = cell.atoms[0].time
        if cell.atoms[0].kind != "time" or time is None or time.span:
            continue
        numbers = []
        while place and made[place].lead in (",", "and") and (number := _last_number(page, made[place - 1])):
            place -= 1
            numbers.append(number)
            if len(made[place].atoms) > 1:
                break
        if len(numbers) >= _LISTED or (numbers and cell.lead == "and"):
            for number in numbers:
                number.kind, number.value = "time", number.value * time.scale
                number.time = Time(number.value, scale=time.scale)


def _last_number(page: Page, cell: Cell) -> Atom | None:
    """The bare number that closes a cell without a price."""
    last = cell.atoms[-1]
    plain = last.kind == "number" and not cell.of("money", "rate", "days", "time", "count")
    return last if plain and not page.cue(last.start - 1, "place_number", "strict_at", "times") else None


def read_names(page: Page, made: list[Cell]) -> None:
    """ "Liam 14.5", "Oscar 12": two such cells or more, one below the other, where the rate is by the hour."""
    for one, other in pairwise(made):
        alike = other.line == one.line + 1 if other.lead == "\n" else other.lead in (",", "and", ";")
        if alike and _is_named(page, one) and _is_named(page, other):
            for cell in (one, other):
                atom = cell.atoms[-1]
                atom.kind, atom.time = "time", Time(atom.value)


def _is_named(page: Page, cell: Cell) -> bool:
    """Words, the first of them with a capital, and one number."""
    *words, number = cell.atoms
    if number.kind not in ("number", "time") or not 0 < len(words) <= _LONGEST_NAME or not 0 < number.value <= _MOST:
        return False
    if number.kind == "time" and number.stop > number.start + 1:
        return False
    plain = all(atom.kind == "word" for atom in words)
    named = page.cue(number.start - 1, "place_number", "strict_at", "times", "due_cue") > 0
    return plain and not named and page.tokens[words[0].start].text[0].isupper()


def _read_label(page: Page, before: Cell, cell: Cell) -> None:
    """The 31 of "Hours: 31"."""
    named = before.atoms[-1]
    hours = page.lexicon.units.get(page.low(named.start)) == "hour" and before.line == cell.line
    if cell.lead == ":" and hours and len(cell.atoms) == 1 and cell.atoms[0].kind in ("number", "clock"):
        atom = cell.atoms[0]
        atom.kind, atom.time, atom.unit = "time", Time(atom.value), "labelled"


def _read_clocks(made: list[Cell]) -> None:
    """In, out and break of "01.09. | 08:30 | 17:00 | 0:45" are one time."""
    for _, group in groupby(made, key=lambda cell: cell.line):
        row = list(group)
        clocks = [atom for cell in row for atom in cell.of("clock")]
        if len(clocks) < _COLUMNS or any(cell.of("time", "rate", "money") for cell in row):
            continue
        values = [atom.value for atom in clocks]
        length = (values[1] - values[0]) % _DAY
        if len(values) > _COLUMNS + 1 and values[0] < values[1] <= values[2] < values[3]:
            length += values[3] - values[2]
        elif len(values) > _COLUMNS and values[2] < length:
            length -= values[2]
        first = clocks[0]
        span = int(values[0] * _HOUR_MINUTES), int(values[1] * _HOUR_MINUTES)
        first.kind, first.value, first.time = "time", length, Time(length, span)
        for atom in clocks[1:]:
            atom.kind = "other"
