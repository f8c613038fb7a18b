"""The verbs on teams and users, and the first start."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from app.accounts import audit
from app.accounts.events import TEAM_CREATED, TEAM_UPDATED
from app.accounts.models import Membership, Team, User
from app.accounts.plans import current_plans
from app.accounts.roles import OWNER
from app.core import clock, events
from app.core.db import db, take_turns
from app.core.errors import Conflict, InvalidInput, NotFound
from app.core.ids import new_id

_FIRST_START = 7_229_246  # Any number that no other turn has; migrations take the one before.
FIRST_TEAM: dict[str, Any] = {
    "name": "My team",
    "currency": "USD",
    "time_zone": "UTC",
    "language": "en",
    "locale": "US",
    "payment_terms_days": 30,
    "issue_on_create": False,
    "from_details": [],
    "payment_details": [],
    "template": "clean",
    "footer": [],
}


class EmailTaken(Conflict):
    code = "email_taken"
    default_message = "There is a user with this e-mail address already."


def get_team(team_id: str) -> Team:
    """The team; NotFound when there is none."""
    team = db.session.get(Team, team_id)
    if team is None:
        raise NotFound()
    return team


def every_team(team_id: str | None = None) -> Sequence[Team]:
    """All teams of the installation, or the one; NotFound when there is none of that id."""
    return [get_team(team_id)] if team_id else db.session.scalars(sa.select(Team).order_by(Team.id)).all()


def copy_of(team: Team) -> Team:
    """The team's values apart from the database, for work while no transaction is open."""
    return Team(**{column.key: getattr(team, column.key) for column in Team.__table__.columns})


def get_user(user_id: str) -> User:
    """The user; NotFound when there is none."""
    user = db.session.get(User, user_id)
    if user is None:
        raise NotFound()
    return user


def find_user(email: str) -> User | None:
    """The user with this e-mail address."""
    return db.session.scalar(sa.select(User).where(User.email == email.strip().lower()))


def get_user_by_email(email: str) -> User:
    """The user with this e-mail address; NotFound when there is none."""
    user = find_user(email)
    if user is None:
        raise NotFound("There is no user with this e-mail address.")
    return user


def create_user(email: str, name: str) -> User:
    """A new user, who has no team yet. EmailTaken."""
    email = email.strip().lower()
    if find_user(email):
        raise EmailTaken()
    user = User(id=new_id("usr"), email=email, name=name, created_at=clock.now())
    db.session.add(user)
    db.session.flush()
    return user


def list_teams(user: User) -> sa.Select[Team]:
    """The teams that the user is a member of."""
    return sa.select(Team).join(Membership).where(Membership.user_id == user.id)


def roles_of(user: User) -> dict[str, str]:
    """The user's role in each of his teams, by the team's id."""
    select = sa.select(Membership.team_id, Membership.role).where(Membership.user_id == user.id)
    return {team_id: role for team_id, role in db.session.execute(select)}  # noqa: C416  # mypy: rows are no pairs


def create_team(owner: User, **settings: Any) -> Team:
    """A new team with its owner; `settings` overrule `FIRST_TEAM`."""
    now = clock.now()
    team = Team(id=new_id("team"), created_at=now, updated_at=now, **{**FIRST_TEAM, **settings})
    db.session.add(team)
    db.session.flush()
    db.session.add(Membership(user_id=owner.id, team_id=team.id, role=OWNER, created_at=now))
    owner.default_team_id = owner.default_team_id or team.id
    db.session.flush()
    audit.record(TEAM_CREATED.name, team_id=team.id, subject_id=team.id, changes={"name": team.name})
    events.publish(TEAM_CREATED, team_id=team.id, subject=team)
    return team


def update_team(team: Team, changes: dict[str, Any]) -> Team:
    """Change the settings that are named. Documents that exist already keep what they were made with."""
    before = {name: getattr(team, name) for name in changes}
    for name, value in changes.items():
        setattr(team, name, value)
    team.updated_at = clock.now()
    changed = {name: [before[name], value] for name, value in changes.items() if before[name] != value}
    audit.record(TEAM_UPDATED.name, team_id=team.id, subject_id=team.id, changes=changed)
    db.session.flush()
    events.publish(TEAM_UPDATED, team_id=team.id, subject=team, changes=changed)
    return team


def set_plan(team: Team, plan: str) -> None:
    """Let the team use what the plan allows; for the operator only. InvalidInput for a plan that the table lacks."""
    known = current_plans().by_name
    if plan not in known:
        raise InvalidInput.field("plan", f"There is none of this name. Use one of: {', '.join(known)}.")
    update_team(team, {"plan": plan})


def switch_team(user: User, team_id: str) -> Team:
    """Make one of the user's teams his default. No token means another team by it. NotFound when it is not his."""
    team = db.session.scalar(list_teams(user).where(Team.id == team_id))
    if team is None:
        raise NotFound("You have no team with this id; GET /api/v1/teams lists yours.")
    user.default_team_id = team.id
    db.session.flush()
    return team


def ensure_owner() -> tuple[User, Team, bool]:
    """The first team and its eldest owner, made at the first start. True when they were made just now.

    Call it in a writing transaction: two processes that start together then make one owner.
    """
    take_turns(_FIRST_START)
    # Whoever made the first team may have left it; an owner it always has.
    owners = sa.select(User, Team).join(Membership, Membership.user_id == User.id).join(Team)
    eldest = owners.where(Membership.role == OWNER).order_by(Team.id, Membership.created_at).limit(1)
    found = db.session.execute(eldest).first()
    if found:
        return found.User, found.Team, False
    owner = create_user("owner@localhost", "Owner")
    return owner, create_team(owner), True
