"""The values of one line, by what their keys or the heads of their columns mean."""

import re
from collections.abc import Iterable
from decimal import Decimal

from app.llm.providers.offline.forms.fields import Fields, plain_key
from app.llm.providers.offline.forms.flow import Node

_NUMBER = re.compile(r"\W{0,2}[^\W\d]{0,3}\W{0,2}\d[\d.,'’]{0,20}(?: \d{3}){0,3}[.,]?\d{0,2}\s?\W?[^\W\d]{0,3}\.?")

_CODE = re.compile(r"(?=\S*\d)[\w./#-]{1,20}")
"""What tells a thing apart and does not name it: "A-100", "12"."""


def by_field(fields: Fields, cells: Iterable[tuple[str, Node]]) -> dict[str, Node]:
    """The fields of one item from its keys, or from the heads of its columns."""
    item: dict[str, Node] = {}
    done = fields.words.sets["done"]  # "delivered" tells more than "ordered" does.
    for key, value in sorted(
        cells, key=lambda cell: (plain_key(cell[0]) not in done, not fields.is_listed("item", cell[0]))
    ):
        field = fields.find("item", key)
        if field in ("quantity", "unit_price", "amount") and not fields.is_listed("item", key) and not is_number(value):
            continue
        if field is None or isinstance(value, list) or value == "":
            continue
        if field == "unit_price" and not has_digit(value):
            field = "unit"  # "Unit" heads prices in some tables and measures in others.
        if field == "hours":
            item.setdefault("counted", "hour")
        field = "quantity" if field == "hours" else field
        if field == "quantity":
            item.setdefault("counted", plain_key(key))
        if field == "name" and field in item:
            item["name"] = _joined_name(str(item["name"]), str(value))
        item.setdefault(field, value)
    return item


def _joined_name(first: str, second: str) -> str:
    """The "oak shelf" of an item "A-12" described as "oak shelf"; of two in words both."""
    if _CODE.fullmatch(first) or not second:
        return second or first
    return first if _CODE.fullmatch(second) or second.lower() in first.lower() else f"{first} – {second}"


def spoken(key: str) -> str:
    """The name of a line by its key: "delivery_fee" as "Delivery fee"."""
    words = plain_key(key)
    return words[:1].upper() + words[1:]


def has_digit(value: Node) -> bool:
    """Whether any digit is written in a value."""
    return any(map(str.isdecimal, str(value)))


def is_number(value: Node) -> bool:
    """A number, perhaps with its currency or unit: "54.90", "€12", "5%"; not a name that has one, nor two numbers."""
    return _NUMBER.fullmatch(value.strip()) is not None if isinstance(value, str) else isinstance(value, Decimal)
