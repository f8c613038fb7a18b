"""Tables of users, teams, members, invitations, API tokens and the audit trail."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base
from app.core.security import Secret


class User(Base):
    __tablename__ = "users"

    id: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    email: Mapped[str] = mapped_column(sa.String(254), unique=True)
    name: Mapped[str] = mapped_column(sa.String(120))
    default_team_id: Mapped[str | None] = mapped_column(sa.ForeignKey("teams.id", ondelete="SET NULL"))
    """The team a session begins in. It never decides where something is written: see `tokens.authenticate`."""
    created_at: Mapped[datetime]


class Team(Base):
    """Whose documents they are, and what they assume when the words do not say."""

    __tablename__ = "teams"

    id: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(120))
    plan: Mapped[str | None] = mapped_column(sa.String(40))
    """A name in the table of plans; null means its default. Only the operator changes it."""
    currency: Mapped[str] = mapped_column(sa.String(3))
    time_zone: Mapped[str] = mapped_column(sa.String(64))
    language: Mapped[str] = mapped_column(sa.String(35))
    locale: Mapped[str] = mapped_column(sa.String(35))
    payment_terms_days: Mapped[int] = mapped_column(sa.Integer)
    issue_on_create: Mapped[bool]
    from_details: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)
    payment_details: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)
    template: Mapped[str] = mapped_column(sa.String(40), server_default="clean")
    accent: Mapped[str | None] = mapped_column(sa.String(7))
    """#rrggbb; null for the template's own."""
    footer: Mapped[list[str]] = mapped_column(sa.JSON, server_default="[]")
    paper: Mapped[str | None] = mapped_column(sa.String(10))
    """A4 or letter; null for what the locale uses."""
    second_language: Mapped[str | None] = mapped_column(sa.String(35))
    """Labels in this one too, beside the document's."""
    logo_hash: Mapped[str | None] = mapped_column(sa.String(64))
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    @property
    def has_logo(self) -> bool:
        return self.logo_hash is not None


class Logo(Base):
    """A picture that a team has or had as its logo, by the SHA-256 of its PNG: issued documents keep theirs."""

    __tablename__ = "logos"

    team_id: Mapped[str] = mapped_column(sa.ForeignKey(Team.id, ondelete="CASCADE"), primary_key=True)
    hash: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    png: Mapped[bytes] = mapped_column(sa.LargeBinary)
    created_at: Mapped[datetime]


class Membership(Base):
    __tablename__ = "memberships"
    __table_args__ = (sa.CheckConstraint("role IN ('owner', 'admin', 'member', 'viewer')", name="role"),)

    user_id: Mapped[str] = mapped_column(sa.ForeignKey(User.id, ondelete="CASCADE"), primary_key=True)
    team_id: Mapped[str] = mapped_column(sa.ForeignKey(Team.id, ondelete="CASCADE"), primary_key=True, index=True)
    role: Mapped[str] = mapped_column(sa.String(16))
    created_at: Mapped[datetime]


class Invitation(Base):
    """To join a team in a role: open until it is accepted, revoked, or expired. Only a hash of its token is kept."""

    __tablename__ = "invitations"
    __allow_unmapped__ = True
    __table_args__ = (
        sa.CheckConstraint("role IN ('owner', 'admin', 'member', 'viewer')", name="role"),
        sa.Index(
            "ix_invitations_open",
            "team_id",
            "email",
            unique=True,
            sqlite_where=sa.text("accepted_at IS NULL AND revoked_at IS NULL"),
            postgresql_where=sa.text("accepted_at IS NULL AND revoked_at IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    team_id: Mapped[str] = mapped_column(sa.ForeignKey(Team.id, ondelete="CASCADE"), index=True)
    email: Mapped[str] = mapped_column(sa.String(254))
    role: Mapped[str] = mapped_column(sa.String(16))
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    invited_by: Mapped[str | None] = mapped_column(sa.ForeignKey(User.id, ondelete="SET NULL"))
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    accepted_by: Mapped[str | None] = mapped_column(sa.ForeignKey(User.id, ondelete="SET NULL"))
    revoked_at: Mapped[datetime | None]
    created_at: Mapped[datetime]

    plain_token: Secret | None = None
    """For whoever brings it to the invited, while it is being made; never stored and never read back."""


class ApiToken(Base):
    """Only a hash of the token is kept; `hint` is its last four characters, to tell tokens apart in a list.

    Without a `team_id` it is good for all teams of its user.
    """

    __tablename__ = "api_tokens"

    id: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    team_id: Mapped[str | None] = mapped_column(sa.ForeignKey(Team.id, ondelete="CASCADE"), index=True)
    user_id: Mapped[str] = mapped_column(sa.ForeignKey(User.id, ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(sa.String(120))
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    hint: Mapped[str] = mapped_column(sa.String(4))
    permissions: Mapped[list[str]] = mapped_column(sa.JSON)
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class AuditEntry(Base):
    """Who did what to which object, when, and what changed. Written in the transaction of the deed, never altered.

    Deeds on issued documents stand in the team's chain as well (`accounts.chain`): those have all of the last five.
    """

    __tablename__ = "audit_entries"
    __table_args__ = (
        sa.Index("ix_audit_entries_team_id_id", "team_id", "id"),
        sa.Index("ix_audit_entries_subject", "team_id", "subject_id", "position"),
        # Gapless is the head's work; this one makes a second entry at a position impossible, whoever tries.
        sa.Index("uq_audit_entries_position", "team_id", "position", unique=True),
    )

    id: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    team_id: Mapped[str] = mapped_column(sa.ForeignKey(Team.id, ondelete="CASCADE"))
    user_id: Mapped[str | None] = mapped_column(sa.String(40))
    token_id: Mapped[str | None] = mapped_column(sa.String(40))
    action: Mapped[str] = mapped_column(sa.String(60))
    subject_id: Mapped[str] = mapped_column(sa.String(40))
    changes: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    at: Mapped[datetime]
    position: Mapped[int | None]
    """1, 2, 3 … in the chain of the team."""
    content_digest: Mapped[str | None] = mapped_column(sa.String(64))
    """SHA-256 of what may never change of the subject: a document as issued."""
    state_digest: Mapped[str | None] = mapped_column(sa.String(64))
    """SHA-256 of what only deeds change of it: the status and its dates, as they were after this deed."""
    prev_hash: Mapped[str | None] = mapped_column(sa.String(64))
    hash: Mapped[str | None] = mapped_column(sa.String(64))


class AuditHead(Base):
    """The end of a team's chain. Its row is locked from the appending of an entry to the commit."""

    __tablename__ = "audit_heads"

    team_id: Mapped[str] = mapped_column(sa.ForeignKey(Team.id, ondelete="CASCADE"), primary_key=True)
    position: Mapped[int]
    hash: Mapped[str] = mapped_column(sa.String(64))
