"""Which names stand in the words that no reader took: capitals anywhere, a few small words where a clause opens."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.llm.providers.offline.endings import closing_stop, opens_note
from app.llm.providers.offline.heads import is_head, is_plain
from app.llm.providers.offline.leading import sure_stop
from app.llm.providers.offline.names import is_person, name_stop
from app.llm.providers.offline.page import Page
from app.llm.providers.offline.tokens import Token

_MOST = 200
_NO_NAMES = frozenset({"punct", "line", "money"})
_LONGEST_SMALL = 3
_HEAD, _TAIL = 1000, 300
"""Words of a long text among which nobody is looked for: who is billed is named where it begins or ends."""
_LONGEST_NOTE = 500
"""Words of a text that somebody may have typed in haste."""
_BEHIND_AMOUNT = 6
"""Within it `closing_stop` finds the price that a name closes."""
_HARMLESS = frozenset({"place_number", "employer", "mail_header", "whole"})
"""Cues of words that names may begin with too: "Zimmer Architekten", "Block & Sons"."""
_BREAKS = frozenset(",:;()/|\n-–—.")


@dataclass(frozen=True)
class Candidate:
    """Tokens [start, stop) that can be the name of who pays."""

    start: int
    stop: int
    known: bool
    """Whether it shows what it is: a firm, a family, a person."""
    small: bool
    """Hasty typing: no word of it is capitalised."""


def candidates(page: Page, cased: bool) -> list[Candidate]:
    """All names in the order of the words; none of them overlaps another."""
    found: list[Candidate] = []
    behind = 0
    for position in _starts(page, cased):
        if position < behind or _HEAD <= position < len(page) - _TAIL:
            continue
        stop = _stop(page, position, cased)
        if stop > position:
            small = not any(token.text[0].isupper() for token in page.tokens[position:stop])
            found.append(Candidate(position, stop, is_known(page, position, stop), small))
            behind = stop
        if len(found) == _MOST:
            break
    return found


def _starts(page: Page, cased: bool) -> Iterator[int]:
    """Where a name may begin, at a first look: at most tokens of a text none does."""
    words = page.lexicon.words
    signs = words["titles"] if cased else words["titles"] | words["given_names"]
    amount = -_BEHIND_AMOUNT
    led = {at + 1 for at in page.places("to_weak", "to_label", "served")}
    before: Token | None = None
    tokens = page.tokens
    for position, token in enumerate(tokens):
        if token.taken or token.kind in _NO_NAMES:
            pass
        elif token.kind == "number":
            after = tokens[position + 1] if position + 1 < len(tokens) else None
            if after is not None and (not after.gap or after.text[0].isupper()):
                yield position  # "3 Rivers Club", "3M"
        else:
            opens = before is None or before.taken or before.low in _BREAKS or position in led
            closes = not cased and position - amount < _BEHIND_AMOUNT  # "haircut 25 each tom"
            if opens or closes or not token.text[0].islower() or token.low in signs or is_head(page, position):
                yield position
        if token.kind in ("number", "money"):
            amount = position
        before = token


def opens_clause(page: Page, position: int) -> bool:
    """The first word, or one behind a line end, a comma, a colon, or a dash between blanks."""
    if position == 0 or not page.free(position - 1):
        return True
    before = page.tokens[position - 1]
    return before.low in _BREAKS and (before.low not in "-–—/." or page.tokens[position].gap > 0)


def closes_clause(page: Page, stop: int) -> bool:
    """Whether a mark or the end of the words stands at `stop`."""
    if stop >= len(page):
        return True
    token = page.tokens[stop]
    return token.low in _BREAKS and (token.low not in "-–—/" or token.gap > 0)


def is_known(page: Page, start: int, stop: int) -> bool:
    """ "Orbit Labs", "Kita Sonnenblume", "the Hale family", "Mrs Bell", "Rita Gomez"."""
    words = page.lexicon.words
    lows = [page.low(index) for index in range(start, stop)]
    firm = words["suffixes"] | words["firm_words"] | words["firm_heads"] | words["household"]
    if stop < start + 2:
        return False
    led = page.tokens[start].text[0].isupper() or page.cue(start - 1, "to_weak", "to_label") > 0
    if any(low in firm for low in lows[1:]) or is_head(page, start) or (led and lows[0] in words["firm_words"]):
        return True
    return lows[0] in words["titles"] or is_person(page, start, stop)


def _stop(page: Page, position: int, cased: bool) -> int:
    token = page.tokens[position]
    if token.text[0].islower():
        return _small_stop(page, position, cased)
    if _is_ordinary(page, position):
        return position
    stop = name_stop(page, position)
    words = page.lexicon.words
    return stop + (stop > position and page.low(stop) in words["household"] | words["firm_words"] and page.free(stop))


def _is_ordinary(page: Page, position: int) -> bool:
    """A capital only because a sentence opens with it: "Please", "Today's", "Invoice"."""
    words, low = page.lexicon.words, page.low(position)
    opens = page.opens_name(position)
    if opens and low in words["articles"]:
        return False  # "The Harrisons", "Los Arcos"
    if low in words["titles"] or is_head(page, position):
        return False
    if low in words["letters_of"] and page.low(position + 1) in words["articles"] | words["of"]:
        return True  # "Bestellung der Gärtnerei Falk"
    if opens and low in words["parties"] - words["firm_words"] and not page.lexicon.capital_nouns:
        return True  # "Owner Cormac Daly"
    dull = words["vague"] | words["function"] | words["pronouns"] | words["articles"] | words["links"]
    small = low in dull or low.partition("'")[0] in dull or low in page.lexicon.units or low in page.lexicon.months
    cues = page.tokens[position].cues
    return small or bool(cues.keys() - _HARMLESS if opens else cues)


def _small_stop(page: Page, position: int, cased: bool) -> int:
    """ "mrs bell", "garage tixeront"; where nothing is capitalised, up to three plain words that fill a clause."""
    capital = page.free(position + 1) and page.tokens[position + 1].text[0].isupper()
    if page.low(position) in page.lexicon.words["titles"] and capital:
        return name_stop(page, position + 1)
    if opens_note(page, position) and not cased:
        return position + 1
    if page.low(position) in page.lexicon.words["parties"] and _person_behind(page, position + 1):
        return position  # "owner dana wolf" opens with what she is.
    led = page.cue(position - 1, "to_weak", "to_label", "served") > 0
    led = led or page.low(position - 1) in page.lexicon.words["parties"]
    if not (opens_clause(page, position) or led or is_head(page, position)):
        return position if cased or len(page) > _LONGEST_NOTE else closing_stop(page, position)
    stop = sure_stop(page, position)
    if stop is not None and stop > position + 1 and _is_whole(page, position, stop):
        return stop
    given = page.low(position) in page.lexicon.words["given_names"] and page.free(position + 1)
    if led and given and page.tokens[position + 1].kind == "word" and closes_clause(page, position + 2):
        return position + 2  # "for hannah price, …": here the surname means nothing else.
    if cased:
        return position
    stop = position
    while stop < min(len(page), position + _LONGEST_SMALL) and (
        _is_plain(page, stop) or (page.low(stop) == "&" and position < stop)
    ):
        stop += 1
    return stop if stop > position + 1 and closes_clause(page, stop) else position


def _person_behind(page: Page, position: int) -> bool:
    known = page.lexicon.words["given_names"] | page.lexicon.words["titles"]
    return (
        page.free(position) and page.low(position) in known and (sure_stop(page, position) or position) > position + 1
    )


def _is_plain(page: Page, index: int) -> bool:
    """A word that means nothing else; one of places does not when the name goes on behind it."""
    harmless = frozenset[str]() if closes_clause(page, index + 1) else _HARMLESS  # "orchard lane church"
    return is_plain(page, index, harmless) and page.low(index) not in page.lexicon.words["deeds"]


def _is_whole(page: Page, start: int, stop: int) -> bool:
    return is_head(page, start) or all(_is_inner(page, index) for index in range(start, stop))


def _is_inner(page: Page, index: int) -> bool:
    """ "travel, invoice the school" is no name, "studio 54 events" is one."""
    low, words = page.low(index), page.lexicon.words
    if low in words["deeds"]:
        return False
    if len(low) == 1 and page.tokens[index].kind == "word":
        return True  # An initial.
    joins = low in words["joiners"] or low in ".'&" or low in words["titles"] or low in words["suffixes"]
    plain = page.tokens[index].kind in ("number", "code") or _is_plain(page, index)
    return joins or plain or page.tokens[index].text[0].isupper()
