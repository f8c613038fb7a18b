"""Named things that are added in one place: providers, templates, events."""

from collections.abc import Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class Registry(Generic[T]):
    """Names to things, in the order of their adding. A duplicate name is a programmer's error and fails at import."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._things: dict[str, T] = {}

    def add(self, name: str, thing: T) -> T:
        """Put `thing` under `name`; ValueError when the name is taken."""
        if name in self._things:
            raise ValueError(f"a {self.kind} named {name!r} is registered already")
        self._things[name] = thing
        return thing

    def find(self, name: str) -> T | None:
        return self._things.get(name)

    def __getitem__(self, name: str) -> T:
        return self._things[name]

    def __contains__(self, name: object) -> bool:
        return name in self._things

    def __iter__(self) -> Iterator[str]:
        return iter(self._things)

    def __len__(self) -> int:
        return len(self._things)
