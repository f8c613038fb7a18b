"""What older installations knew as a deposit or a mark is a payment after the migration."""

from pathlib import Path

import sqlalchemy as sa
from flask_migrate import upgrade

from app import create_app
from app.core.db import db, transaction
from tests.callers import settings

_BEFORE = "6a1f0b7c2d43"
_TEAM = (
    "INSERT INTO teams (id, name, currency, time_zone, language, locale, payment_terms_days, number_format, "
    "issue_on_create, from_details, payment_details, created_at, updated_at) VALUES "
    "('team_1', 'T', 'USD', 'UTC', 'en', 'US', 30, 'R{seq}', 0, '[]', '[]', '2026-01-01', '2026-01-01')"
)
_DOCUMENT = (
    "INSERT INTO documents (id, team_id, type, number, title, status, issued_at, due_at, paid_at, currency, locale, "
    "language, from_details, to_details, payment_details, discounts, taxes, template, subtotal_minor, discount_minor, "
    "tax_minor, withholding_minor, total_minor, prepaid_minor, tax_lines, discount_amounts, search_text, created_at, "
    "updated_at) VALUES (:id, 'team_1', 'invoice', :id, 'T', :status, '2026-01-01', '2026-02-01', :paid_at, 'USD', "
    "'US', 'en', '[]', '[]', '[]', '[]', '[]', 'clean', 100, 0, 0, 0, 100, :prepaid, '[]', '[]', '', '2026-01-01', "
    "'2026-01-01')"
)
_OLD = [
    ("inv_draft", "draft", None, 40),
    ("inv_open", "issued", None, 0),
    ("inv_part", "sent", None, 40),
    ("inv_all", "issued", None, 100),
    ("inv_paid", "paid", "2026-01-09", 40),
    ("inv_marked", "paid", "2026-01-09", 0),
]


def test_deposits_and_marks_become_payments_and_formats_move(tmp_path: Path) -> None:
    app = create_app(settings(tmp_path))
    with app.app_context():
        upgrade(revision=_BEFORE)
        with transaction():
            db.session.execute(sa.text(_TEAM))
            for id_, status, paid_at, prepaid in _OLD:
                values = {"id": id_, "status": status, "paid_at": paid_at, "prepaid": prepaid}
                db.session.execute(sa.text(_DOCUMENT), values)
        upgrade()
        with transaction(writing=False):
            documents = db.session.execute(sa.text("SELECT id, status, paid_minor, stamp FROM documents")).all()
            payments = db.session.execute(
                sa.text("SELECT document_id, amount_minor, origin, paid_at FROM payments ORDER BY document_id, origin")
            ).all()
            formats = db.session.execute(sa.text("SELECT * FROM number_formats")).all()
        db.engine.dispose()
    assert {row[0]: (row[1], row[2]) for row in documents} == {
        "inv_draft": ("draft", 40),
        "inv_open": ("issued", 0),
        "inv_part": ("partially_paid", 40),
        "inv_all": ("paid", 100),
        "inv_paid": ("paid", 100),
        "inv_marked": ("paid", 100),
    }
    assert {row[3] for row in documents} == {"draft", "open", "part", "all", "paid", "marked"}
    assert [tuple(row) for row in payments] == [
        ("inv_all", 100, "deposit", "2026-01-01"),
        ("inv_marked", 100, "mark_paid", "2026-01-09"),
        ("inv_paid", 40, "deposit", "2026-01-01"),
        ("inv_paid", 60, "mark_paid", "2026-01-09"),
        ("inv_part", 40, "deposit", "2026-01-01"),
    ]
    assert [tuple(row) for row in formats] == [("team_1", "invoice", "R{seq}", "never")]
