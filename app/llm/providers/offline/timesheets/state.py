"""What is known of a sheet while its cells are walked."""

from collections.abc import Iterable
from decimal import Decimal

from app.llm.providers.offline.page import Page
from app.llm.providers.offline.timesheets.cells import Atom, Cell
from app.llm.providers.offline.timesheets.conditions import UNTOLD
from app.llm.providers.offline.timesheets.days import Day
from app.llm.providers.offline.timesheets.sheet import Entry, Rate, Sheet

_LEAST_DATES = 2
_WEEK = 7


class State:
    """The sheet so far, and what waits for the entry that it belongs to."""

    def __init__(self, page: Page, unit: str) -> None:
        self.page = page
        self.sheet = Sheet(unit)
        self.days: list[Day] = []
        self.days_stay = False
        """Whether they lead all that follows: "Mon: driving 5, loading 3"."""
        self.named: list[Cell] = []
        """Cells of words since the last entry of the sentence."""
        self.counts: list[Atom] = []
        self.pending: list[Cell] = []
        """Cells of days and counts that no entry has used yet."""
        self.heading: tuple[Cell, ...] = ()
        self.line_rate: Rate | None = None
        self.sentence: list[Cell] = []
        """Its cells so far."""
        self.scale = Decimal(1)
        """What a bare number is worth behind minutes or quarters."""
        self.measured = False
        """Whether it is said how many hours a full day has."""
        self.corrects = False
        self.after_break = False

    def last(self, cell: Cell) -> Entry | None:
        """The entry before, where it is of the same sentence."""
        last = self.sheet.entries[-1] if self.sheet.entries else None
        return last if last is not None and last.sentence == cell.sentence else None

    def mute(self, cell: Cell) -> bool:
        """Take a cell whose words name no work."""
        self.sheet.cells.append(cell)
        self.sheet.mute.add(id(cell))
        return True

    def use(self, count: Atom | None = None) -> None:
        """What was pending belongs to an entry."""
        self.sheet.cells += self.pending
        self.pending = []
        if count is not None:
            self.sheet.count, self.sheet.count_unit = count.value, count.unit

    def says(self, cell: Cell, *cues: str) -> int | None:
        """Where one of these cues stands in a cell."""
        return self.page.find_cue(cell.start, cell.stop, *cues)


def days_of(cell: Cell) -> tuple[Day, ...]:
    return tuple(without_weekday([day for atom in cell.of("days") for day in atom.days]))


def without_weekday(days: list[Day]) -> list[Day]:
    """Of "Mondays 4, 11 and 18 May" the weekday is no day of its own."""
    if len(days) <= _LEAST_DATES or any(map(str.isdecimal, days[0].text)):
        return days
    first, *dates = days
    dated = all(any(map(str.isdecimal, day.text)) for day in dates)
    last = dates[-1].weekday
    # A date without a year may have been read as that of next year.
    alike = last is not None and first.weekday in (last, (last - 1) % _WEEK, (last - 2) % _WEEK)
    return dates if dated and alike else days


def words_of(page: Page, cell: Cell) -> list[int]:
    """The words of a cell that are no mere links."""
    words = page.lexicon.words
    dull = words["vague"] | words["articles"] | words["links"] | words["moved_from"] | words["ranges"]
    dull |= words["time_from"] | words["time_to"]
    starts = (atom.start for atom in cell.atoms if atom.kind == "word")
    return [at for at in starts if page.low(at) not in dull and page.lexicon.units.get(page.low(at)) not in UNTOLD]


def has_word(page: Page, positions: Iterable[int], name: str) -> bool:
    """Whether one of these words is in a set of the lexicon."""
    return any(page.low(at) in page.lexicon.words[name] for at in positions)
