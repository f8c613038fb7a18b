"""The rows of the totals block: what is added, what is taken off, what is only said. It prints sums, it makes none."""

import re
from decimal import Decimal

from app.rendering.data import DiscountData, DocumentData, TaxLineData
from app.rendering.labels import Labels
from app.rendering.locales import Formats
from app.rendering.view import Emphasis, TotalRow

_RATE_IN_NAME = re.compile(r"\d\s*%|%\s*\d")


def build_totals(data: DocumentData, kind: str, labels: Labels, formats: Formats) -> tuple[TotalRow, ...]:
    """Subtotal, discounts, taxes, total; then, where it is owed or partly paid, what was paid and what is due.

    Taxes inside the prices stand after the total as a remark, because they are no addend.
    """
    rows = [TotalRow(labels["totals.subtotal"], formats.money(data.subtotal))]
    rows += [_discount_row(discount, labels, formats) for discount in data.discounts]
    rows += [_tax_row(tax, labels, formats) for tax in data.taxes if not tax.inclusive and not tax.withholding]
    rows += [_tax_row(tax, labels, formats) for tax in data.taxes if tax.withholding]
    rows.append(TotalRow(labels["totals.total"], formats.money(data.total), Emphasis.TOTAL))
    rows += [_tax_row(tax, labels, formats) for tax in data.taxes if tax.inclusive and not tax.withholding]
    if data.amount_paid:
        rows.append(TotalRow(labels["totals.paid"], formats.money(-data.amount_paid)))
    if data.amount_paid or kind == "invoice":
        rows.append(TotalRow(labels["totals.due"], formats.money(data.amount_due), Emphasis.DUE))
    return tuple(rows)


def tax_text(name: str, percentage: Decimal, formats: Formats) -> str:
    """ "VAT 19%", without saying the rate twice when the name says it already."""
    return name if _RATE_IN_NAME.search(name) else f"{name} {formats.percent(percentage)}"


def _discount_row(discount: DiscountData, labels: Labels, formats: Formats) -> TotalRow:
    name = discount.name or labels["totals.discount"]
    label = tax_text(name, discount.percentage, formats) if discount.percentage else name
    return TotalRow(label, formats.money(-discount.amount))


def _tax_row(tax: TaxLineData, labels: Labels, formats: Formats) -> TotalRow:
    key = "tax_withheld" if tax.withholding else "tax_included" if tax.inclusive else "tax"
    text = tax_text(tax.name, tax.percentage, formats)
    label = labels[f"totals.{key}"].format(tax=text, base=formats.money(tax.base))
    emphasis = Emphasis.REMARK if tax.inclusive and not tax.withholding else Emphasis.NORMAL
    return TotalRow(label, formats.money(-tax.amount if tax.withholding else tax.amount), emphasis)
