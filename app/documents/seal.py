"""What the audit trail says of an issued document, and whether it still is what the trail says."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import aliased

from app.accounts import audit
from app.accounts.chain import CHECKS, Finding, Seal, as_stored, digest
from app.accounts.models import AuditEntry, Team
from app.core.db import db
from app.documents.models import Document, DocumentItem

STATE = frozenset("status paid_at sent_at voided_at deleted_at paid_minor credited_minor invoice_id".split())
"""What deeds change after the issue, each under an entry of the chain."""
UNSEALED = frozenset("customer_id source_id search_text version updated_at".split())
"""What is not of the document: links that others may move or cut, what is derived, what counts writes."""
UNSEALED_OF_ITEMS = frozenset(["product_id"])
_AT_ONCE = 500
_COLUMNS = [column for column in Document.__table__.columns if column.key not in UNSEALED]
_ITEM_COLUMNS = [column for column in DocumentItem.__table__.columns if column.key not in UNSEALED_OF_ITEMS]


@event.listens_for(Document, "after_update")
def _note_what_nobody_told(_mapper: Any, _connection: Any, document: Document) -> None:
    """A change that a deed makes on the way to another document stands in the chain too."""
    history = sa.inspect(document).attrs
    changes = {name: _before_and_after(history[name].history) for name in sorted(STATE)}
    changes = {name: change for name, change in changes.items() if change}
    if document.status != "draft" and changes:
        audit.record(
            "document.changed",
            team_id=document.team_id,
            subject_id=document.id,
            changes=changes,
            sealed_by=seals_of,
            unless_told=True,
        )


def _before_and_after(history: Any) -> list[Any]:
    values = [history.deleted[0] if history.deleted else None, history.added[0] if history.added else None]
    plain = [value.isoformat() if isinstance(value, date) else value for value in values]
    return plain if history.has_changes() and plain[0] != plain[1] else []


def seals_of(document_ids: Sequence[str]) -> Mapping[str, Seal]:
    """The digests of these documents as they are stored now."""
    select = sa.select(*map(as_stored, _COLUMNS)).where(Document.id.in_(document_ids))
    rows = [dict(row) for row in db.session.execute(select).mappings()]
    return dict(_sealed(rows))


def _sealed(rows: Sequence[dict[str, Any]]) -> Iterator[tuple[str, Seal]]:
    items: defaultdict[str, list[str]] = defaultdict(list)
    select = sa.select(*map(as_stored, _ITEM_COLUMNS)).where(DocumentItem.document_id.in_([row["id"] for row in rows]))
    for item in db.session.execute(select.order_by(DocumentItem.document_id, DocumentItem.position)).mappings():
        items[item["document_id"]].append(digest(dict(item)))
    for row in rows:
        content = {name: value for name, value in row.items() if name not in STATE}
        state = {name: value for name, value in row.items() if name in STATE}
        yield row["id"], Seal(digest(content | {"items": items[row["id"]]}), digest(state))


def check(team: Team) -> Iterator[Finding]:
    """What of the team's issued documents is not as the last entry about it says. Flat memory, any number of them."""
    yield from _check_known(team)
    for document_id in db.session.scalars(_unknown(team).execution_options(yield_per=_AT_ONCE)):
        yield Finding("document_unknown", "It is issued, but the trail knows nothing of it.", document_id)


CHECKS.add("documents", check)


def _check_known(team: Team) -> Iterator[Finding]:
    after = 0
    while rows := [dict(row) for row in db.session.execute(_known(team, after)).mappings()]:
        after = rows[-1]["position"]
        said = {row.pop("of"): Seal(row.pop("content_digest"), row.pop("state_digest")) for row in rows}
        for row in rows:
            del row["position"]
        seals = dict(_sealed([row for row in rows if row["id"]]))
        for document_id, seal in said.items():
            yield from _compared(document_id, seal, seals.get(document_id))


def _compared(document_id: str, said: Seal, found: Seal | None) -> Iterator[Finding]:
    if found is None:
        yield Finding("document_missing", "It was issued, and its row is gone.", document_id)
        return
    if found.content != said.content:
        message = "What is stored of it, in its row or its lines, is not what was issued."
        yield Finding("document_changed", message, document_id)
    if found.state != said.state:
        message = "Its status or one of the dates of it was changed by no deed that the trail knows."
        yield Finding("document_state_changed", message, document_id)


def _known(team: Team, after: int) -> sa.Select[Any]:
    """The next documents of the chain with the last entry about each: one statement, so that both are of one moment."""
    entry, later = AuditEntry, aliased(AuditEntry)
    # A subquery for each row, because without statistics PostgreSQL would sort the whole chain for each portion.
    last = sa.select(sa.func.max(later.position)).where(
        later.team_id == team.id, later.subject_id == entry.subject_id, later.position.is_not(None)
    )
    return (
        sa.select(entry.position, entry.subject_id.label("of"), entry.content_digest, entry.state_digest)
        .add_columns(*map(as_stored, _COLUMNS))
        .outerjoin(Document, Document.id == entry.subject_id)
        .where(entry.team_id == team.id, entry.position > after, entry.position == last.scalar_subquery())
        .order_by(entry.position)
        .limit(_AT_ONCE)
    )


def _unknown(team: Team) -> sa.Select[Any]:
    is_in_chain = sa.exists().where(
        AuditEntry.team_id == team.id, AuditEntry.subject_id == Document.id, AuditEntry.position.is_not(None)
    )
    return sa.select(Document.id).where(Document.team_id == team.id, Document.status != "draft", ~is_in_chain)
