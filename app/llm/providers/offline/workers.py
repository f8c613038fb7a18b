"""Who bills, by who did the work ("Pike & Co felled 3 trees for X") or says so ("Zoe Lamb, walker, that's me")."""

from app.llm.providers.offline.chunks import sentences
from app.llm.providers.offline.customers import CustomerSigns
from app.llm.providers.offline.names import name_stop

_MOST_SENTENCES = 100
_SHORTEST_VERB = 4
_LONGEST_SAID = 12
_LONGEST_NAME = 3


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
        if not self._is_open("from") or start == position:
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
