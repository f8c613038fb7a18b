"""A rate told of all hours: "All hours at 95 EUR", "every hour is €95", "alle Stunden zu 60 €" is 60 € per hour."""

from app.llm.providers.offline.page import Page

_TIMES = frozenset(("hour", "day", "session", "night", "week"))
_SMALL = 3
"""From the unit to its price."""
_MOST = 20


def read_rate_of_all(page: Page) -> None:
    """Put "per hour" behind the price, where such a clause opens with "all" or "every"."""
    found = False
    for at in page.word_places(page.lexicon.words["all_of"] | page.lexicon.words["each_of"])[:_MOST]:
        if page.free(at) and at == page.clause(at)[0] and (price := _price(page, at)) is not None:
            whole, unit = page.tokens[at], page.tokens[at + 1]
            whole.cues = {"per": 1}
            whole.gap = unit.gap = 1
            between = page.tokens[at + 2 : price + 1]
            page.tokens[at : price + 1] = [*between, whole, unit]
            found = True
    if found:
        page.mark_sentences()


def _price(page: Page, at: int) -> int | None:
    """Where the price stands that the clause tells and ends with."""
    if page.lexicon.units.get(page.low(at + 1)) not in _TIMES:
        return None
    words = page.lexicon.words
    for index in range(at + 2, min(page.clause(at)[1], at + 3 + _SMALL)):
        if page.tokens[index].kind == "money":
            return index if index + 1 == page.clause(at)[1] else None
        small = page.low(index) in words["links"] or page.low(index) in words["price_verbs"]
        if not small and not page.cue(index, "at", "strict_at"):
            return None
    return None
