"""Tables of customers and of the names that they are known by."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.accounts.models import Team
from app.core.db import Base, Versioned
from app.core.likeness import KeyText

FIELDS = (
    "name company email phone address_line1 address_line2 city region postal_code country tax_id currency language "
    "payment_terms_days notes"
).split()
"""What can be said about a customer."""


class Customer(Versioned, Base):
    """Who is billed. Documents copy what they print, so changes here never reach a document that exists."""

    __tablename__ = "customers"
    __table_args__ = (
        sa.UniqueConstraint("team_id", "email"),
        sa.Index("ix_customers_team_id_id", "team_id", "id"),
        sa.CheckConstraint("name IS NOT NULL OR company IS NOT NULL", name="has_a_name"),
    )

    id: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    team_id: Mapped[str] = mapped_column(sa.ForeignKey(Team.id, ondelete="CASCADE"))
    name: Mapped[str | None] = mapped_column(sa.String(200))
    """Of a person; beside a company, the one to write to."""
    company: Mapped[str | None] = mapped_column(sa.String(200))
    email: Mapped[str | None] = mapped_column(sa.String(254))
    """In lower case; no two customers of a team have the same."""
    phone: Mapped[str | None] = mapped_column(sa.String(40))
    address_line1: Mapped[str | None] = mapped_column(sa.String(200))
    address_line2: Mapped[str | None] = mapped_column(sa.String(200))
    city: Mapped[str | None] = mapped_column(sa.String(120))
    region: Mapped[str | None] = mapped_column(sa.String(120))
    postal_code: Mapped[str | None] = mapped_column(sa.String(20))
    country: Mapped[str | None] = mapped_column(sa.String(2))
    tax_id: Mapped[str | None] = mapped_column(sa.String(40))
    currency: Mapped[str | None] = mapped_column(sa.String(3))
    language: Mapped[str | None] = mapped_column(sa.String(35))
    payment_terms_days: Mapped[int | None] = mapped_column(sa.Integer)
    notes: Mapped[str | None] = mapped_column(sa.Text)
    search_text: Mapped[str] = mapped_column(sa.Text, deferred=True)
    """Name, company and e-mail, folded."""
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    @property
    def title(self) -> str:
        """What to call it in a sentence."""
        return self.company or self.name or ""


class CustomerName(Base):
    """A name that words may know a customer by: its own ones, and those of customers that were merged into it."""

    __tablename__ = "customer_names"
    __table_args__ = (
        sa.Index("ix_customer_names_team_id_key", "team_id", "key"),
        sa.Index("ix_customer_names_team_id_mirrored", "team_id", "mirrored"),
    )

    customer_id: Mapped[str] = mapped_column(sa.ForeignKey(Customer.id, ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(KeyText, primary_key=True)
    mirrored: Mapped[str] = mapped_column(KeyText)
    team_id: Mapped[str] = mapped_column(sa.ForeignKey(Team.id, ondelete="CASCADE"))
    is_former: Mapped[bool]
    """Of a customer that was merged into this one."""
