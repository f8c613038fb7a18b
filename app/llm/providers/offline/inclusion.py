"""Whether a tax is in the prices already: "including VAT", "the 20% is in those prices", "not yet included"."""

from collections.abc import Iterator

from app.llm.providers.offline.page import Page

_BEFORE = 3
_BEHIND = 5
_OBJECT = 4
Span = tuple[int, int]


def is_included(page: Page, span: Span, tax: Span) -> bool:
    """`span` are the words around, `tax` those of the charge itself."""
    if page.find_cue(*span, "exclusive", "on_top") is not None:
        return False
    signs = (*_cues(page, span, tax), *_in_prices(page, span), *_of_prices(page, span, tax))
    return any(not _is_negated(page, at) for at in signs)


def _cues(page: Page, span: Span, tax: Span) -> Iterator[int]:
    """Words for it; not the "including" of "5% on everything including the freight"."""
    for at in range(*span):
        if not page.cue(at, "inclusive"):
            continue
        behind = at + page.cue(at, "inclusive")
        of_tax = tax[0] <= behind + _OBJECT and tax[1] > at
        ends = behind >= min(span[1], page.clause(at)[1]) or page.tokens[behind].kind != "word"
        if page.low(at) not in page.lexicon.words["inclusive_of"] or ends or (of_tax and tax[1] > behind):
            yield at


def _in_prices(page: Page, span: Span) -> Iterator[int]:
    """ "in all those prices", "inside them"."""
    words = page.lexicon.words
    for at in range(*span):
        if page.low(at) not in words["in_marks"]:
            continue
        for index in range(at + 1, min(span[1], at + _BEHIND)):
            if page.low(index) in words["price_nouns"] or (_stands_alone(page, index)):
                yield at
                break
            if page.tokens[index].kind != "word" or page.cue(index, "at", "strict_at"):
                break


def _stands_alone(page: Page, index: int) -> bool:
    """The "that" of "in that", "in that already"; not the one of "in that colour"."""
    after = page.tokens[index + 1] if index + 1 < len(page) else None
    alone = after is None or after.kind != "word" or page.low(index + 1) in page.lexicon.words["already"]
    return page.low(index) in page.lexicon.words["price_pronouns"] and alone


def _of_prices(page: Page, span: Span, tax: Span) -> Iterator[int]:
    """ "the prices already have VAT", "that's the price with VAT", "my rates cover 20% VAT"."""
    words = page.lexicon.words
    for at in range(max(span[0], tax[0] - _BEHIND - 1), tax[0]):
        if page.low(at) not in words["price_nouns"]:
            continue
        between = range(at + 1, tax[0])
        if any(page.tokens[index].number is not None for index in between):
            continue
        if any(page.low(index) in words["price_holds"] | words["already"] for index in between):
            yield at
    for at in range(*span):
        if page.low(at) in words["already"] and _speaks_of_prices(page, span):
            yield at


def _speaks_of_prices(page: Page, span: Span) -> bool:
    of = page.lexicon.words["price_nouns"] | page.lexicon.words["price_pronouns"]
    return any(page.low(at) in of for at in range(*span))


def _is_negated(page: Page, at: int) -> bool:
    behind = at + max(1, page.cue(at, "inclusive"))
    near = (*range(max(0, at - _BEFORE), at), behind)
    return any(page.low(index) in page.lexicon.words["negations"] for index in near)
