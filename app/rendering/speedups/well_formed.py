"""HTML that is well-formed XML, as all templates write it, is read by expat, in a fifth of the time of html5lib.

Anything else is read by html5lib as ever: broken markup, named entities but XML's five, a DTD. What html5lib adds to a
page is added here too: a <tbody> around the bare rows of a table.
"""

from types import SimpleNamespace
from typing import Any
from xml.dom import Node, expatbuilder
from xml.parsers.expat import ExpatError

import html5lib

from app.rendering.speedups import Patch

_DOCTYPE = b"<!DOCTYPE html>"
# Where html5lib would build another tree than is written: <p> ends at a block, and a table takes only its own parts.
_BLOCKS = frozenset("p div table ul ol dl h1 h2 h3 h4 h5 h6 hr pre form address blockquote center fieldset".split())
_PARTS = {
    "table": frozenset("thead tbody tfoot tr caption colgroup".split()),
    "thead": frozenset(("tr",)),
    "tbody": frozenset(("tr",)),
    "tfoot": frozenset(("tr",)),
    "tr": frozenset(("td", "th")),
}
_ONLY_IN = {
    "tr": ("table", "thead", "tbody", "tfoot"),
    "td": ("tr",),
    "th": ("tr",),
    "tbody": ("table",),
    "thead": ("table",),
    "tfoot": ("table",),
}
_PLAIN = frozenset(
    "html head meta title style body p div span b strong i em small br img table thead tbody tfoot tr td th "
    "h1 h2 h3 ul ol li pdf:pagenumber pdf:pagecount".split()
)


class NotPlain(Exception):
    """html5lib would make another tree of it."""


class Reader:
    """In the place of `html5lib.HTMLParser`."""

    def __init__(self, tree: Any) -> None:
        self.tree = tree

    def parse(self, source: Any, **options: Any) -> Any:
        try:
            return read(source.getvalue())
        except (AttributeError, ExpatError, NotPlain, UnicodeError):
            source.seek(0)
            return html5lib.HTMLParser(tree=self.tree).parse(source, **options)


def read(html: bytes) -> Any:
    """The document of a page that is plain: a whole <html> of known elements in their places. NotPlain otherwise."""
    text = html.lstrip()
    if not text.startswith(_DOCTYPE) or b"<!" in text[len(_DOCTYPE) :] or b"<?" in text:
        raise NotPlain()
    # Without a DTD it knows no entities to blow up and no address to fetch.
    document: Any = expatbuilder.parseString(text[len(_DOCTYPE) :], namespaces=False)  # noqa: S316
    root = document.documentElement
    if root.tagName != "html" or [child.tagName for child in _elements(root)] != ["head", "body"]:
        document.unlink()
        raise NotPlain()
    pending = [root]
    while pending:
        node = pending.pop()
        children = _elements(node)
        _check(node, children)
        pending += children
        if node.tagName == "table":
            _wrap_rows(node)
    return document


def _elements(node: Any) -> list[Any]:
    return [child for child in node.childNodes if child.nodeType == Node.ELEMENT_NODE]


def _check(node: Any, children: list[Any]) -> None:
    name = node.tagName
    if name not in _PLAIN or (name in _ONLY_IN and node.parentNode.tagName not in _ONLY_IN[name]):
        raise NotPlain()
    allowed = _PARTS.get(name)
    if allowed is not None:
        has_text = any(child.nodeType == Node.TEXT_NODE and child.data.strip() for child in node.childNodes)
        if has_text or any(child.tagName not in allowed for child in children):
            raise NotPlain()
    if name == "p":
        _check_inline(children)


def _check_inline(children: list[Any]) -> None:
    for child in children:
        if child.tagName in _BLOCKS:
            raise NotPlain()
        _check_inline(_elements(child))


def _wrap_rows(table: Any) -> None:
    """A run of bare rows, with the blanks between them, goes into a <tbody>."""
    body = None
    for child in list(table.childNodes):
        is_row = child.nodeType == Node.ELEMENT_NODE and child.tagName == "tr"
        if is_row and body is None:
            body = table.ownerDocument.createElement("tbody")
            table.insertBefore(body, child)
        if child.nodeType == Node.ELEMENT_NODE and not is_row:
            body = None
        elif body is not None:
            body.appendChild(child)


def _reading(original: Any) -> Any:
    return SimpleNamespace(HTMLParser=Reader)


NEEDS = [("xhtml2pdf.parser", "html5lib.HTMLParser"), ("xhtml2pdf.files", "pisaTempFile.getvalue")]
PATCHES = [Patch("xhtml2pdf.parser", "html5lib", _reading)]
