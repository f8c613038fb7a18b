"""Thirty-two at once: convert one estimate, pay the rest, credit one line, use one reference. Each has one effect."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.core.db import db
from app.documents.models import Document, Payment
from tests.callers import Api, add_team, add_token

AT_ONCE = 32


@pytest.fixture
def callers(app: Flask) -> list[Api]:
    """One team, with tokens enough for the limit of each."""
    first = add_team(app)
    return [first, *(add_token(first, "read", "write") for _ in range(3))]


def _all_at_once(callers: list[Api], path: str, body: Any = None) -> list[Any]:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(lambda n: callers[n % len(callers)].post(path, body), range(AT_ONCE)))


def _outcomes(answers: list[Any]) -> tuple[int, set[tuple[int, str]]]:
    """How many were done, and how the others were refused."""
    refused = [answer for answer in answers if answer.status_code >= 300]
    return len(answers) - len(refused), {(answer.status_code, answer.json["code"]) for answer in refused}


def _count(app: Flask, model: Any, *conditions: Any) -> int:
    with app.app_context():
        return db.session.scalar(sa.select(sa.func.count()).select_from(model).where(*conditions)) or 0


def test_one_estimate_becomes_one_invoice(app: Flask, callers: list[Api]) -> None:
    estimate = callers[0].document("estimate")
    answers = _all_at_once(callers, f"/estimates/{estimate['id']}/convert-to-invoice", {"issue": True})
    assert _outcomes(answers) == (1, {(409, "already_converted")})
    assert _count(app, Document, Document.type == "invoice") == 1
    (made,) = [answer.json["invoice"]["id"] for answer in answers if answer.status_code == 201]
    assert {answer.json["details"]["invoice_id"] for answer in answers if answer.status_code == 409} == {made}


def test_the_rest_is_paid_once(app: Flask, callers: list[Api]) -> None:
    invoice = callers[0].invoice(issue=True, amount_paid="40")
    answers = _all_at_once(callers, f"/invoices/{invoice['id']}/payments", {"amount": "60"})
    assert _outcomes(answers) == (1, {(409, "overpayment")})
    assert _count(app, Payment) == 2


def test_marking_as_paid_pays_the_rest_once(app: Flask, callers: list[Api]) -> None:
    invoice = callers[0].invoice(amount_paid="40")
    answers = _all_at_once(callers, f"/invoices/{invoice['id']}/mark-paid", {})
    assert _outcomes(answers) == (AT_ONCE, set())
    assert {answer.json["invoice"]["totals"]["amount_paid"] for answer in answers} == {"100.00"}
    assert len({answer.headers["ETag"] for answer in answers}) == 1
    assert _count(app, Payment) == 2


def test_small_payments_stop_at_the_total(app: Flask, callers: list[Api]) -> None:
    invoice = callers[0].invoice(issue=True)
    answers = _all_at_once(callers, f"/invoices/{invoice['id']}/payments", {"amount": "10"})
    assert _outcomes(answers) == (10, {(409, "overpayment")})
    shown: Any = callers[0].get(f"/invoices/{invoice['id']}").json
    assert (shown["invoice"]["status"], shown["invoice"]["totals"]["amount_paid"]) == ("paid", "100.00")


def test_one_reference_is_one_payment(app: Flask, callers: list[Api]) -> None:
    invoice = callers[0].invoice(issue=True)
    body = {"amount": "1", "reference": "TX-1"}
    answers = _all_at_once(callers, f"/invoices/{invoice['id']}/payments", body)
    assert _outcomes(answers) == (1, {(409, "reference_taken")})
    assert _count(app, Payment) == 1


def test_one_line_is_credited_once(app: Flask, callers: list[Api]) -> None:
    items = [{"name": "A", "unit_price": "60"}, {"name": "B", "unit_price": "40"}]
    invoice = callers[0].invoice(issue=True, items=items)
    answers = _all_at_once(callers, f"/invoices/{invoice['id']}/credit", {"items": [{"line": 1}]})
    assert _outcomes(answers) == (1, {(409, "credit_exceeds_invoice")})
    assert _count(app, Document, Document.type == "credit_note") == 1
    shown: Any = callers[0].get(f"/invoices/{invoice['id']}").json
    assert shown["invoice"]["totals"]["credited"] == "60.00"


def test_paying_and_crediting_the_same_rest_never_takes_both_too_much(app: Flask, callers: list[Api]) -> None:
    invoice = callers[0].invoice(issue=True, items=[{"name": "A", "quantity": 16, "unit_price": "1"}])
    path = f"/invoices/{invoice['id']}"

    def work(n: int) -> int:
        api = callers[n % len(callers)]
        if n % 2:
            return api.post(f"{path}/payments", {"amount": "1"}).status_code
        return api.post(f"{path}/credit", {"items": [{"line": 1, "quantity": 1}]}).status_code

    with ThreadPoolExecutor(AT_ONCE) as pool:
        statuses = list(pool.map(work, range(AT_ONCE)))
    totals: Any = callers[0].get(path).json["invoice"]["totals"]  # type: ignore[index]
    assert totals["credited"] == "16.00"
    assert set(statuses) <= {201, 409}
    assert totals["amount_due"] == "0.00"
    assert totals["refund_due"] == totals["amount_paid"]
    assert statuses.count(201) == 16 + int(totals["amount_paid"].partition(".")[0])


def test_approving_and_rejecting_at_once_ends_in_one_of_both(callers: list[Api]) -> None:
    path = f"/estimates/{callers[0].document('estimate', issue=True)['id']}"
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(
            pool.map(lambda n: callers[n % 4].post(f"{path}/{('approve', 'reject')[n % 2]}"), range(AT_ONCE))
        )
    assert {answer.status_code for answer in answers} == {200}
    shown: Any = callers[0].get(path).json
    assert shown["estimate"]["status"] in ("approved", "rejected")
