"""All types of documents go through one mechanism: made, listed, numbered, printed and copied alike."""

from typing import Any

import pytest

from app.documents.kinds import KINDS
from tests.callers import Api, NewTeam

WORDS = "10 hours of consulting at $150/hour for Acme Corp. Add 10% tax."


@pytest.mark.parametrize("kind", KINDS)
def test_every_type_is_made_from_fields_numbered_printed_and_found(kind: str, api: Api) -> None:
    made = api.document(kind, issued_at="2026-03-01", taxes=[{"percentage": 10}])
    assert (made["type"], made["status"], made["number"]) == (kind, "draft", None)
    assert made["id"].startswith(KINDS[kind].id_prefix + "_")
    assert made["totals"]["total"] == "110.00"
    path = f"/documents/{made['id']}"
    issued: Any = api.post(f"{path}/issue").json
    assert issued["document"]["number"] == f"{KINDS[kind].number_prefix}-2026-0001"
    pdf = api.get(f"{path}/pdf")
    assert pdf.data.startswith(b"%PDF")
    assert f"{KINDS[kind].number_prefix}-2026-0001.pdf" in pdf.headers["Content-Disposition"]
    for query in (f"type={kind}", "status=issued", f"search={KINDS[kind].number_prefix}-2026"):
        listed: Any = api.get(f"/documents?{query}&issued_to=2026-03-01").json
        ids = [document["id"] for document in listed["documents"]]
        assert ids == [made["id"]] or kind == "invoice"  # It was due long ago, so it is overdue.


@pytest.mark.parametrize("kind", KINDS)
def test_every_type_is_made_of_words(kind: str, api: Api) -> None:
    answer: Any = api.post("/documents", json={"type": kind, "prompt": WORDS, "llm_provider": "offline", "issue": True})
    assert answer.status_code == 201, answer.text
    made = answer.json["document"]
    assert (made["type"], made["totals"]["total"], made["status"]) == (kind, "1650.00", "issued")
    assert made["number"].startswith(KINDS[kind].number_prefix)
    paths = [issue["path"] for issue in made["generation"]["issues"]]
    assert ("due_at" in paths) is KINDS[kind].has_term


def test_estimates_are_made_of_words_at_their_own_address(api: Api) -> None:
    body = {"prompt": WORDS, "llm_provider": "offline", "dry_run": True}
    answer: Any = api.post("/estimates", json=body)
    assert answer.status_code == 200
    assert answer.json["estimate"]["type"] == "estimate"
    assert api.post("/estimates", json={**body, "type": "estimate"}).status_code == 200


@pytest.mark.parametrize(
    ("path", "named", "message"),
    [
        ("/documents", None, "Missing. Choose one of: invoice, estimate, quote,"),
        ("/invoices", "estimate", "Here it is always invoice."),
        ("/estimates", "quote", "Here it is always estimate."),
        ("/documents", "letter", "Must be one of"),
    ],
)
def test_a_type_that_is_missing_or_does_not_fit_is_400(path: str, named: str | None, message: str, api: Api) -> None:
    for body in ({"items": [{"name": "X", "unit_price": 1}]}, {"prompt": WORDS, "llm_provider": "offline"}):
        refused: Any = api.post(path, json={**body, **({"type": named} if named else {})})
        assert refused.status_code == 400
        assert refused.json["details"]["type"][0].startswith(message)


def test_each_address_shows_its_own_type_and_documents_shows_all(api: Api) -> None:
    made = {kind: api.document(kind) for kind in KINDS}
    assert api.get(f"/estimates/{made['estimate']['id']}").json == {"estimate": made["estimate"]}
    assert api.get(f"/documents/{made['estimate']['id']}").json == {"document": made["estimate"]}
    for path in (f"/invoices/{made['estimate']['id']}", f"/estimates/{made['quote']['id']}"):
        assert api.get(path).status_code == 404
        assert api.post(f"{path}/issue").status_code == 404
    listed: Any = api.get("/documents?per_page=4").json
    rest: Any = api.get(f"/documents?per_page=4&cursor={listed['pagination']['next_cursor']}").json
    assert [document["type"] for document in listed["documents"] + rest["documents"]] == list(KINDS)[::-1]
    for plural in ("invoices", "estimates"):
        only: Any = api.get(f"/{plural}").json
        assert [document["id"] for document in only[plural]] == [made[plural[:-1]]["id"]]


@pytest.mark.parametrize("query", ["status=paid", "status=overdue", "type=invoice", "status=partially_paid"])
def test_a_filter_that_can_find_no_estimate_is_refused(query: str, api: Api) -> None:
    assert api.get(f"/estimates?{query}").status_code == 400
    assert api.get(f"/documents?{query}").status_code == 200


def test_unpaid_lists_only_what_is_owed(api: Api) -> None:
    made = {kind: api.document(kind) for kind in KINDS}
    listed: Any = api.get("/documents?status=unpaid").json
    assert [document["id"] for document in listed["documents"]] == [made["invoice"]["id"]]


def test_what_a_type_does_not_need_is_not_assumed(new_team: NewTeam) -> None:
    bank = [{"label": "IBAN", "value": "DE89", "field": "iban"}]
    api = new_team(payment_details=bank)
    for kind in KINDS:
        made = api.document(kind, issued_at="2026-01-01")
        assert made["payment_details"] == (bank if kind == "invoice" else [])
        assert made["due_at"] == ("2026-01-31" if KINDS[kind].has_term else "2026-01-01")


def test_a_receipt_says_that_all_was_paid(api: Api) -> None:
    receipt = api.document("receipt", amount_paid="20")
    assert (receipt["totals"]["amount_paid"], receipt["totals"]["amount_due"]) == ("100.00", "0.00")
    path = f"/documents/{receipt['id']}"
    lowered: Any = api.patch(path, {"items": [{"name": "Less", "unit_price": "7"}]}).json
    assert lowered["document"]["totals"]["amount_paid"] == "7.00"
    undone: Any = api.post(f"{path}/undo").json
    assert undone["document"]["totals"] == receipt["totals"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_type_is_duplicated_as_a_new_draft_of_today(kind: str, api: Api) -> None:
    original = api.document(
        kind,
        issued_at="2026-01-01",
        number="A-1",
        title="Painting 🎨",
        to_details=[{"label": "Name", "value": "שלום", "field": "name"}],
        taxes=[{"name": "VAT", "percentage": "7"}],
        discounts=[{"percentage": 5}],
        issue=True,
    )
    answer: Any = api.post(f"/documents/{original['id']}/duplicate")
    assert answer.status_code == 201
    copy = answer.json["document"]
    same = ("type", "title", "items", "taxes", "discounts", "to_details", "currency", "template")
    assert {name: copy[name] for name in same} == {name: original[name] for name in same}
    assert (copy["status"], copy["number"], copy["issued_at"]) == ("draft", None, api.invoice()["issued_at"])
    assert copy["id"] != original["id"]
    assert api.get(f"/documents/{original['id']}").json == {"document": original}


def test_a_duplicate_has_no_deposit(api: Api) -> None:
    original = api.invoice(amount_paid="40")
    copy: Any = api.post(f"/invoices/{original['id']}/duplicate").json
    assert copy["invoice"]["totals"]["amount_paid"] == "0.00"


def test_marking_as_sent_issues_first_and_is_told(api: Api) -> None:
    path = f"/estimates/{api.document('estimate', issued_at='2026-01-01')['id']}"
    sent: Any = api.post(f"{path}/mark-sent").json
    assert (sent["estimate"]["status"], sent["estimate"]["number"]) == ("sent", "EST-2026-0001")
    assert sent["estimate"]["sent_at"]
