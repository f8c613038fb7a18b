"""When two texts or numbers count as the same: what a bookkeeper would not call a difference is none."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from itertools import permutations
from typing import Any

from app.core import money

Entry = Mapping[str, Any]
_SAME = str.maketrans({**dict.fromkeys("‘’‛ʼ", "'"), **dict.fromkeys("“”", '"'), **dict.fromkeys("‐‑‒–—−", "-")})
_INVOICE = re.compile(r"^(invoice|rechnung|facture|factura|fattura|factuur|fatura)\s*")
_NUMBER_SIGN = re.compile(r"^(number|no\.?|nr\.?|n\.|n[o°º]\.?|#)\s*")


def plain(text: object) -> str:
    """Without what does not count: case, runs of blanks, the shape of quotes and dashes. Nothing is empty text."""
    if text is None:
        return ""
    return " ".join(unicodedata.normalize("NFKC", str(text)).translate(_SAME).casefold().split())


def occurs_in(text: object, wanted: str) -> bool:
    """`wanted` is a part of the text; blanks inside do not count either, for the sake of IBANs and telephones."""
    within, part = plain(text), plain(wanted)
    return part in within or part.replace(" ", "") in within.replace(" ", "")


def same_number(one: Any, other: Any) -> bool:
    """Equal by value: "10" is "10.00". What is no number equals nothing."""
    try:
        return _decimal(one) == _decimal(other)
    except ValueError:
        return False


def _decimal(value: Any) -> Decimal:
    return money.parse_decimal(value.strip() if isinstance(value, str) else value)


def document_number(text: object) -> str:
    """The number alone: "Invoice no. F-118" and "#F-118" are "f-118"."""
    return _NUMBER_SIGN.sub("", _INVOICE.sub("", plain(text))).replace(" ", "")


def pair_up(wanted: Sequence[Entry], found: Sequence[Entry], fits: Callable[[Entry, Entry], bool]) -> bool:
    """Each wanted entry fits a found one of its own, in any order, and none is left over."""
    return len(wanted) == len(found) and any(
        all(fits(one, other) for one, other in zip(wanted, order, strict=True)) for order in permutations(found)
    )
