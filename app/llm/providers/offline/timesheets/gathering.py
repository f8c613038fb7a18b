"""Cells to entries and rates, from left to right."""

from decimal import Decimal

from app.llm.providers.offline.page import Page
from app.llm.providers.offline.timesheets.adding import add_days, add_entry, times_of
from app.llm.providers.offline.timesheets.asides import READERS, count_later, tells_length
from app.llm.providers.offline.timesheets.cells import Atom, Cell, words_in
from app.llm.providers.offline.timesheets.conditions import read_rate
from app.llm.providers.offline.timesheets.sheet import Rate, Sheet
from app.llm.providers.offline.timesheets.spreading import reach_of
from app.llm.providers.offline.timesheets.state import State, days_of, has_word, without_weekday, words_of

_DAYS = ("day", "half day")
_LONGEST_HEAD = 40
_DUE = ("due_cue", "pay_word", "to_settle", "date_noun")


class Gatherer:
    """One walk over the cells."""

    def __init__(self, page: Page, unit: str) -> None:
        self.page = page
        self.state = State(page, unit)
        self.maybe: list[tuple[Rate, list[Cell]]] = []
        """Amounts beside a rate that are rates themselves if they fit some entries: "Sundays £25"."""
        self._rated = -1
        """The last sentence with a rate."""

    def read(self, cells: list[Cell]) -> Sheet:
        """All entries and rates of the cells."""
        state = self.state
        state.measured = any(tells_length(state, cell) for cell in cells)
        before: Cell | None = None
        for cell in cells:
            if before is not None and cell.sentence != before.sentence:
                self._end_sentence(cell, before)
            if cell.lead == ":":
                self._head(cell)
            state.sentence.append(cell)
            if not any(reader(state, cell) for reader in READERS):
                self._cell(cell)
            before = cell
        if before is not None:
            self._trail()
            add_days(state, before)
        return state.sheet

    def _end_sentence(self, cell: Cell, before: Cell) -> None:
        state = self.state
        self._trail()
        add_days(state, before)
        opened = cell.line == before.line + 1 and bool(before.of("days")) and not before.of("time", "number")
        state.days = state.days if opened and not state.named else []
        state.days_stay = opened
        state.sentence, state.heading, state.line_rate = [], (), None
        state.named, state.counts, state.corrects, state.after_break = [], [], False, False
        state.scale = Decimal(1)
        state.pending = [each for each in state.pending if state.days]

    def _head(self, cell: Cell) -> None:
        """What stands before a colon heads the entries behind it, or is the day of all of them."""
        state = self.state
        if not state.sentence or state.last(cell) is not None:
            if state.sentence and state.sentence[-1].of("days"):
                state.days_stay = False
            return
        state.days_stay = bool(days_of(state.sentence[-1]))
        state.heading = tuple(each for each in state.sentence[-_LONGEST_HEAD:] if words_of(self.page, each))
        start = state.sentence[0].start
        state.line_rate = next((rate for rate in state.sheet.rates if rate.at >= start), None)
        if state.line_rate is not None:
            state.line_rate.heads = True
        state.named = []

    def _trail(self) -> None:
        """Words behind the time at the end of a line: "- 12/10 8h30-12h, câblage"."""
        state = self.state
        last = state.last(state.named[0]) if state.named else None
        if last is not None and not any(words_of(self.page, cell) for cell in last.cells):
            last.cells += state.named

    def _cell(self, cell: Cell) -> None:
        state = self.state
        rates, times = cell.of("rate"), times_of(state, cell)
        if rates:
            self._rates(cell, rates, times)
            return
        if cell.of("money"):
            self._maybe(cell)
            return
        if not times and state.says(cell, *_DUE) is not None:
            return
        self._crew(cell)
        if times:
            add_entry(state, cell, times)
            return
        if days_of(cell) and self._days(cell):
            return
        counts = [count for count in cell.of("count") if count.unit != "person"]
        if state.measured and counts and (cell.of("days") or state.days) and counts[-1].unit in _DAYS:
            add_entry(state, cell, counts[-1:])  # "Mon full day"
        elif counts:
            if cell.of("per") and len(counts) > 1:  # "twice a week for four weeks"
                counts[0].value *= counts[1].value
                counts = counts[:1]
            state.counts += counts
            state.pending.append(cell)
            count_later(state, cell, counts[0])
        if words_of(self.page, cell) and not counts:
            state.named.append(cell)

    def _crew(self, cell: Cell) -> None:
        """ "three of us": everything is done by so many."""
        persons = [count for count in cell.of("count") if count.unit == "person"]
        if persons and self.state.sheet.persons == 1:
            self.state.sheet.persons = persons[0].value
        if persons:
            self.state.pending.append(cell)

    def _maybe(self, cell: Cell) -> None:
        """An amount without a unit in the sentence of a rate."""
        state, money = self.state, cell.of("money")[0]
        if self._rated == cell.sentence and not cell.of("time", "count", "number"):
            atom = Atom("rate", money.start, money.stop, money.value, state.sheet.unit)
            rate = read_rate(self.page, atom, self._of(cell), state.days, None, state.sheet.rates)
            self.maybe.append((rate, self._of(cell)))
        state.named, state.days = [], []

    def _of(self, cell: Cell) -> list[Cell]:
        """The cell, with those before it that "and" links to it: "research and design at $50"."""
        return [*self.state.named, cell] if cell.lead in ("and", "") else [cell]

    def _days(self, cell: Cell) -> bool:
        """Days that wait for their time; whether nothing else is to be read in the cell."""
        state, days = self.state, days_of(cell)
        if has_word(self.page, words_in(self.page, cell.start, cell.stop), "day_off"):
            return state.mute(cell)
        if state.after_break and cell.lead == "and" and state.sheet.breaks:
            state.sheet.breaks.append((state.sheet.breaks[-1][0], days))  # "half an hour on Mon and Tue"
            return state.mute(cell)
        last = state.last(cell)
        if last is not None and last.is_each:
            state.sheet.cells.append(cell)
            last.times = Decimal(len(days)) + (last.times if last.days else 0)
            last.days = (*last.days, *days)
            return False
        if state.days_stay and last is not None:
            state.days, state.days_stay = [], False
        state.days = without_weekday([*state.days, *days])
        state.pending.append(cell)
        return False

    def _rates(self, cell: Cell, rates: list[Atom], times: list[Atom]) -> None:
        state, sheet = self.state, self.state.sheet
        limit = reach_of(self.page, cell, times)
        times = [] if limit is not None else times
        if not times:
            add_days(state, cell)
        for atom in rates:
            if atom.unit not in (sheet.unit, "minute"):
                continue
            rate = read_rate(
                self.page, atom, [cell] if times else self._of(cell), [] if times else state.days, limit, sheet.rates
            )
            if times:
                self._priced(cell, times, rate)
            else:
                sheet.rates.append(rate)
                sheet.cells += state.pending if state.days else []
            self._rated = cell.sentence
            sheet.cells.append(cell)
        state.named, state.days = [], []
        self._crew(cell)
        if sheet.persons > 1:
            state.use()

    def _priced(self, cell: Cell, times: list[Atom], rate: Rate) -> None:
        """An entry with its rate, which is that of all before it too, unless there is one for all."""
        sheet = self.state.sheet
        general = any(other.is_general and not other.heads for other in sheet.rates)
        waiting = [] if general else [entry for entry in sheet.entries if entry.rate is None]
        add_entry(self.state, cell, times)
        rate.weekdays, rate.words = frozenset(), frozenset()
        sheet.entries[-1].rate = rate
        if not general:
            sheet.rates.append(rate)
            for entry in waiting:
                entry.rate = rate
