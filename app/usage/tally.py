"""Counting API calls without making each of them write: a tally in memory, stored every few seconds.

A process that is killed loses the calls since its last storing; they are for information, not for billing.
"""

import time
from collections import Counter
from threading import Lock

from flask import Flask, Response, g, request

from app.accounts.models import Team
from app.core.db import db, side_note
from app.core.http.body import API_PREFIX
from app.usage import service

EVERY_S = 10.0


class Tally:
    """The calls of each team that are not stored yet. Safe for any number of threads."""

    def __init__(self) -> None:
        self._calls: Counter[str] = Counter()
        self._lock = Lock()
        self._stored_at = time.monotonic()

    def count(self, team_id: str) -> bool:
        """One more call; true when it is time to store."""
        with self._lock:
            self._calls[team_id] += 1
            is_time = time.monotonic() - self._stored_at > EVERY_S
            if is_time:
                self._stored_at = time.monotonic()
            return is_time

    def waiting(self, team_id: str) -> int:
        """How many calls of the team this process has not stored yet."""
        with self._lock:
            return self._calls[team_id]

    def store(self) -> None:
        """Move the tally into the database, without waiting for it. A failure keeps the tally for the next time."""
        with self._lock:
            calls, self._calls = self._calls, Counter()
        if not calls:
            return
        is_stored = False
        with side_note():
            for team_id in sorted(calls):
                team = db.session.get(Team, team_id)
                if team:
                    service.add(service.meter(team), api_calls=calls[team_id])
            db.session.commit()
            is_stored = True
        if not is_stored:
            with self._lock:
                self._calls.update(calls)


def init_tally(app: Flask) -> None:
    tally = app.extensions["saybill.tally"] = Tally()

    @app.after_request
    def _count(response: Response) -> Response:
        caller = g.get("caller")
        if caller and request.path.startswith(API_PREFIX) and tally.count(caller.team_id):
            tally.store()
        return response
