"""The words of a chunk that name its item."""

from app.core.money import CURRENCIES
from app.llm.providers.offline.page import Page
from app.llm.providers.offline.senses import is_filler, is_quantity

_EDGES = frozenset(",;:.-–—=()[]{}<>\"'“”|*•+/@!?&#")
_LONGEST = 24
_LEAD = 4
_HOLDERS = frozenset({"box", "bag", "bottle", "set", "pair", "pack", "roll", "case", "crate", "pallet", "portion"})
_TIMES = frozenset("minute hour day week month quarter year night morning afternoon evening".split())
_THINGS = frozenset({"visit", "session", "lesson", "trip", "license", "word", "page", "set", "seat", "user"})


def name_of(page: Page, start: int, stop: int, count: int | None, price: int | None) -> str:
    """The name before the numbers, else between quantity and price, else behind the price.

    "consulting: 10 h at 150", "10 h of consulting at 150" and "$150 for consulting" all name the same.
    """
    runs = _runs(page, start, stop, count)
    first = min((index for index in (count, price) if index is not None), default=stop)
    before = _without_order(page, start, [run for run in runs if run[1] <= first])
    after = [run for run in runs if run[0] >= first and not _is_calendar(page, *run)]
    if after and before and _is_calendar(page, before[0][0], before[-1][1]):
        before = []  # "Mo 7.5 h Gerüst stellen"
    before = _without_each(page, before, first)
    if after and before and _leads_after(page, before[-1][1], after[0][0]):
        return _words(page, *after[0])
    if after and count is not None and _counts_of(page, count):
        return _words(page, *after[0])
    if before and count is not None and (joined := _with_thing(page, before[-1], count, price, after)):
        return joined
    if before and count is not None and (joined := _around(page, before[-1], count, after)):
        return joined
    if after and before and price is not None and _is_set_apart(page, before[-1], price, after[0]):
        return _words(page, *after[0])
    led = [run for run in before[1:] if page.cue(run[0] - 1, "to_weak") or page.cue(run[0] - 2, "to_weak")]
    if led:
        return _words(page, *led[-1])
    if before:
        telling = before[0] if page.low(before[0][0]) not in page.lexicon.words["pronouns"] else None
        if telling or not after:
            return _words(page, *_after_colon(page, before, count, after))
    if after:
        return _words(page, *after[0])
    return _words(page, *before[0]) if before else ""


