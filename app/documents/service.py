"""The verbs on documents. They take a team and plain values, flush, and leave the commit to the edge."""

from datetime import date
from decimal import Decimal
from typing import Any

from app.accounts.models import Team
from app.accounts.tenancy import get_owned
from app.core import clock
from app.core.db import db
from app.core.errors import Conflict, InvalidInput
from app.core.ids import new_id
from app.documents import content, customers, defaults, events, moves, present, products, revisions, series
from app.documents.amounts import Totals
from app.documents.defaults import Fields
from app.documents.kinds import INVOICE, KINDS
from app.documents.lifecycle import Action, Deletion, Status
from app.documents.models import Document
from app.documents.refusals import DocumentCredited
from app.usage import service as usage


class DocumentChanged(Conflict):
    code = "document_changed"
    default_message = "Someone changed this draft meanwhile. Nothing of theirs was lost; look at it and try again."
    is_final = False


def get_document(team: Team, kind: str | None, document_id: str, *, lock: bool = False) -> Document:
    """The team's document, of one type or of any; NotFound also when it was deleted.

    With `lock`, other changes of it wait for this one.
    """
    of_kind = [] if kind is None else [Document.type == kind]
    return get_owned(Document, team, document_id, Document.deleted_at.is_(None), *of_kind, lock=lock)


def lock_with_customer(team: Team, kind: str | None, document_id: str) -> Document:
    """The locked document, of which another one is to be made for the same customer."""
    seen = get_document(team, kind, document_id)
    if seen.customer_id:
        # Before the document, as merging customers locks them in this order too.
        customers.is_known(team, seen.customer_id)
    return get_document(team, kind, document_id, lock=True)


def get_draft(
    team: Team, kind: str | None, document_id: str, *, lock: bool = False, seen: int | None = None
) -> Document:
    """The team's document, which may be changed. DocumentLocked or DocumentVoid when it is no draft any more.

    `seen`: the revision that a change was made for; DocumentChanged when there is a newer one.
    """
    document = get_document(team, kind, document_id, lock=lock)
    moves.step(document, Action.UPDATE)
    if seen is not None and document.revision != seen:
        raise DocumentChanged()
    return document


def draft(
    team: Team,
    said: Fields,
    *,
    today: date,
    kind: str = INVOICE,
    generation: dict[str, Any] | None = None,
    part: Totals | None = None,
) -> Document:
    """A draft made of what was said and of the team's habits, with its sums; not stored yet.

    `today` is the day that "issued today" means. InvalidInput when an amount is too large, or when structured fields
    are due before they are issued; where words say so, the reader of the words has a doubt to tell instead. The same
    for a `customer_id` of nobody. `part`: see `content.write`.
    """
    now = clock.now()
    customer = customers.hold_customer(team, said)
    language = said.get("language") or (customer and customer.language) or team.language
    buyer = customers.buyer_of(customer, language) if customer else None
    fields = defaults.complete(said, team, today, KINDS[kind], buyer)
    if generation is None:
        _check_dates(fields)
    document = Document(
        team_id=team.id,
        type=kind,
        status=Status.DRAFT,
        revision=0,
        credited_minor=0,
        generation=generation,
        created_at=now,
        updated_at=now,
    )
    content.write(document, fields, part)
    return document


def draft_from_fields(team: Team, said: Fields, *, today: date, kind: str = INVOICE) -> Document:
    """`draft`, whose items take over what they leave out from their products. InvalidInput if there is none."""
    customer = customers.hold_customer(team, said)
    currency = said.get("currency") or (customer and customer.currency) or team.currency
    items = products.fill(team, said.get("items") or [], currency)
    return draft(team, said | {"items": items}, today=today, kind=kind)


def store(team: Team, document: Document, *, issue: bool = False) -> Document:
    """Store a draft; issue it at once when asked to, or when the team issues on creation.

    NumberTaken when it stands under a number that another document has.
    """
    document.id = new_id(KINDS[document.type].id_prefix)
    document.stamp = document.id.partition("_")[2]
    series.check_free(document)
    db.session.add(document)
    revisions.record(document, "created", _shown(team, document))
    events.announce(events.CREATED, document)
    if issue or team.issue_on_create:
        moves.issue(team, document)
    # Last, because every creation of the team locks this row, and what is locked last can wait for nobody.
    usage.add(usage.meter(team), documents=1)
    return document


def update(team: Team, kind: str | None, document_id: str, changes: Fields) -> Document:
    """Change a draft; a list that is sent replaces the whole list. DocumentLocked when it is no draft any more.

    Another customer brings its own `to_details`, unless some are sent with it. InvalidInput as for a new one.
    """
    # Before the document is locked, as merging customers locks them in this order too.
    customer = customers.hold_customer(team, changes)
    document = get_draft(team, kind, document_id, lock=True)
    fields = content.read(document) | changes
    if "items" in changes:
        kept = {item.product_id for item in document.items}
        fields["items"] = products.fill(team, changes["items"], fields["currency"], kept=kept)
    if customer and "to_details" not in changes:
        fields["to_details"] = customers.party_rows(customer, fields["language"])
    if "due_at" in changes or "issued_at" in changes:
        _check_dates(fields)
    _rewrite(team, document, "updated", fields, document.generation)
    return document


