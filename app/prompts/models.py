"""Tables of saved prompts: their texts with all versions, the team's labels, and what came of each use."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.accounts.models import Team
from app.core.db import Base


class Prompt(Base):
    """A saved text as it is now. The counts are only ever added to, each by one statement (`uses`)."""

    __tablename__ = "prompts"
    __table_args__ = (sa.Index("ix_prompts_team_id_id", "team_id", "id"),)

    id: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    team_id: Mapped[str] = mapped_column(sa.ForeignKey(Team.id, ondelete="CASCADE"))
    user_id: Mapped[str | None] = mapped_column(sa.String(40))
    """Who saved it; null for the system."""
    text: Mapped[str] = mapped_column(sa.Text)
    search_text: Mapped[str] = mapped_column(sa.Text, deferred=True)
    """`text` with letter case folded away."""
    version: Mapped[int]
    """The number of its last `PromptVersion`."""
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]
    uses: Mapped[int] = mapped_column(default=0)
    successes: Mapped[int] = mapped_column(default=0)
    """Uses that ended in an invoice."""
    metered_uses: Mapped[int] = mapped_column(default=0)
    """Uses whose tokens are known, with `tokens` in all."""
    tokens: Mapped[int] = mapped_column(default=0)
    priced_uses: Mapped[int] = mapped_column(default=0)
    """Uses whose cost is known, with `cost_nano_usd` in all: billionths of a US dollar."""
    cost_nano_usd: Mapped[int] = mapped_column(default=0)


class PromptVersion(Base):
    """A text that a prompt had or has. Written with the change, never altered."""

    __tablename__ = "prompt_versions"

    prompt_id: Mapped[str] = mapped_column(sa.ForeignKey(Prompt.id, ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(sa.Integer, primary_key=True)
    text: Mapped[str] = mapped_column(sa.Text)
    user_id: Mapped[str | None] = mapped_column(sa.String(40))
    created_at: Mapped[datetime]


class PromptLabel(Base):
    """A label of the team, with one colour wherever it is used. When its last prompt goes, it stays unshown."""

    __tablename__ = "prompt_labels"
    __table_args__ = (sa.UniqueConstraint("team_id", "name"),)

    id: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    team_id: Mapped[str] = mapped_column(sa.ForeignKey(Team.id, ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(sa.String(50))
    color: Mapped[str] = mapped_column(sa.String(7))


class PromptLabelLink(Base):
    """That a prompt bears a label, and in which place."""

    __tablename__ = "prompt_label_links"
    __table_args__ = (sa.Index("ix_prompt_label_links_label_id_prompt_id", "label_id", "prompt_id"),)

    prompt_id: Mapped[str] = mapped_column(sa.ForeignKey(Prompt.id, ondelete="CASCADE"), primary_key=True)
    # Without a cascade: a label that somebody puts on a prompt just now must not vanish from it.
    label_id: Mapped[str] = mapped_column(sa.ForeignKey(PromptLabel.id), primary_key=True)
    position: Mapped[int] = mapped_column(sa.Integer)
