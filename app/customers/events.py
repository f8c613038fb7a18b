"""The facts this room publishes."""

from typing import Any

from app.accounts import audit
from app.core import events
from app.customers.models import Customer

CREATED = events.declare("customer.created", "A customer was saved for the first time.")
UPDATED = events.declare("customer.updated", "A customer's details were changed.")
DELETED = events.declare("customer.deleted", "A customer was removed; its documents stay.")
MERGED = events.declare("customer.merged", "Another customer, with its documents, became part of this one.")


def announce(event: events.Event, customer: Customer, changes: dict[str, Any] | None = None) -> None:
    """Write the audit row of a deed and tell the listeners, both in the transaction of the deed."""
    audit.record(event.name, team_id=customer.team_id, subject_id=customer.id, changes=changes)
    events.publish(event, team_id=customer.team_id, subject=customer, changes=changes or {})
