"""Products, services, and how many there are of them."""

from typing import Any

import pytest
import sqlalchemy as sa

from app.accounts.models import AuditEntry
from app.core.db import db
from tests.callers import Api, NewTeam, add_token

WHOLE: dict[str, Any] = {
    "type": "product",
    "name": "Oak table",
    "description": "Solid.\nOiled.",
    "sku": "TAB-01",
    "price": "450.00",
    "currency": "EUR",
    "unit": "piece",
    "taxes": [{"name": "VAT", "percentage": "19", "inclusive": False, "withholding": False, "category": "S"}],
    "active": True,
    "stock": "12",
    "allow_negative_stock": False,
    "low_stock_threshold": "3",
}


def _deeds(api: Api, subject_id: str) -> list[str]:
    with api.app.app_context():
        select = sa.select(AuditEntry.action).where(AuditEntry.subject_id == subject_id).order_by(AuditEntry.id)
        return list(db.session.scalars(select))


def _adjust(api: Api, product: dict[str, Any], adjustment: Any, reason: str | None = "Sold") -> Any:
    return api.post(f"/products/{product['id']}/adjust-stock", {"adjustment": adjustment, "reason": reason})


def _ledger(api: Api, product: dict[str, Any]) -> list[tuple[Any, ...]]:
    rows: Any = api.get(f"/products/{product['id']}/stock-movements").json
    return [(row["number"], row["adjustment"], row["stock"], row["reason"]) for row in rows["movements"]]


def test_a_product_is_saved_and_shown_whole(api: Api) -> None:
    answer: Any = api.post("/products", json=WHOLE)
    assert answer.status_code == 201, answer.text
    product = answer.json["product"]
    assert {name: product[name] for name in WHOLE} == WHOLE
    assert product["id"].startswith("prd_")
    shown = api.get(f"/products/{product['id']}")
    assert shown.json == {"product": product}
    assert shown.headers["ETag"] == answer.headers["ETag"]


def test_a_service_needs_a_name_and_a_price_only(new_team: NewTeam) -> None:
    api = new_team(currency="JPY")
    product = api.product(type="service", name="Web Development", price=150, unit="hour")
    assert (product["price"], product["currency"], product["unit"]) == ("150", "JPY", "hour")
    assert (product["stock"], product["taxes"], product["active"]) == (None, None, True)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"price": "1"}, "name"),
        ({"name": "", "price": "1"}, "name"),
        ({"name": "x"}, "price"),
        ({"name": "x", "price": "-1"}, "price"),
        ({"name": "x", "price": "NaN"}, "price"),
        ({"name": "x", "price": "0.0000001"}, "price"),
        ({"name": "x", "price": "1", "type": "thing"}, "type"),
        ({"name": "x", "price": "1", "currency": "XXX"}, "currency"),
        ({"name": "x", "price": "1", "taxes": [{"percentage": "101"}]}, "taxes.0.percentage"),
        ({"name": "x", "price": "1", "type": "service", "stock": "1"}, "stock"),
        ({"name": "x", "price": "1", "stock": "1000000000000"}, "stock"),
        ({"name": "x", "price": "1", "colour": "red"}, "colour"),
    ],
)
def test_what_is_wrong_is_400_and_named(body: dict[str, Any], field: str, api: Api) -> None:
    answer: Any = api.post("/products", json=body)
    assert answer.status_code == 400, answer.text
    assert list(answer.json["details"]) == [field]
    assert api.get("/products").json["products"] == []  # type: ignore[index]


def test_a_sku_belongs_to_one_product_of_a_team(api: Api, new_team: NewTeam) -> None:
    first, second = api.product(sku="ab-1"), api.product(name="Other")
    assert new_team().product(sku="ab-1")["sku"] == "ab-1"
    for answer in (
        api.post("/products", {"name": "Third", "price": "1", "sku": "AB-1"}),
        api.patch(f"/products/{second['id']}", {"sku": "AB-1"}),
    ):
        refused: Any = answer
        assert (refused.status_code, refused.json["code"]) == (409, "sku_taken")
        assert refused.json["details"]["product_id"] == [first["id"]]
    assert api.patch(f"/products/{first['id']}", {"sku": "AB-1"}).status_code == 200


def test_filters_narrow_together(api: Api) -> None:
    table = api.product(**WHOLE)
    old = api.product(name="Old table", active=False)
    hour = api.product(name="Crème hour", type="service", description="At the TABLE")
    for query, expected in (
        ("", [hour, old, table]),
        ("type=service", [hour]),
        ("active=true", [hour, table]),
        ("active=false", [old]),
        ("search=TABLE", [hour, old, table]),
        ("search=tab-01", [table]),
        ("search=creme&type=service&active=true", [hour]),
        ("search=table&type=product&active=true", [table]),
        ("search=100%25", []),
    ):
        assert api.get(f"/products?{query}").json["products"] == expected, query  # type: ignore[index]
    for query in ("type=thing", "active=perhaps", "serach=x"):
        assert api.get(f"/products?{query}").status_code == 400


