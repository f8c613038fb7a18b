"""GET /exports/accounting: a period in one zip file that agrees with the API, and runs nothing in a spreadsheet."""

import csv
import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from flask import Flask

from app.exports import accounting
from app.rendering.errors import RenderBusy, RenderFailed
from app.rendering.workers import Workers
from tests.callers import Api, NewTeam, add_token

TABLES = ["documents.csv", "lines.csv", "taxes.csv", "payments.csv"]


@pytest.fixture(autouse=True)
def kept(apps: dict[str, Flask], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The folder of kept PDFs, empty."""
    for app in apps.values():
        monkeypatch.setattr(type(app.extensions["saybill.settings"]), "pdf_folder", tmp_path)
    return tmp_path


def _zip(api: Api, first: str = "2026-01-01", last: str = "2026-12-31", more: str = "&pdfs=false") -> ZipFile:
    answer = api.get(f"/exports/accounting?from={first}&to={last}{more}")
    assert answer.status_code == 200, answer.text
    assert answer.content_type == "application/zip"
    assert answer.headers["Content-Disposition"] == f"attachment; filename=accounting-{first}-{last}.zip"
    file = ZipFile(io.BytesIO(answer.data))
    assert file.testzip() is None
    return file


def _rows(file: ZipFile, name: str) -> list[dict[str, str]]:
    raw = file.read(name)
    assert raw.startswith("\ufeff".encode())
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def _numbers(file: ZipFile) -> list[str]:
    return [row["number"] for row in _rows(file, "documents.csv")]


def _sum(rows: list[dict[str, str]], column: str) -> Decimal:
    return sum((Decimal(row[column]) for row in rows), Decimal(0))


def test_the_tables_add_up_to_what_the_api_says(api: Api) -> None:
    items = [
        {"name": "Design", "quantity": "2.5", "unit": "hour", "unit_price": "99.99", "discount": {"percentage": "10"}},
        {"name": "Print", "unit_price": "0.335", "quantity": "1000", "taxes": [{"name": "VAT", "percentage": "7"}]},
        {"name": "Back", "unit_price": "-5"},
    ]
    vat = [{"name": "VAT", "percentage": "19"}]
    made = [api.invoice(items=items, taxes=vat, issued_at=f"2026-02-0{day}", issue=True) for day in range(1, 6)]
    for invoice in made[:2]:
        api.post(f"/invoices/{invoice['id']}/payments", json={"amount": "12.34", "paid_at": "2026-02-10"})
    listed: Any = api.get("/invoices?issued_from=2026-01-01").json
    totals = [invoice["totals"] for invoice in listed["invoices"]]

    file = _zip(api)

    documents, lines, taxes, payments = (_rows(file, name) for name in TABLES)
    for column in ("subtotal", "tax_total", "total", "amount_paid", "amount_due"):
        assert _sum(documents, column) == sum(Decimal(total[column]) for total in totals) != 0
    assert _sum(lines, "total") == _sum(documents, "subtotal")
    assert _sum(taxes, "amount") == _sum(documents, "tax_total")
    assert _sum(payments, "amount") == _sum(documents, "amount_paid") == Decimal("24.68")
    assert [(row["position"], row["quantity"], row["unit_price"], row["discount"]) for row in lines[:3]] == [
        ("1", "2.5", "99.99", "10%"),
        ("2", "1000", "0.335", ""),
        ("3", "1", "-5.00", ""),
    ]
    assert len(taxes) == 10
    assert {row["document_id"] for row in payments} == {invoice["id"] for invoice in made[:2]}


def test_the_json_is_what_the_api_shows(api: Api) -> None:
    invoice = api.invoice(issued_at="2026-02-01", due_at="2999-01-01", title="Łódź 🎨 יוסי", issue=True)
    offer = api.document("estimate", issued_at="2026-02-01", due_at="2999-01-01", issue=True)
    found = json.loads(_zip(api).read("documents.json"))
    assert found == [{**offer, "deleted_at": None}, {**invoice, "deleted_at": None}]


def test_each_issued_document_has_its_pdf_and_a_draft_has_none(api: Api) -> None:
    invoice = api.invoice(issued_at="2026-02-01", issue=True)
    api.document("receipt", issued_at="2026-02-01", issue=True)
    api.invoice(issued_at="2026-02-01")
    file = _zip(api, more="")
    pdfs = ["pdf/INV-2026-0001.pdf", "pdf/RCP-2026-0001.pdf"]
    assert sorted(file.namelist()) == sorted([*TABLES, "documents.json", *pdfs])
    assert file.read(pdfs[0]) == api.get(f"/invoices/{invoice['id']}/pdf").data
    assert [row["pdf"] for row in _rows(file, "documents.csv")] == pdfs


def test_no_number_is_missing_though_invoices_were_deleted_and_voided(api: Api) -> None:
    ids = [api.invoice(issued_at="2026-03-01", issue=True)["id"] for _ in range(4)]
    api.delete(f"/invoices/{ids[1]}")
    api.post(f"/invoices/{ids[2]}/void")
    file = _zip(api, more="")
    rows = _rows(file, "documents.csv")
    assert [row["number"] for row in rows] == [f"INV-2026-000{count}" for count in (1, 2, 3, 4)]
    assert [bool(row["deleted_at"]) for row in rows] == [False, True, False, False]
    assert rows[2]["status"] == "void"
    assert all(row["pdf"] in file.namelist() for row in rows)


def test_types_with_one_number_and_numbers_full_of_signs_have_files_of_their_own(api: Api) -> None:
    made = [
        api.document(kind, issued_at="2026-03-01", number=number, issue=True)
        for kind, number in (("estimate", "A/1"), ("invoice", "A/1"), ("invoice", "a-1"), ("invoice", "../../etc"))
    ]
    file = _zip(api, more="")
    names = [name for name in file.namelist() if name.startswith("pdf/")]
    assert len({name.casefold() for name in names}) == len(made)
    assert not [name for name in names if ".." in name or name.count("/") > 1]


@pytest.mark.parametrize("evil", ["=cmd|' /C calc'!A0", "+1", "-1+2", "@SUM(A1)"])
def test_a_formula_is_text_in_every_table(evil: str, api: Api) -> None:
    invoice = api.invoice(
        issued_at="2026-02-01",
        title=evil,
        items=[{"name": evil, "description": evil, "unit": evil, "unit_price": "100"}],
        taxes=[{"name": evil, "percentage": "10"}],
        issue=True,
    )
    payment = {"amount": "1", "paid_at": "2026-02-01", "method": evil, "reference": evil}
    assert api.post(f"/invoices/{invoice['id']}/payments", json=payment).status_code == 201
    file = _zip(api)
    (line,), (tax,), (paid,) = (_rows(file, name) for name in TABLES[1:])
    assert {line["name"], line["description"], line["unit"], tax["name"], paid["method"], paid["reference"]} == {
        f"'{evil}"
    }
    cells = [cell for name in TABLES for row in _rows(file, name) for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_the_period_includes_both_days_also_a_29_february(api: Api) -> None:
    for day in ("2028-02-28", "2028-02-29", "2028-03-01"):
        api.invoice(issued_at=day, issue=True)
    assert [row["issued_at"] for row in _rows(_zip(api, "2028-02-29", "2028-02-29"), "documents.csv")] == ["2028-02-29"]
    assert len(_numbers(_zip(api, "2028-02-28", "2028-03-01"))) == 3


def test_a_payment_is_in_the_period_in_which_it_came(api: Api) -> None:
    invoice = api.invoice(issued_at="2026-01-31", issue=True)
    api.post(f"/invoices/{invoice['id']}/payments", json={"amount": "100", "paid_at": "2026-02-01"})
    january, february = _zip(api, last="2026-01-31"), _zip(api, first="2026-02-01")
    assert (_numbers(january), _rows(january, "payments.csv")) == (["INV-2026-0001"], [])
    assert _numbers(february) == []
    assert [row["number"] for row in _rows(february, "payments.csv")] == ["INV-2026-0001"]


@pytest.mark.parametrize(("currency", "price", "total"), [("JPY", "1234", "1234"), ("KWD", "1.234", "1.234")])
def test_amounts_have_the_decimals_of_their_currency(currency: str, price: str, total: str, api: Api) -> None:
    invoice = api.invoice(
        currency=currency,
        issued_at="2026-02-01",
        items=[{"name": "A", "unit_price": price}],
        taxes=[{"name": "T", "percentage": "10", "inclusive": True}],
        issue=True,
    )
    api.post(f"/invoices/{invoice['id']}/mark-paid", json={"paid_at": "2026-02-02"})
    file = _zip(api)
    documents, lines, taxes, payments = (_rows(file, name) for name in TABLES)
    assert documents[0]["total"] == lines[0]["unit_price"] == payments[0]["amount"] == total
    assert taxes[0]["amount"] == invoice["totals"]["taxes"][0]["amount"]


def test_another_teams_documents_and_payments_are_not_in_it(api: Api, new_team: NewTeam) -> None:
    invoice = api.invoice(issued_at="2026-02-01", issue=True)
    api.post(f"/invoices/{invoice['id']}/mark-paid", json={"paid_at": "2026-02-02"})
    file = _zip(new_team(), more="")
    assert sorted(file.namelist()) == sorted([*TABLES, "documents.json"])
    assert [_rows(file, name) for name in TABLES] == [[], [], [], []]
    assert json.loads(file.read("documents.json")) == []


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("", "from"),
        ("from=2026-01-01", "to"),
        ("from=x&to=2026-01-01", "from"),
        ("from=2026-02-29&to=2026-03-01", "from"),
        ("from=2026-02-01&to=2026-01-31", "to"),
        ("from=2026-01-01&to=2026-01-31&pdfs=perhaps", "pdfs"),
        ("from=2026-01-01&to=2026-01-31&status=paid", "status"),
    ],
)
def test_a_bad_period_is_refused_and_named(query: str, named: str, api: Api) -> None:
    answer: Any = api.get(f"/exports/accounting?{query}")
    assert answer.status_code == 400
    assert named in answer.json["details"]


def test_too_many_for_one_file_are_refused_with_how_to_go_on(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accounting, "MAX_PDFS", 2)
    for _ in range(3):
        api.invoice(issued_at="2026-02-01", issue=True)
    answer: Any = api.get("/exports/accounting?from=2026-01-01&to=2026-12-31")
    assert answer.status_code == 400
    assert "pdfs=false" in answer.json["details"]["pdfs"][0]
    assert len(_numbers(_zip(api))) == 3


def test_it_goes_on_over_many_portions(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accounting, "_AT_ONCE", 2)
    monkeypatch.setattr(accounting, "_PAYMENTS_AT_ONCE", 2)
    for day in (5, 4, 3, 2, 1):
        invoice = api.invoice(issued_at=f"2026-02-0{day}", issue=True)
        api.post(f"/invoices/{invoice['id']}/mark-paid", json={"paid_at": "2026-02-10"})
    file = _zip(api)
    assert [row["issued_at"][-1] for row in _rows(file, "documents.csv")] == list("12345")
    assert len(_rows(file, "payments.csv")) == len(_rows(file, "lines.csv")) == 5


def test_what_cannot_be_drawn_is_named_and_the_rest_is_there(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = [api.invoice(issued_at="2026-02-01", title=f"Title {count}", issue=True)["id"] for count in (1, 2, 3)]
    draw = Workers.draw

    def failing(self: Any, job: Any) -> bytes:
        if b"Title 2" in job.to_bytes():
            raise RenderFailed
        return draw(self, job)

    monkeypatch.setattr(Workers, "draw", failing)
    file = _zip(api, more="")
    assert [row["pdf"] for row in _rows(file, "documents.csv")] == [
        "pdf/INV-2026-0001.pdf",
        "",
        "pdf/INV-2026-0003.pdf",
    ]
    told = file.read("errors.txt").decode()
    assert told.startswith(f"INV-2026-0002 ({ids[1]}) has no PDF here: The PDF could not be drawn.")
    assert told.count("\n") == 1


@pytest.mark.parametrize(("busy", "is_there"), [(4, True), (5, False)])
def test_it_waits_while_others_draw_but_not_for_ever(
    busy: int, is_there: bool, api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    api.invoice(issued_at="2026-02-01", issue=True)
    left, draw = [None] * busy, Workers.draw

    def crowded(self: Any, job: Any) -> bytes:
        if left:
            left.pop()
            raise RenderBusy(1)
        return draw(self, job)

    monkeypatch.setattr(Workers, "draw", crowded)
    monkeypatch.setattr(accounting, "_PAUSE_S", 0)
    file = _zip(api, more="")
    assert ("pdf/INV-2026-0001.pdf" in file.namelist()) is is_there
    assert ("errors.txt" in file.namelist()) is not is_there


def test_it_needs_the_permission_to_read_documents(api: Api) -> None:
    period = "/exports/accounting?from=2026-01-01&to=2026-12-31"
    assert add_token(api, "invoices:read").get(period).status_code == 403
    assert add_token(api, "documents:read").get(period).status_code == 200


def test_it_comes_in_portions_while_it_is_made(api: Api) -> None:
    for _ in range(3):
        api.invoice(issued_at="2026-02-01", issue=True)
    answer = api.get("/exports/accounting?from=2026-01-01&to=2026-12-31", buffered=False)
    portions = list(answer.iter_encoded())
    assert len([portion for portion in portions if b"PK\x03\x04" in portion and b"pdf/" in portion]) >= 3
    assert b"PK\x01\x02" not in b"".join(portions[:-1])


def test_a_reader_who_goes_leaves_nothing_open(api: Api) -> None:
    for _ in range(2):
        api.invoice(issued_at="2026-02-01", issue=True)
    for more in ("", "&pdfs=false"):
        answer = api.get(f"/exports/accounting?from=2026-01-01&to=2026-12-31{more}", buffered=False)
        next(iter(answer.iter_encoded()))
        answer.close()
    assert len(_numbers(_zip(api))) == 2
