"""The verbs on teams, and the first start."""

from typing import Any

import sqlalchemy as sa

from app.accounts import audit
from app.accounts.events import TEAM_UPDATED
from app.accounts.models import Membership, Team, User
from app.core import clock, events
from app.core.db import db, take_turns
from app.core.errors import NotFound
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


def get_team(team_id: str) -> Team:
    """The team; NotFound when there is none."""
    team = db.session.get(Team, team_id)
    if team is None:
        raise NotFound()
    return team


def copy_of(team: Team) -> Team:
    """The team's values apart from the database, for work while no transaction is open."""
    return Team(**{column.key: getattr(team, column.key) for column in Team.__table__.columns})


def create_team(owner: User, **settings: Any) -> Team:
    """A new team with its owner; `settings` overrule `FIRST_TEAM`."""
    now = clock.now()
    team = Team(id=new_id("team"), created_at=now, updated_at=now, **{**FIRST_TEAM, **settings})
    db.session.add(team)
    db.session.flush()
    db.session.add(Membership(user_id=owner.id, team_id=team.id, role="owner", created_at=now))
    db.session.flush()
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


def ensure_owner() -> tuple[User, Team, bool]:
    """The first user and team, made at the first start. True when they were made just now.

    Call it in a writing transaction: two processes that start together then make one owner.
    """
    take_turns(_FIRST_START)
    owner = db.session.scalar(sa.select(User).order_by(User.id).limit(1))
    if owner is not None:
        team = db.session.scalars(sa.select(Team).join(Membership).where(Membership.user_id == owner.id)).first()
        if team is None:
            raise NotFound("The first user has no team.")
        return owner, team, False
    owner = User(id=new_id("usr"), email="owner@localhost", name="Owner", created_at=clock.now())
    db.session.add(owner)
    db.session.flush()
    return owner, create_team(owner), True
