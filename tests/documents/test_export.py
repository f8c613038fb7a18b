"""GET /invoices/export: a file for bookkeepers that runs nothing in their spreadsheet."""

import csv
import io
from typing import Any

import pytest

from app.documents import export
from tests.callers import Api, NewTeam


def _rows(api: Api, query: str = "") -> list[dict[str, str]]:
    answer = api.get(f"/invoices/export{query}")
    assert answer.status_code == 200, answer.text
    assert answer.content_type == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == "attachment; filename=invoices.csv"
    assert answer.data.startswith("\ufeff".encode())
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))


def _buyer(name: str) -> dict[str, Any]:
    return {"to_details": [{"label": "Company", "value": name, "field": "company"}]}


def test_a_row_has_what_a_bookkeeper_needs(api: Api) -> None:
    taxes = [{"name": "VAT", "percentage": "19"}]
    invoice = api.invoice(
        **_buyer("Łódź 🎨 GmbH"), taxes=taxes, issued_at="2026-01-15", due_at="2999-01-01", issue=True
    )
    api.post(f"/invoices/{invoice['id']}/payments", json={"amount": "19", "paid_at": "2026-01-20"})
    (row,) = _rows(api)
    wanted = {
        "number": "INV-2026-0001",
        "type": "invoice",
        "status": "partially_paid",
        "issued_at": "2026-01-15",
        "customer": "Łódź 🎨 GmbH",
        "currency": "USD",
        "subtotal": "100.00",
        "tax_total": "19.00",
        "total": "119.00",
        "amount_paid": "19.00",
        "amount_due": "100.00",
        "taxes": "VAT 19%: 19.00 on 100.00",
        "id": invoice["id"],
    }
    assert {name: row[name] for name in wanted} == wanted


@pytest.mark.parametrize("evil", ["=cmd|' /C calc'!A0", "+1", "-1+2", "@SUM(A1)"])
def test_a_formula_is_text(evil: str, api: Api) -> None:
    api.invoice(**_buyer(evil), title=evil, reference=evil)
    (row,) = _rows(api)
    assert row["customer"] == row["title"] == row["reference"] == f"'{evil}"


def test_a_formula_in_the_words_is_text(api: Api) -> None:
    words = {"prompt": "2 hours of =HYPERLINK(1) at $50 for @Acme", "llm_provider": "offline"}
    assert api.post("/invoices", json=words).status_code == 201
    assert not [cell for row in _rows(api) for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]


def test_an_amount_below_zero_stays_a_number(api: Api) -> None:
    api.invoice(items=[{"name": "Back", "quantity": "1", "unit_price": "-5"}])
    assert _rows(api)[0]["total"] == "-5.00"


def test_the_filters_of_the_list_hold(api: Api) -> None:
    for month in (1, 2, 3):
        api.invoice(title=f"Month {month}", issued_at=f"2026-0{month}-10", currency="EUR" if month == 2 else "USD")
    assert [row["title"] for row in _rows(api, "?from=2026-01-10&to=2026-02-10")] == ["Month 2", "Month 1"]
    assert [row["title"] for row in _rows(api, "?currency=EUR&status=unpaid")] == ["Month 2"]
    assert [row["title"] for row in _rows(api, "?search=month 3")] == ["Month 3"]
    assert _rows(api, "?status=paid") == []


def test_it_goes_on_over_many_portions(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "_AT_ONCE", 2)
    ids = [api.invoice()["id"] for _ in range(5)]
    assert [row["id"] for row in _rows(api)] == ids[::-1]


def test_another_teams_invoices_are_not_in_it(api: Api, new_team: NewTeam) -> None:
    api.invoice()
    assert _rows(new_team()) == []


@pytest.mark.parametrize("query", ["from=x", "from=2026-02-01&to=2026-01-01", "page=2", "status=late"])
def test_a_bad_period_or_filter_is_refused(query: str, api: Api) -> None:
    assert api.get(f"/invoices/export?{query}").status_code == 400