def preview(document: Document, fields: Fields) -> Document:
    """What `revise` would make of the document, as a copy that is not stored. The same errors."""
    _check_dates(fields)
    copy = Document(**{column.key: getattr(document, column.key) for column in Document.__table__.columns})
    content.write(copy, fields)
    series.check_free(copy)
    return copy


def revise(team: Team, document: Document, fields: Fields, generation: dict[str, Any], prompt: str) -> None:
    """Replace all fields of a draft, from `get_draft(lock=True)`, by those that a model read from `prompt`."""
    _check_dates(fields)
    _rewrite(team, document, "revised", fields, generation, prompt=prompt)


def undo(team: Team, kind: str | None, document_id: str) -> Document:
    """Take the last change of a draft back; again, the one before it. NothingToUndo when none is left."""
    document = get_draft(team, kind, document_id, lock=True)
    target = revisions.find_undo_target(team, document)
    fields = revisions.fields(target.content)
    if fields["customer_id"] and not customers.is_known(team, fields["customer_id"]):
        # It was deleted, or merged into the one that the draft has now.
        is_for_the_same = fields["to_details"] == document.to_details
        fields["customer_id"] = document.customer_id if is_for_the_same else None
    _rewrite(team, document, "undone", fields, target.generation, undo_to=target.undo_to)
    return document


def duplicate(team: Team, kind: str | None, document_id: str) -> Document:
    """A new draft with the same contents: of today, without number and deposit, and owing nothing to the original."""
    original = get_document(team, kind, document_id)
    moves.step(original, Action.DUPLICATE)
    said = copied(team, original) | {"amount_paid": Decimal(0)}
    return store(team, draft(team, said, today=moves.today(team), kind=original.type))


def copied(team: Team, document: Document) -> Fields:
    """The fields for another document like this one; its dates and number are its own, and its customer may be gone."""
    own = {"number": None, "issued_at": None, "due_at": None}
    fields = content.read(document) | own
    if document.customer_id and not customers.is_known(team, document.customer_id):
        fields["customer_id"] = None
    return fields


def issue(team: Team, kind: str | None, document_id: str) -> Document:
    """Give a draft its number; from now on it does not change."""
    document = get_document(team, kind, document_id, lock=True)
    if moves.step(document, Action.ISSUE).changes:
        moves.issue(team, document)
    return document


def mark_sent(team: Team, kind: str | None, document_id: str) -> Document:
    """It went to the other party, by whatever way. Issues a draft first; `sent_at` is the last time."""
    document = get_document(team, kind, document_id, lock=True)
    if moves.step(document, Action.MARK_SENT).issues_first:
        moves.issue(team, document)
    document.sent_at = clock.now()
    # However much of it is paid by a deposit, it is sent; but only "issued" is a status that sending changes.
    status = Status.SENT if document.status == Status.ISSUED else document.status
    moves.move(document, status, events.SENT)
    return document


def void(team: Team, kind: str | None, document_id: str) -> Document:
    """Declare an issued document void; it keeps its number. DocumentCredited while credit notes count against it."""
    document = get_document(team, kind, document_id, lock=True)
    step = moves.step(document, Action.VOID)
    _check_uncredited(document)
    if step.changes:
        document.voided_at = clock.now()
        moves.move(document, Status.VOID, events.VOIDED)
    return document


def delete(team: Team, kind: str | None, document_id: str) -> None:
    """Remove a draft; hide an issued document, whose number stays used. DocumentPaid for a paid one."""
    document = get_document(team, kind, document_id, lock=True)
    step = moves.step(document, Action.DELETE)
    _check_uncredited(document)
    events.announce(events.DELETED, document, {"number": document.number, "status": document.status})
    if step.deletion == Deletion.REMOVED:
        db.session.delete(document)
    else:
        document.deleted_at = clock.now()
    db.session.flush()


def _check_uncredited(document: Document) -> None:
    if document.credited_minor:
        raise DocumentCredited()


def _rewrite(
    team: Team, document: Document, kind: str, fields: Fields, generation: dict[str, Any] | None, **facts: Any
) -> None:
    """Write the fields of a locked draft. What makes no difference is no revision: undoing it would do nothing."""
    before = _shown(team, document)
    content.write(document, fields)
    series.check_free(document)
    document.generation = generation
    document.updated_at = clock.now()
    db.session.flush()
    after = _shown(team, document)
    if revisions.editable(before) != revisions.editable(after):
        revisions.record(document, kind, after, **{"undo_to": document.revision or None, **facts})
    events.announce(events.UPDATED, document, _difference(before, after))


def _shown(team: Team, document: Document) -> dict[str, Any]:
    return present.document_json(document, moves.today(team))


def _check_dates(fields: Fields) -> None:
    if fields["due_at"] < fields["issued_at"]:
        raise InvalidInput.field("due_at", "Must not be before issued_at.")


def _difference(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    return {name: [before[name], value] for name, value in after.items() if before[name] != value}
