"""Months that are named and paid by the month: "enero, febrero y marzo, 140 € al mes" are three of them."""

from decimal import Decimal

from app.llm.providers.offline.page import Page

_MOST_BETWEEN = 3
_LISTING = frozenset({",", "/"})


def count_months(page: Page) -> None:
    """Turn the named months of a sentence into their number, where a price is per month and no other count is said."""
    named = [index for index, token in enumerate(page.tokens) if token.low in page.lexicon.months and not token.taken]
    known: dict[tuple[int, int], bool] = {}
    for first, last, count in _runs(page, named):
        span = page.line_start(first), page.sentence_end(first)
        if count > 1 and span not in known:  # Once for each sentence, so that a flood of months stays linear.
            known[span] = _is_monthly(page, *span) and not _is_counted(page, *span)
        if count > 1 and known[span]:
            token = page.tokens[first]
            token.kind, token.number, token.unit = "number", Decimal(count), "month"
            page.take(first + 1, last + 1)


def _runs(page: Page, named: list[int]) -> list[tuple[int, int, int]]:
    """First and last month of each list or span, and how many they are."""
    runs: list[tuple[int, int, int]] = []
    for index in named:
        link = _link(page, runs[-1][1], index) if runs else ""
        if link:
            first, last, count = runs[-1]
            months = page.lexicon.months
            span = (months[page.low(index)] - months[page.low(last)]) % 12
            runs[-1] = (first, index, count + (span if link == "span" else 1))
        else:
            runs.append((index, index, 1))
    return runs


def _link(page: Page, before: int, index: int) -> str:
    """How a month follows on the one before: "span" ("to", "t/m"), "list" (comma, "and"), or not at all."""
    words = page.lexicon.words
    lows = [page.low(at) for at in range(before + 1, index)]
    if not lows or len(lows) > _MOST_BETWEEN + 1 or page.sentence_end(before) != page.sentence_end(index):
        return ""
    small = words["extras"] | words["vague"] | words["articles"] | _LISTING | words["ranges"] | {"t", "m"}
    if any(low not in small for low in lows):
        return ""
    if "".join(lows) == "t/m" or not words["ranges"].isdisjoint(lows):
        return "span"
    return "list" if not (words["extras"] | _LISTING).isdisjoint(lows) else ""


def _is_monthly(page: Page, start: int, stop: int) -> bool:
    units = page.lexicon.units
    if any(page.low(index) in page.lexicon.words["monthly"] for index in range(start, stop)):
        return True
    for index in range(start, stop):
        width = page.cue(index + 1, "per", "per_article")
        if (
            width
            and page.tokens[index].kind in ("money", "number")
            and units.get(page.low(index + 1 + width)) == "month"
        ):
            return True
    return False


def _is_counted(page: Page, start: int, stop: int) -> bool:
    """ "3 months", or anything else that is counted by itself before "at"."""
    counted = (index for index in range(start, stop) if page.tokens[index].kind == "number" and page.free(index))
    return any(page.lexicon.units.get(page.low(index + 1)) == "month" for index in counted)
