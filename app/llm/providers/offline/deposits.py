"""What was paid already."""

from decimal import Decimal

from app.llm.providers.offline.page import Page
from app.llm.providers.offline.scope import near

_BEFORE, _BEHIND = 12, 6


def read_deposit(page: Page, position: int) -> bool:
    """Whether the amount at `position` stands beside "deposit", "upfront" and the like and is said to be paid."""
    counted = page.tokens[position].kind == "number" and page.low(position + 1) in page.lexicon.units
    if counted or page.tokens[position].unit:
        return False  # "paid 12 months up front"
    start, stop = near(page, position)
    start = max(start, position - _BEFORE)
    cue = page.find_cue(start, min(stop, position + _BEHIND), "deposit")
    if cue is None or page.find_cue(start, min(page.sentence_end(position), stop + _BEHIND), "deposit_paid") is None:
        return False
    token = page.tokens[position]
    page.facts.amount_paid = (page.facts.amount_paid or Decimal(0)) + abs(token.number or Decimal(0))
    page.facts.currency = page.facts.currency or token.currency
    # Who paid stays readable: in "Ada put down 300" the verb shows whom to bill.
    first = position if page.cue(cue, "payer_verb") else min(position, cue)
    while first > start and page.low(first - 1) in page.lexicon.words["charge_leading"]:
        first -= 1
    page.take(first, stop)
    return True
