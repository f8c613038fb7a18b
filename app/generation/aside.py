"""Work beside its request: in another thread and a transaction of its own, but for the same caller."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self

import structlog
from flask import copy_current_request_context, current_app, g

from app.accounts.models import Team
from app.accounts.service import get_team
from app.core import clock
from app.core.db import transaction
from app.core.http.caller import current_caller
from app.documents.models import Document
from app.documents.present import document_json


@dataclass(frozen=True)
class Outcome:
    """How it ended: the status and the JSON body that a request of its own would have been answered."""

    status: int
    body: dict[str, Any]
    is_final: bool = True
    """The same wish would end the same way again."""

    @classmethod
    def made(cls, team: Team, document: Document, name: str = "invoice") -> Self:
        """That the team's document was made; 200 when it was not stored. `name` is its key in the body."""
        return cls(201 if document.id else 200, {name: document_json(document, clock.today(team.time_zone))})


Work = Callable[[Team], Outcome]


def beside(work: Work) -> Callable[[], Outcome]:
    """`work` as a function to be called once, in any thread and also after the request has been answered.

    It is given the caller's team in a new transaction, which is committed when it returns and rolled back when it
    raises; then the outcome is the answer in which a request would have ended.
    """
    caller, request_id = current_caller(), g.request_id

    @copy_current_request_context
    def run() -> Outcome:
        g.caller, g.request_id = caller, request_id
        structlog.contextvars.bind_contextvars(request_id=request_id)
        try:
            with transaction():
                return work(get_team(caller.team_id))
        except Exception as exc:  # Whatever it is, the app's error handlers know the answer, as for any view.
            response = current_app.make_response(current_app.handle_user_exception(exc))
            passing = response.status_code >= 500 or response.status_code == 429
            is_final = not passing and getattr(exc, "is_final", True)
            return Outcome(response.status_code, response.get_json(), is_final)

    return run
