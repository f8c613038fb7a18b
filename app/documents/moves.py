"""The steps that all verbs are made of: what an action would do, the move to another status, the issue of a draft."""

from datetime import date
from typing import Any

from app.accounts.models import Team
from app.core import clock, events
from app.core.db import db
from app.documents import content, kinds, ledger, series
from app.documents.events import ISSUED, announce
from app.documents.lifecycle import Action, Transition
from app.documents.models import Document
from app.documents.refusals import AlreadyConverted


def step(document: Document, action: Action) -> Transition:
    """What the action would do. A Conflict (409) of `refusals` when it is refused."""
    try:
        return kinds.next_status(document.type, document.status, action)
    except AlreadyConverted:
        raise AlreadyConverted(details={"invoice_id": document.invoice_id}) from None


def move(document: Document, status: str, event: events.Event, changes: dict[str, Any] | None = None) -> None:
    """Put the document into the status, and tell of it."""
    changes = {"status": [document.status, status], **(changes or {})}
    document.status = status
    document.updated_at = clock.now()
    db.session.flush()
    announce(event, document, changes)


def issue(team: Team, document: Document) -> None:
    """Give a draft its number. The deposit of what is owed becomes its first payment."""
    document.number = document.number or series.take_number(team, document)
    document.search_text = content.search_text(content.read(document))
    move(document, "issued", ISSUED, {"number": document.number})
    ledger.take_deposit(document)


def refer(document: Document, source: Document) -> None:
    """Note what a new document was made of; the number is copied, because it is printed."""
    document.source_id, document.source_type, document.source_number = source.id, source.type, source.number


def today(team: Team) -> date:
    """The team's calendar day."""
    return clock.today(team.time_zone)
