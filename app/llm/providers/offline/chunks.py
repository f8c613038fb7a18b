"""Sentences to chunks: the stretch of words that speaks of one item, which as a rule holds one price."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.llm.providers.offline.addresses import is_street_number
from app.llm.providers.offline.page import Page

_SEPARATORS = frozenset({",", ";", "(", ")", "|", "•", "*", "+", "—", "–", "-", "/"})
_CENTS = re.compile(r"\d{1,6}[.,]\d\d")
_COLUMN_GAP = 3
_BEFORE_ENTRY = frozenset({":", ",", ";"})
_PER_REACH = 10
_RESTART_REACH = 9
_EACH_REACH = 5
_LEAST_SPELT = 10
"""Smaller numbers in words are no price by their place alone."""


@dataclass(frozen=True)
class Part:
    """Tokens [start, stop) between two separators, and the separator before them."""

    start: int
    stop: int
    separator: str


def sentences(page: Page) -> Iterator[tuple[int, int]]:
    """The spans of all sentences, without the marks that end them."""
    position = 0
    while position < len(page):
        stop = page.sentence_end(position)
        if stop > position:
            yield position, stop
        position = stop + 1


def after_bullet(page: Page, start: int, stop: int) -> int:
    """The index behind "-", "*", "1)", "2." at the start of a line."""
    if not page.starts_line(start):
        return start
    if page.low(start) in ("-", "*", "•", "–", "—", "·", "+"):
        return start + 1
    number = page.tokens[start].text.isdecimal() and page.low(start + 1) in (")", ".") and start + 2 < stop
    return start + 2 if number and page.tokens[start + 1].gap == 0 else start


def parts(page: Page, start: int, stop: int) -> list[Part]:
    """The pieces of a sentence between commas, brackets, "and", columns, and whatever was taken already."""
    found: list[Part] = []
    begin, separator = start, ""
    for position in range(start, stop + 1):
        mark = _separator(page, position, begin) if position < stop else "end"
        if mark is None:
            continue
        if position > begin:
            found.append(Part(begin, position, separator))
        column = mark in ("column", "next")
        begin, separator = (position if column else position + 1), mark
    return found


def _separator(page: Page, position: int, begin: int) -> str | None:
    token = page.tokens[position]
    if token.taken:
        return "taken"
    if token.kind == "number" and position > begin and page.tokens[position - 1].kind == "money":
        return "next"  # "1 x lamp $85 2 x cable $60"
    if token.kind == "word" and position > begin and _restarts(page, position, begin):
        return "next"  # "30 bales at 6 euros each delivery 40 euros", as dictation has it
    if token.gap >= _COLUMN_GAP and position > begin:
        return "column"
    if token.kind == "punct" and token.low in _SEPARATORS and _stands_alone(page, position):
        return token.low
    if token.low == "&" and position + 1 < len(page) and page.tokens[position + 1].kind == "number":
        return "&"  # "SEO & 2 blog posts", not "R & D"
    return token.low if page.cue(position, "extra") and token.low in page.lexicon.words["extras"] else None


def _restarts(page: Page, position: int, begin: int) -> bool:
    """A plain word behind a price that has its name already, with a further price ahead that nothing sets apart."""
    if is_filler(page, position) or page.tokens[position].cues:
        return False
    price = _price_behind(page, position, begin)
    if price is None or not has_name(page, Part(begin, price, "")):
        return False
    for index in range(position + 1, min(page.clause(position)[1], position + _RESTART_REACH)):
        if page.tokens[index].taken or page.cue(index, "extra", "total_said"):
            return False
        if page.tokens[index].kind == "money":
            return True
    return False


def _price_behind(page: Page, position: int, begin: int) -> int | None:
    """The price that ends right before `position`, perhaps with its "each" or "the kilo"."""
    for index in range(position - 1, max(begin, position - _EACH_REACH) - 1, -1):
        if page.tokens[index].kind == "money" and page.free(index):
            each = page.cue(index + 1, "each", "per", "per_article")
            behind = index + 1 + each + (page.low(index + 1 + each) in page.lexicon.units if each else 0)
            return index if behind == position else None
    return None


def _stands_alone(page: Page, position: int) -> bool:
    """A hyphen or slash counts only between blanks: "end-of-tenancy" and "$150/hour" are one."""
    if page.low(position) not in "-/–—":
        return True
    after = page.tokens[position + 1] if position + 1 < len(page) else None
    return page.tokens[position].gap > 0 and after is not None and after.gap > 0


def chunks(page: Page, pieces: list[Part]) -> list[list[Part]]:
    """Pieces put together so that each chunk has its price; what follows a price and has none is left to the last."""
    priced = [has_price(page, piece) for piece in pieces]
    named = [has_name(page, piece) for piece in pieces]
    _uncount_prices(page, pieces, priced, named)
    later_nameless = _nameless_ahead(priced, named)
    made: list[list[Part]] = []
    complete = nameless = False
    last_priced = None
    for index, piece in enumerate(pieces):
        if last_priced is not None and not priced[index] and _is_of_price_before(page, piece):
            last_priced.append(piece)
            continue
        if made and (not complete or _continues(page, piece, priced[index], named[index], later_nameless[index])):
            made[-1].append(piece)
            nameless = nameless and not named[index]
        elif made and nameless and named[index] and not priced[index] and not later_nameless[index]:
            made[-1].append(piece)
            nameless = False
        else:
            made.append([piece])
            complete, nameless = False, not named[index]
        complete = complete or priced[index]
        last_priced = made[-1] if complete else last_priced
    return made


def _uncount_prices(page: Page, pieces: list[Part], priced: list[bool], named: list[bool]) -> None:
    """Of "network points, 9, £68 per point" the bare number is no price, for the price has no other name."""
    for index, piece in enumerate(pieces[:-1]):
        bare = piece.stop == piece.start + 1 and page.tokens[piece.start].kind == "number"
        if bare and priced[index + 1] and not named[index + 1] and has_money(page, pieces[index + 1]):
            priced[index] = False


def has_money(page: Page, piece: Part) -> bool:
    return any(page.free(index) and page.tokens[index].kind == "money" for index in range(piece.start, piece.stop))


def _nameless_ahead(priced: list[bool], named: list[bool]) -> list[bool]:
    """For each piece whether the next piece with a price has no name of its own, so that it needs this one's."""
    ahead = [False] * len(priced)
    for index in range(len(priced) - 2, -1, -1):
        ahead[index] = not named[index + 1] if priced[index + 1] else ahead[index + 1]
    return ahead


