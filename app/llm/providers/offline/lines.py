"""Lines found in the words, and how they become the items of the draft."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from app.llm.providers.offline.attached import Attached
from app.llm.providers.offline.entries import is_label_word
from app.llm.providers.offline.facts import plain
from app.llm.providers.offline.page import Page
from app.llm.providers.offline.stems import are_alike

TIME = frozenset({"minute", "hour", "day", "half day", "night", "week", "month", "session"})
"""Units that may wait for a rate that is said elsewhere."""
_STAYS = frozenset({"day", "night"})
_SHORT = 4
_NEAR = 3
_MOST_BEFORE = 40
_SHORTEST = 3


@dataclass
class Line:
    """One item before it is written down; `price` None means that a rate said elsewhere is still to come."""

    name: str
    start: int
    quantity: Decimal | None = None
    unit: str | None = None
    price: Decimal | None = None
    is_named: bool = True
    """Whether its name is likely one, and not merely all that stands there."""
    is_sum: bool = False
    is_rate: bool = False
    per: str | None = None
    """What its price is said to be for: "hour"."""
    day: int | None = None
    """The weekday that is said of it; Monday is 0."""
    words: frozenset[str] = frozenset()
    """All words that were said of it, for a rate that is said of some of them only."""
    heading: str = ""
    """What stands above it, for a line that has no name of its own."""
    attached: list[Attached] = field(default_factory=list)


def write(page: Page, lines: list[Line]) -> None:
    """Lines to the draft's items: rates are applied to the hours that wait for them, sums beside items go."""
    lines = _apply_rate(page, _correct_counts(page, lines))
    _count_as_told(lines)
    priced = [line for line in lines if line.price is not None]
    own = [line for index, line in enumerate(priced) if not line.is_sum and not _is_restated(line, priced[:index])]
    for line in own or priced[:1]:
        page.facts.items.append(_item(page, line))
    facts = page.facts
    if len(facts.items) == 1 and facts.items[0]["taxes"]:  # Of the only line is of the whole.
        facts.taxes += [tax for tax in facts.items[0]["taxes"] if tax not in facts.taxes]
        facts.items[0]["taxes"] = None


def _is_restated(line: Line, before: list[Line]) -> bool:
    """The second amount of "$220 for alterations; that $220 has the tax in it": no name and no new price."""
    if line.name or line.quantity is not None:
        return False
    return any(other.price == line.price for other in before[-_NEAR:])


def _count_as_told(lines: list[Line]) -> None:
    """ "8 windows at £90, fitting £25 per window": as many as were told of the thing that the price is for."""
    for index, line in enumerate(lines):
        waits = line.per in TIME and (line.per not in _STAYS or not line.name or not _is_added(lines, index))
        if line.per is None or line.quantity is not None or line.price is None or waits:
            continue
        for other in reversed(lines[max(0, index - _MOST_BEFORE) : index]):
            named = any(are_alike(word, line.per) for word in other.name.lower().split())
            if other.quantity and (other.unit == line.per or named):
                line.quantity = other.quantity
                break


def _is_added(lines: list[Line], index: int) -> bool:
    """ "2 nights at €140, city tax €3 per night": beside a price for the same nights, and no rate for hours."""
    before = lines[index - 1] if index else None
    return before is not None and before.unit == lines[index].per and None not in (before.price, before.quantity)


def _correct_counts(page: Page, lines: list[Line]) -> list[Line]:
    """ "46 metres in the end, same price": the count replaces that of the line in the same unit."""
    kept: list[Line] = []
    quoted_by_unit: dict[str | None, Line] = {}
    for line in reversed(lines) if page.places("same_price") else ():
        if line.unit and line.price is not None:
            quoted_by_unit[line.unit] = line  # The first of them stays.
    for line in lines:
        quoted = quoted_by_unit.get(line.unit) if line.price is None else None
        if quoted:
            quoted.quantity = line.quantity
        else:
            kept.append(line)
    return kept


