"""Records on one line: what bars, slashes or semicolons part."""

from itertools import pairwise

from app.llm.providers.offline.addresses import address_stop, is_postal
from app.llm.providers.offline.names import name_stop
from app.llm.providers.offline.page import Page

CONTACTS = frozenset(("email", "phone", "tax_id", "registration", "url"))
_BARS = frozenset("/|;·•")
_MARKS = frozenset((",", "("))
_LONGEST_ROLE = 4
_LONGEST_PART = 6
_NO_ROLE = ("to_label", "from_label", "bill_verb", "payer_verb", "due_cue", "request", "care_of", "invoice_noun")


def segments(page: Page, start: int, stop: int) -> list[tuple[int, int]]:
    """The parts of "X / 3 Mill Lane / York" or "X | 3 Mill Lane | x@example.com"; none where a price stands."""
    marks = [at for at in range(start + 1, stop) if page.low(at) in _BARS and _parts(page, at)]
    priced = any(token.kind in ("money", "percent") or token.taken for token in page.tokens[start:stop])
    if not marks or priced:
        return []
    bounds = [start - 1, *marks, stop]
    return [(left + 1, right) for left, right in pairwise(bounds) if right > left + 1]


def behind_role(page: Page, position: int) -> int | None:
    """Behind what somebody is or where, when a detail follows: "Ana, translator, ana@…", "Pike in Durban (14 Rise)"."""
    place = page.low(position) in page.lexicon.words["place_leads"] and not page.cue(position, "to_label")
    if not page.free(position) or not (place or page.low(position) in _MARKS):
        return None
    stop = position + 1
    while stop < min(len(page), position + 1 + _LONGEST_ROLE) and _is_role_word(page, stop, place):
        stop += 1
    mark = stop + (page.low(stop) == ")")
    if stop == position + 1 or page.low(mark) not in _MARKS or not page.free(mark + 1):
        return None
    end = address_stop(page, mark + 1)
    postal = end > mark + 1 and is_postal(page.words(mark + 1, end), page.lexicon.words["streets"])
    return mark if postal or page.tokens[mark + 1].kind in CONTACTS else None


def closes_line(page: Page, comma: int, stop: int) -> bool:
    """ "From: Jo Marsh, Marsh Joinery": one name is all that stands behind the comma, up to the end at `stop`."""
    start = comma + 1
    return page.low(comma) == "," and page.free(start) and start < stop == name_stop(page, start)


def name_label(page: Page, start: int) -> int:
    """How wide the label of "Name: Tern & Tide Pty Ltd" is, with its colon."""
    width = page.cue(start, "name_label")
    return width + 1 if width and page.low(start + width) in (":", "=") else 0


def whole_behind(page: Page, comma: int) -> tuple[int, int] | None:
    """What the named is a part of: "Department of Geology, University of Westmere"."""
    start = comma + 1
    if page.low(comma) != "," or not page.free(start) or not page.tokens[start].text[0].isupper():
        return None
    stop = name_stop(page, start)
    bodies = page.lexicon.words["bodies"]
    part = {page.low(at) for at in range(max(0, comma - _LONGEST_PART), comma)}
    whole = {page.low(at) for at in range(start, stop)}
    telling = stop > start + 1 and not bodies.isdisjoint(part) and not bodies.isdisjoint(whole)
    return (start, stop) if telling else None


def owns(page: Page, stop: int) -> bool:
    """ "Mrs Okafor's hedge" is hers; "Kavanagh's, 3 Main Street" is called so, and "Kavanagh's for" may be."""
    owner = page.low(stop - 1).endswith("'s") and page.free(stop) and page.tokens[stop].kind == "word"
    dull = page.lexicon.words["vague"] | page.lexicon.words["deeds"] | page.lexicon.words["function"]
    return owner and page.tokens[stop].text[0].islower() and page.low(stop) not in dull


def _is_role_word(page: Page, at: int, place: bool) -> bool:
    token = page.tokens[at]
    plain = page.free(at) and token.kind == "word" and not page.cue(at, *_NO_ROLE)
    return plain and (not place or token.text[0].isupper())


def _parts(page: Page, at: int) -> bool:
    """A semicolon follows its word at once, a slash stands between blanks ("C/ Mayor" is one)."""
    return page.low(at) == ";" or page.tokens[at].gap > 0
