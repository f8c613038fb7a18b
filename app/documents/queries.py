"""Selects of documents."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Bundle, InstrumentedAttribute

from app.accounts.models import Team
from app.accounts.tenancy import owned
from app.core.db import db
from app.core.http.pagination import Window
from app.documents import search
from app.documents.kinds import OWED
from app.documents.lifecycle import UNPAID
from app.documents.models import Document, DocumentItem

_IS_OWED = Document.type.in_(OWED)
# Written out, as bound values would hide from the planners that the index of the unpaid serves.
_IS_UNPAID = Document.status.in_([sa.literal_column(repr(str(status))) for status in UNPAID])

# What `present.document_json` never looks at; the text of the search alone is a fifth of a row.
_HIDDEN = "team_id deleted_at prepaid_minor discount_amounts search_text revision version".split()
_COLUMNS = [column.key for column in sa.inspect(Document).column_attrs if column.key not in _HIDDEN]
_SHOWN: Bundle[Any] = Bundle("document", *(getattr(Document, name) for name in _COLUMNS))
_ITEMS = (
    sa.select(*DocumentItem.__table__.columns)
    .where(DocumentItem.document_id.in_(sa.bindparam("ids", expanding=True)))
    .order_by(DocumentItem.document_id, DocumentItem.position)
)


def order_of(kind: str | None) -> InstrumentedAttribute[str]:
    """The column that documents are listed by, newest first: of one type, or of all."""
    return Document.stamp if kind is None else Document.id


def list_documents(
    team: Team, kind: str | None, filters: dict[str, Any], today: date, window: Window | None = None
) -> sa.Select[Document]:
    """The team's documents, of one type or of all, that pass all the filters (a loaded `DocumentQuery`); unordered.

    `window`: the only ones that will be read, by `order_of`; others may be left out then. For the open transaction: a
    search tells the database how to plan in it, and looks into it.
    """
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
    }
    for name, condition in conditions.items():
        if filters.get(name):
            select = select.where(condition(filters[name]))
    if filters.get("search"):
        select = search.with_needle(select, team, filters["search"].casefold(), order_of(kind), window)
    return select


def shown(documents: sa.Select[Document]) -> sa.Select[Any]:
    """The same as rows of what the API shows of them, but for their items: plain values, which are read much faster."""
    return documents.with_only_columns(_SHOWN, maintain_column_froms=True)


def items_of(document_ids: Sequence[str]) -> dict[str, list[Any]]:
    """The items of these documents in their order, as rows of plain values."""
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for item in db.session.execute(_ITEMS, {"ids": document_ids}) if document_ids else ():
        found[item.document_id].append(item)
    return found


def _has_status(status: str, today: date) -> sa.ColumnElement[bool]:
    """As the status is printed: what is overdue is not listed as issued or sent.

    "unpaid" is everything owed that is neither settled nor void, drafts too; "partially_paid" includes what is overdue.
    """
    if status == "unpaid":
        return _IS_OWED & _IS_UNPAID
    if status == "overdue":
        return _IS_OWED & _IS_UNPAID & (Document.status != "draft") & (Document.due_at < today)
    if status in ("issued", "sent"):
        return (Document.status == status) & (sa.not_(_IS_OWED) | (Document.due_at >= today))
    return Document.status == status
