"""Products."""

import sqlalchemy as sa
from alembic import op

revision = "c3d96e4b81f0"
down_revision = "5b1f0c7d2a64"
branch_labels = None
depends_on = None

# Compared byte by byte, so that an index serves a search for a beginning.
_KEY = sa.String(length=200).with_variant(sa.String(length=200, collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "products",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("team_id", sa.String(length=40), nullable=False),
        sa.Column("type", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("sku", sa.String(length=60), nullable=True),
        sa.Column("price", sa.String(40), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("unit", sa.String(length=40), nullable=True),
        sa.Column("taxes", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("stock_micro", sa.BigInteger(), nullable=True),
        sa.Column("allow_negative_stock", sa.Boolean(), nullable=False),
        sa.Column("low_stock_micro", sa.BigInteger(), nullable=True),
        sa.Column("movements", sa.BigInteger(), nullable=False),
        sa.Column("sku_key", sa.String(length=120), nullable=True),
        sa.Column("name_key", _KEY, nullable=False),
        sa.Column("name_mirrored", _KEY, nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.CheckConstraint("type IN ('product', 'service')", name=op.f("ck_products_type")),
        sa.CheckConstraint("type = 'product' OR stock_micro IS NULL", name=op.f("ck_products_service_has_no_stock")),
        sa.CheckConstraint(
            "stock_micro IS NULL OR stock_micro >= 0 OR allow_negative_stock", name=op.f("ck_products_stock_is_there")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_products_team_id_teams"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_products")),
        sa.UniqueConstraint("team_id", "sku_key", name=op.f("uq_products_team_id_sku_key")),
    )
    op.create_index("ix_products_team_id_id", "products", ["team_id", "id"])
    op.create_index("ix_products_team_id_name_key", "products", ["team_id", "name_key"])
    op.create_index("ix_products_team_id_name_mirrored", "products", ["team_id", "name_mirrored"])
    op.create_table(
        "stock_movements",
        sa.Column("id", sa.String(length=60), nullable=False),
        sa.Column("team_id", sa.String(length=40), nullable=False),
        sa.Column("product_id", sa.String(length=40), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("adjustment_micro", sa.BigInteger(), nullable=False),
        sa.Column("stock_micro", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.Column("user_id", sa.String(length=40), nullable=True),
        sa.Column("token_id", sa.String(length=40), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["product_id"],
            ["products.id"],
            name=op.f("fk_stock_movements_product_id_products"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["teams.id"], name=op.f("fk_stock_movements_team_id_teams"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_movements")),
        sa.UniqueConstraint("product_id", "number", name=op.f("uq_stock_movements_product_id_number")),
    )


def downgrade() -> None:
    op.drop_table("stock_movements")
    op.drop_table("products")
