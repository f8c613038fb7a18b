"""What a document says where its maker said nothing. Pure: fields and the team's habits in, whole fields out."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from app.accounts.models import Team
from app.rendering.templates import DEFAULT as DEFAULT_TEMPLATE

Fields = dict[str, Any]
Assumption = dict[str, str | None]


def complete(said: Fields, team: Team, today: date) -> Fields:
    """All fields of a document. `said` lacks a key, or has null, where nothing was said; an empty list was said."""
    known = {name: value for name, value in said.items() if value is not None}
    assumed: Fields = {
        "number": None,
        "title": _title(known.get("items", [])),
        "currency": team.currency,
        "language": team.language,
        "locale": team.locale,
        "issued_at": today,
        "due_at": _due_date(known.get("issued_at", today), team.payment_terms_days),
        "from_details": team.from_details,
        "to_details": [],
        "payment_details": team.payment_details,
        "items": [],
        "discounts": [],
        "taxes": [],
        "amount_paid": Decimal(0),
        "notes": None,
        "terms": None,
        "reference": None,
        "template": DEFAULT_TEMPLATE,
    }
    return assumed | known


def assumptions(said: Fields, fields: Fields, team: Team) -> list[Assumption]:
    """What `complete` filled in that matters for money or dates: {"code", "path", "message", "question"}.

    Only a currency is asked for: a wrong one is a wrong amount, while the rest are the team's own settings.
    """
    texts = {
        "currency": f"No currency was named; {fields['currency']} is the team's.",
        "due_at": f"No due date was named; {fields['due_at']} follows from the team's {team.payment_terms_days} days.",
        "from_details": "No seller was named; the team's own details were taken.",
        "payment_details": "No payment details were named; the team's own were taken.",
    }
    return [
        {
            "code": f"assumed_{path.replace('due_at', 'due_date')}",
            "path": path,
            "message": text,
            "question": "In which currency is it billed?" if path == "currency" else None,
        }
        for path, text in texts.items()
        if said.get(path) is None and fields[path]
    ]


def _due_date(issued_at: date, days: int) -> date:
    return issued_at + timedelta(days=min(days, (date.max - issued_at).days))


def _title(items: list[Fields]) -> str:
    names = [item["name"] for item in items]
    if len(names) > 2:
        names = [names[0], f"{len(items) - 1} more"]
    return " and ".join(names)[:200] or "Invoice"
