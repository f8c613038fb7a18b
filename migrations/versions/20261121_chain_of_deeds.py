"""The audit trail as a chain over issued documents. What was issued before has no entry, and verifying says so."""

import sqlalchemy as sa
from alembic import op

revision = "b7d1f03a9c52"
down_revision = "b8e2d1f60a37"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_heads",
        sa.Column("team_id", sa.String(length=40), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id"], ["teams.id"], name=op.f("fk_audit_heads_team_id_teams"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("team_id", name=op.f("pk_audit_heads")),
    )
    with op.batch_alter_table("audit_entries", schema=None) as batch_op:
        batch_op.drop_index("ix_audit_entries_subject")
        batch_op.add_column(sa.Column("position", sa.BigInteger(), nullable=True))
        for name in ("content_digest", "state_digest", "prev_hash", "hash"):
            batch_op.add_column(sa.Column(name, sa.String(length=64), nullable=True))
        batch_op.create_index("ix_audit_entries_team_id_id", ["team_id", "id"], unique=False)
        batch_op.create_index("ix_audit_entries_subject", ["team_id", "subject_id", "position"], unique=False)
        batch_op.create_index("uq_audit_entries_position", ["team_id", "position"], unique=True)


def downgrade() -> None:
    with op.batch_alter_table("audit_entries", schema=None) as batch_op:
        batch_op.drop_index("uq_audit_entries_position")
        batch_op.drop_index("ix_audit_entries_subject")
        batch_op.drop_index("ix_audit_entries_team_id_id")
        for name in ("hash", "prev_hash", "state_digest", "content_digest", "position"):
            batch_op.drop_column(name)
        batch_op.create_index("ix_audit_entries_subject", ["team_id", "subject_id", "id"], unique=False)

    op.drop_table("audit_heads")
