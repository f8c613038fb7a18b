"""Customers as CSV files: out and in again, all or nothing."""

from typing import Any

import pytest

from app.customers.exchange import read_csv
from tests.callers import Api, NewTeam
from tests.customers.test_customers import WHOLE


def _import_csv(api: Api, text: str | bytes) -> Any:
    return api.post("/customers/import", data=text, content_type="text/csv; charset=utf-8")


def _fields(api: Api) -> list[dict[str, Any]]:
    listed: Any = api.get("/customers").json
    return [{name: customer[name] for name in WHOLE} for customer in listed["customers"]]


def test_a_file_goes_round_and_no_cell_is_a_formula(api: Api, new_team: NewTeam) -> None:
    api.customer(**WHOLE)
    api.customer(company='=HYPERLINK("x"),"y"', phone="+49 30 1", notes="@a\n-b")
    api.customer(name="'=quoted", city="שלום; 🎨")
    exported = api.get("/customers/export")
    assert exported.content_type == "text/csv; charset=utf-8"
    assert exported.headers["Content-Disposition"] == "attachment; filename=customers.csv"
    assert exported.text.splitlines()[0] == ",".join(WHOLE)
    assert "\"'=HYPERLINK" in exported.text
    assert "'+49" in exported.text
    other = new_team()
    assert _import_csv(other, exported.data).json == {"imported": 3, "created": 3, "updated": 0}
    assert _fields(other) == _fields(api)
    assert other.get("/customers/export").data == exported.data


def test_a_file_again_changes_those_with_a_known_email(api: Api) -> None:
    _import_csv(api, "company,email,city\nAcme,a@acme.test,Springfield\nGlobex,,\n")
    answer = _import_csv(api, "EMAIL;Company;city\r\nA@ACME.test;Acme Inc;\r\n;Hooli;\r\n;;\r\n")
    assert (answer.status_code, answer.json) == (201, {"imported": 2, "created": 1, "updated": 1})
    listed: Any = api.get("/customers").json
    found = [(customer["company"], customer["city"]) for customer in listed["customers"]]
    assert found == [("Hooli", None), ("Globex", None), ("Acme Inc", "Springfield")]


def test_a_blank_cell_says_nothing() -> None:
    assert read_csv(b"name,city,payment_terms_days\nAnn, ,30\n") == {
        "customers": [{"name": "Ann", "payment_terms_days": 30}]
    }


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ('name,email\n"two\nlines",\nAnn,nonsense\n', "line 4, email"),
        ("name,email\nAnn,a@b.test\nAnn,A@b.test\n", "line 3, email"),
        ("name,email\n,a@b.test\n", "line 2, name"),
        ("name,country\nAnn,Narnia\n", "line 2, country"),
        ("name,payment_terms_days\nAnn,soon\n", "line 2, payment_terms_days"),
        ("name,payment_terms_days\nAnn,99999999999\n", "line 2, payment_terms_days"),
        ("name,email\nAnn\n", "line 2"),
        ('name\n"open\n', "line 2"),
        ("name,colour\nAnn,red\n", "line 1"),
        ("name,name\nAnn,Ann\n", "line 1"),
        (b"name\nok\n\xff\n", "line 3"),
        ("name,email\n", "customers"),
    ],
)
def test_a_wrong_file_is_refused_whole_and_names_the_line(text: str | bytes, detail: str, api: Api) -> None:
    answer = _import_csv(api, text)
    assert answer.status_code == 400, answer.text
    assert list(answer.json["details"]) == [detail]
    assert detail in answer.json["error"]
    assert _fields(api) == []


def test_a_name_taken_away_by_an_import_is_refused_whole(api: Api) -> None:
    api.customer(company="Acme", email="a@acme.test")
    body = {"customers": [{"name": "New"}, {"name": "Ann", "company": None, "email": "a@acme.test"}]}
    assert api.post("/customers/import", json=body).status_code == 201
    assert [row["name"] for row in _fields(api)] == ["New", "Ann"]


def test_two_thousand_customers_come_in_order(api: Api) -> None:
    rows = "".join(f"Customer {number},c{(number * 7919) % 2000}@acme.test\n" for number in range(2000))
    answer = _import_csv(api, f"name,email\n{rows}")
    assert answer.json == {"imported": 2000, "created": 2000, "updated": 0}
    newest: Any = api.get("/customers?per_page=2").json
    assert [customer["name"] for customer in newest["customers"]] == ["Customer 1999", "Customer 1998"]
    assert _import_csv(api, f"name,email\n{rows}").json == {"imported": 2000, "created": 0, "updated": 2000}
