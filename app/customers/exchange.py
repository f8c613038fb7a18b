"""Customers as CSV files: one row each, the columns named as the fields of the API."""

from collections.abc import Iterable
from typing import Any

from app.core import csv_files
from app.core.csv_files import CsvRow
from app.customers.models import FIELDS, Customer


def to_csv(customers: Iterable[Customer]) -> str:
    """A file that `read_csv` takes."""
    return csv_files.write(FIELDS, ((_cell(getattr(customer, name)) for name in FIELDS) for customer in customers))


def _cell(value: Any) -> str:
    return "" if value is None else str(value)


def read_csv(raw: bytes) -> dict[str, Any]:
    """The body of an import as JSON would have it. A blank cell says nothing. InvalidInput for what is no CSV."""
    return {"customers": [_customer(row) for row in csv_files.read(raw, FIELDS)]}


def _customer(row: CsvRow) -> CsvRow:
    for name in [name for name, cell in row.items() if not cell.strip()]:
        del row[name]
    days = row.get("payment_terms_days", "").strip()
    if days.isascii() and days.isdigit():
        row["payment_terms_days"] = int(days[:6])
    return row
