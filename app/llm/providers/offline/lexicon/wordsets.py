"""Sets of words that readers join and ask for at every token: each union and difference is made once."""

from collections.abc import Callable, Hashable, Set
from typing import Any


class WordSet(frozenset[str]):
    """A frozenset whose `|` and `-` with another lasting set remember their result."""

    _made: dict[tuple[str, Hashable], "WordSet"]

    def __or__(self, other: Set[Any]) -> "WordSet":
        return self._remembered("|", other, super().__or__)

    def __sub__(self, other: Set[Any]) -> "WordSet":
        return self._remembered("-", other, super().__sub__)

    def _remembered(self, sign: str, other: Set[Any], make: Callable[[Set[Any]], frozenset[Any]]) -> "WordSet":
        if not isinstance(other, frozenset):
            return WordSet(make(other))  # A set made on the way; only those that last are worth a memory.
        try:
            made = self._made
        except AttributeError:
            made = self._made = {}
        key = (sign, other)
        if key not in made:
            made[key] = WordSet(make(other))
        return made[key]
