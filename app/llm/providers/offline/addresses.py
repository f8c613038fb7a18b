"""Postal addresses: where one ends among the words, and which part is street, city, region, postal code and country."""

import re
from functools import cache

from babel import Locale

from app.llm.providers.offline.page import Page

_MOST_TOKENS = 28
_RAISED = frozenset("ºª°")
_DATED_STREET = " "
"""Only "rue du 8-Mai-1945" and its like are one token with blanks in it."""
_STREET_ENDS = tuple(
    "straat strasse straße weg gracht laan plein gasse platz allee vej gatan gata gaten vegen veien vägen kade singel"
    " ufer damm".split()
)
_UK = re.compile(r"(?:(?P<city>\D{2,60}?) )?(?P<postal_code>[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})")
_US = re.compile(r"(?:(?P<city>[^\d,]{2,60}?) )?(?P<region>[A-Z]{2}) (?P<postal_code>\d{5}(?:-\d{4})?)")
_CA = re.compile(r"(?:(?P<city>[^\d,]{2,60}?) )?(?P<region>[A-Z]{2}) (?P<postal_code>[A-Z]\d[A-Z] ?\d[A-Z]\d)")
_AU = re.compile(r"(?P<city>[^\d,]{2,60}?) (?P<region>NSW|VIC|QLD|SA|WA|TAS|ACT|NT) (?P<postal_code>\d{4})")
_EU = re.compile(
    r"(?P<postal_code>(?:[A-Z]{1,2}-)?\d{4,5}(?: ?[A-Z]{2}\b)?|\d{3} \d{2}|\d{2}-\d{3}|\d{4}-\d{3}) (?P<city>\D{2,60})"
)
_NL = re.compile(r"\d{4} ?[A-Z]{2} \D{2,60}")
_BOX = re.compile(r"(?:P\.? ?O\.? |Private |Locked )(?:Box|Bag)\b|Post(?:bus|fach|boks)\b", re.IGNORECASE)
_SHAPES = (_US, _CA, _AU, _UK, _EU)
_LABELS = {
    "address_line": "Address",
    "city": "City",
    "region": "Region",
    "postal_code": "Postal code",
    "country": "Country",
}
_PERIODS = frozenset("q1 q2 q3 q4 h1 h2 fy25 fy26 fy27".split())
_SHORT_COUNTRIES = frozenset("usa uk u.s.a. u.k. us england scotland wales holland uae".split())


def address_stop(page: Page, start: int) -> int:
    """The index behind a postal address that begins at `start` and may have several parts between commas."""
    position, good = start, start
    sure = False
    limit = min(page.line_end(start) if start < len(page) else start, start + _MOST_TOKENS)
    while position < limit:
        stop, numbered, street = _part(page, position, limit, sure)
        marks = ",.);(-–|" + (":/" if street or sure else "")
        closed = stop >= limit or page.low(stop) in marks or page.cue(stop, "to_weak", "to_label", "from_label")
        if stop == position or not closed:
            break
        if not sure and not numbered and page.low(stop) != ",":
            break
        sure = sure or numbered
        good = stop
        if page.low(stop) != ",":
            break
        position = stop + 1
    return good if sure else start


def _part(page: Page, start: int, limit: int, sure: bool) -> tuple[int, bool, bool]:
    """One part: capitals and numbers. Says too whether a number or street word is in it, as somewhere one must be."""
    position, telling, street = start, False, False
    while position < limit and page.free(position):
        token = page.tokens[position]
        number = token.kind in ("number", "code")
        counted = number and token.number is not None and page.low(position + 1) in page.lexicon.units
        if counted and position == start and not _is_street(page, position + 1):
            break
        if token.low in _PERIODS:
            break  # "for Skyline Towers, Q1 2026"
        word = _is_street(page, position)
        joins = token.low in page.lexicon.words["joiners"] and position > start
        if not (number or word or joins or _fits(page, position)):
            break
        street = (
            street
            or (token.kind == "code" and _DATED_STREET in token.low)
            or (word and (position > start or page.lexicon.language != "en"))
            or token.low.endswith(_STREET_ENDS)
        )
        telling = telling or number or street
        position += 1
    led = (
        page.tokens[start].kind == "number"
        and position > start + 1
        and _is_street(page, start + 1)
        and page.tokens[start + 1].gap
    )
    if led and not any(_is_capital(page, at) for at in range(start, position)):
        return start, False, False  # "4 cours à 30 €" are lessons, "4 cours Mirabeau" is a street.
    if position == start and sure and _is_lower_city(page, start):
        position += 1
    return position, telling, street


