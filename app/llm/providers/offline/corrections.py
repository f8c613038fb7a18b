"""What the writer takes back: "18 chairs … sorry, make that 16, not 18"."""

from app.llm.providers.offline.page import Page
from app.llm.providers.offline.senses import is_filler
from app.llm.providers.offline.tokens import Token

_REACH = 40
"""How far back the number stands that is corrected."""
_LEAD = 5
_NEAR = 6
_MOST = 50
_LONGEST_STEM = 5
_MARKS = frozenset(",:-–—")


def correct_numbers(page: Page) -> None:
    """Give a number its later value and take the words that say so."""
    for position in page.places("correction", "correction_weak")[:_MOST]:
        if page.free(position):
            _correct(page, position)


def _correct(page: Page, position: int) -> None:
    at = _behind_lead(page, position)
    if at is None:
        return
    noun = _noun(page, at)
    stop = at + (2 if noun else 1)
    named, stop = _replaced(page, stop)
    if page.cue(stop, "total_said") or page.cue(at + 1, "total_said"):
        return  # "make it $450 in total" is a price for all, and corrects none.
    weak = not page.cue(position, "correction")
    new = page.tokens[at]
    for index in range(position - 1, max(-1, position - _REACH), -1):
        old = page.tokens[index]
        rated = new.kind == "money" and old.kind == "number" and page.cue(index - 1, "strict_at")
        if old.taken or not (old.kind == new.kind or rated) or old.number is None:
            continue
        if page.cue(index - 1, "place_number"):
            continue
        if page.cue(index - 1, "replaced"):
            page.take(index - 1, at)  # "not 18, rather 16 chairs"
            return
        counted = _noun(page, index)
        if named:
            fits = old.number == named.number
        elif weak:
            fits = (
                bool(noun) and _are_alike(noun, counted) and position - index <= _NEAR
            )  # "seven horses no eight horses"
        else:
            fits = not noun or _are_alike(noun, counted)
        if fits:
            old.number, old.kind, old.currency = new.number, new.kind, new.currency
            page.take(position, stop)
            return


def _behind_lead(page: Page, position: int) -> int | None:
    """Index of the new number, behind the cue and a few small words ("sorry, it was only 16")."""
    at = position + page.cue(position, "correction", "correction_weak")
    for _ in range(_LEAD):
        if not page.free(at):
            return None
        token = page.tokens[at]
        if token.number is not None:
            return at if token.kind in ("number", "money", "percent") else None
        if width := page.cue(at, "correction", "correction_weak"):
            at += width
        elif token.low in _MARKS or token.low in page.lexicon.words["vague"] or page.cue(at, "strict_at"):
            at += 1
        else:
            return None
    return None


def _noun(page: Page, at: int) -> str:
    """The word that a number counts."""
    after = page.tokens[at + 1] if at + 1 < len(page) else None
    counted = after is not None and after.kind == "word" and not after.taken and page.tokens[at].kind == "number"
    unit = counted and page.low(at + 1) in page.lexicon.units
    if (
        not counted
        or (not unit and is_filler(page, at + 1))
        or page.cue(at + 1, "replaced", "at", "extra", "correction")
    ):
        return ""
    return page.lexicon.units.get(page.low(at + 1), page.low(at + 1))


def _replaced(page: Page, stop: int) -> tuple[Token | None, int]:
    """The number of ", not 18" behind the new one, and the index behind it."""
    at = page.skip(stop, ",", "(")
    width = page.cue(at, "replaced")
    if not width or not page.free(at + width) or page.tokens[at + width].number is None:
        return None, stop
    return page.tokens[at + width], page.skip(at + width + 1, ")")


def _are_alike(noun: str, other: str) -> bool:
    return noun[:_LONGEST_STEM] == other[:_LONGEST_STEM]
