"""The order in which the readers look at the words, from text to draft."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from app.core.money import exponent
from app.llm.providers.offline import forms, guard, habits, items, labels, lexicon, lines, notation
from app.llm.providers.offline.amendments import amend
from app.llm.providers.offline.amounts import AmountReader
from app.llm.providers.offline.blocks import read_blocks
from app.llm.providers.offline.charges import ChargeReader
from app.llm.providers.offline.chats import without_speakers
from app.llm.providers.offline.corrections import correct_numbers
from app.llm.providers.offline.dates import DateReader
from app.llm.providers.offline.forms.filling import FormWriter
from app.llm.providers.offline.identifiers import IdentifierReader
from app.llm.providers.offline.leading import read_said_address
from app.llm.providers.offline.letters import with_codes
from app.llm.providers.offline.lexicon.detection import detect
from app.llm.providers.offline.lines import Line
from app.llm.providers.offline.markup import without_tags
from app.llm.providers.offline.measures import read_measures
from app.llm.providers.offline.months import count_months
from app.llm.providers.offline.omissions import drop_left_out
from app.llm.providers.offline.page import Facts, Page
from app.llm.providers.offline.parties import PartyReader
from app.llm.providers.offline.payments import read_payments
from app.llm.providers.offline.repeats import read_repeats
from app.llm.providers.offline.replacements import drop_replaced
from app.llm.providers.offline.sums import share_of_total
from app.llm.providers.offline.terms import TermsReader
from app.llm.providers.offline.timesheets import mark_hours, spread_over_days, take_pauses
from app.llm.providers.offline.tokens import Token, fold, keep_acronyms, scan, split_elisions

_DOLLARS = frozenset("AUD CAD NZD SGD HKD MXN TWD JMD BBD TTD BSD BZD FJD NAD CLP ARS COP UYU DOP CUP".split())
_PESOS = frozenset("ARS CLP COP UYU DOP CUP".split())
_MEXICAN = ("mxn", "mx$", "mexic", "méxic")
_DAY_FIRST_MONEY = frozenset("£ € ₹ GBP EUR INR AUD NZD CHF SEK NOK DKK PLN".split())
_ENDS = frozenset("\n.;")
_CENTS = re.compile(r"\d{1,6}[.,]\d\d")
MOST_ITEMS = 1000
MOST_TOKENS = 5000
"""Words, numbers and marks that are read. Prose of 20,000 characters has 4,500, a list of 500 items as many."""
_LAST_SENTENCE = 60
"""How far back from there the last whole line or sentence may end."""


def read(words: str, today: date, defaults: dict[str, str]) -> tuple[dict[str, Any], list[dict[str, str]]]:
    """The draft that the words make, with every key of `DraftSchema`, and the doubts about it."""
    page, dates, found = prepare(words, today, defaults)
    intent = found is not None or _is_order(page)
    found = found or []
    charges = ChargeReader(page)
    charges.read()
    TermsReader(page, dates).read()
    read_payments(page)
    parties = PartyReader(page)
    parties.read()
    read_said_address(page, parties.writer)
    if intent or (parties.led and not _is_chat(page)):
        found += items.ItemReader(page, charges.attached).read()
        charges.give_back(each for line in found for each in line.attached)
        lines.write(page, amend(page, sorted(found, key=lambda line: line.start)))
    _currency(page)
    if page.facts.share_paid and page.facts.items and page.facts.amount_paid is None:
        page.facts.amount_paid = share_of_total(page.facts, page.facts.share_paid)
        message = "A deposit said in percent was reckoned from the total."
        page.facts.doubt("deposit_reckoned", "amount_paid", message)
    if len(page.facts.items) > MOST_ITEMS:
        page.facts.doubt("items_left_out", "items", f"Only the first {MOST_ITEMS} items were taken.")
    _translate(page.facts, page.lexicon.labels)
    return _draft(page.facts, page.lexicon.language), page.facts.issues


def prepare(words: str, today: date, defaults: dict[str, str]) -> tuple[Page, DateReader, list[Line] | None]:
    """Words to folded tokens: what is no order dropped, labelled values taken, each date and amount one token.

    The lines are those of structured input, which is written down before any words are read; None where there is none.
    """
    words = with_codes(without_tags(without_speakers(words)))
    tokens = scan(words, MOST_TOKENS + 1)
    words_of = lexicon.load(detect(tokens, defaults.get("language")))
    words, form = forms.split(words, words_of)
    tokens, whole = _readable(scan(words, MOST_TOKENS + 1) if form else tokens)
    keep_acronyms(tokens)
    tokens = split_elisions(tokens, words_of.words["elisions"])
    lexicon.tag(tokens, words_of)
    page = Page(tokens, words_of)
    if not whole:
        page.facts.doubt("words_left_out", "items", f"Only the first {MOST_TOKENS} words and marks were read.")
    guard.drop_quotes(page)
    guard.drop_instructions(page)
    labels.read_texts(page)
    page.tokens = fold(page.tokens, IdentifierReader(words_of.words["streets"], words_of.months).rules())
    page.mark_sentences()
    read_blocks(page)
    labels.read_identifiers(page)
    mark = _decimal_mark(page, defaults)
    dates = DateReader(words_of, today, _month_first(page, defaults.get("locale", "")))
    page.tokens = fold(page.tokens, dates.rules())
    page.tokens = fold(page.tokens, AmountReader(words_of, mark, _said_currency(page)).rules())
    read_measures(page)
    page.tokens = [token for index, token in enumerate(page.tokens) if not _is_net_mark(page, index)]
    page.mark_sentences()
    drop_replaced(page)
    drop_left_out(page)
    guard.drop_waived(page)
    guard.drop_asides(page)
    mark_hours(page)
    take_pauses(page)
    spread_over_days(page)
    count_months(page)
    correct_numbers(page)
    read_repeats(page)
    return page, dates, FormWriter(page, form, dates, mark).write() if form else None


def _readable(tokens: list[Token]) -> tuple[list[Token], bool]:
    """As much as is read, to the end of a line or sentence where there is one, and whether that is all of it."""
    if len(tokens) <= MOST_TOKENS:
        return tokens, True
    ends = (stop for stop in range(MOST_TOKENS, MOST_TOKENS - _LAST_SENTENCE, -1) if tokens[stop - 1].low in _ENDS)
    return tokens[: next(ends, MOST_TOKENS)], False


def _is_net_mark(page: Page, index: int) -> bool:
    """The "netto" of "340 € netto pro Platz", which is what a price means anyway; not that of "netto 30 Tage"."""
    behind = page.low(index) in page.lexicon.words["net_marks"] and page.tokens[index - 1].kind == "money" and index
    return bool(behind) and (index + 1 == len(page) or page.tokens[index + 1].number is None)


def _month_first(page: Page, locale: str) -> bool:
    """By a date that leaves no doubt, else by the team's region, else by the currency (pounds: the day first)."""
    certain = habits.certain_order(token.text for token in page.tokens if token.kind == "numeric_date")
    if certain is not None:
        return certain
    symbols = {token.text for token in page.tokens if token.kind in ("punct", "word")}
    if not locale and "$" not in symbols and not symbols.isdisjoint(_DAY_FIRST_MONEY):
        return False
    return habits.month_first(page.lexicon.language, locale)


