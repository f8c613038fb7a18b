"""A sum and what it is made up of: "bill X $1,150 (bus charter 950, tour guide 200)" has two lines and no third."""

from decimal import Decimal

from app.llm.providers.offline.page import Page

_MOST = 20
_REACH = 80
_TO_OPENING = 12
"""Words between the sum and the bracket, colon or list of its parts: "$1,150 for the outing in May (…"."""
_LEAST = 2
_BULLETS = frozenset("-*•–—·+")


def drop_sums(page: Page) -> None:
    """Take a sum whose parts follow in brackets, behind a colon or line by line; they are amounts of its currency."""
    for at in [at for at, token in enumerate(page.tokens) if token.kind == "money" and not token.taken][:_MOST]:
        start = _opening(page, at)
        parts = _parts(page, start, at) if start is not None else []
        if len(parts) < _LEAST or not page.free(at):
            continue
        for part in parts:
            page.tokens[part].kind = "money"
            page.tokens[part].currency = page.tokens[part].currency or page.tokens[at].currency
        page.take(at, at + 1 + page.cue(at + 1, "total_said"))
        if start is not None and _is_of_thing(page, at + 1, start - 1):
            page.take(at + 1, start)


def _opening(page: Page, at: int) -> int | None:
    """Behind the mark that opens the parts; None where an amount stands before the sum or a mark is missing."""
    begin = page.sentence_start(at, _REACH)
    if any(page.tokens[index].kind == "money" for index in range(begin, at)) or page.cue(at + 1, "each", "per"):
        return None
    for index in range(at + 1, min(len(page), at + 1 + _TO_OPENING)):
        token = page.tokens[index]
        if token.number is not None:
            return None
        if token.low in ("(", ":", "="):
            return index + 1 + page.cue(index + 1, "made_of")
        if page.cue(index, "made_of"):
            return index + page.cue(index, "made_of")
        if token.kind == "line":
            return index + 1 if page.low(index + 1) in _BULLETS else None
    return None


def _is_of_thing(page: Page, start: int, stop: int) -> bool:
    """The "for the party" of "$900 for the party (band $700 …)", which names no customer."""
    capitals = any(token.text[0].isupper() for token in page.tokens[start:stop])
    return page.cue(start, "to_weak") > 0 and not capitals


def _parts(page: Page, start: int, whole: int) -> list[int]:
    """The amounts from `start` on that close their clauses and together come to the sum, exactly."""
    found: list[int] = []
    said, total = Decimal(0), page.tokens[whole].number or Decimal(0)
    for at in range(start, min(len(page), start + _REACH)):
        token = page.tokens[at]
        if token.number is None:
            continue
        if not _closes(page, at) or token.kind not in ("money", "number") or token.unit:
            return []  # A count has a price beside it, which makes a product.
        found.append(at)
        said += token.number
        if said >= total:
            return found if said == total else []
    return []


def _closes(page: Page, at: int) -> bool:
    """Whether a mark, an "and" or "for" stands behind: "950, …", "200)", "€600 for the survey"."""
    behind = at + 1
    if behind >= len(page) or page.tokens[behind].kind in ("punct", "line") or page.cue(behind, "extra"):
        return True
    return page.tokens[at].kind == "money" and not page.cue(behind, "each", "per")
