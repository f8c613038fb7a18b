"""Numbers that only say how much is needed for something: "10% off as she orders over €100", "booked 20 days ahead"."""

from app.llm.providers.offline.page import Page

_NEAR = 2
_REACH = 10


def drop_bounds(page: Page) -> None:
    """Take what stands behind "over", "more than", "at least" in a clause that tells why or under which condition."""
    for at in page.places("bound"):
        width = page.cue(at, "bound")
        number = at + width
        if not width or not page.free(number) or page.tokens[number].kind not in ("money", "number"):
            continue
        behind = page.tokens[number + 1 : min(page.clause(number)[1], at + _REACH)]
        if any(token.kind in ("money", "number") for token in behind):
            continue  # "who ordered over 40 chairs at £5"
        start = page.sentence_start(at, _REACH)
        told = page.find_cue(start, at, "reason", "condition", "orders_of") is not None
        if told and page.find_cue(max(0, at - _NEAR), at, "invoice_noun", "bill_verb", "discount") is None:
            unit = page.low(number + 1) in page.lexicon.units
            page.take(at, number + 1 + unit)
