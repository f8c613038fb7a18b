"""Whether the words order an invoice at all, or ask, chat, and tell what was spent."""

from app.llm.providers.offline.currencies import named_currencies
from app.llm.providers.offline.page import Page
from app.llm.providers.offline.senses import CENTS


def is_order(page: Page) -> bool:
    """Whether anything is to be billed at all: money in a currency or a rate, or the intent and some number."""
    money = any(token.kind == "money" for token in page.tokens)
    money = money or (bool(named_currencies(page)) and any(token.number is not None for token in page.tokens))
    money = money or any(token.kind == "number" and _is_rate(page, index) for index, token in enumerate(page.tokens))
    intent = page.find_cue(0, len(page), "intent", "bill_verb", "invoice_noun") is not None
    numbers = any(token.number is not None for token in page.tokens)
    return (money or (intent and numbers)) and not is_chat(page)


def is_chat(page: Page) -> bool:
    """A question, or money that the writer spent: "I paid $20 for lunch"."""
    intent = page.find_cue(0, len(page), "intent", "bill_verb", "invoice_noun") is not None
    spent = not intent and page.find_cue(0, len(page), "own_spending") is not None
    money = any(token.kind == "money" for token in page.tokens)
    manages = bool(page.tokens) and page.cue(0, "admin_verb") > 0 and not money
    return spent or manages or _only_asks(page)


def _is_rate(page: Page, index: int) -> bool:
    """ "at 80/h": a price without its currency."""
    token = page.tokens[index]
    if token.unit:
        return False
    if page.cue(index - 1, "at") and CENTS.fullmatch(token.text):
        return True  # "12 shirts at 24.90"
    per = page.low(index + 1) in page.lexicon.words["rate_marks"] and page.low(index + 2) in page.lexicon.units
    return per or page.low(index - 1) == "@" or page.low(index + 1) in page.lexicon.words["each_marks"]


def _only_asks(page: Page) -> bool:
    """ "How much would 10 hours at $50 be?": one question, and no number behind it."""
    end = page.sentence_end(0) if len(page) else 0
    if not page.cue(0, "question") or page.low(end) != "?":
        return False
    return all(token.number is None for token in page.tokens[end:])
