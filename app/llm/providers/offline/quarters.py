"""Quarters of an hour as decimals: "three quarters of an hour", "une heure et quart", "eine Viertelstunde"."""

from collections.abc import Sequence
from decimal import Decimal

from app.llm.providers.offline.lexicon import Lexicon
from app.llm.providers.offline.tokens import Token, measured

_QUARTER = Decimal("0.25")
_HALF = Decimal("0.5")
_FEW = 3
"""No hour has more quarters than that which are told beside it."""


class QuarterReader:
    """Folding rules for numbers and words that are part of an hour or another unit of time."""

    def __init__(self, lexicon: Lexicon) -> None:
        words = lexicon.words
        self.units = lexicon.units
        self.halves = words["halves"]
        self.quarters, self.whole = words["quarters"], words["quarter_hours"]
        self.links = words["number_links"] | words["number_bridges"] | words["extras"]
        self.of, self.articles = words["of"], words["articles"]

    def part(self, tokens: Sequence[Token], at: int) -> tuple[Token, int] | None:
        """ "three quarters of an hour", "3/4 of a day", "tre quarti d'ora"."""
        value, stop = self._count(tokens, at), at + 1
        if value is None or tokens[at].unit or stop >= len(tokens):
            return None
        if tokens[stop].low in self.whole:  # "drie kwartier"
            return measured(tokens, at, stop + 1, value * _QUARTER, "hour")
        if tokens[stop].low in self.quarters and value <= _FEW:
            value, stop = value * _QUARTER, stop + 1
        if value >= 1 or stop >= len(tokens):
            return None
        behind = self._behind_of(tokens, stop)
        unit = self.units.get(tokens[behind].low) if behind < len(tokens) else None
        if unit not in ("hour", "day") or (behind == stop and stop == at + 1):
            return None  # "half day" and "0.5 hours" need no help.
        return measured(tokens, at, behind + 1, value, unit)

    def added(self, tokens: Sequence[Token], at: int) -> tuple[Token, int] | None:
        """ "an hour and a quarter", "two and three quarter hours", "une heure et quart"."""
        whole, stop = self._count(tokens, at), at + 1
        if whole is None or tokens[at].unit or whole % 1 or stop + 1 >= len(tokens):
            return None
        unit = self.units.get(tokens[stop].low)
        stop += unit is not None
        if stop >= len(tokens) or tokens[stop].low not in self.links:
            return None
        stop += 1
        count = tokens[stop].number if stop < len(tokens) else None
        stop += count is not None or (stop < len(tokens) and tokens[stop].low in self.articles)
        further = stop < len(tokens) and tokens[stop].low in self.units  # "8 hours and a half day"
        if unit and count == _HALF and not further and tokens[stop - 1].low.endswith(tuple(self.halves)):
            return measured(tokens, at, stop, whole + _HALF, unit)  # "an hour and a half"
        if stop >= len(tokens) or tokens[stop].low not in self.quarters or (count or 1) > _FEW:
            return None
        value, stop = whole + (count or 1) * _QUARTER, stop + 1
        if unit is None and stop < len(tokens):
            unit, stop = self.units.get(tokens[stop].low), stop + 1
        return measured(tokens, at, stop, value, "hour") if unit == "hour" else None

    def alone(self, tokens: Sequence[Token], at: int) -> tuple[Token, int] | None:
        """ "Dreiviertelstunde", "kwartier": an article or nothing before it."""
        low = tokens[at].low
        if low in self.whole:
            return measured(tokens, at, at + 1, _QUARTER, "hour")
        three = low[4:] in self.whole and low[:4] == "drei"
        return measured(tokens, at, at + 1, _FEW * _QUARTER, "hour") if three else None

    def _count(self, tokens: Sequence[Token], at: int) -> Decimal | None:
        """The number, which "a quarter" and "an hour" say by their article."""
        return Decimal(1) if tokens[at].low in self.articles else tokens[at].number

    def _behind_of(self, tokens: Sequence[Token], at: int) -> int:
        """Behind the "of an" of "of an hour"."""
        if tokens[at].low not in self.of:
            return at
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        return at + 1 + (following is not None and (following.low in self.articles or following.number == 1))
