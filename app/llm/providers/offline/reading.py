"""The order in which the readers look at the words, from text to draft."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from app.llm.providers.offline import forms, guard, habits, items, labels, lexicon, lines, notation
from app.llm.providers.offline.accounts import read_accounts
from app.llm.providers.offline.amendments import amend
from app.llm.providers.offline.amounts import AmountReader
from app.llm.providers.offline.blocks import read_blocks
from app.llm.providers.offline.bounds import drop_bounds
from app.llm.providers.offline.breakdowns import drop_sums
from app.llm.providers.offline.charges import ChargeReader
from app.llm.providers.offline.chats import without_speakers
from app.llm.providers.offline.contents import keep_contents
from app.llm.providers.offline.conversions import drop_conversions
from app.llm.providers.offline.corrections import correct_numbers
from app.llm.providers.offline.counted import bring_counts
from app.llm.providers.offline.currencies import named_currencies, read_stated, said_currency, settle_currency
from app.llm.providers.offline.dates import DateReader
from app.llm.providers.offline.day_order import month_first
from app.llm.providers.offline.denials import drop_denied
from app.llm.providers.offline.enumerations import count_enumerated
from app.llm.providers.offline.factors import drop_factors
from app.llm.providers.offline.facts import Facts
from app.llm.providers.offline.forms.filling import FormWriter
from app.llm.providers.offline.greetings import drop_greetings, drop_quote_leads
from app.llm.providers.offline.hourly import read_rate_of_all
from app.llm.providers.offline.identifiers import IdentifierReader
from app.llm.providers.offline.injections import drop_instructions
from app.llm.providers.offline.instalments import read_instalments
from app.llm.providers.offline.layout import mark_dividers, read_layout
from app.llm.providers.offline.leading import read_said_address
from app.llm.providers.offline.letters import with_codes
from app.llm.providers.offline.lexicon.detection import detect
from app.llm.providers.offline.lexicon.tagging import tag
from app.llm.providers.offline.lines import Line
from app.llm.providers.offline.losses import drop_lost
from app.llm.providers.offline.markup import without_tags
from app.llm.providers.offline.measures import read_measures
from app.llm.providers.offline.moments import drop_moments
from app.llm.providers.offline.months import count_months
from app.llm.providers.offline.omissions import drop_left_out
from app.llm.providers.offline.orders import is_chat, is_headed, is_noted, is_order
from app.llm.providers.offline.outcomes import drop_estimates
from app.llm.providers.offline.page import Page
from app.llm.providers.offline.pairs import count_pairs, mark_each, mark_totals
from app.llm.providers.offline.parted import read_parts
from app.llm.providers.offline.parties import PartyReader
from app.llm.providers.offline.payments import read_payments
from app.llm.providers.offline.portions import drop_wholes
from app.llm.providers.offline.products import keep_products
from app.llm.providers.offline.rates import count_by_many
from app.llm.providers.offline.recounts import recount_quoted
from app.llm.providers.offline.repeats import read_repeats
from app.llm.providers.offline.replacements import drop_replaced
from app.llm.providers.offline.role_labels import drop_deliveries
from app.llm.providers.offline.shares import read_shares
from app.llm.providers.offline.sizes import keep_sizes
from app.llm.providers.offline.spoken import doubt_spoken
from app.llm.providers.offline.struck import drop_struck
from app.llm.providers.offline.sums import share_of_total
from app.llm.providers.offline.terms import TermsReader
from app.llm.providers.offline.tiers import split_tiers
from app.llm.providers.offline.timesheets.reader import Reading, count_sessions, read_sheet
from app.llm.providers.offline.timesheets.writing import SheetWriter
from app.llm.providers.offline.tokens import Token, fold, keep_acronyms, scan, split_elisions
from app.llm.providers.offline.withdrawals import drop_hypothetical, drop_withdrawn

_ENDS = frozenset("\n.;")
MOST_TOKENS = 4500
"""Words, numbers and marks that are read. Prose of 20,000 characters has 4,000, a list of 500 items as many."""
_LAST_SENTENCE = 60
"""How far back from there the last whole line or sentence may end."""
_CHANGES: tuple[Callable[[Page], object], ...] = (
    mark_dividers, read_stated, drop_conversions, drop_sums, read_instalments, drop_replaced, drop_lost, drop_struck,
    drop_hypothetical, drop_estimates, drop_wholes, read_shares, read_parts, split_tiers, drop_withdrawn,
    drop_left_out, drop_bounds, guard.drop_waived, guard.drop_asides, read_layout, count_months, recount_quoted,
    correct_numbers, read_repeats, bring_counts,
)  # fmt: skip
"""What takes back, strikes out, splits or counts what was said, in this order."""


def read(words: str, today: date, defaults: dict[str, str]) -> tuple[dict[str, Any], list[dict[str, str]]]:
    """The draft that the words make, with every key of `DraftSchema`, and the doubts about it."""
    page, dates, found, sheet = prepare(words, today, defaults)
    chat = is_chat(page)
    intent = found is not None or ((sheet is not None or is_order(page)) and not chat)
    found = found or []
    drop_denied(page)
    charges = ChargeReader(page)
    charges.read()
    TermsReader(page, dates).read()
    read_payments(page)
    parties = PartyReader(page)
    parties.read()
    read_said_address(page, parties.writer)
    drop_greetings(page)
    drop_quote_leads(page)
    if intent or ((parties.led or is_headed(page) or is_noted(page)) and not chat):
        timed = SheetWriter(page, sheet).lines() if sheet else []
        found += items.ItemReader(page, charges.attached).read()
        if sheet is not None:
            count_sessions(sheet, found)
        found = [*timed, *found]
        charges.give_back(each for line in found for each in line.attached)
        lines.write(page, amend(page, sorted(found, key=lambda line: line.start)))
    settle_currency(page)
    if page.facts.share_paid and page.facts.items and page.facts.amount_paid is None:
        page.facts.amount_paid = share_of_total(page.facts, page.facts.share_paid)
        message = "A deposit said in percent was reckoned from the total."
        page.facts.doubt("deposit_reckoned", "amount_paid", message)
    if len(page.facts.items) > items.MOST_ITEMS:
        page.facts.doubt("items_left_out", "items", f"Only the first {items.MOST_ITEMS} items were taken.")
    _translate(page.facts, page.lexicon.labels)
    return _draft(page.facts, page.lexicon.language), page.facts.issues


def prepare(
    words: str, today: date, defaults: dict[str, str]
) -> tuple[Page, DateReader, list[Line] | None, Reading | None]:
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
    tag(tokens, words_of)
    page = Page(tokens, words_of)
    if not whole:
        page.facts.doubt("words_left_out", "items", f"Only the first {MOST_TOKENS} words and marks were read.")
    guard.drop_quotes(page)
    drop_instructions(page)
    labels.read_texts(page)
    page.tokens = fold(page.tokens, IdentifierReader(words_of.words["streets"], words_of.months).rules())
    page.mark_sentences()
    drop_deliveries(page)
    read_blocks(page)
    read_accounts(page)
    labels.read_identifiers(page)
    mark = _decimal_mark(page, defaults)
    dates = DateReader(words_of, today, month_first(page, defaults.get("locale", "")))
    page.tokens = fold(page.tokens, dates.rules())
    page.tokens = fold(page.tokens, AmountReader(words_of, mark, said_currency(page)).rules())
    doubt_spoken(page)
    read_measures(page)
    read_rate_of_all(page)
    keep_products(page)
    count_by_many(page)
    count_enumerated(page)
    drop_factors(page)
    sheet = None if form else read_sheet(page)
    drop_moments(page)
    keep_sizes(page)
    keep_contents(page)
    count_pairs(page)
    mark_totals(page)
    mark_each(page)
    _drop_net_marks(page)
    for change in _CHANGES:
        change(page)
    return page, dates, FormWriter(page, form, dates, mark).write() if form else None, sheet


def _readable(tokens: list[Token]) -> tuple[list[Token], bool]:
    """As much as is read, to the end of a line or sentence where there is one, and whether that is all of it."""
    if len(tokens) <= MOST_TOKENS:
        return tokens, True
    ends = (stop for stop in range(MOST_TOKENS, MOST_TOKENS - _LAST_SENTENCE, -1) if tokens[stop - 1].low in _ENDS)
    return tokens[: next(ends, MOST_TOKENS)], False


def _drop_net_marks(page: Page) -> None:
    """The "netto" of "340 € netto pro Platz", which is what a price means anyway; not that of "netto 30 Tage"."""
    dropped = {
        index
        for index in page.word_places(page.lexicon.words["net_marks"])
        if index
        and page.tokens[index - 1].kind == "money"
        and (index + 1 == len(page) or page.tokens[index + 1].number is None)
    }
    if dropped:
        page.tokens = [token for index, token in enumerate(page.tokens) if index not in dropped]
    page.mark_sentences()


def _decimal_mark(page: Page, defaults: dict[str, str]) -> str:
    texts = (token.text for token in page.tokens if token.kind == "number")
    usual = habits.decimal_mark(page.lexicon.language, defaults.get("locale", ""))
    if usual == "," and any(named.code in habits.DOT_CURRENCIES for named in named_currencies(page)):
        usual = notation.GROUPS_ONLY
    return notation.decimal_mark(texts, usual)


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
        "items": facts.items[: items.MOST_ITEMS],
        "discounts": facts.discounts[:20],
        "taxes": facts.taxes[:20],
        "amount_paid": None if facts.amount_paid is None else str(facts.amount_paid),
        "notes": "\n".join(facts.notes)[:5000] or None,
        "terms": "\n".join(facts.terms)[:5000] or None,
        "reference": facts.reference[:120] if facts.reference else None,
    }
