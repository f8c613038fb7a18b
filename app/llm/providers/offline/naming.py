"""The words of a chunk that name its item."""

from app.llm.providers.offline.entries import label_stop
from app.llm.providers.offline.page import Page
from app.llm.providers.offline.runs import counted_thing, runs_of, trim

_LONGEST = 24
_LEAD = 4
_LONGEST_HEAD = 5
_SHEET = 3
_Runs = list[tuple[int, int]]
_BULLETS = frozenset("-*•–—·+")


def name_of(page: Page, start: int, stop: int, count: int | None, price: int | None) -> str:
    """The name before the numbers, else between quantity and price, else behind the price.

    "consulting: 10 h at 150", "10 h of consulting at 150" and "$150 for consulting" all name the same.
    """
    runs = runs_of(page, start, stop, count)
    first = min((index for index in (count, price) if index is not None), default=stop)
    before = _without_order(page, start, [run for run in runs if run[1] <= first])
    after = [run for run in runs if run[0] >= first and not _is_calendar(page, *run)]
    if after and before and _is_calendar(page, before[0][0], before[-1][1]):
        before = []  # "Mo 7.5 h Gerüst stellen"
    before = _without_each(page, before, first)
    while len(before) > 1 and _is_calendar(page, *before[-1]):
        before.pop()  # "waiter, Friday 8 to 12"
    if after and all(page.cue(run[0], "sheet_noun") == run[1] - run[0] for run in before):
        before = []
    if after and before and _leads_after(page, before[-1][1], after[0][0]):
        return _words(page, *after[0])
    if after and count is not None and _counts_of(page, count):
        return _words(page, *after[0])
    if count is not None and (joined := _joined(page, start, before, count, price, after)):
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


def _joined(page: Page, start: int, before: _Runs, count: int, price: int | None, after: _Runs) -> str:
    """A name in two parts, on both sides of the count."""
    parted = ""
    if before:
        parted = _headed(page, start, before, count, after) or _with_thing(page, before[-1], count, price, after)
        parted = parted or _around(page, before[-1], count, after)
    return parted or _with_vessel(page, before, count, price, after)


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
    labelled |= led and all(_only_prices(page, at) for at in range(*before))
    return labelled or (led and any(page.low(index) == "," for index in range(before[1], price)))


def _only_prices(page: Page, at: int) -> bool:
    """The words of "the price is settled at", "between us we agreed on", "another [90 for the valve]"."""
    names = ("price_verbs", "settled", "settling", "estimates", "pronouns", "object_pronouns", "another", "vague")
    low = page.low(at)
    return any(low in page.lexicon.words[name] for name in names) or page.cue(at, "price_label", "aside") > 0


def joined_name(page: Page, start: int, stop: int) -> str:
    """All of "SEO & 2 blog posts", without what only leads to it."""
    runs = runs_of(page, start, stop)
    trimmed = trim(page, runs[0][0], stop) if runs else None
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
    if not after and not between and _is_done(page, before) and page.lexicon.units.get(page.low(count + 1)):
        return _words(page, *before) + " " + page.words(count + 1, count + 2)  # "emptied 9 barrels"
    if not after or after[0][0] != count + 1 or not all(low in page.lexicon.words["vague"] for low in between):
        return ""
    return _words(page, before[0], count) + " " + page.words(*after[0])


def _is_done(page: Page, run: tuple[int, int]) -> bool:
    """One English verb, which names nothing without what it was done to: "cleaned", "emptied"."""
    alone = run[1] == run[0] + 1 and page.lexicon.language == "en"
    return alone and page.low(run[0]).endswith("ed")


def _headed(page: Page, start: int, before: list[tuple[int, int]], count: int, after: list[tuple[int, int]]) -> str:
    """Both of the line "kitchen: 4 wall units at 90"; of "work in May: 12 articles" only what is counted."""
    head = before[0]
    behind = count + 1 + (page.low(count + 1) in page.lexicon.units)
    alone = len(before) == 1 and head[0] == start and head[1] == count - 1 and page.low(count - 1) == ":"
    if not alone or not after or not count < after[0][0] <= behind or head[1] - head[0] > _LONGEST_HEAD:
        return ""
    opens = page.starts_line(start) or page.low(start - 1) in _BULLETS or page.low(start - 1) in ").;"
    words = page.lexicon.words
    dated = any(page.low(at) in page.lexicon.months or page.low(at) in page.lexicon.weekdays for at in range(*head))
    small = any(page.low(at) in words["vague"] or page.cue(at, "item_label") for at in range(*head))
    return f"{_words(page, *head)}, {page.words(*after[0])}" if opens and not dated and not small else ""


