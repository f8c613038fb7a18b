"""Parts of a price that are taken off, as percents: "a fifth off the bill", "ein Viertel Rabatt", "two thirds off"."""

from decimal import Decimal

from app.llm.providers.offline.page import Page
from app.llm.providers.offline.tokens import join

_PARTS = {"thirds": 3, "quarters": 4, "fifths": 5, "tenths": 10}
_HALF = Decimal("0.5")
_MOST = 50
_LINKS = 2
"""Small words between the part and what says that it is taken off: "un quart de remise"."""


def read_shares(page: Page) -> None:
    """Make a percent of each part of which a discount is said right behind it."""
    found: dict[int, tuple[int, Decimal]] = {}
    for name, parts in _PARTS.items():
        for at in page.word_places(page.lexicon.words[name])[:_MOST]:
            if page.free(at) and _is_taken_off(page, at + 1):
                start, count = _counted(page, at)
                found[start] = at + 1, (count / parts * 100).quantize(Decimal("0.0001"))
    for at in page.word_places(page.lexicon.words["halves"])[:_MOST]:
        if page.free(at) and page.tokens[at].number == _HALF and _is_taken_off(page, at + 1):
            found[at] = at + 1, Decimal(50)
    if not found:
        return
    tokens, at = [], 0
    while at < len(page):
        stop, value = found.get(at, (at + 1, Decimal(0)))
        token = page.tokens[at]
        if value:
            token = join(page.tokens, at, stop, "percent")
            token.number, token.unit = value, None
        tokens.append(token)
        at = stop
    page.tokens = tokens
    page.mark_sentences()


def _is_taken_off(page: Page, at: int) -> bool:
    for index in range(at, min(len(page), at + _LINKS + 1)):
        if page.cue(index, "discount"):
            return page.low(index) not in page.lexicon.words["discount_before"]
        if page.low(index) not in page.lexicon.words["of"]:
            return False
    return False


def _counted(page: Page, at: int) -> tuple[int, Decimal]:
    """Where "a fifth", "two fifths" begins, and how many they are."""
    before = page.tokens[at - 1] if page.free(at - 1) else None
    if before is not None and before.kind == "number" and before.number in (1, 2, 3):
        return at - 1, before.number or Decimal(1)
    article = page.low(at - 1) in page.lexicon.words["ones"] | page.lexicon.words["articles"]
    return at - article, Decimal(1)
