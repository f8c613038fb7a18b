"""Some of several: "five lamps, three of them at £20, the other two at £35", "six lessons at £30, one of them free"."""

from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice

from app.llm.providers.offline import spelt
from app.llm.providers.offline.page import Page
from app.llm.providers.offline.tokens import Token

_LONGEST_NOUN = 3
_REACH = 40
_TO_PRICE = 8
_TO_FREE = 7
_MOST = 100


@dataclass(frozen=True)
class Part:
    """Tokens [start, stop) that say how many of them; `count` None for the rest."""

    start: int
    stop: int
    count: Decimal | None


def read_parts(page: Page) -> None:
    """Give each part its number and the noun of the whole; what is free of the whole is not counted."""
    several = (at for at, token in enumerate(page.tokens) if token.kind == "number" and (token.number or 0) > 1)
    numbers = list(islice((at for at in several if _is_count(page, at)), _MOST))
    for at in numbers:
        if _is_count(page, at):
            _take_off_free(page, at)
    for at in reversed(numbers):
        if at < len(page) and _is_count(page, at):
            _part(page, at)


def _is_count(page: Page, at: int) -> bool:
    if not page.free(at):
        return False
    token = page.tokens[at]
    whole = token.kind == "number" and token.number is not None and token.number % 1 == 0
    return whole and not token.unit and not page.cue(at - 1, "strict_at", "times")


def _noun_stop(page: Page, at: int) -> int:
    """Behind up to three words that name what is counted."""
    stop, limit = at + 1, min(len(page), at + 1 + _LONGEST_NOUN)
    while stop < limit and page.free(stop) and page.tokens[stop].kind == "word":
        if page.cue(stop, "strict_at", "each", "per", "to_weak", "of_them", "extra", "payer_verb"):
            break
        if page.low(stop) in page.lexicon.words["articles"] | page.lexicon.words["of"]:
            break
        stop += 1
    return stop


# Parts with prices of their own


def _part(page: Page, whole: int) -> None:
    noun = _noun_stop(page, whole)
    parts = _parts(page, noun, page.tokens[whole].number or Decimal(0)) if whole + 1 < noun < len(page) else []
    if not parts:
        return
    things = page.tokens[whole + 1 : noun]
    kept: list[Token] = page.tokens[:whole]
    last = page.skip(noun, ",", ":", "(")
    for part in parts:
        kept += page.tokens[last : part.start]
        first = page.tokens[part.start]
        counted = replace(things[0], kind="number", number=part.count, text=str(part.count), low=str(part.count))
        kept += [replace(counted, start=first.start, cues={}), *things]
        last = part.stop + _is_told_between(page, part.stop)
    page.tokens = kept + page.tokens[last:]
    page.mark_sentences()


def _is_told_between(page: Page, at: int) -> bool:
    """ "the third, the one with marzipan, at £55": what the commas enclose belongs to its name."""
    following = page.clause(at + 1)[1] if page.low(at) == "," else at
    told = at + 1 < following < len(page) and page.low(following) == ","
    return told and all(token.number is None for token in page.tokens[at:following])


def _parts(page: Page, start: int, whole: Decimal) -> list[Part]:
    """At least two, each with a price behind it, that make up the whole together; none where anything does not fit."""
    found: list[Part] = []
    at, stop = start, min(page.sentence_end(start), start + _REACH)
    said = Decimal(0)
    while at < stop:
        part = _part_at(page, at, whole, said)
        if part is None:
            if not found and page.tokens[at].number is not None:
                return []  # The whole has a price of its own.
            at += 1
            continue
        price = _price_behind(page, part.stop, stop)
        if price is None:
            return []
        found.append(part)
        said += part.count or Decimal(0)
        at = price + 1
    return found if len(found) > 1 and said == whole else []


