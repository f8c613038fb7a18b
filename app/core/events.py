"""How a lower room tells a higher one that something happened, inside the transaction in which it did."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.core.registry import Registry


@dataclass(frozen=True)
class Event:
    """A kind of fact, named noun.past_tense: "document.paid". Declared once, by the room that owns the fact."""

    name: str
    description: str


@dataclass(frozen=True)
class Fact:
    """One happening: which kind, whose, about which object, and what a listener may want to know."""

    event: Event
    team_id: str
    subject: Any
    data: dict[str, Any]


Listener = Callable[[Fact], None]

EVENTS: Registry[Event] = Registry("event")
_listeners: defaultdict[str, list[Listener]] = defaultdict(list)


def declare(name: str, description: str) -> Event:
    """Add a kind of fact; ValueError when the name is taken."""
    return EVENTS.add(name, Event(name, description))


def on(event: Event) -> Callable[[Listener], Listener]:
    """Decorator: call the function for every such fact, in the publisher's transaction; its error undoes the fact."""

    def add(listener: Listener) -> Listener:
        _listeners[event.name].append(listener)
        return listener

    return add


def publish(event: Event, *, team_id: str, subject: Any, **data: Any) -> None:
    """Tell all listeners, in the order in which they were added."""
    fact = Fact(event, team_id, subject, data)
    for listener in _listeners[event.name]:
        listener(fact)
