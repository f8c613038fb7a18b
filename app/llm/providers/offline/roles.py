"""A third party that pays for another, told by what it is: "her insurer X pays", "bill the landlord, that's X"."""

from app.llm.providers.offline.heads import is_head
from app.llm.providers.offline.introductions import IntroductionSigns
from app.llm.providers.offline.names import name_stop

_NAMED_WITHIN = 24
"""How far behind the role its name may be said."""
_MOST_ROLES = 60
_LONGEST_ROLE = 4
_ADVERBS = 4
_LONGEST_CLAUSE = 7
_OPENS = frozenset(",(")
_BILLED = ("bill_verb", "to_verb", "to_label", "invoice_noun")


class RoleSigns(IntroductionSigns):
    """The roles of one page, and who has them."""

    def _roles(self) -> None:
        """Take the name of a role that is told to be billed or is said to pay; whoever ordered then does not."""
        if not self._is_open("to"):
            return
        page, parties = self.page, self.words["parties"]
        places = [at for at, token in enumerate(page.tokens) if token.low in parties and page.free(at)][:_MOST_ROLES]
        billed = {page.low(at): at for at in reversed(places) if self._billed_from(at) is not None}
        for at in places:
            start = self._apposed_name(at)
            said = page.low(at) in billed and start != at  # "bill Clínica Sol" is for other signs to read.
            if start is not None and (said or self._settles(name_stop(page, start))):
                cue = self._billed_from(at)
                page.take(at if cue is None else cue, self.writer.party("to", start))
                return
        for at in (*billed.values(), *(at for at in places if self._settles(at + 1))):
            if (start := self._named_later(at)) is not None:
                page.take(start, self.writer.party("to", start))
                return

    def _drop_said_roles(self) -> None:
        """Take "the couple pays" and "Meridian is only the agent" when all parties are read: they name no item."""
        page = self.page
        for at in [at for at, token in enumerate(page.tokens) if token.low in self.words["parties"]][:_MOST_ROLES]:
            begin, end = page.clause(at)
            verb = next(
                (index for index in range(at + 1, min(end, at + 1 + _ADVERBS)) if page.cue(index, "settles")), None
            )
            said = verb is not None and page.free(at) and self._settles(at + 1)
            if verb is not None and said and page.low(at - 1) in self.words["articles"]:
                page.take(at - 1, min(end, verb + page.cue(verb, "settles")))
            is_role = at == end - 1 and any(page.low(index) in self.words["passives"] for index in range(begin, at))
            if is_role and end - begin <= _LONGEST_CLAUSE and page.low(begin) not in self.words["articles"]:
                page.take(begin, end)

    def _billed_from(self, role: int) -> int | None:
        """ "bill the letting company": the verb, small words, perhaps one more that tells the role, then the role."""
        page = self.page
        for at in range(role - 1, max(-1, role - 1 - _LONGEST_ROLE), -1):
            if not page.free(at) or page.tokens[at].kind != "word":
                return None
            if any(at + page.cue(at, cue) > at and at + page.cue(at, cue) <= role for cue in _BILLED):
                return None if self.words["negations"] & {page.low(at - 1), page.low(at - 2)} else at
            if page.tokens[at].text[0].isupper() and not page.lexicon.capital_nouns:
                return None
        return None

    def _settles(self, position: int) -> bool:
        """ ", who gets the bill", "is covering it": up to a few small words behind."""
        page = self.page
        for at in range(position, min(len(page), position + _ADVERBS)):
            if page.cue(at, "settles"):
                return page.low(at - 1) not in self.words["negations"] | self.words["object_pronouns"]
            if page.low(at) not in _OPENS | {")"} and (
                page.tokens[at].kind != "word" or page.tokens[at].text[0].isupper()
            ):
                return False
        return False

    def _apposed_name(self, role: int) -> int | None:
        """Right behind the role, or behind a comma or bracket: "her insurer X", "the landlord, X,".

        A capital or what a firm is ("Clínica Sol") belongs to the name.
        """
        page = self.page
        start = role + 1
        if is_head(page, role) or (page.tokens[role].text[0].isupper() and not page.lexicon.capital_nouns):
            return role if self._opens_name(role) and name_stop(page, role) > start else None
        if page.low(start) in _OPENS and page.free(start):
            start = page.skip_to_name(start + 1, *self.words["articles"])
        return start if self._opens_name(start) else None

    def _named_later(self, role: int) -> int | None:
        """ "…, that's X", "… pays, i.e. X": behind words that tell the name."""
        page = self.page
        for at in range(role + 1, min(len(page), role + _NAMED_WITHIN)):
            width = page.cue(at, "naming")
            if width and self._opens_name(at + width + (page.low(at + width) in (".", ":"))):
                return at + width + (page.low(at + width) in (".", ":"))
            if page.tokens[at].kind in ("money", "line"):
                return None
        return None

    def _opens_name(self, start: int) -> bool:
        page = self.page
        if not page.free(start) or page.tokens[start].kind != "word" or page.cue(start, *_BILLED, "request"):
            return False
        return page.tokens[start].text[0].isupper() and name_stop(page, start) > start
