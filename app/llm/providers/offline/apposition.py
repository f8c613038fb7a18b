"""What a party is, said before its name: "their insurance, Meridian Mutual", "the company Norvik", "a charity, X"."""

from app.llm.providers.offline.names import name_stop
from app.llm.providers.offline.page import Page

_LONGEST = 7
_OPENS = frozenset({",", ":", "("})
_APOSTROPHES = frozenset("'’")


def described(page: Page, start: int, loose: bool = False) -> int:
    """Where the name begins that words for a kind of party lead to; `start` itself when none do.

    Behind a lead that is sure ("the invoice goes to …") any words will do; behind others one must be known to tell
    what a party is: a relative, a role, a kind of firm.
    """
    if not page.free(start):
        return start
    words = page.lexicon.words
    known = words["parties"] | words["firm_words"]
    priced = page.tokens[start - 3].kind == "money" and start > 2  # "£90 for the piano tuning, Ann Lee to pay"
    led = page.low(start - 1) in known or (page.low(start - 1) in words["determiners"] and not priced)
    said = (loose and not page.lexicon.capital_nouns) or led
    placed = False
    for index in range(start, min(len(page), start + _LONGEST)):
        token = page.tokens[index]
        if (
            token.taken
            or (token.kind != "word" and token.low not in _OPENS | _APOSTROPHES)
            or page.ends_sentence(index)
            or (not loose and index > start and page.cue(index, "to_weak") and not page.cue(index + 1, "own_side"))
        ):
            break
        if token.low in _OPENS:
            return index + 1 if said and _names(page, index + 1) else start
        capital = token.text[0].isupper()
        if capital and not placed and not (page.lexicon.capital_nouns and token.low in known):
            headed = index > start and not page.lexicon.capital_nouns and page.low(index - 1) in known
            part = page.low(index - 1) in words["firm_heads"]  # "l'association Les Amis" is called so.
            return index - part if headed else start
        placed = placed or (loose and token.low in words["place_leads"])
        said = said or placed or token.low in known
    return start


def _names(page: Page, start: int) -> bool:
    """Capitals or a title, and no street with its number."""
    if not page.free(start):
        return False
    if not page.tokens[start].text[0].isupper() and page.low(start) not in page.lexicon.words["titles"]:
        return False
    stop = name_stop(page, start)
    return stop > start and not (stop < len(page) and page.tokens[stop].kind in ("number", "code"))
