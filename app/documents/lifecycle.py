"""The life of a document, as a table of (status, action) → status for each kind of life. Pure: no database, no clock.

A cell is the status that follows, or one of these:

    =         the effect is there already: it succeeds and changes nothing, so that a client may safely try again
    +status   the draft is issued (numbered) on the way
    sums      what is paid and credited decides: see `settled_status`
    removed   the draft goes; `hidden`: what has a number is only hidden, so that none goes missing
    REFUSAL   a conflict, whose message says what to do instead

"Overdue" is no status: it is derived from the due date, see `is_overdue`.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.core.errors import Conflict
from app.documents.refusals import REFUSALS


class Status(StrEnum):
    DRAFT = "draft"
    ISSUED = "issued"
    SENT = "sent"
    PARTIALLY_PAID = "partially_paid"
    PAID = "paid"
    CREDITED = "credited"
    APPROVED = "approved"
    REJECTED = "rejected"
    CONVERTED = "converted"
    VOID = "void"


class Action(StrEnum):
    UPDATE = "update"
    ISSUE = "issue"
    MARK_SENT = "mark_sent"
    MARK_PAID = "mark_paid"
    MARK_UNPAID = "mark_unpaid"
    RECORD_PAYMENT = "record_payment"
    CREDIT = "credit"
    APPROVE = "approve"
    REJECT = "reject"
    CONVERT = "convert"
    VOID = "void"
    DELETE = "delete"
    DUPLICATE = "duplicate"


class Deletion(StrEnum):
    """What deleting means: a draft is removed; what has a number is only hidden, so that none goes missing."""

    REMOVED = "removed"
    HIDDEN = "hidden"


@dataclass(frozen=True)
class Transition:
    """What an allowed action does.

    `status`: the one it ends in; None where what is paid and credited decides. `issues_first`: the draft has to be
    issued (numbered) on the way. `changes`: there is something to store, audit and announce; when false the document
    is as it was. `deletion`: for delete alone.
    """

    status: Status | None
    issues_first: bool = False
    changes: bool = True
    deletion: Deletion | None = None


Outcome = Transition | type[Conflict]


class Life:
    """A table of statuses and actions, read from its picture."""

    def __init__(self, picture: str) -> None:
        heading, *rows = [line.split() for line in picture.splitlines() if line.strip()]
        self.statuses = tuple(Status(name) for name in heading)
        self.actions = tuple(Action(row[0]) for row in rows)
        self._table: dict[tuple[Status, Action], Outcome] = {
            (status, Action(row[0])): _outcome(status, cell)
            for row in rows
            for status, cell in zip(self.statuses, row[1:], strict=True)
        }

    def next(self, status: str, action: str) -> Transition:
        """What the action makes of a document in `status`. A Conflict (409) when it is refused; KeyError when this
        life knows no such action."""
        outcome = self._table[Status(status), Action(action)]
        if not isinstance(outcome, Transition):
            raise outcome
        return outcome


def _outcome(status: Status, cell: str) -> Outcome:
    if cell in REFUSALS:
        return REFUSALS[cell]
    if cell == "=":
        return Transition(status, changes=False)
    if cell in tuple(Deletion):
        return Transition(status, deletion=Deletion(cell))
    target = cell.removeprefix("+")
    return Transition(None if target == "sums" else Status(target), issues_first=cell.startswith("+"))


BILL = Life("""
                 draft     issued    sent      partially_paid  paid      credited  void
 update          draft     LOCKED    LOCKED    LOCKED          LOCKED    LOCKED    VOID
 issue           issued    =         =         =               =         =         VOID
 mark_sent       +sent     sent      sent      partially_paid  paid      credited  VOID
 mark_paid       +paid     paid      paid      paid            =         SETTLED   VOID
 mark_unpaid     =         =         =         sums            sums      =         VOID
 record_payment  +sums     sums      sums      sums            SETTLED   SETTLED   VOID
 credit          DRAFT     sums      sums      sums            sums      CREDITED  VOID
 void            DRAFT     void      void      PAID            PAID      CREDITED  =
 delete          removed   hidden    hidden    PAID            PAID      CREDITED  hidden
 duplicate       =         =         =         =               =         =         =
""")
"""What is owed. A deposit on the draft counts as a payment from the issue on, so issuing may end in partially_paid or
paid; and only what was issued becomes sent, however much of it is paid."""

OFFER = Life("""
                 draft      issued     sent       approved   rejected   converted  void
 update          draft      FIXED      FIXED      FIXED      FIXED      FIXED      VOID
 issue           issued     =          =          =          =          =          VOID
 mark_sent       +sent      sent       sent       approved   rejected   converted  VOID
 approve         +approved  approved   approved   =          approved   CONVERTED  VOID
 reject          DRAFT      rejected   rejected   rejected   =          CONVERTED  VOID
 convert         +converted converted  converted  converted  REJECTED   CONVERTED  VOID
 void            DRAFT      void       void       void       void       CONVERTED  =
 delete          removed    hidden     hidden     hidden     hidden     CONVERTED  hidden
 duplicate       =          =          =          =          =          =          =
""")
"""What the other side may agree to. It may change its mind until there is an invoice."""

SLIP = Life("""
                 draft      issued     sent       void
 update          draft      FIXED      FIXED      VOID
 issue           issued     =          =          VOID
 mark_sent       +sent      sent       sent       VOID
 void            DRAFT      void       void       =
 delete          removed    hidden     hidden     hidden
 duplicate       =          =          =          =
""")
"""What is only handed over."""

NOTE = Life("""
                 draft      issued     sent       void
 update          draft      FIXED      FIXED      VOID
 issue           issued     =          =          VOID
 mark_sent       +sent      sent       sent       VOID
 void            DRAFT      void       void       =
 delete          removed    COUNTED    COUNTED    hidden
 duplicate       =          =          =          =
""")
"""What lowers an invoice, and counts there until it is void."""

OPEN = (Status.ISSUED, Status.SENT, Status.PARTIALLY_PAID)
UNPAID = (Status.DRAFT, *OPEN)


def settled_status(*, total: int, paid: int, credited: int, was_sent: bool) -> Status:
    """The status of an issued bill by its sums, in minor units.

    Paid when nothing is left to pay, credited when not a cent of that was paid.
    """
    if (paid or credited) and amount_due(total, paid, credited) == 0:
        return Status.PAID if paid else Status.CREDITED
    if paid:
        return Status.PARTIALLY_PAID
    return Status.SENT if was_sent else Status.ISSUED


def amount_due(total: int, paid: int, credited: int) -> int:
    """What is still to be paid, in minor units. Credits do not bring it below zero: see `refund_due`."""
    return max(total - paid - credited, min(total, 0))


def refund_due(total: int, paid: int, credited: int) -> int:
    """What the customer is to get back, because it was credited after it had been paid."""
    return amount_due(total, paid, credited) - (total - paid - credited)


def is_overdue(status: str, due_at: date, today: date) -> bool:
    """Of a bill: open, and due before `today` (the team's calendar day). Due today is not overdue."""
    return status in OPEN and due_at < today
