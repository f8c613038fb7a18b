"""Which currency the words mean: that of the amounts, else one that is named apart from any."""

from dataclasses import dataclass

from app.core.money import CURRENCIES, exponent
from app.llm.providers.offline.amounts import AmountReader
from app.llm.providers.offline.localities import place_stop
from app.llm.providers.offline.names import name_stop
from app.llm.providers.offline.page import Page

_GUESSED = {
    "MXN": (("mxn", "mx$", "mexic", "méxic"), "Pesos were taken for those of Mexico; no country is named."),
    "SEK": (
        ("sek", "swed", "schwed", "suéd", "sved", "suec", "zweed", "kronor", "krona"),
        "Crowns were taken for those of Sweden; no country is named.",
    ),
    "XOF": (("xof",), "CFA francs were taken for those of West Africa; no bank is named."),
}  # fmt: skip
"""Currencies whose sign is of other countries too, and how the words begin that leave no doubt."""
_CROWNS = {
    "aps": "DKK", "a/s": "DKK", "as": "NOK", "asa": "NOK", "mva": "NOK", "ehf": "ISK", "vsk": "ISK", "ab": "SEK",
}  # fmt: skip
"""What firms and taxes are called where "kr" is paid."""
_LONGEST = 12
"""A clause before "in yen:" is no longer than that, or it says more than the currency."""
_BILLED_REACH = 4
_MOST = 50


@dataclass(frozen=True)
class Named:
    """A currency that tokens [start, stop) name; `bare` where the word is of several countries ("dollars")."""

    code: str
    start: int
    stop: int
    bare: bool


def said_currency(page: Page) -> str | None:
    """The currency that any word names, before the amounts are read: three decimals change how they read."""
    reader, starts = AmountReader(page.lexicon, "."), page.lexicon.currency_starts
    for index, token in enumerate(page.tokens):
        if token.low not in starts or token.taken or token.kind == "number":
            continue
        currency = reader.named(page.tokens, index)[0]
        if currency and exponent(currency) == 3:
            return currency
    return None


def named_currencies(page: Page) -> list[Named]:
    """All of them; signs that stand alone ("those are £") behind what words say, and bare words behind full names."""
    reader = AmountReader(page.lexicon, ".")
    words: list[Named] = []
    signs: list[Named] = []
    behind = 0
    for index in page.word_places(page.lexicon.currency_starts):
        token = page.tokens[index]
        if index < behind or token.kind not in ("word", "punct"):
            continue
        code, width = reader.named(page.tokens, index)
        if code and (width > 1 or token.kind == "word"):  # "$ CA", but a sign alone says nothing more.
            bare = width == 1 and code in page.lexicon.currency_families.bare and token.text.upper() not in CURRENCIES
            words.append(Named(code, index, index + width, bare))
        elif code:
            signs.append(Named(code, index, index + 1, bare=True))
        behind = index + width if code else index
    return sorted(words, key=lambda each: each.bare) or signs


def read_stated(page: Page) -> None:
    """ "asked to be billed in yen": that is the currency of bare prices, and amounts of another only compare."""
    named = [each for each in named_currencies(page)[:_MOST] if _is_stated(page, each)]
    if not named:
        return
    stated = next((each for each in named if _is_billed(page, each)), named[0])
    page.facts.stated_currency = stated.code
    start, stop = page.clause(stated.start)
    start = max(start, stated.start - _LONGEST)
    name = name_stop(page, start) if start < len(page) else start
    start = place_stop(page, name) if start + 1 < name < stated.start else start  # "X in Lyon settle in euros: …"
    closes = stated.stop >= stop or page.low(stated.stop) == ":"
    bare = not any(token.text[0].isdigit() or token.kind == "money" for token in page.tokens[start : stated.start])
    if closes and bare and page.find_cue(start, stated.start, "bill_verb", "payer_verb", "to_label", "intent") is None:
        page.take(start, stated.stop)  # "this one needs to be in aussie dollars: …"
    else:
        page.take(stated.start - 1, stated.stop)
    if not any(token.kind == "number" and _is_bare_price(page, at) for at, token in enumerate(page.tokens)):
        return
    for at, token in enumerate(page.tokens):
        foreign = token.kind == "money" and not token.taken and token.currency not in (None, stated.code)
        if foreign and not is_of_family(page, stated.code, token.currency):
            token.currency = None
            page.take(page.clause(at)[0], at + 1)  # "The estimate was about €900, but …"


