"""Names with a postal address beside them: whoever leads to them, they are parties."""

from collections.abc import Iterator
from itertools import islice

from app.llm.providers.offline.addresses import address_stop, is_postal
from app.llm.providers.offline.names import name_stop
from app.llm.providers.offline.page import Page

_LONGEST_NAME = 9
_MOST_MARKS = 100
_OPENERS = frozenset(",(")
_LEADS = (
    "to_label", "from_label", "request", "bill_verb", "to_verb", "invoice_noun", "greeting", "closing", "put_verb",
    "number_verb",
)  # fmt: skip


def addressed_names(page: Page) -> Iterator[tuple[int, int]]:
    """Where each name begins and ends that a comma or bracket parts from an address with its number or postcode.

    No name is meant where work was done ("the boiler at Rose Inn, 4 Priory Lane").
    """
    marks = (at for at in page.words_in(1, len(page) - 1, _OPENERS) if page.free(at))
    for mark in list(islice(marks, _MOST_MARKS)):
        start = name_ending_at(page, mark)
        if start is None or page.low(start - 1) in page.lexicon.words["workplace"] | page.lexicon.words["place_leads"]:
            continue
        stop = address_stop(page, mark + 1)
        if stop > mark + 1 and is_postal(page.words(mark + 1, stop), page.lexicon.words["streets"]):
            yield start, mark


def name_ending_at(page: Page, stop: int) -> int | None:
    """The first capital from which a name goes to `stop`."""
    found = None
    for start in range(stop - 1, max(-1, stop - _LONGEST_NAME), -1):
        if not page.free(start) or page.tokens[start].kind == "line" or page.ends_sentence(start):
            break
        if page.tokens[start].text[0].isupper() and name_stop(page, start) == stop and not page.cue(start, *_LEADS):
            found = start
    return found
