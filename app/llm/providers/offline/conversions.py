"""What an amount would be in other money, which nobody pays: "€450 (about $480)", "in dollars roughly 2,000"."""

from app.llm.providers.offline.currencies import is_of_family, named_currencies
from app.llm.providers.offline.page import Page
from app.llm.providers.offline.tokens import Token

_MOST = 100
_LEAD = 4
"""Words before an amount that can say that it only compares."""
_SIGNS = frozenset("≈~=")


def drop_conversions(page: Page) -> None:
    """Take amounts of a second currency that only compare, or that were spent before that of the bill was said."""
    money = [at for at, token in enumerate(page.tokens) if token.kind == "money" and page.free(at)][:_MOST]
    own = page.facts.stated_currency or next((page.tokens[at].currency for at in money if page.tokens[at].currency), "")
    if not own:
        return
    billed = any(page.tokens[at].currency == own for at in money)
    for at in money:
        foreign = _is_foreign(page, page.tokens[at], own)
        if foreign and _compares(page, at):
            _drop(page, at)
        elif foreign and billed and (stated := _stated_behind(page, at)) is not None:
            _drop(page, at, stated)
    _drop_bare(page, own)


def _is_foreign(page: Page, token: Token, own: str) -> bool:
    return token.currency not in (None, own) and not is_of_family(page, own, token.currency)


def _compares(page: Page, at: int) -> bool:
    """Behind "about", or in brackets behind another price: "£450, roughly €520", "at €450 (that's $480)"."""
    start = max(page.clause(at)[0], at - _LEAD)
    bracket = page.low(page.clause(at)[0] - 1) == "(" and any(
        token.kind == "money" and not token.taken for token in page.tokens[max(0, start - 2 * _LEAD) : start]
    )
    return bracket or any(_is_about(page, index) for index in range(start, at))


def _is_about(page: Page, at: int) -> bool:
    return page.low(at) in page.lexicon.words["roughly"] or page.low(at) in _SIGNS


def _stated_behind(page: Page, at: int) -> int | None:
    """ "It cost us 300 euros but we bill [in zlotys]": where the same sentence says in which currency to bill."""
    marks = page.words_in(at, page.sentence_end(at), page.lexicon.words["in_marks"])
    return next((index for index in marks if page.tokens[index].taken), None)


def _drop_bare(page: Page, own: str) -> None:
    """ "In dollars that is roughly 2,000": the number behind the name of another currency."""
    about = page.lexicon.words["roughly"]
    for named in named_currencies(page)[:_MOST] if page.find_word(0, len(page), about) is not None else ():
        led = named.start and page.low(named.start - 1) in page.lexicon.words["in_marks"]
        if not led or named.code == own:
            continue
        for at in range(named.stop, min(page.sentence_end(named.start), named.stop + 2 * _LEAD)):
            token = page.tokens[at]
            if token.kind == "number" and page.free(at) and any(_is_about(page, index) for index in range(at - 2, at)):
                _drop(page, at)


def _drop(page: Page, at: int, stop: int = 0) -> None:
    """The clause as far as the amount, and what closes it behind: "at today's rate"."""
    start, end = page.clause(at)
    bare = not any(token.number is not None and not token.taken for token in page.tokens[at + 1 : end])
    page.tokens[at].currency = None
    page.take(start, stop or (end if bare else at + 1))
