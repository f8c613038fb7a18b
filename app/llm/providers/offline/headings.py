"""Both sides named in a row, as a heading does: "A bills B: …", "A, invoice 12 for B", "Rechnung der A an B"."""

from functools import cached_property

from app.llm.providers.offline.candidates import is_known
from app.llm.providers.offline.localities import place_stop
from app.llm.providers.offline.names import is_person, name_stop
from app.llm.providers.offline.workers import WorkerSigns

_LONGEST_NAME = 9
_LONGEST_NUMBER = 8
_MOST = 100
_DASHES = frozenset({"-", "–", "—"})
_MARKS = _DASHES | {",", "'", "’"}
_OPENS = frozenset({",", ":", "\n", "", "-", "–", "—", "|", ";", ".", "!", "("})
_NO_NAME = ("request", "bill_verb", "to_verb", "invoice_noun", "greeting", "closing", "to_label", "from_label")
_TOLD = ("from_label", "thats_me", "issues_it")


class HeadingSigns(WorkerSigns):
    """What tells who bills by where the name stands: before a verb or noun of billing that the customer follows."""

    def _headed(self) -> None:
        """The first such heading; both names are taken."""
        page = self.page
        if not (self._is_open("from") and self._is_open("to")):
            return
        for position in page.places("heading_verb", "seller_verb", "bill_verb", "invoice_noun", "to_label", "to_weak")[
            :_MOST
        ]:
            start = self._name_to(position)
            if start is None or self._is_call(start, position) or place_stop(page, position) > position:
                continue  # "Ristorante Da Gino a Parma ha ordinato …"
            behind = self._behind_link(start, position)
            led = page.skip_to_name(behind, *self.words["determiners"], *self.words["articles"])
            if behind > position and self._is_customer(led) and led < page.sentence_end(position):
                stop = self._name_end(position)
                self.writer.party("from", start, stop=stop)
                page.take(start, stop)
                self._try("to", position, led, lower=False)
                return

    def _is_call(self, start: int, verb: int) -> bool:
        """ "Time to bill X!": one word before "to bill" is no name."""
        page = self.page
        return start == verb - 1 and page.cue(verb, "to_label") == 1 and page.cue(verb, "seller_verb") > 1

    def _name_to(self, position: int) -> int | None:
        """Where the name begins that opens a clause and ends before `position`, or before a comma there."""
        page, found = self.page, None
        end = self._name_end(position)
        for start in range(end - 1, max(-1, end - 1 - _LONGEST_NAME), -1):
            if not page.free(start) or page.tokens[start].kind == "line" or page.ends_sentence(start):
                break
            article = page.low(start - 1) in self.words["articles"] and page.free(start - 1)
            before = start - 1 - article
            opens = before < 0 or not page.free(before) or page.low(before) in _OPENS
            suffix = page.low(start) in self.words["suffixes"]
            if opens and not suffix and page.tokens[start].text[0].isupper() and name_stop(page, start) == end:
                found = start
        return None if found is None or page.cue(found, *_NO_NAME, "from_head", "from_plain") else found

    def _name_end(self, position: int) -> int:
        """Where the name before `position` ends: before a comma, and before the number of the invoice."""
        page, end = self.page, position
        numbered = page.facts.number is not None
        while numbered and end > 0 and position - end < _LONGEST_NUMBER and self._is_of_number(end - 1):
            end -= 1
        return end - (page.low(end - 1) in _MARKS and page.free(end - 1))

    def _is_of_number(self, at: int) -> bool:
        """A token of "invoice #12" or the dash behind it."""
        page = self.page
        return page.tokens[at].taken or (page.low(at) in _DASHES and at > 0 and page.tokens[at - 1].taken)

    def _behind_link(self, start: int, position: int) -> int:
        """Behind the words that lead from the seller at `start` to the customer; `position` where they do not."""
        page = self.page
        stop = self._name_end(position)
        comma = stop < position and page.low(position - 1) not in "'’"
        if not comma and (verb := page.cue(position, "heading_verb", "seller_verb")):
            return position + verb + page.cue(position + verb, "to_label")
        noun = page.cue(position, "bill_verb", "invoice_noun")
        numbered = not noun and stop < position - 1  # "…, invoice 12 for", of which the number was read.
        if (noun or numbered) and (is_known(page, start, stop) or (stop > start + 1 and not self._is_told)):
            if to := page.cue(position + noun, "to_label", "to_weak"):
                return position + noun + to
            ends_in_to = page.cue(position, "to_label") == noun > 1  # "facture à"
            return position + noun if ends_in_to or not comma else position
        return position if comma or noun else self._behind_to(start, position)

    @cached_property
    def _is_told(self) -> bool:
        """Whether something else says who bills."""
        return self.page.find_cue(0, len(self.page), *_TOLD) is not None

    def _behind_to(self, start: int, position: int) -> int:
        """ "A to B: …": a firm before "to" or "for" bills; any other name does where no one else is said to."""
        page = self.page
        plain = page.cue(position, "to_label", "to_weak")
        firm = is_known(page, start, position)
        if plain != 1 or page.cue(position, "party_role") or position < start + 2:
            return position
        weak = page.cue(position, "to_weak") > 0
        led = page.skip_to_name(position + 1, *self.words["determiners"], *self.words["articles"])
        stop = name_stop(page, led) if page.free(led) else led
        headed = stop > led and page.low(stop) == ":"
        if stop < len(page) and page.low(stop) not in _OPENS and page.tokens[stop].kind not in ("number", "money"):
            return position  # "Ristorante Da Gino a Parma ha ordinato …": where the firm is.
        if weak:
            return position + 1 if firm and headed and not is_person(page, start, position) else position
        named = page.low(position - 1) not in self.words["things"] and not self._is_told
        sure = firm or (named and headed and not page.lexicon.capital_nouns)
        return position + 1 if sure else position

    def _is_customer(self, start: int) -> bool:
        """A name that is more than one noun and no work: "invoice for Website Redesign" tells what was done."""
        page = self.page
        if not page.free(start) or not page.tokens[start].text[0].isupper() or page.cue(start, *_NO_NAME):
            return False
        stop = name_stop(page, start)
        work = any(page.low(at) in self.words["things"] for at in range(start, stop))
        return stop > start + page.lexicon.capital_nouns and (not work or is_known(page, start, stop))

    def _from_to(self, position: int) -> None:
        """ "Da X ao Y: …" as the head of a line: both sides at once."""
        page = self.page
        if not page.starts_line(position) or not self._is_open("from") or not self._is_open("to"):
            return
        start = page.skip_to_name(position + 1, *self.words["determiners"])
        stop = name_stop(page, start)
        to = page.cue(stop, "to_label", "to_weak")
        if (
            stop > start
            and to
            and name_stop(page, page.skip_to_name(stop + to, *self.words["determiners"])) > stop + to
        ):
            page.take(position, self.writer.party("from", start, stop=stop))
            self._try("to", stop, page.skip_to_name(stop + to, *self.words["determiners"]), lower=False)
