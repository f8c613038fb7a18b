"""Hours that are reckoned before our eyes: of "4 days x 8 hours = 32 hours" only the result counts."""

from app.llm.providers.offline.page import Page

_REACH = 6
"""From the first factor to the equals sign."""
_MOST = 50
_EQUALS = frozenset("=")


def drop_factors(page: Page) -> None:
    """Take the factors out where their product is the number of hours behind the equals sign."""
    dropped: set[int] = set()
    for at in page.word_places(_EQUALS)[:_MOST]:
        result = page.tokens[at + 1] if page.free(at + 1) else None
        if result is None or result.kind != "number" or not result.number:
            continue
        if (result.unit or page.lexicon.units.get(page.low(at + 2))) != "hour":
            continue
        factors = [back for back in range(max(0, at - _REACH), at) if page.tokens[back].number is not None]
        if len(factors) < 2 or page.sentence_end(factors[-2]) < at:
            continue
        first, second = page.tokens[factors[-2]], page.tokens[factors[-1]]
        if "money" not in (first.kind, second.kind) and (first.number or 0) * (second.number or 0) == result.number:
            dropped.update(range(factors[-2], at + 1))
    if dropped:
        page.tokens = [token for index, token in enumerate(page.tokens) if index not in dropped]
        page.mark_sentences()
