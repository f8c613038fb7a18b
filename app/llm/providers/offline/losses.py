"""What fell away of what was counted: "forty cases, but four were sent back, so charge for the thirty-six"."""

from decimal import Decimal

from app.llm.providers.offline.page import Page
from app.llm.providers.offline.tokens import Token

_MOST = 40
_REACH = 50
_TO_LOST = 6
_TO_LEFT = 25
"""From what fell away to what is left."""
_AHEAD = 3
_SMALL = 4


def drop_lost(page: Page) -> None:
    """Count only what is left of a number of things, and drop the words that tell of the others."""
    if not page.places("struck", "left_out", "waived") and not page.word_places(page.lexicon.words["lost"]):
        return
    dropped: set[int] = set()
    for at in [at for at, token in enumerate(page.tokens) if _is_count(page, at, token)][:_MOST]:
        if at not in dropped and not page.tokens[at].taken:
            dropped |= _lessen(page, at)
    if dropped:
        page.tokens = [token for index, token in enumerate(page.tokens) if index not in dropped]
        page.mark_sentences()


def _is_count(page: Page, at: int, token: Token) -> bool:
    whole = token.kind == "number" and token.number is not None and token.number % 1 == 0 and token.number > 1
    return whole and not token.taken and not page.cue(at - 1, "strict_at", "times")


def _lessen(page: Page, whole: int) -> set[int]:
    """Set the number to what is left; the tokens to drop, where what is left has the price."""
    count = page.tokens[whole].number or Decimal(0)
    limit = min(page.line_end(whole), whole + _REACH)
    for at in range(whole + 1, limit):
        value = _value(page, at)
        if value is None or not value < count or page.cue(at - 1, "to_weak", "at", "strict_at", "each", "per"):
            continue
        opens = page.sentence_start(at, _REACH) == at and page.sentence_end(whole) == at - 1
        if not opens and page.sentence_end(at) != page.sentence_end(whole):
            return set()
        stop = _lost_stop(page, at, limit)
        if not stop or not _is_of_these(page, whole, at):
            if page.tokens[at].kind == "number" and not page.cue(at - 1, "strict_at", "each"):
                return set()  # Another thing that is counted.
            continue
        start = _start(page, whole, at)
        left = next(
            (index for index in range(stop, min(limit, stop + _TO_LEFT)) if _is_left(page, index, count - value)), None
        )
        further = page.tokens[stop : page.sentence_end(stop - 1)]
        if left is None and any(token.kind == "money" for token in further):
            return set()  # "three came back broken, which we charge at £35"
        priced = left is not None and _priced(page, left, limit) and not _priced(page, whole, start)
        if priced and left is not None:
            return _joined(page, whole, start, left)
        page.tokens[whole].number = count - value
        page.tokens[whole].text = page.tokens[whole].low = str(count - value)
        end = page.clause(stop - 1)[1]
        plain = all(token.number is None for token in page.tokens[stop:end])
        page.take(start, end if plain else stop)
        if left is not None:
            page.take(max(end, left - 1) if page.low(left - 1) in page.lexicon.words["only"] else left, left + 1)
        return set()
    return set()


def _value(page: Page, at: int) -> Decimal | None:
    token = page.tokens[at]
    if token.taken or page.low(at - 1) in page.lexicon.words["last_ones"]:
        return None  # "the last one free" is read by `parted`.
    if token.kind == "number" and not token.unit and token.number is not None:
        return token.number
    words = page.lexicon.words
    one = token.kind == "word" and token.low in words["ones"]
    pronoun = page.lexicon.language == "en" and token.low not in words["articles"]  # "cada uno" counts nothing.
    return Decimal(1) if one and (pronoun or page.cue(at + 1, "of_them")) else None


def _lost_stop(page: Page, at: int, limit: int) -> int:
    """Behind the word that says so: "four arrived smashed", "they dropped one", "sent four back"."""
    words = page.lexicon.words
    behind = at + 1 + page.cue(at + 1, "of_them")
    word = page.tokens[at].kind == "word"
    lead = next((index for index in range(at - 1, max(-1, at - 1 - 2), -1) if page.low(index) in words["lost"]), None)
    if lead is not None and all(page.low(index) in words["vague"] for index in range(lead + 1, at)):
        ends = behind >= len(page) or behind > at + 1 or page.tokens[behind].kind != "word" or page.cue(behind, "extra")
        return behind if ends or not word else 0
    if (
        word
        and behind == at + 1
        and not page.cue(behind, "was", "left_out", "struck")
        and page.low(behind) not in words["lost"]
    ):
        return 0  # "a" of "a lamp"
    for index in range(behind, min(limit, behind + _TO_LOST)):
        if width := page.cue(index, "struck", "left_out") or int(page.low(index) in words["lost"]):
            return index + width
        if page.tokens[index].number is not None or page.tokens[index].kind != "word":
            return 0
    return 0


def _is_of_these(page: Page, whole: int, at: int) -> bool:
    """No noun of another kind behind the smaller number: "5 rooms, two lamps broken" tells of lamps."""
    words = page.lexicon.words
    after = page.tokens[at + 1] if at + 1 < len(page) else None
    if after is None or after.kind != "word" or after.cues or after.low in words["lost"] | words["passives"]:
        return True
    same = any(page.low(index)[:_SMALL] == after.low[:_SMALL] for index in range(whole + 1, min(at, whole + _SMALL)))
    return same or not after.low.endswith("s")


def _start(page: Page, whole: int, at: int) -> int:
    """Where the words about what fell away begin: at its clause, or at the "but" within."""
    begin = max(page.clause(at)[0], whole + 1)
    but = next((index for index in range(at - 1, begin - 1, -1) if page.cue(index, "but", "correction_weak")), None)
    if but is not None:
        return but
    price = next((index + 1 for index in range(at - 1, begin - 1, -1) if page.tokens[index].number is not None), begin)
    return price if begin > whole + 1 else at


def _is_left(page: Page, at: int, value: Decimal) -> bool:
    return page.free(at) and page.tokens[at].kind == "number" and page.tokens[at].number == value


def _priced(page: Page, start: int, stop: int) -> bool:
    """Whether a price stands in the clause of a count."""
    end = min(page.clause(start)[1], stop)
    return any(page.tokens[index].kind == "money" for index in range(start, end))


def _joined(page: Page, whole: int, start: int, left: int) -> set[int]:
    """From "but four were sent back …" to "the thirty-six good ones": the price goes with what was counted first."""
    stop = left + 1
    while (
        stop < left + 1 + _AHEAD and page.tokens[stop].kind == "word" and not page.cue(stop, "strict_at", "at", "each")
    ):
        stop += 1
    if any(token.text[0].isupper() for token in page.tokens[start:stop]):
        return set()  # It may name the customer.
    page.tokens[whole].number = page.tokens[left].number
    page.tokens[whole].text = page.tokens[whole].low = page.tokens[left].text
    return set(range(start, stop))
