"""Stretches of words that can be part of an item's name, without what only counts, prices or leads to it."""

from dataclasses import replace

from app.core.money import CURRENCIES
from app.llm.providers.offline.clauses import Stretch, is_of_clause, without_clause
from app.llm.providers.offline.page import Page
from app.llm.providers.offline.senses import is_filler, is_label_number, is_quantity, numbers_place

_EDGES = frozenset(",;:.-–—=()[]{}<>\"'“”|*•+/@!?&#")
_LONGEST = 24
_WORDY = 3
"""Shorter units are abbreviations."""
_TIMES = frozenset("minute hour day week month quarter year night morning afternoon evening".split())
_THINGS = frozenset("visit session lesson class trip license word page set seat user slot run round load copy".split())
"""Units that belong to the name before a noun: "4 visits guided by an expert"; all others are only vessels."""
_ADJECTIVES_BEHIND = frozenset({"es", "fr", "it", "pt"})
_MEASURES = frozenset(
    "minute hour day night morning afternoon evening week month quarter year fortnight shift piece person"
    " kg gram tonne pound ounce quintal litre ml gallon quart pint metre m² m³ foot yard km mile acre hectare kWh stere"
    " lump time dozen".split()
) | {"half day", "half month", "sq ft", "cubic yard"}
"""Units that only say how much, and name nothing."""
_LINK_REACH = 4
_AMOUNTS = frozenset({"number", "money"})
_LONGEST_PER = 8
"""Words of "per seat per month" behind a price."""


def runs_of(page: Page, start: int, stop: int, count: int | None = None, whole: bool = False) -> list[Stretch]:
    """Stretches of free words, trimmed of fillers at both ends, and of the clause around them unless `whole`."""
    runs: list[Stretch] = []
    begin: int | None = None
    behind = start
    for position in range(start, stop + 1):
        behind = max(behind, position + page.cue(position, "total_said"))  # "in all" is two words
        inside = behind <= position < stop and position != count and _is_name_part(page, position, begin)
        if inside and begin is None:
            begin = position
        elif not inside and begin is not None:
            found = Stretch(begin, position) if whole else without_clause(page, begin, position)
            trimmed = trim(page, found.start, found.stop) if found else None
            if found and trimmed and not _is_time(page, *trimmed) and not _is_letter(page, *trimmed):
                runs.append(replace(found, start=trimmed[0], stop=trimmed[1]))
            begin = None
    return runs


def _is_letter(page: Page, start: int, stop: int) -> bool:
    """The "b" of "(b) stationery"."""
    return stop == start + 1 and len(page.tokens[start].text) == 1 and page.low(stop) == ")"


def _is_time(page: Page, start: int, stop: int) -> bool:
    """ "this week" tells when, not what; a "day shift" is something, and "seats" alone are too."""
    return stop == start + 1 and page.lexicon.units.get(page.low(start)) in _TIMES


def _is_name_part(page: Page, position: int, begin: int | None) -> bool:
    token = page.tokens[position]
    if token.taken or token.kind not in ("word", "code", "punct", "number"):
        return False
    if token.kind == "number":
        told = begin is not None and (not is_quantity(page, position) or _is_counted(page, begin))
        return told and begin is not None and _between_words(page, position, begin)
    if token.kind == "word" and token.text in CURRENCIES:
        return False
    if token.low in page.lexicon.currencies and _stands_as_currency(page, position):
        return False
    if token.low in "()|:;,":
        return False
    if page.cue(position, "total_said", "each"):
        return False
    if page.cue(position, "strict_at", "times"):
        return begin is not None and _links_words(page, position)
    if page.tokens[position - 1].cues.get("per_article") and page.tokens[position - 2].kind == "money" and position > 1:
        return token.low not in page.lexicon.units  # "52 euro the piece"
    outside = begin is None or position == begin
    after_number = outside and position > 0 and page.tokens[position - 1].kind in ("number", "money")
    if after_number and token.low.endswith("'s") and token.low[:-2] in page.lexicon.units:
        return False  # "half a day's design"
    if after_number and (page.cue(position, "per") or token.low in page.lexicon.units):
        return _is_counted_thing(page, position)
    if _is_per_time(page, position) or _is_per_time(page, position - 1):
        return False
    return not (position > 0 and page.cue(position - 1, "per") and _follows_amount(page, position - 2))


