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
        return False  # Asked first: a flood of percents has no such word anywhere.
    signs = (*_cues(page, span, tax), *_in_prices(page, span), *_of_prices(page, span, tax))
    return any(not _is_negated(page, at) for at in signs)


def _cues(page: Page, span: Span, tax: Span) -> Iterator[int]:
    """Words for it; not the "including" of "5% on everything including the freight"."""
    for at in page.cues_in(*span, "inclusive"):
        behind = at + page.cue(at, "inclusive")
        of_tax = tax[0] <= behind + _OBJECT and tax[1] > at
        ends = behind >= min(span[1], page.clause(at)[1]) or page.tokens[behind].kind != "word"
        if page.low(at) not in page.lexicon.words["inclusive_of"] or ends or (of_tax and tax[1] > behind):
            yield at


def _in_prices(page: Page, span: Span) -> Iterator[int]:
    """ "in all those prices", "inside them"."""
    words = page.lexicon.words
    for at in page.words_in(*span, words["in_marks"]):
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
    for at in page.words_in(max(span[0], tax[0] - _BEHIND - 1), tax[0], words["price_nouns"]):
        if any(token.number is not None for token in page.tokens[at + 1 : tax[0]]):
            continue
        if page.find_word(at + 1, tax[0], words["price_holds"] | words["already"]) is not None:
            yield at
    for at in range(max(span[0], tax[0] - _BEHIND - 1), tax[0]):  # "£2,880, and that's with the VAT"
        subject, _, verb = page.low(at).partition("'")
        told = verb == "s" or page.low(at + 1) in words["passives"] | words["links"]
        if told and subject in words["price_pronouns"] and page.find_word(at + 1, tax[0], words["price_holds"]):
            yield at
    if page.find_word(*span, words["price_nouns"] | words["price_pronouns"]) is not None:
        yield from page.words_in(*span, words["already"])


def _is_negated(page: Page, at: int) -> bool:
    behind = at + max(1, page.cue(at, "inclusive"))
    near = (*range(max(0, at - _BEFORE), at), behind)
    return any(page.low(index) in page.lexicon.words["negations"] for index in near)
