"""Branding of teams, and the look that an issued document keeps."""

import sqlalchemy as sa
from alembic import op

revision = "b7d41c09e5a2"
down_revision = "c3d96e4b81f0"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "logos",
        sa.Column("team_id", sa.String(length=40), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("png", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_logos_team_id_teams"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("team_id", "hash", name=op.f("pk_logos")),
    )
    op.create_table(
        "document_looks",
        sa.Column("document_id", sa.String(length=40), nullable=False),
        sa.Column("team_id", sa.String(length=40), nullable=False),
        sa.Column("accent", sa.String(length=7), nullable=True),
        sa.Column("footer", sa.JSON(), nullable=False),
        sa.Column("paper", sa.String(length=10), nullable=True),
        sa.Column("second_language", sa.String(length=35), nullable=True),
        sa.Column("logo_hash", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_document_looks_document_id_documents"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["teams.id"], name=op.f("fk_document_looks_team_id_teams"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_document_looks")),
    )
    with op.batch_alter_table("teams", schema=None) as batch_op:
        batch_op.add_column(sa.Column("template", sa.String(length=40), server_default="clean", nullable=False))
        batch_op.add_column(sa.Column("accent", sa.String(length=7), nullable=True))
        batch_op.add_column(sa.Column("footer", sa.JSON(), server_default="[]", nullable=False))
        batch_op.add_column(sa.Column("paper", sa.String(length=10), nullable=True))
        batch_op.add_column(sa.Column("second_language", sa.String(length=35), nullable=True))
        batch_op.add_column(sa.Column("logo_hash", sa.String(length=64), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("teams", schema=None) as batch_op:
        for name in ("logo_hash", "second_language", "paper", "footer", "accent", "template"):
            batch_op.drop_column(name)
    op.drop_table("document_looks")
    op.drop_table("logos")
