"""Postcodes and boxes as codes: nothing is counted or paid by "RG1 3BD", "CA 94607", "24103 Kiel", "PO Box 771"."""

import re
from collections.abc import Sequence

from app.llm.providers.offline.tokens import Rule, Token, join

_OUTWARD = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?")
_INWARD = re.compile(r"\d[A-Z]{2}")
_CANADIAN = re.compile(r"[A-Z]\d[A-Z] \d[A-Z]\d")
_ZIP = re.compile(r"\d{5}")
_LONG = re.compile(r"\d{4,5}")
_STATES = frozenset(
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA"
    " RI SC SD TN TX UT VT VA WA WV WI WY DC PR".split()
)
_REGIONS = frozenset("NSW VIC QLD SA WA TAS ACT NT".split())
_BOXES = frozenset("box bag postbus postfach boks postboks postlåda".split())


def _british(tokens: Sequence[Token], at: int) -> tuple[Token, int] | None:
    """ "RG1 3BD": its second half is no 3 dinars."""
    if not _OUTWARD.fullmatch(tokens[at].text) or at + 2 >= len(tokens) or tokens[at + 1].gap > 1:
        return None
    inward = tokens[at + 1].text + tokens[at + 2].text
    glued = tokens[at + 2].gap == 0 and (at + 3 == len(tokens) or tokens[at + 3].gap or tokens[at + 3].kind != "word")
    return (join(tokens, at, at + 3, "code"), at + 3) if glued and _INWARD.fullmatch(inward) else None


def _canadian(tokens: Sequence[Token], at: int) -> tuple[Token, int] | None:
    """ "N1H 3A2"."""
    stop = at + 3
    if stop > len(tokens) or tokens[at + 2].gap or not tokens[at + 1].gap:
        return None
    code = join(tokens, at, stop, "code")
    return (code, stop) if _CANADIAN.fullmatch(code.text) else None


def _behind_state(tokens: Sequence[Token], at: int) -> tuple[Token, int] | None:
    """ "Oakland, CA 94607", "Fitzroy VIC 3065"."""
    before = tokens[at - 1] if at else None
    if before is None or tokens[at].gap != 1:
        return None
    american = before.text in _STATES and _ZIP.fullmatch(tokens[at].text)
    australian = before.text in _REGIONS and _LONG.fullmatch(tokens[at].text)
    town = at > 1 and (tokens[at - 2].low == "," or (tokens[at - 2].kind == "word" and tokens[at - 2].text.istitle()))
    return (join(tokens, at, at + 1, "code"), at + 1) if town and (american or australian) else None


def _before_town(tokens: Sequence[Token], at: int) -> tuple[Token, int] | None:
    """ "Ahornweg 9, 24103 Kiel": between the number of the house and a capital."""
    if at < 2 or at + 1 >= len(tokens) or not _LONG.fullmatch(tokens[at].text):
        return None
    numbered = tokens[at - 1].low == "," and tokens[at - 2].kind in ("number", "code")
    town = tokens[at + 1].kind == "word" and tokens[at + 1].text[0].isupper() and tokens[at + 1].gap == 1
    return (
        (join(tokens, at, at + 1, "code"), at + 1) if numbered and town and not tokens[at + 1].text.isupper() else None
    )


def _of_box(tokens: Sequence[Token], at: int) -> tuple[Token, int] | None:
    """ "PO Box 771", "Postfach 12 34 56"; "box 4" alone may be one of several boxes."""
    box = tokens[at - 1].low if at else ""
    postal = box.startswith("post") or (at > 1 and tokens[at - 2].low in ("po", "p.o", "private", ".", "locked"))
    return (join(tokens, at, at + 1, "code"), at + 1) if box in _BOXES and postal else None


POSTCODES: tuple[Rule, ...] = (_british, _canadian)
"""Those that open with a code."""


def postal_number(tokens: Sequence[Token], at: int) -> tuple[Token, int] | None:
    """Those that are a number, by what stands before it."""
    before = tokens[at - 1]
    if before.low == ",":
        return _before_town(tokens, at)
    if before.low in _BOXES:
        return _of_box(tokens, at)
    return _behind_state(tokens, at) if before.text in _STATES or before.text in _REGIONS else None
