"""The names of taxes, and which of them belongs to a percent."""

from decimal import Decimal
from functools import cached_property

from app.llm.providers.offline import scope
from app.llm.providers.offline.discounts import MARKS, is_discount
from app.llm.providers.offline.facts import plain
from app.llm.providers.offline.inclusion import is_included
from app.llm.providers.offline.page import Page

_REACH = 6
_SENTENCE_REACH = 30


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

    def told_apart(self, position: int) -> str | None:
        """The tax of a percent that its sentence names elsewhere: "all before VAT, add 20%"; "they withhold 2%"."""
        page = self.page
        start, stop = scope.near(page, position)
        if page.find_cue(start, stop, "withheld") is not None:
            return page.lexicon.usual_withholding
        lead = position - 1
        while lead > start and page.low(lead) in page.lexicon.words["articles"]:
            lead -= 1
        added = page.low(lead) in page.lexicon.words["add_marks"]
        if not (added or is_included(page, (start, stop), (position, position + 1))):
            return None
        begin = page.sentence_start(position, _SENTENCE_REACH)
        for index in range(begin, min(page.sentence_end(position), position + _SENTENCE_REACH)):
            found = self.at(index)
            if found and not any(token.kind == "percent" for token in page.tokens[max(begin, index - 2) : index + 3]):
                return found[0]
        return None

    def is_denied(self, position: int) -> bool:
        """ "no 8% sales tax"; "normally it would be 23%, but here no VAT is charged"."""
        page, words = self.page, self.page.lexicon.words
        if page.low(position - 1) in words["no_marks"] and self.near(position):
            return True
        start = max(page.clause(position)[0], position - _SENTENCE_REACH)
        unusual = page.find_word(start, position, words["hypothetical"])
        if unusual is None and page.find_cue(start, position, "usual_price") is None:
            return False
        begin = page.sentence_start(position, _SENTENCE_REACH)
        end = min(page.sentence_end(position), position + _SENTENCE_REACH)
        if page.find_cue(position + 1, end, "untaxed") is not None:
            return True  # "Normally I add 6% but they are exempt"
        return any(self._named_behind(at) for at in page.cues_in(begin, end, "tax_free"))

    def _named_behind(self, position: int) -> bool:
        start = position + self.page.cue(position, "tax_free")
        return any(self.at(index) for index in range(start, min(len(self.page), start + 2)))

    def split(self, position: int, name: str) -> None:
        """ "12% GST split into CGST and SGST": a tax of two halves, where its sentence names both without a percent."""
        taxes = self.page.facts.taxes
        halves = self._halves(position) if taxes and taxes[-1]["name"] == name else []
        if halves and all(half != name and half.endswith(name) for half in halves):
            whole = taxes.pop()
            percentage = plain((Decimal(whole["percentage"]) / 2).quantize(Decimal("0.0001")))
            taxes += [{**whole, "name": half, "percentage": percentage} for half in halves]

    def _halves(self, position: int) -> list[str]:
        """The names of both halves of a tax, where the sentence of its only percent names them."""
        page = self.page
        begin = page.sentence_start(position, _SENTENCE_REACH)
        end = min(page.sentence_end(position), position + _SENTENCE_REACH)
        if sum(token.kind == "percent" for token in page.tokens[begin:end]) > 1:
            return []
        found = [page.low(at) for at in page.words_in(begin, end, page.lexicon.words["half_taxes"])]
        names = [page.lexicon.tax_names[low] for low in dict.fromkeys(found)]
        return names if len(names) == 2 else []

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
