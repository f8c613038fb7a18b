"""A document as the printer takes it: plain values with every sum made."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from app.core import money
from app.documents import content, looks
from app.documents.amounts import LineTotal
from app.documents.kinds import CREDIT_NOTE
from app.documents.lifecycle import amount_due
from app.documents.models import Document, DocumentItem
from app.rendering.data import DiscountData, DocumentData, LineData, Row, TaxLineData, TaxRate
from app.rendering.job import RenderJob
from app.rendering.kept import KeptPdfs
from app.rendering.pdf import render_job
from app.rendering.present import build_view
from app.rendering.view import DocumentView
from app.rendering.workers import workers

_UNSAFE_IN_FILE_NAME = re.compile(r"[^\w.-]+")


def print_job(document: Document) -> RenderJob:
    """The document as the page that is drawn, in its own template."""
    return render_job(document_view(document), document.template)


def draw(job: RenderJob, address: str, kept: KeptPdfs | None = None) -> bytes:
    """The PDF: from those that are kept where it is there, else drawn, and kept. Never call it inside a transaction.

    RenderBusy, RenderTimeout or RenderFailed.
    """
    pdf = kept.find(address) if kept else None
    if pdf is None:
        pdf = workers().draw(job)
        if kept:
            kept.keep(address, pdf)
    return pdf


def document_view(document: Document) -> DocumentView:
    """The document as a template takes it, with the look it was issued with or, as a draft, the team's present one."""
    return build_view(document_data(document), looks.branding(document))


def document_data(document: Document) -> DocumentData:
    """Everything that is printed of a document, detached from the database."""
    currency = document.currency
    sums = content.compute(content.read(document))
    look = looks.look_of(document)
    credited = document.source_number if document.type == CREDIT_NOTE else None
    return DocumentData(
        currency=currency,
        type=document.type,
        status=document.status,
        number=document.number,
        title=document.title,
        issued_at=document.issued_at,
        due_at=document.due_at,
        paid_at=document.paid_at,
        from_rows=_rows(document.from_details),
        to_rows=_rows(document.to_details),
        payment_rows=_rows(document.payment_details),
        lines=tuple(_line(item, line, currency) for item, line in zip(document.items, sums.lines, strict=True)),
        discounts=tuple(
            DiscountData(discount["name"], Decimal(amount), _decimal(discount["percentage"]))
            for discount, amount in zip(document.discounts, document.discount_amounts, strict=True)
        ),
        taxes=tuple(_tax_line(tax) for tax in document.tax_lines),
        subtotal=money.from_minor(document.subtotal_minor, currency),
        total=money.from_minor(document.total_minor, currency),
        amount_paid=money.from_minor(document.paid_minor, currency),
        amount_due=money.from_minor(
            amount_due(document.total_minor, document.paid_minor, document.credited_minor), currency
        ),
        notes=document.notes,
        terms=document.terms,
        # The reference of a credit note is, unless somebody says otherwise, the invoice that is named already.
        reference=None if document.reference == credited else document.reference,
        credits=credited,
        locale=document.locale,
        language=document.language,
        second_language=look.second_language,
        paper=look.paper,
    )


def file_name(document: Document) -> str:
    """A name that every file system takes: "INV-2026-0001.pdf", "draft-inv_01….pdf"."""
    stem = _UNSAFE_IN_FILE_NAME.sub("-", document.number or "").strip(".-")
    return f"{stem or f'draft-{document.id}'}.pdf"


def _rows(rows: Iterable[dict[str, Any]]) -> tuple[Row, ...]:
    return tuple(Row(row["label"], row["value"], row["field"]) for row in rows)


def _line(item: DocumentItem, line: LineTotal, currency: str) -> LineData:
    return LineData(
        name=item.name,
        description=item.description,
        quantity=item.quantity,
        unit=item.unit,
        unit_price=item.unit_price,
        amount=money.from_minor(item.total_minor, currency),
        discount=money.from_minor(line.discount, currency) if line.discount else None,
        discount_percentage=_decimal(item.discount["percentage"]) if item.discount else None,
        taxes=None if item.taxes is None else tuple(_tax_rate(tax) for tax in item.taxes),
    )


def _tax_rate(tax: dict[str, Any]) -> TaxRate:
    return TaxRate(tax["name"], Decimal(tax["percentage"]), tax["inclusive"], tax["withholding"])


def _tax_line(tax: dict[str, Any]) -> TaxLineData:
    rate = Decimal(tax["percentage"])
    return TaxLineData(
        tax["name"], rate, Decimal(tax["base"]), Decimal(tax["amount"]), tax["inclusive"], tax["withholding"]
    )


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
