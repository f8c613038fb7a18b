"""Taxes and discounts that were said of one line only."""

from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True)
class Attached:
    """A tax or discount that was said of one line only, for the item reader."""

    kind: Literal["tax", "discount", "untaxed"]
    value: dict[str, Any]
    by_name: bool = False
    """Kept at the name of the thing, as it was said in a later sentence."""
