"""Which currency the words mean: that of the amounts, else one that is named apart from any."""

from app.core.money import exponent
from app.llm.providers.offline.amounts import AmountReader
from app.llm.providers.offline.page import Page

_DOLLARS = frozenset("AUD CAD NZD SGD HKD MXN TWD JMD BBD TTD BSD BZD FJD NAD CLP ARS COP UYU DOP CUP".split())
_PESOS = frozenset("ARS CLP COP UYU DOP CUP".split())
_MEXICAN = ("mxn", "mx$", "mexic", "méxic")


def said_currency(page: Page) -> str | None:
    """The currency that any word names, before the amounts are read: three decimals change how they read."""
    reader = AmountReader(page.lexicon, ".")
    for index, token in enumerate(page.tokens):
        currency = None if token.taken or token.kind == "number" else reader.named(page.tokens, index)[0]
        if currency and exponent(currency) == 3:
            return currency
    return None


def named_currencies(page: Page) -> list[str]:
    """All of them; signs that stand alone ("those are £") behind what words say."""
    reader = AmountReader(page.lexicon, ".")
    named: list[str] = []
    signs: list[str] = []
    for index, token in enumerate(page.tokens):
        code, width = reader.named(page.tokens, index) if token.kind in ("word", "punct") else (None, 0)
        if code and (width > 1 or token.kind == "word"):  # "$ CA", but a sign alone says nothing more.
            named.append(code)
        elif code:
            signs.append(code)
    return named or signs


def settle_currency(page: Page) -> None:
    """The currency of the amounts, else one that is named anywhere; several are a doubt."""
    facts = page.facts
    used = [token.currency for token in page.tokens if token.kind == "money" and token.currency]
    named = named_currencies(page)
    explicit = next(iter(named), None)
    facts.currency = next((code for code in used if code), None) or facts.currency or explicit
    if facts.currency == "USD" and explicit in _DOLLARS and "USD" not in named:
        facts.currency = explicit  # "in CAD: $400"
    if facts.currency == "MXN":  # "pesos", which another code makes those of another country.
        facts.currency = next((code for code in named if code in _PESOS), facts.currency)
        if facts.currency == "MXN" and not any(sign in token.low for token in page.tokens for sign in _MEXICAN):
            facts.doubt("guessed_currency", "currency", "Pesos were taken for those of Mexico; no country is named.")
    if len(set(used)) > 1:
        facts.doubt("several_currencies", "currency", "The words name several currencies; the first was taken.")
