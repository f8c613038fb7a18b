"""The last resort: of all names that nobody took, the one that most signs say is who pays."""

from collections.abc import Callable

from app.llm.providers.offline.candidates import Candidate, candidates
from app.llm.providers.offline.details import PartyWriter
from app.llm.providers.offline.localities import place_stop
from app.llm.providers.offline.page import Page
from app.llm.providers.offline.traits import Traits

_ENOUGH = 3
_UNSPOILT = 2
"""Enough where no sign speaks against the name."""
_AHEAD = 2
_GREETING_REACH = 3
_LONGEST_LETTER = 5
_MARKS = frozenset(",!.:")
_POINTS: tuple[tuple[Callable[[Traits, Candidate], bool], int], ...] = (
    (Traits.is_known, 3),
    (Traits.is_human, 1),
    (Traits.has_capitals, 1),
    (Traits.is_single, -2),
    (Traits.opens_words, 2),
    (Traits.opens_clause, 1),
    (Traits.fills_clause, 1),
    (Traits.heads_list, 2),
    (Traits.is_addressed, 3),
    (Traits.is_led, 2),
    (Traits.is_sent_from, -4),
    (Traits.writes, 2),
    (Traits.is_in_role, 2),
    (Traits.acts, 2),
    (Traits.owns, 3),
    (Traits.is_referred_to, 3),
    (Traits.is_counted, -4),
    (Traits.is_priced, -4),
    (Traits.tells_which, -3),
    (Traits.is_place, -2),
    (Traits.is_noun, -2),
    (Traits.runs_on, -2),
    (Traits.names_work, -3),
    (Traits.ends_words, 1),
    (Traits.ends_note, 3),
    (Traits.is_on_account, 3),
    (Traits.is_billed_by_role, 4),
    (Traits.is_shouted, -3),
)


class Weigher:
    """Weighs the names of one page."""

    def __init__(self, page: Page, cased: bool) -> None:
        self.page = page
        self.traits = Traits(page)
        self.cased = cased
        self.own = {str(row["value"]).lower() for row in page.facts.from_rows}

    def best(self) -> Candidate | None:
        """The name with the most signs, if it is clearly ahead of the next."""
        found = [each for each in candidates(self.page, self.cased) if self._counts(each)]
        ranked = sorted(((self.weight(each), -each.start, each) for each in found), key=lambda entry: entry[:2])
        if not ranked:
            return None
        weight, _, best = ranked[-1]
        others = [other for other, _, each in ranked[:-1] if not self._same(each, best)]
        ahead = not others or weight >= others[-1] + _AHEAD
        return best if ahead and weight >= (_ENOUGH if self._is_spoilt(best) else _UNSPOILT) else None

    def weight(self, name: Candidate) -> int:
        return sum(points for sign, points in _POINTS if sign(self.traits, name))

    def _is_spoilt(self, name: Candidate) -> bool:
        return any(points < 0 and sign(self.traits, name) for sign, points in _POINTS)

    def _counts(self, name: Candidate) -> bool:
        """No one who is greeted or who signs, and not the seller."""
        page = self.page
        before = range(max(page.line_start(name.start), name.start - _GREETING_REACH), name.start)
        greeting = page.find_cue(before.start, name.start, "greeting")
        greeted = greeting is not None and not any(
            page.low(at) in _MARKS or page.cue(at, "names_it", "person_label") for at in range(greeting, name.start)
        )
        signs = any(page.cue(at, "closing") and at + page.cue(at, "closing") >= name.start - 1 for at in before)
        firm = (
            name.known and not self.traits.is_human(name) and page.low(name.start) not in page.lexicon.words["titles"]
        )
        if (greeted and not (firm and not page.places("bill_us"))) or signs:
            return False
        said = page.words(name.start, name.stop).lower()
        return not any(said in value or value in said for value in self.own)

    def _same(self, one: Candidate, other: Candidate) -> bool:
        lows = {self.page.low(index) for index in range(other.start, other.stop)}
        return any(self.page.low(index) in lows for index in range(one.start, one.stop))


def read_likely(page: Page, writer: PartyWriter, cased: bool) -> bool:
    """Take the likeliest name, with a doubt; whether it opens the words, as it does in a note of what to bill."""
    weigher = Weigher(page, cased)
    best = weigher.best()
    if best is None:
        return False
    opens = weigher.traits.opens_words(best)
    behind = writer.party("to", best.start, stop=best.stop)
    page.take(_letter_before(page, best.start), best.start)
    page.take(behind, place_stop(page, best.stop))
    page.facts.doubt("guessed_customer", "to_details", "Nothing says whom to bill; the likeliest name was taken.")
    return opens


def _letter_before(page: Page, start: int) -> int:
    """Where the "purchase order received from" begins that leads to the name at `start`: it names no item."""
    first = max(0, start - _LONGEST_LETTER)
    for at in range(start - 1, first - 1, -1):
        if not page.free(at) or page.tokens[at].kind != "word":
            break
        if page.low(at) in page.lexicon.words["letters_of"] and (at == 0 or page.ends_sentence(at - 1)):
            return at
    return start
