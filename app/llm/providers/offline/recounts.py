"""Counts of a new mail for the things of the older one that it quotes: "> 12 cushions at €28 … we need 16 cushions"."""

from app.llm.providers.offline.page import Page
from app.llm.providers.offline.stems import are_alike

_MOST = 40
_AROUND = 6
"""Words around a count that can name what it counts ("Bei den Kissen brauchen wir 16 Stück")."""
_SHORTEST = 4
_LONGEST_LINE = 40


def recount_quoted(page: Page) -> None:
    """Give the older lines their new counts, and take the words of the new mail that say so."""
    quoted = [line for line in _lines(page) if page.low(line[0]) == ">" and _price(page, *line) is not None][:_MOST]
    if not quoted:
        return
    for at in [at for at, token in enumerate(page.tokens) if token.kind == "number" and page.free(at)][:_MOST]:
        if page.low(page.line_start(at)) == ">" or page.tokens[at].unit or page.cue(at - 1, "due_cue", "number_label"):
            continue
        start, stop = page.clause(at)
        if any(page.tokens[index].kind in ("money", "percent") for index in range(start, stop)):
            continue
        start, stop = max(start, at - _AROUND), min(stop, at + _AROUND)
        told = [line for line in quoted if _shares(page, line, start, stop)]
        if len(told) == 1 and (old := _count(page, *told[0])) is not None:
            page.tokens[old].number, page.tokens[old].text = page.tokens[at].number, page.tokens[at].text
            page.take(_behind_billed(page, start, at), stop)


def _behind_billed(page: Page, start: int, count: int) -> int:
    """Where what only tells the count begins: in "invoice X for the 11 interviews" X stays to be read."""
    if page.find_cue(start, count, "bill_verb", "to_verb", "to_label") is None:
        return start
    led = page.find_cue(start, count, "to_weak")
    return count if led is None else led


def _lines(page: Page) -> list[tuple[int, int]]:
    spans, start = [], 0
    while start < len(page):
        spans.append((start, page.line_end(start)))
        start = page.line_end(start) + 1
    return [span for span in spans if 0 < span[1] - span[0] <= _LONGEST_LINE]


def _price(page: Page, start: int, stop: int) -> int | None:
    """The one price of a line."""
    found = [at for at in range(start, stop) if page.tokens[at].kind == "money" and page.free(at)]
    return found[0] if len(found) == 1 else None


def _count(page: Page, start: int, stop: int) -> int | None:
    """The one count of a line."""
    found = [at for at in range(start, stop) if page.tokens[at].kind == "number" and page.free(at)]
    return found[0] if len(found) == 1 else None


def _shares(page: Page, line: tuple[int, int], start: int, stop: int) -> bool:
    """Whether a noun of the clause is one of the line."""
    things = [page.low(at) for at in range(*line) if _is_noun(page, at)]
    return any(are_alike(thing, page.low(at)) for at in range(start, stop) if _is_noun(page, at) for thing in things)


def _is_noun(page: Page, at: int) -> bool:
    token, words = page.tokens[at], page.lexicon.words
    dull = words["vague"] | words["function"] | words["pronouns"] | words["articles"]
    known = token.low in dull or token.low in page.lexicon.units or page.cue(at, "aside", "amends", "extra", "request")
    return token.kind == "word" and not token.taken and len(token.low) >= _SHORTEST and not known
