"""The caller's teams, and the team that the request is about."""

from typing import Any

from flask import Response, request

from app.accounts import logo, members, service
from app.accounts.models import Team, User
from app.accounts.present import team_json
from app.accounts.schemas import Deleted, Left, NewTeamIn, SwitchIn, TeamEnvelope, TeamIn, TeamList
from app.core.errors import InvalidInput, NotFound, UnsupportedContentType
from app.core.http.blueprint import ApiBlueprint
from app.core.http.body import json_body, reads
from app.core.http.caller import View, current_caller, needs
from app.core.http.openapi import ERROR_CONTENT
from app.core.http.pagination import PageQuery, paginate

teams = ApiBlueprint("teams", "/teams", tag="Teams")
_NO_LOGO: Any = {404: {"description": "The team has no logo", "content": ERROR_CONTENT}}
_PNG: Any = {
    200: {"description": "The logo", "content": {"image/png": {"schema": {"contentMediaType": "image/png"}}}},
    304: {"description": "It is the one of If-None-Match"},
    **_NO_LOGO,
}


def _reads_files(view: View) -> View:
    """Also of types that are refused, since what is wrong with them is said better by who knows what is needed."""
    for mimetype in "image/png image/jpeg image/svg+xml image/gif image/webp application/octet-stream".split():
        view = reads(mimetype, bytes)(view)
    return view


def current_team() -> Team:
    """The team that this request is about."""
    return service.get_team(current_caller().team_id)


def current_user() -> User:
    """The user whose token this request bears."""
    return service.get_user(current_caller().user_id)


@teams.get("")
@needs("account:read")
@teams.input(PageQuery, location="query", arg_name="query")
@teams.output(TeamList)
def list_teams(query: dict[str, Any]) -> dict[str, Any]:
    """The teams that you are a member of, whichever the token is for."""
    user, caller = current_user(), current_caller()
    page = paginate(service.list_teams(user), Team.id, query)
    roles = service.roles_of(user)
    listed = [team_json(team, roles[team.id], user, caller) for team in page.rows]
    return {"teams": listed, "pagination": page.pagination}


@teams.post("")
@needs("account:write")
@teams.input(NewTeamIn, arg_name="body")
@teams.output(TeamEnvelope, status_code=201)
def create_team(body: dict[str, Any]) -> dict[str, Any]:
    """Make a team, whose owner you are.

    A token for one team stays with its own: use one for all your teams with `X-Team-Id`, or make one there.
    """
    return {"team": service.create_team(current_user(), **body)}


@teams.post("/switch")
@needs("account:write")
@teams.input(SwitchIn, arg_name="body")
@teams.output(TeamEnvelope)
def switch_team(body: dict[str, Any]) -> dict[str, Any]:
    """Choose the team in which your sessions begin.

    It changes the meaning of no token: one for a team stays there; one for all teams reads in the chosen team when a
    request names none in `X-Team-Id`, and never writes there for that reason.
    """
    return {"team": service.switch_team(current_user(), body["team_id"])}


@teams.get("/current")
@needs("teams:read")
@teams.output(TeamEnvelope)
def get_current_team() -> dict[str, Any]:
    """What the team assumes: currency, time zone, payment terms, its own details."""
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


@teams.post("/current/leave")
@needs("membership:write")
@teams.output(Left)
def leave_current_team() -> dict[str, bool]:
    """Leave the team. Your tokens for it are revoked, this one included. The last owner cannot leave (409)."""
    members.leave(current_team(), current_caller().user_id)
    return {"left": True}


@teams.get("/current/logo")
@needs("teams:read")
@teams.doc(responses=_PNG)
def get_logo() -> Response:
    """The team's logo, as it is printed: a PNG."""
    team = current_team()
    png = logo.find_logo(team.id, team.logo_hash)
    if png is None:
        raise NotFound("The team has no logo. Send one with PUT.")
    answer = Response(png, mimetype="image/png", headers={"Cache-Control": "private, no-cache"})
    answer.set_etag(team.logo_hash or "")
    answer.make_conditional(request)
    return answer


@teams.put("/current/logo")
@needs("teams:write")
@_reads_files
@teams.output(TeamEnvelope)
def put_logo() -> dict[str, Any]:
    """Print this picture on new documents, and on drafts. The body is the file itself, PNG or JPEG, up to 1 MB.

    It is told by its content, not by its type, and made anew as a PNG. SVG is refused: export it as PNG. Documents that
    are issued keep the logo they were issued with.
    """
    sent = json_body()
    if not isinstance(sent, bytes):
        raise UnsupportedContentType("Send the picture itself, with Content-Type: image/png or image/jpeg.")
    return {"team": logo.set_logo(current_team(), sent)}


@teams.delete("/current/logo")
@needs("teams:write")
@teams.output(Deleted)
@teams.doc(responses=_NO_LOGO)
def delete_logo() -> dict[str, bool]:
    """Print no logo from now on. Documents that are issued keep theirs."""
    logo.remove_logo(current_team())
    return {"deleted": True}
