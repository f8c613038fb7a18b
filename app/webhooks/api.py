"""Published events over HTTP."""

from typing import Any

from flask import Response, jsonify

from app.accounts.api import current_team
from app.core import clock
from app.core.events import EVENTS
from app.core.http.blueprint import ApiBlueprint
from app.core.http.caller import needs
from app.core.http.pagination import paginate
from app.webhooks import outbox
from app.webhooks.models import PublishedEvent
from app.webhooks.schemas import EventList, EventQuery, EventTypeList

published_events = ApiBlueprint("events", "/events", tag="Audit and events")


@published_events.get("")
@needs("events:read")
@published_events.input(EventQuery, location="query", arg_name="query")
@published_events.output(EventList)
def list_events(query: dict[str, Any]) -> Response:
    """What happened, newest first, each with its object as it was then. `/audit` tells who did it and what changed."""
    page = paginate(outbox.list_events(current_team(), query), PublishedEvent.id, query)
    return jsonify(events=[event_json(event) for event in page.rows], pagination=page.pagination)


@published_events.get("/types")
@needs("events:read")
@published_events.output(EventTypeList)
def list_event_types() -> dict[str, Any]:
    """The types of events that there are."""
    return {"types": [{"type": name, "description": EVENTS[name].description} for name in EVENTS]}


def event_json(event: PublishedEvent) -> dict[str, Any]:
    """The event as the API shows it."""
    return {
        "id": event.id,
        "type": event.type,
        "at": clock.format_moment(event.at),
        "subject_id": event.subject_id,
        "data": event.data,
    }
