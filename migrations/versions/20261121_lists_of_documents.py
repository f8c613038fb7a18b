"""Indexes for the lists: what is unpaid, and each status, newest first; on PostgreSQL the search."""

import sqlalchemy as sa
from alembic import op

revision = "e61b7f20ad48"
down_revision = "d2c8417be06f"
branch_labels = None
depends_on = None

_UNPAID = sa.text("status IN ('draft', 'issued', 'sent', 'partially_paid') AND deleted_at IS NULL")


def upgrade() -> None:
    op.create_index(
        "ix_documents_unpaid",
        "documents",
        ["team_id", "type", "id"],
        sqlite_where=_UNPAID,
        postgresql_where=_UNPAID,
    )
    op.create_index("ix_documents_team_type_status_id", "documents", ["team_id", "type", "status", "id"])
    op.drop_index("ix_documents_team_status_due", "documents")  # Nothing sorts by the due date.
    connection = op.get_bind()
    if connection.dialect.name == "postgresql" and _has_trigrams(connection):
        op.create_index(
            "ix_documents_search",
            "documents",
            ["search_text"],
            postgresql_using="gin",
            postgresql_ops={"search_text": "gin_trgm_ops"},
        )


def _has_trigrams(connection: sa.Connection) -> bool:
    """Whoever owns the database may make the extension, where it is installed; without it, a search reads all."""
    try:
        with connection.begin_nested():
            connection.execute(sa.text("CREATE EXTENSION IF NOT EXISTS pg_trgm"))
    except sa.exc.DBAPIError:
        return False
    return True


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.drop_index("ix_documents_search", "documents", if_exists=True)  # The extension may serve others.
    op.create_index("ix_documents_team_status_due", "documents", ["team_id", "status", "due_at"])
    op.drop_index("ix_documents_team_type_status_id", "documents")
    op.drop_index("ix_documents_unpaid", "documents")
