"""Folding of what looks like numbers and is none: IBANs, VAT ids, telephone numbers, fixed expressions."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Literal

from stdnum import iban

from app.llm.providers.offline.postcodes import POSTCODES, postal_number
from app.llm.providers.offline.tokens import Kind, Rule, Token, join

_PARTS = frozenset(",:;/")
_MOST_IBANS = 20
"""Checking one costs; no honest text has more of them."""
_IBAN_START = re.compile(r"[a-z]{2}\d{2}\w*")
_PHONE_PARTS = "()-./"
_LONGEST_PHONE = 14
_PHONE_GROUP = 3
"""Digits that open "555-010-4477"."""
_CUES = frozenset({"fixed", "tax_id_label", "registration_label", "phone_label"})
_JOINTS = frozenset("-/.")
_TIMES = frozenset("x×")
_TIMES_NUMBER = re.compile(r"[x×]\d{1,5}")
_TIMES_LENGTH = re.compile(r"[x×]\d{1,5}(?:mm|cm|m|ft|in)")
_LENGTHS = frozenset("mm cm m in inch inches ft feet \" '".split())
_SHAPED_PHONE = re.compile(r"\+|\(\d|0\d+[ /-]|\d{3}[-.]\d{3}[-.]\d{4}")


class IdentifierReader:
    """One per text, because it counts its costly checks."""

    def __init__(self, streets: Collection[str] = (), months: Collection[str] = ()) -> None:
        self.checked = 0
        self.streets, self.months = streets, months

    def rules(self) -> Mapping[Kind, Sequence[Rule]]:
        return {
            "code": [self.iban, *POSTCODES],
            "number": [numeric],
            "word": [self.dated_street, cued],
            "punct": [phone],
        }

    def dated_street(self, tokens: Sequence[Token], at: int) -> tuple[Token, int] | None:
        """ "Straße des 17. Juni", "Av. 24 de Julho", "rue du 8-Mai-1945": no date, and nothing is counted."""
        if tokens[at].low not in self.streets:
            return None
        day = next((index for index in range(at + 1, min(len(tokens), at + 4)) if tokens[index].kind == "number"), None)
        if day is None or len(tokens[day].text) > 2 or any(each.low in _PARTS for each in tokens[at + 1 : day]):
            return None  # "Tasman Trail Maps: 8 June 3 hrs"
        for index in range(day + 1, min(len(tokens), day + 3)):
            if tokens[index].low.partition("-")[0] in self.months:
                street = join(tokens, at, index + 1, "code")
                street.cues = {}  # "Straße" alone is a label, too.
                return street, index + 1
            if tokens[index].kind not in ("punct", "word") or tokens[index].low in _PARTS:
                return None
        return None

    def iban(self, tokens: Sequence[Token], at: int) -> tuple[Token, int] | None:
        """A valid IBAN in one piece or in groups; what is only called one stays a code."""
        if not _IBAN_START.fullmatch(tokens[at].low) or self.checked >= _MOST_IBANS:
            return None
        text, stop = "", at
        ends: list[tuple[int, str]] = []
        while stop < len(tokens) and len(text) <= 34 and _continues(tokens, at, stop):
            text += tokens[stop].text
            stop += 1
            if 15 <= len(text) <= 34:
                ends.append((stop, text))
        for end, candidate in reversed(ends):
            self.checked += 1
            if iban.is_valid(candidate, check_country=False):
                return join(tokens, at, end, "iban"), end
        labelled = any("iban_label" in token.cues for token in tokens[max(0, at - 2) : at])
        # One code, so that no part of it is read as a telephone number.
        return (join(tokens, at, ends[-1][0], "code"), ends[-1][0]) if ends and labelled else None


def cued(tokens: Sequence[Token], at: int) -> tuple[Token, int] | None:
    """What begins with a known phrase, as few words do."""
    cues = tokens[at].cues
    if not cues or cues.keys().isdisjoint(_CUES):
        return None
    return fixed(tokens, at) or tax_id(tokens, at) or registration(tokens, at) or phone_label(tokens, at)


def numeric(tokens: Sequence[Token], at: int) -> tuple[Token, int] | None:
    """What a number is part of; most stand for themselves, which its neighbours show at once."""
    token = tokens[at]
    after = tokens[at + 1].low if at + 1 < len(tokens) else ""
    hit = fixed(tokens, at) if token.cues else None
    if hit is None and (after in _LENGTHS or after[:1] in _TIMES):
        hit = dimension(tokens, at)
    hit = hit or (postal_number(tokens, at) if at else None)
    return hit or (phone(tokens, at) if len(token.text) == _PHONE_GROUP or token.text[0] == "0" else None)


def fixed(tokens: Sequence[Token], at: int) -> tuple[Token, int] | None:
    """24/7 and the like become one word."""
    width = tokens[at].cues.get("fixed", 0)
    return (join(tokens, at, at + width, "word"), at + width) if width > 1 else None


def dimension(tokens: Sequence[Token], at: int) -> tuple[Token, int] | None:
    """ "9x15 m", "90 x 60 cm" and "2m x 3m" say how large a thing is: nothing is counted or paid by them."""
    after = tokens[at + 1].low if at + 1 < len(tokens) else ""
    leans = after in _TIMES and tokens[at + 1].gap == 0 and at + 2 < len(tokens) and tokens[at + 2].gap > 0
    if leans:
        return None  # "2x 1.5 m shelves" are two.
    if _TIMES_LENGTH.fullmatch(after) and tokens[at + 1].gap == 0:
        return join(tokens, at, at + 2, "word"), at + 2  # "6x4m"
    if after not in _TIMES and after not in _LENGTHS and not _TIMES_NUMBER.fullmatch(after):
        return None
    stop, factors, measured = at, 0, False
    while stop < min(len(tokens), at + 8):
        if factors:
            stop += tokens[stop].low in _TIMES
        factor = tokens[stop].kind == "number" if stop < len(tokens) else False
        if not factor and not (factors and stop < len(tokens) and _TIMES_NUMBER.fullmatch(tokens[stop].low)):
            break
        factors, stop = factors + 1, stop + 1
        if stop < len(tokens) and tokens[stop].low in _LENGTHS:
            measured, stop = True, stop + 1
        further = stop < len(tokens) and (tokens[stop].low in _TIMES or _TIMES_NUMBER.fullmatch(tokens[stop].low))
        if not further:
            break
    return (join(tokens, at, stop, "word"), stop) if measured and factors > 1 else None


def phone_label(tokens: Sequence[Token], at: int) -> tuple[Token, int] | None:
    """ "tel: 555 0100": with its label any run of seven to fifteen digits is a telephone number."""
    width = tokens[at].cues.get("phone_label", 0)
    start = at + width
    start += 1 if start < len(tokens) and tokens[start].text in ":." else 0
    return _phone(tokens, at, start) if width else None


def phone(tokens: Sequence[Token], at: int) -> tuple[Token, int] | None:
    """Without a label only what has the shape of one: +49 30 …, (555) 010-4477, 020 7946 0018, 555-010-4477."""
    token = tokens[at]
    if token.kind == "number" and not token.text.startswith("0"):
        if len(token.text) != 3 or at + 1 == len(tokens) or tokens[at + 1].gap or tokens[at + 1].text not in "-.":
            return None
    elif token.kind == "punct" and token.text not in ("+", "("):
        return None
    hit = _phone(tokens, at, at)
    return hit if hit and _SHAPED_PHONE.match(hit[0].text) else None


def _phone(tokens: Sequence[Token], at: int, start: int) -> tuple[Token, int] | None:
    stop = start + 1 if start < len(tokens) and tokens[start].text == "+" else start
    last = stop
    while stop < min(len(tokens), start + _LONGEST_PHONE) and tokens[stop].gap <= 1:
        if tokens[stop].kind == "number" and tokens[stop].text.replace(".", "").isdecimal():
            last = stop + 1
        elif tokens[stop].text not in _PHONE_PARTS or _ends_sentence(tokens, stop):
            break
        stop += 1
    digits = sum(character.isdecimal() for token in tokens[start:last] for character in token.text)
    if not 7 <= digits <= 15:
        return None
    token = join(tokens, start, last, "phone")
    token.start = tokens[at].start
    token.side = _side(tokens[at])
    return token, last


def _ends_sentence(tokens: Sequence[Token], at: int) -> bool:
    """ "phone +1 202 555 0143. 50 kg of coffee": a dot before a blank and behind none."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    return tokens[at].text == "." and tokens[at].gap == 0 and after is not None and after.gap > 0


