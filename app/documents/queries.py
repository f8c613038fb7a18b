"""Selects of documents."""

from collections.abc import Callable
from datetime import date
from typing import Any

import sqlalchemy as sa

from app.accounts.models import Team
from app.accounts.tenancy import owned
from app.documents.kinds import OWED
from app.documents.lifecycle import OPEN
from app.documents.models import Document

_IS_OWED = Document.type.in_(OWED)


def list_documents(team: Team, kind: str | None, filters: dict[str, Any], today: date) -> sa.Select[Document]:
    """The team's documents, of one type or of all, that pass all the filters (a loaded `DocumentQuery`); unordered."""
    select = owned(Document, team).where(Document.deleted_at.is_(None))
    if kind is not None:
        select = select.where(Document.type == kind)
    conditions: dict[str, Callable[[Any], sa.ColumnElement[bool]]] = {
        "type": lambda name: Document.type == name,
        "source_id": lambda source: Document.source_id == source,
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
    """As the status is printed: what is overdue is not listed as issued or sent.

    "unpaid" is everything owed that is neither settled nor void, drafts too; "partially_paid" includes what is overdue.
    """
    if status == "unpaid":
        return _IS_OWED & Document.status.in_(("draft", *OPEN))
    if status == "overdue":
        return _IS_OWED & Document.status.in_(OPEN) & (Document.due_at < today)
    if status in ("issued", "sent"):
        return (Document.status == status) & (sa.not_(_IS_OWED) | (Document.due_at >= today))
    return Document.status == status
