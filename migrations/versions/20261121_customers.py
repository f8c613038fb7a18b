"""Customers."""

import sqlalchemy as sa
from alembic import op

revision = "5b1f0c7d2a64"
down_revision = "6a1f0b7c2d43"
branch_labels = None
depends_on = None

# Compared byte by byte, so that an index serves a search for a beginning.
_KEY = sa.String(length=200).with_variant(sa.String(length=200, collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "customers",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("team_id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=True),
        sa.Column("company", sa.String(length=200), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("address_line1", sa.String(length=200), nullable=True),
        sa.Column("address_line2", sa.String(length=200), nullable=True),
        sa.Column("city", sa.String(length=120), nullable=True),
        sa.Column("region", sa.String(length=120), nullable=True),
        sa.Column("postal_code", sa.String(length=20), nullable=True),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("tax_id", sa.String(length=40), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("language", sa.String(length=35), nullable=True),
        sa.Column("payment_terms_days", sa.Integer(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.CheckConstraint("name IS NOT NULL OR company IS NOT NULL", name=op.f("ck_customers_has_a_name")),
        sa.ForeignKeyConstraint(
            ["team_id"], ["teams.id"], name=op.f("fk_customers_team_id_teams"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customers")),
        sa.UniqueConstraint("team_id", "email", name=op.f("uq_customers_team_id_email")),
    )
    op.create_index("ix_customers_team_id_id", "customers", ["team_id", "id"])
    op.create_table(
        "customer_names",
        sa.Column("customer_id", sa.String(length=40), nullable=False),
        sa.Column("key", _KEY, nullable=False),
        sa.Column("mirrored", _KEY, nullable=False),
        sa.Column("team_id", sa.String(length=40), nullable=False),
        sa.Column("is_former", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customers.id"],
            name=op.f("fk_customer_names_customer_id_customers"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["teams.id"], name=op.f("fk_customer_names_team_id_teams"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("customer_id", "key", name=op.f("pk_customer_names")),
    )
    op.create_index("ix_customer_names_team_id_key", "customer_names", ["team_id", "key"])
    op.create_index("ix_customer_names_team_id_mirrored", "customer_names", ["team_id", "mirrored"])


def downgrade() -> None:
    op.drop_table("customer_names")
    op.drop_table("customers")
