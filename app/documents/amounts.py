"""The values that the arithmetic of a document takes and gives: lines, reductions, taxes, totals."""

from dataclasses import dataclass
from decimal import Decimal

from app.core import money
from app.core.errors import InvalidInput


class AmountTooLarge(InvalidInput):
    """A line or a sum reaches 10^12 in major units; `details` names the field, such as `items.3.total`."""

    code = "amount_too_large"


@dataclass(frozen=True, kw_only=True)
class Reduction:
    """Either a percentage (0 to 100, four decimals) or an amount in major units (0 or more). InvalidInput otherwise."""

    percentage: Decimal | None = None
    amount: Decimal | None = None

    def __post_init__(self) -> None:
        if (self.percentage is None) == (self.amount is None) or (self.amount or 0) < 0:
            raise InvalidInput.field("discount", "Give either a percentage or an amount of 0 or more.")
        if self.percentage is not None:
            _check_percentage(self.percentage)


@dataclass(frozen=True, kw_only=True)
class Discount(Reduction):
    """A reduction of the whole document."""

    name: str


@dataclass(frozen=True)
class Tax:
    """A tax of `percentage` (0 to 100, four decimals; InvalidInput otherwise). All five fields identify its group.

    `inclusive`: the prices contain it. `withholding`: the buyer keeps it back, so it lowers what is to be paid; such a
    tax is never inside a price, and `inclusive` is ignored.
    """

    name: str
    percentage: Decimal
    inclusive: bool = False
    withholding: bool = False
    category: str | None = None

    def __post_init__(self) -> None:
        _check_percentage(self.percentage)
        if self.withholding and self.inclusive:
            object.__setattr__(self, "inclusive", False)


@dataclass(frozen=True)
class Line:
    """One item. `taxes`: None takes the document's, () is untaxed. Quantity and price may be negative or zero."""

    quantity: Decimal
    unit_price: Decimal
    discount: Reduction | None = None
    taxes: tuple[Tax, ...] | None = None


@dataclass(frozen=True)
class LineTotal:
    """Minor units. `gross` is quantity × price, `total` what is left of it after the line's discount."""

    gross: int
    discount: int
    total: int


@dataclass(frozen=True)
class TaxTotal(Tax):
    """One tax group: the tax, and in minor units its `base` (without tax, also where inclusive) and `amount`."""

    base: int = 0
    amount: int = 0


@dataclass(frozen=True)
class Totals:
    """Everything is in whole minor units of `currency`; `lines` and `discounts` stand in the order they were given.

    `taxes`: the document's in their order, then those that only items have, by name and rate. `tax_total` counts
    inclusive and exclusive taxes, no withholding. `amount_due` is below zero when more was paid than asked.
    """

    currency: str
    lines: tuple[LineTotal, ...]
    subtotal: int
    discounts: tuple[int, ...]
    discount_total: int
    taxes: tuple[TaxTotal, ...]
    tax_total: int
    withholding_total: int
    total: int
    amount_paid: int
    amount_due: int

    @property
    def net_total(self) -> int:
        """What is left after discounts, without any tax (EN 16931 BT-109)."""
        return self.subtotal - self.discount_total - sum(tax.amount for tax in self.taxes if tax.inclusive)


def _check_percentage(value: Decimal) -> None:
    if not 0 <= value <= 100 or value != money.round_half_up(value, 4):
        raise InvalidInput.field("percentage", "Must be between 0 and 100, with at most 4 decimals.")
