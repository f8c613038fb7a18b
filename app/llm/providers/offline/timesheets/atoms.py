"""One walk over the tokens: what each stretch is to a timesheet, cut into cells at commas, brackets and "and"."""

from decimal import Decimal

from app.llm.providers.offline.page import Page
from app.llm.providers.offline.timesheets.cells import PAID, PERIODS, Atom, Cell
from app.llm.providers.offline.timesheets.days import days_at
from app.llm.providers.offline.timesheets.prices import money_at, rate_without_currency
from app.llm.providers.offline.timesheets.times import time_at

_HOUR_MINUTES = 60
_COLUMN_GAP = 3
_LONGEST_CELL = 60
_HALF = Decimal("0.5")
_OFTEN = {"twice": 2, "thrice": 3}
_CREWS = {"crew_two": 2, "crew_three": 3, "crew_four": 4}
_MARKS = frozenset(",;():|")
_DASHES = frozenset("-–—/")


def cells(page: Page) -> list[Cell]:
    """All cells of the page in order."""
    made: list[Cell] = []
    at = line = sentence = 0
    cell = Cell("\n", 0, 0, 0, 0)
    while at < len(page):
        mark = _mark(page, at)
        if mark is not None:
            cell.stop = at
            if cell.atoms:
                made.append(cell)
            line += mark == "\n"
            sentence += mark in ("\n", ".")
            lead = cell.lead if mark == "," and not cell.atoms else mark
            at += max(1, page.cue(at, "extra")) if mark == "and" else 1
            cell = Cell(lead, at, at, line, sentence)
            continue
        atom = _atom(page, at, cell)
        if cell.atoms and (_opens_entry(page, atom, cell) or len(cell.atoms) == _LONGEST_CELL):
            cell.stop = at
            made.append(cell)
            cell = Cell("", at, at, line, sentence)
        if page.tokens[at].gap >= _COLUMN_GAP and cell.atoms:
            cell.stop = at
            made.append(cell)
            cell = Cell("|", at, at, line, sentence)
        cell.atoms.append(atom)
        at = atom.stop
    cell.stop = len(page)
    made += [cell] if cell.atoms else []
    return made


def _opens_entry(page: Page, atom: Atom, cell: Cell) -> bool:
    """The "tue" of "mon 3.25 tue 2.5": a further day behind a day and its hours."""
    if atom.kind != "days":
        return False
    kinds = [other.kind for other in cell.atoms]
    if "days" not in kinds:
        return False
    behind = kinds[kinds.index("days") :]
    return "time" in behind or "number" in behind or "clock" in behind


def _mark(page: Page, at: int) -> str | None:
    """What separates here, if anything."""
    token = page.tokens[at]
    if token.kind == "line":
        return "\n"
    if token.taken:
        return "taken"
    if token.low == "." and not page.ends_sentence(at) and _closes_unit(page, at):
        return "."
    if page.ends_sentence(at) and token.kind == "punct":
        return ";" if token.low == ";" else "."
    if token.kind == "punct" and token.low in _MARKS:
        return token.low
    if token.low in _DASHES and token.kind == "punct":
        after = page.tokens[at + 1] if at + 1 < len(page) else None
        return "|" if token.gap and after is not None and after.gap else None
    if token.low in page.lexicon.words["extras"]:
        return "and"
    return None


def _closes_unit(page: Page, at: int) -> bool:
    """The dot of "2 hrs. Research is …", "the 31st. The one …": no abbreviation where a capital follows."""
    after = page.tokens[at + 1] if at + 1 < len(page) else None
    if after is None or not after.gap or not after.text[0].isupper() or page.lexicon.capital_nouns:
        return False
    return page.low(at - 1) in page.lexicon.units or page.low(at - 1) in page.lexicon.words["ordinals"]


