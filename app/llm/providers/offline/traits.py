"""What tells whether a name is who pays: where it stands, what stands around it, and what it is."""

from itertools import pairwise

from app.llm.providers.offline.addresses import address_stop
from app.llm.providers.offline.candidates import Candidate, closes_clause, opens_clause
from app.llm.providers.offline.chunks import has_name
from app.llm.providers.offline.clauses import is_of_clause
from app.llm.providers.offline.endings import follows_price, opens_note
from app.llm.providers.offline.localities import place_stop
from app.llm.providers.offline.names import is_person
from app.llm.providers.offline.page import Page
from app.llm.providers.offline.senses import Part

_MOST_HEADINGS = 8
_ITEM_REACH = 12
_MOST_SMALL = 4
_PRICE_REACH = 30
_DASHES = ("-", "–", "—", "/", "|", "#", ".", "*")


class Traits:
    """The signs that names on one page can bear."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.words = page.lexicon.words
        self.opening = self._opening()
        self.nouns, self.billed = self._nouns()

    def _opening(self) -> int:
        """Where the words begin, behind "Hello Dave," and "INV 88 -"."""
        page, index = self.page, 0
        for _ in range(_MOST_HEADINGS):
            index = page.skip(index, "\n", *_DASHES)
            if index >= len(page):
                return 0
            if page.cue(index, "greeting"):
                index = page.clause(index)[1] + 1
            elif page.tokens[index].taken or page.tokens[index].kind in ("number", "code", "punct"):
                index += 1
            else:
                index += page.low(index) in self.words["determiners"] and page.cue(index + 1, "invoice_noun") > 0
                heading = page.cue(index, "invoice_noun")
                if not heading:
                    return index
                index += heading
        return index

    def _nouns(self) -> tuple[set[str], set[str]]:
        """What is spoken of with an article ("the foundation"), and what is said to be billed ("bill the insurer")."""
        page = self.page
        found: set[str] = set()
        billed: set[str] = set()
        for index in [at + 1 for at in page.word_places(self.words["articles"]) if at + 1 < len(page)]:
            if page.cue(index + 1, "payer_verb"):
                billed.add(page.low(index))  # "and the landlord pays"
            for at in (index, index + 1):
                if at < len(page) and page.tokens[at].kind == "word" and page.tokens[at].text.islower():
                    found.add(page.low(at))
                    if any(page.cue(index - back, "bill_verb", "to_verb", "to_label") for back in (2, 3)):
                        billed.add(page.low(at))
        return found, billed

    def is_known(self, name: Candidate) -> bool:
        return name.known

    def has_capitals(self, name: Candidate) -> bool:
        """Two words or more, side by side where every noun has one."""
        page, span = self.page, range(name.start, name.stop)
        capital = [page.tokens[at].text[0].isupper() or page.low(at) in self.words["titles"] for at in span]
        if not page.lexicon.capital_nouns:
            return not name.small and sum(capital) > 1
        return any(one and other for one, other in pairwise(capital))

    def is_single(self, name: Candidate) -> bool:
        return name.stop == name.start + 1

    def is_noun(self, name: Candidate) -> bool:
        """ "Reinigung im Januar" """
        return self.page.lexicon.capital_nouns and not name.known and not self.has_capitals(name)

    def opens_words(self, name: Candidate) -> bool:
        return name.start == self.opening or self.page.skip(self.opening, *self.words["articles"]) == name.start

    def opens_clause(self, name: Candidate) -> bool:
        return opens_clause(self.page, name.start)

    def fills_clause(self, name: Candidate) -> bool:
        return opens_clause(self.page, name.start) and closes_clause(self.page, name.stop)

    def heads_list(self, name: Candidate) -> bool:
        """ "Kita Sonnenblume: …", or a line of its own."""
        mark = self.page.low(name.stop)
        return mark == ":" or (mark == "\n" and self.page.starts_line(name.start))

    def is_addressed(self, name: Candidate) -> bool:
        start = self.page.skip(name.stop, ",", "(", "\n")
        return start > name.stop and address_stop(self.page, start) > start + 1

    def is_led(self, name: Candidate) -> bool:
        """Behind "for", "to", "at"."""
        start = name.start
        small = self.words["articles"] | self.words["determiners"]
        while name.start - start < _MOST_SMALL and start and self.page.low(start - 1) in small:
            start -= 1
        return self.page.cue(start - 1, "to_weak", "to_label", "at_place", "served") > 0

    def is_sent_from(self, name: Candidate) -> bool:
        return self.page.cue(name.start - 1, "from_label", "from_plain") > 0 and not self.writes(name)

    def writes(self, name: Candidate) -> bool:
        """ "an order from X", "the mail from X"."""
        page = self.page
        before = {page.low(index) for index in range(max(0, name.start - 3), name.start - 1)}
        if page.low(name.start - 1) in self.words["of"]:
            return page.low(name.start - 2) in self.words["letters_of"]  # "order of X"
        return page.cue(name.start - 1, "from_plain") > 0 and not before.isdisjoint(self.words["letters_of"])

    def is_in_role(self, name: Candidate) -> bool:
        """ "the owner Cormac Daly", "the management company is Sterling Blocks"."""
        said = name.start - 1 - (self.page.low(name.start - 1) in self.words["links"])
        return self.page.low(said) in self.words["parties"]

    def owns(self, name: Candidate) -> bool:
        """ "Marigold Primary's trip"."""
        after = self.page.tokens[name.stop] if self.page.free(name.stop) else None
        owner = self.page.low(name.stop - 1).endswith("'s") and self.has_capitals(name)
        return owner and after is not None and after.kind == "word" and after.text[0].islower()

    def acts(self, name: Candidate) -> bool:
        """A verb follows, perhaps behind a place or an adverb: "X has", "X in Leeds used", "X also settle"."""
        page = self.page
        at = place_stop(page, name.stop)
        at = page.skip(at, *self.words["clause_adverbs"]) if at == name.stop or page.free(at) else at
        does = page.low(at) in self.words["doings"] and not name.small and not page.low(at - 1).endswith("'s")
        verb = does or page.low(at) in self.words["deeds"]
        return verb or page.cue(at, "payer_verb") > 0

    def is_referred_to(self, name: Candidate) -> bool:
        """ "the foundation", behind "the Castellan Foundation"."""
        lows = [self.page.low(index) for index in range(name.start, name.stop)]
        return any(low in self.nouns or low.removesuffix("s") in self.nouns for low in lows)

    def is_counted(self, name: Candidate) -> bool:
        """ "2 Logitech keyboards"."""
        before = self.page.tokens[name.start - 1] if name.start and not self.ends_note(name) else None
        return before is not None and before.kind == "number" and not before.taken

    def is_priced(self, name: Candidate) -> bool:
        """A price behind it that has no other name is the price of this."""
        page, stop = self.page, name.stop
        if page.low(stop) == ":" or (stop < len(page) and is_of_clause(page, stop)):
            return False
        end = page.clause(stop)[1] if stop < len(page) else stop
        if stop == end and end + 1 < len(page):
            stop, end = end + 1, page.clause(end + 1)[1]
        end = min(end, stop + _PRICE_REACH)
        priced = any(page.free(at) and page.tokens[at].kind in ("money", "number") for at in range(stop, end))
        return priced and not has_name(page, Part(stop, end, "")) and not self._names_item_before(name)

    def _names_item_before(self, name: Candidate) -> bool:
        """ "Wedding film for Tamsin Holroyd, £1,950"."""
        page, begin = self.page, name.start
        while begin > max(0, name.start - _ITEM_REACH) and page.tokens[begin - 1].kind not in ("money", "line"):
            begin -= 1
            if page.ends_sentence(begin):
                begin += 1
                break
        return begin < name.start and has_name(page, Part(begin, name.start, ""))

    def tells_which(self, name: Candidate) -> bool:
        """In "the Brandt wedding", "a Bosch drill" the capitals only tell which."""
        page = self.page
        after = page.tokens[name.stop] if page.free(name.stop) else None
        led = page.low(name.start - 1) in self.words["articles"]
        return bool(led and after and after.kind == "word" and not after.cues and after.low not in self.words["vague"])

    def runs_on(self, name: Candidate) -> bool:
        """ "Christmas Market stall fee", "acme logo design": more words of the same thing."""
        page = self.page
        after = page.tokens[name.stop] if page.free(name.stop) else None
        if name.known or after is None or after.kind != "word" or after.cues or self.acts(name):
            return False
        return after.low not in self.words["vague"] | self.words["deeds"] | self.words["of"] | self.words["joiners"]

    def names_work(self, name: Candidate) -> bool:
        """ "winter gritting contract": what is billed, not who pays."""
        return not name.known and self.page.low(name.stop - 1) in self.words["things"]

    def ends_words(self, name: Candidate) -> bool:
        """ "…, delivery 120 - dunmore paving"."""
        return self.page.skip(name.stop, "\n", ".", *self.words["vague"]) >= len(self.page)

    def is_on_account(self, name: Candidate) -> bool:
        """ "Moorgate Gallery's account"."""
        stop = name.stop
        return self.page.low(stop - 1).endswith("'s") and self.page.cue(stop, "invoice_noun", "account_label") > 0

    def is_billed_by_role(self, name: Candidate) -> bool:
        """ "her insurer Castlegate Mutual … so bill the insurer", "bill the company, that's Hartwell Ltd"."""
        page = self.page
        lows = {page.low(index) for index in range(max(0, name.start - 2), name.stop)}
        named = page.cue(name.start - 1, "names_it") == 1 or page.cue(name.start - 2, "names_it") == 2
        return not lows.isdisjoint(self.billed) or named

    def is_place(self, name: Candidate) -> bool:
        return self.page.low(name.start - 1) in self.words["place_leads"] and not self.writes(name)

    def ends_note(self, name: Candidate) -> bool:
        """ "haircut 25 tom", "zara 3 cakes 25 each" """
        return name.small and (follows_price(self.page, name.start) or opens_note(self.page, name.start))

    def is_human(self, name: Candidate) -> bool:
        return is_person(self.page, name.start, name.stop)

    def is_shouted(self, name: Candidate) -> bool:
        """ "SEO", "X-ray"."""
        first = self.page.tokens[name.start]
        return first.kind == "code" or (first.text.isupper() and name.stop == name.start + 1) or "-" in first.text[:2]
