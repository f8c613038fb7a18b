"""Lines set against each other by their taxes: "hire 340, taxed at 7%, and cleaning 60, no tax on that one"."""

from collections.abc import Iterator
from functools import cached_property

from app.llm.providers.offline import scope
from app.llm.providers.offline.page import Page
from app.llm.providers.offline.taxes import TaxNames

_REACH = 24
_MOST = 50
_TO_NAME = 3


class Contrasts:
    """How the lines and sentences of one page differ in their taxes."""

    def __init__(self, page: Page, taxes: TaxNames) -> None:
        self.page = page
        self.taxes = taxes
        self.is_contrasted = _is_contrasted(page, taxes)
        """Whether one line is said to be taxed and another not to be."""

    @cached_property
    def is_by_line(self) -> bool:
        """Whether each of several lines, or each of several clauses with a price, has its own tax."""
        page = self.page
        rated = [index for index, token in enumerate(page.tokens) if token.kind == "percent" and not token.taken]
        rated = [index for index in rated if scope.has_amount_before(page, index)]
        clauses = {page.clause(index)[0] for index in rated if scope.has_amount_in_clause(page, index)}
        return len({page.line_start(index) for index in rated}) > 1 or len(clauses) > 1

    @cached_property
    def is_each_taxed(self) -> bool:
        """Whether several sentences or lines with an amount have a tax each, and not all the same."""
        page = self.page
        taxed: dict[int, str] = {}
        for index, token in enumerate(page.tokens):
            rated = token.kind == "percent" and not token.taken and scope.has_amount_in_sentence(page, index)
            if rated and self.taxes.near(index):
                taxed.setdefault(page.sentence_end(index), str(token.number))
        return len(set(taxed.values())) > 1


def _is_contrasted(page: Page, taxes: TaxNames) -> bool:
    """One amount bears a tax of so many percent, and another amount of the same sentence bears none."""
    untaxed = {amount for amount in _untaxed(page, taxes) if amount is not None}
    if not untaxed:
        return False
    rated = [at for at, token in enumerate(page.tokens) if token.kind == "percent" and not token.taken][:_MOST]
    taxed = {_amount_taxed(page, at) for at in rated} - {None}
    return bool(taxed) and taxed.isdisjoint(untaxed)


def _amount_taxed(page: Page, at: int) -> int | None:
    """The amount before a percent that is not said to be of everything."""
    amount = _amount_before(page, at)
    start = max(page.clause(at)[0], 0 if amount is None else amount)
    return amount if page.find_cue(start, page.clause(at)[1], "whole") is None else None


def _untaxed(page: Page, taxes: TaxNames) -> Iterator[int | None]:
    for at in page.places("tax_free", "untaxed")[:_MOST]:
        behind = at + max(1, page.cue(at, "tax_free", "untaxed"))
        named = any(taxes.at(index) for index in range(behind, min(len(page), behind + _TO_NAME)))
        rated = any(token.kind == "percent" for token in page.tokens[behind : behind + _TO_NAME])
        if (named or page.cue(at, "untaxed")) and not rated:
            yield _amount_before(page, at)


def _amount_before(page: Page, at: int) -> int | None:
    """The last amount of the same sentence."""
    for index in range(at - 1, max(-1, at - _REACH), -1):
        if page.ends_sentence(index):
            return None
        token = page.tokens[index]
        if token.kind == "money" or (token.kind == "number" and not token.unit and page.clause(index)[1] == index + 1):
            return index
    return None
