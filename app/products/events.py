"""The facts this room publishes."""

from typing import Any

from app.accounts import audit
from app.core import events
from app.products.models import Product

CREATED = events.declare("product.created", "A product or service was saved for the first time.")
UPDATED = events.declare("product.updated", "A product or service was changed.")
DELETED = events.declare("product.deleted", "A product or service was removed; documents keep what they say.")
STOCK_ADJUSTED = events.declare("product.stock_adjusted", "There are more or fewer of a product than before.")
STOCK_LOW = events.declare("product.stock_low", "A product's stock fell to its threshold or below.")


def announce(event: events.Event, product: Product, changes: dict[str, Any] | None = None) -> None:
    """Write the audit row of a deed and tell the listeners, both in the transaction of the deed."""
    audit.record(event.name, team_id=product.team_id, subject_id=product.id, changes=changes)
    events.publish(event, team_id=product.team_id, subject=product, changes=changes or {})
