"""Labels that tell a party by what it is: "Teacher: Owen Prys", "owner: Fatima Zahidi", "me: X", "X -> Y"."""

from app.llm.providers.offline.details import Side
from app.llm.providers.offline.names import name_stop
from app.llm.providers.offline.page import Page
from app.llm.providers.offline.signs import NameSigns

_MOST = 50
_ARROWS = frozenset("→➔➜⇒⟶")
_SHAFTS = frozenset("-=")
"""Before ">"."""
_MOST_LINES = 4


class RoleLabels(NameSigns):
    """What such labels lead to on one page."""

    owned = False
    """Whether "owner: X" was read: then "patient: Muffin" tells for whom it was, not who pays."""

    def _role_labels(self) -> None:
        """ "vet: Greenhollow Clinic", "Homeowner: Pat Dole": at the start of a clause, with a colon."""
        page, words = self.page, self.words
        for side, names in (("to", "payer_roles"), ("from", "jobs")):
            roles = words[names] if side == "to" else words[names] | words["crafts"]
            places = [at for at in page.word_places(roles) if page.low(at + 1) == ":"]
            for at in [at for at in places if not page.cue(at, "to_label", "party_role")][:_MOST]:
                self._role_label("to" if side == "to" else "from", at)
        for position in page.places("me_label", "them_label")[:_MOST]:
            width = page.cue(position, "me_label", "them_label")
            if page.starts_line(position) and page.low(position + width) == ":":
                self._labelled_by("from" if page.cue(position, "me_label") else "to", position, position + width)

    def _role_label(self, side: Side, at: int) -> None:
        page = self.page
        start = at
        while start > page.clause(at)[0] and at - start < 2:
            start -= 1  # "cat owner: X"
        if start == page.clause(at)[0] and page.free(at):
            self._labelled_by(side, start, at + 1)

    def _labelled_by(self, side: Side, position: int, colon: int) -> None:
        page = self.page
        start = page.skip(colon + 1, *self.words["articles"])
        if self._is_open(side) and page.free(start) and page.tokens[start].kind in ("word", "code"):
            lower = not page.tokens[start].text[0].isupper()
            if name_stop(page, start, lower) > start and not (lower and self._cased):
                self.owned = self.owned or side == "to"
                page.take(position, self.writer.party(side, start, lower))

    def _arrow(self) -> None:
        """ "Northlight Studio -> Vega Robotics, …": from whom to whom, where a line begins."""
        page = self.page
        if not (self._is_open("from") and self._is_open("to")):
            return
        for at in [at for at in page.word_places(_ARROWS | _SHAFTS) if _is_arrow(page, at)][:_MOST]:
            line = page.line_start(at)
            start = page.skip(line + page.cue(line, "from_label", "invoice_noun"), ":")
            behind = at + 1 + (page.low(at) in "-=")
            behind += page.cue(behind, "to_label")
            left = start < at and page.free(start) and name_stop(page, start) == at
            if left and page.free(behind) and name_stop(page, behind) > behind:
                page.take(behind - 1, self.writer.party("to", behind))
                page.take(line, self.writer.party("from", start, stop=at))
                page.take(line, behind)
                return


def drop_deliveries(page: Page) -> None:
    """Take "Ship to: Store 14, Fern Mall" where another line says who pays: it names neither party nor item."""
    for position in page.places("ship_label")[:_MOST]:
        mark = position + page.cue(position, "ship_label")
        if not page.starts_line(position) or page.low(mark) != ":" or not _is_billed_elsewhere(page, position):
            continue
        stop = page.line_end(mark)
        for _ in range(_MOST_LINES if stop == mark + 1 else 0):
            if stop + 1 >= len(page) or page.low(stop + 1) == "\n" or page.cue(stop + 1, "to_label", "from_label"):
                break
            stop = page.line_end(stop + 1)
        page.take(position, stop)


def _is_billed_elsewhere(page: Page, position: int) -> bool:
    labels = (at for at in page.places("to_label")[:_MOST] if at != position and page.starts_line(at))
    return any(page.low(at + page.cue(at, "to_label")) in (":", "\n") for at in labels)


def _is_arrow(page: Page, at: int) -> bool:
    low = page.low(at)
    return low in _ARROWS or (low in _SHAFTS and page.low(at + 1) == ">" and page.tokens[at + 1].gap == 0)
