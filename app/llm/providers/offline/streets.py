"""Lines of an address that has no postcode: "12 Harbour Steps", "Calle del Pozo 6, Jaén", and the town below."""

from app.llm.providers.offline.addresses import ends_as_street
from app.llm.providers.offline.page import Page

_LONGEST_TOWN = 5
_HOUSE_DIGITS = 5


def is_street_line(page: Page, start: int, stop: int) -> bool:
    """Words with capitals and a street among them where it belongs: the number first and it last, or the reverse."""
    comma = next((at for at in range(start, stop) if page.low(at) == ","), stop)
    numbered = page.tokens[start].kind in ("number", "code") and comma > start + 1
    words = range(start + 1, comma) if numbered else range(start, comma - 1)
    if not words or not all(_is_of_address(page, at) for at in range(comma + 1, stop)):
        return False
    if not all(_is_of_address(page, at) for at in words) or not any(page.tokens[at].text[0].isupper() for at in words):
        return False
    if numbered:  # "4 place du Marché" too: elsewhere the street stands first.
        last = words[0] if page.lexicon.language in ("fr", "pt", "es", "it") else words[-1]
        return len(page.tokens[start].text) <= _HOUSE_DIGITS and _is_street(page, last)
    house = page.tokens[comma - 1]
    opens = _is_street(page, start) or (len(words) == 1 and _is_street(page, start))
    return house.text[0].isdecimal() and len(house.text) <= _HOUSE_DIGITS and (opens or _is_street(page, comma - 2))


def is_town_line(page: Page, start: int, stop: int) -> bool:
    """ "Valletta", "Tulsa, OK": only words with capitals."""
    words = [page.tokens[at] for at in range(start, stop) if page.low(at) not in (",", ".", "-")]
    plain = all(token.kind == "word" and token.text[0].isupper() and not token.taken for token in words)
    dull = page.cue(start, "greeting", "closing", "item_label", "request", "to_label", "from_label", "due_cue")
    return 0 < stop - start <= _LONGEST_TOWN and bool(words) and plain and not dull


def street_below(page: Page, position: int) -> list[tuple[int, int]]:
    """The lines of the street and of its town below a name that ends its line at `position`."""
    if position + 1 >= len(page) or page.tokens[position].kind != "line":
        return []
    stop = page.line_end(position + 1)
    if not is_street_line(page, position + 1, stop):
        return []
    town = page.line_end(stop + 1) if stop + 1 < len(page) else stop
    lines = [(position + 1, stop), (stop + 1, town)]
    return lines if town > stop + 1 and is_town_line(page, stop + 1, town) else lines[:1]


def _is_street(page: Page, at: int) -> bool:
    return page.low(at) in page.lexicon.words["streets"] or ends_as_street(page.low(at))


def _is_of_address(page: Page, at: int) -> bool:
    token, words = page.tokens[at], page.lexicon.words
    if not page.free(at):
        return False
    small = token.low in words["joiners"] or token.low in words["of"] or token.low in words["address_words"]
    mark = token.low in ".,-'"
    return mark or small or (token.kind in ("word", "code") and (token.text[0].isupper() or _is_street(page, at)))
