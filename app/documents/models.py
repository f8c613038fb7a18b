"""Tables of documents, their lines and their number series. A document copies every value that it prints."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Team
from app.core.db import Base, Versioned

Rows = list[dict[str, Any]]
REVISION_KINDS = ("created", "updated", "revised", "undone")


class Document(Versioned, Base):
    """An invoice. Sums are whole minor units of `currency`; details, discounts and taxes are as the API has them."""

    __tablename__ = "documents"
    __table_args__ = (
        # Gapless numbers are the counter's work; this one makes a second use impossible, whoever tries.
        sa.UniqueConstraint("team_id", "type", "number"),
        sa.Index("ix_documents_team_type_id", "team_id", "type", "id"),
        sa.Index("ix_documents_team_status_due", "team_id", "status", "due_at"),
        sa.CheckConstraint("status IN ('draft', 'issued', 'sent', 'paid', 'void')", name="status"),
        sa.CheckConstraint("status = 'draft' OR number IS NOT NULL", name="issued_has_number"),
    )

    id: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    team_id: Mapped[str] = mapped_column(sa.ForeignKey(Team.id, ondelete="CASCADE"))
    type: Mapped[str] = mapped_column(sa.String(20))
    number: Mapped[str | None] = mapped_column(sa.String(60))
    title: Mapped[str] = mapped_column(sa.String(200))
    status: Mapped[str] = mapped_column(sa.String(10))
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
    """Paid before the document was made: a deposit."""
    tax_lines: Mapped[Rows] = mapped_column(sa.JSON)
    """One entry a tax group: name, percentage, inclusive, withholding, category, base, amount."""
    discount_amounts: Mapped[list[str]] = mapped_column(sa.JSON)
    """What each of `discounts` takes off, as amounts."""
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
    total_minor: Mapped[int]


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


class NumberSeries(Base):
    """The counter of one team, type and year. Its row is locked from the taking of a number to the commit."""

    __tablename__ = "number_series"

    team_id: Mapped[str] = mapped_column(sa.ForeignKey(Team.id, ondelete="CASCADE"), primary_key=True)
    type: Mapped[str] = mapped_column(sa.String(20), primary_key=True)
    year: Mapped[int] = mapped_column(sa.Integer, primary_key=True)
    last: Mapped[int]
