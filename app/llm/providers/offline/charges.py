"""Taxes and discounts: percents and amounts by the words that stand beside them."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from app.llm.providers.offline import deposits, discounts, penalties, scope
from app.llm.providers.offline.attached import Attached
from app.llm.providers.offline.contrasts import Contrasts
from app.llm.providers.offline.discounts import MARKS
from app.llm.providers.offline.facts import plain
from app.llm.providers.offline.inclusion import is_included
from app.llm.providers.offline.page import Page
from app.llm.providers.offline.surroundings import take_around
from app.llm.providers.offline.taxes import TaxNames

_REACH = 6
_MOST_TAXES = 20
_MOST_PERCENTS = 1000
"""As many as there can be items: each line may have a tax of its own."""
_SENTENCE = 40


class ChargeReader:
    """Reads the charges of one page. `attached` holds those of single lines by the index of their token."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.words = page.lexicon.words
        self.stops = self.words["charge_stops"] | MARKS
        self.taxes = TaxNames(page)
        self.attached: dict[int, Attached] = {}
        self.last_discount = -1
        """Where the last discount of the whole stands."""
        self.contrasts = Contrasts(page, self.taxes)
        self.rates: dict[str, str] = {}
        """Percentages that were said of a tax, with its name."""

    def read(self) -> None:
        """Percents first become taxes or discounts; an amount is a deposit, a discount, or left for the items."""
        percents = [at for at, token in enumerate(self.page.tokens) if token.kind == "percent"]
        for position in percents[:_MOST_PERCENTS]:
            if self.page.free(position):
                self._read_percent(position)
        if len(percents) > _MOST_PERCENTS:
            message = f"Only the first {_MOST_PERCENTS} percentages were read."
            self.page.facts.doubt("charges_left_out", "taxes", message)
        deposits.read_deposits(self.page)
        if self.page.facts.discounts or self.page.places("discount", "take_off"):
            for position, token in enumerate(self.page.tokens):
                if token.number is not None and token.kind != "percent" and not token.taken:
                    self._read_amount(position)
        penalties.move(self.page)
        for position in self.page.places("tax_free"):
            self._read_untaxed(position)

    def give_back(self, claimed: Iterable[Attached]) -> None:
        """What no line took after all is of the whole."""
        taken = {id(each) for each in claimed}
        facts = self.page.facts
        for each in self.attached.values():
            if id(each) in taken or each.kind == "untaxed":
                continue
            charges = facts.taxes if each.kind == "tax" else facts.discounts
            if each.value not in charges:
                charges.append(each.value)

    def _read_percent(self, position: int) -> None:
        page = self.page
        if deposits.tells_share(page, position):
            page.take(position, position + 1)
            return
        if self._read_share(position):
            return
        if self.taxes.is_denied(position):
            page.take(position, position + 1)
            return
        tax = self.taxes.near(position)
        discount = None if tax else discounts.near(self.page, position)
        tax = tax or (self._implied_tax(position) if discount is None else None)
        discount = discounts.of_percent(page, position) if tax is None and discount is None else discount
        if scope.is_condition(page, position):
            scope.move_to_terms(page, position)
        elif tax:
            self._add_tax(position, *tax)
            self.taxes.split(position, tax[0])
        elif discount is not None:
            value = {"name": "Discount", "percentage": self._percentage(position), "amount": None}
            self._add_discount(position, discount, value)
        elif page.find_cue(*scope.near(page, position), "deposit") is not None:
            near = scope.near(page, position)
            paid = page.find_cue(*near, "deposit_paid", "payer_verb") is not None
            if paid and page.find_cue(*near, "still_to_pay") is None:
                page.facts.share_paid = min(page.tokens[position].number or Decimal(0), Decimal(100))
                page.take(position, scope.near(page, position)[1])
                return
            scope.move_to_terms(page, position)
            page.facts.doubt("deposit_not_applied", "amount_paid", "A deposit in percent was kept as a term only.")
        else:
            page.take(position, position + 1)
            message = f"What {page.tokens[position].text[:40]} is of was not understood."
            page.facts.doubt("unread_percent", "taxes", message)

    def _read_amount(self, position: int) -> None:
        """A fixed discount, perhaps on a condition; other amounts stay for the items."""
        page, discount = self.page, discounts.near(self.page, position)
        further = bool(page.facts.discounts) and discounts.is_further(page, position)
        if further and page.sentence_start(position, _SENTENCE) <= self.last_discount:
            discount = position - 1
        if discount is None:
            return
        if scope.is_condition(page, position):
            scope.move_to_terms(page, position)
            return
        amount = plain(abs(page.tokens[position].number or Decimal(0)))
        self._add_discount(position, discount, {"name": "Discount", "percentage": None, "amount": amount})

    def _read_share(self, position: int) -> bool:
        """ "15% of the £40,000" and "a 30% deposit on the $2,400 cake" are amounts of money."""
        page = self.page
        deposit = page.cue(position + 1, "deposit")
        link = position + 1 + deposit
        near = page.low(link) in self.words["share_links"] or (deposit > 0 and page.cue(link, "to_weak") > 0)
        near = near and (deposit > 0 or self.taxes.near(position) is None)  # "GST @ 18% on ₹40,000"
        base = next((at for at in range(link, link + 4) if page.free(at) and page.tokens[at].kind == "money"), None)
        if (
            not near
            or base is None
            or (deposit and page.find_cue(*scope.near(page, position), "deposit_paid") is not None)
        ):
            return False
        share, whole = page.tokens[position], page.tokens[base]
        share.number = (share.number or Decimal(0)) * (whole.number or Decimal(0)) / 100
        share.kind, share.currency = "money", whole.currency
        page.take(base, base + 1)
        return True

    # Taxes

    def _implied_tax(self, position: int) -> tuple[str, int, int] | None:
        """A percent alone: said again ("also 19 %"), in brackets behind a price where a tax is named, or "on top"."""
        page = self.page
        percentage = self._percentage(position)
        again = self.rates.get(percentage) or next(
            (tax["name"] for tax in page.facts.taxes[:_MOST_TAXES] if tax["percentage"] == percentage), None
        )
        bracketed = page.low(position - 1) == "(" and scope.has_amount_before(page, position)
        named = again or (self.taxes.anywhere if bracketed else None) or self.taxes.told_apart(position)
        if any(page.low(at) in self.words["taxed"] for at in range(max(0, position - 2), position)):
            named = named or self.taxes.anywhere or page.lexicon.usual_tax  # "taxed at 7%"
        near = scope.near(page, position)
        usual = page.tokens[position].number in self.taxes.usual_rates and page.cue(position - 1, "extra") > 0
        usual = usual and page.find_cue(*near, "deposit") is None  # "plus 19 prozent"
        if named is None and (usual or page.find_cue(*near, "on_top") is not None):
            named = self.taxes.anywhere or page.lexicon.usual_tax
        return (named, position, position + 1) if named else None

    def _add_tax(self, position: int, name: str, start: int, stop: int) -> None:
        page = self.page
        first, last = scope.around_bracket(page, position, start)
        span = (max(first, start - _REACH), min(last, stop + _REACH))
        withheld = page.find_cue(*self._own_words(start, stop, span), "withheld") is not None
        included = is_included(page, span, (start, stop))
        tax = {
            "name": name,
            "percentage": self._percentage(position),
            "inclusive": included and not withheld,
            "withholding": withheld,
        }
        alone = scope.is_of_one_line(page, position) and start >= page.clause(position)[0]
        alone = alone and not (included and page.find_cue(position, last, "those") is not None)  # "in those prices"
        again = tax["percentage"] in self.rates and tax not in page.facts.taxes
        of_line = (
            again
            or self.contrasts.is_contrasted
            or self.contrasts.is_each_taxed
            or (self.contrasts.is_by_line and page.low(position - 1) not in MARKS)
        )
        if alone or (of_line and scope.has_amount_before(page, position)):
            self.attached[position] = Attached("tax", tax)
            self.rates[self._percentage(position)] = name
        elif tax not in page.facts.taxes:
            page.facts.taxes.append(tax)
        take_around(self.page, start, stop)

    def _own_words(self, start: int, stop: int, span: tuple[int, int]) -> tuple[int, int]:
        """As much around a charge as speaks of no other: up to the next number or joining word."""
        while start > span[0] and not self._parts(start - 1):
            start -= 1
        while stop < span[1] and not self._parts(stop):
            stop += 1
        return start, stop

    def _parts(self, index: int) -> bool:
        return self.page.low(index) in self.stops or self.page.tokens[index].number is not None

    def _percentage(self, position: int) -> str:
        number = abs(self.page.tokens[position].number or Decimal(0))
        if number > 100:
            self.page.facts.doubt("percentage_too_large", "taxes", "A percentage above 100 was read as 100.")
        return plain(min(number, Decimal(100)).quantize(Decimal("0.0001")))

    def _read_untaxed(self, position: int) -> None:
        """ "no VAT" on one line of several; said of everything it is what an empty list of taxes means anyway."""
        page = self.page
        index = position + page.cue(position, "tax_free")
        while index < min(len(page), position + 3) and page.low(index) in self.words["vague"] | {","}:
            index += 1
        name = self.taxes.at(index) if index < len(page) else None
        apart = (
            self.contrasts.is_contrasted
            or scope.is_bracketed(page, position)
            or (bool(page.facts.taxes) and page.low(position - 1) == ",")
        )
        of_line = apart and scope.has_amount_before(page, position)
        if of_line and (name or page.cue(position, "untaxed")):
            self.attached[position] = Attached("untaxed", {})
        if name or of_line:
            page.take(position, index + (name[1] if name else 0))

    # Discounts

    def _add_discount(self, position: int, cue: int, discount: dict[str, Any]) -> None:
        item = scope.item_named(self.page, position)
        if item is not None:
            self.attached[item] = Attached("discount", discount, by_name=True)
        elif scope.is_of_one_line(self.page, position):
            self.attached[position] = Attached("discount", discount)
        else:
            self.page.facts.discounts.append(discount)
            self.last_discount = position
        take_around(self.page, min(position, cue), max(position, cue) + 1)