def _decimal_mark(page: Page, defaults: dict[str, str]) -> str:
    texts = (token.text for token in page.tokens if token.kind == "number")
    return notation.decimal_mark(texts, habits.decimal_mark(page.lexicon.language, defaults.get("locale", "")))


def _said_currency(page: Page) -> str | None:
    """The currency that any word names, before the amounts are read: three decimals change how they read."""
    reader = AmountReader(page.lexicon, ".")
    for index, token in enumerate(page.tokens):
        currency = None if token.taken or token.kind == "number" else reader.named(page.tokens, index)[0]
        if currency and exponent(currency) == 3:
            return currency
    return None


def _is_order(page: Page) -> bool:
    """Whether anything is to be billed at all: money in a currency or a rate, or the intent and some number."""
    money = any(token.kind == "money" for token in page.tokens)
    money = money or (_named_currency(page) is not None and any(token.number is not None for token in page.tokens))
    money = money or any(token.kind == "number" and _is_rate(page, index) for index, token in enumerate(page.tokens))
    intent = page.find_cue(0, len(page), "intent", "bill_verb", "invoice_noun") is not None
    numbers = any(token.number is not None for token in page.tokens)
    return (money or (intent and numbers)) and not _is_chat(page)


def _is_chat(page: Page) -> bool:
    """A question, or money that the writer spent: "I paid $20 for lunch"."""
    intent = page.find_cue(0, len(page), "intent", "bill_verb", "invoice_noun") is not None
    spent = not intent and page.find_cue(0, len(page), "own_spending") is not None
    money = any(token.kind == "money" for token in page.tokens)
    manages = bool(page.tokens) and page.cue(0, "admin_verb") > 0 and not money
    return spent or manages or _only_asks(page)


