"""The team of the token that calls."""

from typing import Any

from app.accounts import service
from app.accounts.models import Team
from app.accounts.schemas import TeamEnvelope, TeamIn
from app.core.errors import InvalidInput
from app.core.http.blueprint import ApiBlueprint
from app.core.http.caller import current_caller, needs

teams = ApiBlueprint("teams", "/teams", tag="Teams")


def current_team() -> Team:
    """The team of the caller of this request."""
    return service.get_team(current_caller().team_id)


@teams.get("/current")
@needs("teams:read")
@teams.output(TeamEnvelope)
def get_current_team() -> dict[str, Any]:
    """What the team assumes: currency, time zone, payment terms, its own details, how numbers look."""
    return {"team": current_team()}


@teams.patch("/current")
@needs("teams:write")
@teams.input(TeamIn, arg_name="changes")
@teams.output(TeamEnvelope)
def update_current_team(changes: dict[str, Any]) -> dict[str, Any]:
    """Change what the team assumes. Documents that exist keep what they were made with."""
    if not changes:
        raise InvalidInput("Send at least one field to change.")
    return {"team": service.update_team(current_team(), changes)}
