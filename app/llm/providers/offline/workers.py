"""Who bills, by who did the work ("Pike & Co felled 3 trees for X") or says so ("Zoe Lamb, walker, that's me")."""

from app.llm.providers.offline.addressed import name_ending_at
from app.llm.providers.offline.chunks import sentences
from app.llm.providers.offline.customers import CustomerSigns
from app.llm.providers.offline.names import name_stop

_MOST_SENTENCES = 100
_SHORTEST_VERB = 4
_LONGEST_SAID = 12
_LONGEST_NAME = 3
_LONGEST_KIND = 5
_CLOSES = frozenset({",", ")", ".", "\n", ""})


class WorkerSigns(CustomerSigns):
    """What tells the seller without a label."""

    def _worked(self) -> None:
        """ "Pike & Co has felled …", when another pays: who does the work opens the sentence."""
        page = self.page
        if not self._is_open("from") or self._by_customer or self._is_open("to"):
            return
        for start, _ in list(sentences(page))[:_MOST_SENTENCES]:
            stop = name_stop(page, start) if page.free(start) else start
            other = page.low(start) in self.words["articles"] or page.cue(start, "to_label", "request", "greeting")
            if stop > start + 1 and self._is_work(stop) and not other:
                page.take(start, self.writer.party("from", start, stop=stop))
                return

    def _is_work(self, position: int) -> bool:
        """ "felled", "has delivered": a small word that ends as a verb of the past does, or one that is known."""
        page = self.page
        if not page.free(position) or page.tokens[position].kind != "word" or page.cue(position, "payer_verb"):
            return False
        low = page.low(position)
        past = page.lexicon.language == "en" and len(low) > _SHORTEST_VERB and low.endswith("ed")
        return page.tokens[position].text[0].islower() and (past or low in self.words["work_verbs"])

    def _said_of_self(self, position: int) -> None:
        """ "Zoe Lamb, dog walker, that's me": back to where the sentence opens with a name."""
        page = self.page
        start = position
        while page.free(start - 1) and position - start < _LONGEST_SAID and not page.ends_sentence(start - 1):
            start -= 1
        if not self._is_open("from") or start == position or self._said_behind(position):
            return
        lower = not self._cased
        stop = min(page.clause(start)[1], position) if lower else name_stop(page, start)
        if start < stop <= start + (_LONGEST_NAME if lower else _LONGEST_SAID) and page.low(stop) in (
            ",",
            "(",
            "-",
            "–",
        ):
            self.writer.party("from", start, stop=stop)
            page.take(start, position + page.cue(position, "thats_me"))

    def _said_behind(self, position: int) -> bool:
        """ "… from Whin Nursery (that's us) for X": the name right before the mark, wherever in the sentence."""
        page = self.page
        start = name_ending_at(page, position - 1) if page.low(position - 1) in (",", "(") else None
        start = start if start is None or page.tokens[start].text[0].isupper() else None
        if start is None or name_stop(page, start) < start + 2:
            return False
        width = page.cue(position, "thats_me", "first_person")
        self.writer.party("from", start, stop=position - 1)
        page.take(start, position + width + (page.low(position + width) == ")"))
        return True

    def _own_said(self, position: int) -> None:
        """ "The Quiet Page, that's our bindery, …", "X (us)": what the writer's own firm is, or a pronoun alone."""
        page = self.page
        if not self._is_open("from") or self._by_customer:
            return
        pronoun = page.cue(position, "first_person")
        if pronoun and page.low(position - 1) == "(" and page.low(position + pronoun) == ")":
            self._said_behind(position)
        behind = position + page.cue(position, "thats_our")
        last = next((at for at in range(behind, behind + _LONGEST_KIND) if page.low(at) in _CLOSES), behind)
        known = self.words["own_firms"] | self.words["crafts"] | self.words["firm_heads"] | self.words["firm_words"]
        if last > behind and page.low(last - 1) in known and self._said_behind(position):
            page.take(position, last)
