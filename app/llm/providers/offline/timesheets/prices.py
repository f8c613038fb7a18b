"""Amounts as rates: "$24 an hour", "hourly rate 48", "£17 each per hour", "la hora sale $ 18.000"."""

from decimal import Decimal

from app.llm.providers.offline.page import Page
from app.llm.providers.offline.timesheets.cells import PAID, PERIODS, Atom, Cell

_RATE_REACH = 4


def money_at(page: Page, at: int, cell: Cell) -> Atom:
    """An amount, as a rate where it is per a unit of time or stands behind "hourly rate" or a count of hours."""
    unit, stop, persons = rate_unit(page, at + 1)
    value = page.tokens[at].number or Decimal(0)
    if unit:
        return Atom("rate", at, stop, value, unit, persons=persons)
    last = cell.atoms[-1] if cell.atoms else None
    if width := page.cue(at + 1, "hourly"):
        return Atom("rate", at, at + 1 + width, value, "hour")
    label = next(
        (index for index in range(max(cell.start - 3, at - _RATE_REACH, 0), at) if page.cue(index, "rate_label")), None
    )
    if label is not None and not persons:
        said = page.words(label, at).lower()
        day = any(page.lexicon.units.get(word) == "day" for word in said.split()) or any(
            name in said for name in page.lexicon.words["day_rates"]
        )
        return Atom("rate", at, stop, value, "day" if day else "hour")
    if any(_names_hour(page, atom) for atom in cell.of("word")) and not cell.of("time", "number", "count"):
        return Atom("rate", at, stop, value, "hour")
    priced = page.cue(at - 1, "strict_at", "times") > 0
    counted = next((atom for atom in reversed(cell.atoms) if atom.kind in ("time", "number", "count")), None)
    if priced and counted is not None and (counted.kind == "time" or counted is last or counted.stop == at - 1):
        thing = page.lexicon.units.get(page.low(counted.stop))
        if counted.kind == "time" and thing not in PERIODS:  # Not "3 x 2 hour sessions at $50".
            return Atom("rate", at, stop, value, "hour")
        if counted.kind == "number" and cell.of("days"):
            return Atom("rate", at, stop, value, "hour")
    return Atom("money", at, stop, value)


def _names_hour(page: Page, atom: Atom) -> bool:
    """ "la hora sale $ 18.000", "the hour is £20", "Stunde 80 €"."""
    led = page.low(atom.start - 1) in page.lexicon.words["articles"] or page.starts_line(atom.start)
    return led and page.lexicon.units.get(page.low(atom.start)) == "hour"


def rate_unit(page: Page, at: int) -> tuple[str, int, bool]:
    """The "hour" of "per person per hour", with the index behind; nothing where the price is for something else."""
    units = page.lexicon.units
    unit, persons = "", False
    at += page.low(at) in page.lexicon.words["net_marks"]
    while True:
        width = page.cue(at, "per", "each") or (
            page.cue(at, "per_article") if units.get(page.low(at + 1)) in PAID else 0
        )
        if not width:
            break
        after = at + width
        name = units.get(page.low(after), "")
        if name == "person" or page.low(after) in page.lexicon.words["crew_words"]:
            persons, at = True, after + 1
        elif name in PAID:
            unit, at = name, after + 1
        elif page.cue(at, "each") and page.cue(after, "per"):
            at = after  # "£23 each per hour"
        elif (
            not unit
            and page.free(after)
            and page.tokens[after].kind == "word"
            and page.cue(at, "per")
            and page.low(at) in page.lexicon.words["rate_marks"] | page.lexicon.words["ones"]
        ):
            unit, at = page.low(after), after + 1  # "$18 per walk"
        else:
            break
    if unit and page.low(at) == "." and not page.ends_sentence(at):
        at += 1
    return unit, at, persons


def rate_without_currency(page: Page, at: int) -> Atom | None:
    """ "44 per hour", "rate 48/h": a number that is per hour is money."""
    token = page.tokens[at]
    if token.kind != "number" or token.unit or token.number is None:
        return None
    width = page.cue(at + 1, "per", "per_article")
    if not width or page.lexicon.units.get(page.low(at + 1 + width)) != "hour":
        return None
    unit, stop, persons = rate_unit(page, at + 1)
    return Atom("rate", at, stop, token.number, unit, persons=persons)
