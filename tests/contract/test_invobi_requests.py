"""Every invoice request of the Invobi API, as its users send it. Ids and the base path are ours, all else is theirs."""

from typing import Any

import pytest

from tests.callers import Api
from tests.wire.server import VendorServer

EXAMPLE = (
    "Create an invoice for 10 hours of consulting at $150/hour for Acme Corp from John Smith at Smith LLC. "
    "Add 10% tax. Payment due in 30 days to Chase Bank account 1234567890."
)


def test_list_all_invoices(api: Api) -> None:
    ids = [api.invoice(title=f"Number {number}")["id"] for number in range(12)]
    answer = api.get("/invoices?page=1&per_page=10")
    assert answer.status_code == 200
    body: Any = answer.json
    assert [invoice["id"] for invoice in body["invoices"]] == ids[:1:-1]
    pagination = body["pagination"]
    assert {name: pagination[name] for name in ("total", "page", "per_page", "total_pages")} == {
        "total": 12,
        "page": 1,
        "per_page": 10,
        "total_pages": 2,
    }
    assert set(body["invoices"][0]) >= {"id", "title", "issued_at", "due_at", "paid_at", "currency"}


def test_list_paid_and_unpaid_invoices(api: Api) -> None:
    paid, unpaid = api.invoice(), api.invoice()
    api.post(f"/invoices/{paid['id']}/mark-paid")
    for status, expected in (("paid", paid), ("unpaid", unpaid)):
        body: Any = api.get(f"/invoices?status={status}").json
        assert [invoice["id"] for invoice in body["invoices"]] == [expected["id"]]


def test_get_one_invoice(api: Api) -> None:
    invoice = api.invoice()
    answer = api.get(f"/invoices/{invoice['id']}")
    assert answer.status_code == 200
    assert answer.json == {"invoice": invoice}
    assert set(invoice) >= {
        *("id", "title", "issued_at", "due_at", "currency", "locale", "from_details", "to_details"),
        *("items", "discounts", "taxes", "payment_details"),
    }


def test_create_by_words(api: Api, vendor: VendorServer) -> None:
    body = {"prompt": EXAMPLE, "llm_provider": "gemini-25-flash", "llm_api_key": "YOUR_LLM_API_KEY"}
    answer = api.post("/invoices", json=body)
    assert answer.status_code == 201, answer.text
    assert answer.json
    assert answer.json["invoice"]["totals"]["total"] == "1650.00"


@pytest.mark.parametrize(
    "value",
    [
        *("gemini-25-flash", "gemini-25-flash-lite", "gemini-25-pro", "gemini-20-flash", "gemini-20-flash-lite"),
        *("gpt-4o", "gpt-4o-mini", "gpt-4-turbo", "gpt-41", "gpt-41-mini"),
    ],
)
def test_each_of_the_ten_documented_values_is_accepted(value: str, api: Api, vendor: VendorServer) -> None:
    body = {"prompt": EXAMPLE, "llm_provider": value, "llm_api_key": "YOUR_LLM_API_KEY"}
    assert api.post("/invoices", json=body).status_code == 201


def test_download_as_pdf(api: Api) -> None:
    answer = api.get(f"/invoices/{api.invoice()['id']}/download")
    assert answer.status_code == 200
    assert answer.content_type == "application/pdf"
    assert answer.data.startswith(b"%PDF-")
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=draft-inv_")


def test_delete(api: Api) -> None:
    invoice = api.invoice()
    answer = api.delete(f"/invoices/{invoice['id']}")
    assert (answer.status_code, answer.json) == (200, {"deleted": True})
    assert api.get(f"/invoices/{invoice['id']}").status_code == 404


def test_mark_paid_without_a_body_takes_today(api: Api) -> None:
    invoice = api.invoice()
    answer = api.post(f"/invoices/{invoice['id']}/mark-paid")
    assert answer.status_code == 200
    assert answer.json
    assert answer.json["invoice"]["paid_at"] == invoice["issued_at"]


def test_mark_unpaid_clears_the_date(api: Api) -> None:
    invoice = api.invoice()
    api.post(f"/invoices/{invoice['id']}/mark-paid")
    answer = api.post(f"/invoices/{invoice['id']}/mark-unpaid")
    assert answer.status_code == 200
    assert answer.json
    assert answer.json["invoice"]["paid_at"] is None


def test_the_documented_error(api: Api) -> None:
    answer = api.get("/invoices", headers={"Authorization": "Bearer YOUR_API_TOKEN"})
    assert answer.status_code == 401
    assert answer.json
    assert answer.json["error"] == "Invalid or expired API token"
