"""What was paid already: the amounts that stand beside "deposit", "upfront" and the like."""

from decimal import Decimal

from app.llm.providers.offline.advances import advance
from app.llm.providers.offline.page import Page
from app.llm.providers.offline.prepayments import paid_amount
from app.llm.providers.offline.scope import near

_BEFORE, _BEHIND = 12, 6
_MOST = 50
_LEAST = 10
""""Two deposits": a smaller number right before the word counts them, where their amounts follow."""
_LINK = 4
_BEFORE_AMOUNT = frozenset("(:=")


def read_deposits(page: Page) -> None:
    """Add up every amount that is said to be paid."""
    for cue in page.places("discount")[:_MOST]:
        if page.free(cue) and (paid := advance(page, cue)):
            _pay(page, paid.amount)
            page.payer = (paid.start, paid.stop)
            page.take(cue, paid.start)
            page.take(paid.stop, paid.end)
    for cue in page.places("deposit")[:_MOST]:
        if page.free(cue):
            _read_deposit(page, cue)
    for verb in page.places("paid_verb", "got_verb", "received_noun")[:_MOST]:
        at = paid_amount(page, verb) if page.free(verb) else None
        if at is not None and page.find_cue(*near(page, verb), "still_to_pay") is None:
            _settle(page, verb, at)


def tells_share(page: Page, percent: int) -> bool:
    """ "30% deposit ($2,700)", "50% deposit of $4,000": what it comes to stands behind, so that nothing is reckoned."""
    width = page.cue(percent + 1, "deposit")
    if not width:
        return False
    at = percent + 1 + width
    at += page.low(at) in page.lexicon.words["of"] or page.low(at) in _BEFORE_AMOUNT
    return page.free(at) and page.tokens[at].kind == "money"


def _read_deposit(page: Page, cue: int) -> None:
    start, stop = near(page, cue)
    start = max(start, cue - _BEFORE)
    if page.find_cue(start, min(page.sentence_end(cue), stop + _BEHIND), "deposit_paid") is None:
        return
    at = _amount(page, cue, start, stop)
    if at is not None:
        _settle(page, cue, at)


def _settle(page: Page, cue: int, at: int) -> None:
    """Note the amount at `at`, and take it with its words."""
    start, stop = near(page, cue)
    start = max(start, cue - _BEFORE)
    token = page.tokens[at]
    if token.text[0].isalpha() and 0 < (token.number or 0) < 1:
        page.facts.share_paid = (token.number or Decimal(0)) * 100  # "half is paid"
        page.take(at, at + 1)
        return
    _pay(page, at)
    last = _further(page, at)
    # Who paid stays readable: in "Ada put down 300" the verb shows whom to bill.
    first = at if page.cue(cue, "payer_verb") else min(at, cue)
    while first > start and (page.low(first - 1) in page.lexicon.words["charge_leading"] or _counts(page, first - 1)):
        first -= 1
    page.take(first, _end(page, max(last, cue), max(stop, last + 1)))


def _amount(page: Page, cue: int, start: int, stop: int) -> int | None:
    """The amount that stands nearest to the cue in its clause, else the first right behind its comma or colon."""
    behind = cue + page.cue(cue, "deposit")
    found = [at for at in range(start, min(stop, cue + _BEHIND + 1)) if _is_amount(page, at)]
    marks = (",", "(") if stop <= behind else (",",)  # "deposit ($2,700)", not "received 30 jars ($4.50 each)"
    following = page.skip(stop, *marks) if stop < page.sentence_end(cue) else stop
    if _is_amount(page, following) and all(_counts(page, at) for at in found):
        return following
    if len(found) > 1:
        taken_off = [at for at in found if page.low(at - 1) in page.lexicon.words["discount_before"]]
        found = taken_off or [at for at in found if not _counts(page, at)]  # "900 usd less 100 deposit paid"
    found = [at for at in found if page.tokens[at].kind == "money"] or found
    return min(found, key=lambda at: at - behind if at >= behind else cue - at, default=None)


def _is_amount(page: Page, at: int) -> bool:
    """Free, and no count of months as in "paid 12 months up front"."""
    if not page.free(at) or page.tokens[at].kind not in ("money", "number") or page.tokens[at].unit:
        return False
    return page.tokens[at].kind == "money" or page.low(at + 1) not in page.lexicon.units


def _counts(page: Page, at: int) -> bool:
    token = page.tokens[at]
    return page.cue(at + 1, "deposit") > 0 and token.kind == "number" and (token.number or Decimal(0)) < _LEAST


def _further(page: Page, at: int) -> int:
    """The index of the last amount that was paid: "100 and 50", "£100 in January and another £50 last week"."""
    last = at
    while (following := _listed(page, last)) is not None:
        _pay(page, following)
        last = following
    return last


def _listed(page: Page, at: int) -> int | None:
    another, words = False, page.lexicon.words
    for index in range(at + 1, min(page.sentence_end(at), at + _BEFORE)):
        token = page.tokens[index]
        if token.number is not None:
            alike = _is_amount(page, index) and token.kind == page.tokens[at].kind
            closes = index + 1 >= page.clause(index)[1] or page.cue(index + 1, "deposit", "deposit_paid", "extra") > 0
            alone = all(_is_link(page, between) for between in range(at + 1, index))
            said = another and not page.cue(index + 1, "to_weak", "strict_at", "each", "per")
            return index if alike and (said or (alone and closes)) else None
        another = another or token.low in words["another"]
        if not token.low.isalpha() and token.low != ",":
            return None
    return None


def _is_link(page: Page, at: int) -> bool:
    return page.low(at) == "," or page.cue(at, "extra") > 0 or page.low(at) in page.lexicon.words["articles"]


def _pay(page: Page, at: int) -> None:
    token, facts = page.tokens[at], page.facts
    facts.amount_paid = (facts.amount_paid or Decimal(0)) + abs(token.number or Decimal(0))
    facts.currency = facts.currency or token.currency
    page.take(at, at + 1)


def _end(page: Page, last: int, stop: int) -> int:
    """To the end of the clause; but of "150 of the 600 for the roof" and "and 2 lamps at 30" the rest is read on."""
    whole = next((at for at in range(last + 1, min(stop, last + _LINK)) if _is_amount(page, at)), None)
    if whole is not None and any(page.low(at) in page.lexicon.words["part_links"] for at in range(last + 1, whole)):
        return whole
    joined = page.find_cue(last + 1, stop, "extra")
    if joined is not None and any(_is_amount(page, at) for at in range(joined, stop)):
        return joined
    return stop
