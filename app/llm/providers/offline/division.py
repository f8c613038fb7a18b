"""An amount for all of what is counted: "5 chairs, 500 total", "200 bricks, all together 140 euro"."""

from decimal import Decimal

from app.llm.providers.offline.lines import Line
from app.llm.providers.offline.page import Page
from app.llm.providers.offline.quantities import Count

_TOTAL_REACH = 3
_SUM_REACH = 4


def divide(page: Page, line: Line, price_at: int, counts: list[Count], stop: int, pers: list[str]) -> None:
    """An amount for all of them: "5 chairs, 500 total", "$500 for 5 chairs", "5 chairs for $500"."""
    if not counts or line.price is None or not line.quantity or pers or page.cue(price_at + 1, "each"):
        return
    if page.cue(price_at - 1, "each") or page.cue(price_at - 2, "each"):
        return  # "3 windows, each for 2 400"
    said = _is_said(page, price_at, stop) or _is_together(page, price_at, counts[0].position <= line.start + 1)
    counted, sold_for = counts[0].position, page.lexicon.words["sold_for"]
    said = said or _is_in_brackets(page, counts[0], price_at)
    after = counted > price_at and (page.low(price_at + 1) in sold_for or page.low(counted - 1) in sold_for)
    before = counted < price_at and page.low(price_at - 1) in sold_for
    if not (said or after or before):
        return
    unit_price = line.price / line.quantity
    if unit_price == unit_price.quantize(Decimal("0.000001")):
        line.price = unit_price
    else:
        page.facts.doubt("price_not_divisible", "items", "A sum for several pieces was kept as one piece.")
        line.quantity, line.unit = Decimal(1), None


def _is_in_brackets(page: Page, count: Count, price_at: int) -> bool:
    """ "cake (3 tiers) $320": what a bracket only tells of one thing; "gloves (3 pairs) $20" are sold by the pair."""
    noun = page.tokens[count.position + 1] if count.position + 1 < len(page) else None
    told = noun is not None and noun.kind == "word" and count.unit in (None, "person", "page", "word")
    close = count.position + 2
    inside = page.low(count.position - 1) == "(" and page.low(close) == ")"
    return told and inside and price_at in (close + 1, close + 2) and not page.cue(price_at - 1, "at", "strict_at")


def _is_said(page: Page, price_at: int, stop: int) -> bool:
    """ "500 total"; but in "5 chairs at 100, total 500" the word is of the amount behind it."""
    for at in page.cues_in(price_at, stop, "total_said"):
        behind = page.skip_links(at + page.cue(at, "total_said"), ":", "=")
        if behind >= len(page) or page.tokens[behind].kind not in ("number", "money"):
            return True
    return False


def _is_together(page: Page, price_at: int, line_opens: bool) -> bool:
    """ "2000 bricks, all together 1 400 euro", "four doors came to 320 dollars together"."""
    summing = page.cues_in(price_at - _SUM_REACH, price_at, "summing")
    if line_opens and any(page.cue(at, "summing") == price_at - at for at in summing):
        return True
    behind = page.low(price_at + 1) in page.lexicon.words["together"] and not page.cue(price_at + 1, "extra")
    before = page.cues_in(price_at - _TOTAL_REACH, price_at, "total_said")
    return behind or any(at + page.cue(at, "total_said") == price_at for at in before)
