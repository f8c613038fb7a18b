"""Where a party is, told within the sentence: "Rose Inn in Dunster ordered …", "Bäckerei Sommer in Jena hat …"."""

from app.llm.providers.offline.addressed import name_ending_at
from app.llm.providers.offline.heads import is_head, small_stop
from app.llm.providers.offline.names import is_person, name_stop
from app.llm.providers.offline.page import Page

_LONGEST_HEADED = 6


def named_before(page: Page, start: int) -> tuple[int, int] | None:
    """Start and end of the name whose place begins at `start`, the "Rose Inn" of "Rose Inn in Dunster".

    "Ann Lee from Pike Ltd" works there, so that it is no place of hers.
    """
    link = start - 1
    if not _places(page, link):
        return None
    if page.cue(link, "employer") and page.cue(link, "from_plain"):
        return None
    begin = _headed(page, link)
    begin = name_ending_at(page, link) if begin is None else begin
    if begin is None or (is_person(page, begin, link) and page.cue(link, "employer")):
        return None
    alone = link == begin + 1 and page.lexicon.capital_nouns and not is_head(page, begin)
    return None if alone else (begin, link)


def place_stop(page: Page, stop: int) -> int:
    """The index behind the place that is told of the name before `stop`, when a verb follows; `stop` when none is."""
    if not _places(page, stop) or not page.free(stop + 1) or not page.tokens[stop + 1].text[0].isupper():
        return stop
    end = name_stop(page, stop + 1)
    words = page.lexicon.words
    acts = page.low(end) in words["deeds"] | words["doings"] or page.cue(end, "payer_verb", "served") > 0
    return end if end > stop + 1 and acts else stop


def beside(page: Page, comma: int) -> tuple[int, int] | None:
    """The "Bristol" of "Acme Ltd, Bristol, for 3 chairs": capitals of their own between the name and what follows."""
    start = comma + 1
    if page.low(comma) != "," or page.lexicon.capital_nouns or not page.free(start):
        return None
    if page.tokens[start].kind != "word" or not page.tokens[start].text[0].isupper() or page.tokens[start].cues:
        return None
    stop = name_stop(page, start)
    follows = page.low(stop) == "," and page.cue(stop + 1, "to_weak") > 0
    follows |= page.low(stop) == "." and stop == start + 1
    known = page.low(stop - 1) in page.lexicon.words["things"] | page.lexicon.words["vague"]
    return (start, stop) if stop > start and follows and not known else None


def _places(page: Page, link: int) -> bool:
    if not page.free(link):
        return False
    return any(page.low(link) in page.lexicon.words[name] for name in ("place_leads", "place_sides", "workplace"))


def _headed(page: Page, stop: int) -> int | None:
    """The "boulangerie" of "la boulangerie Dupont à Lyon"."""
    for start in range(stop - 1, max(-1, stop - _LONGEST_HEADED), -1):
        if not page.free(start):
            return None
        if is_head(page, start) and page.tokens[start].text[0].islower():
            return start if (name_stop(page, start) == stop or small_stop(page, start) == stop) else None
    return None
