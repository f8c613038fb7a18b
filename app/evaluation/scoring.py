"""How an invoice compares with what was expected of it. Pure.

Only a field that the expectation names is judged, and without an invoice all of them are wrong. An invoice is exact
when every judged field is right. `PARTS` tell more about "items" and change nothing.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.evaluation.matching import Entry, document_number, occurs_in, pair_up, plain, same_number

PARTS = ("items.count", "items.name", "items.quantity", "items.unit_price")
CREATED = 201
Invoice = Mapping[str, Any]


@dataclass(frozen=True)
class Score:
    """The judgement on one case."""

    faults: Mapping[str, str]
    """Each judged field, in the order of `FIELDS`, and what is wrong with it; empty text where nothing is."""
    parts: tuple[tuple[str, bool], ...] = ()
    """Each judged detail of the items: one of `PARTS`, and whether it is right."""

    @property
    def is_exact(self) -> bool:
        return not any(self.faults.values())


def score(expect: Mapping[str, Any], status: int | None, invoice: Invoice | None) -> Score:
    """Judge an answer. `status` is that of the HTTP API, 201 also for a dry run; None where there is no answer."""
    if expect.get("error"):
        is_refused = status is not None and status >= 400
        return Score({"status": "" if is_refused else f"status {status}, an error was expected"})
    named = [field for field in FIELDS if field in expect]
    if status != CREATED or invoice is None:
        missing = dict.fromkeys(named, "no invoice")
        return Score({"status": f"status {status}"} | missing, tuple(_item_parts(expect.get("items", []), None)))
    faults = {field: _JUDGES[field](expect[field], invoice) for field in named}
    return Score({"status": ""} | faults, tuple(_item_parts(expect.get("items", []), invoice["items"])))


def _currency(wanted: str, invoice: Invoice) -> str:
    return _differs(wanted, invoice["currency"], plain(wanted) == plain(invoice["currency"]))


def _details(name: str) -> Callable[[list[str], Invoice], str]:
    def judge(wanted: list[str], invoice: Invoice) -> str:
        return _lacks(wanted, [row["value"] for row in invoice[name]])

    return judge


def _notes(wanted: list[str], invoice: Invoice) -> str:
    return _lacks(wanted, [f"{invoice['notes'] or ''}\n{invoice['terms'] or ''}"])


def _items(wanted: list[Entry], invoice: Invoice) -> str:
    found = invoice["items"]
    wrong = sorted({part for part, is_right in _item_parts(wanted, found) if not is_right})
    if not wrong:
        return ""
    lines = [f"{item['quantity']} × {item['name']} at {item['unit_price']}" for item in found]
    return f"{', '.join(wrong)}: got {lines}, expected {_shown(wanted)}"


def _item_parts(wanted: list[Entry], found: list[Entry] | None) -> Iterator[tuple[str, bool]]:
    """Every detail that is expected of the items, in their order, and whether it is there."""
    if wanted:
        yield "items.count", found is not None and len(found) == len(wanted)
    for index, item in enumerate(wanted):
        other: Entry = found[index] if found and index < len(found) else {}
        text = f"{other.get('name') or ''} {other.get('description') or ''}"
        yield "items.name", bool(other) and all(occurs_in(text, word) for word in item.get("name", []))
        for key in ("quantity", "unit_price"):
            if key in item:
                yield f"items.{key}", same_number(item[key], other.get(key))


def _discounts(wanted: list[Entry], invoice: Invoice) -> str:
    return _differs(wanted, invoice["discounts"], pair_up(wanted, invoice["discounts"], _is_discount))


def _is_discount(wanted: Entry, found: Entry) -> bool:
    key = "percentage" if "percentage" in wanted else "amount"
    return same_number(wanted[key], found.get(key))


def _taxes(wanted: list[Entry], invoice: Invoice) -> str:
    return _differs(wanted, invoice["taxes"], pair_up(wanted, invoice["taxes"], _is_tax))


def _is_tax(wanted: Entry, found: Entry) -> bool:
    return (
        same_number(wanted["percentage"], found.get("percentage"))
        and occurs_in(found.get("name"), wanted.get("name", ""))
        and wanted.get("inclusive") in (None, found.get("inclusive"))
    )


def _date(name: str) -> Callable[[Any, Invoice], str]:
    def judge(wanted: Any, invoice: Invoice) -> str:
        return _differs(wanted, invoice[name], wanted.isoformat() == invoice[name])

    return judge


def _number(wanted: str, invoice: Invoice) -> str:
    found = invoice["number"]
    return _differs(wanted, found, document_number(wanted) == document_number(found))


def _title(wanted: str, invoice: Invoice) -> str:
    return _differs(wanted, invoice["title"], occurs_in(invoice["title"], wanted))


def _total(wanted: Any, invoice: Invoice) -> str:
    """What the customer must still pay."""
    found = invoice["totals"]["amount_due"]
    return _differs(wanted, found, same_number(wanted, found))


def _lacks(wanted: list[str], texts: list[str]) -> str:
    missing = [part for part in wanted if not any(occurs_in(text, part) for text in texts)]
    return f"{missing} not in {texts}" if missing else ""


def _differs(wanted: Any, found: Any, is_same: bool) -> str:
    return "" if is_same else f"got {_shown(found)}, expected {_shown(wanted)}"


def _shown(value: Any) -> str:
    """As a person would write it: without Decimal(…) and date(…)."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_shown(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_shown(inner) for inner in value) + "]"
    return repr(value) if isinstance(value, str) else str(value)


_JUDGES: Mapping[str, Callable[[Any, Invoice], str]] = {
    "currency": _currency,
    "from": _details("from_details"),
    "to": _details("to_details"),
    "payment": _details("payment_details"),
    "notes": _notes,
    "items": _items,
    "discounts": _discounts,
    "taxes": _taxes,
    "issued_at": _date("issued_at"),
    "due_at": _date("due_at"),
    "number": _number,
    "title": _title,
    "total": _total,
}
FIELDS = ("status", *_JUDGES)
