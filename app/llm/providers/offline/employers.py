"""The firm of a person, told behind the name: "Ann Lee at Pike Ltd", "Ann Lee, head of sales, Rose Inn, 4 Elm Row"."""

from app.llm.providers.offline.chunks import has_name
from app.llm.providers.offline.heads import is_head
from app.llm.providers.offline.names import name_stop
from app.llm.providers.offline.page import Page
from app.llm.providers.offline.senses import Part

_LONGEST_ROLE = 6
_PARTS = frozenset((",", "/", "|", "–", "—"))
_CLOSES = frozenset((",", ".", ":", ";", "(", ")", "/", "|", "–", "—", "-", "\n", ""))
_GOES_ON = ("to_weak", "payer_verb", "at", "due_cue")


def employer(page: Page, stop: int, person: bool, sells: bool) -> tuple[int, int] | None:
    """Start and end of the firm behind the name that ends at `stop`; None where none is told."""
    apart = stop + (page.low(stop) == "," and (person or sells or page.cue(stop + 1, "employer") > 1))
    start = apart + page.cue(apart, "employer")
    told = start > apart + 1  # "who runs", "director of"
    if start == apart and (firm := _in_brackets(page, stop)):
        start = firm
    elif start == apart:
        return _apposed(page, stop) if person else None
    else:
        start = page.skip_to_name(start, *page.lexicon.words["articles"])
    end = name_stop(page, start)
    known = told or person or sells or page.low(end - 1) in page.lexicon.words["suffixes"]
    return (start, end) if known and end > start else None


def _in_brackets(page: Page, bracket: int) -> int | None:
    """Where the firm of "Giannis Kouros (Kouros Paints, Akti 14)" begins: two words or more, to a comma or the end."""
    start = bracket + 1
    stop = name_stop(page, start) if page.low(bracket) == "(" and page.free(start) else start
    return start if stop > start + 1 and page.low(stop) in (",", ")") else None


def _apposed(page: Page, stop: int) -> tuple[int, int] | None:
    """ "Tom Barker, Grantley School", "Tom Barker, manager at Grantley School": the firm shows what it is."""
    if page.low(stop) not in _PARTS or not page.free(stop + 1):
        return None
    start = _behind_role(page, stop + 1)
    if not page.free(start) or page.tokens[start].kind not in ("word", "code") or page.cue(start, "tax_id_label"):
        return None
    end = name_stop(page, start)
    if end == start or not _is_firm(page, start, end):
        return None
    closed = (
        "." in (page.low(end), page.low(end - 1))
        or page.low(end) in _CLOSES
        or page.cue(end, *_GOES_ON) > 0
        or page.low(end) in page.lexicon.words["deeds"]
    )
    return (start, end) if closed and not _is_priced(page, end) else None


def _behind_role(page: Page, start: int) -> int:
    """Behind "facilities manager at" or "Head of Facilities,"; `start` itself where no role is told."""
    jobs, told = page.lexicon.words["jobs"] | page.lexicon.words["leaders"], False
    for at in range(start, min(len(page), start + _LONGEST_ROLE)):
        if not page.free(at) or (page.tokens[at].kind != "word" and page.low(at) != ","):
            return start
        if told and (page.low(at) == "," or page.cue(at, "employer")):
            behind = at + max(1, page.cue(at, "employer"))
            behind = page.skip_to_name(behind, *page.lexicon.words["articles"])
            if _is_firm(page, behind, name_stop(page, behind)):
                return behind
        if page.low(at) == ",":
            return start
        told = told or page.low(at) in jobs
    return start


def _is_firm(page: Page, start: int, stop: int) -> bool:
    words = page.lexicon.words
    lows = [page.low(at) for at in range(start, stop)]
    return is_head(page, start) or not (words["suffixes"] | words["firm_words"]).isdisjoint(lows[1:])


def _is_priced(page: Page, end: int) -> bool:
    """Whether a price follows that has no name but this: "Jane Moore, Wedding Studio, £300"."""
    if page.low(end) not in (",", ":") or end + 1 >= len(page):
        return False
    stop = page.clause(end + 1)[1]
    priced = any(token.kind == "money" for token in page.tokens[end + 1 : stop])
    return priced and not has_name(page, Part(end + 1, stop, ""))