def _continues(page: Page, piece: Part, priced: bool, named: bool, needed_ahead: bool) -> bool:
    if priced and is_quantity(page, piece.start):
        return False  # "200 boxes @ 4.75, 50 crates @ 12"
    if priced:
        return not named or bool(page.cue(piece.start, "each"))
    if page.cue(piece.start, "each", "per", "total_said") or page.tokens[piece.start].kind == "number":
        return not needed_ahead
    return (piece.separator in page.lexicon.words["joiners"] or piece.separator in ("taken", ")")) and not needed_ahead


def _is_of_price_before(page: Page, piece: Part) -> bool:
    """ "$15 per seat per month, billed annually (12 months)": the months are those of the price."""
    if piece.stop < piece.start + 2 or page.tokens[piece.stop - 2].kind != "number":
        return False
    unit = page.lexicon.units.get(page.low(piece.stop - 1))
    for index in range(piece.start - 1, max(0, piece.start - _PER_REACH), -1):
        token = page.tokens[index]
        if token.kind in ("money", "line") or unit is None:
            return False
        if page.cue(index - 1, "per") and page.lexicon.units.get(token.low) == unit:
            return True
    return False


def has_name(page: Page, piece: Part) -> bool:
    """Whether a word in it can name an item."""
    for position in range(piece.start, piece.stop):
        token = page.tokens[position]
        if token.kind in ("word", "code") and not is_filler(page, position):
            return True
    return False


def is_filler(page: Page, position: int) -> bool:
    """Articles, prepositions, units behind a number or "per", and the words that only tell how to count."""
    token = page.tokens[position]
    if token.low in page.lexicon.words["vague"] or token.low in page.lexicon.words["articles"]:
        return True
    if token.low in page.lexicon.units and position:
        before = page.tokens[position - 1]
        return before.kind in ("number", "money") or "per" in before.cues
    if position > 1 and page.cue(position - 1, "per") and page.tokens[position - 2].kind in ("number", "money"):
        return True
    return bool(page.cue(position, "each", "per", "total_said", "at", "price_label"))