def _is_stated(page: Page, named: Named) -> bool:
    """Behind "in", apart from any number: "in Norwegian kroner"; not the one of "not in euros"."""
    before = page.low(named.start - 1) in page.lexicon.words["in_marks"] if named.start else False
    negated = page.low(named.start - 2) in page.lexicon.words["negations"] if named.start > 1 else False
    behind = page.tokens[named.stop] if named.stop < len(page) else None
    return before and not negated and (behind is None or behind.number is None)


def _is_billed(page: Page, named: Named) -> bool:
    """ "We bill in zlotys", "so invoice in COP": surer than "our price list is in dollars"."""
    start = max(page.sentence_start(named.start, _LONGEST), named.start - _BILLED_REACH)
    return page.find_cue(start, named.start, "bill_verb", "invoice_noun", "payer_verb", "to_verb") is not None


def _is_bare_price(page: Page, at: int) -> bool:
    token = page.tokens[at]
    if token.taken:
        return False
    return page.cue(at - 1, "strict_at", "times") > 0 or page.cue(at + 1, "per", "each") > 0


def settle_currency(page: Page) -> None:
    """The currency of the amounts, else one that is named anywhere; several are a doubt."""
    facts = page.facts
    used = [token.currency for token in page.tokens if token.kind == "money" and token.currency]
    named = named_currencies(page)
    explicit = facts.stated_currency or next((each.code for each in named), None)
    facts.currency = next(iter(used), None) or facts.currency or explicit
    told = {each.code for each in named if not each.bare}
    if facts.currency and facts.currency not in told:
        codes = [explicit, *told, *_countries(page)]  # "in CAD: $400"; "$40, Canadian"
        family = (code for code in codes if is_of_family(page, code, facts.currency))
        facts.currency = next(family, facts.currency)
    if facts.currency == "SEK" and not told:
        facts.currency = _crowns_of(page) or facts.currency
    signs, doubt = _GUESSED.get(facts.currency or "", ((), ""))
    if doubt and not any(sign in token.low for token in page.tokens for sign in signs):
        facts.doubt("guessed_currency", "currency", doubt)
    if len(set(used)) > 1:
        facts.doubt("several_currencies", "currency", "The words name several currencies; the first was taken.")


def is_of_family(page: Page, code: str | None, base: str | None) -> bool:
    """Whether the word for `base` can mean `code`: dollars those of Canada."""
    return base in page.lexicon.currency_families.bases.get(code or "", ())


def _crowns_of(page: Page) -> str | None:
    """The crowns of the country that the name of a firm or of a tax tells: "Fjellheim AS", "25 % mva"."""
    names = (token.text for token in page.tokens if token.kind == "word")
    told = (_CROWNS.get(name.lower()) for name in names if not name.islower() or name in page.lexicon.tax_names)
    return next((code for code in told if code), None)


def _countries(page: Page) -> list[str]:
    """The currencies of "$40, Canadian" and "all $ are Australian": an adjective that nothing follows."""
    found = []
    adjectives = page.lexicon.currency_families.adjectives
    for at, token in enumerate(page.tokens):
        code = adjectives.get(token.low) if token.kind == "word" else None
        if code is None:
            continue
        after = page.tokens[at + 1] if at + 1 < len(page) else None
        if (after is None or after.kind in ("line", "punct")) and at and page.tokens[at - 1].kind != "line":
            found.append(code)
    return found
