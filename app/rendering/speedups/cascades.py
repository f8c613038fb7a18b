"""What the style sheets say to an element is looked up once in a process, not once in every document.

Two elements are told the same when they look the same to every selector: name, class, id, the attributes that some
selector asks for, the truth of every selector that asks where an element stands or what it holds, and all that of their
parents, up to the root. Documents whose sheets are the same share the answers; what a sheet says in custom properties
alone, as a palette does, is filled in later and may differ.
"""

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.dom import Node

from xhtml2pdf.properties import PROPERTY_NAMES
from xhtml2pdf.w3c.cssDOMElementInterface import CSSDOMElementInterface

from app.rendering.speedups import Patch

_MOST_KEPT = 16
_MOST_PATHS = 5000


@dataclass(slots=True)
class Known:
    """What is known of documents that have the same style sheets."""

    attributes: tuple[str, ...]
    """Those that a selector asks for."""
    places: dict[str, list[Any]]
    """The selectors that ask for more than names and attributes, by the name of the element that they are about."""
    paths: dict[tuple[Any, ...], int] = field(default_factory=dict)
    styles: dict[int, dict[str, Any]] = field(default_factory=dict)

    def path_of(self, node: Any) -> int:
        """The same number for elements that look the same to every selector."""
        name = node.tagName
        noted: tuple[Known, str, int] | None = getattr(node, "noted_path", None)
        # The engine changes some elements' names while it goes along.
        if noted is not None and noted[0] is self and noted[1] == name:
            return noted[2]
        parent = node.parentNode
        above = self.path_of(parent) if parent is not None and parent.nodeType == Node.ELEMENT_NODE else -1
        asked = [node.getAttribute(name) if node.hasAttribute(name) else None for name in self.attributes]
        element = CSSDOMElementInterface(node)
        truths = [selector.matches(element) for of in (name, "*") for selector in self.places.get(of, ())]
        look = (above, name, node.namespaceURI, *asked, *truths)
        path = self.paths.setdefault(look, len(self.paths))
        node.noted_path = (self, name, path)
        return path


_known: OrderedDict[tuple[Any, ...], Known] = OrderedDict()


def selectors_by_place(rulesets: Iterable[Any]) -> list[Any]:
    """Every selector, or part of one, that asks where an element stands or what is in or before it."""
    return [
        part
        for part in _parts(rulesets)
        if any(q.isPseudo() or getattr(q, "op", None) in ("+", "~") for q in part.qualifiers)
    ]


def _parts(selectors: Iterable[Iterable[Any]]) -> Iterator[Any]:
    """The selectors, and those that they ask of parents and siblings."""
    for rules in selectors:
        for selector in rules:
            yield selector
            yield from _parts([[q.selector for q in selector.qualifiers if q.isCombiner()]])


def _noting_sheets(original: Any) -> Any:
    def parse_source(self: Any, text: str, source_name: str) -> Any:
        sheet = original(self, text, source_name)
        self.sheet_keys.append(_key_of(text, sheet))
        return sheet

    return parse_source


def _key_of(text: str, sheet: Any) -> Any:
    """What of a sheet decides its answers: its text, or its selectors when it has custom properties alone.

    None where an at-rule or an address decides as well.
    """
    if "@" not in text and "url(" not in text:
        return text
    if all(name.startswith("--") for rules in sheet for declared in rules.values() for name in declared):
        return tuple(str(selector) for rules in sheet for selector in rules)
    return None


def _parsing(original: Any) -> Any:
    def parse(self: Any) -> None:
        self.sheet_keys = []
        original(self)
        self.cssCascade.known = _known_for(tuple(self.sheet_keys), list(self.cssCascade.iterCSSRulesets()))

    return parse


def _known_for(sheets: tuple[Any, ...], rulesets: list[Any]) -> Known | None:
    known = _known.get(sheets)
    if known is None or len(known.paths) > _MOST_PATHS:
        attributes = {q.name for part in _parts(rulesets) for q in part.qualifiers if q.isAttr()}
        if None in sheets or not all(isinstance(name, str) for name in attributes):
            return None
        places: dict[str, list[Any]] = {}
        for selector in selectors_by_place(rulesets):
            places.setdefault(selector.name, []).append(selector)
        known = _known[sheets] = Known(("class", "id", *sorted(attributes)), places)
        if len(_known) > _MOST_KEPT:
            _known.popitem(last=False)
    _known.move_to_end(sheets)
    return known


def _finding(original: Any) -> Any:
    def find(self: Any, element: Any, names: Any) -> dict[str, Any]:
        known = getattr(self, "known", None)
        if names is not PROPERTY_NAMES:
            return _find_few(self, element, names)
        if known is None or element.pseudoElement is not None or element.getInlineStyle():
            styles: dict[str, Any] = original(self, element, names)
            return styles
        path = known.path_of(element.domElement)
        if path not in known.styles:
            known.styles[path] = original(self, element, names)
        return dict(known.styles[path])

    return find


def _find_few(cascade: Any, element: Any, names: Iterable[str]) -> dict[str, Any]:
    """As the engine, which first asks which selectors match, and then whether they say anything."""
    wanted = cascade.propertyNames.intersection(names)
    best: dict[str, tuple[Any, Any]] = {}
    for level, rules in enumerate(cascade._levels(element)):
        for selector, declared in rules._candidatesFor(element):
            said = wanted.intersection(declared)
            if said and selector.matches(element):
                rank = (selector.specificity(), level, selector.order)
                for name in said:
                    if name not in best or best[name][0] < rank:
                        best[name] = (rank, declared[name])
    return {name: value for name, (_, value) in best.items()}


NEEDS = [
    ("xhtml2pdf.w3c.css", "CSSCascadeStrategy._levels"),
    ("xhtml2pdf.w3c.css", "CSSCascadeStrategy.iterCSSRulesets"),
    ("xhtml2pdf.w3c.css", "CSSRuleset._candidatesFor"),
]
PATCHES = [
    Patch("xhtml2pdf.context", "pisaContext._parseCSSSource", _noting_sheets),
    Patch("xhtml2pdf.context", "pisaContext.parseCSS", _parsing),
    Patch("xhtml2pdf.w3c.css", "CSSCascadeStrategy.findStylesForElement", _finding),
]