def _with_thing(
    page: Page, before: tuple[int, int], count: int, price: int | None, after: list[tuple[int, int]]
) -> str:
    """Both of "group lunch, 16 set menus at €21.50": what it is for, and what is counted."""
    counted = after and price is not None and after[0][0] == count + 1 and after[0][1] <= price
    if not counted or page.low(count - 1) != "," or before[1] != count - 1:
        return ""
    return f"{_words(page, *before)}, {page.words(*after[0])}"


def _with_vessel(page: Page, before: _Runs, count: int, price: int | None, after: _Runs) -> str:
    """Both of "cleaned 20 kegs" and of "2 skips at £75 each for the clearance": the unit is what is paid for."""
    thing = counted_thing(page, count)
    if thing is None:
        return ""
    if before:
        done = before[-1] == (count - 1, count) and page.low(count - 1).endswith(
            tuple(page.lexicon.words["past_endings"])
        )
        return f"{_words(page, *before[-1])} {page.low(thing)}" if done and len(before) == 1 else ""
    led = bool(after) and price is not None and price < after[0][0] <= price + _LEAD
    led = led and page.find_cue(price or 0, after[0][0], "to_weak") is not None
    return f"{_words(page, thing, thing + 1)}, {page.words(*after[0])}" if led else ""


def _counts_of(page: Page, count: int) -> bool:
    """ "31.5 hours of firmware work": what stands behind "of" is what was done, whatever stands before."""
    return page.low(count + 1) in page.lexicon.units and page.low(count + 2) in page.lexicon.words["of"]


def _after_colon(
    page: Page, before: list[tuple[int, int]], count: int | None, after: list[tuple[int, int]]
) -> tuple[int, int]:
    """Of "work in May: paint rooms" the part behind the colon; of "work in May: 12 articles" the articles."""
    start, stop = before[0][0], before[-1][1]
    if count is not None and (headed := _before_days(page, before, count)):
        return headed
    colons = [index for index in range(start, stop) if page.low(index) == ":"]
    if colons:
        first = next(run[0] for run in before if run[0] > colons[-1])
        dated = all(page.low(index) in page.lexicon.weekdays for index in range(first, stop))
        return before[0] if dated else (first, stop)
    counted = count is not None and stop <= count - 1 and page.low(count - 1) == ":"
    if not counted or not after or count is None:
        led = page.find_cue(max(0, start - _SHEET), start, "sheet_noun") is not None
        return _to_taken(page, start, stop) if led else (start, stop)
    # "das Bad: 22 m² Fliesen", but the unit may also belong to the name: "a website: 8 page designs".
    behind = 1 + (page.low(count + 1) in page.lexicon.units)
    return after[0] if count < after[0][0] <= count + behind else (start, stop)


def _to_taken(page: Page, start: int, stop: int) -> tuple[int, int]:
    """As far as nobody has understood anything in between."""
    return start, next((at for at in range(start, stop) if page.tokens[at].taken), stop)


def _before_days(page: Page, before: _Runs, count: int) -> tuple[int, int] | None:
    """Of "sheet for Ann, babysitting: Mon 4h, Tue 5h" what stands before the colon that the days follow."""
    for run in before:
        mark = run[1]
        days = page.low(mark) == ":" and label_stop(page, mark + 1) > mark + 1
        if days and mark < count:
            return run
    return None


def _words(page: Page, start: int, stop: int) -> str:
    """The words as written, the first letter large."""
    stop = min(stop, start + _LONGEST)
    while start + 1 < stop and page.low(start) in page.lexicon.words["pronouns"]:
        start += 1
    text = page.words(start, stop).strip(' ,;:.-–—=()[]<>"“”|*•+/@!?&#')
    text += ")" if text.count("(") > text.count(")") and page.low(stop) == ")" else ""
    return text[:1].upper() + text[1:]
