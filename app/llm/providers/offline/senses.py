"""What a number or word means where it stands: a price, a count, a year, part of a name, or nothing of its own."""

import re
from dataclasses import dataclass

from app.llm.providers.offline.added import LEAST_SPELT, is_added_price
from app.llm.providers.offline.addresses import is_street_number
from app.llm.providers.offline.page import Page
from app.llm.providers.offline.priced_deeds import is_priced_deed
from app.llm.providers.offline.spelt import ordinal

CENTS = re.compile(r"\d{1,6}[.,]\d\d")
_BEFORE_ENTRY = frozenset({":", ",", ";"})
_STREET_REACH = 5
_SHORTEST_VERB = 4
_LONGEST_LABEL = 3
_LEAST_PRICE = 100
_PRICE_REACH = 30
_THING_REACH = 3
_SHORT_LINE = 6


@dataclass(frozen=True)
class Part:
    """Tokens [start, stop) between two separators, and the separator before them."""

    start: int
    stop: int
    separator: str


def price_strength(page: Page, position: int, piece: Part) -> int:
    """How surely a number is money: 3 with a currency, 2 by "at" or "each", 1 by its place, 0 not at all."""
    token = page.tokens[position]
    if token.taken or token.kind not in ("money", "number"):
        return 0
    if token.kind == "money":
        return 3
    if is_entry(page, position) or is_house_number(page, position):
        return 0
    if token.unit or token.cues.get("counted") or is_quantity(page, position):
        return 0
    if "spoken" in token.cues:
        return 2
    if token.text[0].isalpha() and token.number is not None and token.number < LEAST_SPELT:
        return 0  # "quick one"
    after = position + 1
    if is_priced_at(page, position) or page.cue(after, "per", "each", "total_said") or _is_for_one(page, position):
        return 2
    added = position == piece.start and piece.separator in page.lexicon.words["extras"]
    added = (
        added and page.low(after) in page.lexicon.words["of"] and not has_money(page, piece)
    )  # "più 60 di trasferta"
    added = added or (position == piece.start and is_added_price(page, position, piece.stop, piece.separator))
    return int(added or page.cue(after, "to_weak") > 0 or _closes_piece(page, position, piece))


def _is_for_one(page: Page, position: int) -> bool:
    """ "16,40 le kg", "38,00 la lata": with cents before an article and a unit."""
    width = page.cue(position + 1, "per_article")
    cents = CENTS.fullmatch(page.low(position)) is not None
    return width > 0 and cents and page.low(position + 1 + width) in page.lexicon.units


def is_priced_at(page: Page, position: int) -> bool:
    """Behind "at" or "x", or with cents behind a word that also leads to prices ("van 9,95")."""
    sure = page.cue(position - 1, "strict_at", "times") > 0
    return sure or (page.cue(position - 1, "at") > 0 and CENTS.fullmatch(page.low(position)) is not None)


def _closes_piece(page: Page, position: int, piece: Part) -> bool:
    """The last word of its piece, with something to pay for before it: "cleaning 120"."""
    if is_name_number(page, position) or position + 1 < piece.stop or page.cue(position - 1, "qty_head"):
        return False
    return position > piece.start or piece.separator in (",", "column", "|", "-", "–", "taken", "+", ")")


def _is_at_place(page: Page, position: int) -> bool:
    """ "the windows at 14 Park View": where prices have their currency, this is none."""
    token = page.tokens[position]
    if page.lexicon.capital_nouns or not token.text.isdecimal() or token.kind != "number":
        return False
    bare = page.low(position - 1) in page.lexicon.words["at_marks"]
    pair = page.tokens[position + 1 : position + 3]
    named = len(pair) == 2 and all(each.kind == "word" and each.text.istitle() and not each.taken for each in pair)
    if not bare or not named or pair[0].low in page.lexicon.currencies:
        return False
    near = page.tokens[max(0, position - _PRICE_REACH) : position + _PRICE_REACH]
    return any(each.kind == "money" for each in near)


def is_house_number(page: Page, position: int) -> bool:
    """ "the works at 12 Elmcroft Avenue": before capitals that end with the word for a street, or two behind "at"."""
    after = page.tokens[position + 1] if position + 1 < len(page) else None
    if after is None or after.kind != "word":
        return False
    if _is_at_place(page, position):
        return True
    lettered = after.gap == 0 and len(after.text) == 1  # "17b"
    start = position + 1 + lettered
    for at in range(start, min(len(page), start + _STREET_REACH)):
        token = page.tokens[at]
        if token.kind != "word" or not token.text[0].isupper():
            return False
        if at > start and token.low in page.lexicon.words["streets"]:
            return page.tokens[position].kind == "number"
    return False


def is_entry(page: Page, position: int) -> bool:
    """The numbers of "hire: 1) van …, 2) fuel …"."""
    return page.low(position + 1) == ")" and page.low(position - 1) in _BEFORE_ENTRY


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
    if not token.text.isdecimal() or len(token.text) != 4 or not 1800 <= int(token.text) <= 2100:
        return False
    round_number = int(token.text) % 100 == 0
    if page.low(position - 1) in page.lexicon.words["articles"] and not (
        round_number and page.low(position - 1) not in page.lexicon.words["ones"]
    ):
        return True  # "the 2025 tax return", "a 1920 upright"; not "the 2000 flyers"
    return int(token.text) >= 1990 and page.low(position + 1) in (":", ")", "-", "–", "—", "/")