def has_price(page: Page, piece: Part) -> bool:
    """Whether some number in it is an amount of money."""
    tokens = page.tokens
    return any(
        tokens[position].number is not None and price_strength(page, position, piece)
        for position in range(piece.start, piece.stop)
    )


def price_strength(page: Page, position: int, piece: Part) -> int:
    """How surely a number is money: 3 with a currency, 2 by "at" or "each", 1 by its place, 0 not at all."""
    token = page.tokens[position]
    if token.taken or token.kind not in ("money", "number"):
        return 0
    if token.kind == "money":
        return 3
    if is_entry(page, position):
        return 0
    if token.unit or token.cues.get("counted") or is_quantity(page, position):
        return 0
    if token.text[0].isalpha() and token.number is not None and token.number < _LEAST_SPELT:
        return 0  # "quick one"
    after = position + 1
    if is_priced_at(page, position) or page.cue(after, "per", "each", "total_said"):
        return 2
    added = position == piece.start and piece.separator in page.lexicon.words["extras"]
    added = (
        added and page.low(after) in page.lexicon.words["of"] and not has_money(page, piece)
    )  # "più 60 di trasferta"
    return int(added or page.cue(after, "to_weak") > 0 or _closes_piece(page, position, piece))


def is_priced_at(page: Page, position: int) -> bool:
    """Behind "at" or "x", or with cents behind a word that also leads to prices ("van 9,95")."""
    sure = page.cue(position - 1, "strict_at", "times") > 0
    return sure or (page.cue(position - 1, "at") > 0 and _CENTS.fullmatch(page.low(position)) is not None)


def is_entry(page: Page, position: int) -> bool:
    """The numbers of "hire: 1) van …, 2) fuel …"."""
    return page.low(position + 1) == ")" and page.low(position - 1) in _BEFORE_ENTRY


def _closes_piece(page: Page, position: int, piece: Part) -> bool:
    """The last word of its piece, with something to pay for before it: "cleaning 120"."""
    if is_name_number(page, position) or position + 1 < piece.stop or page.cue(position - 1, "qty_head"):
        return False
    return position > piece.start or piece.separator in (",", "column", "|", "-", "–", "taken", "+")


def is_quantity(page: Page, position: int) -> bool:
    """A number before its unit, before "x", "@" or "at" and another number, or glued to a count."""
    after = position + 1
    if page.cue(position - 1, "place_number") and page.tokens[position - 1].text[0].isupper():
        return False  # "Year 6 trip"
    if page.low(after) == "-":
        after += 1
    if page.low(after) in page.lexicon.units and not page.cue(after, "per", "each"):
        return True
    further = page.tokens[after + 1] if page.cue(after, "strict_at", "times") and after + 1 < len(page) else None
    return further is not None and further.kind in ("number", "money")


def is_year(page: Page, position: int) -> bool:
    """ "trip 2026:" and "(2026)": a year that nothing follows which it could count."""
    token = page.tokens[position]
    year = token.text.isdecimal() and len(token.text) == 4 and 1990 <= int(token.text) <= 2100
    if year and page.low(position - 1) in page.lexicon.words["articles"]:
        return True  # "the 2025 tax return"
    return year and page.low(position + 1) in (":", ")", "-", "–", "—", "/")


def is_name_number(page: Page, position: int) -> bool:
    """Belongs to the name before it: platform 9, ISO 9001, flat 2, the year 2025."""
    token = page.tokens[position]
    before = page.tokens[position - 1] if position else None
    if position > 1 and is_street_number(page, position):
        return True
    if before is None or before.kind != "word" or before.taken:
        return False
    if page.cue(position - 1, "place_number"):
        return True
    if token.text.isdecimal() and len(token.text) == 4 and 1990 <= int(token.text) <= 2100 and before.text[0].isupper():
        return True  # "DesignPro 2026"
    year = token.text.isdecimal() and len(token.text) == 4 and 1990 <= int(token.text) <= 2100
    if year and (before.low in page.lexicon.words["year_words"]):
        return True
    after = page.tokens[position + 1] if position + 1 < len(page) else None
    word_follows = after is not None and after.kind == "word" and not after.taken and not is_filler(page, position + 1)
    if page.lexicon.capital_nouns and page.cue(position + 2, "strict_at", "times"):
        return False  # "Bildbearbeitung 15 Bilder zu 8 €"
    return before.text[0].isupper() and word_follows and token.text.isdecimal()
