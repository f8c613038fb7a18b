"""Estimates and quotes: agreed, refused, made an invoice of."""

from typing import Any

import pytest
from flask import Flask

from app.core import events
from tests.callers import Api, NewTeam, add_token


def _convert(api: Api, estimate_id: str, **body: Any) -> Any:
    return api.post(f"/estimates/{estimate_id}/convert-to-invoice", json=body)


@pytest.fixture
def estimate(api: Api) -> dict[str, Any]:
    return api.document(
        "estimate",
        issued_at="2026-02-01",
        title="Garden 🌷",
        taxes=[{"name": "VAT", "percentage": 19}],
        discounts=[{"amount": "5"}],
        to_details=[{"label": "Name", "value": "יוסי", "field": "name"}],
        amount_paid="10",
        reference="PO-7",
    )


def test_an_estimate_becomes_an_invoice_of_today(api: Api, estimate: dict[str, Any]) -> None:
    answer = _convert(api, estimate["id"])
    assert answer.status_code == 201
    invoice, converted = answer.json["invoice"], answer.json["estimate"]
    same = ("title", "items", "taxes", "discounts", "to_details", "from_details", "currency", "reference", "totals")
    assert {name: invoice[name] for name in same} == {name: estimate[name] for name in same}
    assert (invoice["type"], invoice["status"], invoice["number"]) == ("invoice", "draft", None)
    assert invoice["issued_at"] == api.invoice()["issued_at"]
    assert invoice["source"] == {"id": estimate["id"], "type": "estimate", "number": "EST-2026-0001"}
    assert (converted["status"], converted["invoice_id"]) == ("converted", invoice["id"])
    assert api.get(f"/invoices/{invoice['id']}").json == {"invoice": invoice}
    assert api.get(f"/estimates/{estimate['id']}").json == {"estimate": converted}


def test_it_is_converted_once(api: Api, estimate: dict[str, Any]) -> None:
    invoice = _convert(api, estimate["id"], issue=True).json["invoice"]
    assert invoice["number"].startswith("INV-")
    again = _convert(api, estimate["id"])
    assert (again.status_code, again.json["code"]) == (409, "already_converted")
    assert again.json["details"] == {"invoice_id": invoice["id"]}


def test_a_retry_is_told_the_first_invoice(api: Api, estimate: dict[str, Any]) -> None:
    path = f"/estimates/{estimate['id']}/convert-to-invoice"
    first, second = (api.post(path, headers={"Idempotency-Key": "e-1"}) for _ in range(2))
    assert (first.status_code, first.data) == (201, second.data)


@pytest.mark.parametrize("issue", [False, True])
def test_when_its_invoice_is_deleted_it_may_be_converted_again(issue: bool, api: Api) -> None:
    quote = api.document("quote")
    path = f"/documents/{quote['id']}/convert-to-invoice"
    first: Any = api.post(path, {"issue": issue}).json
    assert api.delete(f"/invoices/{first['invoice']['id']}").status_code == 200
    open_again: Any = api.get(f"/documents/{quote['id']}").json
    assert (open_again["document"]["status"], open_again["document"]["invoice_id"]) == ("approved", None)
    second: Any = api.post(path).json
    assert second["invoice"]["id"] != first["invoice"]["id"]


def test_an_invoice_gets_the_teams_bank_though_the_estimate_has_none(new_team: NewTeam) -> None:
    bank = [{"label": "IBAN", "value": "DE89", "field": "iban"}]
    api = new_team(payment_details=bank)
    made = _convert(api, api.document("estimate")["id"]).json
    assert (made["estimate"]["payment_details"], made["invoice"]["payment_details"]) == ([], bank)


def test_the_customer_goes_along(api: Api) -> None:
    customer = api.customer(name="Ann")
    estimate = api.document("estimate", customer_id=customer["id"])
    assert _convert(api, estimate["id"]).json["invoice"]["customer_id"] == customer["id"]


def test_a_customer_may_change_its_mind(api: Api, estimate: dict[str, Any]) -> None:
    path = f"/estimates/{estimate['id']}"
    for action, status in (("approve", "approved"), ("reject", "rejected"), ("approve", "approved")):
        answer: Any = api.post(f"{path}/{action}").json
        assert answer["estimate"]["status"] == status
        listed: Any = api.get(f"/estimates?status={status}").json
        assert [row["id"] for row in listed["estimates"]] == [estimate["id"]]


def test_converting_needs_the_permission_to_write_invoices(api: Api, estimate: dict[str, Any]) -> None:
    refused = _convert(add_token(api, "estimates:write"), estimate["id"])
    assert (refused.status_code, refused.json["code"]) == (403, "permission_missing")


def test_every_deed_is_announced(app: Flask, api: Api, estimate: dict[str, Any]) -> None:
    heard: list[str] = []
    for name in ("approved", "rejected", "converted", "reopened", "sent"):
        events.on(events.EVENTS[f"document.{name}"])(lambda fact: heard.append(fact.event.name))
    path = f"/estimates/{estimate['id']}"
    for action in ("mark-sent", "reject", "approve", "approve"):
        api.post(f"{path}/{action}")
    api.delete(f"/invoices/{_convert(api, estimate['id']).json['invoice']['id']}")
    expected = ["sent", "rejected", "approved", "converted", "reopened"]
    assert heard == [f"document.{name}" for name in expected]
