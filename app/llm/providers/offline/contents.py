"""How much each container holds: "3 packs of 100, 9.50 per pack", "4 cajas de 12", "3 boxes of 24 beers"."""

from app.llm.providers.offline.lines import TIME
from app.llm.providers.offline.page import Page
from app.llm.providers.offline.senses import is_filler
from app.llm.providers.offline.sizes import SIZE

_TIMES = frozenset("x×")
_SIZES = frozenset("kg gram litre ml pint gallon ounce pound".split())
"""What a container is filled with by; of lengths and areas the price may be for each."""
_NO_CONTAINERS = TIME | frozenset(
    "kg gram tonne litre ml pint quart gallon ounce pound metre foot yard km mile m² m³ kWh hectare acre person user"
    " seat visit trip page word license lesson class shift evening morning afternoon year quarter run time slot".split()
)


def keep_contents(page: Page) -> None:
    """What a container holds counts nothing: it is part of the name, or dropped where nothing follows to name."""
    dropped: set[int] = set()
    priced = {page.low(at + page.cue(at, "per")) for at in page.places("per", "per_article")}
    for at, token in enumerate(page.tokens[:-3]):
        if token.kind != "number":
            continue
        link, held = page.tokens[at + 2], page.tokens[at + 3]
        if _is_bracketed_size(page, at):
            dropped.update(range(at + 2, at + 5))
        if held.kind != "number" or held.unit or not _is_container(page, at + 1):
            continue
        if link.low not in page.lexicon.words["of"] or not all(page.free(index) for index in range(at, at + 4)):
            continue
        if stop := _held(page, at + 3, priced):
            dropped.update(range(at + 2, stop))
            continue
        if page.lexicon.units.get(page.low(at + 4)) in _NO_CONTAINERS:
            continue  # "4 rolls of 25 metres"
        if _names_ahead(page, at + 4):
            held.kind, held.number = "code", None
        elif not page.cue(at + 4, "per", "per_article", "times"):
            dropped.update((at + 2, at + 3))
    if dropped:
        page.tokens = [token for index, token in enumerate(page.tokens) if index not in dropped]
        page.mark_sentences()


def _is_bracketed_size(page: Page, at: int) -> bool:
    """ "4 boxes (12 x 75 cl) red wine": the size would stand between the count and the name."""
    size = page.tokens[at + 3]
    marked = page.low(at + 2) == "(" and SIZE in size.cues and page.low(at + 4) == ")"
    return marked and _is_container(page, at + 1) and _names_ahead(page, at + 5)


def _held(page: Page, at: int, priced: set[str]) -> int:
    """Behind the "24 x 330 ml" or "25 kg" of each, where a name follows and no price is for that measure; else 0."""
    stop = at + 1
    if page.low(stop) in _TIMES and stop + 1 < len(page) and page.tokens[stop + 1].kind == "number":
        stop += 2
    low = page.low(stop)
    sized = page.lexicon.units.get(low) in _SIZES or low in page.lexicon.words["sizes"]
    if low in priced or not sized:
        return 0
    named = stop + 1 + (page.low(stop + 1) in page.lexicon.words["of"])
    return stop + 1 if _names_ahead(page, named) else 0


def _is_container(page: Page, at: int) -> bool:
    unit = page.lexicon.units.get(page.low(at))
    return unit is not None and unit not in _NO_CONTAINERS


def _names_ahead(page: Page, at: int) -> bool:
    counted = page.low(at) in page.lexicon.units  # "3 boxes of 12 bottles"
    return page.free(at) and page.tokens[at].kind == "word" and (counted or not is_filler(page, at))
