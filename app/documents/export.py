"""Documents as a CSV file for bookkeepers, written row by row as it is sent."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Bundle

from app.accounts.models import Team
from app.core import csv_files, money
from app.core.db import db, transaction
from app.core.http.pagination import Window
from app.documents.kinds import KINDS, printed_status
from app.documents.lifecycle import amount_due
from app.documents.models import Document
from app.documents.queries import list_documents

COLUMNS = (
    "number type status issued_at due_at paid_at customer customer_tax_id customer_country customer_id title reference "
    "currency subtotal discount_total tax_total withholding_total total amount_paid credited amount_due taxes id"
).split()
_READ = (
    "id number type status issued_at due_at paid_at customer_id title reference currency from_details to_details "
    "subtotal_minor discount_minor tax_minor withholding_minor total_minor paid_minor credited_minor tax_lines"
).split()
_ROW: Bundle[Any] = Bundle("document", *(getattr(Document, name) for name in _READ))
_AT_ONCE = 500
# Without it, a spreadsheet takes UTF-8 for the letters of its own country.
BYTE_ORDER_MARK = "\ufeff"


def csv_lines(team: Team, kind: str, filters: dict[str, Any], today: date) -> Iterator[str]:
    """The file in portions, newest first. `team` is a copy that needs no database (`accounts.service.copy_of`).

    Each portion is read in a transaction of its own, so that a client who reads slowly holds nothing up; a document is
    as it is when its row is written, and what is made meanwhile is left out.
    """
    yield BYTE_ORDER_MARK + csv_files.write(COLUMNS, [])
    before: str | None = None
    while True:
        with transaction(writing=False):
            rows = db.session.scalars(_portion(team, kind, filters, today, before)).all()
            text = csv_files.lines(cells(document, today) for document in rows)
            before = rows[-1].id if rows else None
        if before is None:
            return
        yield text


def _portion(team: Team, kind: str, filters: dict[str, Any], today: date, before: str | None) -> sa.Select[Any]:
    select = list_documents(team, kind, filters, today, Window(before, _AT_ONCE))
    select = select.order_by(Document.id.desc()).limit(_AT_ONCE)
    if before is not None:
        select = select.where(Document.id < before)
    return select.with_only_columns(_ROW, maintain_column_froms=True)


def cells(document: Document, today: date) -> Sequence[str | Decimal]:
    """What stands under `COLUMNS` of it."""
    customer = _first_of_each(getattr(document, KINDS[document.type].customer_side))
    owed = amount_due(document.total_minor, document.paid_minor, document.credited_minor)
    amounts = (
        document.subtotal_minor,
        document.discount_minor,
        document.tax_minor,
        document.withholding_minor,
        document.total_minor,
        document.paid_minor,
        document.credited_minor,
        owed if KINDS[document.type].is_owed else 0,
    )
    return (
        document.number or "",
        document.type,
        printed_status(document.type, document.status, document.due_at, today),
        document.issued_at.isoformat(),
        document.due_at.isoformat(),
        document.paid_at.isoformat() if document.paid_at else "",
        customer.get("company") or customer.get("name") or "",
        customer.get("tax_id", ""),
        customer.get("country", ""),
        document.customer_id or "",
        document.title,
        document.reference or "",
        document.currency,
        *(money.from_minor(minor, document.currency) for minor in amounts),
        "; ".join(
            f"{tax['name']} {tax['percentage']}%: {tax['amount']} on {tax['base']}" for tax in document.tax_lines
        ),
        document.id,
    )


def _first_of_each(rows: Sequence[dict[str, Any]]) -> dict[str, str]:
    return {row["field"]: row["value"] for row in reversed(rows) if row["field"]}
