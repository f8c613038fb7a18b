"""Versions of documents, and the ETag of a kept answer."""

import sqlalchemy as sa
from alembic import op

revision = "6a1f0b7c2d43"
down_revision = "3881543c995a"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.add_column(sa.Column("version", sa.BigInteger(), server_default="1", nullable=False))
    with op.batch_alter_table("idempotency_records", schema=None) as batch_op:
        batch_op.add_column(sa.Column("etag", sa.String(length=40), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("idempotency_records", schema=None) as batch_op:
        batch_op.drop_column("etag")
    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.drop_column("version")
