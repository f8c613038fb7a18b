"""Products as CSV files: out and in again, all or nothing."""

from typing import Any

import pytest

from tests.callers import Api, NewTeam
from tests.products.test_products import WHOLE


def _import_csv(api: Api, text: str | bytes) -> Any:
    return api.post("/products/import", data=text, content_type="text/csv; charset=utf-8")


def _fields(api: Api) -> list[dict[str, Any]]:
    listed: Any = api.get("/products").json
    return [{name: product[name] for name in WHOLE} for product in listed["products"]]


def test_a_file_goes_round_and_no_cell_is_a_formula(api: Api, new_team: NewTeam) -> None:
    api.product(**WHOLE)
    taxes: list[dict[str, Any]] = [
        {"name": "TVA réduite 5.5", "percentage": "5.5", "inclusive": True},
        {"name": "IRPF", "percentage": "15", "withholding": True},
    ]
    api.product(name="=1+1", description="@x", taxes=taxes, type="service", active=False)
    api.product(name="שולחן 🎨; x", taxes=[], sku="-1", stock="-2.5", allow_negative_stock=True, currency="JPY")
    exported = api.get("/products/export")
    assert exported.headers["Content-Disposition"] == "attachment; filename=products.csv"
    assert exported.text.splitlines()[0] == ",".join(WHOLE)
    assert "'=1+1" in exported.text
    assert "'-2.5" in exported.text
    other = new_team()
    assert _import_csv(other, exported.data).json == {"imported": 3, "created": 3, "updated": 0}
    assert _fields(other) == _fields(api)
    assert other.get("/products/export").data == exported.data


def test_a_file_again_changes_those_with_a_known_sku_and_their_stock_by_a_movement(api: Api) -> None:
    product = api.product(sku="A-1", stock=5, description="Kept")
    answer = _import_csv(api, "SKU;Name;Price;Stock\r\na-1;Table;120.50;8\r\n;Chair;10;\r\n;;;\r\n")
    assert (answer.status_code, answer.json) == (201, {"imported": 2, "created": 1, "updated": 1})
    shown: Any = api.get(f"/products/{product['id']}").json
    names = ("name", "price", "stock", "description", "sku")
    assert [shown["product"][name] for name in names] == ["Table", "120.50", "8", "Kept", "a-1"]
    ledger: Any = api.get(f"/products/{product['id']}/stock-movements").json
    assert (ledger["movements"][0]["adjustment"], ledger["movements"][0]["reason"]) == ("3", "Import")
    assert _import_csv(api, "sku,name,price\nA-1,Table,1\n").status_code == 201
    again: Any = api.get(f"/products/{product['id']}").json
    assert again["product"]["stock"] == "8"


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ('name,price\n"two\nlines",1\nTable,cheap\n', "line 4, price"),
        ("name,price\nTable,\n", "line 2, price"),
        ("name,price,sku\nA,1,x\nB,1,X\n", "line 3, sku"),
        ("name,price,type\nA,1,thing\n", "line 2, type"),
        ("name,price,active\nA,1,perhaps\n", "line 2, active"),
        ("name,price,taxes\nA,1,VAT\n", "line 2, taxes.0.percentage"),
        ("name,price,taxes\nA,1,VAT 200%\n", "line 2, taxes.0.percentage"),
        ("name,price,taxes\nA,1,VAT 19% sometimes\n", "line 2, taxes.0.sometimes"),
        ("name,price,colour\nA,1,red\n", "line 1"),
        ("name,price\nA\n", "line 2"),
        ("name,price\n", "products"),
    ],
)
def test_a_wrong_file_is_refused_whole_and_names_the_line(text: str, detail: str, api: Api) -> None:
    answer = _import_csv(api, text)
    assert answer.status_code == 400, answer.text
    assert list(answer.json["details"]) == [detail]
    assert _fields(api) == []


def test_what_cannot_be_stored_undoes_the_whole_file(api: Api) -> None:
    product = api.product(sku="A-1", stock=5)
    rows = [{"name": "New", "price": "1"}, {"name": "Table", "price": "1", "sku": "A-1", "type": "service"}]
    assert api.post("/products/import", json={"products": rows}).status_code == 400
    assert api.get("/products").json["products"] == [product]  # type: ignore[index]