def _apply_rate(page: Page, lines: list[Line]) -> list[Line]:
    """Give the lines that wait their rate: the one that is said of their day or kind, else the first."""
    rates = _rates(page, lines)
    drop = {id(rate) for rate in rates if rate.quantity is None} if any(line.price is None for line in lines) else set()
    for line in lines:
        if line.price is None and line.unit == "minute" and rates and rates[0].unit == "hour":
            line.quantity, line.unit = (line.quantity or Decimal(0)) / 60, "hour"  # "backup 45 min" of a timesheet
    alike = [line for line in lines if line.price is None and rates and rates[0].unit in (None, line.unit)]
    if not alike:
        return [line for line in lines if line.price is not None]
    for line in alike:
        line.price = next((rate for rate in rates[1:] if _is_of(page, rate, line)), rates[0]).price
    named = [line for line in alike if not _is_bare(page, line)]
    if len(named) == 1 and len(alike) > 1 and not named[0].heading and page.layout is None:
        named[0].heading = alike[0].heading = _without_label(page, named[0].name)
        named = []  # "Mon 3h, Tue 2h, Sun 4h dog sitting"
    if page.layout == "one" or not (named or page.layout == "each"):
        drop |= _put_together(page, [*(rate for rate in rates if rate.quantity is not None), *alike])
    spoken = "" if not rates or _is_bare(page, rates[0]) or rates[0].quantity is not None else rates[0].name
    for line in alike:
        line.name = (line.heading or spoken) if _is_bare(page, line) else _without_label(page, line.name)
    return [line for line in lines if id(line) not in drop and line.price is not None]


def _without_label(page: Page, name: str) -> str:
    """The "code review" of "Wed code review"; the name of a line does not tell its day."""
    words = name.split()
    while len(words) > 1 and is_label_word(page, words[0]):
        del words[0]
    rest = " ".join(words).lstrip(":-–— ")
    return rest[:1].upper() + rest[1:]


def _rates(page: Page, lines: list[Line]) -> list[Line]:
    """The rate, and further ones for some days or some kind of work: "£40 an hour, Sundays £50"."""
    first = next((line for line in lines if line.is_rate), None)
    if first is None:
        # "night watch at £21 an hour: 3 Aug 22:00 to 06:00, 4 Aug 22:00 to 06:00"
        spent = next((line for line in lines if line.price is not None and line.per in TIME and line.quantity), None)
        return [spent] if spent and any(line.price is None and line.unit == spent.per for line in lines) else []
    further = [line for line in lines if line is not first and line.price is not None and line.quantity is None]
    return [first, *(line for line in further if line.is_rate or (line.name and _is_bare(page, line)))]


def _is_of(page: Page, rate: Line, line: Line) -> bool:
    """Whether a further rate is said of the day or of the words of a line."""
    if rate.day is not None:
        return rate.day == line.day
    return any(len(word) > _SHORT and word in rate.words for word in line.words)


def _put_together(page: Page, lines: list[Line]) -> set[int]:
    """One line for each rate, with the hours of all; the ids of those that it replaces."""
    firsts: dict[Decimal | None, Line] = {}
    replaced: set[int] = set()
    for line in lines:
        first = firsts.setdefault(line.price, line)
        if line is not first:
            first.name = _with_name(page, first, line)
            first.quantity = (first.quantity or Decimal(0)) + (line.quantity or Decimal(0))
            replaced.add(id(line))
    return replaced


def _with_name(page: Page, first: Line, line: Line) -> str:
    """What both are for: "Mo 8 h, Mi 7 h Standaufbau" are hours of one kind."""
    if _is_bare(page, line):
        return first.name
    name = _without_label(page, line.name)
    known = "" if _is_bare(page, first) else _without_label(page, first.name)
    parts = known.lower().split(", ")
    return (
        known
        if name.lower() in parts
        else ", ".join(filter(None, (known, name[:1].lower() + name[1:])))
        if known
        else name
    )


def _is_bare(page: Page, line: Line) -> bool:
    """Named by nothing but weekdays, or what is too short for anything else."""
    return all(len(word) < _SHORTEST or is_label_word(page, word) for word in line.name.split())


def _item(page: Page, line: Line) -> dict[str, Any]:
    if not line.name and not line.unit:
        page.facts.doubt("unnamed_item", "items", "The words name no item for an amount.")
    unit = page.lexicon.unit_names.get(line.unit, line.unit) if line.unit else None
    said = any(character.isalnum() for character in line.name)
    name = line.name if said else (unit or "item").capitalize()
    discounts = [each.value for each in line.attached if each.kind == "discount"]
    taxes = [each.value for each in line.attached if each.kind == "tax"]
    untaxed = any(each.kind == "untaxed" for each in line.attached)
    reduction = {**discounts[0], "name": None} if discounts else None
    return {
        "name": name[:300],
        "description": None,
        "quantity": plain(Decimal(1) if line.quantity is None else line.quantity),
        "unit": unit,
        "unit_price": plain(line.price or Decimal(0)),
        "discount": reduction,
        "taxes": taxes or ([] if untaxed else None),
    }
