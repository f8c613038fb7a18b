"""Saving customers: upsert by e-mail, refusals, search, deletion, merging."""

from typing import Any

import pytest
import sqlalchemy as sa

from app.accounts.models import AuditEntry
from app.core.db import db
from tests.callers import Api, NewTeam, add_token

WHOLE = {
    "name": "Jane Doe",
    "company": "Acme Corp",
    "email": "billing@acme.test",
    "phone": "+1 555 0100",
    "address_line1": "1 Main St",
    "address_line2": "Floor 2",
    "city": "Springfield",
    "region": "IL",
    "postal_code": "62701",
    "country": "US",
    "tax_id": "12-3456789",
    "currency": "USD",
    "language": "en",
    "payment_terms_days": 14,
    "notes": "Pays late.\nCall first.",
}


def _audit(api: Api, subject_id: str) -> list[tuple[str, dict[str, Any]]]:
    with api.app.app_context():
        entries = db.session.scalars(
            sa.select(AuditEntry).where(AuditEntry.subject_id == subject_id).order_by(AuditEntry.id)
        )
        return [(entry.action, entry.changes) for entry in entries]


def _names(answer: Any) -> list[str]:
    return [customer["company"] or customer["name"] for customer in answer.json["customers"]]


def test_a_customer_is_saved_and_shown_whole(api: Api) -> None:
    answer: Any = api.post("/customers", json=WHOLE)
    assert answer.status_code == 201, answer.text
    customer = answer.json["customer"]
    assert {name: customer[name] for name in WHOLE} == WHOLE
    assert customer["id"].startswith("cus_")
    assert customer["created_at"] == customer["updated_at"]
    shown: Any = api.get(f"/customers/{customer['id']}")
    assert shown.json["customer"] == {
        **customer,
        "totals": [],
        "recent_invoices": [],
        "recent_payments": [],
    }
    assert shown.headers["ETag"] == answer.headers["ETag"] == '"1"'


def test_the_same_email_again_changes_the_customer_and_what_is_left_out_stays(api: Api) -> None:
    customer = api.customer(**WHOLE)
    answer: Any = api.post("/customers", json={"name": "Joe", "email": " Billing@ACME.test ", "phone": None})
    assert answer.status_code == 200
    changed = answer.json["customer"]
    names = ("name", "phone", "updated_at")
    assert {**changed, **{name: customer[name] for name in names}} == customer
    assert (changed["name"], changed["phone"]) == ("Joe", None)
    assert [action for action, _ in _audit(api, customer["id"])] == ["customer.created", "customer.updated"]


def test_putting_what_is_there_already_changes_nothing(api: Api) -> None:
    customer = api.customer(**WHOLE)
    again: Any = api.post("/customers", json=WHOLE)
    assert (again.status_code, again.json["customer"]) == (200, customer)
    assert again.headers["ETag"] == '"1"'
    assert len(_audit(api, customer["id"])) == 1


def test_customers_without_an_email_are_new_each_time(api: Api) -> None:
    assert api.customer(name="Ann")["id"] != api.customer(name="Ann")["id"]


