"""The reader of timesheets: decides whether the words are one, gathers it, and writes its lines."""

from dataclasses import dataclass

from app.llm.providers.offline.lines import Line
from app.llm.providers.offline.page import Page
from app.llm.providers.offline.timesheets.atoms import cells
from app.llm.providers.offline.timesheets.billing import Piece, fits_some, pieces, without_restated
from app.llm.providers.offline.timesheets.cells import PAID, PERIODS, Cell
from app.llm.providers.offline.timesheets.columns import read_columns, read_names
from app.llm.providers.offline.timesheets.conditions import stems
from app.llm.providers.offline.timesheets.gathering import Gatherer
from app.llm.providers.offline.timesheets.layout import Layout, layout_of
from app.llm.providers.offline.timesheets.sheet import Entry, Sheet


@dataclass
class Reading:
    """A sheet that was understood, before its lines are named."""

    sheet: Sheet
    pieces: list[Piece]
    layout: Layout
    ranges: dict[int, tuple[int, int]]
    """By the id of each cell where it starts and ends in the words."""


def read_sheet(page: Page) -> Reading | None:
    """What the words hold of a timesheet, all of it taken; nothing is touched where they are none."""
    if not _may_be_rated(page):
        return None
    made = cells(page)
    unit = _unit(page, made)
    if unit is None:
        return None
    read_columns(page, made)
    if unit == "hour":
        read_names(page, made)
    gatherer = Gatherer(page, unit)
    sheet = gatherer.read(made)
    without_restated(sheet)
    if not _is_sheet(page, sheet):
        return None
    for rate, of in gatherer.maybe:
        if fits_some(page, sheet, rate):
            sheet.rates.append(rate)
            sheet.cells += of
    found = pieces(page, sheet)
    if not found:
        return None
    ranges = {
        id(cell): (page.tokens[cell.start].start, page.tokens[min(cell.stop, len(page)) - 1].end)
        for cell in made
        if cell.stop > cell.start
    }
    layout = layout_of(page)
    _take(page, sheet)
    return Reading(sheet, found, layout, ranges)


def _may_be_rated(page: Page) -> bool:
    """Whether any rate can be said at all: without one no cells need to be made."""
    if page.places("rate_label") or page.places("hourly"):
        return True
    units = page.lexicon.units
    if any(token.unit in PAID or units.get(token.low) in PAID for token in page.tokens):
        return True
    said = (page.tokens[at - 1 : at + 2] for at in page.places("per") if at)
    return any(around[0].number is not None and around[-1].kind == "word" for around in said)


def _unit(page: Page, made: list[Cell]) -> str | None:
    """What the hours are paid by: the hour before all else."""
    units = [atom.unit for cell in made for atom in cell.of("rate")]
    if "hour" in units:
        return "hour"
    units = [unit for unit in units if unit not in page.lexicon.weekdays]
    counted = {atom.unit for cell in made for atom in cell.of("count")}
    return next((unit for unit in units if unit in counted or unit not in PERIODS), units[0] if units else None)


def _has_own_price(page: Page, entry: Entry, rates: set[int]) -> bool:
    """ "sanding: 14 hours @ 42" in a list of other things: a number behind the time that is no rate of the sheet."""
    behind = max((atom.stop for cell in entry.cells for atom in cell.of("time")), default=len(page))
    at = behind + page.cue(behind, "at", "times")
    number = page.tokens[at] if page.free(at) and at > behind else None
    return number is not None and number.number is not None and at not in rates


def _is_rated(page: Page, sheet: Sheet, at: int) -> bool:
    """ "same rate for all, 80 eur/h", but not "27 hours, rate as quoted"."""
    return any(page.sentence_end(rate.at) == page.sentence_end(at) for rate in sheet.rates)


def _is_sheet(page: Page, sheet: Sheet) -> bool:
    """Several entries, or one that is more than a plain count; prices of their own make plain items."""
    entries = sheet.entries
    if not entries or not sheet.rates or any(not _is_rated(page, sheet, at) for at in page.places("same_price")):
        return False
    rates = {rate.at for rate in sheet.rates}
    if any(_has_own_price(page, entry, rates) for entry in entries):
        return False
    rich = any(entry.spans or entry.times != 1 for entry in entries) or bool(sheet.breaks) or sheet.persons > 1
    rich = rich or any(atom.unit == "labelled" for entry in entries for cell in entry.cells for atom in cell.of("time"))
    has_role = any(page.find_cue(cell.start, cell.stop, "role_lead") is not None for cell in entries[0].cells)
    if sheet.unit != "hour":
        dated = [entry for entry in entries if entry.days or entry.times > 1]
        return (len(dated) == len(entries) and (rich or len(entries) > 1)) or (has_role and len(entries) == 1)
    if rich or has_role:
        return True
    if len(entries) == 1 or len([rate for rate in sheet.rates if rate.is_general]) >= len(entries):
        return False
    priced = [entry for entry in entries if entry.rate is not None and not entry.rate.heads]
    return len(priced) < len(entries) or len({id(entry.rate) for entry in priced}) < len(priced)


def _take(page: Page, sheet: Sheet) -> None:
    """All numbers, days, rates and breaks; the words of entries stay until they are named."""
    rates = {rate.at for rate in sheet.rates}
    used = {id(cell) for entry in sheet.entries for cell in entry.cells}
    for cell in sheet.cells:
        for atom in cell.atoms:
            if atom.kind not in ("word", "other", "money") or atom.start in rates:
                page.take(atom.start, atom.stop)
        if cell.of("rate") and not cell.of("time", "days", "count") and id(cell) not in used:
            _take_told(page, cell, sheet)
        if cell.of("rate", "per") or page.find_cue(cell.start, cell.stop, "pause", "uncharged") is not None:
            _take_cues(page, cell)


def _take_told(page: Page, cell: Cell, sheet: Sheet) -> None:
    """The "research" of "research is billed at $58", where entries are of that kind."""
    told: set[str] = set()
    for entry in sheet.entries:
        for each in entry.cells:
            told |= stems(page, each.start, each.stop)
    for atom in cell.of("word"):
        if stems(page, atom.start, atom.stop) & told:
            page.take(atom.start, atom.stop)


def _take_cues(page: Page, cell: Cell) -> None:
    for cue in ("pause", "uncharged", "rate_label", "sheet_first", "sheet_beyond", "daily"):
        while (at := page.find_cue(cell.start, cell.stop, cue)) is not None:
            page.take(at, at + page.cue(at, cue))


def count_sessions(reading: Reading, found: list[Line]) -> None:
    """ "nine sessions, 90 minutes each, plus pool rental of $12 per session": there are nine of them too."""
    sheet = reading.sheet
    for line in found:
        if sheet.count and line.per == sheet.count_unit and line.quantity is None:
            line.quantity, line.is_rate = sheet.count, False
