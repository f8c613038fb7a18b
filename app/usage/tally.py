"""Counting API calls without making each of them write: a tally in memory, stored every few seconds.

A process that is killed loses the calls since its last storing. One process never lets more through than the plan of
the team allows; several each know what the others counted some seconds ago, so together they may let a little more.
"""

import time
from collections import Counter
from dataclasses import dataclass
from threading import Lock

from flask import Flask, Response, g, request

from app.accounts.models import Team
from app.accounts.plans import Plan
from app.core.db import db, side_note, transaction
from app.core.http.body import API_PREFIX
from app.core.http.caller import find_caller
from app.usage import service
from app.usage.limits import PlanLimitReached

EVERY_S = 10.0
# Who asks what is left is told, also when nothing is.
FREE = "usage"


@dataclass(frozen=True)
class _Stand:
    """What was stored of a team's calls when this was read."""

    plan: Plan
    month: str
    stored: int
    read_at: float


class Tally:
    """The calls of each team that are not stored yet. Safe for any number of threads."""

    def __init__(self) -> None:
        self._calls: Counter[str] = Counter()
        self._storing: Counter[str] = Counter()
        self._stands: dict[str, _Stand] = {}
        self._lock = Lock()
        self._stored_at = time.monotonic()

    def count(self, team_id: str) -> None:
        """One more call, which is about to be served. PlanLimitReached, and not counted, when none is left.

        Opens a transaction of its own at times, so call it before the request's.
        """
        stand = self._stands.get(team_id)
        if stand is None or time.monotonic() - stand.read_at > EVERY_S:
            stand = self._stands[team_id] = _read_stand(team_id)
        limit = stand.plan.api_calls
        with self._lock:
            if limit is not None and stand.stored + self._calls[team_id] + self._storing[team_id] >= limit:
                raise PlanLimitReached.of(stand.plan, "api_calls", stand.month)
            self._calls[team_id] += 1

    def is_due(self) -> bool:
        """It is time to store; true for one of those who ask."""
        with self._lock:
            is_time = time.monotonic() - self._stored_at > EVERY_S
            if is_time:
                self._stored_at = time.monotonic()
            return is_time

    def waiting(self, team_id: str) -> int:
        """How many calls of the team this process has not stored yet."""
        with self._lock:
            return self._calls[team_id] + self._storing[team_id]

    def store(self) -> None:
        """Move the tally into the database, without waiting for it. A failure keeps the tally for the next time."""
        with self._lock:
            if self._storing or not self._calls:
                return
            calls, self._calls = self._calls, Counter()
            self._storing = calls
        is_stored = False
        with side_note():
            for team_id in sorted(calls):
                team = db.session.get(Team, team_id)
                if team:
                    service.add_api_calls(service.meter(team), calls[team_id])
            db.session.commit()
            is_stored = True
        with self._lock:
            self._storing = Counter()
            if is_stored:
                self._stands.clear()
            else:
                self._calls.update(calls)


def _read_stand(team_id: str) -> _Stand:
    with transaction(writing=False):
        team = db.session.get_one(Team, team_id)
        month = service.get_month(team)
        return _Stand(service.meter(team).plan, month.month, month.api_calls, time.monotonic())


def init_tally(app: Flask) -> None:
    tally = app.extensions["saybill.tally"] = Tally()

    @app.before_request
    def _count() -> None:
        if not request.path.startswith(API_PREFIX) or request.blueprint == FREE:
            return
        caller = find_caller()
        if caller and caller.place:
            tally.count(caller.place.team_id)

    @app.after_request
    def _store(response: Response) -> Response:
        if g.get("caller") and tally.is_due():
            tally.store()
        return response
