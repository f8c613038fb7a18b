"""Types of documents with number formats of their own, where documents come from, payments."""

import sqlalchemy as sa
from alembic import op
from ulid import ULID

revision = "b4d90c3e7f21"
down_revision = "b7d41c09e5a2"
branch_labels = None
depends_on = None

_STATUSES = "draft issued sent partially_paid paid credited approved rejected converted void".split()


def upgrade() -> None:
    _number_formats()
    _payments()
    connection = op.get_bind()
    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.alter_column("status", type_=sa.String(length=20), existing_nullable=False)
        batch_op.add_column(sa.Column("stamp", sa.String(length=26), server_default="", nullable=False))
        batch_op.add_column(sa.Column("paid_minor", sa.BigInteger(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("credited_minor", sa.BigInteger(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("source_id", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("source_type", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("source_number", sa.String(length=60), nullable=True))
        batch_op.add_column(sa.Column("invoice_id", sa.String(length=40), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_documents_source_id_documents"), "documents", ["source_id"], ["id"], ondelete="SET NULL"
        )
        batch_op.drop_constraint(batch_op.f("ck_documents_status"), type_="check")
        batch_op.create_check_constraint(
            batch_op.f("ck_documents_status"), f"status IN ({', '.join(repr(status) for status in _STATUSES)})"
        )
    connection.execute(
        sa.text("UPDATE documents SET paid_minor = CASE WHEN status = 'paid' THEN total_minor ELSE prepaid_minor END")
    )
    connection.execute(sa.text("UPDATE documents SET stamp = substr(id, 5)"))  # All are invoices: "inv_…".
    _write_payments(connection)
    # A bill that a deposit has paid in part says so; one that a deposit has paid in whole is paid.
    connection.execute(
        sa.text(
            "UPDATE documents SET status = 'partially_paid' "
            "WHERE status IN ('issued', 'sent') AND prepaid_minor > 0 AND prepaid_minor < total_minor"
        )
    )
    connection.execute(
        sa.text(
            "UPDATE documents SET status = 'paid', paid_at = issued_at "
            "WHERE status IN ('issued', 'sent') AND prepaid_minor > 0 AND prepaid_minor = total_minor"
        )
    )
    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.alter_column("paid_minor", server_default=None, existing_type=sa.BigInteger(), existing_nullable=False)
        batch_op.create_check_constraint(
            batch_op.f("ck_documents_not_overpaid"), "paid_minor = 0 OR abs(paid_minor) <= abs(total_minor)"
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_documents_not_overcredited"), "credited_minor BETWEEN 0 AND abs(total_minor)"
        )
        batch_op.alter_column("stamp", server_default=None, existing_type=sa.String(26), existing_nullable=False)
        batch_op.create_index("ix_documents_team_stamp", ["team_id", "stamp"], unique=False)
        batch_op.create_index("ix_documents_source_id", ["source_id"], unique=False)
        batch_op.create_index(
            "uq_documents_converted_once",
            ["source_id"],
            unique=True,
            sqlite_where=sa.text("type = 'invoice' AND deleted_at IS NULL"),
            postgresql_where=sa.text("type = 'invoice' AND deleted_at IS NULL"),
        )
    with op.batch_alter_table("document_items", schema=None) as batch_op:
        batch_op.add_column(sa.Column("source_position", sa.Integer(), nullable=True))


def _number_formats() -> None:
    op.create_table(
        "number_formats",
        sa.Column("team_id", sa.String(length=40), nullable=False),
        sa.Column("type", sa.String(length=20), nullable=False),
        sa.Column("pattern", sa.String(length=40), nullable=False),
        sa.Column("reset", sa.String(length=10), nullable=False),
        sa.CheckConstraint("reset IN ('yearly', 'never')", name=op.f("ck_number_formats_reset")),
        sa.ForeignKeyConstraint(
            ["team_id"], ["teams.id"], name=op.f("fk_number_formats_team_id_teams"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("team_id", "type", name=op.f("pk_number_formats")),
    )
    op.execute(
        "INSERT INTO number_formats (team_id, type, pattern, reset) "
        "SELECT id, 'invoice', number_format, "
        "CASE WHEN number_format LIKE '%{year}%' OR number_format LIKE '%{yy}%' THEN 'yearly' ELSE 'never' END "
        "FROM teams WHERE number_format <> 'INV-{year}-{seq:04}'"
    )
    with op.batch_alter_table("teams", schema=None) as batch_op:
        batch_op.drop_column("number_format")


def _payments() -> None:
    op.create_table(
        "payments",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("team_id", sa.String(length=40), nullable=False),
        sa.Column("document_id", sa.String(length=40), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("paid_at", sa.Date(), nullable=False),
        sa.Column("method", sa.String(length=40), nullable=True),
        sa.Column("reference", sa.String(length=120), nullable=True),
        sa.Column("origin", sa.String(length=12), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("amount_minor <> 0", name=op.f("ck_payments_amount")),
        sa.CheckConstraint("origin IN ('recorded', 'deposit', 'mark_paid')", name=op.f("ck_payments_origin")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_payments_document_id_documents"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_payments_team_id_teams"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payments")),
        sa.UniqueConstraint("document_id", "reference", name=op.f("uq_payments_document_id_reference")),
    )
    op.create_index("ix_payments_team_paid", "payments", ["team_id", "paid_at"], unique=False)


def _write_payments(connection: sa.Connection) -> None:
    """What was a deposit or a mark becomes a payment."""
    rows = connection.execute(
        sa.text(
            "SELECT id, team_id, status, total_minor, prepaid_minor, issued_at, paid_at, updated_at FROM documents "
            "WHERE status IN ('issued', 'sent', 'paid') AND (status = 'paid' OR prepaid_minor > 0)"
        ).columns(updated_at=sa.DateTime(timezone=True), issued_at=sa.Date(), paid_at=sa.Date())
    ).all()
    payments = sa.table(
        "payments",
        *(sa.column(name) for name in ("id", "team_id", "document_id", "amount_minor", "origin")),
        sa.column("paid_at", sa.Date()),
        sa.column("created_at", sa.DateTime(timezone=True)),
    )
    for row in rows:
        parts = [(row.prepaid_minor, "deposit", row.issued_at)]
        if row.status == "paid":
            parts.append((row.total_minor - row.prepaid_minor, "mark_paid", row.paid_at or row.issued_at))
        for amount, origin, day in parts:
            if amount:
                values = {
                    "id": f"pay_{str(ULID()).lower()}",
                    "team_id": row.team_id,
                    "document_id": row.id,
                    "amount_minor": amount,
                    "origin": origin,
                    "paid_at": day,
                    "created_at": row.updated_at,
                }
                connection.execute(payments.insert().values(values))


def downgrade() -> None:
    with op.batch_alter_table("document_items", schema=None) as batch_op:
        batch_op.drop_column("source_position")
    op.execute("UPDATE documents SET status = CASE WHEN sent_at IS NULL THEN 'issued' ELSE 'sent' END "
               "WHERE status NOT IN ('draft', 'issued', 'sent', 'paid', 'void')")
    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.drop_index("uq_documents_converted_once")
        batch_op.drop_index("ix_documents_source_id")
        batch_op.drop_index("ix_documents_team_stamp")
        batch_op.drop_constraint(batch_op.f("ck_documents_not_overcredited"), type_="check")
        batch_op.drop_constraint(batch_op.f("ck_documents_not_overpaid"), type_="check")
        batch_op.drop_constraint(batch_op.f("ck_documents_status"), type_="check")
        batch_op.create_check_constraint(
            batch_op.f("ck_documents_status"), "status IN ('draft', 'issued', 'sent', 'paid', 'void')"
        )
        batch_op.drop_constraint(batch_op.f("fk_documents_source_id_documents"), type_="foreignkey")
        for name in ("invoice_id", "source_number", "source_type", "source_id", "credited_minor", "paid_minor", "stamp"):
            batch_op.drop_column(name)
        batch_op.alter_column("status", type_=sa.String(length=10), existing_nullable=False)
    op.drop_table("payments")
    with op.batch_alter_table("teams", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("number_format", sa.String(length=40), server_default="INV-{year}-{seq:04}", nullable=False)
        )
    op.execute(
        "UPDATE teams SET number_format = coalesce("
        "(SELECT pattern FROM number_formats WHERE team_id = teams.id AND type = 'invoice'), number_format)"
    )
    op.drop_table("number_formats")
