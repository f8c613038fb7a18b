"""Who pays, told by whom the money is to come from: "$240 from X", "ask X for 60", "put X on the books for £90"."""

from app.llm.providers.offline.names import name_stop
from app.llm.providers.offline.payers import PayerSigns

_NAMED_BEHIND = 24
"""How far behind the amount another customer may be named."""
_MOST_SMALL = 3
_SUM_REACH = 4
_SUMS = ("money", "number")
_ENDS_SUM = frozenset({",", ".", ":", ";", "(", "\n", "–", "-"})


class DebtorSigns(PayerSigns):
    """The signs of one page that the money comes from somebody."""

    def _asked(self, position: int) -> None:
        """ "ask X for 60", "ping X with a bill", "put X down for £90": a verb, the name, and what is asked."""
        page = self.page
        verb = page.cue(position, "ask_verb")
        if not verb or not self._is_open("to"):
            return
        start = page.skip_to_name(position + verb, *self.words["determiners"])
        stop = self._asked_stop(start)
        if stop is None:
            return
        asked, link = page.cue(stop, "asked_with"), page.cue(stop, "to_weak")
        behind = stop + max(asked, link)
        if asked or (link and self._sum_at(behind)):
            self.writer.party("to", start, stop=stop)
            page.take(position, stop + asked)
            self._price(behind)

    def _asked_stop(self, start: int) -> int | None:
        """Behind capitals; where nothing is capitalised, before the words for what is asked."""
        page = self.page
        if not page.free(start) or page.tokens[start].kind not in ("word", "code"):
            return None
        if page.tokens[start].text[0].isupper() or page.low(start) in self.words["titles"]:
            stop = name_stop(page, start)
            return stop if stop > start else None
        small = self.words["pronouns"] | self.words["object_pronouns"] | self.words["articles"] | self.words["vague"]
        if self._cased:
            return None
        for index in range(start, min(len(page), start + _MOST_SMALL + 1)):
            if index > start and page.cue(index, "asked_with", "to_weak"):
                return index
            if not page.free(index) or page.tokens[index].kind != "word" or page.low(index) in small:
                return None
        return None

    def _sum_at(self, start: int) -> bool:
        """ "60", "the sum of 60", "about £60"."""
        page = self.page
        for index in range(start, min(page.sentence_end(start) if start < len(page) else start, start + _SUM_REACH)):
            if page.tokens[index].kind in _SUMS:
                return True
            if page.low(index) not in self.words["articles"] | self.words["of"] | self.words["sums"]:
                return False
        return False

    def _price(self, start: int) -> None:
        """The 60 of "ask X for 60" is money, whatever the currency; that of "with a bill for 60 chairs" is not."""
        page = self.page
        token = page.tokens[start] if page.free(start) else None
        if token is None or token.kind != "number" or token.unit:
            return
        if start + 1 == len(page) or page.low(start + 1) in _ENDS_SUM or page.cue(start + 1, "to_weak"):
            token.kind = "money"
            self.led = True

    def _owing(self, position: int) -> None:
        """ "$240 from X, please": right behind an amount the money comes from who pays, unless another is billed."""
        page = self.page
        width = page.cue(position, "from_plain")
        if not width or not self._is_open("to") or not page.free(position - 1):
            return
        if page.tokens[position - 1].kind != "money":
            return
        start = page.skip_to_name(position + width, *self.words["determiners"])
        stop = name_stop(page, start) if page.free(start) else start
        if stop == start or self._names_other(position) or page.cue(stop, "to_label"):
            return
        self._try("to", position, start, lower=False)

    def _people_of(self, position: int) -> None:
        """ "a course for 11 people from X": who sent them pays, as nobody sells people."""
        page = self.page
        noun = position - 1
        start = page.skip_to_name(position + page.cue(position, "from_plain"), *self.words["articles"])
        if not self._is_open("to") or not page.free(noun) or page.tokens[noun].kind != "word" or not page.free(start):
            return
        stop = name_stop(page, start) if page.tokens[start].text[0].isupper() else start
        people = page.low(noun) in self.words["attendees"] or page.lexicon.units.get(page.low(noun)) == "person"
        if stop == start or not people or self._names_other(position):
            return
        page.take(position, self.writer.party("to", start, stop=stop))

    def _is_hasty(self, position: int, start: int) -> bool:
        """ "bill pelican press £300 for …" as the first words: typed small, though a capital may stand further on."""
        page = self.page
        if position or start != 1 or not page.tokens[0].text[0].islower() or self._names_other(0):
            return False
        small = (self.words[name] for name in ("pronouns", "object_pronouns", "articles", "vague", "things", "sums"))
        dull = frozenset().union(*small)
        stop = start
        while page.free(stop) and page.tokens[stop].kind == "word" and page.low(stop) not in dull:
            stop += 1
            if stop > start + _MOST_SMALL:
                return False
        return stop > start + 1 and stop < len(page) and page.tokens[stop].kind == "money"

    def _names_other(self, position: int) -> bool:
        """Whether "to" or "for" leads to another name: then X of "£40 from X" is who sells."""
        page = self.page
        for at in range(max(0, position - _NAMED_BEHIND), min(len(page), position + _NAMED_BEHIND)):
            width = page.cue(at, "to_label", "to_weak")
            start = page.skip_to_name(at + width, *self.words["determiners"]) if width else at
            named = start > at and page.free(start) and page.tokens[start].text[0].isupper()
            if named and not page.lexicon.capital_nouns and name_stop(page, start) > start:
                return True
        return False
