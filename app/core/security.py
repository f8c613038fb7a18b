"""Secrets in memory: values that must never be printed, logged, stored or pickled."""

from typing import NoReturn


class Secret:
    """A text that shows itself only through `reveal()`. Its repr is a mask, and it refuses to be pickled."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        return self._value

    def __bool__(self) -> bool:
        return bool(self._value)

    def __repr__(self) -> str:
        return "Secret(***)"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is never serialised")