def is_name_number(page: Page, position: int) -> bool:
    """Belongs to the name before it: platform 9, ISO 9001, flat 2, the year 2025."""
    token = page.tokens[position]
    before = page.tokens[position - 1] if position else None
    if is_house_number(page, position):
        return True
    if position > 1 and is_street_number(page, position):
        return True
    if before is None or before.kind != "word" or before.taken:
        return False
    flat = page.cue(position - 1, "total_said") > 0 and page.clause(position)[1] == position + 1
    if flat and (token.text[0].isalpha() or page.low(position - 2) in _BEFORE_ENTRY or _closes_line(page, position)):
        return False  # "sommelier: flat three hundred", "call-out, flat 60"
    if numbers_place(page, position) or is_label_number(page, position):
        return True
    if token.text.isdecimal() and len(token.text) == 4 and 1990 <= int(token.text) <= 2100 and before.text[0].isupper():
        return True  # "DesignPro 2026"
    year = token.text.isdecimal() and len(token.text) == 4 and 1990 <= int(token.text) <= 2100
    year = year and int(token.text) % 100 != 0
    if year and (before.low in page.lexicon.words["year_words"]):
        return True
    after = page.tokens[position + 1] if position + 1 < len(page) else None
    word_follows = after is not None and after.kind == "word" and not after.taken and not is_filler(page, position + 1)
    if page.lexicon.capital_nouns and page.cue(position + 2, "strict_at", "times"):
        return False  # "Bildbearbeitung 15 Bilder zu 8 €"
    named = before.text != before.low and word_follows and token.text.isdecimal()  # "iPhone 15 cases" too
    return named and not _opens_with_count(page, position)


def _closes_line(page: Page, position: int) -> bool:
    """ "transport flat 7,150" in a list: the only number of a short line."""
    after = page.tokens[position + 1] if position + 1 < len(page) else None
    start = page.line_start(position)
    short = 1 < position - start < _SHORT_LINE and start > 0 and (after is None or after.kind == "line")
    below = page.tokens[position + 2] if position + 2 < len(page) else None
    alone = below is not None and below.kind in ("number", "money")  # "cleaned room 204", and its price below
    return short and not alone and all(token.number is None for token in page.tokens[start:position])


def _opens_with_count(page: Page, number: int) -> bool:
    """ "Also 2 chairs", "Repaired 4 chairs": the capital is the sentence's; "Windows 11 upgrade" is of a name."""
    first = number - 1
    if first and not page.ends_sentence(first - 1):
        return False
    words, low = page.lexicon.words, page.low(first)
    small = low in words["vague"] or low in words["extras"] or page.cue(first, "extra", "request", "aside", "put_verb")
    done = low.endswith(tuple(words["past_endings"])) and len(low) > _SHORTEST_VERB
    things = range(number + 1, min(page.sentence_end(number), number + 1 + _THING_REACH))  # "25 branded hoodies"
    several = page.tokens[number].number != 1 and any(page.low(at).endswith("s") for at in things)
    return bool(small) or (several and (done or low in words["work_verbs"]))


def numbers_place(page: Page, position: int) -> bool:
    """ "platform 9", "gate 12"; but of "table 450, door 380" the numbers are prices: few have so many of these."""
    if not page.cue(position - 1, "place_number") or _is_ordinal(page, position - 2):
        return False
    number = page.tokens[position].number
    sold = page.low(position - 1) in page.lexicon.words["sold_places"] or _closes_line(page, position)
    return not (sold and number is not None and number >= _LEAST_PRICE)


def _is_ordinal(page: Page, position: int) -> bool:
    """The "first" of "hosting, first year 228", where the year is counted already."""
    return position >= 0 and (ordinal(page.lexicon, page.low(position)) is not None or page.low(position)[:1].isdigit())


def is_label_number(page: Page, position: int) -> bool:
    """The 2 of "shop 2: £28.75" at the start of a line tells one shop from the other."""
    short = page.tokens[position].text.isdecimal() and len(page.tokens[position].text) <= _LONGEST_LABEL
    opens = position - page.line_start(position) <= _LONGEST_LABEL
    return short and opens and page.low(position + 1) == ":"


def is_filler(page: Page, position: int) -> bool:
    """Articles, prepositions, units behind a number or "per", and the words that only tell how to count."""
    token = page.tokens[position]
    if token.low in page.lexicon.words["vague"] or token.low in page.lexicon.words["articles"]:
        return not is_priced_deed(page, position)
    if token.low in page.lexicon.units and position:
        before = page.tokens[position - 1]
        whole = position > 1 and page.cue(position - 1, "per_article") and page.tokens[position - 2].kind == "money"
        led = before.low in page.lexicon.words["articles"] and page.low(position - 2) in page.lexicon.words["sold_for"]
        per = "per" in before.cues and not led  # "€12 for a bag" is one bag.
        per |= before.low in page.lexicon.words["full_words"] and page.cue(position - 2, "per") > 0  # "per full day"
        return before.kind in ("number", "money") or per or bool(whole)  # "£165 the pair"
    if position > 1 and page.cue(position - 1, "per") and page.tokens[position - 2].kind in ("number", "money"):
        return True
    return bool(page.cue(position, "each", "per", "total_said", "at", "price_label"))


def has_money(page: Page, piece: Part) -> bool:
    return any(page.free(index) and page.tokens[index].kind == "money" for index in range(piece.start, piece.stop))
