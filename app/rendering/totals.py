"""The rows of the totals block: what is added, what is taken off, what is only said; and the table of the taxes."""

import re
from collections.abc import Sequence
from decimal import Decimal

from app.rendering.data import DiscountData, DocumentData, TaxLineData
from app.rendering.labels import Labels
from app.rendering.locales import Formats
from app.rendering.view import Emphasis, TaxRow, TotalRow

# Taxes of one kind up to this number stand in the totals one by one, more as their sum: the table lists each.
_MOST_SINGLE_TAXES = 4
_RATE_IN_NAME = re.compile(r"\d\s*%|%\s*\d")


def build_totals(data: DocumentData, kind: str, labels: Labels, formats: Formats) -> tuple[TotalRow, ...]:
    """Subtotal, discounts, taxes, total; then, where it is owed or partly paid, what was paid and what is due. The
    loudest row is the one that the reader acts on: what is due, else the total.

    Taxes inside the prices stand after the total as a remark, because they are no addend.
    """
    charged = [tax for tax in data.taxes if not tax.inclusive and not tax.withholding]
    withheld = [tax for tax in data.taxes if tax.withholding]
    included = [tax for tax in data.taxes if tax.inclusive and not tax.withholding]
    rows = [TotalRow(labels["totals.subtotal"], formats.money(data.subtotal))]
    rows += [_discount_row(discount, labels, formats) for discount in data.discounts]
    for taxes in (charged, withheld):
        rows += _tax_rows(taxes, data, labels, formats)
    says_what_is_due = bool(data.amount_paid) or kind == "invoice"
    emphasis = Emphasis.TOTAL if says_what_is_due else Emphasis.DUE
    rows.append(TotalRow(labels["totals.total"], formats.money(data.total), emphasis))
    rows += _tax_rows(included, data, labels, formats)
    if data.amount_paid:
        rows.append(TotalRow(labels["totals.paid"], formats.money(-data.amount_paid)))
    if says_what_is_due:
        rows.append(TotalRow(labels["totals.due"], formats.money(data.amount_due), Emphasis.DUE))
    return tuple(rows)


def build_taxes(data: DocumentData, formats: Formats) -> tuple[TaxRow, ...]:
    """Each tax with its base, where there is more than one; a single one says its base in the totals."""
    if not _has_table(data):
        return ()
    return tuple(
        TaxRow(tax.name, formats.percent(tax.percentage), formats.money(tax.base), formats.money(_signed(tax)))
        for tax in data.taxes
    )


def tax_text(name: str, percentage: Decimal, formats: Formats) -> str:
    """ "VAT 19%", without saying the rate twice when the name says it already."""
    return name if _RATE_IN_NAME.search(name) else f"{name} {formats.percent(percentage)}"


def _has_table(data: DocumentData) -> bool:
    return len(data.taxes) > 1


def _signed(tax: TaxLineData) -> Decimal:
    return -tax.amount if tax.withholding else tax.amount


def _discount_row(discount: DiscountData, labels: Labels, formats: Formats) -> TotalRow:
    name = discount.name or labels["totals.discount"]
    label = tax_text(name, discount.percentage, formats) if discount.percentage else name
    return TotalRow(label, formats.money(-discount.amount))


def _tax_rows(taxes: Sequence[TaxLineData], data: DocumentData, labels: Labels, formats: Formats) -> list[TotalRow]:
    """One row for each tax of a kind, or one for all when they are many. The base is said where no table says it."""
    if len(taxes) > _MOST_SINGLE_TAXES:
        label = labels[f"item.{_key(taxes[0])}"].format(tax=labels["taxes.name"])
        return [_row(label, sum(map(_signed, taxes), Decimal(0)), taxes[0], formats)]
    room = "item" if _has_table(data) else "totals"
    return [
        _row(
            labels[f"{room}.{_key(tax)}"].format(
                tax=tax_text(tax.name, tax.percentage, formats), base=formats.money(tax.base)
            ),
            _signed(tax),
            tax,
            formats,
        )
        for tax in taxes
    ]


def _key(tax: TaxLineData) -> str:
    return "tax_withheld" if tax.withholding else "tax_included" if tax.inclusive else "tax"


def _row(label: str, amount: Decimal, tax: TaxLineData, formats: Formats) -> TotalRow:
    is_remark = tax.inclusive and not tax.withholding
    return TotalRow(label, formats.money(amount), Emphasis.REMARK if is_remark else Emphasis.NORMAL)
