"""Style sheets that are the same in every document (the engine's own, a template's) are parsed once in a process."""

from collections import OrderedDict
from typing import Any

from xhtml2pdf.w3c import css

from app.rendering.speedups import Patch

_MOST_KEPT = 16
_parsed: OrderedDict[str, tuple[Any, ...]] = OrderedDict()


def _parse_once(original: Any) -> Any:
    def parse(self: Any, text: str, source_name: str) -> Any:
        # An at-rule or an address acts on the document that it stands in while it is parsed.
        if "@" in text or "url(" in text:
            return original(self, text, source_name)
        sheet = _parsed.get(text)
        if sheet is None:
            sheet = _parsed[text] = original(self, text, source_name)
            if len(_parsed) > _MOST_KEPT:
                _parsed.popitem(last=False)
        else:
            _parsed.move_to_end(text)
        for rules in sheet:
            # A later rule beats an earlier one of its rank, so this sheet's place is after those parsed before it.
            for selector in sorted(rules, key=lambda selector: selector.order):
                selector.order = next(css._selector_order)
        for name, value in _root_properties(sheet):
            self.cssBuilder.rootCustomProperties[name] = value
        return tuple(type(rules)(rules) for rules in sheet)

    return parse


def _root_properties(sheet: Any) -> list[tuple[str, Any]]:
    """What `:root { --name: value }` leaves with the parser beside the rules."""
    return [
        (name, value)
        for rules in sheet
        for selector, declarations in rules.items()
        if str(selector).strip() in css.CSSBuilder.ROOT_SELECTORS
        for name, value in declarations.items()
        if name.startswith("--")
    ]


NEEDS = [("xhtml2pdf.w3c.css", "_selector_order"), ("xhtml2pdf.w3c.css", "CSSBuilder.ROOT_SELECTORS")]
PATCHES = [Patch("xhtml2pdf.context", "pisaContext._parseCSSSource", _parse_once)]
