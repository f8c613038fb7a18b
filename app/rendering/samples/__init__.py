"""Made-up documents to show a design with: one file for each language, any number of items, sums that are right."""

import tomllib
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from app.core import money
from app.rendering.data import DocumentData, LineData, Row, TaxLineData, TaxRate
from app.rendering.labels import FALLBACK

_FOLDER = Path(__file__).parent
_ISSUED_AT = date(2026, 10, 31)
_DUE_AT = date(2026, 11, 14)


def build_sample(language: str = FALLBACK, items: int = 12, kind: str = "invoice") -> DocumentData:
    """An issued document of `kind` in `language`, with so many items; in English where no sample speaks the language,
    but under labels that do."""
    words = _read(language)
    currency = words["currency"]
    lines = tuple(_line(item, words["tax"], currency) for item in islice(cycle(words["items"]), items))
    taxes = _taxes(lines, currency)
    subtotal = sum((line.amount for line in lines), Decimal(0))
    total = subtotal + sum((tax.amount for tax in taxes), Decimal(0))
    return DocumentData(
        type=kind,
        number="2026-0184",
        title=words["title"],
        issued_at=_ISSUED_AT,
        due_at=_DUE_AT,
        paid_at=_DUE_AT if kind == "receipt" else None,
        currency=currency,
        locale=words["locale"],
        language=language,
        from_rows=_rows(words["from"]),
        to_rows=_rows(words["to"]),
        payment_rows=_rows(words["payment"]) if kind == "invoice" else (),
        lines=lines,
        taxes=taxes,
        subtotal=subtotal,
        total=total,
        amount_due=total,
        notes=words["notes"],
        terms=words["terms"] if kind == "invoice" else None,
        reference=words["reference"],
        credits="2026-0171" if kind == "credit_note" else None,
    )


def sample_languages() -> list[str]:
    """The languages that a sample is written in."""
    return sorted(file.stem for file in _FOLDER.glob("*.toml"))


@cache
def _read(language: str) -> dict[str, Any]:
    name = language if language in sample_languages() else FALLBACK
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text("utf-8"))


def _rows(rows: list[list[str]]) -> tuple[Row, ...]:
    return tuple(Row("", value, field) for field, value in rows)


def _line(item: list[str], tax: str, currency: str) -> LineData:
    name, description, quantity, unit, price, rate = item
    return LineData(
        name=name,
        description=description,
        quantity=Decimal(quantity),
        unit=unit,
        unit_price=Decimal(price),
        amount=money.round_half_up(Decimal(quantity) * Decimal(price), money.exponent(currency)),
        taxes=(TaxRate(tax, Decimal(rate)),),
    )


def _taxes(lines: tuple[LineData, ...], currency: str) -> tuple[TaxLineData, ...]:
    """A tax row for each rate, in the order they come, on the sum of its lines."""
    bases: dict[TaxRate, Decimal] = {}
    for line in lines:
        for tax in line.taxes or ():
            bases[tax] = bases.get(tax, Decimal(0)) + line.amount
    decimals = money.exponent(currency)
    return tuple(
        TaxLineData(tax.name, tax.percentage, base, money.round_half_up(base * tax.percentage / 100, decimals))
        for tax, base in bases.items()
    )
