"""The table of published events."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.accounts.models import Team
from app.core.db import Base


class PublishedEvent(Base):
    """A fact as it is told outside, with its object as it was then. Written in the transaction of the fact.

    The audit trail tells who did it and what changed; this tells what there is now.
    """

    __tablename__ = "published_events"
    __table_args__ = (
        sa.Index("ix_published_events_team_id_id", "team_id", "id"),
        sa.Index("ix_published_events_team_subject", "team_id", "subject_id"),
    )

    id: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    team_id: Mapped[str] = mapped_column(sa.ForeignKey(Team.id, ondelete="CASCADE"))
    type: Mapped[str] = mapped_column(sa.String(60))
    subject_id: Mapped[str] = mapped_column(sa.String(40))
    data: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    at: Mapped[datetime]
