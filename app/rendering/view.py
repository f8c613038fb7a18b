"""What a template sees: finished text only. No template adds, rounds, formats or decides anything about money."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

MOST_GLUED_TOTALS = 20
MOST_TAXES_BESIDE = 6
_COLOUR = re.compile(r"#[0-9a-f]{6}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Branding:
    """How a team's paper looks: its logo (a PNG of ours, made anew from what was sent), its colour, its last lines.

    `accent` is "#rrggbb" in small letters, None for the template's own. It goes into the style sheet, so anything else
    raises ValueError. `footer` stands at the foot of each page.
    """

    logo_png: bytes | None = None
    accent: str | None = None
    footer: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.accent is not None and not _COLOUR.fullmatch(self.accent):
            raise ValueError("an accent is #rrggbb")


@dataclass(frozen=True, slots=True)
class PaymentPart:
    """A Swiss QR-bill to be cut off: what its payment part and its receipt say. `words` are its headings.

    `reference` and `message` may be empty; without a `payer` there is a field to write in, of which only the corners
    are drawn.
    """

    code_png: bytes
    account: tuple[str, ...]
    reference: str
    message: str
    payer: tuple[str, ...]
    currency: str
    amount: str
    words: Mapping[str, str]
    receipt_field_png: bytes
    payer_field_png: bytes


@dataclass(frozen=True, slots=True)
class Qr:
    """A code to pay by: its picture and printed width, the words under it, and what it holds as lines to read.

    That of a Swiss bill has a `part` as well, which stands instead of it where the paper is A4.
    """

    png: bytes
    caption: str
    width_mm: float
    lines: tuple[str, ...] = ()
    part: PaymentPart | None = None


class Mark(StrEnum):
    """The stamp beside the title. The text in the reader's language is `DocumentView.mark_label`."""

    DRAFT = "draft"
    PAID = "paid"
    VOID = "void"


class Emphasis(StrEnum):
    """How loud a totals row is: an addend, a remark about what is included, the sum, what is to be paid."""

    NORMAL = "normal"
    REMARK = "remark"
    TOTAL = "total"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class PartyRow:
    """One line of an address block; `label` is None where the value speaks for itself."""

    value: str
    label: str | None = None
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Party:
    """Seller or buyer: `heading` is "From" or "Bill to", `name` the line in bold (also the first of `rows`)."""

    heading: str
    name: str
    rows: tuple[PartyRow, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and a value: the due date, an account number."""

    label: str
    value: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class LineView:
    """One item. `tax` is its rate for the column of rates, `note` its own taxes in words where there is no such column.

    A long description goes on in `more`: each piece is a row of its own below the first.
    """

    position: str
    name: str
    description: str | None
    quantity: str
    unit: str
    unit_price: str
    discount: str
    tax: str
    note: str | None
    amount: str
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TotalRow:
    label: str
    amount: str
    emphasis: Emphasis = Emphasis.NORMAL


@dataclass(frozen=True, slots=True)
class TaxRow:
    """One tax with what it is reckoned on."""

    name: str
    rate: str
    base: str
    amount: str


@dataclass(frozen=True, slots=True)
class Columns:
    """The widths of the items table's columns in percent; a column that holds nothing has none."""

    position: float
    item: float
    quantity: float
    unit: float
    unit_price: float
    discount: float
    tax: float
    amount: float

    @property
    def count(self) -> int:
        return 5 + sum(map(bool, (self.unit, self.discount, self.tax)))


@dataclass(frozen=True, slots=True)
class Headings:
    """The fixed words of the page, in the document's language."""

    item: str
    quantity: str
    unit: str
    unit_price: str
    discount: str
    tax: str
    amount: str
    payment: str
    notes: str
    terms: str
    taxes: str
    tax_name: str
    tax_rate: str
    tax_base: str
    tax_amount: str
    page: tuple[str, str, str]
    """What stands before the page number, between it and the page count, and after: ("Page ", " of ", "")."""


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document ready to be drawn.

    `number` is None on a draft without one: `number_text` is then the word for DRAFT. `page_size` is "A4" or "letter".
    The last of `facts` is the amount. `totals_width` is how much of the page the totals take and
    `totals_share` how much of that their amounts, in percent.
    `taxes` lists each rate with its base where there is more than one.
    `created_at` is the date that the file carries, so that the same document always makes the same bytes.
    """

    kind_title: str
    number_label: str
    number: str | None
    number_text: str
    title: str | None
    mark: Mark | None
    mark_label: str
    facts: tuple[Fact, ...]
    seller: Party
    buyer: Party
    lines: tuple[LineView, ...]
    columns: Columns
    totals: tuple[TotalRow, ...]
    totals_width: float
    totals_share: float
    taxes: tuple[TaxRow, ...]
    payment_rows: tuple[Fact, ...]
    notes: str | None
    terms: str | None
    headings: Headings
    language: str
    direction: str
    page_size: str
    created_at: date | None
    branding: Branding = Branding()
    qr: Qr | None = None

    @property
    def glued(self) -> bool:
        """Whether the totals are few enough to stay with the last item: all of it must fit on one page."""
        return len(self.totals) <= MOST_GLUED_TOTALS

    @property
    def taxes_beside(self) -> bool:
        """Whether the table of taxes has room beside the totals; else it stands below them."""
        return len(self.taxes) <= MOST_TAXES_BESIDE and self.totals_width <= 50

    @property
    def payment_part(self) -> PaymentPart | None:
        """What is printed at the foot of the last page: there is one for A4 only."""
        return self.qr.part if self.qr and self.page_size == "A4" else None

    @property
    def file_title(self) -> str:
        """The title in the file's properties: "Invoice INV-2026-0001"."""
        return f"{self.kind_title} {self.number_text}"