def _is_rate(page: Page, index: int) -> bool:
    """ "at 80/h": a price without its currency."""
    token = page.tokens[index]
    if token.unit:
        return False
    if page.cue(index - 1, "at") and _CENTS.fullmatch(token.text):
        return True  # "12 shirts at 24.90"
    per = page.low(index + 1) in page.lexicon.words["rate_marks"] and page.low(index + 2) in page.lexicon.units
    return per or page.low(index - 1) == "@" or page.low(index + 1) in page.lexicon.words["each_marks"]


def _only_asks(page: Page) -> bool:
    """ "How much would 10 hours at $50 be?": one question, and no number behind it."""
    end = page.sentence_end(0) if len(page) else 0
    if not page.cue(0, "question") or page.low(end) != "?":
        return False
    return all(token.number is None for token in page.tokens[end:])


def _named_currency(page: Page) -> str | None:
    """A currency that stands apart from any number: "all in usd"."""
    return next(iter(_named_currencies(page)), None)


def _named_currencies(page: Page) -> list[str]:
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


def _currency(page: Page) -> None:
    """The currency of the amounts, else one that is named anywhere; several are a doubt."""
    facts = page.facts
    used = [token.currency for token in page.tokens if token.kind == "money" and token.currency]
    named = _named_currencies(page)
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


def _translate(facts: Facts, labels: Mapping[str, str]) -> None:
    """Give the labels of rows and discounts in the language of the words."""
    for row in (*facts.from_rows, *facts.to_rows, *facts.payment_rows):
        row["label"] = labels.get(row["label"] or "", row["label"])
    for discount in facts.discounts:
        discount["name"] = labels.get(discount["name"], discount["name"])


def _draft(facts: Facts, language: str) -> dict[str, Any]:
    title = facts.title or (facts.items[0]["name"][:200] if facts.items else None)
    return {
        "title": title[:200] if title else None,
        "number": facts.number[:60] if facts.number else None,
        "currency": facts.currency,
        "language": language,
        "locale": None,
        "issued_at": facts.issued_at.isoformat() if facts.issued_at else None,
        "due_at": facts.due_at.isoformat() if facts.due_at else None,
        "from_details": facts.from_rows,
        "to_details": facts.to_rows,
        "payment_details": facts.payment_rows[:40],
        "items": facts.items[:MOST_ITEMS],
        "discounts": facts.discounts[:20],
        "taxes": facts.taxes[:20],
        "amount_paid": None if facts.amount_paid is None else str(facts.amount_paid),
        "notes": "\n".join(facts.notes)[:5000] or None,
        "terms": "\n".join(facts.terms)[:5000] or None,
        "reference": facts.reference[:120] if facts.reference else None,
    }
