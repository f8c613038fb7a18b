"""Products as CSV files: one row each, the columns named as the fields of the API.

The cell of the taxes holds one a line, `VAT 19%` or `IRPF 15% withholding`; it says `none` for what is untaxed.
"""

import re
from collections.abc import Iterable
from typing import Any

from app.core import csv_files
from app.core.csv_files import CsvRow
from app.products.models import Product
from app.products.present import product_json

COLUMNS = (
    "type name description sku price currency unit taxes active stock allow_negative_stock low_stock_threshold".split()
)
_UNTAXED = "none"
_TAX = re.compile(r"(.*?)\s*(-?[\d.]+)\s*%((?:\s+\S+)*)")
_WORDS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
_KINDS = ("inclusive", "withholding")


def to_csv(products: Iterable[Product]) -> str:
    """A file that `read_csv` takes."""
    return csv_files.write(COLUMNS, map(_cells, products))


def _cells(product: Product) -> list[str]:
    shown = product_json(product)
    shown["taxes"] = None if product.taxes is None else "\n".join(map(_tax_text, product.taxes)) or _UNTAXED
    return [_cell(shown[name]) for name in COLUMNS]


def _cell(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value or "")


def _tax_text(tax: dict[str, Any]) -> str:
    words = [kind for kind in _KINDS if tax[kind]] + [f"category={tax['category']}"] * bool(tax["category"])
    return " ".join([tax["name"], f"{tax['percentage']}%", *words])


def read_csv(raw: bytes) -> dict[str, Any]:
    """The body of an import as JSON would have it. A blank cell says nothing. InvalidInput for what is no CSV."""
    return {"products": [_product(row) for row in csv_files.read(raw, COLUMNS)]}


def _product(row: CsvRow) -> CsvRow:
    for name in [name for name, cell in row.items() if not cell.strip()]:
        del row[name]
    if "type" in row:
        row["type"] = row["type"].strip().lower()
    for name in ("active", "allow_negative_stock"):
        if name in row:
            row[name] = _WORDS.get(row[name].strip().lower(), row[name])
    if "taxes" in row:
        row["taxes"] = _taxes(row["taxes"])
    return row


def _taxes(cell: str) -> list[dict[str, Any]]:
    lines = [line.strip() for line in cell.splitlines() if line.strip()]
    return [] if lines == [_UNTAXED] else [_tax(line) for line in lines]


def _tax(line: str) -> dict[str, Any]:
    """What the schema judges: of a line that is no tax, it misses the percentage."""
    found = _TAX.fullmatch(line)
    if not found:
        return {"name": line}
    tax: dict[str, Any] = {"percentage": found[2]} | ({"name": found[1]} if found[1] else {})
    for word in found[3].split():
        name, _, value = word.partition("=")
        tax[name] = value if value else True
    return tax
