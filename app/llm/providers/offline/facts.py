"""The facts found so far: the draft in the making, in plain values."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from app.core.money import format_decimal

Row = dict[str, str | None]


@dataclass
class Facts:
    """The draft in the making, in plain values."""

    title: str | None = None
    number: str | None = None
    currency: str | None = None
    stated_currency: str | None = None
    """What the words say to bill in."""
    issued_at: date | None = None
    due_at: date | None = None
    from_rows: list[Row] = field(default_factory=list)
    to_rows: list[Row] = field(default_factory=list)
    payment_rows: list[Row] = field(default_factory=list)
    items: list[dict[str, Any]] = field(default_factory=list)
    discounts: list[dict[str, Any]] = field(default_factory=list)
    taxes: list[dict[str, Any]] = field(default_factory=list)
    amount_paid: Decimal | None = None
    share_paid: Decimal | None = None
    """The same in percent of the total."""
    notes: list[str] = field(default_factory=list)
    terms: list[str] = field(default_factory=list)
    reference: str | None = None
    issues: list[dict[str, str]] = field(default_factory=list)

    def doubt(self, code: str, path: str, message: str) -> None:
        """Record a doubt once."""
        issue = {"code": code, "path": path, "message": message}
        if issue not in self.issues:
            self.issues.append(issue)


def plain(value: Decimal) -> str:
    """A decimal for the draft, with at most the six decimals that it allows."""
    return format_decimal(value.quantize(Decimal("0.000001")))