def is_street_number(page: Page, position: int) -> bool:
    """The 9 of "Gartenstr. 9" and "Hafenstraße 9": behind one word that ends as streets do."""
    before = position - 1
    dotted = page.low(before) == "." and page.low(before - 1).endswith("str") and len(page.low(before - 1)) > len("str")
    return dotted or (len(page.low(before)) > 5 and page.low(before).endswith(_STREET_ENDS))


def ends_as_street(low: str) -> bool:
    """ "Hafenstraße", "Havenweg"."""
    return len(low) > 5 and low.endswith(_STREET_ENDS)


def _is_street(page: Page, position: int) -> bool:
    token = page.tokens[position]
    known = token.low in page.lexicon.words["streets"]
    return known or (token.kind == "word" and ends_as_street(token.low))


def _fits(page: Page, position: int) -> bool:
    """Capitals, what is glued to a number (the "rd" of "3rd"), and the dot of "12 Mill St."."""
    token = page.tokens[position]
    if token.text == "." and token.gap == 0:
        following = page.tokens[position + 1] if position + 1 < len(page) else None
        before = page.tokens[position - 1]
        number_last = page.lexicon.language != "en"  # "77 Elm Drive. 3 lessons" are two sentences.
        street = (
            number_last
            and before.kind == "word"
            and (before.low in page.lexicon.words["streets"] or before.low.endswith("str"))
        )
        numbered = following is not None and ((following.kind == "number" and street) or following.low in _RAISED)
        return numbered or before.low in page.lexicon.words["abbreviations"]
    glued = (
        token.text in "-/"
        and token.gap == 0
        and (
            page.tokens[position - 1].kind in ("number", "code") or len(page.low(position - 1)) == 1  # "C/ Mayor"
        )
    )
    small = token.low in page.lexicon.words["address_words"]  # "km 4", "n.º 5", "r/c"
    return glued or small or (token.kind == "word" and (token.text[0].isupper() or token.gap == 0))


def _is_capital(page: Page, position: int) -> bool:
    return page.tokens[position].kind in ("word", "code") and page.tokens[position].text[0].isupper()


def _is_lower_city(page: Page, position: int) -> bool:
    """Hasty typing: "havenweg 12, rotterdam for …"."""
    token = page.tokens[position]
    closed = page.low(position + 1) in ",.;\n" or page.cue(position + 1, "to_weak", "from_label")
    return token.kind == "word" and not token.cues and bool(closed)


def address_rows(text: str, streets: frozenset[str]) -> list[tuple[str, str, str]]:
    """Label, value and field of each part; what is not clear stays one address row as it is written."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    fields = [_fields(part, streets) for part in parts]
    for index in range(1, len(parts)):
        known = "postal_code" in fields[index] or "region" in fields[index]
        plain = set(fields[index - 1]) == {"address_line"} and not any(map(str.isdigit, parts[index - 1]))
        if known and "city" not in fields[index] and plain and not _has_street(parts[index - 1], streets):
            fields[index - 1] = {"city": parts[index - 1]}
    rows: list[tuple[str, str, str]] = []
    for found in fields:
        for field, value in found.items():
            if field == "address_line" and rows and rows[-1][2] == field:
                rows[-1] = (rows[-1][0], f"{rows[-1][1]}, {value}", field)
            else:
                rows.append((_LABELS[field], value, field))
    return rows


def is_postal(text: str, streets: frozenset[str]) -> bool:
    """Whether a street with its number or a postcode is in it, so that it is an address wherever it stands."""
    parts = [part.strip() for part in text.split(",")]
    numbered = (
        any(map(str.isdigit, part)) and (_has_street(f"- {part}", streets) or _BOX.match(part)) for part in parts
    )
    return any(numbered) or any("postal_code" in _fields(part, streets) for part in parts)


def is_country(text: str) -> bool:
    """A country by its English name."""
    return text.casefold() in _countries()


def _fields(part: str, streets: frozenset[str]) -> dict[str, str]:
    if is_country(part):
        return {"country": part}
    if _NL.fullmatch(part) or not _has_street(part, streets):  # "CT" is no court there.
        for shape in _SHAPES:
            if match := shape.fullmatch(part):
                return {field: value for field, value in match.groupdict().items() if value}
    return {"address_line": part}


def _has_street(part: str, streets: frozenset[str]) -> bool:
    words = part.lower().replace(".", " ").split()
    return any(word in streets or ends_as_street(word) for word in words[1:])


@cache
def _countries() -> frozenset[str]:
    names = Locale("en").territories
    return _SHORT_COUNTRIES | {name.casefold() for code, name in names.items() if code.isalpha() and len(code) == 2}
