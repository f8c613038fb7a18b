"""The names of taxes, and which of them belongs to a percent."""

from decimal import Decimal
from functools import cached_property

from app.llm.providers.offline.discounts import MARKS, is_discount
from app.llm.providers.offline.page import Page

_REACH = 6


class TaxNames:
    """Finds the taxes that one page names."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.stops = page.lexicon.words["charge_stops"] | MARKS
        self.first_words = {name.partition(" ")[0] for name in page.lexicon.tax_names}

    def near(self, position: int) -> tuple[str, int, int] | None:
        """The name of the tax beside a percent and the span of both: behind it first, then before it."""
        page = self.page
        for index in range(position + 1, min(page.sentence_end(position), position + _REACH)):
            if page.low(index) in self.stops or page.tokens[index].number is not None or page.cue(index, "discount"):
                break
            if found := self.at(index):
                return found[0], position, index + found[1]
        set_apart = page.low(position - 1) == "(" and page.low(position + 1) == ")"
        named = page.low(position - 1) == "," and any(self.at(position - back) for back in (2, 3))
        last = position - 1 if set_apart or named else position  # "el IVA reducido, 10 %"
        for index in range(last - 1, max(-1, position - _REACH - 2), -1):
            token = page.tokens[index]
            if token.number is not None or token.low in self.stops or is_discount(page, index):
                break
            if self.at(index):
                return self._whole_at(index, position)
        return None

    @cached_property
    def usual_rates(self) -> frozenset[Decimal]:
        """Percents that are taxes wherever the language is spoken."""
        return frozenset(map(Decimal, self.page.lexicon.words["tax_rates"]))

    @cached_property
    def anywhere(self) -> str | None:
        """The first tax that the words name anywhere."""
        found = (self.at(index) for index in range(len(self.page)))
        return next((name[0] for name in found if name), None)

    def at(self, index: int) -> tuple[str, int] | None:
        """The name that begins at `index`, and of how many words it is."""
        page = self.page
        if page.low(index) not in self.first_words:
            return None
        for width in (4, 3, 2, 1):
            words = " ".join(token.low for token in page.tokens[index : index + width])
            if words in page.lexicon.tax_names and page.free(index):
                return page.lexicon.tax_names[words], width
        return None

    def _whole_at(self, index: int, position: int) -> tuple[str, int, int] | None:
        """Back from "tax" to "state sales tax"."""
        first = index
        while first > 0 and (longer := self.at(first - 1)) and first - 1 + longer[1] > index:
            first -= 1
        name = self.at(first)
        return (name[0], first, position + 1) if name else None
