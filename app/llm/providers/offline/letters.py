"""Currencies of one letter that is glued to the amount: "R18 500", "R2,200.00", "N45,000"."""

import re

_CODES = {"R": "ZAR", "N": "NGN"}
_WRITTEN = r"(?<![\w$£€-])(?P<letter>[RN])(?=\d)"
_SURE = re.compile(
    # Thousands or cents behind it, a rate, or a price in a list: "R950 each", "@ R35". "R32" may be a gas, "N1" a road.
    rf"{_WRITTEN}(?:\d{{1,3}}(?:[ \u00a0\u202f,]\d{{3}})+(?!\d)|\d{{1,6}}[.,]\d\d(?!\d)"
    r"|\d{1,6}k?(?: ?/| (?:an?|per|each|ea|apiece|flat|fixed|for the)\b))"
    rf"|(?:@|\bat|\bof|\bfor|[=:–—-]) {_WRITTEN.replace('letter', 'priced')}\d{{2,6}}(?![\w-])"
)
_ANY = re.compile(_WRITTEN)


def with_codes(text: str) -> str:
    """The code in the place of each such letter, where one amount shows that they are money."""
    sure = {match["letter"] or match["priced"] for match in _SURE.finditer(text)}
    if not sure:
        return text
    return _ANY.sub(lambda match: f"{_CODES[match['letter']]} " if match["letter"] in sure else match["letter"], text)
