"""What the hours were for: the words of an entry, and the work that is said once for all of them."""

from app.llm.providers.offline.page import Page
from app.llm.providers.offline.runs import runs_of
from app.llm.providers.offline.timesheets.cells import Cell
from app.llm.providers.offline.timesheets.sheet import Sheet

_LONGEST = 10
_LABEL_REACH = 3
_LEAD = 2
_SHORTEST = 3
_TIMES = frozenset("minute hour day night morning afternoon evening week month quarter year".split())
_OPENERS = frozenset('“"«„”')
_EDGES = ' ,;:.-–—=()[]<>"“”„«»|*•+/@!?&#'


def told(page: Page, start: int, stop: int, behind: int) -> str:
    """The words of an entry that tell what was done: "Mon sanding 6h", "3 Feb: lab notes, 4.5h"."""
    runs = [run for run in _runs(page, start, stop) if _tells(page, *run)]
    links = page.lexicon.words["work_links"]
    led = [run for run in runs if behind < run[0] <= behind + _LEAD and page.low(behind) in links]
    if led and all(page.free(at) for at in range(behind, led[0][0])):
        return _text(page, *led[0])  # "5 h 30 on demolition"
    if len(runs) > 1 and all(page.tokens[at].taken for at in range(runs[0][1], runs[1][0])):
        return f"{_text(page, *runs[0])} {page.words(*runs[1]).strip(_EDGES)}"  # "sorting out [X's] visa papers"
    return _text(page, *runs[0]) if runs else ""


def _runs(page: Page, start: int, stop: int) -> list[tuple[int, int]]:
    return [(run.start, run.stop) for run in runs_of(page, start, stop)]


def work_of(page: Page, known: set[str]) -> str:
    """The best of all free words: those behind "work:", "as a", beside the rate, in the heading."""
    best, most, named = "", 0, (0, 0)
    start = 0
    sentence = 0
    while start < len(page):
        stop = page.sentence_end(start)
        for begin, end in _clauses(page, start, stop):
            if any(page.free(at) and page.tokens[at].kind == "money" for at in range(begin, end)):
                continue
            for run in _runs(page, begin, end):
                weight = _weight(page, run, start, sentence)
                text = _text(page, *run) if weight > most else ""
                if text and text.lower() not in known:
                    best, most, named = text, weight, run
        sentence += stop > start
        start = stop + 1
    page.take(*named)
    return best


def _clauses(page: Page, start: int, stop: int) -> list[tuple[int, int]]:
    """Between commas, brackets and what somebody has taken."""
    made: list[tuple[int, int]] = []
    begin = start
    for at in range(start, stop + 1):
        if at == stop or not page.free(at) or page.low(at) in ",();:|":
            if at > begin:
                made.append((begin, at))
            begin = at + 1
    return made


def _weight(page: Page, run: tuple[int, int], start: int, sentence: int) -> int:
    """How surely words name the work; 0 where they name nothing."""
    if not _tells(page, *run):
        return 0
    first = run[0]
    before = page.low(first - 1)
    labelled = before == ":" and page.cue(first - 2, "item_label", "work_label") > 0
    if (
        labelled
        or page.low(first - 1) in _OPENERS
        or page.find_cue(max(first - _LABEL_REACH, start), first + 1, "work_label") is not None
    ):
        return 9
    if page.cue(first - 1, "role_lead") or page.cue(first, "role_lead") or page.cue(first - 2, "role_lead"):
        return 8
    if page.cue(first - 1, "to_weak"):
        return 7
    if page.find_cue(start, page.sentence_end(first), "request", "bill_verb", "one_line", "separate_lines") is not None:
        return 3 if sentence == 0 else 2
    if sentence == 0:
        return 6
    return 5


def _tells(page: Page, start: int, stop: int) -> bool:
    """Whether some word of it is more than a day, a small word or the name of such lists."""
    lexicon = page.lexicon
    dull = (
        lexicon.words["vague"]
        | lexicon.words["function"]
        | lexicon.words["pronouns"]
        | lexicon.words["object_pronouns"]
    )
    dull |= (
        lexicon.words["time_from"]
        | lexicon.words["time_to"]
        | lexicon.words["sheet_dull"]
        | lexicon.words["articles"]
        | lexicon.words["week_words"]
    )
    for at in range(start, stop):
        token = page.tokens[at]
        low = token.low
        known = low in lexicon.weekdays or low in lexicon.months or lexicon.units.get(low) in _TIMES or low in dull
        known = known or (stop == start + 1 and lexicon.units.get(low) == "shift")
        if (
            token.kind == "word"
            and not known
            and len(low) >= _SHORTEST
            and not page.cue(at, "sheet_noun", "one_line", "separate_lines")
        ):
            return True
    return False


def _text(page: Page, start: int, stop: int) -> str:
    lexicon = page.lexicon
    dull = lexicon.words["sheet_dull"] | lexicon.words["pronouns"] | lexicon.words["vague"]
    while start + 1 < stop and (page.low(start) in dull or page.cue(start, "role_lead")):
        start += max(1, page.cue(start, "role_lead"))
    ends = lexicon.words["each_of"] | lexicon.words["all_of"] | lexicon.words["time_from"]
    while stop - 1 > start and page.low(stop - 1) in ends:
        stop -= 1
    text = page.words(start, min(stop, start + _LONGEST)).strip(_EDGES)
    return text[:1].upper() + text[1:]


def headings(sheet: Sheet) -> dict[tuple[int, ...], tuple[Cell, ...]]:
    """The different headings of entries, by where they begin."""
    return {tuple(cell.start for cell in entry.heading): entry.heading for entry in sheet.entries if entry.heading}
