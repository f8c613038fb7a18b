"""The types of documents. One entry here is all that a new type needs, beside its words in the labels of rendering."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.core.registry import Registry
from app.documents import lifecycle
from app.documents.lifecycle import Action, Life, Transition
from app.documents.refusals import WrongType


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A type: what it is called, how its ids and numbers begin, what can be done with it and when.

    `customer_side`: which of its two parties is the customer. `is_owed`: its total is to be paid, so it takes payments
    and can be overdue. `is_receipt`: it says that its total was paid. `has_term`: `due_at` means something (due, valid
    until, to be delivered by); where it does not, it is the day of issue.
    """

    title: str
    id_prefix: str
    number_prefix: str
    life: Life
    customer_side: str = "to_details"
    is_owed: bool = False
    is_receipt: bool = False
    has_term: bool = True

    @property
    def default_number_format(self) -> str:
        return self.number_prefix + "-{year}-{seq:04}"


INVOICE, ESTIMATE, CREDIT_NOTE = "invoice", "estimate", "credit_note"

KINDS: Registry[Kind] = Registry("type of document")
KINDS.add(INVOICE, Kind(title="Invoice", id_prefix="inv", number_prefix="INV", life=lifecycle.BILL, is_owed=True))
KINDS.add(ESTIMATE, Kind(title="Estimate", id_prefix="est", number_prefix="EST", life=lifecycle.OFFER))
KINDS.add("quote", Kind(title="Quote", id_prefix="quo", number_prefix="QUO", life=lifecycle.OFFER))
KINDS.add(
    "receipt",
    Kind(title="Receipt", id_prefix="rcp", number_prefix="RCP", life=lifecycle.SLIP, is_receipt=True, has_term=False),
)
KINDS.add(
    "purchase_order",
    # The team buys, from the supplier in `to_details`.
    Kind(
        title="Purchase order",
        id_prefix="po",
        number_prefix="PO",
        life=lifecycle.SLIP,
        customer_side="from_details",
    ),
)
KINDS.add(
    CREDIT_NOTE,
    Kind(title="Credit note", id_prefix="crn", number_prefix="CRN", life=lifecycle.NOTE, has_term=False),
)

OWED = tuple(name for name in KINDS if KINDS[name].is_owed)
OFFERS = tuple(name for name in KINDS if KINDS[name].life is lifecycle.OFFER)

_DEEDS: Mapping[Action, str] = {
    Action.MARK_PAID: "is marked paid",
    Action.MARK_UNPAID: "is marked unpaid",
    Action.RECORD_PAYMENT: "takes payments",
    Action.CREDIT: "is credited",
    Action.APPROVE: "is approved",
    Action.REJECT: "is rejected",
    Action.CONVERT: "is converted to an invoice",
}


def next_status(kind: str, status: str, action: Action) -> Transition:
    """What the action makes of a document of that type in that status. WrongType, or another Conflict (409) of
    `refusals`, when it is refused."""
    life = KINDS[kind].life
    if action not in life.actions:
        able = " or ".join(KINDS[name].title.lower() for name in KINDS if action in KINDS[name].life.actions)
        title = KINDS[kind].title.lower()
        article = "an" if title[0] in "aeiou" else "a"
        raise WrongType(f"This is {article} {title}. Only an {able} {_DEEDS[action]}.")
    return life.next(status, action)


def printed_status(kind: str, status: str, due_at: date, today: date) -> str:
    """What a person is shown: the status, or "overdue"."""
    return "overdue" if KINDS[kind].is_owed and lifecycle.is_overdue(status, due_at, today) else str(status)
