"""A draft, a wish, and the answers of a model to it: what the tests of revising share."""

import json
from typing import Any

from app.llm.draft import DraftSchema
from tests.callers import Api
from tests.wire.server import VendorServer

CANARY = "sk-canary-5e21c0d7aa94"
WISH = "Make it 12 hours and take 5% off."
FIELDS: dict[str, Any] = {
    "title": "Consulting",
    "currency": "USD",
    "issued_at": "2026-01-15",
    "due_at": "2026-02-14",
    "from_details": [{"label": "Company", "value": "Smith LLC", "field": "company"}],
    "to_details": [{"label": "Company", "value": "Acme Corp", "field": "company"}],
    "payment_details": [{"label": "Account", "value": "1234567890", "field": "account_number"}],
    "items": [
        {"name": "Consulting", "quantity": "10", "unit": "hour", "unit_price": "150"},
        {"name": "Book", "unit_price": "20", "taxes": [{"name": "VAT", "percentage": "7", "category": "S"}]},
    ],
    "taxes": [{"name": "Tax", "percentage": "10", "category": "S"}],
    "notes": "Thanks\nfor everything",
}


def sent_draft(vendor: VendorServer) -> dict[str, Any]:
    """The draft that the model was given with the last request."""
    text = vendor.requests[-1].user_texts[0]
    draft: dict[str, Any] = json.loads(text.removeprefix("Invoice:\n").split("\n\nWish:\n")[0])
    return draft


def model_draft(**changes: Any) -> dict[str, Any]:
    """What a model returns that changes nothing but this."""
    tax = {"inclusive": False, "withholding": False}
    item = {"description": None, "quantity": "1", "unit": None, "discount": None, "taxes": None}
    items = [
        {**item, **FIELDS["items"][0]},
        {**item, "name": "Book", "unit_price": "20", "taxes": [{"name": "VAT", "percentage": "7", **tax}]},
    ]
    known = {name: FIELDS[name] for name in FIELDS if name in DraftSchema().fields}
    same = {"items": items, "taxes": [{"name": "Tax", "percentage": "10", **tax}], "language": "en", "locale": "US"}
    return {**known, **same, **changes}


def wished() -> dict[str, Any]:
    draft = model_draft(discounts=[{"name": "Discount", "percentage": "5", "amount": None}])
    draft["items"][0]["quantity"] = "12"
    return draft


def revise(api: Api, invoice: dict[str, Any], wish: str = WISH, **changes: Any) -> Any:
    body = {"prompt": wish, "llm_provider": "gpt-41-mini", "llm_api_key": CANARY, **changes}
    return api.post(f"/invoices/{invoice['id']}/revise", json=body)


def stored(api: Api, invoice: dict[str, Any]) -> dict[str, Any]:
    answer: Any = api.get(f"/invoices/{invoice['id']}")
    stored: dict[str, Any] = answer.json["invoice"]
    return stored


def kinds(api: Api, invoice: dict[str, Any]) -> list[str]:
    answer: Any = api.get(f"/invoices/{invoice['id']}/revisions")
    return [row["kind"] for row in answer.json["revisions"]]