def _links_words(page: Page, position: int) -> bool:
    """The "at" of "lessons at home", the "a" of "viaje a Burgos"; in "lessons at the usual [40]" it leads to it."""
    if page.tokens[position - 1].kind != "word" or page.tokens[position].kind != "word":
        return False
    for at in range(position + 1, min(len(page), position + 1 + _LINK_REACH)):
        if page.tokens[at].kind not in ("word", "code") or page.tokens[at].taken or is_of_clause(page, at):
            return False
        if not is_filler(page, at) and page.low(at) not in page.lexicon.words["weak_names"]:
            return page.low(at) not in page.lexicon.units
    return False


def _is_per_time(page: Page, position: int) -> bool:
    """The "per month" of "25 seats per month at $12"."""
    article = page.low(position) in page.lexicon.words["articles"]
    return not article and page.cue(position, "per") > 0 and page.lexicon.units.get(page.low(position + 1)) in _TIMES


def _is_compound(page: Page, position: int, unit: str | None) -> bool:
    """The "night" of "9 night shifts": no plural, although there are nine."""
    one = unit == page.low(position) and page.lexicon.language == "en" and len(page.low(position)) >= _WORDY
    several = page.tokens[position - 1].number not in (None, 1)
    return one and several and unit in _TIMES and not is_filler(page, position + 1)


def _is_counted_thing(page: Page, position: int) -> bool:
    """The "visits" of "4 visits guided by an expert" belong to the name; the "hours" of "4 hours consulting" do not."""
    after = page.tokens[position + 1] if position + 1 < len(page) else None
    unit = page.lexicon.units.get(page.low(position))
    if after is None or after.kind != "word" or after.taken:
        return False
    if _is_compound(page, position, unit):
        return True
    if unit is None or unit in _MEASURES:
        return False
    if after.low in page.lexicon.words["of"]:
        return unit not in _THINGS or unit == "set"  # "3 boxes of gloves"
    if is_filler(page, position + 1):
        linked = after.low in page.lexicon.words["vague"] and not page.cue(position + 1, "extra")
        return linked and _links_words(page, position + 1)  # "3 trips to the dump"
    # "1 500 sachets imprimés": without "de" what follows describes them.
    return unit in _THINGS or is_adjective(page, position) or page.lexicon.language in _ADJECTIVES_BEHIND


def is_adjective(page: Page, position: int) -> bool:
    """The "sheet" of "3 sheet cakes": in the singular behind a larger number, before a noun."""
    if page.lexicon.language != "en" or page.lexicon.units.get(page.low(position)) != page.low(position):
        return False
    count = page.tokens[position - 1].number
    return count is not None and count > 1


def counted_thing(page: Page, count: int) -> int | None:
    """The index of "kegs" in "20 kegs": what is counted, where that is a thing and no mere measure."""
    unit = page.lexicon.units.get(page.low(count + 1))
    return count + 1 if unit and unit not in _MEASURES and page.free(count + 1) else None


def _stands_as_currency(page: Page, position: int) -> bool:
    """ "in dollars", "(usd)"; a "pond cleaning" has nothing to do with Dutch pounds."""
    code = page.tokens[position].text.upper() in CURRENCIES
    after = page.tokens[position + 1] if position + 1 < len(page) else None
    return code or after is None or after.kind != "word" or after.taken


def _between_words(page: Page, position: int, begin: int) -> bool:
    """ "Windows 11 upgrade" and "platform 9", not "chairs 90"."""
    if numbers_place(page, position) and page.low(position - 1) not in page.lexicon.units:
        return page.tokens[position].text.isdecimal()
    after = page.tokens[position + 1] if position + 1 < len(page) else None
    if is_label_number(page, position):
        return True
    capital = any(character.isupper() for character in page.tokens[position - 1].text)  # "iPhone 15 screen"
    named = after is not None and after.kind == "word"
    return capital and named and (_is_counted(page, begin) or not is_filler(page, position + 1))


