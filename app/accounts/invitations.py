"""Invitations to a team: one open invitation an address, for some days, to be accepted once."""

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from app.accounts import audit, members, roles, tokens
from app.accounts.events import MEMBER_INVITED
from app.accounts.models import Invitation, Membership, Team, User
from app.accounts.tenancy import get_owned, owned
from app.core import clock, events
from app.core.db import db
from app.core.errors import Conflict, NotFound
from app.core.ids import new_id
from app.core.security import Secret

_PREFIX = "sb_invite_"


class InvitationClosed(Conflict):
    code = "invitation_closed"


class UnknownInvitation(NotFound):
    default_message = "There is no such invitation. Copy the token whole, or ask for a new invitation."


def list_invitations(team: Team) -> sa.Select[Invitation]:
    """The team's invitations, in any state."""
    return owned(Invitation, team)


def state(invitation: Invitation) -> str:
    """ "open", "accepted", "revoked" or "expired"."""
    if invitation.accepted_at:
        return "accepted"
    if invitation.revoked_at:
        return "revoked"
    return "expired" if invitation.expires_at <= clock.now() else "open"


def invite(team: Team, email: str, role: str, *, days: int) -> Invitation:
    """Invite the owner of an address to join; its `plain_token` can be seen this once. It replaces an open one.

    RoleTooHigh for a role above the caller's own; AlreadyMember.
    """
    members.take_turns(team)
    members.check_rank(team, role)
    if db.session.scalar(members.list_members(team).where(sa.func.lower(User.email) == email)):
        raise members.AlreadyMember()
    now = clock.now()
    _revoke_open(team, email, now)
    plain = tokens.make_plain(_PREFIX)
    doer = audit.find_doer()
    invitation = Invitation(
        id=new_id("invt"),
        team_id=team.id,
        email=email,
        role=role,
        token_hash=tokens.hash_of(plain),
        invited_by=doer.user_id if doer else None,
        expires_at=now + timedelta(days=days),
        created_at=now,
    )
    invitation.plain_token = Secret(plain)
    db.session.add(invitation)
    db.session.flush()
    facts: dict[str, Any] = {"email": email, "role": role}
    audit.record(MEMBER_INVITED.name, team_id=team.id, subject_id=invitation.id, changes=facts)
    events.publish(MEMBER_INVITED, team_id=team.id, subject=invitation, **facts)
    return invitation


def _revoke_open(team: Team, email: str, now: datetime) -> None:
    is_open = (Invitation.email == email, Invitation.accepted_at.is_(None), Invitation.revoked_at.is_(None))
    db.session.execute(sa.update(Invitation).where(Invitation.team_id == team.id, *is_open).values(revoked_at=now))


def revoke(team: Team, invitation_id: str) -> None:
    """Take an invitation back; again changes nothing. InvitationClosed when it was accepted; RoleTooHigh."""
    members.take_turns(team)
    invitation = get_owned(Invitation, team, invitation_id, lock=True)
    members.check_rank(team, invitation.role)
    if invitation.accepted_at:
        raise InvitationClosed("This invitation was accepted already. Remove the member instead.")
    if invitation.revoked_at is None:
        invitation.revoked_at = clock.now()
        audit.record("invitation.revoked", team_id=team.id, subject_id=invitation.id)
        db.session.flush()


def accept(user: User, plain: str) -> tuple[Team, Membership]:
    """Join the team as the invitation says. Of any number at once, one gets in.

    UnknownInvitation; InvitationClosed when it was used, revoked, expired, or is no longer the inviter's to give;
    AlreadyMember, which leaves it open.
    """
    by_token = sa.select(Invitation).where(Invitation.token_hash == tokens.hash_of(plain))
    found = db.session.scalar(by_token)
    if found is None:
        raise UnknownInvitation()
    team = db.session.get_one(Team, found.team_id)
    members.take_turns(team)
    invitation = db.session.scalars(by_token.execution_options(populate_existing=True)).one()
    _check_open(invitation)
    membership = members.add(team, user, invitation.role)
    invitation.accepted_at, invitation.accepted_by = clock.now(), user.id
    db.session.flush()
    return team, membership


def _check_open(invitation: Invitation) -> None:
    if state(invitation) != "open":
        reason = {"accepted": "was used already", "revoked": "was taken back", "expired": "has expired"}
        raise InvitationClosed(f"This invitation {reason[state(invitation)]}. Ask for a new one.")
    if invitation.invited_by and not _may_still_invite(invitation):
        raise InvitationClosed("Who sent this invitation may no longer give that role. Ask an owner for a new one.")


def _may_still_invite(invitation: Invitation) -> bool:
    """Else somebody who is about to be removed could leave a door open for himself."""
    inviter = db.session.get(Membership, (invitation.invited_by, invitation.team_id), populate_existing=True)
    return inviter is not None and roles.may_act_on(inviter.role, invitation.role)
