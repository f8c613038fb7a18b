"""What is owed only if something happens: "$25 is added if they pay late" becomes a term, and no item."""

from app.llm.providers.offline.page import Page

_REACH = 30
_OPENING = 4
"""So far from its beginning "if" governs a whole sentence."""
_MOST = 50


def move(page: Page) -> None:
    """Make a term of every clause with such an amount."""
    for position in page.places("penalty_if")[:_MOST]:
        start, stop = page.sentence_start(position, _REACH), min(page.sentence_end(position), position + _REACH)
        if not page.free(position) or page.find_cue(start, stop, "if_polite") is not None:
            continue
        first, last = page.clause(position)
        if position - start <= _OPENING and page.find_cue(start, last, "bill_verb", "request", "invoice_noun") is None:
            first, last = start, stop
        first, last = max(first, start), min(last, stop)
        amounts = [at for at in range(first, last) if page.free(at) and page.tokens[at].kind == "money"]
        if amounts and not _is_ordered(page, first, amounts[-1]):
            page.facts.terms.append(page.words(first, last))
            page.take(first, last)


def _is_ordered(page: Page, start: int, stop: int) -> bool:
    """Whether the same clauses say whom or what to bill."""
    return page.find_cue(start, stop, "bill_verb", "request") is not None
