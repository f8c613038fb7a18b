"""Selects of documents."""

from collections.abc import Callable
from datetime import date
from typing import Any

import sqlalchemy as sa

from app.accounts.models import Team
from app.accounts.tenancy import owned
from app.documents.models import Document

_OPEN = ("issued", "sent")


def list_documents(team: Team, kind: str, filters: dict[str, Any], today: date) -> sa.Select[Document]:
    """The team's documents of one type that pass all the filters (a loaded `InvoiceQuery`); unordered."""
    select = owned(Document, team).where(Document.type == kind, Document.deleted_at.is_(None))
    conditions: dict[str, Callable[[Any], sa.ColumnElement[bool]]] = {
        "currency": lambda code: Document.currency == code,
        "customer_id": lambda customer: Document.customer_id == customer,
        "prompt_id": lambda prompt: Document.prompt_id == prompt,
        "issued_from": lambda day: Document.issued_at >= day,
        "issued_to": lambda day: Document.issued_at <= day,
        "due_from": lambda day: Document.due_at >= day,
        "due_to": lambda day: Document.due_at <= day,
        "status": lambda status: _has_status(status, today),
        "search": lambda text: Document.search_text.contains(text.casefold(), autoescape=True),
    }
    for name, condition in conditions.items():
        if filters.get(name):
            select = select.where(condition(filters[name]))
    return select


def _has_status(status: str, today: date) -> sa.ColumnElement[bool]:
    """As the status is printed: what is overdue is not listed as issued or sent. "unpaid": not paid and not void."""
    if status == "unpaid":
        return Document.status.not_in(("paid", "void"))
    if status == "overdue":
        return Document.status.in_(_OPEN) & (Document.due_at < today)
    if status in _OPEN:
        return (Document.status == status) & (Document.due_at >= today)
    return Document.status == status
