"""Which amounts of a chunk are prices, and which of several is the price of one."""

from app.llm.providers.offline import senses
from app.llm.providers.offline.page import Page
from app.llm.providers.offline.quantities import Count

_MOST_FACTORS = 20
"""Different counts beside several amounts that are tried: no honest line has more of them."""


def price_places(page: Page, chunk: list[senses.Part]) -> list[int]:
    """The surest amounts of a chunk; of several bare numbers the first is how many ("shelf, 4, 22.50, 90.00")."""
    monies = [
        at
        for piece in chunk
        for at in range(piece.start, piece.stop)
        if page.tokens[at].kind == "money" and page.free(at)
    ]
    if monies:
        return monies
    strengths = {
        position: senses.price_strength(page, position, piece)
        for piece in chunk
        for position in range(piece.start, piece.stop)
        if page.tokens[position].number is not None
    }
    if len(strengths) > 1:
        last = max((at for at, strength in strengths.items() if strength), default=-1)
        strengths = {at: 0 if _is_multiple(page, at, last) else found for at, found in strengths.items()}
    best = max(strengths.values(), default=0)
    found = [position for position, strength in strengths.items() if strength == best and best]
    return found[1:] if best == 1 and len(found) > 1 else found


def fitting_price(page: Page, prices: list[int], counts: list[Count]) -> int | None:
    """The one of several amounts that makes another when it is multiplied by what is counted."""
    values = {page.tokens[at].number: at for at in reversed(prices)}
    factors = list(dict.fromkeys(count.value for count in counts if count.value > 1))[:_MOST_FACTORS]
    products = ((value, at) for value, at in sorted(values.items(), key=lambda each: each[1]) if value)
    return next((at for value, at in products if any(value * factor in values for factor in factors)), None)


def unit_price(page: Page, prices: list[int]) -> int | None:
    """Of several amounts the one that is said to be for each."""
    for position in prices:
        if page.cue(position + 1, "each", "per"):
            return position
    return prices[0] if prices else None


def _is_multiple(page: Page, position: int, last_price: int) -> bool:
    """The 6 of "fenders x 6, 38 each": behind "x" and a word, with the price still to come."""
    bare = page.tokens[position].kind == "number" and page.cue(position - 1, "times") > 0
    led = bare and position > 1 and page.tokens[position - 2].kind == "word"
    led = led and page.low(position - 2) not in page.lexicon.units  # "2.5 h x 60.00   150.00"
    return led and last_price > position
