"""What marshmallow complains of, in a shape for people and programs."""

from collections.abc import Iterator
from typing import Any

Problems = dict[str, list[str]]
"""Dotted paths such as "items.0.quantity" to what is wrong there."""


def flatten(messages: Any) -> Problems:
    """Marshmallow's nested messages by dotted path; a complaint about a whole object stands under the object's path."""
    problems: Problems = {}
    for path, texts in _walk(messages, ""):
        problems.setdefault(path, []).extend(texts)
    return problems


def _walk(messages: Any, path: str) -> Iterator[tuple[str, list[str]]]:
    if isinstance(messages, dict):
        for key, inner in messages.items():
            step = path if key == "_schema" else f"{path}.{key}" if path else str(key)
            yield from _walk(inner, step)
    else:
        yield path, [str(text) for text in (messages if isinstance(messages, list) else [messages])]
