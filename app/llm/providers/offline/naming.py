"""The words of a chunk that name its item: of all stretches the one that most signs speak for."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.llm.providers.offline.clauses import Stretch, acts, is_relative
from app.llm.providers.offline.colons import after_colon
from app.llm.providers.offline.joints import joint_name
from app.llm.providers.offline.page import Page
from app.llm.providers.offline.runs import name_words, runs_of, trim
from app.llm.providers.offline.weak import is_calendar, is_weak, leads_to_thing

_LEAD = 4
_BEFORE = 6
_LED = 7
_JOINT = 9
_BEHIND = 2
_BEHIND_FOR = 4
_COUNTED = 5
_APART = 8
_SURE = 10
_VERB = -3
_WEAK = -5
_SUBJECT = -4
_CHARGE = -5
_RAW = -8
"""What a stretch weighs by where it stands, and what speaks against it."""
_LIKELY = 2
_FAR = 200
"""Tokens from the numbers beyond which no name of theirs is looked for."""
_Spans = list[Stretch]


@dataclass(frozen=True)
class Name:
    """A name that a chunk may have, and how much speaks for it."""

    text: str
    weight: int

    @property
    def is_likely(self) -> bool:
        return bool(self.text) and self.weight >= _LIKELY


def name_of(page: Page, start: int, stop: int, count: int | None, price: int | None) -> Name:
    """The likeliest name: that before the numbers, else between quantity and price, else behind the price.

    "consulting: 10 h at 150", "10 h of consulting at 150" and "$150 for consulting" all name the same.
    """
    first = min((at for at in (count, price) if at is not None), default=start)
    start, stop = max(start, first - _FAR), min(stop, max(first, count or 0, price or 0) + _FAR)
    names = [*_names(page, start, stop, count, price, whole=False)]
    if not names:  # All of it seems to be of a clause: what is said of no thing may be one.
        names = [Name(each.text, each.weight + _RAW) for each in _names(page, start, stop, count, price, whole=True)]
    return max(names, key=lambda name: name.weight, default=Name("", _RAW))


def _names(page: Page, start: int, stop: int, count: int | None, price: int | None, whole: bool) -> Iterator[Name]:
    runs = runs_of(page, start, stop, count, whole)
    first = min((index for index in (count, price) if index is not None), default=stop)
    before = _of_last_clause(page, _without_order(page, start, [run for run in runs if run.stop <= first]))
    after = [run for run in runs if run.start >= first and not is_calendar(page, run.start, run.stop)]
    if after and before and is_calendar(page, before[0].start, before[-1].stop):
        before = []  # "Mo 7.5 h Gerüst stellen"
    before = _without_each(page, before, first)
    while len(before) > 1 and is_calendar(page, before[-1].start, before[-1].stop):
        before.pop()  # "waiter, Friday 8 to 12"
    while len(before) > 1 and is_calendar(page, before[0].start, before[0].stop):
        before.pop(0)  # "hours in May for [Ann Lee], babysitting"
    if after and all(page.cue(run.start, "sheet_noun") == run.stop - run.start for run in before):
        before = []
    if count is not None and (joint := joint_name(page, start, before, count, price, after)):
        yield Name(joint, _JOINT + _against(page, before))
    for run in before[1:]:
        if _is_led(page, run):
            yield _name(page, [run], _LED)
    if before:
        head = before[0].start
        pronoun = page.low(head) in page.lexicon.words["pronouns"] and after
        begin, end = after_colon(page, before, count, after)
        weight = (0 if pronoun else _BEFORE) + _against(page, before)
        subject = count is not None and acts(page, before[-1].stop, first, deals=first != count)
        subject &= not _counts_people(page, count, price)
        weight += _SUBJECT * subject + _CHARGE * _leads_to_charge(page, before[-1].stop)
        yield Name(name_words(page, begin, end), weight)
    for place, run in enumerate(after):
        yield _name(page, [run], _behind(page, before, run, count, price) - place)


def _name(page: Page, runs: _Spans, weight: int) -> Name:
    return Name(name_words(page, runs[0].start, runs[-1].stop), weight + _against(page, runs))


def _behind(page: Page, before: _Spans, run: Stretch, count: int | None, price: int | None) -> int:
    """What a stretch behind the first number weighs."""
    if before and _leads_after(page, before[-1].stop, run.start):
        return _SURE
    if count is not None and run.start > count and _counts_of(page, count):
        return _SURE
    if before and count is not None and run.start == count + 1 and _closes_clause(page, before[-1], count):
        return _SURE
    if before and price is not None and _opens_list(page, before[-1].stop, price, run):
        return _SURE
    if before and price is not None and _is_set_apart(page, before[-1], price, run):
        return _APART
    if count is not None and count < run.start <= count + 1 + (page.low(count + 1) in page.lexicon.units):
        return _COUNTED
    near = price is not None and price < run.start <= price + _LEAD
    led = near and any(leads_to_thing(page, at) for at in range(price or 0, run.start))
    return _BEHIND_FOR if led or _is_led(page, run) else _BEHIND


def _closes_clause(page: Page, run: Stretch, count: int) -> bool:
    """The "food" of "…, because it is food, and 15 towels": what a clause says that ends before the count."""
    said = run.restarts and page.low(run.start - 1) in page.lexicon.words["passives"]
    return said and any(page.low(at) == "," or page.cue(at, "extra") for at in range(run.stop, count))


def _opens_list(page: Page, behind: int, price: int, run: Stretch) -> bool:
    """The "labour" of "fixed the porch: £180 labour, £64 timber", where all prices stand before what they are for."""
    apart = any(page.tokens[at].taken or page.tokens[at].kind == "punct" for at in range(behind, price))
    led = page.low(price + 1) in page.lexicon.words["of"]
    mark = run.stop
    listed = page.low(mark) in (",", ";", "+") or page.cue(mark, "extra") > 0
    if not apart or run.start != price + 1 + led or not listed or mark + 2 >= len(page):
        return False
    following, thing = page.tokens[mark + 1 : mark + 3]
    return following.kind == "money" and thing.kind == "word" and not page.cue(mark + 2, "each", "per", "total_said")


def _is_led(page: Page, run: Stretch) -> bool:
    """ "for the roof", "$40 of parking" """
    if page.low(run.start - 1) in page.lexicon.words["of"] and page.tokens[run.start - 2].kind == "money":
        return True
    return leads_to_thing(page, run.start - 1) or leads_to_thing(page, run.start - 2)


def _against(page: Page, runs: _Spans) -> int:
    """What speaks against it: a verb within, or nothing but words that name no thing."""
    said = [at for run in runs for at in range(run.start, run.stop)]
    weak = bool(said) and all(is_weak(page, at) for at in said)
    weak |= bool(said) and page.low(said[0]) in page.lexicon.tax_names and page.tokens[said[0]].text.isupper()
    return _WEAK * weak + _VERB * any(run.holds_verb or run.does for run in runs)


def _counts_people(page: Page, count: int | None, price: int | None) -> bool:
    """ "The tour went ahead with 14 walkers, £38 a head": what was done for them is the item."""
    behind = [at + width for at, widths in ((count, (1,)), (price, (2, 3))) for width in widths if at is not None]
    return any(page.lexicon.units.get(page.low(at)) == "person" for at in behind)


def _leads_to_charge(page: Page, at: int) -> bool:
    """The "then knock" of "then knock [R500] off", where the amount is that of a discount."""
    return at < len(page) and page.tokens[at].taken and page.tokens[at].kind in ("money", "percent")


def _of_last_clause(page: Page, before: _Spans) -> _Spans:
    """What stands before a clause of its own speaks of something else, unless that clause only describes it."""
    kept: _Spans = []
    for run in before:
        described = bool(kept) and is_relative(page, kept[-1].stop, run.start)
        if described and (run.restarts or acts(page, run.stop, run.stop + 1, deals=False)):
            continue  # "Fenster, die wir bei [Frau Lang] gestrichen haben"
        if not run.restarts:
            kept.append(run)
        elif kept and (_against(page, [run]) <= _WEAK or _is_state(page, kept, run)):
            continue  # "we finished the layout, so bill them the agreed fee"
        else:
            kept = [run]
    return kept


def _is_state(page: Page, kept: _Spans, run: Stretch) -> bool:
    """The "live" of "the shop page [for X] is live": how a thing is, where that thing was named."""
    alone = run.stop == run.start + 1 and page.low(run.start - 1) in page.lexicon.words["passives"]
    said = range(kept[-1].start, kept[-1].stop)
    return alone and _against(page, kept) == 0 and not any(page.cue(at, "item_label") for at in said)


def _without_order(page: Page, begin: int, runs: _Spans) -> _Spans:
    """Without the words that order the invoice before the customer: "hazle una factura [a Juan] por la lavadora"."""
    for place in range(len(runs) - 1, 0, -1):
        behind, start = runs[place - 1].stop, runs[place].start
        ordered = page.find_cue(begin, behind, "request", "invoice_noun", "bill_verb") is not None
        if ordered and any(token.taken for token in page.tokens[behind:start]):
            return runs[place:]
    return runs


def _without_each(page: Page, before: _Spans, first: int) -> _Spans:
    """Of "four players and each of them got 150" what stands before "each"."""
    each = page.find_cue(before[0].stop, first, "each") if before else None
    return [run for run in before if each is None or run.stop <= each]


def _is_set_apart(page: Page, before: Stretch, price: int, after: Stretch) -> bool:
    """Of "rush job, $25 for the stamp" and "no valor de 350 € pela criação do site" what stands behind "for"."""
    led = leads_to_thing(page, price + 1) and after.start - price <= _LEAD
    labelled = before.stop - before.start == 1 and page.cue(before.start, "price_label") > 0
    # "charged $120 for the hauling", "an invoice over 480 EUR for the proofreading"
    labelled |= led and all(_only_prices(page, at) for at in range(before.start, before.stop))
    labelled |= led and (_is_place(page, before) or acts(page, before.stop, price, deals=True))  # "… owes [360] for …"
    return labelled or (led and any(page.low(index) == "," for index in range(before.stop, price)))


def _is_place(page: Page, run: Stretch) -> bool:
    """The "Galway" of "bill Corrib Foods in Galway [900 for …]": where somebody is who was named right before."""
    led = page.low(run.start - 1) in page.lexicon.words["place_leads"] and run.start > 1
    led = led and page.tokens[run.start - 2].taken
    led |= page.low(run.stop) in page.lexicon.words["parties"] and page.tokens[run.stop].taken  # "Galway client X: …"
    return led and all(page.tokens[at].text[0].isupper() for at in range(run.start, run.stop))


def _only_prices(page: Page, at: int) -> bool:
    """The words of "the price is settled at", "between us we agreed on", "another [90 for the valve]"."""
    names = ("price_verbs", "settled", "settling", "estimates", "pronouns", "object_pronouns", "another", "vague")
    low = page.low(at)
    dated = is_calendar(page, at, at + 1) or page.cue(at, "extra") > 0  # "on Tuesday and charged [120 for …]"
    return dated or any(low in page.lexicon.words[name] for name in names) or page.cue(at, "price_label", "aside") > 0


def _leads_after(page: Page, behind: int, start: int) -> bool:
    """In "quick one: bill X $640 for towels" what stands before the verb is no item."""
    led = leads_to_thing(page, start - 1) or leads_to_thing(page, start - 2)
    if not led and page.cue(page.line_start(behind - 1), "to_weak"):
        return False  # "For the logo please bill X 500 by wire"
    return any("bill_verb" in token.cues for token in page.tokens[behind:start] if token.taken)


def _counts_of(page: Page, count: int) -> bool:
    """ "31.5 hours of firmware work": what stands behind "of" is what was done, whatever stands before."""
    return page.low(count + 1) in page.lexicon.units and page.low(count + 2) in page.lexicon.words["of"]


def joined_name(page: Page, start: int, stop: int) -> str:
    """All of "SEO & 2 blog posts", without what only leads to it."""
    runs = runs_of(page, start, stop)
    trimmed = trim(page, runs[0].start, runs[-1].stop) if runs else None
    if trimmed is None:
        return ""
    counted = trimmed[0] > start and page.tokens[trimmed[0] - 1].kind == "number"
    return name_words(page, trimmed[0] - counted, trimmed[1])
