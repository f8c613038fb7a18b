"""Amounts that "and" or "plus" adds before what they are for: "plus 30,000 shipping", "and 35 for assembly"."""

from app.llm.providers.offline.page import Page

LEAST_SPELT = 10
"""Smaller numbers in words are no price by their place alone."""
_NO_PLURAL_S = frozenset({"de", "it", "nl"})
_PRICED_REACH = 12


def is_added_price(page: Page, position: int, stop: int, separator: str) -> bool:
    """ "5h @85/hr + 40 fuel", "plus 30,000 shipping": a bare amount before its name; of "+ 30 lamps" it counts."""
    token = page.tokens[position]
    if separator not in page.lexicon.words["extras"] or position + 1 >= stop or token.number is None:
        return False
    if token.number < LEAST_SPELT or token.text[0].isalpha():
        return False
    name = page.tokens[position + 1]
    if name.kind != "word" or name.taken or (separator != "+" and _is_plural(page, position + 1)):
        return False
    return not _is_priced_behind(page, position)


def _is_plural(page: Page, position: int) -> bool:
    """ "30 cushions" are counted; "30 fees" are paid. Where a language has no plain plural, prices behind tell."""
    low, words = page.low(position), page.lexicon.words
    return low.endswith("s") and not low.endswith("ss") and low not in words["price_nouns"] and (
        page.lexicon.language not in _NO_PLURAL_S
    )  # fmt: skip


def _is_priced_behind(page: Page, position: int) -> bool:
    """Whether a further amount of the sentence can be the price of what a number counts; a sum of its own is none."""
    for at in range(position + 1, min(page.sentence_end(position), position + _PRICED_REACH)):
        token = page.tokens[at]
        if token.kind in ("money", "number") and not token.taken:
            opens = page.cue(at - 1, "extra") > 0 or page.low(at - 1) in page.lexicon.words["extras"]
            return not opens or page.cue(at + 1, "each", "per", "strict_at", "times") > 0
    return False
