"""A document to vary, and readers of what was drawn."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pypdf import PdfReader

from app.rendering.data import DocumentData, LineData, Row, TaxLineData
from app.rendering.engine import html_to_pdf
from app.rendering.pdf import render_job
from app.rendering.present import build_view

WORKED_EXAMPLE = DocumentData(
    currency="USD",
    number="INV-2026-0001",
    title="Consulting Services - January 2026",
    issued_at=date(2026, 1, 15),
    due_at=date(2026, 2, 14),
    from_rows=(Row("Name", "John Smith", "name"), Row("Company", "Smith LLC", "company")),
    to_rows=(Row("Company", "Acme Corp", "company"),),
    lines=(LineData("Consulting", Decimal(10), Decimal(150), Decimal(1500), unit="hour"),),
    subtotal=Decimal(1500),
    taxes=(TaxLineData("Tax", Decimal(10), Decimal(1500), Decimal(150)),),
    total=Decimal(1650),
    amount_due=Decimal(1650),
    payment_rows=(Row("Bank", "Chase Bank", "bank_name"), Row("Account", "1234567890", "account_number")),
    locale="US",
    language="en",
)


@pytest.fixture
def make() -> Callable[..., DocumentData]:
    """The worked example, with the fields given changed."""

    def changed(**fields: Any) -> DocumentData:
        return replace(WORKED_EXAMPLE, **fields)

    return changed


@pytest.fixture
def draw() -> Callable[[DocumentData], bytes]:
    """The document as a PDF, drawn in this process."""
    return lambda data: html_to_pdf(render_job(build_view(data)))


@pytest.fixture
def read() -> Callable[[bytes], list[str]]:
    """The text of each page, with every blank a plain one."""

    def pages(pdf: bytes) -> list[str]:
        return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]

    return pages
