"""How numbers look, over HTTP."""

from typing import Any

from app.accounts.api import current_team
from app.accounts.models import Team
from app.core import clock
from app.core.errors import InvalidInput
from app.core.http.blueprint import ApiBlueprint
from app.core.http.caller import needs
from app.documents import series
from app.documents.kinds import KINDS
from app.documents.numbering_schemas import NumberingEnvelope, NumberingIn

numbering = ApiBlueprint("numbering", "/numbering", tag="Numbering")


@numbering.get("")
@needs("numbering:read")
@numbering.output(NumberingEnvelope)
def get_numbering() -> dict[str, Any]:
    """How the numbers of each type of document look, and which comes next."""
    return _answer(current_team())


@numbering.patch("")
@needs("numbering:write")
@numbering.input(NumberingIn, arg_name="changes")
@numbering.output(NumberingEnvelope)
def update_numbering(changes: dict[str, Any]) -> dict[str, Any]:
    """Change how the numbers of some types look: `{"invoice": {"format": "R{yy}-{seq:04}", "reset": "never"}}`.

    What has a number keeps it, and counting goes on. With `yearly`, numbers begin again at 1 in each year, which must
    then be part of them.
    """
    if not any(changes.values()):
        raise InvalidInput("Send at least one format to change.")
    team = current_team()
    for kind, wanted in changes.items():
        if wanted:
            series.update_series(team, kind, wanted)
    return _answer(team)


def _answer(team: Team) -> dict[str, Any]:
    return {"numbering": {kind: _series_json(team, kind) for kind in KINDS}}


def _series_json(team: Team, kind: str) -> dict[str, str]:
    chosen = series.get_series(team, kind)
    upcoming = series.next_number(team, kind, clock.today(team.time_zone))
    return {"format": chosen.pattern, "reset": chosen.reset, "next_number": upcoming}
