"""Events are kept as they are published."""

import sqlalchemy as sa
from alembic import op

revision = "d2c8417be06f"
down_revision = "b7d1f03a9c52"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "published_events",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("team_id", sa.String(length=40), nullable=False),
        sa.Column("type", sa.String(length=60), nullable=False),
        sa.Column("subject_id", sa.String(length=40), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id"], ["teams.id"], name=op.f("fk_published_events_team_id_teams"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_events")),
    )
    with op.batch_alter_table("published_events", schema=None) as batch_op:
        batch_op.create_index("ix_published_events_team_id_id", ["team_id", "id"], unique=False)
        batch_op.create_index("ix_published_events_team_subject", ["team_id", "subject_id"], unique=False)


def downgrade() -> None:
    op.drop_table("published_events")
