"""API tokens over HTTP: made, listed, revoked."""

from typing import Any

from app.accounts import tokens
from app.accounts.api import current_team
from app.accounts.models import ApiToken
from app.accounts.present import token_json
from app.accounts.schemas import Deleted
from app.accounts.token_schemas import TokenIn, TokenList, TokenMade
from app.core.http.blueprint import ApiBlueprint
from app.core.http.caller import current_caller, needs
from app.core.http.idempotency import keep_instead
from app.core.http.pagination import PageQuery, paginate

api_tokens = ApiBlueprint("tokens", "/tokens", tag="Tokens")


@api_tokens.get("")
@needs("tokens:read")
@api_tokens.input(PageQuery, location="query", arg_name="query")
@api_tokens.output(TokenList)
def list_tokens(query: dict[str, Any]) -> dict[str, Any]:
    """Your tokens for this team and for all teams; owners and admins see the tokens of all members for this team."""
    team, caller = current_team(), current_caller()
    page = paginate(tokens.list_visible(team, caller), ApiToken.id, query)
    return {"tokens": [token_json(row, caller) for row in page.rows], "pagination": page.pagination}


@api_tokens.post("")
@needs("tokens:write")
@api_tokens.input(TokenIn, arg_name="body")
@api_tokens.output(TokenMade, status_code=201)
def create_token(body: dict[str, Any]) -> dict[str, Any]:
    """Make a token for yourself. It can do no more than the token that makes it, and not for longer (403
    `token_too_strong`); in a team it never does more than your role there allows at the time.

    `api_token` is shown this once. Only its hash is kept, so with an Idempotency-Key the repeated answer lacks it.
    """
    caller = current_caller()
    token, plain = tokens.delegate(current_team(), caller, **body)
    answer: dict[str, Any] = {"token": token_json(token, caller), "api_token": None}
    keep_instead(TokenMade(), answer)
    return answer | {"api_token": plain}


@api_tokens.delete("/<token_id>")
@needs("tokens:write")
@api_tokens.output(Deleted)
def revoke_token(token_id: str) -> dict[str, bool]:
    """Refuse a token from now on: one of your own, which may be this very one, or as owner or admin any that you see.

    It stays in the list as `revoked`.
    """
    tokens.revoke_visible(current_team(), current_caller(), token_id)
    return {"deleted": True}
