"""Things told by their numbers: "episodes 12, 13 and 14 at £95 each" are three, "chapters 3-6" four."""

from decimal import Decimal

from app.llm.providers.offline.page import Page
from app.llm.providers.offline.senses import is_filler
from app.llm.providers.offline.stems import are_alike
from app.llm.providers.offline.tokens import Token, join

_MOST = 12
"""Numbers of one list, and tokens from it to its price."""
_SPAN = 100
_CLOCKED = frozenset({"hour", "minute"})


def count_enumerated(page: Page) -> None:
    """Put how many they are before the noun, and make one word of their numbers."""
    kept: list[Token] = []
    behind, changed = 0, False
    for at, token in enumerate(page.tokens):
        if at < behind:
            continue
        stop, count = _listed(page, at) if token.kind == "number" and at else (0, 0)
        if stop and not count:
            kept.append(join(page.tokens, at, stop, "code"))
            kept[-1].cues = {}
            behind, changed = stop, True
        elif stop:
            number = join(page.tokens, at, at + 1, "number")
            number.number, number.text, number.low, number.cues = Decimal(count), str(count), str(count), {}
            code = join(page.tokens, at, stop, "code")
            code.cues = {}
            noun = kept[-1]
            if noun.low in page.lexicon.units:  # A unit names nothing: "lessons 5 and 6" does.
                kept[-1:] = [number, join([noun, code], 0, 2, "code")]
                kept[-1].cues = {}
            else:
                kept[-1:] = [number, noun, code]
            behind, changed = stop, True
        else:
            kept.append(token)
    if changed:
        page.tokens = kept
        page.mark_sentences()


def _listed(page: Page, at: int) -> tuple[int, int]:
    """Behind the list that begins at a number, and how many it tells; zeros where it is none."""
    noun = page.tokens[at - 1]
    free = noun.kind == "word" and not noun.taken and page.free(at) and page.tokens[at].text.isdecimal()
    free = free and not is_filler(page, at - 1)
    if not free or page.lexicon.units.get(noun.low) in _CLOCKED or noun.low in page.lexicon.months:
        return 0, 0
    values, stop, count, joined = [page.tokens[at].number], at + 1, 1, False
    while (link := _link(page, stop)) and len(values) < _MOST:
        number = page.tokens[stop + 1].number
        last = values[-1]
        if number is None or last is None or number <= last or number % 1 or last % 1:
            break
        if link == "," and page.free(stop + 2) and page.tokens[stop + 2].kind == "word" and _link(page, stop + 2) == "":
            break  # "for ages 3-6, 10 tickets"
        count += int(number - last) if link == "range" else 1
        joined = joined or link != ","
        values.append(number)
        stop += 2
    told = len(values) > 1 and count <= _SPAN and (joined or count == len(values) > 2)
    if told and _is_priced(page, at, stop):
        return stop, count
    # "the guide to pages 3 and 4, £60" counts none of them.
    follow = joined and "+" not in (page.low(index) for index in range(at, stop)) and count == len(values)
    return (stop, 0) if told and follow and values[-1] == (values[0] or 0) + count - 1 else (0, 0)


def _link(page: Page, at: int) -> str:
    """What joins a number to the one before: "range", "and" or a comma."""
    following = page.tokens[at + 1] if at + 1 < len(page) else None
    if following is None or following.kind != "number" or following.taken or following.unit or not page.free(at):
        return ""
    if not following.text.isdecimal():
        return ""
    low = page.low(at)
    if low in page.lexicon.words["ranges"]:
        return "range"
    return "and" if low in page.lexicon.words["extras"] or low == "&" else low if low == "," else ""


def _is_priced(page: Page, at: int, stop: int) -> bool:
    """Whether the next number of the sentence is a price for each of them."""
    if page.cue(stop, "each", "per", "times", "strict_at") and page.tokens[stop - 1].kind == "money":
        return False
    if page.low(stop) in page.lexicon.units or page.low(stop) in page.lexicon.words["sizes"]:
        return False
    end = page.sentence_end(at)
    for price in range(stop, min(end, stop + _MOST)):
        if page.tokens[price].number is None:
            continue
        each = page.cue(price - 1, "each") or page.cue(price + 1, "each")
        width = page.cue(price + 1, "per") or page.cue(price + 1, "per_article")
        return bool(each or (width and are_alike(page.low(at - 1), page.low(price + 1 + width))))
    return False
