"""`on_missing: ask`: what only a person can settle is asked, with the draft beside it, and nothing is stored."""

from typing import Any

import pytest

from tests.callers import Api
from tests.wire.server import VendorServer

KEY = "sk-canary-7d1f0a93bb52"
COMPLETE = (
    "10 hours of consulting at $150/hour for Acme Corp from John Smith at Smith LLC. Add 10% tax. Due 2026-02-14. "
    "Pay to Chase Bank account 1234567890."
)
BUYER = {"to_details": [{"label": "Company", "value": "Acme", "field": "company"}]}
SELLER = {"from_details": [{"label": "Name", "value": "Robin", "field": "name"}]}
ESSENTIALS = {**BUYER, **SELLER, "currency": "USD"}


def ask(api: Api, words: str, **changes: Any) -> Any:
    body = {"prompt": words, "llm_provider": "gpt-41-mini", "llm_api_key": KEY, "on_missing": "ask", **changes}
    return api.post("/invoices", json=body)


def item(quantity: str, price: str) -> dict[str, Any]:
    empty = {"description": None, "unit": None, "discount": None, "taxes": None}
    return {"name": "Logo", "quantity": quantity, "unit_price": price, **empty}


def count(api: Api) -> int:
    listed: Any = api.get("/invoices").json
    return int(listed["pagination"]["total"])


def test_complete_words_are_made_into_an_invoice(api: Api, vendor: VendorServer) -> None:
    answer = ask(api, COMPLETE, reference_date="2026-01-15")
    assert answer.status_code == 201, answer.text
    assert answer.json["invoice"]["generation"]["issues"] == []


@pytest.mark.parametrize(
    ("words", "draft", "code", "path"),
    [
        ("Robin bills 800 USD for a logo", {**SELLER, "currency": "USD"}, "missing_buyer", "to_details"),
        ("800 USD for a logo, to Acme", {**BUYER, "currency": "USD"}, "missing_seller", "from_details"),
        ("Robin bills Acme 800 for a logo", {**BUYER, **SELLER}, "assumed_currency", "currency"),
        (
            "Robin bills Acme for a logo, USD",
            {**ESSENTIALS, "items": [item("1", "0")]},
            "missing_price",
            "items.0.unit_price",
        ),
        (
            "Robin bills Acme: logo 800 at 1 is 900 USD",
            {**ESSENTIALS, "items": [item("800", "1")]},
            "contradiction",
            "items.0.total",
        ),
        (
            "Robin bills Acme 80 USD for a logo",
            {**ESSENTIALS, "items": [item("1", "800")]},
            "ungrounded_number",
            "items.0.unit_price",
        ),
        (
            "Robin bills Acme 800 USD for a logo",
            {**ESSENTIALS, "payment_details": [{"label": "IBAN", "value": "DE89370400440532013000", "field": "iban"}]},
            "ungrounded_payment_detail",
            "payment_details.0",
        ),
    ],
)
def test_what_only_a_person_can_settle_is_asked(
    words: str, draft: dict[str, Any], code: str, path: str, api: Api, vendor: VendorServer
) -> None:
    vendor.answer({"items": [item("1", "800")], **draft})
    answer = ask(api, words)
    assert (answer.status_code, answer.json["code"]) == (422, "needs_input"), answer.text
    assert set(answer.json) == {"error", "code", "details", "request_id"}
    (question,) = answer.json["details"]["questions"]
    assert (question["code"], question["path"]) == (code, path)
    assert question["question"].endswith("?")
    assert count(api) == 0


def test_the_draft_comes_along_and_is_not_stored(api: Api, vendor: VendorServer) -> None:
    vendor.answer({"items": [item("2", "400")], "currency": "USD", **SELLER})
    draft = ask(api, "Robin bills 2 logos at 400 USD").json["details"]["draft"]
    assert (draft["id"], draft["to_details"]) == (None, [])
    assert draft["totals"]["total"] == "800.00"
    assert [issue["code"] for issue in draft["generation"]["issues"] if issue["question"]] == ["missing_buyer"]
    assert count(api) == 0


def test_the_same_words_are_made_into_a_draft_by_default(api: Api, vendor: VendorServer) -> None:
    vendor.answer({"items": [item("1", "800")]})
    answer = ask(api, "logo 800", on_missing="draft")
    assert answer.status_code == 201
    asked = {issue["code"] for issue in answer.json["invoice"]["generation"]["issues"] if issue["question"]}
    assert asked == {"missing_buyer", "missing_seller", "assumed_currency"}


def test_what_the_team_has_set_is_not_asked_for(api: Api, vendor: VendorServer) -> None:
    assert api.patch("/teams/current", SELLER).status_code == 200
    vendor.answer({"items": [item("1", "800")], "currency": "USD", **BUYER})
    answer = ask(api, "Acme owes 800 USD for a logo")
    assert answer.status_code == 201, answer.text
    codes = {issue["code"]: issue["question"] for issue in answer.json["invoice"]["generation"]["issues"]}
    assert codes == {"assumed_from_details": None, "assumed_due_date": None}


def test_a_currency_given_as_an_option_is_not_asked_for(api: Api, vendor: VendorServer) -> None:
    vendor.answer({"items": [item("1", "800")], **BUYER, **SELLER})
    assert ask(api, "Robin bills Acme 800 for a logo", currency="EUR").status_code == 201


@pytest.mark.parametrize("words", ["a free logo", "logo, no charge", "Logo kostenlos", "logo offert", "logo for $0"])
def test_what_is_said_to_be_free_needs_no_price(words: str, api: Api, vendor: VendorServer) -> None:
    vendor.answer({**ESSENTIALS, "items": [item("1", "0")]})
    assert ask(api, f"From Robin to Acme, USD: {words}").status_code == 201


def test_a_dry_run_asks_as_well(api: Api, vendor: VendorServer) -> None:
    vendor.answer({"items": [item("1", "800")]})
    assert ask(api, "logo 800", dry_run=True).status_code == 422


def test_the_question_is_the_same_again_under_its_idempotency_key(api: Api, vendor: VendorServer) -> None:
    vendor.answer({"items": [item("1", "800")]})
    body = {"prompt": "logo 800", "llm_provider": "gpt-41-mini", "llm_api_key": KEY, "on_missing": "ask"}
    first, second = (api.post("/invoices", json=body, headers={"Idempotency-Key": "k-1"}) for _ in range(2))
    assert first.status_code == 422
    assert second.data == first.data
    assert len(vendor.requests) == 1


@pytest.mark.parametrize(
    "body",
    [
        {"prompt": "logo 800", "llm_provider": "offline", "on_missing": "guess"},
        {"items": [{"name": "Logo", "unit_price": "800"}], "on_missing": "ask"},
    ],
)
def test_it_is_refused_where_it_means_nothing(body: dict[str, Any], api: Api) -> None:
    answer: Any = api.post("/invoices", json=body)
    assert answer.status_code == 400
    assert list(answer.json["details"]) == ["on_missing"]
