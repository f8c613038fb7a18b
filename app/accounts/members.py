"""The verbs on members and their roles. All of a team's changes of members take turns at its row."""

from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from app.accounts import audit, roles, tokens
from app.accounts.events import MEMBER_JOINED, MEMBER_REMOVED, MEMBER_ROLE_CHANGED
from app.accounts.models import Membership, Team, User
from app.accounts.tenancy import check_id
from app.core import clock, events
from app.core.db import db
from app.core.errors import Conflict, NotFound, PermissionMissing


class LastOwner(Conflict):
    code = "last_owner"
    default_message = "A team needs an owner, and this is the last one. Make another member owner first."


class AlreadyMember(Conflict):
    code = "already_member"
    default_message = "This person is a member of the team already. To change the role, PATCH the member."


class RoleTooHigh(PermissionMissing):
    code = "role_too_high"


def list_members(team: Team) -> sa.Select[User]:
    """The users who are members of the team."""
    return sa.select(User).join(Membership).where(Membership.team_id == team.id)


def memberships_of(team: Team, user_ids: Iterable[str]) -> Mapping[str, Membership]:
    """The memberships of these users in the team, by the user's id."""
    select = sa.select(Membership).where(Membership.team_id == team.id, Membership.user_id.in_(user_ids))
    return {membership.user_id: membership for membership in db.session.scalars(select)}


def get_member(team: Team, user_id: str) -> Membership:
    """The user's membership of the team, as it is now; NotFound alike for no user and for another team's."""
    check_id(user_id)
    membership = db.session.get(Membership, (user_id, team.id), populate_existing=True)
    if membership is None:
        raise NotFound()
    return membership


def take_turns(team: Team) -> None:
    """Others who change the team's members wait for the end of this transaction; then they see what it did."""
    # Not a plain FOR UPDATE: every new row that refers to the team would have to wait as well.
    db.session.execute(sa.select(Team.id).where(Team.id == team.id).with_for_update(key_share=True))


def check_rank(team: Team, *affected: str) -> None:
    """RoleTooHigh unless the caller's role, as it is by now, may give and take the roles `affected`.

    Call it after `take_turns`. Outside a request there is no caller, and the operator may do everything.
    """
    doer = audit.find_doer()
    if doer is None:
        return
    membership = db.session.get(Membership, (doer.user_id, team.id), populate_existing=True)
    actor = membership.role if membership else "none"
    if membership is None or not all(roles.may_act_on(actor, role) for role in affected):
        highest = max(affected, key=lambda role: roles.ROLES[role].rank)
        raise RoleTooHigh(f"Your role in this team ({actor}) does not allow you to give or take the role {highest}.")


def add(team: Team, user: User, role: str) -> Membership:
    """Make the user a member, after `take_turns`. AlreadyMember when he is one."""
    if db.session.get(Membership, (user.id, team.id), populate_existing=True):
        raise AlreadyMember()
    membership = Membership(user_id=user.id, team_id=team.id, role=role, created_at=clock.now())
    db.session.add(membership)
    user.default_team_id = user.default_team_id or team.id
    _announce(MEMBER_JOINED, membership, {"role": role})
    return membership


def change_role(team: Team, user_id: str, role: str) -> Membership:
    """Give a member another role, from his next request on. LastOwner; RoleTooHigh."""
    take_turns(team)
    membership = get_member(team, user_id)
    check_rank(team, membership.role, role)
    if membership.role == role:
        return membership
    _check_owner_stays(membership)
    before, membership.role = membership.role, role
    _announce(MEMBER_ROLE_CHANGED, membership, {"role": [before, role]})
    return membership


def remove(team: Team, user_id: str) -> None:
    """End a membership; the user's tokens for the team are revoked. LastOwner; RoleTooHigh."""
    take_turns(team)
    membership = get_member(team, user_id)
    check_rank(team, membership.role)
    _end(team, membership)


def leave(team: Team, user_id: str) -> None:
    """End one's own membership, whatever the role. LastOwner."""
    take_turns(team)
    _end(team, get_member(team, user_id))


def _end(team: Team, membership: Membership) -> None:
    _check_owner_stays(membership)
    tokens.revoke_all(team, membership.user_id)
    others = sa.select(Membership.team_id).where(
        Membership.user_id == membership.user_id, Membership.team_id != team.id
    )
    db.session.execute(
        sa.update(User)
        .where(User.id == membership.user_id, User.default_team_id == team.id)
        .values(default_team_id=others.order_by(Membership.created_at).limit(1).scalar_subquery())
    )
    db.session.delete(membership)
    _announce(MEMBER_REMOVED, membership, {"role": membership.role})


def _check_owner_stays(membership: Membership) -> None:
    """LastOwner when the team would be without one. The turn makes sure that no two leave at once."""
    owners = sa.select(sa.func.count()).where(Membership.team_id == membership.team_id, Membership.role == roles.OWNER)
    if membership.role == roles.OWNER and db.session.scalar(owners) == 1:
        raise LastOwner()


def _announce(event: events.Event, membership: Membership, changes: dict[str, Any]) -> None:
    db.session.flush()
    audit.record(event.name, team_id=membership.team_id, subject_id=membership.user_id, changes=changes)
    facts: dict[str, Any] = {"user_id": membership.user_id, "changes": changes}
    events.publish(event, team_id=membership.team_id, subject=membership, subject_id=membership.user_id, **facts)
