"""Many who take from one stock at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.core.db import db
from app.products.models import Product
from tests.callers import Api, add_team, add_token

MANY = 32


@pytest.fixture
def callers(app: Flask) -> list[Api]:
    """One team, with tokens enough for the limit of each."""
    first = add_team(app)
    return [first, *(add_token(first, "read", "write") for _ in range(3))] * (MANY // 4)


def test_32_who_take_all_there_is_empty_it_once(callers: list[Api]) -> None:
    product = callers[0].product(stock=7)
    path = f"/products/{product['id']}"

    def take(api: Api) -> int:
        return api.post(f"{path}/adjust-stock", {"adjustment": -7, "reason": "Sold"}).status_code

    with ThreadPoolExecutor(MANY) as pool:
        assert sorted(pool.map(take, callers)) == [200] + [409] * (MANY - 1)
    shown: Any = callers[1].get(path).json
    assert shown["product"]["stock"] == "0"
    ledger: Any = callers[1].get(f"{path}/stock-movements").json
    assert [row["adjustment"] for row in ledger["movements"]] == ["-7", "7"]


def test_32_who_take_one_each_of_20_leave_none_and_12_get_nothing(callers: list[Api]) -> None:
    product = callers[0].product(stock=20)
    path = f"/products/{product['id']}"
    with ThreadPoolExecutor(MANY) as pool:
        answers = list(pool.map(lambda api: api.post(f"{path}/adjust-stock", {"adjustment": -1}), callers))
    assert sorted(answer.status_code for answer in answers) == [200] * 20 + [409] * 12
    ledger: Any = callers[1].get(f"{path}/stock-movements").json
    assert [row["stock"] for row in ledger["movements"]] == [str(left) for left in range(20)]


def test_one_sku_goes_to_one_product(app: Flask, callers: list[Api]) -> None:
    body = {"name": "Table", "price": "1", "sku": "TAB-1"}
    with ThreadPoolExecutor(MANY) as pool:
        answers = list(pool.map(lambda api: api.post("/products", json=body), callers))
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * (MANY - 1)
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Product)) == 1
