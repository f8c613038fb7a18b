"""A million invoices of one team, written straight into the tables: through the service it would take hours."""

import json
import random
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any

import psycopg
import sqlalchemy as sa
from ulid import ULID

from app.core import money
from app.documents import content
from app.documents.models import Document, DocumentItem

NEWEST = datetime(2026, 11, 1, tzinfo=UTC)
_APART = timedelta(seconds=60)
_FIRST = "Ada Bruno Chiara Dmitri Élodie Farid Grace Hana Ivan Jürgen Keiko Lars Mei Nadia Óscar Priya".split()
_LAST = "Okafor Nguyễn Müller Rossi Silva Kowalski Haddad Tanaka Brown O'Brien García Lindqvist Łukasz Novák".split()
_TRADE = "Studio Logistics Bakery Robotics Textiles Consulting Dental Solar Coffee Shipping Games Foods".split()
_CITY = "Lagos Berlin Kraków Lyon Osaka Porto Austin Leeds Cairo Pune Malmö Quito".split()
_WORK = "Design Consulting Hosting Translation Repair Training Photography Copywriting Audit Catering".split()
_STATUSES = {"paid": 70, "sent": 10, "issued": 6, "draft": 5, "partially_paid": 4, "void": 3, "credited": 2}
_AT_ONCE = 5_000

Row = tuple[Any, ...]


def insert(engine: sa.Engine, team_id: str, count: int) -> None:
    """Write them, the oldest first, as it happens in truth; each with one or two items."""
    made = _invoices(random.Random(7), team_id, count)
    while portion := list(islice(made, _AT_ONCE)):
        documents = [row for row, _ in portion]
        items = [item for _, of_one in portion for item in of_one]
        with engine.begin() as connection:
            bare: Any = connection.connection.dbapi_connection
            for table, rows in ((Document.__table__, documents), (DocumentItem.__table__, items)):
                _write(bare, str(table), [column.name for column in table.columns], rows)


def _write(bare: sqlite3.Connection | psycopg.Connection, table: str, names: list[str], rows: Sequence[Row]) -> None:
    if isinstance(bare, sqlite3.Connection):
        marks = ", ".join("?" * len(names))
        bare.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", rows)
        return
    with bare.cursor() as cursor, cursor.copy(f"COPY {table} ({', '.join(names)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _invoices(chance: random.Random, team_id: str, count: int) -> Iterator[tuple[Row, list[Row]]]:
    document_columns = [column.name for column in Document.__table__.columns]
    item_columns = [column.name for column in DocumentItem.__table__.columns]
    statuses = chance.choices([*_STATUSES], [*_STATUSES.values()], k=count)
    sellers = [_details(chance, "Saybill Works") for _ in range(3)]
    for number, status in enumerate(statuses):
        document, items = _invoice(chance, team_id, NEWEST - _APART * (count - number), number, status)
        document["from_details"] = chance.choice(sellers)
        document["search_text"] = content.search_text(document | {"items": items})
        row = tuple(_plain(document.get(name)) for name in document_columns)
        yield row, [tuple(_plain(item.get(name)) for name in item_columns) for item in items]


def _invoice(
    chance: random.Random, team_id: str, at: datetime, number: int, status: str
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    stamp = str(ULID.from_int(int(at.timestamp() * 1000) << 80 | chance.getrandbits(80))).lower()
    document_id, currency = f"inv_{stamp}", chance.choice(("USD", "EUR", "GBP"))
    items = [
        {
            "document_id": document_id,
            "position": position,
            "name": f"{chance.choice(_WORK)} {chance.randint(1, 400)}",
            "description": chance.choice((None, f"For the {chance.choice(_CITY)} office, as agreed by phone")),
            "quantity": "1",
            "unit_price": money.format_minor(total := chance.randint(1_000, 900_000), currency),
            "total_minor": total,
        }
        for position in range(1, chance.randint(1, 2) + 1)
    ]
    total = sum(item["total_minor"] for item in items)
    paid = {"paid": total, "partially_paid": total // 2}.get(status, 0)
    moment = at.strftime("%Y-%m-%d %H:%M:%S.%f")
    buyer = f"{chance.choice(_FIRST)} {chance.choice(_LAST)} {chance.choice(_TRADE)}"
    document = {
        "id": document_id,
        "stamp": stamp,
        "team_id": team_id,
        "type": "invoice",
        "number": None if status == "draft" else f"INV-{at.year}-{number:07}",
        "title": "Invoice",
        "status": status,
        "issued_at": at.date().isoformat(),
        "due_at": (at.date() + timedelta(days=chance.choice((14, 30, 60)))).isoformat(),
        "paid_at": at.date().isoformat() if status == "paid" else None,
        "currency": currency,
        "locale": "en-US",
        "language": "en",
        "to_details": _details(chance, buyer),
        "payment_details": [{"label": "IBAN", "value": f"DE{chance.getrandbits(60):020}", "field": None}],
        "discounts": [],
        "taxes": [],
        "notes": chance.choice((None, "Thank you for your business.", "Paid by bank transfer within the term.")),
        "reference": f"PO-{chance.randint(1, 999_999)}",
        "template": "classic",
        "subtotal_minor": total,
        "discount_minor": 0,
        "tax_minor": 0,
        "withholding_minor": 0,
        "total_minor": total,
        "prepaid_minor": 0,
        "paid_minor": paid,
        "credited_minor": total if status == "credited" else 0,
        "tax_lines": [],
        "discount_amounts": [],
        "revision": 1,
        "version": 1,
        "created_at": moment,
        "updated_at": moment,
    }
    return document, items


def _details(chance: random.Random, name: str) -> list[dict[str, str]]:
    street = f"{chance.randint(1, 300)} {chance.choice(_LAST)} Street"
    email = f"{name.split()[0].lower()}{chance.randint(1, 9_999)}@example.com"
    values = {"name": name, "address_line1": street, "city": chance.choice(_CITY), "email": email}
    return [{"label": field.title(), "value": value, "field": field} for field, value in values.items()]


def _plain(value: Any) -> Any:
    """As both databases take it."""
    if isinstance(value, Decimal):
        return money.format_decimal(value)
    return json.dumps(value) if isinstance(value, list | dict) else value
