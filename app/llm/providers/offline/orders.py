"""Whether the words order an invoice at all, or ask, chat, and tell what was spent."""

import re

from app.llm.providers.offline.currencies import named_currencies
from app.llm.providers.offline.page import Page
from app.llm.providers.offline.senses import CENTS, is_filler, is_name_number

_TIME = re.compile(r"(?:[01]?\d|2[0-3])\.[0-5]\d")
_MOST_SPENT = 2
"""Amounts of a story; more of them are a list to bill."""
_NEAR = 6
_OF_INVOICE = 6
_LONGEST_QUESTION = 60
_OPENERS = ("¿", ",", "and", "so", "hi", "hello")
_LABELS = frozenset({"to_label", "to_weak", "party_role"})
_AT_SIGN = frozenset("@")
_MOST_HEADS = 8
_LONGEST_NOTE = 40
_LEAST_NOTED = 10
"""Smaller bare numbers count or tell a time."""
_LONG_UNITS = frozenset("hour day night session person seat visit".split())
"""What work and things are paid by; "20 a minute" may be a speed."""


def is_order(page: Page) -> bool:
    """Whether anything is to be billed at all: money in a currency or a rate, or the intent and some number."""
    money = any(token.kind == "money" for token in page.tokens)
    money = money or (bool(named_currencies(page)) and any(token.number is not None for token in page.tokens))
    money = money or any(_is_rate(page, index) for index in _rated(page))
    intent = page.find_cue(0, len(page), "intent", "bill_verb", "invoice_noun") is not None
    numbers = any(token.number is not None for token in page.tokens)
    return money or (intent and numbers)


def is_headed(page: Page) -> bool:
    """Whether a line opens with whom it is for, and goes on with what: "to Larkfield Council: coach hire 420"."""
    if not page.facts.to_rows:
        return False
    start = 0
    for _ in range(_MOST_HEADS):
        if start >= len(page):
            return False
        stop = page.line_end(start)
        labelled = page.tokens[start].taken and not page.tokens[start].cues.keys().isdisjoint(_LABELS)
        behind = next((at for at in range(start, stop) if page.free(at)), stop)
        if labelled and (page.low(behind) in (":", "\n") or page.low(behind - 1) == ":"):
            return True
        start = stop + 1
    return False


def is_noted(page: Page) -> bool:
    """Whether a short note tells what, how much and for whom, if in no currency: "toilet swap 310 for hank dubois"."""
    if not page.facts.to_rows or len(page) > _LONGEST_NOTE or page.low(page.sentence_end(0)) in ("?", "!"):
        return False
    return any(_is_noted_price(page, at) for at, token in enumerate(page.tokens) if token.kind == "number")


def _is_noted_price(page: Page, at: int) -> bool:
    """A bare amount behind what it is for, before a mark, "for X", or nothing at all; no time, seat or room."""
    token, behind = page.tokens[at], at + 1
    if token.taken or token.unit or token.number is None or token.number < _LEAST_NOTED or token.text[0].isalpha():
        return False
    if page.cue(behind, "times") and behind + 1 < len(page) and page.tokens[behind + 1].kind == "number":
        return _is_thing(page, at - 1)  # "flute lesson 35 x 4"
    closes = not page.free(behind) or page.tokens[behind].kind in ("punct", "line") or page.cue(behind, "per") > 0
    timed = page.cue(at - 1, "at") and page.cue(at - 1, "strict_at", "times") == 0 and not CENTS.fullmatch(token.text)
    return closes and not timed and not is_name_number(page, at) and _is_thing(page, at - 1)


def _is_thing(page: Page, at: int) -> bool:
    return page.free(at) and page.tokens[at].kind == "word" and not is_filler(page, at)


def is_chat(page: Page) -> bool:
    """A question, money that the writer spent ("I paid $20 for lunch"), or what to do with another invoice."""
    if page.find_cue(0, len(page), "no_order") is not None:
        return True
    return _is_own_money(page) or _manages(page) or _only_asks(page)


