"""How a lower room tells a higher one that something happened, inside the transaction in which it did."""

from collections import defaultdict
from collections.abc import Callable, Mapping
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
    subject_id: str
    data: dict[str, Any]
    shown: dict[str, Any]
    """What those outside the house are told: JSON values."""


Listener = Callable[[Fact], None]

EVENTS: Registry[Event] = Registry("event")
_listeners: defaultdict[str, list[Listener]] = defaultdict(list)
_listeners_to_all: list[Listener] = []


def declare(name: str, description: str) -> Event:
    """Add a kind of fact; ValueError when the name is taken."""
    return EVENTS.add(name, Event(name, description))


def on(event: Event) -> Callable[[Listener], Listener]:
    """Decorator: call the function for every such fact, in the publisher's transaction; its error undoes the fact."""

    def add(listener: Listener) -> Listener:
        _listeners[event.name].append(listener)
        return listener

    return add


def on_every(listener: Listener) -> Listener:
    """Decorator: call the function for every fact of any kind, after those who listen for its kind."""
    _listeners_to_all.append(listener)
    return listener


def publish(
    event: Event,
    *,
    team_id: str,
    subject: Any,
    subject_id: str | None = None,
    shown: Mapping[str, Any] | None = None,
    **data: Any,
) -> None:
    """Tell all listeners, in the order in which they were added.

    `subject_id`: where the subject has no `id`. `shown` goes outside: JSON values, and no secret.
    """
    fact = Fact(event, team_id, subject, subject_id or subject.id, data, dict(shown or {}))
    for listener in (*_listeners[event.name], *_listeners_to_all):
        listener(fact)
