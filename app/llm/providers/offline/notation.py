"""How numbers are written: 1,200.50 or 1.200,50 or 1 200,50 or 1'200.50; exact, never through a float."""

from collections.abc import Iterable
from decimal import Decimal

from app.core.money import MAX_AMOUNT

GROUPS_ONLY = ""
"""No decimal mark at all: one mark before exactly three digits always groups."""
_GROUPERS = "'’"
_SURELY_SMALL = 6
"""Digits of a number that needs no check of its size."""


def decimal_mark(texts: Iterable[str], default: str) -> str:
    """The decimal mark that these numbers were written with: the first that leaves no doubt decides, else `default`."""
    for text in texts:
        mark = _certain_mark(text)
        if mark:
            return mark
    return default


def _certain_mark(text: str) -> str | None:
    last = max(text.rfind("."), text.rfind(","))
    if last < 0:
        return None
    mark, other = text[last], "," if text[last] == "." else "."
    if other in text:
        return mark
    if text.count(mark) > 1:
        return other
    return mark if len(text) - last - 1 in (1, 2) else None


def parse(text: str, mark: str, decimals: int = 2) -> Decimal | None:
    """The value of a number as people write it; None when it is no amount (1.2.3, or too large).

    One mark before exactly three digits is decimal when it is `mark` (or when the currency has three `decimals` and the
    mark is a dot), else it groups thousands. "0.004" and "12345.678" cannot be groups.
    """
    if text.isdecimal() and len(text) <= _SURELY_SMALL:
        return Decimal(text)
    plain = "".join(character for character in text if character not in _GROUPERS)
    last = max(plain.rfind("."), plain.rfind(","))
    if last >= 0:
        plain_or_none = _without_groups(plain, last, mark, decimals)
        if plain_or_none is None:
            return None
        plain = plain_or_none
    if not plain or len(plain) > 30:
        return None
    value = Decimal(plain)
    return value if value < MAX_AMOUNT and len(plain.partition(".")[2]) <= 6 else None


def _without_groups(text: str, last: int, mark: str, decimals: int) -> str | None:
    head, separator, tail = text[:last], text[last], text[last + 1 :]
    other = "," if separator == "." else "."
    if other in head:
        groups = head.split(other)
        return f"{''.join(groups)}.{tail}" if separator not in head and _are_groups(groups) else None
    if separator in head:
        groups = [*head.split(separator), tail]
        return "".join(groups) if _are_groups(groups) else None
    if _is_decimal(head, separator, tail, mark, decimals):
        return f"{head}.{tail}"
    return head + tail


def _are_groups(groups: list[str]) -> bool:
    """Western 1,234,567 and Indian 12,34,567."""
    return 1 <= len(groups[0]) <= 3 and len(groups[-1]) == 3 and all(len(group) in (2, 3) for group in groups[1:-1])


def _is_decimal(head: str, separator: str, tail: str, mark: str, decimals: int) -> bool:
    if len(tail) != 3 or len(head) > 3 or head.startswith("0") or not head:
        return True
    return separator == mark or (decimals == 3 and separator == ".")