def tax_id(tokens: Sequence[Token], at: int) -> tuple[Token, int] | None:
    """ "VAT no: GB 123 4567 89": a label and at least seven digits, perhaps in groups."""
    return _labelled(tokens, at, "tax_id_label", "tax_id", 7)


def registration(tokens: Sequence[Token], at: int) -> tuple[Token, int] | None:
    """ "registered charity no. 1100223", "HRB 51234": a label and at least five digits."""
    return _labelled(tokens, at, "registration_label", "registration", 5)


def _labelled(tokens: Sequence[Token], at: int, label: str, kind: Kind, least: int) -> tuple[Token, int] | None:
    width = tokens[at].cues.get(label, 0)
    if not width:
        return None
    start = at + width
    while start < len(tokens) and (tokens[start].low in ":.#" or "within_cue" in tokens[start].cues):
        start += 1
    stop = start
    while stop < min(len(tokens), start + 9) and _continues(tokens, start, stop):
        stop += 1
    digits = sum(character.isdecimal() for token in tokens[start:stop] for character in token.text)
    if not least <= digits <= 20:
        return None
    token = join(tokens, start, stop, kind)
    token.side = _side(tokens[at]) or (_side(tokens[at - 1]) if at else None)  # "our VAT no"
    return token, stop


def _continues(tokens: Sequence[Token], start: int, at: int) -> bool:
    """Groups of capitals and digits, and hyphens within."""
    token = tokens[at]
    if at > start and token.gap > 1:
        return False
    if token.text in _JOINTS and at > start and token.gap == 0 and at + 1 < len(tokens):
        return tokens[at + 1].gap == 0 and tokens[at + 1].kind in ("number", "code")  # 19/123/45678
    if token.kind in ("number", "code"):
        return True
    return token.kind == "word" and len(token.text) <= 4 and token.text.isupper()


def _side(label: Token) -> Literal["from", "to"] | None:
    if "client_side" in label.cues:
        return "to"
    return "from" if "own_side" in label.cues else None