def _atom(page: Page, at: int, cell: Cell) -> Atom:
    token = page.tokens[at]
    if token.kind == "money":
        return money_at(page, at, cell)
    if found := rate_without_currency(page, at):
        return found
    days = days_at(page, at)
    if days is not None and not (token.kind == "number" and _is_unit(page, at + 1)):
        return Atom("days", at, days[1], days=days[0])
    last = cell.atoms[-1] if cell.atoms else None
    led = last is not None and (
        last.kind == "days" or (last.kind == "time" and last.time is not None and bool(last.time.span))
    )
    led = led or (cell.lead == "and" and last is None)
    if (timed := time_at(page, at, led)) is not None:
        return Atom("time", at, timed[1], timed[0].hours, time=timed[0])
    if token.kind == "clock":
        hour, minute = token.text.split(":")
        value = Decimal(int(hour) * _HOUR_MINUTES + int(minute)) / _HOUR_MINUTES
        return Atom("clock", at, at + 1, value)
    if token.kind == "number" and token.number is not None:
        return _number(page, at)
    if (per := _per(page, at, last)) is not None:
        return per
    return _one(page, at, last) or Atom("word" if token.kind in ("word", "code") else "other", at, at + 1)


def _is_unit(page: Page, at: int) -> bool:
    return page.lexicon.units.get(page.low(at)) in PAID


def _number(page: Page, at: int) -> Atom:
    token = page.tokens[at]
    value = token.number or Decimal(0)
    stop = at + 1
    stop += page.low(stop) in page.lexicon.words["full_words"] or (
        page.low(stop) in ("x", "×") and page.low(stop + 1) in page.lexicon.units
    )
    unit = page.lexicon.units.get(page.low(stop))
    half = page.tokens[stop] if page.free(stop) and page.tokens[stop].number == _HALF else None
    if half is not None and page.lexicon.units.get(page.low(stop + 1)) == "day":
        return Atom("count", at, stop + 2, value, "half day")  # "three half days"
    if unit in PERIODS:
        return Atom("count", at, stop + 1, value, unit or "")
    if page.low(stop) in page.lexicon.words["crew_words"] or (width := page.cue(at + 1, "crew")):
        width = max(1, page.cue(at + 1, "crew"))
        return Atom("count", at, at + 1 + width, value, "person")
    if page.low(stop) in page.lexicon.weekdays and page.low(stop).endswith("s") and value > 1:
        return Atom("count", at, stop + 1, value, "day")  # "four Saturdays"
    if token.cues.get("counted"):
        return Atom("count", at, stop, value, "time")
    return Atom("number", at, at + 1, value)


def _one(page: Page, at: int, last: Atom | None) -> Atom | None:
    """The "full day" of "Mon full day", "a session"; not the "a day" of "6h a day"."""
    low, units = page.low(at), page.lexicon.units
    if low in page.lexicon.words["full_words"] and units.get(page.low(at + 1)) == "day":
        return Atom("count", at, at + 2, Decimal(1), "day")
    if low in page.lexicon.words["ones"] and units.get(page.low(at + 1)) in PERIODS:
        return Atom("count", at, at + 2, Decimal(1), units[page.low(at + 1)])
    often = next((number for name, number in _OFTEN.items() if low in page.lexicon.words[name]), 0)
    if often:
        return Atom("count", at, at + 1, Decimal(often), "time")  # "twice a week"
    for cue, number in _CREWS.items():
        if width := page.cue(at, cue):
            return Atom("count", at, at + width, Decimal(number), "person")
    return None


def _per(page: Page, at: int, last: Atom | None) -> Atom | None:
    """ "a day", "each", "each time", "per visit", "cada día", "daily"."""
    units = page.lexicon.units
    if width := page.cue(at, "daily"):
        return Atom("per", at, at + width, unit="day")
    behind_time = last is not None and last.kind in ("time", "count", "number")
    width = page.cue(at, "each", "each_time")
    article = page.low(at) in page.lexicon.words["articles"] | page.lexicon.words["ones"]
    per = page.cue(at, "per", "per_article")
    if per and units.get(page.low(at + per)) in PERIODS and (behind_time or not article):
        unit = units[page.low(at + per)]
        return Atom("per", at, at + per + 1, unit=unit)
    priced = page.free(at + width) and page.tokens[at + width].kind == "money"
    if width and page.low(at) != "/" and not priced:
        unit = units.get(page.low(at + width), "")
        following = unit if unit in PERIODS else ""
        return Atom("per", at, at + width + bool(following), unit=following or "each")
    return None
