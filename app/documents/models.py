"""Tables of documents, their lines and their number series. A document copies every value that it prints."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Team
from app.core.db import Base, Versioned
from app.documents.lifecycle import UNPAID, Status

Rows = list[dict[str, Any]]
PAYMENT_ORIGINS = ("recorded", "deposit", "mark_paid")
RESETS = ("yearly", "never")
# Both databases use the index only where a select has these very conditions, written out: see `queries`.
_UNPAID = sa.text(f"status IN ({', '.join(repr(str(status)) for status in UNPAID)}) AND deleted_at IS NULL")
REVISION_KINDS = ("created", "updated", "revised", "undone")


class Document(Versioned, Base):
    """An invoice, or what else its `type` says. Sums are whole minor units of `currency`; details, discounts and taxes
    are as the API has them."""

    __tablename__ = "documents"
    __table_args__ = (
        # Gapless numbers are the counter's work; this one makes a second use impossible, whoever tries.
        sa.UniqueConstraint("team_id", "type", "number"),
        sa.Index("ix_documents_team_type_id", "team_id", "type", "id"),
        sa.Index("ix_documents_team_stamp", "team_id", "stamp"),
        sa.Index("ix_documents_team_type_status_id", "team_id", "type", "status", "id"),
        sa.Index("ix_documents_unpaid", "team_id", "type", "id", sqlite_where=_UNPAID, postgresql_where=_UNPAID),
        # An offer becomes one invoice, whoever tries at the same moment.
        sa.Index(
            "uq_documents_converted_once",
            "source_id",
            unique=True,
            sqlite_where=sa.text("type = 'invoice' AND deleted_at IS NULL"),
            postgresql_where=sa.text("type = 'invoice' AND deleted_at IS NULL"),
        ),
        sa.Index("ix_documents_source_id", "source_id"),
        sa.CheckConstraint(f"status IN ({', '.join(repr(str(status)) for status in Status)})", name="status"),
        sa.CheckConstraint("status = 'draft' OR number IS NOT NULL", name="issued_has_number"),
        sa.CheckConstraint("paid_minor = 0 OR abs(paid_minor) <= abs(total_minor)", name="not_overpaid"),
        sa.CheckConstraint("credited_minor BETWEEN 0 AND abs(total_minor)", name="not_overcredited"),
    )

    id: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    stamp: Mapped[str] = mapped_column(sa.String(26))
    """The id without its prefix, which differs by type: so that documents of all types sort by their time."""
    team_id: Mapped[str] = mapped_column(sa.ForeignKey(Team.id, ondelete="CASCADE"))
    type: Mapped[str] = mapped_column(sa.String(20))
    number: Mapped[str | None] = mapped_column(sa.String(60))
    title: Mapped[str] = mapped_column(sa.String(200))
    status: Mapped[str] = mapped_column(sa.String(20))
    issued_at: Mapped[date]
    due_at: Mapped[date]
    paid_at: Mapped[date | None]
    sent_at: Mapped[datetime | None]
    voided_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]
    currency: Mapped[str] = mapped_column(sa.String(3))
    locale: Mapped[str] = mapped_column(sa.String(35))
    language: Mapped[str] = mapped_column(sa.String(35))
    from_details: Mapped[Rows] = mapped_column(sa.JSON)
    to_details: Mapped[Rows] = mapped_column(sa.JSON)
    payment_details: Mapped[Rows] = mapped_column(sa.JSON)
    discounts: Mapped[Rows] = mapped_column(sa.JSON)
    taxes: Mapped[Rows] = mapped_column(sa.JSON)
    notes: Mapped[str | None] = mapped_column(sa.Text)
    terms: Mapped[str | None] = mapped_column(sa.Text)
    reference: Mapped[str | None] = mapped_column(sa.String(120))
    template: Mapped[str] = mapped_column(sa.String(40))
    customer_id: Mapped[str | None] = mapped_column(sa.String(40), index=True)
    subtotal_minor: Mapped[int]
    discount_minor: Mapped[int]
    tax_minor: Mapped[int]
    withholding_minor: Mapped[int]
    total_minor: Mapped[int]
    prepaid_minor: Mapped[int]
    """Paid before the document was made: a deposit, as the draft has it."""
    paid_minor: Mapped[int]
    """What was paid so far: of a draft its deposit, of an issued invoice the sum of its payments."""
    credited_minor: Mapped[int] = mapped_column(default=0, server_default="0")
    """The sum of the credit notes that refer to this invoice and are not void."""
    tax_lines: Mapped[Rows] = mapped_column(sa.JSON)
    """One entry a tax group: name, percentage, inclusive, withholding, category, base, amount."""
    discount_amounts: Mapped[list[str]] = mapped_column(sa.JSON)
    """What each of `discounts` takes off, as amounts."""
    source_id: Mapped[str | None] = mapped_column(sa.ForeignKey("documents.id", ondelete="SET NULL"))
    """What it was made from: of a credit note the invoice, of an invoice the estimate or quote."""
    source_type: Mapped[str | None] = mapped_column(sa.String(20))
    source_number: Mapped[str | None] = mapped_column(sa.String(60))
    """Copied, because it is printed."""
    invoice_id: Mapped[str | None] = mapped_column(sa.String(40))
    """The invoice that an estimate or quote was converted to."""
    prompt_id: Mapped[str | None] = mapped_column(sa.String(40), index=True)
    """The saved prompt that it was made from, and its version. That prompt may be gone by now."""
    prompt_version: Mapped[int | None] = mapped_column(sa.Integer)
    generation: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    """Which model read the words, and what it assumed. Null when the fields came structured."""
    search_text: Mapped[str] = mapped_column(sa.Text)
    revision: Mapped[int] = mapped_column(default=0, server_default="0")
    """How often its fields were written: the number of its last `DocumentRevision`."""
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    items: Mapped[list["DocumentItem"]] = relationship(
        order_by="DocumentItem.position", cascade="all, delete-orphan", lazy="selectin"
    )


class DocumentItem(Base):
    """One line. `total_minor` is after the line's own discount and before any tax."""

    __tablename__ = "document_items"

    document_id: Mapped[str] = mapped_column(sa.ForeignKey(Document.id, ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(sa.Integer, primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(300))
    description: Mapped[str | None] = mapped_column(sa.Text)
    quantity: Mapped[Decimal]
    unit: Mapped[str | None] = mapped_column(sa.String(40))
    unit_price: Mapped[Decimal]
    discount: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    taxes: Mapped[Rows | None] = mapped_column(sa.JSON(none_as_null=True))
    product_id: Mapped[str | None] = mapped_column(sa.String(40))
    source_position: Mapped[int | None] = mapped_column(sa.Integer)
    """The line of the invoice that this line of a credit note lowers."""
    total_minor: Mapped[int]


class Payment(Base):
    """Money that came for an invoice. `origin`: recorded by the caller, the deposit of the draft, or all that was left
    when it was marked as paid."""

    __tablename__ = "payments"
    __table_args__ = (
        sa.UniqueConstraint("document_id", "reference"),
        sa.Index("ix_payments_team_paid", "team_id", "paid_at"),
        sa.CheckConstraint("amount_minor <> 0", name="amount"),
        sa.CheckConstraint("origin IN ('recorded', 'deposit', 'mark_paid')", name="origin"),
    )

    id: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    team_id: Mapped[str] = mapped_column(sa.ForeignKey(Team.id, ondelete="CASCADE"))
    document_id: Mapped[str] = mapped_column(sa.ForeignKey(Document.id, ondelete="CASCADE"))
    amount_minor: Mapped[int]
    """In the currency of the document. Below zero only where the document's total is."""
    paid_at: Mapped[date]
    method: Mapped[str | None] = mapped_column(sa.String(40))
    reference: Mapped[str | None] = mapped_column(sa.String(120))
    origin: Mapped[str] = mapped_column(sa.String(12))
    created_at: Mapped[datetime]


class DocumentRevision(Base):
    """A draft as it stood after a change, and who changed it. Written with the change, never altered."""

    __tablename__ = "document_revisions"
    __table_args__ = (
        sa.UniqueConstraint("document_id", "number"),
        sa.CheckConstraint("kind IN ('created', 'updated', 'revised', 'undone')", name="kind"),
    )

    id: Mapped[str] = mapped_column(sa.String(60), primary_key=True)
    """Sorts as `number` does."""
    team_id: Mapped[str] = mapped_column(sa.ForeignKey(Team.id, ondelete="CASCADE"))
    document_id: Mapped[str] = mapped_column(sa.ForeignKey(Document.id, ondelete="CASCADE"))
    number: Mapped[int]
    at: Mapped[datetime]
    user_id: Mapped[str | None] = mapped_column(sa.String(40))
    token_id: Mapped[str | None] = mapped_column(sa.String(40))
    kind: Mapped[str] = mapped_column(sa.String(10))
    prompt: Mapped[str | None] = mapped_column(sa.Text)
    """The words that it was revised by."""
    content: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    """The fields that can be changed, as the API shows them."""
    totals: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    generation: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    """The last reading of words that this state rests on."""
    undo_to: Mapped[int | None]
    """The number of the revision that taking this one back restores; null where there is nothing to take back."""


class NumberFormat(Base):
    """How the numbers of one team and type look, where it has chosen so; and whether they begin again each year."""

    __tablename__ = "number_formats"
    __table_args__ = (sa.CheckConstraint("reset IN ('yearly', 'never')", name="reset"),)

    team_id: Mapped[str] = mapped_column(sa.ForeignKey(Team.id, ondelete="CASCADE"), primary_key=True)
    type: Mapped[str] = mapped_column(sa.String(20), primary_key=True)
    pattern: Mapped[str] = mapped_column(sa.String(40))
    reset: Mapped[str] = mapped_column(sa.String(10))


class NumberSeries(Base):
    """The counter of one team, type and year (0 where it never begins again).

    Its row is locked from the taking of a number to the commit.
    """

    __tablename__ = "number_series"

    team_id: Mapped[str] = mapped_column(sa.ForeignKey(Team.id, ondelete="CASCADE"), primary_key=True)
    type: Mapped[str] = mapped_column(sa.String(20), primary_key=True)
    year: Mapped[int] = mapped_column(sa.Integer, primary_key=True)
    last: Mapped[int]
