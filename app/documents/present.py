"""A document as the API shows it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from app.core import clock, money
from app.documents.kinds import printed_status
from app.documents.lifecycle import amount_due, refund_due
from app.documents.models import Document, DocumentItem


def document_json(document: Document, today: date, items: Sequence[DocumentItem] | None = None) -> dict[str, Any]:
    """The document as the API shows it, in JSON values only. `today` decides whether it is overdue.

    `items`: its items, where the document is a row without them (`queries.shown`).
    """
    return {
        "id": document.id,
        "type": document.type,
        "number": document.number,
        "title": document.title,
        "status": printed_status(document.type, document.status, document.due_at, today),
        "issued_at": document.issued_at.isoformat(),
        "due_at": document.due_at.isoformat(),
        "paid_at": document.paid_at and document.paid_at.isoformat(),
        "sent_at": moment(document.sent_at),
        "voided_at": moment(document.voided_at),
        "currency": document.currency,
        "locale": document.locale,
        "language": document.language,
        "from_details": document.from_details,
        "to_details": document.to_details,
        "items": [_item_json(item, document.currency) for item in (document.items if items is None else items)],
        "discounts": document.discounts,
        "taxes": document.taxes,
        "payment_details": document.payment_details,
        "notes": document.notes,
        "terms": document.terms,
        "reference": document.reference,
        "template": document.template,
        "customer_id": document.customer_id,
        "source": _source_json(document),
        "invoice_id": document.invoice_id,
        "prompt_id": document.prompt_id,
        "prompt_version": document.prompt_version,
        "totals": _totals_json(document),
        "generation": document.generation,
        "created_at": moment(document.created_at),
        "updated_at": moment(document.updated_at),
    }


def moment(at: datetime | None) -> str | None:
    return clock.format_moment(at) if at else None


def _item_json(item: DocumentItem, currency: str) -> dict[str, Any]:
    return {
        "name": item.name,
        "description": item.description,
        "quantity": money.format_decimal(item.quantity),
        "unit": item.unit,
        "unit_price": money.format_price(item.unit_price, currency),
        "discount": item.discount,
        "taxes": item.taxes,
        "product_id": item.product_id,
        "total": money.format_minor(item.total_minor, currency),
    }


def _source_json(document: Document) -> dict[str, str | None] | None:
    if document.source_id is None:
        return None
    return {"id": document.source_id, "type": document.source_type, "number": document.source_number}


def _totals_json(document: Document) -> dict[str, Any]:
    sums = document.total_minor, document.paid_minor, document.credited_minor
    amounts = {
        "subtotal": document.subtotal_minor,
        "discount_total": document.discount_minor,
        "tax_total": document.tax_minor,
        "withholding_total": document.withholding_minor,
        "total": document.total_minor,
        "amount_paid": document.paid_minor,
        "credited": document.credited_minor,
        "amount_due": amount_due(*sums),
        "refund_due": refund_due(*sums),
    }
    texts = {name: money.format_minor(minor, document.currency) for name, minor in amounts.items()}
    return {**texts, "taxes": document.tax_lines}
