"""What a walk over the tokens makes: atoms of one sense, in cells between commas, brackets and "and"."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from app.llm.providers.offline.page import Page
from app.llm.providers.offline.timesheets.days import Day
from app.llm.providers.offline.timesheets.times import Time

Kind = Literal["time", "clock", "number", "count", "days", "per", "rate", "money", "word", "other"]

PERIODS = frozenset(
    "day night morning afternoon evening week fortnight month session shift visit lesson class time trip run".split()
) | {"half day"}
"""What is counted and takes time, so that a time "each" is multiplied by it."""
PAID = PERIODS | {"hour", "minute"}


@dataclass(slots=True)
class Atom:
    """Tokens [start, stop) that are one thing."""

    kind: Kind
    start: int
    stop: int
    value: Decimal = Decimal(0)
    unit: str = ""
    """What is counted, or what a rate or a time is per."""
    time: Time | None = None
    days: tuple[Day, ...] = ()
    persons: bool = False
    """Whether a rate is said to be per person as well."""


@dataclass
class Cell:
    """Atoms between two separators; `lead` is the one before it."""

    lead: str
    start: int
    stop: int
    line: int
    sentence: int
    atoms: list[Atom] = field(default_factory=list)

    def of(self, *kinds: Kind) -> list[Atom]:
        return [atom for atom in self.atoms if atom.kind in kinds]


def words_in(page: Page, start: int, stop: int) -> Iterator[int]:
    """The free words of [start, stop)."""
    near = enumerate(page.tokens[start:stop], start)
    return (at for at, token in near if token.kind in ("word", "code") and not token.taken)
