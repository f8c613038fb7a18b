"""Where the words and the cues of a text stand: an index, so that no reader walks over all tokens."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping

from app.llm.providers.offline.tokens import Token


class Places:
    """Finds the tokens of one text by their words and cues."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self._word_places: dict[frozenset[str], list[int]] = {}
        self._places: dict[str, list[int]] = {}

    def _mark_places(self) -> None:
        """Tokens of one word share their cues, so that each set of them is looked at once."""
        self._word_places = {}
        alike: dict[int, tuple[Mapping[str, int], list[int]]] = {}
        for position, token in enumerate(self.tokens):
            if token.cues:
                alike.setdefault(id(token.cues), (token.cues, []))[1].append(position)
        places: defaultdict[str, list[int]] = defaultdict(list)
        mixed: set[str] = set()
        for cues, found in alike.values():
            for name in cues:
                if name in places:
                    mixed.add(name)
                places[name] += found
        for name in mixed:
            places[name].sort()
        self._places = dict(places)

    def places(self, *names: str) -> list[int]:
        """All indices where one of these cues stands, in order, of tokens that are free now."""
        found = {position for name in names for position in self._places.get(name, ())}
        return [position for position in sorted(found) if not self.tokens[position].taken]

    def cue(self, position: int, *names: str) -> int:
        """How many tokens the longest of these cues covers here; 0 when none does."""
        if position < 0:
            return 0
        try:
            token = self.tokens[position]
        except IndexError:
            return 0
        cues = token.cues
        if not cues or token.taken:
            return 0
        longest = 0
        for name in names:  # The most called of all: a loop takes half the time of max().
            if name in cues and cues[name] > longest:
                longest = cues[name]
        return longest

    def find_cue(self, start: int, stop: int, *names: str) -> int | None:
        """The first index in [start, stop) where one of these cues stands."""
        first: int | None = None
        for name in names:
            places = self._places.get(name)
            if places is None:
                continue
            for index in range(bisect_left(places, start), len(places)):
                if places[index] >= stop or (first is not None and places[index] >= first):
                    break
                if not self.tokens[places[index]].taken:
                    first = places[index]
                    break
        return first

    def cues_in(self, start: int, stop: int, name: str) -> list[int]:
        """All indices in [start, stop) where this cue stands, of tokens that are free now."""
        places = self._places.get(name, [])
        found = places[bisect_left(places, start) : bisect_left(places, stop)] if places else places
        return [position for position in found if not self.tokens[position].taken]

    def word_places(self, words: frozenset[str]) -> list[int]:
        """All indices where one of these words stands, in order. `words` is a set that lasts, such as the lexicon's."""
        places = self._word_places.get(words)
        if places is None:
            places = [index for index, token in enumerate(self.tokens) if token.low in words]
            self._word_places[words] = places
        return places

    def find_word(self, start: int, stop: int, words: frozenset[str]) -> int | None:
        """The first index in [start, stop) where one of these words stands."""
        places = self.word_places(words)
        at = bisect_left(places, start)
        return places[at] if at < len(places) and places[at] < stop else None

    def words_in(self, start: int, stop: int, words: frozenset[str]) -> list[int]:
        """All indices in [start, stop) where one of these words stands."""
        places = self.word_places(words)
        return places[bisect_left(places, start) : bisect_left(places, stop)] if places else places
