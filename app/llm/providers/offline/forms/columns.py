"""What the line above a table calls its columns: which holds the name, how many, and the price in which currency."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.core.money import CURRENCIES
from app.llm.providers.offline.forms.cells import has_digit, is_number
from app.llm.providers.offline.forms.fields import Fields, plain_key
from app.llm.providers.offline.lexicon import Lexicon

DECORATION = " *_`"
_PIECES = re.compile(r"[^\W\d_]{1,3}\$|[^\W\d_]+\.?|[^\w\s./()\[\]|,;:#%'\"&+*-]")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BRACKET = re.compile(r"[(\[]")
_PRICES = frozenset({"unit_price", "amount"})
_COUNTS = frozenset({"quantity", "hours"})
_NUMBERED = "#"
_LEAST_NUMBERS = 2
_EACH, _SUM, _CODE, _NAME = "unit price", "amount", "sku", "name"
"""Keys that every language knows."""


@dataclass(frozen=True)
class Header:
    """What stands above each column, and the mark between them ("" for blanks and tabs)."""

    keys: tuple[str, ...]
    mark: str
    currencies: tuple[str, ...]
    """What each key says of the currency: "Price (€)", "unit_usd", "£/pack"."""


class HeaderReader:
    """Tells what the cells of a line mean, if they head a table."""

    def __init__(self, lexicon: Lexicon, fields: Fields) -> None:
        self.lexicon = lexicon
        self.fields = fields

    def read(self, cells: Sequence[str], mark: str, below: Sequence[str]) -> Header | None:
        """None for a line that heads nothing; `below` are the cells of the next line."""
        found = [self._key(cell.strip(DECORATION)) for cell in cells]
        keys, currencies = [key for key, _ in found], tuple(currency for _, currency in found)
        if any(currencies):
            self._name_money(keys)
        roles = self._roles(keys)
        if "name" not in roles:
            self._name_column(keys, roles, below)
            roles = self._roles(keys)
        return Header(tuple(keys), mark, currencies) if _is_header(roles, mark) else None

    def _roles(self, keys: Sequence[str]) -> list[str | None]:
        return [self.fields.find("item", key) for key in keys]

    def _key(self, cell: str) -> tuple[str, str]:
        """The key without its currency, and that; what else stands in brackets behind it is no part of the key."""
        pieces = _PIECES.findall(_CAMEL.sub(" ", cell))
        money = next((piece for piece in pieces if self._is_currency(piece)), "")
        if not money:
            key = cell if self.fields.find("item", cell) else _BRACKET.split(cell, maxsplit=1)[0]
            return (_CODE if self._is_number_of(key) else key), ""
        rest = " ".join(piece for piece in pieces if piece != money)
        return (self._of_money(rest, "/" in cell) if rest else ""), money

    def _is_currency(self, piece: str) -> bool:
        low = piece.lower()
        return low in self.lexicon.currencies and (low.upper() in CURRENCIES or not low.isalpha())

    def _of_money(self, key: str, per: bool) -> str:
        """ "pack" of "£/pack", "unit" of "unit_usd" and "line total" of "line total (IDR)"."""
        field = self.fields.find("item", key)
        if field in (*_PRICES, "tax", "discount", "name"):
            return key
        words = plain_key(key).split()
        summed = any(word in self.fields.words.sets["total"] for word in words)
        return _SUM if summed and not per else _EACH

    def _name_money(self, keys: list[str]) -> None:
        """A currency alone heads the price of each, or the sums beside a column of prices."""
        priced = "unit_price" in self._roles(keys)
        for at, key in enumerate(keys):
            keys[at] = key or (_SUM if priced else _EACH)

    def _is_number_of(self, key: str) -> bool:
        """ "Part#", "item no.": what tells the things apart, and names none."""
        words = plain_key(key).split()
        if key.rstrip().endswith(_NUMBERED):
            return bool(words)
        numbered = len(words) > 1 and words[-1] in self.fields.words.sets["numbering"]
        return numbered and self.fields.find("item", " ".join(words[:-1])) == "name"

    def _name_column(self, keys: list[str], roles: Sequence[str | None], below: Sequence[str]) -> None:
        """Whatever its head, the first column of words is the name, where the others hold the numbers that they say."""
        if len(below) != len(keys) or _PRICES.isdisjoint(roles):
            return
        told = [at for at, role in enumerate(roles) if role in _PRICES | _COUNTS]
        if sum(is_number(below[at].strip(DECORATION)) for at in told) < _LEAST_NUMBERS:
            return
        for wanted in (None, "skip"):
            for at, role in enumerate(roles):
                words = below[at].strip(DECORATION)
                if role == wanted and (keys[at] == _CODE or wanted is None) and words and not _is_figure(words):
                    keys[at] = _NAME
                    return


def _is_figure(cell: str) -> bool:
    return is_number(cell) or (has_digit(cell) and not any(map(str.isalpha, cell)))


def _is_header(roles: Sequence[str | None], mark: str) -> bool:
    """A name beside a price; or beside a count, where a program wrote it and no column is a riddle."""
    known = sum(role is not None for role in roles)
    if "name" not in roles or known < 2 or (mark == "," and known * 2 <= len(roles)):
        return False
    return not _PRICES.isdisjoint(roles) or (not _COUNTS.isdisjoint(roles) and mark != "" and known >= 3)
