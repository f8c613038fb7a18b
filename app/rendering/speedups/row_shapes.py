"""What of a table row decides its look, and its texts, which do not."""

from collections.abc import Iterator
from typing import Any
from xml.dom import Node

_INLINE = frozenset("span b strong i em small br".split())
_CELLS = frozenset(("td", "th"))
# Width is the column's, the others the engine keeps a record of.
_PLAIN_ATTRIBUTES = frozenset("class style align valign width".split())

Shape = tuple[Any, ...]


def shape_of(node: Any) -> Shape | None:
    """All of a row that decides its look, its texts aside; None when it holds more than text."""
    cells = cells_of(node)
    shapes = [_element_shape(cell, _INLINE) for cell in cells]
    has_loose_text = any(child.nodeType == Node.TEXT_NODE and child.data.strip() for child in node.childNodes)
    attributes = _attributes(node)
    if has_loose_text or attributes is None or None in shapes or not all(cell.tagName in _CELLS for cell in cells):
        return None
    return (attributes, *shapes)


def _element_shape(node: Any, allowed: frozenset[str]) -> Shape | None:
    attributes = _attributes(node)
    if attributes is None:
        return None
    parts: list[Any] = []
    for child in node.childNodes:
        if child.nodeType == Node.TEXT_NODE:
            parts.append(bool(child.data.strip()))
        elif child.nodeType == Node.ELEMENT_NODE and child.tagName in allowed:
            parts.append(_element_shape(child, allowed))
        else:
            return None
    return None if None in parts else (node.tagName, attributes, *parts)


def _attributes(node: Any) -> Shape | None:
    if not node.attributes:
        return ()
    pairs = sorted((name, value) for name, value in node.attributes.items())
    return tuple(pairs) if all(name in _PLAIN_ATTRIBUTES for name, _ in pairs) else None


def texts_of(node: Any) -> Iterator[str]:
    """What is handed to `addFrag`, in order: each text, and "" for each <br>."""
    for child in node.childNodes:
        if child.nodeType == Node.TEXT_NODE:
            yield child.data
        elif child.tagName == "br":
            yield ""
        else:
            yield from texts_of(child)


def cells_of(node: Any) -> list[Any]:
    return [child for child in node.childNodes if child.nodeType == Node.ELEMENT_NODE]
