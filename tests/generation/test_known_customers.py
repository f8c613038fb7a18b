"""Words that name a saved customer: who is taken, who is only asked about, and what comes with the one who is."""

from typing import Any

import pytest

from tests.callers import Api, NewTeam
from tests.generation.revising import FIELDS, model_draft, revise
from tests.wire.server import VendorServer

ACME: dict[str, Any] = {
    "company": "Acme Corporation",
    "email": "pay@acme.test",
    "address_line1": "1 Main St",
    "city": "Springfield",
    "postal_code": "62701",
    "country": "US",
    "currency": "EUR",
    "payment_terms_days": 10,
}


def _words(api: Api, words: str, **changes: Any) -> Any:
    return api.post("/invoices", {"prompt": words, "llm_provider": "offline", **changes})


def _bill(api: Api, who: str, **changes: Any) -> dict[str, Any]:
    answer = _words(api, f"Create an invoice for 10 hours of consulting at 150 for {who}", dry_run=True, **changes)
    assert answer.status_code == 200, answer.text
    invoice: dict[str, Any] = answer.json["invoice"]
    return invoice


def _issues(invoice: dict[str, Any], code: str) -> list[dict[str, Any]]:
    return [issue for issue in invoice["generation"]["issues"] if issue["code"] == code]


@pytest.mark.parametrize("said", ["Acme", "acme corp.", "ACME, Inc.", "The Acme Company", "Ácme Corporation"])
def test_a_name_that_is_the_same_but_for_its_dress(said: str, api: Api) -> None:
    api.customer(company="Globex Ltd")
    customer = api.customer(company="Acme")
    invoice = _bill(api, said)
    assert invoice["customer_id"] == customer["id"]
    (issue,) = _issues(invoice, "matched_customer")
    assert issue["question"] is None
    assert issue["candidates"] == [{"id": customer["id"], "name": "Acme"}]
    assert customer["id"] in issue["message"]


def test_what_the_words_leave_out_comes_from_the_customer(api: Api) -> None:
    customer = api.customer(**ACME)
    invoice = _bill(api, "Acme")
    assert invoice["customer_id"] == customer["id"]
    assert [(row["field"], row["value"]) for row in invoice["to_details"]] == [
        ("company", "Acme Corporation"),
        ("address_line", "1 Main St"),
        ("city", "Springfield"),
        ("postal_code", "62701"),
        ("country", "United States"),
        ("email", "pay@acme.test"),
    ]
    assert (invoice["currency"], invoice["due_at"]) == ("EUR", "2026-01-25")
    (currency,), (due,) = _issues(invoice, "assumed_currency"), _issues(invoice, "assumed_due_date")
    assert (currency["message"], currency["question"]) == ("No currency was named; EUR is the customer's.", None)
    assert "the customer's 10 days" in due["message"]


def test_what_the_words_say_overrules_the_customer(api: Api) -> None:
    customer = api.customer(**ACME)
    answer = _words(api, "Invoice Acme, billing@acme.test, for 10 hours at $150, due in 5 days", dry_run=True)
    invoice = answer.json["invoice"]
    assert invoice["customer_id"] == customer["id"]
    assert (invoice["currency"], invoice["due_at"]) == ("USD", "2026-01-20")
    values = [row["value"] for row in invoice["to_details"]]
    assert "billing@acme.test" in values
    assert "pay@acme.test" not in values
    assert "1 Main St" in values


