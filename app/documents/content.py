"""Putting fields on a document, with everything they add up to; and taking them off again."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from app.core import money
from app.core.errors import InvalidInput
from app.documents import totals
from app.documents.amounts import Discount, Line, LineTotal, Reduction, Tax, Totals
from app.documents.defaults import Fields
from app.documents.kinds import KINDS
from app.documents.models import Document, DocumentItem

_PLAIN = (
    "number title currency language locale issued_at due_at from_details to_details payment_details notes terms "
    "reference template customer_id"
).split()


def write(document: Document, fields: Fields, part: Totals | None = None) -> None:
    """Set every field and sum of a draft. InvalidInput when an amount is too large or more is paid than asked.

    `part`: the sums, where they are a part of another document's and must add up with the rest of it.
    """
    kind = KINDS[document.type]
    # A receipt says that all of it was paid, whatever a deposit may be called.
    prepaid = 0 if kind.is_receipt else money.to_minor(Decimal(fields["amount_paid"]), fields["currency"])
    sums = part or compute(fields, prepaid)
    if prepaid > max(sums.total, 0):
        raise InvalidInput.field("amount_paid", "More than the total of the document.")
    for name in _PLAIN:
        setattr(document, name, fields[name])
    document.discounts = [_texts(discount) for discount in fields["discounts"]]
    document.taxes = [_tax_texts(tax) for tax in fields["taxes"]]
    document.prepaid_minor = prepaid
    document.paid_minor = sums.total if kind.is_receipt else prepaid
    _write_items(document, fields["items"], sums.lines)
    _write_sums(document, sums)
    document.search_text = search_text(fields)


def read(document: Document) -> Fields:
    """The fields of a document, as `write` takes them."""
    fields: Fields = {name: getattr(document, name) for name in _PLAIN}
    fields["discounts"] = [_decimals(discount) for discount in document.discounts]
    fields["taxes"] = [_decimals(tax) for tax in document.taxes]
    fields["amount_paid"] = money.from_minor(document.prepaid_minor, document.currency)
    fields["items"] = [
        {
            "name": item.name,
            "description": item.description,
            "quantity": item.quantity,
            "unit": item.unit,
            "unit_price": item.unit_price,
            "discount": item.discount and _decimals(item.discount),
            "taxes": None if item.taxes is None else [_decimals(tax) for tax in item.taxes],
            "product_id": item.product_id,
        }
        for item in document.items
    ]
    return fields


def compute(fields: Fields, prepaid_minor: int = 0) -> Totals:
    """What the fields add up to."""
    lines, discounts, taxes = lines_of(fields), discounts_of(fields), taxes_of(fields["taxes"])
    return totals.compute(fields["currency"], lines, discounts, taxes, prepaid_minor)


def lines_of(fields: Fields) -> list[Line]:
    """The items, for the arithmetic."""
    return [
        Line(
            item["quantity"],
            item["unit_price"],
            Reduction(**item["discount"]) if item["discount"] else None,
            None if item["taxes"] is None else taxes_of(item["taxes"]),
        )
        for item in fields["items"]
    ]


def discounts_of(fields: Fields) -> list[Discount]:
    """The document's discounts, for the arithmetic."""
    return [Discount(**discount) for discount in fields["discounts"]]


def taxes_of(taxes: Sequence[Fields]) -> tuple[Tax, ...]:
    """Taxes of a document or an item, for the arithmetic."""
    return tuple(Tax(**tax) for tax in taxes)


def _write_items(document: Document, items: Sequence[Fields], sums: Sequence[LineTotal]) -> None:
    document.items = [
        DocumentItem(
            position=position,
            name=item["name"],
            description=item["description"],
            quantity=item["quantity"],
            unit=item["unit"],
            unit_price=item["unit_price"],
            discount=item["discount"] and _texts(item["discount"]),
            taxes=None if item["taxes"] is None else [_tax_texts(tax) for tax in item["taxes"]],
            product_id=item.get("product_id"),
            source_position=item.get("source_position"),
            total_minor=line.total,
        )
        for position, (item, line) in enumerate(zip(items, sums, strict=True), 1)
    ]


def _write_sums(document: Document, sums: Totals) -> None:
    document.subtotal_minor = sums.subtotal
    document.discount_minor = sums.discount_total
    document.tax_minor = sums.tax_total
    document.withholding_minor = sums.withholding_total
    document.total_minor = sums.total
    document.discount_amounts = [money.format_minor(amount, sums.currency) for amount in sums.discounts]
    document.tax_lines = [
        {
            "name": tax.name,
            "percentage": money.format_decimal(tax.percentage),
            "inclusive": tax.inclusive,
            "withholding": tax.withholding,
            "category": tax.category,
            "base": money.format_minor(tax.base, sums.currency),
            "amount": money.format_minor(tax.amount, sums.currency),
        }
        for tax in sums.taxes
    ]


def _texts(values: Fields) -> dict[str, Any]:
    """For a JSON column: decimals as plain strings."""
    return {
        name: money.format_decimal(value) if isinstance(value, Decimal) else value for name, value in values.items()
    }


def _tax_texts(tax: Fields) -> dict[str, Any]:
    """A draft made of words has no category; the API shows one on every tax."""
    return _texts(tax) | {"category": tax.get("category")}


def _decimals(values: Fields) -> Fields:
    numbers = ("percentage", "amount")
    return {name: Decimal(value) if name in numbers and value else value for name, value in values.items()}


def search_text(fields: Fields) -> str:
    """What a search looks through, with letter case folded away."""
    rows = [*fields["from_details"], *fields["to_details"]]
    words = [fields["number"], fields["title"], fields["reference"], fields["notes"]]
    words += [row["value"] for row in rows]
    words += [text for item in fields["items"] for text in (item["name"], item["description"])]
    return "\n".join(word for word in words if word).casefold()
