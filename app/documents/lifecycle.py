"""The life of a document, as a table of (status, action) → status. Pure: no database, no clock.

              draft           issued        sent          paid              void
    update    draft           refused       refused       refused           refused
    issue     issued          =             =             =                 refused
    send      sent (issues)   sent          sent again    paid, sent again  refused
    mark_paid paid (issues)   paid          paid          =                 refused
    mark_unp. =               =             =             sent or issued    refused
    void      refused         void          void          refused           =
    delete    removed         hidden        hidden        refused           hidden

`=` is an action whose effect is there already: it succeeds and changes nothing, so that a client may safely try again.
"Overdue" is no status: it is derived from the due date, see `is_overdue`.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.core.errors import Conflict


class Status(StrEnum):
    DRAFT = "draft"
    ISSUED = "issued"
    SENT = "sent"
    PAID = "paid"
    VOID = "void"


class Action(StrEnum):
    UPDATE = "update"
    ISSUE = "issue"
    SEND = "send"
    MARK_PAID = "mark_paid"
    MARK_UNPAID = "mark_unpaid"
    VOID = "void"
    DELETE = "delete"


class Deletion(StrEnum):
    """What deleting means: a draft is removed; what has a number is only hidden, so that none goes missing."""

    REMOVED = "removed"
    HIDDEN = "hidden"


class DocumentLocked(Conflict):
    code = "document_locked"
    default_message = (
        "Only a draft can be changed. Void this document and duplicate it, or make a credit note for the difference."
    )


class DocumentPaid(Conflict):
    code = "document_paid"
    default_message = (
        "A paid document cannot be voided or deleted. Mark it unpaid first, or make a credit note instead."
    )


class DocumentVoid(Conflict):
    code = "document_void"
    default_message = "This document is void. Duplicate it to start a new one."


class DocumentIsDraft(Conflict):
    code = "document_is_draft"
    default_message = "A draft cannot be voided, for it has never been issued. Delete it instead."


@dataclass(frozen=True)
class Transition:
    """What an allowed action does.

    `status`: the one it ends in. `issues_first`: the draft has to be issued (numbered) on the way. `changes`: there is
    something to store, audit and announce; when false the document is as it was. `deletion`: for delete alone.
    """

    status: Status
    issues_first: bool = False
    changes: bool = True
    deletion: Deletion | None = None


def _same(status: Status) -> Transition:
    return Transition(status, changes=False)


_D, _I, _S, _P, _V = Status

_TABLE: dict[tuple[Status, Action], Transition | type[Conflict]] = {
    (_D, Action.UPDATE): Transition(_D),
    (_I, Action.UPDATE): DocumentLocked,
    (_S, Action.UPDATE): DocumentLocked,
    (_P, Action.UPDATE): DocumentLocked,
    (_V, Action.UPDATE): DocumentVoid,
    (_D, Action.ISSUE): Transition(_I),
    (_I, Action.ISSUE): _same(_I),
    (_S, Action.ISSUE): _same(_S),
    (_P, Action.ISSUE): _same(_P),
    (_V, Action.ISSUE): DocumentVoid,
    (_D, Action.SEND): Transition(_S, issues_first=True),
    (_I, Action.SEND): Transition(_S),
    # Sending again is a new message each time, and a paid one is sent as the proof of payment.
    (_S, Action.SEND): Transition(_S),
    (_P, Action.SEND): Transition(_P),
    (_V, Action.SEND): DocumentVoid,
    (_D, Action.MARK_PAID): Transition(_P, issues_first=True),
    (_I, Action.MARK_PAID): Transition(_P),
    (_S, Action.MARK_PAID): Transition(_P),
    (_P, Action.MARK_PAID): _same(_P),
    (_V, Action.MARK_PAID): DocumentVoid,
    (_D, Action.MARK_UNPAID): _same(_D),
    (_I, Action.MARK_UNPAID): _same(_I),
    (_S, Action.MARK_UNPAID): _same(_S),
    (_P, Action.MARK_UNPAID): Transition(_I),  # Or sent, if it had been: `next_status` knows.
    (_V, Action.MARK_UNPAID): DocumentVoid,
    (_D, Action.VOID): DocumentIsDraft,
    (_I, Action.VOID): Transition(_V),
    (_S, Action.VOID): Transition(_V),
    (_P, Action.VOID): DocumentPaid,
    (_V, Action.VOID): _same(_V),
    (_D, Action.DELETE): Transition(_D, deletion=Deletion.REMOVED),
    (_I, Action.DELETE): Transition(_I, deletion=Deletion.HIDDEN),
    (_S, Action.DELETE): Transition(_S, deletion=Deletion.HIDDEN),
    (_P, Action.DELETE): DocumentPaid,
    (_V, Action.DELETE): Transition(_V, deletion=Deletion.HIDDEN),
}


def next_status(status: str, action: str, *, was_sent: bool = False) -> Transition:
    """What `action` makes of a document in `status`; a plain string does as well as the enum.

    `was_sent`: it has been sent at some time, so that marking it unpaid leads back to sent and not to issued.
    DocumentLocked, DocumentPaid, DocumentVoid or DocumentIsDraft (all 409) when the action is refused; ValueError for
    a status or an action that does not exist.
    """
    outcome = _TABLE[Status(status), Action(action)]
    if not isinstance(outcome, Transition):
        raise outcome
    if was_sent and status == Status.PAID and action == Action.MARK_UNPAID:
        return Transition(Status.SENT)
    return outcome


def is_overdue(status: str, due_at: date | None, today: date) -> bool:
    """Issued or sent, unpaid, and due before `today` (the team's calendar day). Due today is not overdue."""
    return status in (Status.ISSUED, Status.SENT) and due_at is not None and due_at < today


def printed_status(status: str, due_at: date | None, today: date) -> str:
    """What a person is shown: the status, or "overdue"."""
    return "overdue" if is_overdue(status, due_at, today) else str(status)
