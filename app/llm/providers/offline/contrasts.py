"""Whether what is taxed is set against what is not: "hire 340, taxed at 7%, and cleaning 60, no tax on that one"."""

from collections.abc import Iterator

from app.llm.providers.offline.page import Page
from app.llm.providers.offline.taxes import TaxNames

_REACH = 24
_MOST = 50
_TO_NAME = 3


def is_contrasted(page: Page, taxes: TaxNames) -> bool:
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
