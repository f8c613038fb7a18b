"""The verbs on documents. They take a team and plain values, flush, and leave the commit to the edge."""

from datetime import date
from typing import Any

from app.accounts.models import Team
from app.accounts.tenancy import get_owned
from app.core import clock
from app.core.db import db
from app.core.errors import InvalidInput
from app.core.ids import new_id
from app.documents import content, defaults, events, lifecycle, present, series
from app.documents.defaults import Fields
from app.documents.models import Document
from app.usage import service as usage

INVOICE = "invoice"
_ID_PREFIX = {INVOICE: "inv"}


def get_document(team: Team, kind: str, document_id: str, *, lock: bool = False) -> Document:
    """The team's document; NotFound also when it was deleted. With `lock`, other changes of it wait for this one."""
    return get_owned(Document, team, document_id, Document.type == kind, Document.deleted_at.is_(None), lock=lock)


def draft(
    team: Team, said: Fields, *, today: date, kind: str = INVOICE, generation: dict[str, Any] | None = None
) -> Document:
    """A draft made of what was said and of the team's habits, with its sums; not stored yet.

    `today` is the day that "issued today" means. InvalidInput when an amount is too large.
    """
    now = clock.now()
    document = Document(
        team_id=team.id, type=kind, status="draft", generation=generation, created_at=now, updated_at=now
    )
    content.write(document, defaults.complete(said, team, today))
    return document


def store(team: Team, document: Document, *, issue: bool = False) -> Document:
    """Store a draft; issue it at once when asked to, or when the team issues on creation.

    NumberTaken when it stands under a number that another document has.
    """
    document.id = new_id(_ID_PREFIX[document.type])
    series.check_free(document)
    db.session.add(document)
    db.session.flush()
    usage.add(usage.meter(team), documents=1)
    events.announce(events.CREATED, document)
    if issue or team.issue_on_create:
        _issue(team, document)
    return document


def update(team: Team, kind: str, document_id: str, changes: Fields) -> Document:
    """Change a draft; a list that is sent replaces the whole list. DocumentLocked when it is no draft any more."""
    document = get_document(team, kind, document_id, lock=True)
    lifecycle.next_status(document.status, "update")
    before = present.document_json(document, _today(team))
    fields = content.read(document) | changes
    if "due_at" in changes or "issued_at" in changes:
        _check_dates(fields)
    content.write(document, fields)
    series.check_free(document)
    document.updated_at = clock.now()
    db.session.flush()
    after = present.document_json(document, _today(team))
    events.announce(events.UPDATED, document, _difference(before, after))
    return document


def issue(team: Team, kind: str, document_id: str) -> Document:
    """Give a draft its number; from now on it does not change."""
    document = get_document(team, kind, document_id, lock=True)
    if lifecycle.next_status(document.status, "issue").changes:
        _issue(team, document)
    return document


def mark_paid(team: Team, kind: str, document_id: str, paid_at: date | None = None) -> Document:
    """Paid on that day, by default today in the team's zone. Issues a draft first; repeating it changes nothing."""
    document = get_document(team, kind, document_id, lock=True)
    step = lifecycle.next_status(document.status, "mark_paid")
    if step.issues_first:
        _issue(team, document)
    if step.changes:
        document.paid_at = paid_at or _today(team)
        _move(document, step.status, events.PAID, {"paid_at": document.paid_at.isoformat()})
    return document


def mark_unpaid(team: Team, kind: str, document_id: str) -> Document:
    """Take the payment back; a document that is open already stays as it is."""
    document = get_document(team, kind, document_id, lock=True)
    step = lifecycle.next_status(document.status, "mark_unpaid", was_sent=document.sent_at is not None)
    if step.changes:
        document.paid_at = None
        _move(document, step.status, events.UNPAID)
    return document


def void(team: Team, kind: str, document_id: str) -> Document:
    """Declare an issued document void; it keeps its number."""
    document = get_document(team, kind, document_id, lock=True)
    step = lifecycle.next_status(document.status, "void")
    if step.changes:
        document.voided_at = clock.now()
        _move(document, step.status, events.VOIDED)
    return document


def delete(team: Team, kind: str, document_id: str) -> None:
    """Remove a draft; hide an issued document, whose number stays used. DocumentPaid for a paid one."""
    document = get_document(team, kind, document_id, lock=True)
    step = lifecycle.next_status(document.status, "delete")
    events.announce(events.DELETED, document, {"number": document.number, "status": document.status})
    if step.deletion == lifecycle.Deletion.REMOVED:
        db.session.delete(document)
    else:
        document.deleted_at = clock.now()
    db.session.flush()


def _issue(team: Team, document: Document) -> None:
    document.number = document.number or series.take_number(team, document.type, document.issued_at)
    _move(document, "issued", events.ISSUED, {"number": document.number})


def _move(document: Document, status: str, event: Any, changes: dict[str, Any] | None = None) -> None:
    changes = {"status": [document.status, status], **(changes or {})}
    document.status = status
    document.updated_at = clock.now()
    db.session.flush()
    events.announce(event, document, changes)


def _today(team: Team) -> date:
    return clock.today(team.time_zone)


def _check_dates(fields: Fields) -> None:
    if fields["due_at"] < fields["issued_at"]:
        raise InvalidInput.field("due_at", "Must not be before issued_at.")


def _difference(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    return {name: [before[name], value] for name, value in after.items() if before[name] != value}
