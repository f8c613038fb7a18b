"""Items that name a saved product: what is taken over, and what is refused."""

from typing import Any

import pytest

from tests.callers import Api, NewTeam

VAT = {"name": "VAT", "percentage": "19", "inclusive": False, "withholding": False, "category": None}
TABLE: dict[str, Any] = {"name": "Oak table", "price": "450.5", "currency": "USD", "unit": "piece", "taxes": [VAT]}


def _item(api: Api, **item: Any) -> dict[str, Any]:
    first: dict[str, Any] = api.invoice(items=[item])["items"][0]
    return first


def test_what_is_left_out_comes_from_the_product(api: Api) -> None:
    product = api.product(**TABLE)
    item = _item(api, product_id=product["id"], quantity=2)
    assert {name: item[name] for name in ("name", "unit", "unit_price", "taxes", "total", "product_id")} == {
        "name": "Oak table",
        "unit": "piece",
        "unit_price": "450.50",
        "taxes": [VAT],
        "total": "901.00",
        "product_id": product["id"],
    }


def test_what_is_said_overrules_the_product(api: Api) -> None:
    product = api.product(**TABLE)
    said = {"name": "Table", "unit": "set", "unit_price": "0.00", "taxes": []}
    item = _item(api, product_id=product["id"], **said)
    assert {name: item[name] for name in said} == said


def test_a_later_price_changes_no_invoice_and_no_stock_is_taken(api: Api) -> None:
    product = api.product(**TABLE, stock=5)
    invoice = api.invoice(items=[{"product_id": product["id"], "quantity": 3}], issue=True)
    path = f"/products/{product['id']}"
    assert api.get(path).json["product"]["stock"] == "5"  # type: ignore[index]
    api.patch(path, {"price": "1"})
    api.delete(path)
    assert api.get(f"/invoices/{invoice['id']}").json == {"invoice": invoice}


def test_a_duplicate_keeps_what_the_original_says_of_its_product(api: Api) -> None:
    product = api.product(name="Chair", price="10")
    original = api.invoice(items=[{"product_id": product["id"]}])
    api.patch(f"/products/{product['id']}", {"taxes": [VAT], "unit": "piece"})
    for _ in range(2):
        copy: Any = api.post(f"/invoices/{original['id']}/duplicate")
        assert copy.status_code == 201, copy.text
        assert copy.json["invoice"]["items"] == original["items"]
        api.delete(f"/products/{product['id']}")


@pytest.mark.parametrize("whose", ["nobody's", "a stranger's"])
def test_a_product_of_nobody_is_refused(whose: str, api: Api, new_team: NewTeam) -> None:
    product_id = "prd_none" if whose == "nobody's" else new_team().product()["id"]
    draft = api.invoice()
    items = [{"name": "A", "unit_price": 1}, {"name": "B", "unit_price": 1, "product_id": product_id}]
    for answer in (api.post("/invoices", {"items": items}), api.patch(f"/invoices/{draft['id']}", {"items": items})):
        refused: Any = answer
        assert refused.status_code == 400
        assert refused.json["details"] == {"items.1.product_id": ["There is no product under that id."]}


def test_a_price_in_another_currency_is_not_taken(api: Api) -> None:
    product = api.product(**TABLE)
    body = {"items": [{"product_id": product["id"]}], "currency": "EUR"}
    refused: Any = api.post("/invoices", body)
    assert (refused.status_code, list(refused.json["details"])) == (400, ["items.0.unit_price"])
    assert "USD" in refused.json["error"]
    body["items"][0]["unit_price"] = "400"  # type: ignore[index]
    assert api.post("/invoices", body).status_code == 201
    euros = api.customer(name="Ann", currency="EUR")
    body = {"items": [{"product_id": product["id"]}], "customer_id": euros["id"]}
    assert api.post("/invoices", body).status_code == 400


def test_items_without_a_product_need_name_and_price_and_a_kept_product_may_be_gone(api: Api) -> None:
    missing: Any = api.post("/invoices", {"items": [{"product_id": None}]})
    assert list(missing.json["details"]) == ["items.0.name", "items.0.unit_price"]
    product = api.product(**TABLE)
    draft = api.invoice(items=[{"product_id": product["id"]}])
    api.delete(f"/products/{product['id']}")
    items = [{"product_id": product["id"], "name": "Oak table", "unit_price": "400"}]
    changed: Any = api.patch(f"/invoices/{draft['id']}", {"items": items})
    assert changed.json["invoice"]["items"][0]["product_id"] == product["id"]
    assert api.patch(f"/invoices/{draft['id']}", {"items": [{"product_id": product["id"]}]}).status_code == 400
