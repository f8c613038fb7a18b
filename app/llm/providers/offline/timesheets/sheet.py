"""What a timesheet holds: its entries, its rates, and what is said of all of them."""

from dataclasses import dataclass, field
from decimal import Decimal

from app.llm.providers.offline.timesheets.cells import Cell
from app.llm.providers.offline.timesheets.days import Day


@dataclass
class Rate:
    """An amount per hour (or per day, session, walk) and what it holds for; nothing said means all."""

    value: Decimal
    unit: str
    at: int
    persons: bool = False
    weekdays: frozenset[int] = frozenset()
    words: frozenset[str] = frozenset()
    first: Decimal | None = None
    """For so many hours of each day."""
    beyond: Decimal | None = None
    """For what is more than so many hours of each day; 0 where that is the `first` of another rate."""
    until: int | None = None
    after: int | None = None
    """Minutes since midnight."""
    heads: bool = False
    """Whether entries follow it on its line."""

    @property
    def is_general(self) -> bool:
        conditions = self.weekdays or self.words or self.first or self.until or self.after
        return not conditions and self.beyond is None


@dataclass
class Entry:
    """One time that is to be paid."""

    value: Decimal
    unit: str
    """What `value` counts: hours, or the unit of the rate."""
    line: int
    sentence: int
    days: tuple[Day, ...] = ()
    times: Decimal = Decimal(1)
    spans: list[tuple[int, int]] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    heading: tuple[Cell, ...] = ()
    rate: Rate | None = None
    share: Decimal = Decimal(1)
    behind: int = 0
    """Where its time ends in the words."""
    is_each: bool = False
    """Whether its time was said to be that of each day, none of which was named yet."""

    @property
    def total(self) -> Decimal:
        return self.value * self.times * self.share

    def drop(self, days: tuple[Day, ...]) -> None:
        """Some of its days are not to be paid, or none of it."""
        kept = tuple(day for day in self.days if not _is_of(day, days))
        if days and kept and len(self.days) == self.times:
            self.days, self.times = kept, Decimal(len(kept))
        else:
            self.share = Decimal(0)

    def falls_on(self, days: tuple[Day, ...]) -> bool:
        """Whether one of `days` is one of its own."""
        return any(_is_of(day, days) for day in self.days)


@dataclass
class Sheet:
    unit: str
    entries: list[Entry] = field(default_factory=list)
    rates: list[Rate] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    """All that were understood."""
    mute: set[int] = field(default_factory=set)
    """The ids of cells whose words name no work: breaks, corrections."""
    persons: Decimal = Decimal(1)
    count: Decimal = Decimal(0)
    """Of how many sessions or days it tells, where that is said."""
    count_unit: str = ""
    minimum: Decimal = Decimal(0)
    day_hours: Decimal | None = None
    breaks: list[tuple[Decimal, tuple[Day, ...]]] = field(default_factory=list)
    """Unpaid breaks of every day or of some."""
    summed: tuple[int, Decimal] = (0, Decimal(0))
    """How many entries were summed up for `running` and their total; who changes any but the last resets it."""

    def running(self) -> Decimal:
        """The total of all entries so far, which is asked at each further time."""
        count, total = self.summed
        total = sum((entry.total for entry in self.entries[count:-1]), total)
        self.summed = (max(0, len(self.entries) - 1), total)
        return total + self.entries[-1].total if self.entries else total


def _is_of(day: Day, days: tuple[Day, ...]) -> bool:
    """By its weekday, or by its number."""
    number = _number(day)
    return any(
        (day.weekday is not None and day.weekday == other.weekday) or (number and number == _number(other))
        for other in days
    )


def _number(day: Day) -> str:
    return "".join(character for character in day.text if character.isdecimal())
