"""Tables of products and of the movements of their stock."""

from datetime import datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.accounts.models import Team
from app.core.db import Base, Versioned
from app.core.likeness import KeyText

TYPES = ("product", "service")


class Product(Versioned, Base):
    """What is sold at which price. Documents copy what they print, so changes here never reach one that exists."""

    __tablename__ = "products"
    __table_args__ = (
        sa.UniqueConstraint("team_id", "sku_key"),
        sa.Index("ix_products_team_id_id", "team_id", "id"),
        sa.Index("ix_products_team_id_name_key", "team_id", "name_key"),
        sa.Index("ix_products_team_id_name_mirrored", "team_id", "name_mirrored"),
        sa.CheckConstraint("type IN ('product', 'service')", name="type"),
        sa.CheckConstraint("type = 'product' OR stock_micro IS NULL", name="service_has_no_stock"),
        sa.CheckConstraint("stock_micro IS NULL OR stock_micro >= 0 OR allow_negative_stock", name="stock_is_there"),
    )

    id: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    team_id: Mapped[str] = mapped_column(sa.ForeignKey(Team.id, ondelete="CASCADE"))
    type: Mapped[str] = mapped_column(sa.String(10))
    name: Mapped[str] = mapped_column(sa.String(300))
    description: Mapped[str | None] = mapped_column(sa.Text)
    sku: Mapped[str | None] = mapped_column(sa.String(60))
    price: Mapped[Decimal]
    currency: Mapped[str] = mapped_column(sa.String(3))
    unit: Mapped[str | None] = mapped_column(sa.String(40))
    taxes: Mapped[list[dict[str, Any]] | None] = mapped_column(sa.JSON(none_as_null=True))
    """As an item of a document has them: null takes the document's, [] is untaxed."""
    active: Mapped[bool]
    stock_micro: Mapped[int | None]
    """How many there are, in millionths of the unit, because SQL has to compare it exactly. Null: nobody counts."""
    allow_negative_stock: Mapped[bool]
    low_stock_micro: Mapped[int | None]
    """At this or less, the stock is low; in millionths too."""
    movements: Mapped[int] = mapped_column(default=0)
    """The number of its last `StockMovement`."""
    sku_key: Mapped[str | None] = mapped_column(sa.String(120))
    """The SKU without case."""
    name_key: Mapped[str] = mapped_column(KeyText, deferred=True)
    name_mirrored: Mapped[str] = mapped_column(KeyText, deferred=True)
    search_text: Mapped[str] = mapped_column(sa.Text, deferred=True)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class StockMovement(Base):
    """One change of a stock. Written with the change, never altered."""

    __tablename__ = "stock_movements"
    __table_args__ = (sa.UniqueConstraint("product_id", "number"),)

    id: Mapped[str] = mapped_column(sa.String(60), primary_key=True)
    """Sorts as `number` does."""
    team_id: Mapped[str] = mapped_column(sa.ForeignKey(Team.id, ondelete="CASCADE"))
    product_id: Mapped[str] = mapped_column(sa.ForeignKey(Product.id, ondelete="CASCADE"))
    number: Mapped[int]
    adjustment_micro: Mapped[int]
    stock_micro: Mapped[int | None]
    """What there was after it; null when it ended the counting."""
    reason: Mapped[str | None] = mapped_column(sa.String(200))
    user_id: Mapped[str | None] = mapped_column(sa.String(40))
    token_id: Mapped[str | None] = mapped_column(sa.String(40))
    at: Mapped[datetime]
