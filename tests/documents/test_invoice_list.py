"""Listing: filters, pages, cursors."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.callers import Api


def _titles(api: Api, query: str) -> list[str]:
    answer: Any = api.get(f"/invoices?{query}")
    assert answer.status_code == 200, answer.text
    return sorted(invoice["title"] for invoice in answer.json["invoices"])


@pytest.fixture
def shelf(api: Api, monkeypatch: pytest.MonkeyPatch) -> Api:
    """One invoice in each status, on 2026-03-10."""
    monkeypatch.setattr("app.core.clock.now", lambda: datetime(2026, 3, 10, 12, tzinfo=UTC))
    made = {
        "draft": {"issued_at": "2026-03-01", "due_at": "2026-03-05"},
        "issued": {"issued_at": "2026-03-01", "due_at": "2026-03-10", "issue": True, "currency": "EUR"},
        "overdue": {"issued_at": "2026-02-01", "due_at": "2026-03-09", "issue": True},
        "paid": {"issued_at": "2026-01-01", "issue": True},
        "void": {"issued_at": "2026-01-01", "issue": True},
    }
    ids = {title: api.invoice(title=title, **fields)["id"] for title, fields in made.items()}
    api.post(f"/invoices/{ids['paid']}/mark-paid")
    api.post(f"/invoices/{ids['void']}/void")
    return api


@pytest.mark.parametrize("status", ["draft", "issued", "overdue", "paid", "void"])
def test_each_status_lists_what_prints_it(status: str, shelf: Api) -> None:
    answer: Any = shelf.get(f"/invoices?status={status}").json
    assert [(invoice["title"], invoice["status"]) for invoice in answer["invoices"]] == [(status, status)]


def test_unpaid_is_what_is_neither_paid_nor_void(shelf: Api) -> None:
    assert _titles(shelf, "status=unpaid") == ["draft", "issued", "overdue"]


def test_filters_narrow_together(shelf: Api) -> None:
    assert _titles(shelf, "currency=eur") == ["issued"]
    assert _titles(shelf, "issued_from=2026-02-01&issued_to=2026-02-28") == ["overdue"]
    assert _titles(shelf, "due_from=2026-03-09&due_to=2026-03-10") == ["issued", "overdue"]
    assert _titles(shelf, "status=unpaid&currency=USD&due_to=2026-03-05") == ["draft"]
    assert _titles(shelf, "type=invoice&customer_id=cus_none") == []


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("STRASSE", True),  # ß folds to ss
        ("łódź", True),
        ("100%_off", True),
        ("100x", False),
        ("a_b", False),
        ("o'brien", True),
        ("Grüße", True),
        ("🎨", True),
        ("1650", False),
    ],
)
def test_search_finds_words_as_they_are(search: str, found: bool, api: Api) -> None:
    buyer = [{"label": "Name", "value": "Siân O'Brien, Straße 1, ŁÓDŹ", "field": "name"}]
    api.invoice(title="Painting 🎨", to_details=buyer, notes="100%_off today, grüße", issued_at="2026-01-01")
    api.invoice(title="Another", issued_at="2026-01-01")
    answer: Any = api.get("/invoices", query_string={"search": search}).json
    assert [invoice["title"] for invoice in answer["invoices"]] == (["Painting 🎨"] if found else [])


def test_pages_and_cursors_walk_the_same_list(api: Api) -> None:
    ids = [api.invoice()["id"] for _ in range(7)][::-1]
    by_page: list[str] = []
    for page in (1, 2, 3):
        answer: Any = api.get(f"/invoices?page={page}&per_page=3").json
        by_page += [invoice["id"] for invoice in answer["invoices"]]
    assert by_page == ids
    assert answer["pagination"] == {"total": 7, "page": 3, "per_page": 3, "total_pages": 3, "next_cursor": None}

    first: Any = api.get("/invoices?per_page=3").json
    api.invoice()  # What comes new shifts the pages, but not the cursor.
    by_cursor = [invoice["id"] for invoice in first["invoices"]]
    cursor = first["pagination"]["next_cursor"]
    while cursor:
        answer = api.get(f"/invoices?per_page=3&cursor={cursor}").json
        by_cursor += [invoice["id"] for invoice in answer["invoices"]]
        cursor = answer["pagination"]["next_cursor"]
    assert by_cursor == ids
    assert answer["pagination"]["total"] is None


def test_a_list_shows_each_document_as_it_shows_alone(api: Api) -> None:
    """Each is read in its own way: rows in the one, objects in the other."""
    tax = [
        {"name": "VAT", "percentage": "7.7", "inclusive": True},
        {"name": "W", "percentage": "5", "withholding": True},
    ]
    lines = [
        {"name": "Größe 🎨", "quantity": "2.5", "unit_price": "99.9999", "unit": "hour", "discount": {"amount": "1"}},
        {"name": "Untaxed", "unit_price": "-3", "taxes": [], "description": "two\nlines"},
        {"name": "Own tax", "unit_price": "7", "taxes": tax[:1]},
    ]
    party = [{"label": "Name", "value": 'A "B" <C>', "field": "name"}]
    for currency in ("USD", "JPY", "KWD"):
        api.invoice(currency=currency, items=lines, taxes=tax, discounts=[{"percentage": "10"}], to_details=party)
    paid = api.invoice(issue=True, notes="n", terms="t", reference="r", customer_id=api.customer(name="Zoë")["id"])[
        "id"
    ]
    api.post(f"/invoices/{paid}/payments", json={"amount": "12.50"})
    api.post(f"/invoices/{paid}/credit", json={})
    api.post(f"/invoices/{api.invoice(issue=True)['id']}/void")
    offer = api.document("estimate")["id"]
    api.post(f"/estimates/{offer}/convert-to-invoice")
    api.post("/invoices", json={"prompt": "3 hours at $50 for Acme, due in 9 days", "llm_provider": "offline"})
    for name in ("invoices", "estimates", "documents"):
        listed: Any = api.get(f"/{name}?cursor=").json
        alone: list[Any] = [api.get(f"/{name}/{document['id']}").json for document in listed[name]]
        assert listed[name] == [answer[name.removesuffix("s")] for answer in alone] != []


def test_an_empty_cursor_begins_without_a_count(api: Api) -> None:
    ids = [api.invoice()["id"] for _ in range(3)][::-1]
    first: Any = api.get("/invoices?cursor=&per_page=2").json
    assert [invoice["id"] for invoice in first["invoices"]] == ids[:2]
    assert first["pagination"]["total"] is None
    rest: Any = api.get(f"/invoices?cursor={first['pagination']['next_cursor']}").json
    assert [invoice["id"] for invoice in rest["invoices"]] == ids[2:]


def test_a_page_past_the_end_is_empty(api: Api) -> None:
    answer: Any = api.get("/invoices?page=9").json
    assert answer["invoices"] == []
    assert answer["pagination"] == {"total": 0, "page": 9, "per_page": 20, "total_pages": 0, "next_cursor": None}


@pytest.mark.parametrize(
    "query",
    [
        "page=0",
        "page=x",
        "per_page=101",
        "per_page=0",
        "status=late",
        "issued_from=yesterday",
        "cursor=%00",
        "type=car",
    ],
)
def test_a_bad_parameter_is_400_and_named(query: str, api: Api) -> None:
    answer: Any = api.get(f"/invoices?{query}")
    assert answer.status_code == 400
    assert query.partition("=")[0] in answer.json["details"]
