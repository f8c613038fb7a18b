"""Sets of words that readers join and ask for at every token: each union and difference is made once."""

from collections.abc import Set
from typing import Any


class WordSet(frozenset[str]):
    """A frozenset whose `|` and `-` with another lasting set remember their result."""

    _unions: dict[Set[Any], "WordSet"]
    _rests: dict[Set[Any], "WordSet"]

    def __or__(self, other: Set[Any]) -> "WordSet":
        try:  # Asked at every token: the quickest way is to have it.
            return self._unions[other]
        except (AttributeError, KeyError, TypeError):
            return self._remembered("_unions", other, WordSet(super().__or__(other)))

    def __sub__(self, other: Set[Any]) -> "WordSet":
        try:
            return self._rests[other]
        except (AttributeError, KeyError, TypeError):
            return self._remembered("_rests", other, WordSet(super().__sub__(other)))

    def _remembered(self, place: str, other: Set[Any], made: "WordSet") -> "WordSet":
        """A set that is made on the way is not worth a memory."""
        if isinstance(other, frozenset):
            self.__dict__.setdefault(place, {})[other] = made
        return made
