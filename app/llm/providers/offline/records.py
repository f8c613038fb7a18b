"""Records on one line: what bars, slashes or semicolons part."""

from itertools import pairwise

from app.llm.providers.offline.page import Page

_BARS = frozenset("/|;·•")


def segments(page: Page, start: int, stop: int) -> list[tuple[int, int]]:
    """The parts of "X / 3 Mill Lane / York" or "X | 3 Mill Lane | x@example.com"; none where a price stands."""
    marks = [at for at in range(start + 1, stop) if page.low(at) in _BARS and _parts(page, at)]
    priced = any(token.kind in ("money", "percent") or token.taken for token in page.tokens[start:stop])
    if not marks or priced:
        return []
    bounds = [start - 1, *marks, stop]
    return [(left + 1, right) for left, right in pairwise(bounds) if right > left + 1]


def _parts(page: Page, at: int) -> bool:
    """A semicolon follows its word at once, a slash stands between blanks ("C/ Mayor" is one)."""
    return page.low(at) == ";" or page.tokens[at].gap > 0
