"""What all readers share: the tokens, where sentences end, what is taken, and the facts found so far."""

from collections.abc import Sequence
from typing import Literal

from app.llm.providers.offline.facts import Facts
from app.llm.providers.offline.lexicon import Lexicon
from app.llm.providers.offline.places import Places
from app.llm.providers.offline.tokens import Token, words_of

_MOST_SKIPPED = 6
_SHORTEST_STREET = 5
_CLAUSE_MARKS = frozenset(",()")
_MARKS = _CLAUSE_MARKS | frozenset(".!?;")


class Page(Places):
    """The tokens of one text with the means to look at them and to take them."""

    def __init__(self, tokens: list[Token], lexicon: Lexicon) -> None:
        super().__init__(tokens)
        self.lexicon = lexicon
        self.facts = Facts()
        self.left_out: list[tuple[tuple[str, ...], int]] = []
        """The words of each thing that is not to be billed after all, and where the sentence that says so begins."""
        self.payer: tuple[int, int] | None = None
        """Where the name stands of who is said to have paid a part."""
        self.layout: Literal["one", "each"] | None = None
        """Whether all hours shall stand on one line or each entry on its own, where that is said."""
        self.by_customer: bool | None = None  # Whether who pays wrote the words; None until somebody asks.
        self.mark_sentences()

    def __len__(self) -> int:
        return len(self.tokens)

    def mark_sentences(self) -> None:
        """Find again where lines, sentences and clauses end; needed whenever the tokens were folded."""
        self._mark_ends()
        self._mark_places()

    def _mark_ends(self) -> None:
        """A clause runs from one comma or bracket of its sentence to the next."""
        lines: list[int] = []
        sentences: list[int] = []
        clauses: list[int] = []
        for position, token in enumerate(self.tokens):
            if token.kind == "line":
                lines.append(position)
            elif token.kind != "punct" or token.low not in _MARKS:
                continue
            elif token.low not in _CLAUSE_MARKS:
                if not self._ends_sentence(position):
                    continue
                sentences.append(position)
            clauses.append(position)
        size = len(self.tokens)
        self._line_ends, self._line_starts = _stretches(lines, size)
        self._sentence_ends, _ = _stretches(sorted(lines + sentences), size)
        self._clause_ends, self._clause_starts = _stretches(clauses, size)

    def clause(self, position: int) -> tuple[int, int]:
        """The part of the sentence between commas or brackets that holds `position`."""
        return self._clause_starts[position], self._clause_ends[position]

    def _ends_sentence(self, position: int) -> bool:
        token = self.tokens[position]
        after = self.tokens[position + 1] if position + 1 < len(self.tokens) else None
        before = self.tokens[position - 1] if position and not token.gap else None
        if after is not None and not after.gap:
            return after.kind in ("line", "punct") and token.text != ";" and not _goes_on(before, after)
        if token.text != "." or before is None:
            return True
        # An initial ("sold to Ada B. last week") or an abbreviation goes on; at the end of a line nothing does.
        street = before.low.endswith("str") and len(before.low) > _SHORTEST_STREET  # "Gartenstr. 9"
        ordinal = position > 1 and before.gap == 0 and self.tokens[position - 2].kind == "number"  # "due on the 3rd. …"
        short = (before.low in self.lexicon.words["abbreviations"] and not ordinal) or (
            before.kind == "word" and len(before.text) == 1
        )
        goes_on = (
            before.kind == "word" and "." in before.low and after is not None and after.text[0].islower()
        )  # "Alfa d.o.o. for …"
        rated = position > 2 and self.tokens[position - 3].kind in ("number", "money")
        rated = rated and self.low(position - 2) in self.lexicon.words["rate_marks"] | {"/"}
        rated = rated and after is not None and self._begins(after)  # "£40/h. Design 12 h"
        return rated or not (street or short or goes_on)

    def _begins(self, token: Token) -> bool:
        """Whether a word can open a sentence, in hasty typing too; "£40/h. plus fuel" goes on."""
        small = token.cues or token.low in self.lexicon.words["vague"]
        return token.text[0].isupper() or (token.kind == "word" and not small)

    def ends_sentence(self, position: int) -> bool:
        """Whether the mark or line end at `position` closes a sentence."""
        return self._sentence_ends[position] == position

    def sentence_end(self, position: int) -> int:
        """Index of the mark or line end that closes the sentence at `position`."""
        return self._sentence_ends[position]

    def sentence_start(self, position: int, reach: int) -> int:
        """Where the sentence of `position` begins, or as far back as `reach`."""
        first = max(0, position - reach)
        return next((index + 1 for index in range(position - 1, first - 1, -1) if self.ends_sentence(index)), first)

    def line_end(self, position: int) -> int:
        return self._line_ends[position]

    def line_start(self, position: int) -> int:
        return self._line_starts[position]

    def starts_line(self, position: int) -> bool:
        return position == 0 or self.tokens[position - 1].kind == "line"

    def low(self, position: int) -> str:
        if position < 0:
            return ""
        try:  # Far cheaper than to ask for the length each time.
            return self.tokens[position].low
        except IndexError:
            return ""

    def free(self, position: int) -> bool:
        return 0 <= position < len(self.tokens) and not self.tokens[position].taken

    def glued_stop(self, position: int) -> int:
        """The index behind the tokens from `position` on that no blank sets apart."""
        stop = position + 1
        while (
            stop < len(self.tokens) and self.tokens[stop].gap == 0 and self.tokens[stop].kind not in ("line", "punct")
        ):
            stop += 1
        if stop + 1 < len(self.tokens) and self.tokens[stop].text in ("-", "_", ".") and self.tokens[stop].gap == 0:
            joined = self.tokens[stop + 1].gap == 0 and self.tokens[stop + 1].kind in ("word", "number", "code")
            stop = stop + 2 if joined else stop
        return stop

    def skip(self, position: int, *lows: str) -> int:
        """The first index from `position` on that is none of these; a few are skipped, a flood of them is not."""
        stop = min(len(self.tokens), position + _MOST_SKIPPED)
        while position < stop and self.tokens[position].low in lows:
            position += 1
        return position

    def skip_to_name(self, position: int, *lows: str) -> int:
        """`skip`, but what opens a name stays: "para Los Arcos", "voor De Molen", "a Nuova Ceramica"."""
        start = position
        while position < self.skip(start, *lows):
            article = self.low(position) in self.lexicon.words["articles"]
            if self.opens_name(position) and (
                article or not (self.lexicon.capital_nouns or self.tokens[position].cues)
            ):
                break
            position += 1
        return position

    def opens_name(self, position: int) -> bool:
        """Whether a capitalised article stands before a further capital."""
        if position + 1 >= len(self.tokens):
            return False
        first, second = self.tokens[position], self.tokens[position + 1]
        words = first.kind == second.kind == "word"
        return words and first.text[0].isupper() and second.text[0].isupper()

    def skip_links(self, position: int, *marks: str) -> int:
        """`skip` these marks and the small words between a label and its value: "is", "the", "no"."""
        return self.skip(position, *marks, *self.lexicon.words["links"])

    def take(self, start: int, stop: int) -> None:
        for token in self.tokens[start:stop]:
            token.taken = True

    def set_amount(self, old: int, new: int) -> None:
        """Give an older amount the value of the one that replaces it."""
        older, newer = self.tokens[old], self.tokens[new]
        older.number, older.text, older.currency = newer.number, newer.text, newer.currency

    def words(self, start: int, stop: int) -> str:
        return words_of(self.tokens, start, stop)


def _stretches(marks: Sequence[int], size: int) -> tuple[list[int], list[int]]:
    """For each index the next of `marks`, or `size`, and where the stretch begins that this mark ends."""
    ends: list[int] = []
    starts: list[int] = []
    begin = 0
    for mark in (*marks, size):
        width = mark + 1 - begin
        ends += [mark] * width
        starts += [begin] * width
        begin = mark + 1
    return ends[:size], starts[:size]


def _goes_on(before: Token | None, after: Token) -> bool:
    """ "Pike & Co., …": a comma goes on with the sentence, whatever stands before it."""
    return before is not None and before.kind == "word" and after.text == ","
