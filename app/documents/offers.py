"""The verbs on estimates and quotes: approve, reject, convert to an invoice."""

from app.accounts.models import Team
from app.accounts.service import get_team
from app.core import events
from app.documents import moves
from app.documents.events import APPROVED, CONVERTED, DELETED, REJECTED, REOPENED
from app.documents.kinds import INVOICE, OFFERS
from app.documents.lifecycle import Action, Status
from app.documents.models import Document
from app.documents.service import copied, draft, get_document, lock_with_customer, store


def approve(team: Team, kind: str | None, document_id: str) -> Document:
    """The customer agrees, also after having refused. Issues a draft first; repeating it changes nothing."""
    return _answer(team, kind, document_id, Action.APPROVE, APPROVED)


def reject(team: Team, kind: str | None, document_id: str) -> Document:
    """The customer refuses, also after having agreed; repeating it changes nothing."""
    return _answer(team, kind, document_id, Action.REJECT, REJECTED)


def _answer(team: Team, kind: str | None, document_id: str, action: Action, event: events.Event) -> Document:
    document = get_document(team, kind, document_id, lock=True)
    step = moves.step(document, action)
    if step.issues_first:
        moves.issue(team, document)
    if step.changes and step.status:
        moves.move(document, step.status, event)
    return document


def convert(team: Team, kind: str | None, document_id: str, *, issue: bool = False) -> tuple[Document, Document]:
    """An invoice of today with the same contents, issued when asked to, and the offer that it was made of.

    A draft is issued first, so that the invoice can name its number. AlreadyConverted the second time.
    """
    offer = lock_with_customer(team, kind, document_id)
    if moves.step(offer, Action.CONVERT).issues_first:
        moves.issue(team, offer)
    said = copied(team, offer)
    # An offer says nothing of how to pay, unless somebody has put it there.
    said["payment_details"] = said["payment_details"] or None
    invoice = draft(team, said, today=moves.today(team), kind=INVOICE)
    moves.refer(invoice, offer)
    store(team, invoice, issue=issue)
    offer.invoice_id = invoice.id
    moves.move(offer, Status.CONVERTED, CONVERTED, {"invoice_id": invoice.id})
    return offer, invoice


@events.on(DELETED)
def _reopen(fact: events.Fact) -> None:
    """Without its invoice, what was converted would be lost for ever."""
    invoice = fact.subject
    if invoice.type == INVOICE and invoice.source_type in OFFERS and invoice.source_id:
        offer = get_document(get_team(fact.team_id), None, invoice.source_id, lock=True)
        offer.invoice_id = None
        moves.move(offer, Status.APPROVED, REOPENED, {"invoice_id": invoice.id})
