"""How the writer wants the hours laid out, and how the words themselves are: slashes between what is listed."""

from app.llm.providers.offline.page import Page

_LONGEST = 10


def read_layout(page: Page) -> None:
    """Note the wish and take its clause, so that it names nothing."""
    separate = page.places("separate_lines")
    # "one line per day" asks for many.
    one = [at for at in page.places("one_line") if page.find_cue(at + 1, at + 3, "per", "each") is None]
    if one and not any(abs(at - other) < _LONGEST for at in one for other in separate[:_LONGEST]):
        page.layout = "one"
    elif separate:
        page.layout = "each"
    for at in (*separate, *one):
        start, stop = page.clause(at)
        stop = next((index for index in range(at, min(stop, at + _LONGEST)) if page.low(index) == ":"), stop)
        if stop - start <= _LONGEST and _only_asks(page, start, stop):
            page.take(start, stop)


def _only_asks(page: Page, start: int, stop: int) -> bool:
    """Whether nothing else is said: no number, no party, no order."""
    lines = page.lexicon.words["line_words"]
    if any(page.tokens[at].number is not None and page.low(at + 1) not in lines for at in range(start, stop)):
        return False  # "one row for each"
    if any(page.tokens[at].taken for at in range(start, stop)):
        return False
    return page.find_cue(start, stop, "bill_verb", "invoice_noun", "to_label", "to_weak", "same_price") is None


def mark_dividers(page: Page) -> None:
    """The slash of "12 panes @ $27 / fitting $110" parts two entries: blanks around it, a price of its own behind."""
    for at in page.places("per"):
        token, after = page.tokens[at], page.tokens[at + 1 : at + 2]
        if token.low != "/" or not token.gap or not after or not after[0].gap or after[0].kind not in ("word", "code"):
            continue
        last = min(page.line_end(at), at + _LONGEST)
        stop = next((index for index in range(at + 1, last) if page.low(index) == "/"), last)
        if any(page.tokens[index].number is not None for index in range(at + 2, stop)):
            token.cues = {}
