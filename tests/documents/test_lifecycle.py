"""The whole table of statuses and actions, walked."""

from datetime import date

import pytest

from app.core.errors import Conflict
from app.documents import lifecycle
from app.documents.lifecycle import (
    Action,
    Deletion,
    DocumentIsDraft,
    DocumentLocked,
    DocumentPaid,
    DocumentVoid,
    Status,
    Transition,
    next_status,
)

# "=" leaves the document as it is, "+" issues it first, an upper-case word is a refusal.
TABLE = """
              draft     issued    sent      paid      void
 update       draft     LOCKED    LOCKED    LOCKED    VOID
 issue        issued    =         =         =         VOID
 send         +sent     sent      sent      paid      VOID
 mark_paid    +paid     paid      paid      =         VOID
 mark_unpaid  =         =         =         issued    VOID
 void         DRAFT     void      void      PAID      =
 delete       removed   hidden    hidden    PAID      hidden
"""
REFUSALS = {"LOCKED": DocumentLocked, "VOID": DocumentVoid, "DRAFT": DocumentIsDraft, "PAID": DocumentPaid}

_statuses, *_rows = [row.split() for row in TABLE.split("\n") if row.strip()]
CELLS = [(status, action, cell) for action, *cells in _rows for status, cell in zip(_statuses, cells, strict=True)]
ALLOWED = [cell for cell in CELLS if cell[2] not in REFUSALS]
REFUSED = [cell for cell in CELLS if cell[2] in REFUSALS]


def test_the_table_names_every_status_and_every_action() -> None:
    assert {(status, action) for status, action, _ in CELLS} == {(s, a) for s in Status for a in Action}


@pytest.mark.parametrize(("status", "action", "cell"), ALLOWED)
def test_an_allowed_action_leads_where_the_table_says(status: str, action: str, cell: str) -> None:
    if cell == "=":
        expected = Transition(Status(status), changes=False)
    elif cell in ("removed", "hidden"):
        expected = Transition(Status(status), deletion=Deletion(cell))
    else:
        expected = Transition(Status(cell.lstrip("+")), issues_first=cell.startswith("+"))
    assert next_status(status, action) == expected


@pytest.mark.parametrize(("status", "action", "cell"), REFUSED)
def test_a_refused_action_is_a_conflict_of_its_own(status: str, action: str, cell: str) -> None:
    with pytest.raises(REFUSALS[cell]) as refused:
        next_status(status, action)
    assert (refused.value.status, refused.value.code) == (409, REFUSALS[cell].code)


@pytest.mark.parametrize(("status", "action", "cell"), ALLOWED)
def test_having_been_sent_matters_to_marking_a_paid_one_unpaid_alone(status: str, action: str, cell: str) -> None:
    sent = next_status(status, action, was_sent=True)
    if (status, action) == ("paid", "mark_unpaid"):
        assert sent == Transition(Status.SENT)
    else:
        assert sent == next_status(status, action)


@pytest.mark.parametrize(
    ("error", "code", "advice"),
    [
        (DocumentLocked, "document_locked", "credit note"),
        (DocumentPaid, "document_paid", "Mark it unpaid first, or make a credit note"),
        (DocumentVoid, "document_void", "Duplicate it"),
        (DocumentIsDraft, "document_is_draft", "Delete it instead"),
    ],
)
def test_a_refusal_says_what_to_do_instead(error: type[Conflict], code: str, advice: str) -> None:
    assert error.code == code
    assert advice in error().message


@pytest.mark.parametrize(("status", "action"), [("overdue", "send"), ("draft", "pay"), ("", "")])
def test_an_unknown_status_or_action_is_no_transition(status: str, action: str) -> None:
    with pytest.raises(ValueError):
        next_status(status, action)


TODAY = date(2026, 3, 2)
YESTERDAY, TOMORROW = date(2026, 3, 1), date(2026, 3, 3)


@pytest.mark.parametrize(
    ("status", "due_at", "printed"),
    [
        ("issued", YESTERDAY, "overdue"),
        ("sent", YESTERDAY, "overdue"),
        ("issued", TODAY, "issued"),
        ("sent", TOMORROW, "sent"),
        ("issued", None, "issued"),
        ("draft", YESTERDAY, "draft"),
        ("paid", YESTERDAY, "paid"),
        ("void", YESTERDAY, "void"),
        (Status.SENT, YESTERDAY, "overdue"),
        (Status.PAID, YESTERDAY, "paid"),
    ],
)
def test_overdue_is_issued_or_sent_and_due_before_today(status: str, due_at: date | None, printed: str) -> None:
    assert lifecycle.printed_status(status, due_at, TODAY) == printed
    assert lifecycle.is_overdue(status, due_at, TODAY) == (printed == "overdue")
