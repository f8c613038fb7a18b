"""Words that name a saved product without a price: when its price is taken, and when only a question is asked."""

from typing import Any

import pytest

from tests.callers import Api, NewTeam
from tests.wire.scenarios import GOOD_DRAFT
from tests.wire.server import VendorServer

VAT = {"name": "VAT", "percentage": "19", "inclusive": False, "withholding": False, "category": "S"}


def _words(api: Api, words: str, **changes: Any) -> Any:
    return api.post("/invoices", {"prompt": words, "llm_provider": "offline", **changes})


def _invoice(api: Api, words: str, **changes: Any) -> dict[str, Any]:
    answer = _words(api, words, **changes)
    assert answer.status_code == 201, answer.text
    invoice: dict[str, Any] = answer.json["invoice"]
    return invoice


def _codes(invoice: dict[str, Any]) -> set[str]:
    return {issue["code"] for issue in invoice["generation"]["issues"]}


@pytest.mark.parametrize(
    ("words", "quantity"),
    [
        ("Invoice Acme Corp for 3 Web Development", "3"),
        ("Bill Acme Corp for web-development", "1"),
        ("10 hours of Web Development for Acme Corp", "10"),
        ("2 x WEB DEVELOPMENT for Acme Corp", "2"),
        ("Invoice Acme Corp for two web developments", "2"),
        ("Rechnung an Acme Corp über 3 Stunden Web Development", "3"),
        ("Invoice Acme Corp: 4 WD-01", "4"),
    ],
)
def test_the_price_comes_from_the_product(words: str, quantity: str, api: Api) -> None:
    product = api.product(name="Web Development", price="150", unit="hour", type="service", sku="WD-01", taxes=[VAT])
    api.product(name="Web Design")
    invoice = _invoice(api, words)
    (item,) = invoice["items"]
    assert (item["quantity"], item["unit"], item["unit_price"]) == (quantity, "hour", "150.00")
    assert (item["product_id"], item["taxes"]) == (product["id"], [VAT])
    (issue,) = [issue for issue in invoice["generation"]["issues"] if issue["code"] == "price_from_product"]
    assert (issue["path"], issue["question"]) == ("items.0.unit_price", None)
    assert issue["candidates"] == [{"id": product["id"], "name": "Web Development"}]
    assert "missing_price" not in _codes(invoice)


def test_a_price_that_is_said_stays(api: Api) -> None:
    api.product(name="Consulting", price="150", taxes=[VAT])
    (item,) = _invoice(api, "Invoice Acme Corp for 3 hours of consulting at $80")["items"]
    assert (item["unit_price"], item["taxes"], item["product_id"]) == ("80.00", None, None)


def test_taxes_that_are_said_hold_for_the_product_too(api: Api) -> None:
    api.product(name="Web Development", price="100", taxes=[VAT])
    invoice = _invoice(api, "Invoice Acme Corp for 2 Web Development, add 7% VAT")
    assert invoice["items"][0]["taxes"] is None
    assert invoice["totals"]["total"] == "214.00"


def _by_model(api: Api, vendor: VendorServer, name: str, words: str, **draft: Any) -> dict[str, Any]:
    item = GOOD_DRAFT["items"][0] | {"name": name, "unit_price": "0", "quantity": "2", "unit": None}
    vendor.answer(GOOD_DRAFT | {"items": [item], "taxes": [], **draft})
    return _invoice(api, words, llm_provider="gpt-41", llm_api_key="key-12345")


def test_a_model_that_reads_no_price_gives_that_of_the_product(api: Api, vendor: VendorServer) -> None:
    product = api.product(name="Logo design", price="300")
    invoice = _by_model(api, vendor, "Logo designs", "2 logo designs for Acme Corp")
    assert (invoice["items"][0]["product_id"], invoice["totals"]["subtotal"]) == (product["id"], "600.00")


def test_nearly_the_name_is_a_question_and_no_price(api: Api, vendor: VendorServer) -> None:
    ids = {api.product(name=name)["id"] for name in ("Logo design", "Logo redesign")}
    invoice = _by_model(api, vendor, "Logo", "2 times a logo for Acme Corp")
    assert (invoice["items"][0]["product_id"], invoice["totals"]["subtotal"]) == (None, "0.00")
    (issue,) = [issue for issue in invoice["generation"]["issues"] if issue["code"] == "doubtful_product"]
    assert {candidate["id"] for candidate in issue["candidates"]} == ids
    assert issue["question"]


def test_a_price_in_another_currency_is_not_taken(api: Api, vendor: VendorServer) -> None:
    api.product(name="Logo design", price="300", currency="EUR")
    invoice = _by_model(api, vendor, "Logo design", "2 logo designs for Acme Corp in dollars", currency="USD")
    assert invoice["items"][0]["unit_price"] == "0.00"
    assert {"product_in_other_currency", "missing_price"} <= _codes(invoice)
    assert "price_from_product" not in _codes(invoice)


def test_what_is_free_takes_no_price(api: Api, vendor: VendorServer) -> None:
    api.product(name="Logo design", price="300")
    invoice = _by_model(api, vendor, "Logo design", "2 logo designs for Acme Corp, free of charge")
    assert invoice["totals"]["total"] == "0.00"


def test_inactive_products_and_those_of_others_are_not_known(api: Api, new_team: NewTeam) -> None:
    api.product(name="Web Development", active=False)
    new_team().product(name="Web Development")
    assert _words(api, "Invoice Acme Corp for 3 Web Development").status_code == 422


def test_a_name_in_the_name_of_a_party_is_nothing_sold(api: Api) -> None:
    api.product(name="Web Development")
    assert _words(api, "Invoice Web Development Ltd").status_code == 422
    assert _words(api, "Hello, do you like web development?").status_code == 422
