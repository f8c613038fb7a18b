"""What a model changed in a draft though the wish does not speak of it. Pure; nothing is taken back, only told."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from app.core.money import format_decimal
from app.documents.defaults import Fields
from app.generation.questions import Issue, issue
from app.generation.spoken_numbers import read_numbers

_WORD = re.compile(r"\w{3,}")


def find_unasked(wish: str, old: Fields, new: Fields) -> Iterator[Issue]:
    """One issue for each line that lost a number the wish does not give, or that went though it is not named there."""
    said = read_numbers(wish, new["language"])
    after = {item["name"]: (index, item) for index, item in enumerate(new["items"])}
    for item in old["items"]:
        if item["name"] in after:
            yield from _changed_numbers(*after[item["name"]], item, said)
        elif len(new["items"]) < len(old["items"]) and not _is_named(item["name"], wish):
            message = f"The line “{item['name']}” is gone, of which the wish does not speak."
            yield issue("changed_unasked", "items", message, question=f"Should “{item['name']}” go?")


def _changed_numbers(
    index: int, new: Mapping[str, Any], old: Mapping[str, Any], said: frozenset[Decimal]
) -> Iterator[Issue]:
    for name in ("quantity", "unit_price"):
        before, after = old[name], new[name]
        if before != after and after not in said:
            change = f"{format_decimal(before)} to {format_decimal(after)}"
            message = f"“{new['name']}”: the {name.replace('_', ' ')} went from {change}, which the wish does not say."
            yield issue("changed_unasked", f"items.{index}.{name}", message, question="Is that change right?")


def _is_named(name: str, wish: str) -> bool:
    folded = wish.casefold()
    return any(word.casefold() in folded for word in _WORD.findall(name))
