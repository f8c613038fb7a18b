"""The team of the token that calls."""

from typing import Any

from flask import Response, request

from app.accounts import logo, service
from app.accounts.models import Team
from app.accounts.schemas import LogoRemoved, TeamEnvelope, TeamIn
from app.core.errors import InvalidInput, NotFound, UnsupportedContentType
from app.core.http.blueprint import ApiBlueprint
from app.core.http.body import json_body, reads
from app.core.http.caller import View, current_caller, needs
from app.core.http.openapi import ERROR_CONTENT

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
    """The team of the caller of this request."""
    return service.get_team(current_caller().team_id)


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
@teams.output(LogoRemoved)
@teams.doc(responses=_NO_LOGO)
def delete_logo() -> dict[str, bool]:
    """Print no logo from now on. Documents that are issued keep theirs."""
    logo.remove_logo(current_team())
    return {"deleted": True}
