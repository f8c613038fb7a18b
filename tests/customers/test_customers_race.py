"""Many who write customers at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.accounts.models import AuditEntry
from app.core.db import db
from app.customers.models import Customer, CustomerName
from tests.callers import Api, add_team, add_token

MANY = 32


@pytest.fixture
def callers(app: Flask) -> list[Api]:
    """One team, with tokens enough for the limit of each."""
    first = add_team(app)
    return [first, *(add_token(first, "read", "write") for _ in range(3))] * (MANY // 4)


def _count(app: Flask, model: Any, *conditions: Any) -> int:
    with app.app_context():
        return db.session.scalar(sa.select(sa.func.count()).select_from(model).where(*conditions)) or 0


def test_32_who_put_one_email_make_one_customer(app: Flask, callers: list[Api]) -> None:
    body = {"company": "Acme", "email": "Pay@acme.test"}
    with ThreadPoolExecutor(MANY) as pool:
        answers: list[Any] = list(pool.map(lambda api: api.post("/customers", json=body), callers))
    assert sorted(answer.status_code for answer in answers) == [200] * (MANY - 1) + [201]
    assert len({answer.json["customer"]["id"] for answer in answers}) == 1
    assert _count(app, Customer) == _count(app, CustomerName) == 1
    assert _count(app, AuditEntry, AuditEntry.action.like("customer.%")) == 1


def test_32_who_change_one_customer_lose_nothing(app: Flask, callers: list[Api]) -> None:
    customer = callers[0].customer(company="Acme", email="pay@acme.test")
    fields = ("phone", "city", "region", "tax_id")

    def change(number: int) -> int:
        body = {"company": "Acme", "email": "pay@acme.test", fields[number % 4]: f"{number // 4}"}
        return callers[number].post("/customers", json=body).status_code

    with ThreadPoolExecutor(MANY) as pool:
        assert set(pool.map(change, range(MANY))) == {200}
    shown: Any = callers[0].get(f"/customers/{customer['id']}").json
    assert all(shown["customer"][name] is not None for name in fields)


def test_imports_of_the_same_customers_in_other_orders_end(app: Flask, callers: list[Api]) -> None:
    rows = [{"name": f"C{number}", "email": f"c{number}@acme.test"} for number in range(40)]

    def work(number: int) -> Any:
        wanted = rows if number % 2 else rows[::-1]
        return callers[number].post("/customers/import", json={"customers": wanted})

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(work, range(8)))
    assert {answer.status_code for answer in answers} == {201}
    assert sum(answer.json["created"] for answer in answers) == _count(app, Customer) == 40


def test_one_of_many_merges_wins_and_both_ways_never_wait_in_a_circle(app: Flask, callers: list[Api]) -> None:
    one, two = (callers[0].customer(name=name)["id"] for name in ("One", "Two"))
    invoices = [callers[0].invoice(customer_id=each) for each in (one, two, one)]

    def merge(number: int) -> int:
        path, into = (one, two) if number % 2 else (two, one)
        return callers[number].post(f"/customers/{path}/merge", {"into": into}).status_code

    with ThreadPoolExecutor(16) as pool:
        statuses = sorted(pool.map(merge, range(16)))
    assert statuses.count(200) == 1
    assert set(statuses) <= {200, 400, 404}
    assert _count(app, Customer) == 1
    shown = [callers[1].get(f"/invoices/{invoice['id']}") for invoice in invoices]
    owners: set[Any] = {answer.json["invoice"]["customer_id"] for answer in shown}  # type: ignore[index]
    assert len(owners & {one, two}) == len(owners) == 1


def test_a_customer_is_deleted_or_invoiced_but_never_both(app: Flask, callers: list[Api]) -> None:
    for _ in range(4):
        customer_id = callers[0].customer(name="Ann")["id"]
        body = {"items": [{"name": "Design", "unit_price": 1}], "customer_id": customer_id}

        def work(number: int, customer_id: str = customer_id, body: dict[str, Any] = body) -> int:
            if number % 2:
                return callers[number].delete(f"/customers/{customer_id}").status_code
            return callers[number].post("/invoices", json=body).status_code

        with ThreadPoolExecutor(8) as pool:
            statuses = list(pool.map(work, range(8)))
        is_deleted, is_invoiced = 200 in statuses[1::2], 201 in statuses[::2]
        assert is_deleted != is_invoiced, statuses
        assert set(statuses) <= {200, 201, 400, 404, 409}