def test_a_change_names_its_fields_and_stale_ones_are_412(api: Api) -> None:
    product = api.product(**WHOLE)
    path = f"/products/{product['id']}"
    tag = api.get(path).headers["ETag"]
    changed: Any = api.patch(path, {"price": "500", "active": False}, headers={"If-Match": tag})
    assert changed.status_code == 200
    assert changed.json["product"] == {
        **product,
        "price": "500.00",
        "active": False,
        "updated_at": changed.json["product"]["updated_at"],
    }
    assert changed.headers["ETag"] != tag
    stale = {"headers": {"If-Match": tag}}
    assert api.patch(path, {"price": "1"}, **stale).status_code == 412
    assert api.post(f"{path}/adjust-stock", {"adjustment": 1}, **stale).status_code == 412
    assert api.delete(path, **stale).status_code == 412
    assert api.patch(path, {}).status_code == 400
    assert api.patch(path, {"price": None}).status_code == 400
    assert api.delete(path).json == {"deleted": True}
    assert api.get(path).status_code == 404
    assert _deeds(api, product["id"])[-1] == "product.deleted"


def test_every_change_of_the_stock_is_in_the_ledger_and_adds_up(api: Api) -> None:
    product = api.product(**WHOLE)
    path = f"/products/{product['id']}"
    assert _adjust(api, product, -5, "Sold to customer").json["product"]["stock"] == "7"
    assert _adjust(api, product, "0.5", None).json["product"]["stock"] == "7.5"
    api.patch(path, {"stock": "6"})
    api.patch(path, {"stock": "6", "name": "Oak"})
    api.patch(path, {"stock": None})
    api.patch(path, {"stock": "1"})
    assert _ledger(api, product)[::-1] == [
        (1, "12", "12", "Initial stock"),
        (2, "-5", "7", "Sold to customer"),
        (3, "0.5", "7.5", None),
        (4, "-1.5", "6", "Counted"),
        (5, "-6", None, "Counted"),
        (6, "1", "1", "Counted"),
    ]
    newest: Any = api.get(f"{path}/stock-movements?per_page=1").json
    assert newest["movements"][0]["by"]["token_id"].startswith("tok_")
    rest: Any = api.get(f"{path}/stock-movements?cursor={newest['pagination']['next_cursor']}").json
    assert [row["number"] for row in rest["movements"]] == [5, 4, 3, 2, 1]


def test_stock_never_goes_below_zero_unless_the_product_allows(api: Api) -> None:
    product = api.product(stock="2.5")
    refused = _adjust(api, product, "-2.500001")
    assert (refused.status_code, refused.json["code"]) == (409, "not_enough_stock")
    assert refused.json["details"] == {"stock": ["2.5"]}
    assert len(_ledger(api, product)) == 1
    assert _adjust(api, product, "-2.5").json["product"]["stock"] == "0"
    api.patch(f"/products/{product['id']}", {"allow_negative_stock": True})
    assert _adjust(api, product, -1).json["product"]["stock"] == "-1"
    back = api.patch(f"/products/{product['id']}", {"allow_negative_stock": False})
    assert back.status_code == 409


def test_what_is_not_counted_is_not_adjusted(api: Api) -> None:
    for product in (api.product(), api.product(type="service")):
        refused = _adjust(api, product, 1)
        assert (refused.status_code, refused.json["code"]) == (409, "stock_not_counted")
    counted = api.product(stock=0)
    for adjustment in (0, "0.0", "x", None, "1e3", "1000000000000"):
        assert _adjust(api, counted, adjustment).status_code == 400
    assert _adjust(api, counted, "999999999999.999999").status_code == 200
    assert _adjust(api, counted, 1).status_code == 400


def test_a_product_with_stock_becomes_a_service_only_without_it(api: Api) -> None:
    path = f"/products/{api.product(stock=3)['id']}"
    refused: Any = api.patch(path, {"type": "service"})
    assert (refused.status_code, list(refused.json["details"])) == (400, ["stock"])
    changed: Any = api.patch(path, {"type": "service", "stock": None})
    assert (changed.json["product"]["type"], changed.json["product"]["stock"]) == ("service", None)


def test_low_stock_is_told_once_on_the_way_down(api: Api) -> None:
    product = api.product(stock=5, low_stock_threshold=3)
    for adjustment in (-1, -1, -1, 4, -4):
        assert _adjust(api, product, adjustment).status_code == 200
    told = [deed for deed in _deeds(api, product["id"]) if deed == "product.stock_low"]
    assert len(told) == 2


def test_a_token_for_products_alone_reads_and_writes_them(api: Api) -> None:
    reader, writer = add_token(api, "products:read"), add_token(api, "products:write")
    product = writer.product(stock=1)
    assert reader.get(f"/products/{product['id']}/stock-movements").status_code == 200
    assert _adjust(reader, product, 1).status_code == 403
    assert _adjust(writer, product, 1).status_code == 200
    assert writer.get("/customers").status_code == 403