def test_two_teams_may_know_the_same_email(api: Api, new_team: NewTeam) -> None:
    other = new_team()
    assert api.customer(**WHOLE)["id"] != other.customer(**WHOLE)["id"]
    assert api.get("/customers").json["pagination"]["total"] == 1  # type: ignore[index]


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "nothing": ({}, "name"),
    "no name": ({"email": "a@b.test"}, "name"),
    "an empty name": ({"name": " \u200b"}, "name"),
    "two empty names": ({"name": "", "company": None}, "name"),
    "201 characters": ({"name": "x" * 201}, "name"),
    "no e-mail": ({"name": "a", "email": "acme.test"}, "email"),
    "two e-mails": ({"name": "a", "email": "a@b.test, c@d.test"}, "email"),
    "a country that is none": ({"name": "a", "country": "Narnia"}, "country"),
    "a currency that is none": ({"name": "a", "currency": "XXX"}, "currency"),
    "a language that is none": ({"name": "a", "language": "English"}, "language"),
    "terms below zero": ({"name": "a", "payment_terms_days": -1}, "payment_terms_days"),
    "an unknown field": ({"name": "a", "colour": "red"}, "colour"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_wrong_is_400_and_named(name: str, api: Api) -> None:
    body, field = REFUSED[name]
    answer: Any = api.post("/customers", json=body)
    assert answer.status_code == 400, answer.text
    assert list(answer.json["details"]) == [field]
    assert api.get("/customers").json["customers"] == []  # type: ignore[index]


@pytest.mark.parametrize(
    "name", ["🎨", "שלום בע״מ", "شركة النور", "株式会社サンプル", "Zoë & Łódź", "'); DROP--", "3", "—"]
)
def test_any_name_that_can_be_seen_is_kept(name: str, api: Api) -> None:
    customer = api.customer(company=name)
    assert customer["company"] == name
    assert _names(api.get("/customers", query_string={"q": name})) == [name]


@pytest.mark.parametrize(
    ("country", "code"),
    [("us", "US"), ("United States", "US"), ("Deutschland", "DE"), ("U.K.", "GB"), ("Côte d'Ivoire", "CI")],
)
def test_a_country_is_known_by_its_name_too(country: str, code: str, api: Api) -> None:
    assert api.customer(name="a", country=country)["country"] == code


def test_q_looks_in_name_company_and_email_without_case_and_accents(api: Api) -> None:
    api.customer(company="Crème Brûlée GmbH", email="kontakt@dessert.test")
    api.customer(name="Åsa 100%_Öberg")
    api.customer(company="Straße & Söhne", notes="crème")
    for query, found in (
        ("CREME", ["Crème Brûlée GmbH"]),
        ("brûlée", ["Crème Brûlée GmbH"]),
        ("@DESSERT", ["Crème Brûlée GmbH"]),
        ("asa 100%_o", ["Åsa 100%_Öberg"]),
        ("100x", []),
        ("STRASSE", ["Straße & Söhne"]),
        ("nobody", []),
    ):
        assert _names(api.get("/customers", query_string={"q": query})) == found, query


def test_a_change_names_its_fields_and_makes_a_new_version(api: Api) -> None:
    customer = api.customer(**WHOLE)
    path = f"/customers/{customer['id']}"
    answer: Any = api.patch(path, {"company": "Acme Inc", "notes": None})
    assert answer.status_code == 200
    assert answer.json["customer"]["company"] == "Acme Inc"
    assert answer.headers["ETag"] == '"2"'
    assert _audit(api, customer["id"])[-1] == (
        "customer.updated",
        {"company": ["Acme Corp", "Acme Inc"], "notes": [WHOLE["notes"], None]},
    )
    assert api.patch(path, {}).status_code == 400
    nameless: Any = api.patch(path, {"name": None, "company": None})
    assert (nameless.status_code, list(nameless.json["details"])) == (400, ["name"])
    assert api.patch(path, {"city": "X"}, headers={"If-Match": '"1"'}).status_code == 412
    assert api.delete(path, headers={"If-Match": '"1"'}).status_code == 412
    assert api.patch(path, {"city": "X"}, headers={"If-Match": '"2"'}).status_code == 200


def test_an_email_of_another_customer_is_409_and_names_it(api: Api) -> None:
    first, second = api.customer(**WHOLE), api.customer(name="Ann")
    answer: Any = api.patch(f"/customers/{second['id']}", {"email": WHOLE["email"]})
    assert (answer.status_code, answer.json["code"]) == (409, "email_taken")
    assert answer.json["details"]["customer_id"] == [first["id"]]
    assert api.patch(f"/customers/{first['id']}", {"email": WHOLE["email"]}).status_code == 200


def test_a_customer_with_unpaid_invoices_is_not_deleted_and_documents_stay(api: Api) -> None:
    customer = api.customer(**WHOLE)
    invoice = api.invoice(customer_id=customer["id"], issue=True)
    path = f"/customers/{customer['id']}"
    refused: Any = api.delete(path)
    assert (refused.status_code, refused.json["code"]) == (409, "customer_owes")
    assert f"customer_id={customer['id']}" in refused.json["error"]
    assert api.get(path).status_code == 200
    api.post(f"/invoices/{invoice['id']}/mark-paid")
    assert api.delete(path).json == {"deleted": True}
    assert api.get(path).status_code == 404
    kept: Any = api.get(f"/invoices/{invoice['id']}")
    assert kept.json["invoice"]["to_details"] == invoice["to_details"]
    assert _audit(api, customer["id"])[-1][0] == "customer.deleted"


def test_merging_moves_documents_fills_blanks_and_keeps_the_names(api: Api) -> None:
    gone = api.customer(company="Globex Ltd", email="pay@globex.test", phone="1", city="Cypress Creek")
    stays = api.customer(company="Globex Corporation", phone="2")
    invoice = api.invoice(customer_id=gone["id"], issue=True)
    before: Any = api.get(f"/invoices/{invoice['id']}")
    answer: Any = api.post(f"/customers/{gone['id']}/merge", {"into": stays["id"]})
    assert answer.status_code == 200, answer.text
    merged = answer.json["customer"]
    assert (merged["id"], merged["company"], merged["phone"]) == (stays["id"], "Globex Corporation", "2")
    assert (merged["email"], merged["city"]) == ("pay@globex.test", "Cypress Creek")
    assert api.get(f"/customers/{gone['id']}").status_code == 404
    moved: Any = api.get(f"/invoices/{invoice['id']}")
    assert moved.json["invoice"]["customer_id"] == stays["id"]
    assert moved.json["invoice"]["to_details"] == invoice["to_details"]
    assert moved.headers["ETag"] != before.headers["ETag"]
    assert _audit(api, gone["id"])[-1] == ("customer.merged", {"into": stays["id"]})
    assert ("customer.documents_moved", {"documents": 1}) in _audit(api, stays["id"])


@pytest.mark.parametrize("into", ["itself", "nobody", "a stranger"])
def test_merging_into_nobody_is_refused(into: str, api: Api, new_team: NewTeam) -> None:
    customer = api.customer(**WHOLE)
    target = {"itself": customer["id"], "nobody": "cus_none"}.get(into) or new_team().customer(name="b")["id"]
    answer: Any = api.post(f"/customers/{customer['id']}/merge", {"into": target})
    assert (answer.status_code, list(answer.json["details"])) == (400, ["into"])
    assert api.get(f"/customers/{customer['id']}").status_code == 200


def test_a_token_for_customers_alone_reads_and_writes_them(api: Api) -> None:
    reader, writer = add_token(api, "customers:read"), add_token(api, "customers:write")
    assert reader.get("/customers").status_code == 200
    assert reader.post("/customers", json=WHOLE).status_code == 403
    assert writer.post("/customers", json=WHOLE).status_code == 201
    assert writer.get("/invoices").status_code == 403
