"""What customers were invoiced, have paid and owe: sums in each currency, exact."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from app.accounts.models import Team
from app.accounts.tenancy import owned
from app.core import money
from app.core.db import db
from app.documents.kinds import INVOICE
from app.documents.lifecycle import OPEN, Status
from app.documents.models import Document, Payment

RECENT = 10
_INVOICED = (*OPEN, Status.PAID, Status.CREDITED)
Totals = list[dict[str, str]]


def totals_of(team: Team, customer_ids: Sequence[str], today: date) -> dict[str, Totals]:
    """The sums of each of these customers, by one query; drafts and what is void or deleted do not count.

    What was credited was not invoiced after all; what is to be paid back does not lower what is outstanding elsewhere.
    """
    invoiced = Document.total_minor - Document.credited_minor
    due = sa.case((Document.status.in_(OPEN), invoiced - Document.paid_minor), else_=0)
    overdue = sa.case((Document.status.in_(OPEN) & (Document.due_at < today), invoiced - Document.paid_minor), else_=0)
    sums = (invoiced, Document.paid_minor, due, overdue)
    select = (
        _invoices(team)
        .where(Document.customer_id.in_(customer_ids), Document.status.in_(_INVOICED))
        .with_only_columns(Document.customer_id, Document.currency, *(sa.func.sum(each) for each in sums))
        .group_by(Document.customer_id, Document.currency)
        .order_by(Document.currency)
    )
    found: defaultdict[str, Totals] = defaultdict(list)
    for customer_id, currency, *minors in db.session.execute(select):
        names = ("invoiced", "paid", "outstanding", "overdue")
        amounts = {name: money.format_minor(int(minor), currency) for name, minor in zip(names, minors, strict=True)}
        found[customer_id].append({"currency": currency, **amounts})
    return found


def list_recent(team: Team, customer_id: str) -> Sequence[Document]:
    """The customer's last invoices, the newest first."""
    select = _invoices(team).where(Document.customer_id == customer_id).order_by(Document.id.desc())
    return db.session.scalars(select.limit(RECENT)).unique().all()


def list_recent_payments(team: Team, customer_id: str) -> Sequence[tuple[Payment, Document]]:
    """The last payments for the customer's invoices, each with its invoice, the newest first."""
    select = (
        sa.select(Payment, Document)
        .join(Document, Document.id == Payment.document_id)
        .where(Document.team_id == team.id, Document.customer_id == customer_id, Document.deleted_at.is_(None))
        .order_by(Payment.paid_at.desc(), Payment.id.desc())
        .limit(RECENT)
    )
    return [(payment, document) for payment, document in db.session.execute(select)]


def count_unpaid(team: Team, customer_id: str) -> int:
    """How many of its invoices are neither paid nor void; a draft counts."""
    unpaid = _invoices(team).where(Document.customer_id == customer_id, Document.status.in_((Status.DRAFT, *OPEN)))
    return db.session.scalar(unpaid.with_only_columns(sa.func.count())) or 0


def _invoices(team: Team) -> sa.Select[Any]:
    return owned(Document, team).where(Document.type == INVOICE, Document.deleted_at.is_(None))
