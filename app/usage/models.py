"""The table of what was used."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.accounts.models import Team
from app.core.db import Base


class UsageMonth(Base):
    """The counts of one team in one month of its own time zone. Only ever added to, by one statement."""

    __tablename__ = "usage_months"

    team_id: Mapped[str] = mapped_column(sa.ForeignKey(Team.id, ondelete="CASCADE"), primary_key=True)
    month: Mapped[str] = mapped_column(sa.String(7), primary_key=True)
    documents: Mapped[int]
    api_calls: Mapped[int]
    llm_calls: Mapped[int]
    input_tokens: Mapped[int]
    output_tokens: Mapped[int]
    cost_nano_usd: Mapped[int]
    """Billionths of a US dollar, because a sum has to be exact and a short prompt costs millionths."""