def _is_own_money(page: Page) -> bool:
    """ "our electricity bill was £180": all money stands beside such words, and nothing but them speaks of billing."""
    own = [range(at - _NEAR, at + page.cue(at, "own_spending") + _NEAR) for at in page.places("own_spending")]
    spans = [range(span.start + _NEAR, span.stop - _NEAR) for span in own]
    amounts = [at for at, token in enumerate(page.tokens) if token.kind == "money"]
    if not own or not all(any(at in span for span in own) for at in amounts[:_MOST_SPENT]):
        return False
    ordering = page.places("intent", "bill_verb", "invoice_noun")
    return len(amounts) <= _MOST_SPENT and all(any(at in span for span in spans) for at in ordering)


def _manages(page: Page) -> bool:
    """ "delete the invoice for Ada, £300", "please remind them": nothing to bill anew."""
    start = page.skip(0, *page.lexicon.words["vague"])
    start += page.cue(start, "request") if not page.cue(start, "admin_verb") else 0
    width = page.cue(start, "admin_verb")
    if not width:
        return False
    money = any(token.kind == "money" for token in page.tokens)
    if page.cue(start + width, "to_weak") and is_order(page):
        return False  # "List for the invoice to Ada: …" names what stands below it.
    of_invoice = page.find_cue(start + width, start + width + _OF_INVOICE, "invoice_noun", "invoices") is not None
    return not money or of_invoice or page.low(start + width) == ":"


def _rated(page: Page) -> list[int]:
    """The numbers beside what leads to a price or stands behind one."""
    words = page.lexicon.words
    before = {at + 1 for at in (*page.places("at"), *page.word_places(_AT_SIGN))}
    marks = page.word_places(words["rate_marks"] | words["each_marks"])
    beside = sorted(before | {at - 1 for at in (*page.places("per"), *marks)})
    return [at for at in beside if 0 <= at < len(page) and page.tokens[at].kind == "number"]


def _is_rate(page: Page, index: int) -> bool:
    """ "at 80/h", "20 an hour": a price without its currency; "at 3.15" alone is a time of the day."""
    token = page.tokens[index]
    if token.unit:
        return False
    if page.cue(index - 1, "at") and CENTS.fullmatch(token.text):
        return not _TIME.fullmatch(token.text) or _is_counted(page, index)  # "12 shirts at 24.90"
    behind = index + 1 + page.cue(index + 1, "per")
    each = page.cue(index + 1, "per") > 0 and page.lexicon.units.get(page.low(behind)) in _LONG_UNITS
    per = page.low(index + 1) in page.lexicon.words["rate_marks"] and page.low(index + 2) in page.lexicon.units
    return each or per or page.low(index - 1) == "@" or page.low(index + 1) in page.lexicon.words["each_marks"]


def _is_counted(page: Page, index: int) -> bool:
    """Whether a clause begins with how many: "12 shirts at 14.30"."""
    start = page.skip(page.clause(index)[0], *page.lexicon.words["extras"])
    return page.tokens[start].kind == "number" and start < index


def _only_asks(page: Page) -> bool:
    """ "How much would 10 hours at $50 be?", "has Ada paid?": questions, and no number behind them."""
    numbers = [at for at, token in enumerate(page.tokens) if token.number is not None and not token.text.isalpha()]
    money = [at for at in numbers if page.tokens[at].kind == "money"]
    if money and page.find_cue(page.sentence_end(money[-1]), len(page), "request", "bill_verb", "intent") is None:
        numbers = money  # "How long until a $400 invoice is paid? Mine is 45 days old."
    last = page.sentence_end(numbers[-1] if numbers else 0) if len(page) else 0
    if page.low(last) != "?":
        return page.low(page.sentence_end(0) if len(page) else 0) == "?" and not numbers
    if page.find_cue(0, last, "polite_order") is not None:
        return False
    start = page.skip(page.sentence_start(last, _LONGEST_QUESTION), *_OPENERS)
    asked = page.cue(start, "question", "yes_or_no")
    if asked and page.cue(start, "request") <= asked:  # "how about an invoice for …?" orders one
        return True
    return page.find_cue(0, len(page), "request", "bill_verb", "invoice_noun", "payer_verb") is None
