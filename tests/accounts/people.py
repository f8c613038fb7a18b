"""People in teams: users, the roles they have, and the callers that bear their tokens."""

from typing import Any

from app.accounts import members, tokens
from app.accounts import service as accounts
from app.accounts.models import ApiToken, Team, User
from app.core.db import db, transaction
from app.core.ids import new_id
from tests.callers import Api

BOTH = ("read", "write")


class Person(Api):
    """A caller who knows which user it is."""

    def __init__(self, api: Api, user_id: str, email: str) -> None:
        super().__init__(api.app, api.team_id, api.token)
        self.user_id = user_id
        self.email = email

    def with_team(self, team_id: str) -> Api:
        """The same token, naming a team on each request."""
        named = Api(self.app, team_id, self.token)
        named.headers = {**self.headers, "X-Team-Id": team_id}
        return named


def owner_of(api: Api) -> Person:
    """Whose token it is."""
    with api.app.app_context(), transaction(writing=False):
        row = db.session.query(ApiToken).filter_by(token_hash=tokens.hash_of(api.token)).one()
        user = db.session.get_one(User, row.user_id)
        return Person(api, user.id, user.email)


def join(api: Api, role: str, *permissions: str) -> Person:
    """A new user who is a member of the caller's team, with a token for it."""
    with api.app.app_context(), transaction():
        team = db.session.get_one(Team, api.team_id)
        user = accounts.create_user(f"{new_id('mail')}@example.com", role.title())
        members.add(team, user, role)
        _, plain = tokens.create(team, user, name=role, permissions=permissions or BOTH)
        return Person(Api(api.app, team.id, plain), user.id, user.email)


def newcomer(api: Api) -> Person:
    """A new user without a team, with a token for all his teams."""
    with api.app.app_context(), transaction():
        user = accounts.create_user(f"{new_id('mail')}@example.com", "Newcomer")
        _, plain = tokens.create(None, user, name="All teams", permissions=BOTH)
        return Person(Api(api.app, "", plain), user.id, user.email)


def second_team(person: Person, name: str = "Second") -> str:
    """Another team of the person's."""
    with person.app.app_context(), transaction():
        return accounts.create_team(db.session.get_one(User, person.user_id), name=name).id


def token_for(person: Person, team_id: str | None, *permissions: str) -> Person:
    """Another token of the person's: for one team, or for all."""
    with person.app.app_context(), transaction():
        team = db.session.get_one(Team, team_id) if team_id else None
        user = db.session.get_one(User, person.user_id)
        _, plain = tokens.create(team, user, name="Another", permissions=permissions or BOTH)
        return Person(Api(person.app, team_id or "", plain), person.user_id, person.email)


def body(answer: Any, status: int = 200) -> Any:
    """The JSON of an answer that has this status."""
    assert answer.status_code == status, answer.text
    return answer.json


def refusal(answer: Any) -> tuple[int, str]:
    """The status and the code of a refusal."""
    return answer.status_code, answer.json["code"]
