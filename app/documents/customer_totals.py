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
from app.documents.lifecycle import Status
from app.documents.models import Document

RECENT = 10
_OPEN = (Status.ISSUED, Status.SENT)
_INVOICED = (*_OPEN, Status.PAID)
Totals = list[dict[str, str]]


def totals_of(team: Team, customer_ids: Sequence[str], today: date) -> dict[str, Totals]:
    """The sums of each of these customers, by one query; drafts and what is void or deleted do not count."""
    paid = sa.case((Document.status == Status.PAID, Document.total_minor), else_=Document.prepaid_minor)
    due = Document.total_minor - paid
    is_overdue = Document.status.in_(_OPEN) & (Document.due_at < today)
    sums = (Document.total_minor, paid, due, sa.case((is_overdue, due), else_=0))
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


def count_unpaid(team: Team, customer_id: str) -> int:
    """How many of its invoices are neither paid nor void; a draft counts."""
    unpaid = _invoices(team).where(
        Document.customer_id == customer_id, Document.status.not_in((Status.PAID, Status.VOID))
    )
    return db.session.scalar(unpaid.with_only_columns(sa.func.count())) or 0


def _invoices(team: Team) -> sa.Select[Any]:
    return owned(Document, team).where(Document.type == "invoice", Document.deleted_at.is_(None))
