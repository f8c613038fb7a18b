"""What a document says where its maker said nothing. Pure: fields and the team's habits in, whole fields out."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from app.accounts.models import Team
from app.documents.kinds import Kind

Fields = dict[str, Any]
Assumption = dict[str, str | None]


@dataclass(frozen=True)
class Buyer:
    """The customer that a document is for, as far as it stands in for what was not said; null: as the team does."""

    id: str
    currency: str | None
    language: str | None
    payment_terms_days: int | None
    to_details: list[dict[str, Any]]


def complete(said: Fields, team: Team, today: date, kind: Kind, buyer: Buyer | None = None) -> Fields:
    """All fields of a document. `said` lacks a key, or has null, where nothing was said; an empty list was said."""
    known = {name: value for name, value in said.items() if value is not None}
    assumed: Fields = {
        "number": None,
        "title": _title(known.get("items", [])) or kind.title,
        "currency": (buyer and buyer.currency) or team.currency,
        "language": (buyer and buyer.language) or team.language,
        "locale": team.locale,
        "issued_at": today,
        "due_at": _due_date(known.get("issued_at", today), _terms_days(team, buyer) if kind.has_term else 0),
        "from_details": team.from_details,
        "to_details": buyer.to_details if buyer else [],
        "payment_details": team.payment_details if kind.is_owed else [],
        "items": [],
        "discounts": [],
        "taxes": [],
        "amount_paid": Decimal(0),
        "notes": None,
        "terms": None,
        "reference": None,
        "template": team.template,
        "customer_id": buyer.id if buyer else None,
    }
    return assumed | known


def assumptions(said: Fields, fields: Fields, team: Team, kind: Kind, buyer: Buyer | None = None) -> list[Assumption]:
    """What `complete` filled in that matters for money or dates: {"code", "path", "message", "question"}.

    Only a currency of the team's is asked for: a wrong one is a wrong amount, while the rest are settings of the team's
    or what is known of the customer.
    """
    whose = "customer" if buyer and buyer.currency else "team"
    whose_days = "customer" if buyer and buyer.payment_terms_days is not None else "team"
    days = f"the {whose_days}'s {_terms_days(team, buyer)} days"
    texts = {
        "currency": f"No currency was named; {fields['currency']} is the {whose}'s.",
        "due_at": f"No due date was named; {fields['due_at']} follows from {days}.",
        "from_details": "No seller was named; the team's own details were taken.",
        "payment_details": "No payment details were named; the team's own were taken.",
    }
    return [
        {
            "code": f"assumed_{path.replace('due_at', 'due_date')}",
            "path": path,
            "message": text,
            "question": "In which currency is it billed?" if path == "currency" and whose == "team" else None,
        }
        for path, text in texts.items()
        if said.get(path) is None and fields[path] and (path != "due_at" or kind.has_term)
    ]


def _terms_days(team: Team, buyer: Buyer | None) -> int:
    own = buyer.payment_terms_days if buyer else None
    return team.payment_terms_days if own is None else own


def _due_date(issued_at: date, days: int) -> date:
    return issued_at + timedelta(days=min(days, (date.max - issued_at).days))


def _title(items: list[Fields]) -> str:
    names = [item["name"] for item in items]
    if len(names) > 2:
        names = [names[0], f"{len(items) - 1} more"]
    return " and ".join(names)[:200]
