"""Address blocks and payment details: which label says something, which row is the bold one, what shares a line."""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from app.rendering.data import Row
from app.rendering.labels import Labels
from app.rendering.view import Fact, Party, PartyRow

# Rows that need no label: everybody sees that it is an address.
_BARE_FIELDS = frozenset("name company address_line city region postal_code country website".split())
_BARE_LABELS = frozenset("name company address street city state region zip country website".split())
_TOWN_FIELDS = frozenset(("city", "region", "postal_code"))
_NBSP = "\u00a0"


def build_party(heading: str, rows: Sequence[Row], labels: Labels) -> Party:
    """The address block: the company (or the person, where there is none) first and bold, the rest in its order."""
    bold = _find(rows, "company") or _find(rows, "name")
    others = [row for row in rows if row is not bold]
    lines = [PartyRow(bold.value, strong=True)] if bold else []
    lines += list(_address_lines(others, labels))
    return Party(heading, bold.value if bold else "", tuple(lines))


def payment_fact(row: Row, labels: Labels) -> Fact:
    """One payment row; an IBAN in groups of four, as ISO 13616 writes it on paper."""
    value = _grouped_iban(row.value) if row.field == "iban" else row.value
    return Fact(_label(row, labels), value)


def _find(rows: Sequence[Row], field: str) -> Row | None:
    return next((row for row in rows if row.field == field), None)


def _address_lines(rows: Sequence[Row], labels: Labels) -> Iterator[PartyRow]:
    """Town, state and postcode that follow each other share a line, in the order they came: countries differ."""
    for is_town, group in groupby(rows, key=lambda row: row.field in _TOWN_FIELDS):
        if is_town:
            yield PartyRow(_town(list(group)))
        else:
            yield from (PartyRow(row.value, None if _is_bare(row) else _label(row, labels)) for row in group)


def _town(rows: Sequence[Row]) -> str:
    text = rows[0].value
    for before, row in pairwise(rows):
        text += (", " if (before.field, row.field) == ("city", "region") else " ") + row.value
    return text


def _is_bare(row: Row) -> bool:
    return row.field in _BARE_FIELDS or (row.field is None and row.label.strip().casefold() in _BARE_LABELS)


def _label(row: Row, labels: Labels) -> str:
    return row.label.strip().rstrip(":") or labels.find(f"field.{row.field}") or ""


def _grouped_iban(value: str) -> str:
    letters = "".join(value.split())
    return _NBSP.join(letters[start : start + 4] for start in range(0, len(letters), 4))