def test_an_email_tells_who_it_is(api: Api) -> None:
    customer = api.customer(**ACME)
    invoice = _words(api, "Invoice Jane Roe, PAY@acme.test, for 2 hours at $50", dry_run=True).json["invoice"]
    assert invoice["customer_id"] == customer["id"]


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ([{"company": "Acme Studios"}], "Acme"),  # A part of the name.
        ([{"company": "Acme Inc"}, {"company": "Acme GmbH"}], "Acme"),  # Two of that name.
        ([{"company": "Acme Inc"}], "Acme GmbH"),  # Another legal form.
        ([{"company": "Globex"}], "Globx Ltd"),  # One slip, but a short name.
        ([{"name": "Anna Schmidt"}], "Anna Schmitt"),
        ([{"name": "Jane Doe"}, {"name": "Jane Doe", "city": "Rome"}], "Jane Doe"),
    ],
)
def test_a_doubt_is_an_issue_with_candidates_and_nobody_is_taken(
    known: list[dict[str, str]], said: str, api: Api
) -> None:
    ids = {api.customer(**customer)["id"] for customer in known}
    invoice = _bill(api, said)
    assert invoice["customer_id"] is None
    (issue,) = _issues(invoice, "doubtful_customer")
    assert {candidate["id"] for candidate in issue["candidates"]} == ids
    assert issue["question"]
    asked = _words(api, f"Invoice {said} for 2 hours at $50", on_missing="ask")
    assert asked.status_code == 422
    assert "doubtful_customer" in [question["code"] for question in asked.json["details"]["questions"]]


def test_one_who_is_written_just_so_is_meant_before_others_of_the_name(api: Api) -> None:
    api.customer(company="Acme Inc")
    gmbh = api.customer(company="Acme GmbH")
    assert _bill(api, "Acme GmbH")["customer_id"] == gmbh["id"]


def test_a_slip_of_the_pen_in_a_long_name_is_seen_through(api: Api) -> None:
    customer = api.customer(company="Northwind Traders International")
    api.customer(company="Southwind Traders International")
    invoice = _bill(api, "Northwind Tradrs International")
    assert invoice["customer_id"] == customer["id"]
    assert _issues(invoice, "matched_customer")


@pytest.mark.parametrize("said", ["3M", "Umbrella Ltd", "Acne", "Acme12"])
def test_a_stranger_is_nobody_and_raises_no_doubt(said: str, api: Api) -> None:
    api.customer(**ACME)
    api.customer(company="Acme 13")
    api.customer(company="🎨")
    invoice = _bill(api, said)
    assert invoice["customer_id"] is None
    assert not _issues(invoice, "matched_customer")
    assert not _issues(invoice, "doubtful_customer")


def test_another_teams_customer_is_nobody(api: Api, new_team: NewTeam) -> None:
    new_team().customer(**ACME)
    invoice = _bill(api, "Acme")
    assert (invoice["customer_id"], _issues(invoice, "matched_customer")) == (None, [])
    refused = _words(api, "10 hours at $50", customer_id=new_team().customer(name="x")["id"])
    assert (refused.status_code, list(refused.json["details"])) == (400, ["customer_id"])


def test_a_merged_customer_is_known_by_its_old_name(api: Api) -> None:
    old, new = api.customer(company="Initech"), api.customer(company="Initrode")
    api.post(f"/customers/{old['id']}/merge", {"into": new["id"]})
    assert _bill(api, "Initech")["customer_id"] == new["id"]


def test_the_customer_that_is_chosen_is_billed_whoever_is_named(api: Api) -> None:
    customer = api.customer(**ACME)
    same = _words(api, "Invoice Acme for 10 hours at $150", customer_id=customer["id"]).json["invoice"]
    assert same["customer_id"] == customer["id"]
    assert not _issues(same, "contradiction")
    other = _words(api, "Invoice Umbrella Ltd for 10 hours at $150", customer_id=customer["id"]).json["invoice"]
    assert other["customer_id"] == customer["id"]
    assert other["to_details"][0]["value"] == "Acme Corporation"
    (issue,) = _issues(other, "contradiction")
    assert (issue["path"], bool(issue["question"])) == ("customer_id", True)
    assert api.get(f"/invoices?customer_id={customer['id']}").json["pagination"]["total"] == 2  # type: ignore[index]


def test_a_revision_that_names_another_buyer_finds_that_customer(api: Api, vendor: VendorServer) -> None:
    acme, globex = api.customer(company="Acme"), api.customer(company="Globex")
    draft = api.invoice(**FIELDS, customer_id=acme["id"])
    for said, customer_id in (("Acme Corp", acme["id"]), ("Globex Ltd", globex["id"]), ("Umbrella", None)):
        vendor.answer(model_draft(to_details=[{"label": "Company", "value": said, "field": "company"}]))
        answer = revise(api, draft)
        assert answer.status_code == 200, answer.text
        assert answer.json["invoice"]["customer_id"] == customer_id, said
