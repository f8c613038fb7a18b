"""What the caller hands in: a finished document as plain values. Every sum is made, nothing is formatted."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Row:
    """One line about a party or about paying. `field` says what it means ("company", "iban"), None when unknown."""

    label: str
    value: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class TaxRate:
    """A tax as it stands on one line: `percentage` 19 is 19 %."""

    name: str
    percentage: Decimal
    inclusive: bool = False
    withholding: bool = False


@dataclass(frozen=True, slots=True)
class LineData:
    """One item. `amount` is the line's total after its own discount.

    `discount` is the money taken off (positive), `discount_percentage` the rate when it was said as one.
    `taxes` is None when the document's taxes apply, () when the line is untaxed.
    """

    name: str
    quantity: Decimal
    unit_price: Decimal
    amount: Decimal
    description: str | None = None
    unit: str | None = None
    discount: Decimal | None = None
    discount_percentage: Decimal | None = None
    taxes: tuple[TaxRate, ...] | None = None


@dataclass(frozen=True, slots=True)
class DiscountData:
    """A discount on the whole document; `amount` is the money taken off, positive."""

    name: str
    amount: Decimal
    percentage: Decimal | None = None


@dataclass(frozen=True, slots=True)
class TaxLineData:
    """A tax of the whole document: `amount` on `base`, both positive for a charge, also when it is withheld."""

    name: str
    percentage: Decimal
    base: Decimal
    amount: Decimal
    inclusive: bool = False
    withholding: bool = False


@dataclass(frozen=True, slots=True)
class DocumentData:
    """Everything that is printed, as values.

    `type` is one of `present.KINDS`; `status` one of draft, issued, sent, paid, void. `locale` is a region ("US") or a
    BCP 47 tag ("de-AT"), `language` a language ("en"); together they decide how dates and money print.
    `paper` is "A4" or "letter", None for what the locale uses.
    `credits` is the number of the invoice that a credit note takes back.
    With a `second_language` every label stands in both: "Rechnung / Invoice".
    """

    currency: str
    lines: tuple[LineData, ...]
    subtotal: Decimal
    total: Decimal
    amount_due: Decimal
    type: str = "invoice"
    status: str = "issued"
    number: str | None = None
    title: str | None = None
    issued_at: date | None = None
    due_at: date | None = None
    paid_at: date | None = None
    from_rows: tuple[Row, ...] = ()
    to_rows: tuple[Row, ...] = ()
    discounts: tuple[DiscountData, ...] = ()
    taxes: tuple[TaxLineData, ...] = ()
    amount_paid: Decimal = Decimal(0)
    payment_rows: tuple[Row, ...] = ()
    notes: str | None = None
    terms: str | None = None
    reference: str | None = None
    credits: str | None = None
    locale: str | None = None
    language: str | None = None
    second_language: str | None = None
    paper: str | None = None