def _without_order(page: Page, begin: int, runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Without the words that order the invoice before the customer: "hazle una factura [a Juan] por la lavadora"."""
    for place in range(len(runs) - 1, 0, -1):
        behind, start = runs[place - 1][1], runs[place][0]
        ordered = page.find_cue(begin, behind, "request", "invoice_noun", "bill_verb") is not None
        if ordered and any(token.taken for token in page.tokens[behind:start]):
            return runs[place:]
    return runs


def _without_each(page: Page, before: list[tuple[int, int]], first: int) -> list[tuple[int, int]]:
    """Of "four players and each of them got 150" what stands before "each"."""
    each = page.find_cue(before[0][1], first, "each") if before else None
    return [run for run in before if each is None or run[1] <= each]


def _is_set_apart(page: Page, before: tuple[int, int], price: int, after: tuple[int, int]) -> bool:
    """Of "rush job, $25 for the stamp" and "no valor de 350 € pela criação do site" what stands behind "for"."""
    led = page.cue(price + 1, "to_weak") > 0 and after[0] - price <= _LEAD
    labelled = before[1] - before[0] == 1 and page.cue(before[0], "price_label") > 0
    # "charged $120 for the hauling", "an invoice over 480 EUR for the proofreading"
    labelled |= led and all(page.low(at) in page.lexicon.words["price_verbs"] for at in range(*before))
    return labelled or (led and any(page.low(index) == "," for index in range(before[1], price)))


def joined_name(page: Page, start: int, stop: int) -> str:
    """All of "SEO & 2 blog posts", without what only leads to it."""
    runs = _runs(page, start, stop)
    trimmed = _trim(page, runs[0][0], stop) if runs else None
    if trimmed is None:
        return ""
    counted = trimmed[0] > start and page.tokens[trimmed[0] - 1].kind == "number"
    return _words(page, trimmed[0] - counted, trimmed[1])


def _is_calendar(page: Page, start: int, stop: int) -> bool:
    lexicon = page.lexicon
    return all(page.low(at) in lexicon.months or page.low(at) in lexicon.weekdays for at in range(start, stop))


def _leads_after(page: Page, behind: int, start: int) -> bool:
    """In "quick one: bill X $640 for towels" what stands before the verb is no item."""
    led = page.cue(start - 1, "to_weak") or page.cue(start - 2, "to_weak")
    if not led and page.cue(page.line_start(behind - 1), "to_weak"):
        return False  # "For the logo please bill X 500 by wire"
    return any("bill_verb" in token.cues for token in page.tokens[behind:start] if token.taken)


def _around(page: Page, before: tuple[int, int], count: int, after: list[tuple[int, int]]) -> str:
    """ "illustrating three picture books": the number stands within the name."""
    between = [page.low(index) for index in range(before[1], count)]
    if not after or after[0][0] != count + 1 or not all(low in page.lexicon.words["vague"] for low in between):
        return ""
    return _words(page, before[0], count) + " " + page.words(*after[0])


def _with_thing(
    page: Page, before: tuple[int, int], count: int, price: int | None, after: list[tuple[int, int]]
) -> str:
    """Both of "group lunch, 16 set menus at €21.50": what it is for, and what is counted."""
    counted = after and price is not None and after[0][0] == count + 1 and after[0][1] <= price
    if not counted or page.low(count - 1) != "," or before[1] != count - 1:
        return ""
    return f"{_words(page, *before)}, {page.words(*after[0])}"


def _counts_of(page: Page, count: int) -> bool:
    """ "31.5 hours of firmware work": what stands behind "of" is what was done, whatever stands before."""
    return page.low(count + 1) in page.lexicon.units and page.low(count + 2) in page.lexicon.words["of"]


def _after_colon(
    page: Page, before: list[tuple[int, int]], count: int | None, after: list[tuple[int, int]]
) -> tuple[int, int]:
    """Of "work in May: paint rooms" the part behind the colon; of "work in May: 12 articles" the articles."""
    start, stop = before[0][0], before[-1][1]
    colons = [index for index in range(start, stop) if page.low(index) == ":"]
    if colons:
        first = next(run[0] for run in before if run[0] > colons[-1])
        dated = all(page.low(index) in page.lexicon.weekdays for index in range(first, stop))
        return before[0] if dated else (first, stop)
    counted = count is not None and stop <= count - 1 and page.low(count - 1) == ":"
    if not counted or not after or count is None:
        return start, stop
    # "das Bad: 22 m² Fliesen", but the unit may also belong to the name: "a website: 8 page designs".
    behind = 1 + (page.low(count + 1) in page.lexicon.units)
    return after[0] if count < after[0][0] <= count + behind else (start, stop)


def _runs(page: Page, start: int, stop: int, count: int | None = None) -> list[tuple[int, int]]:
    """Stretches of free words, trimmed of fillers at both ends."""
    runs: list[tuple[int, int]] = []
    begin: int | None = None
    behind = start
    for position in range(start, stop + 1):
        behind = max(behind, position + page.cue(position, "total_said"))  # "in all" is two words
        inside = behind <= position < stop and position != count and _is_name_part(page, position, begin)
        if inside and begin is None:
            begin = position
        elif not inside and begin is not None:
            trimmed = _trim(page, begin, position)
            if trimmed and not _is_time(page, *trimmed) and not _is_letter(page, *trimmed):
                runs.append(trimmed)
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
        return begin is not None and not is_quantity(page, position) and _between_words(page, position)
    if token.kind == "word" and token.text in CURRENCIES:
        return False
    if token.low in page.lexicon.currencies and _stands_as_currency(page, position):
        return False
    if token.low in "()|:;,":
        return False
    if page.cue(position, "strict_at", "times", "total_said", "each"):
        return False
    after_number = position > 0 and page.tokens[position - 1].kind in ("number", "money")
    if after_number and (page.cue(position, "per") or token.low in page.lexicon.units):
        return _is_counted_thing(page, position)
    if _is_per_time(page, position) or _is_per_time(page, position - 1):
        return False
    return not (position > 0 and page.cue(position - 1, "per") and _follows_amount(page, position - 2))


def _is_per_time(page: Page, position: int) -> bool:
    """The "per month" of "25 seats per month at $12"."""
    article = page.low(position) in page.lexicon.words["articles"]
    return not article and page.cue(position, "per") > 0 and page.lexicon.units.get(page.low(position + 1)) in _TIMES


def _is_counted_thing(page: Page, position: int) -> bool:
    """The "visits" of "4 visits guided by an expert" belong to the name; the "hours" of "4 hours consulting" do not."""
    after = page.tokens[position + 1] if position + 1 < len(page) else None
    unit = page.lexicon.units.get(page.low(position))
    if after is None or after.kind != "word" or after.taken:
        return False
    if unit in _HOLDERS and after.low in page.lexicon.words["of"]:
        return True
    return unit in _THINGS and not is_filler(page, position + 1)


def _stands_as_currency(page: Page, position: int) -> bool:
    """ "in dollars", "(usd)"; a "pond cleaning" has nothing to do with Dutch pounds."""
    code = page.tokens[position].text.upper() in CURRENCIES
    after = page.tokens[position + 1] if position + 1 < len(page) else None
    return code or after is None or after.kind != "word" or after.taken


def _between_words(page: Page, position: int) -> bool:
    """ "Windows 11 upgrade" and "platform 9", not "chairs 90"."""
    if page.cue(position - 1, "place_number") and page.low(position - 1) not in page.lexicon.units:
        return page.tokens[position].text.isdecimal()
    after = page.tokens[position + 1] if position + 1 < len(page) else None
    capital = any(character.isupper() for character in page.tokens[position - 1].text)  # "iPhone 15 screen"
    return capital and after is not None and after.kind == "word" and not is_filler(page, position + 1)


def _follows_amount(page: Page, position: int) -> bool:
    while position > 0 and page.tokens[position].kind == "word" and page.cue(position - 1, "per"):
        if page.cue(position, "extra"):
            return False  # "at $6 each and a lamp"
        position -= 2
    return position >= 0 and page.tokens[position].kind in ("number", "money")


def _trim(page: Page, start: int, stop: int) -> tuple[int, int] | None:
    while start < stop and _is_edge(page, start, leading=True):
        start += _lead_width(page, start)
    while stop > start and _is_edge(page, stop - 1, leading=False):
        stop -= 1
    return (start, stop) if stop > start else None


def _is_edge(page: Page, position: int, leading: bool) -> bool:
    token = page.tokens[position]
    if token.low in _EDGES:
        return True
    if leading and token.low in page.lexicon.words["pronouns"]:
        return page.cue(position + 1, "payer_verb") > 0  # "they bought a lamp"
    if token.low in page.lexicon.words["vague"] or token.low in page.lexicon.words["articles"]:
        return True
    if not leading:
        return bool(page.cue(position, "extra")) or token.low in page.lexicon.words["end_verbs"]
    return _lead_width(page, position) > 1 or bool(
        page.cue(position, "request", "bill_verb", "invoice_noun", "payer_verb", "greeting")
        or (page.cue(position, "item_label") and (page.cue(position, "to_weak") or page.low(position + 1) in _EDGES))
    )


def _lead_width(page: Page, position: int) -> int:
    return max(1, page.cue(position, "request", "bill_verb", "invoice_noun"))


def _words(page: Page, start: int, stop: int) -> str:
    """The words as written, the first letter large."""
    stop = min(stop, start + _LONGEST)
    while start + 1 < stop and page.low(start) in page.lexicon.words["pronouns"]:
        start += 1
    text = page.words(start, stop).strip(' ,;:.-–—=()[]<>"“”|*•+/@!?&#')
    return text[:1].upper() + text[1:]
