"""The rules of a life that need no database: what the sums make of a bill, what is overdue, what refusals say."""

from datetime import date

import pytest

from app.core.errors import Conflict
from app.documents import lifecycle, refusals
from app.documents.kinds import KINDS, next_status, printed_status
from app.documents.lifecycle import Action, Status

TODAY = date(2026, 3, 2)
YESTERDAY, TOMORROW = date(2026, 3, 1), date(2026, 3, 3)


@pytest.mark.parametrize("kind", KINDS)
def test_every_type_begins_as_a_draft_that_can_be_changed_issued_and_deleted(kind: str) -> None:
    life = KINDS[kind].life
    assert life.statuses[0] == Status.DRAFT
    for action in (Action.UPDATE, Action.ISSUE, Action.MARK_SENT, Action.DELETE, Action.DUPLICATE):
        assert life.next("draft", action)


@pytest.mark.parametrize(
    ("total", "paid", "credited", "was_sent", "status", "due", "refund"),
    [
        (100, 0, 0, False, "issued", 100, 0),
        (100, 0, 0, True, "sent", 100, 0),
        (100, 1, 0, True, "partially_paid", 99, 0),
        (100, 100, 0, False, "paid", 0, 0),
        (100, 0, 30, False, "issued", 70, 0),
        (100, 0, 30, True, "sent", 70, 0),
        (100, 69, 30, True, "partially_paid", 1, 0),
        (100, 70, 30, False, "paid", 0, 0),
        (100, 0, 100, True, "credited", 0, 0),
        (100, 100, 100, False, "paid", 0, 100),
        (100, 90, 30, False, "paid", 0, 20),
        (0, 0, 0, False, "issued", 0, 0),
        (-50, 0, 0, True, "sent", -50, 0),
        (-50, -50, 0, False, "paid", 0, 0),
    ],
)
def test_the_sums_decide_the_status_of_a_bill(
    total: int, paid: int, credited: int, was_sent: bool, status: str, due: int, refund: int
) -> None:
    assert lifecycle.settled_status(total=total, paid=paid, credited=credited, was_sent=was_sent) == status
    assert lifecycle.amount_due(total, paid, credited) == due
    assert lifecycle.refund_due(total, paid, credited) == refund


@pytest.mark.parametrize("error", refusals.REFUSALS.values())
def test_a_refusal_says_what_to_do_instead(error: type[Conflict]) -> None:
    assert error.status == 409
    advice = ("first", "instead", "to start a new", "or duplicate", "Duplicate", "Look at", "or make")
    assert any(words in error.default_message for words in advice)


def test_an_action_of_another_type_is_refused_with_the_types_that_know_it() -> None:
    with pytest.raises(refusals.WrongType) as refused:
        next_status("receipt", "issued", Action.APPROVE)
    assert refused.value.message == "This is a receipt. Only an estimate or quote is approved."
    with pytest.raises(refusals.WrongType) as refused:
        next_status("estimate", "sent", Action.MARK_PAID)
    assert refused.value.message == "This is an estimate. Only an invoice is marked paid."
    with pytest.raises(refusals.WrongType) as refused:
        next_status("purchase_order", "draft", Action.MARK_PAID)
    assert refused.value.message == "This is a purchase order. Only an invoice is marked paid."


@pytest.mark.parametrize(("status", "action"), [("overdue", "issue"), ("draft", "pay"), ("", "")])
def test_an_unknown_status_or_action_is_no_transition(status: str, action: str) -> None:
    with pytest.raises(ValueError):
        lifecycle.BILL.next(status, action)


@pytest.mark.parametrize(
    ("kind", "status", "due_at", "printed"),
    [
        ("invoice", "issued", YESTERDAY, "overdue"),
        ("invoice", "sent", YESTERDAY, "overdue"),
        ("invoice", "partially_paid", YESTERDAY, "overdue"),
        ("invoice", "issued", TODAY, "issued"),
        ("invoice", "sent", TOMORROW, "sent"),
        ("invoice", "draft", YESTERDAY, "draft"),
        ("invoice", Status.PAID, YESTERDAY, "paid"),
        ("invoice", "void", YESTERDAY, "void"),
        ("invoice", "credited", YESTERDAY, "credited"),
        ("estimate", "sent", YESTERDAY, "sent"),
        ("purchase_order", "issued", YESTERDAY, "issued"),
    ],
)
def test_overdue_is_an_open_invoice_that_was_due_before_today(
    kind: str, status: str, due_at: date, printed: str
) -> None:
    assert printed_status(kind, status, due_at, TODAY) == printed
