"""How many of how many: "22 of the 30 trees", "of the twenty chairs we mended sixteen, bill sixteen at 55"."""

from itertools import pairwise

from app.llm.providers.offline.page import Page

_REACH = 8
_LEAD = 3


def drop_wholes(page: Page) -> None:
    """Only the number of what was done stays."""
    if not page.word_places(page.lexicon.words["partitives"]):
        return
    dropped: set[int] = set()
    numbers = [at for at, token in enumerate(page.tokens) if token.kind == "number" and not token.taken]
    for place, (first, second) in enumerate(pairwise(numbers)):
        if first in dropped or second - first > _REACH or page.sentence_end(first) != page.sentence_end(second):
            continue
        one, other = page.tokens[first], page.tokens[second]
        if one.unit or other.unit or one.number is None or other.number is None:
            continue
        if one.number < other.number and _is_out_of(page, first + 1, second):
            dropped.update(range(first + 1, second + 1))
        elif one.number > other.number and (lead := _lead(page, first)) and not _counts_other(page, first, second):
            dropped.update((*range(first - lead, first), second))
            again = numbers[place + 2] if place + 2 < len(numbers) else None
            if again is not None and page.tokens[again].number == other.number and page.cue(again + 1, "strict_at"):
                dropped.add(again)
            one.number, one.text = other.number, other.text
    if dropped:
        page.tokens = [token for index, token in enumerate(page.tokens) if index not in dropped]
        page.mark_sentences()


def _is_out_of(page: Page, start: int, stop: int) -> bool:
    """The "of the" of "22 of the 30 trees", "out of" of "22 out of 30"."""
    words = page.lexicon.words
    lows = [page.low(at) for at in range(start, stop)]
    small = words["partitives"] | words["articles"]
    return len(lows) > 1 and all(low in small for low in lows) and lows[0] in words["partitives"]


def _lead(page: Page, at: int) -> int:
    """How many words "of the", "out of" are before a number at the start of its clause."""
    words = page.lexicon.words
    width = 0
    while width < _LEAD and page.low(at - width - 1) in words["partitives"] | words["articles"]:
        width += 1
    opens = at - width == page.clause(at)[0] or page.low(at - width - 1) == ":"
    opens = opens and page.low(at - width) in words["partitives"]
    return width if width and opens else 0


def _counts_other(page: Page, first: int, second: int) -> bool:
    """Whether the smaller number has a noun of its own: "of the 20 chairs, 3 tables"."""
    after = page.tokens[second + 1] if second + 1 < len(page) else None
    if after is None or after.kind != "word" or page.cue(second + 1, "strict_at", "each", "per", "to_weak", "extra"):
        return False
    plural = after.low in page.lexicon.units or after.low in page.lexicon.words["articles"]
    return plural or (page.lexicon.language == "en" and after.low[:3] != page.low(first + 1)[:3])
