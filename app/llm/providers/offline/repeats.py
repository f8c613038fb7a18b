"""Amounts that are said again in other words: "collection the same again", "12 at £80 = £960"."""

from decimal import Decimal

from app.llm.providers.offline.page import Page

_REACH = 30
_PRODUCT_REACH = 8
_EQUALS = frozenset("=")
_AFTER = frozenset(",.;)\n")


def read_repeats(page: Page) -> None:
    """Give "the same again" the amount that it means, and take the products that only restate count and price."""
    _repeat(page)
    for position in page.words_in(1, len(page) - 1, _EQUALS):
        if _is_product(page, position):
            page.take(position, position + 2 + page.cue(position + 2, "total_said"))


def _repeat(page: Page) -> None:
    for position in page.places("same_again"):
        stop = position + page.cue(position, "same_again")
        token = page.tokens[position]
        ends = stop >= len(page) or page.low(stop) in _AFTER or page.cue(stop, "extra", "to_weak") > 0
        start = page.clause(position)[0]
        priced = any(each.number is not None for each in page.tokens[start:position] if each.kind == "money")
        lead = page.find_cue(start, position, "extra")
        if not ends or position == start or (priced and lead is None):
            continue
        before = range(position - 1, max(-1, position - _REACH), -1)
        amount = next((at for at in before if page.free(at) and page.tokens[at].kind == "money"), None)
        if amount is not None:
            token.kind, token.cues = "money", {}
            token.number, token.currency = page.tokens[amount].number, page.tokens[amount].currency
            page.take(position + 1, stop)


def _is_product(page: Page, mark: int) -> bool:
    """Whether the number behind "=" is the product of two before it."""
    result = page.tokens[mark + 1]
    if result.kind not in ("money", "number") or result.number is None or not page.free(mark + 1):
        return False
    begin = max(page.line_start(mark), mark - _PRODUCT_REACH)
    numbers = [token.number for token in page.tokens[begin:mark] if token.number is not None and not token.taken]
    products = {one * other for place, one in enumerate(numbers) for other in numbers[place + 1 :]}
    return Decimal(result.number) in products
