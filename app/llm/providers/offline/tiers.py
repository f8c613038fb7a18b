"""A dearer or cheaper start: "4 hours, 90 for the first hour, then 70 an hour" is one hour at 90 and three at 70."""

from dataclasses import dataclass, replace
from decimal import Decimal

from app.llm.providers.offline import spelt
from app.llm.providers.offline.page import Page
from app.llm.providers.offline.tokens import Token

_BACK = 6
_NEAR = 4
_TO_NEXT = 12
_COUNT_REACH = 30
_MOST = 20
_LONGEST_NAME = 4


@dataclass(frozen=True)
class Tier:
    """Tokens [start, stop) that tell two prices of one unit, and how many of it the first price is for."""

    start: int
    stop: int
    first: int
    later: int
    count: Decimal
    is_flat: bool
    """Whether the first price is for all of the first ones together."""
    unit: str


def split_tiers(page: Page) -> None:
    """Let the count of that unit stand twice, each part with its price."""
    firsts = {low for low, value in spelt.ordinals(page.lexicon, page.tokens).items() if value == 1}
    words = enumerate(page.tokens) if firsts else ()
    places = [at for at, token in words if token.low in firsts and token.kind == "word" and not token.taken]
    for at in reversed(places[:_MOST]):
        tier = _tier(page, at)
        counted = None if tier is None else _counted(page, tier)
        if tier is not None and counted is not None:
            _split(page, tier, counted)


def _tier(page: Page, at: int) -> Tier | None:
    several = at + 1 < len(page) and page.tokens[at + 1].kind == "number"
    named = at + 1 + several
    unit = page.lexicon.units.get(page.low(named))
    count = (page.tokens[at + 1].number or Decimal(1)) if several else Decimal(1)
    if unit is None or not page.free(named):
        return None
    first = _price_before(page, at)
    first = _price_behind(page, named + 1) if first is None else first
    if first is None:
        return None
    later = _later(page, max(first, named) + 1, unit)
    if later is None:
        return None
    each = first < at and page.cue(first + 1, "per", "each", "per_article") > 0
    start = min(first, at - (page.low(at - 1) in page.lexicon.words["articles"]))
    return Tier(start, _stop(page, later), first, later, count, count > 1 and not each, unit)


def _is_price(page: Page, at: int) -> bool:
    token = page.tokens[at] if page.free(at) else None
    bare = token is not None and token.kind == "number" and not token.unit
    return token is not None and (token.kind == "money" or (bare and page.low(at + 1) not in page.lexicon.units))


def _price_before(page: Page, at: int) -> int | None:
    """ "90 for the first hour", "12 the first day", "£80 an hour for the first two hours"."""
    lead = at - 1 - (page.low(at - 1) in page.lexicon.words["articles"])
    if lead >= 0 and lead < at - 1 and _is_price(page, lead):
        return lead
    if lead < 1 or (page.low(lead) not in page.lexicon.words["sold_for"] and not page.cue(lead, "to_weak")):
        return None
    before = range(lead - 1, max(-1, lead - _BACK), -1)
    found = next((index for index in before if page.tokens[index].number is not None), None)
    return found if found is not None and _is_price(page, found) else None


def _price_behind(page: Page, at: int) -> int | None:
    """ "first hour £80", "the first day is 12"."""
    for index in range(at, min(len(page), at + _NEAR)):
        if _is_price(page, index):
            return index
        if page.tokens[index].kind in ("line", "number", "money"):
            return None
    return None


def _later(page: Page, at: int, unit: str) -> int | None:
    """The price of all after: "then 70 an hour", "£50 for each further one", "8 each day after that"."""
    words, stop = page.lexicon.words, min(page.sentence_end(at - 1), at + _TO_NEXT)
    price = next((index for index in range(at, stop) if page.tokens[index].number is not None), None)
    if price is None or not _is_price(page, price):
        return None
    around = [page.low(index) for index in range(at, min(len(page), price + _NEAR + 2))]
    per = page.cue(price + 1, "per", "per_article", "each")
    told = per and page.lexicon.units.get(page.low(price + 1 + per)) == unit
    return price if told or not words["tier_words"].isdisjoint(around) else None


def _stop(page: Page, price: int) -> int:
    """Behind what still tells of the later price: "an hour", "for each hour after that"."""
    words = page.lexicon.words
    small = words["tier_words"] | words["articles"] | words["sold_for"] | words["object_pronouns"] | words["each_of"]
    at = price + 1
    while at < page.clause(price)[1] and (
        page.low(at) in small or page.low(at) in page.lexicon.units or page.cue(at, "per", "each", "those")
    ):
        at += 1
    return at


def _counted(page: Page, tier: Tier) -> int | None:
    """Where the count of that unit stands outside of the prices, the nearest before them first."""
    before = range(tier.start - 1, max(-1, tier.start - _COUNT_REACH), -1)
    behind = range(tier.stop, min(len(page), tier.stop + _COUNT_REACH))
    around: list[int] = [*before, *behind]
    for at in around:
        token = page.tokens[at]
        if not page.free(at) or token.kind != "number" or (token.number or Decimal(0)) <= tier.count:
            continue
        if (token.unit or page.lexicon.units.get(page.low(at + 1))) == tier.unit:
            return at
    return None


def _split(page: Page, tier: Tier, at: int) -> None:
    total = page.tokens[at]
    first, later = (_money(page.tokens[index]) for index in (tier.first, tier.later))
    comma = replace(total, kind="punct", text=",", low=",", number=None, unit=None, gap=0, cues={})
    unit = [] if total.unit else [page.tokens[at + 1]]
    stop = at + 1 + len(unit)
    named = _named(page, stop)
    again = [] if named else page.tokens[_name_start(page, at) : at]
    opening = [first] if tier.is_flat else [_number(total, tier.count), *unit, *named, first]
    rest = _number(total, (total.number or Decimal(0)) - tier.count)
    parts = [*opening, comma, *again, rest, *unit, *named]
    stop += len(named) + page.cue(stop + len(named), "total_said")
    if at < tier.start:
        kept = [*page.tokens[:at], *parts, *page.tokens[stop : tier.start], later, *page.tokens[tier.stop :]]
    else:
        kept = [*page.tokens[: tier.start], *page.tokens[tier.stop : at], *parts, later, *page.tokens[stop:]]
    page.tokens = kept
    page.mark_sentences()


def _named(page: Page, start: int) -> list[Token]:
    """The "of plumbing" behind a count."""
    stop = start
    while stop < min(len(page), start + _LONGEST_NAME) and page.free(stop) and page.tokens[stop].kind == "word":
        if (
            page.cue(stop, "at", "per", "each", "to_weak", "extra", "total_said")
            and page.low(stop) not in (page.lexicon.words["of"])
        ):
            break
        stop += 1
    return page.tokens[start:stop]


def _name_start(page: Page, at: int) -> int:
    """Where the words begin that stand right before a count: "dj set 4h"."""
    start = at
    while start > max(0, at - _LONGEST_NAME) and page.free(start - 1) and page.tokens[start - 1].kind == "word":
        if page.cue(start - 1, "to_weak", "extra", "bill_verb", "invoice_noun", "to_label"):
            break
        start -= 1
    return start


def _number(token: Token, value: Decimal) -> Token:
    return replace(token, number=value, text=str(value), low=str(value), gap=max(1, token.gap), cues={})


def _money(token: Token) -> Token:
    return replace(token, kind="money", gap=1, cues={})