def _part_at(page: Page, at: int, whole: Decimal, said: Decimal) -> Part | None:
    """ "three of them", "davon drei", "three" right before its price; "the other two", "the fourth", "the rest"."""
    words = page.lexicon.words
    start = at + page.cue(at, "of_them")
    start = page.skip(start, *words["articles"]) if start > at or page.low(start) in words["articles"] else start
    if not page.free(start):
        return None
    rest = page.skip(start, *words["rests"])
    if said and rest == start and _is_last(page, start, whole, said):
        stop = page.skip(start + max(1, page.cue(start, "last")), *words["ones"])
        return Part(at, stop, whole - said)
    number = _value(page, rest) if rest < len(page) else None
    if rest > start:
        stop = rest if number is None else page.skip(rest + 1, *words["rests"])
        return Part(at, stop, whole - said) if said and number in (None, whole - said) else None
    if number is None or number >= whole:
        return None
    behind = page.skip(start + 1, *words["rests"])
    if behind > start + 1:
        return Part(at, behind, number) if said and number == whole - said else None
    behind += page.cue(behind, "of_them")
    told = behind > start + 1 or start > at
    return Part(at, behind, number) if told or _opens_price(page, behind) else None


def _value(page: Page, at: int) -> Decimal | None:
    if page.free(at) and page.tokens[at].kind == "word" and page.low(at) in page.lexicon.words["ones"]:
        return Decimal(1)
    return page.tokens[at].number if page.free(at) and _is_count(page, at) else None


def _is_last(page: Page, at: int, whole: Decimal, said: Decimal) -> bool:
    """ "the fourth" of four and "the last": only where one is left."""
    named = spelt.ordinal(page.lexicon, page.low(at)) == whole or page.low(at) in page.lexicon.words["last_ones"]
    return named and whole - said == 1


def _opens_price(page: Page, at: int) -> bool:
    """Right before "at £20", "£20", "cost £20"."""
    return at < len(page) and (page.cue(at, "strict_at") > 0 or page.tokens[at].kind == "money")


def _price_behind(page: Page, at: int, stop: int) -> int | None:
    for index in range(at, min(stop, at + _TO_PRICE)):
        token = page.tokens[index]
        if token.kind == "money" or (token.kind == "number" and page.cue(index - 1, "strict_at")):
            return index
        if token.number is not None:
            return None
    return None


# Some for nothing


def _take_off_free(page: Page, whole: int) -> None:
    """ "one of them free", "dont une offerte", "the last one free": that many fewer are billed."""
    end = min(page.sentence_end(whole), whole + _REACH)
    for at in range(whole + 2, end):
        if _is_count(page, at) and page.tokens[at].number == page.tokens[whole].number:
            return
        if page.cue(at, "of_them"):
            start, stop, count = _free_with(page, at, end)
        elif page.low(at) in page.lexicon.words["last_ones"] and page.low(at - 1) in page.lexicon.words["articles"]:
            behind = page.skip(at + 1, *page.lexicon.words["ones"])
            start, stop, count = at - 1, _free_stop(page, behind, end), Decimal(1)
        else:
            continue
        number = page.tokens[whole].number or Decimal(0)
        if stop and count is not None and count < number:
            page.tokens[whole].number = number - count
            page.tokens[whole].text = page.tokens[whole].low = str(number - count)
            page.take(start, stop)
            return


def _free_with(page: Page, at: int, end: int) -> tuple[int, int, Decimal | None]:
    """Where it begins and ends ("two of which were free", "davon eine gratis") and how many that are."""
    behind = at + page.cue(at, "of_them")
    before = _value(page, at - 1)
    if before is not None:
        return at - 1, _free_stop(page, behind, end), before
    count = _value(page, behind) if behind < len(page) else None
    return at, _free_stop(page, behind + 1, end), count


def _free_stop(page: Page, at: int, end: int) -> int:
    """Behind the word that says so within a few words; 0 where a price or a mark comes first."""
    for index in range(at, min(end, at + _TO_FREE)):
        if width := max(page.cue(index, "waived"), int(page.low(index) in page.lexicon.words["free_words"])):
            return index + width
        if page.tokens[index].number is not None or page.tokens[index].kind != "word":
            return 0
    return 0
