"""The rows of the files for bookkeepers. Texts are defused where they are written (`core.csv_files`)."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from app.core import csv_files, money
from app.documents.models import Document, Payment
from app.documents.present import moment

Row = Sequence[str | Decimal]

OF_DOCUMENT = ("document_id", "type", "number", "issued_at", "currency")
LINES = (
    *OF_DOCUMENT,
    *("position", "name", "description", "quantity", "unit", "unit_price", "discount", "total", "product_id"),
)
TAXES = (*OF_DOCUMENT, "name", "percentage", "inclusive", "withholding", "category", "base", "amount")
PAYMENTS = ("id", *OF_DOCUMENT, "paid_at", "amount", "method", "reference", "origin", "created_at")


def written(rows: Sequence[Row]) -> bytes:
    """The rows as they stand in a file."""
    return csv_files.lines(rows).encode()


def line_rows(document: Document) -> Iterator[Row]:
    """Its lines, from position 1; `discount` as it was given: "10%", or an amount."""
    for item in document.items:
        yield (
            *_of(document),
            str(item.position),
            item.name,
            item.description or "",
            item.quantity,
            item.unit or "",
            Decimal(money.format_price(item.unit_price, document.currency)),
            _reduction(item.discount),
            money.from_minor(item.total_minor, document.currency),
            item.product_id or "",
        )


def tax_rows(document: Document) -> Iterator[Row]:
    """One for each group of taxes: what was taxed, and the tax."""
    for tax in document.tax_lines:
        yield (
            *_of(document),
            tax["name"],
            Decimal(tax["percentage"]),
            *("yes" if tax[name] else "no" for name in ("inclusive", "withholding")),
            tax["category"] or "",
            Decimal(tax["base"]),
            Decimal(tax["amount"]),
        )


def payment_row(payment: Payment, document: Document) -> Row:
    return (
        payment.id,
        *_of(document),
        payment.paid_at.isoformat(),
        money.from_minor(payment.amount_minor, document.currency),
        payment.method or "",
        payment.reference or "",
        payment.origin,
        moment(payment.created_at) or "",
    )


def _of(document: Document) -> Row:
    return document.id, document.type, document.number or "", document.issued_at.isoformat(), document.currency


def _reduction(discount: dict[str, Any] | None) -> str | Decimal:
    if discount is None:
        return ""
    return f"{discount['percentage']}%" if discount["percentage"] is not None else Decimal(discount["amount"])