def _is_counted(page: Page, begin: int) -> bool:
    """ "40 iPhone 15 cases": the thing has its count before it, so that the next number is of its name."""
    return begin > 0 and page.tokens[begin - 1].kind == "number"


def _follows_amount(page: Page, position: int) -> bool:
    first = position - _LONGEST_PER
    if not any(token.kind in _AMOUNTS for token in page.tokens[max(0, first - 1) : position + 1]):
        return False
    while position > max(0, first) and page.tokens[position].kind == "word" and page.cue(position - 1, "per"):
        if page.cue(position, "extra"):
            return False  # "at $6 each and a lamp"
        position -= 2
    return position >= 0 and page.tokens[position].kind in _AMOUNTS


def trim(page: Page, start: int, stop: int) -> tuple[int, int] | None:
    while start < stop and (_is_edge(page, start, leading=True) or _is_sheet(page, start, stop)):
        start += max(_lead_width(page, start), page.cue(start, "sheet_noun"))
    while stop > start and (width := _tail_width(page, start, stop)):
        stop -= width
    return (start, stop) if stop > start else None


def _tail_width(page: Page, start: int, stop: int) -> int:
    """What closes a stretch and is no name: "and", the "last week" of "repairs last week", "walks a week"."""
    last = stop - 1
    if _is_edge(page, last, leading=False):
        return 1
    if last <= start or page.lexicon.units.get(page.low(last)) not in _TIMES:
        return int(last > start and page.cue(last, "last", "next") > 0)
    often = page.cue(last - 1, "per") > 0 and page.low(last - 2) not in page.lexicon.words["vague"]
    return 2 if last - 1 > start and (often or page.cue(last - 1, "last", "next", "this")) else 0


def _is_sheet(page: Page, start: int, stop: int) -> bool:
    """The "timesheet" of "timesheet babysitting" only tells what kind of list this is."""
    width = page.cue(start, "sheet_noun")
    return width > 0 and any(_is_word(page, at) for at in range(start + width, stop))


def _is_word(page: Page, at: int) -> bool:
    return page.tokens[at].kind == "word" and not is_filler(page, at)


def _is_edge(page: Page, position: int, leading: bool) -> bool:
    token = page.tokens[position]
    if token.low in _EDGES or (token.kind == "punct" and leading):
        return True
    if leading and token.low in page.lexicon.words["pronouns"]:
        return page.cue(position + 1, "payer_verb") > 0  # "they bought a lamp"
    if token.low in page.lexicon.words["vague"] or token.low in page.lexicon.words["articles"]:
        return True
    if page.cue(position, "yesterday", "today", "tomorrow"):
        return True
    words, behind = page.lexicon.words, page.low(position + 1)
    opens = leading and (token.low in words["clause_adverbs"] or token.low in words["relatives"])
    if opens and (behind in words["relatives"] or behind in words["articles"]):
        return True  # "now that the shop"
    partitives = words["partitives"]
    if leading and token.low in partitives and page.low(position + 1) in partitives:
        return True  # "out of the 500 cups"
    if not leading:
        return bool(page.cue(position, "extra")) or token.low in page.lexicon.words["end_verbs"]
    return _lead_width(page, position) > 1 or bool(
        page.cue(position, "request", "bill_verb", "invoice_noun", "payer_verb", "greeting")
        or (page.cue(position, "item_label") and (page.cue(position, "to_weak") or page.low(position + 1) in _EDGES))
    )


def _lead_width(page: Page, position: int) -> int:
    return max(1, page.cue(position, "request", "bill_verb", "invoice_noun"))


def name_words(page: Page, start: int, stop: int) -> str:
    """The words as written, the first letter large."""
    stop = min(stop, start + _LONGEST)
    while start + 1 < stop and page.low(start) in page.lexicon.words["pronouns"]:
        start += 1
    text = page.words(start, stop).strip(' ,;:.-–—=()[]<>"“”|*•+/@!?&#')
    text += ")" if text.count("(") > text.count(")") and page.low(stop) == ")" else ""
    return text[:1].upper() + text[1:]
