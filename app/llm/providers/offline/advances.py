"""What is taken off because it was paid, with who paid it: "less the 250 that Hedley & Moss have paid so far"."""

from dataclasses import dataclass

from app.llm.providers.offline.names import name_stop
from app.llm.providers.offline.page import Page

_REACH = 9
"""From the amount to the verb that says it was paid."""
_LEAD = 2
_LONGEST_NAME = 5
_PAID = ("paid_verb", "deposit")


@dataclass(frozen=True)
class Advance:
    """An amount, its payer [start, stop), and the index behind all that says so."""

    amount: int
    start: int
    stop: int
    end: int


def advance(page: Page, cue: int) -> Advance | None:
    """What "less" or "minus" at `cue` takes off, if its clause or the next says that somebody paid it."""
    words = page.lexicon.words
    if page.low(cue) not in words["discount_before"]:
        return None
    at = page.skip(cue + page.cue(cue, "discount"), *words["articles"])
    if at > cue + 1 + _LEAD or not page.free(at) or page.tokens[at].kind not in ("money", "number"):
        return None
    start = at + 1 + (page.low(at + 1) == ",")
    start = page.skip(start, *words["relatives"], *words["articles"])
    last = min(page.sentence_end(at), at + _REACH)
    verb = next((index for index in range(start, last) if page.cue(index, *_PAID)), None)
    if verb is None or any(page.tokens[index].number is not None for index in range(start, verb)):
        return None
    end = page.clause(verb)[1]
    stop = verb
    small = words["passives"] | words["already"] | words["paid_links"] | words["function"]
    while stop > start and page.low(stop - 1) in small:
        stop -= 1
    if stop == start:  # "que ya pagó Bar Sol"
        start = page.skip(verb + page.cue(verb, *_PAID), *words["articles"])
        named = page.free(start) and start < end and page.tokens[start].text[0].isupper()
        stop = name_stop(page, start) if named else start
    return Advance(at, start, stop, end) if _is_name(page, start, stop) else None


def _is_name(page: Page, start: int, stop: int) -> bool:
    """Capitals, or in hasty typing a few words that are no pronouns; nothing that stands for somebody named before."""
    words = page.lexicon.words
    lows = [page.low(index) for index in range(start, stop)]
    if not 0 < len(lows) <= _LONGEST_NAME or lows[0] in words["pronouns"] | words["self_subjects"]:
        return False
    if page.tokens[start].text[0].isupper():
        return name_stop(page, start) == stop
    plain = all(page.tokens[index].kind == "word" or page.low(index) == "&" for index in range(start, stop))
    dull = words["vague"] | words["object_pronouns"] | words["parties"] - words["firm_words"] - words["firm_heads"]
    return plain and len(lows) > 1 and dull.isdisjoint(lows)
