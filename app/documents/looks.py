"""How a document's paper looks: as the team wants it while it is a draft, and as it was issued from then on.

A customer who fetches an invoice again gets the file that was sent, whatever the team's logo is by then.
"""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.accounts.logo import find_logo
from app.accounts.models import Team
from app.core import events
from app.core.db import Base, db
from app.documents.events import ISSUED
from app.documents.models import Document
from app.rendering.view import Branding


class DocumentLook(Base):
    """What of the team's branding a document was issued with. Its template and language are its own."""

    __tablename__ = "document_looks"

    document_id: Mapped[str] = mapped_column(sa.ForeignKey(Document.id, ondelete="CASCADE"), primary_key=True)
    team_id: Mapped[str] = mapped_column(sa.ForeignKey(Team.id, ondelete="CASCADE"))
    accent: Mapped[str | None] = mapped_column(sa.String(7))
    footer: Mapped[list[str]] = mapped_column(sa.JSON)
    paper: Mapped[str | None] = mapped_column(sa.String(10))
    second_language: Mapped[str | None] = mapped_column(sa.String(35))
    logo_hash: Mapped[str | None] = mapped_column(sa.String(64))


_FIELDS = ("accent", "footer", "paper", "second_language", "logo_hash")


@events.on(ISSUED)
def _keep(fact: events.Fact) -> None:
    team = db.session.get_one(Team, fact.team_id)
    fields = {name: getattr(team, name) for name in _FIELDS}
    db.session.add(DocumentLook(document_id=fact.subject.id, team_id=team.id, **fields))
    db.session.flush()


def look_of(document: Document) -> DocumentLook | Team:
    """What the document was issued with. For a draft, or one issued before looks were kept, what the team has now."""
    # A draft that was not stored has no id yet.
    look = db.session.get(DocumentLook, document.id) if document.id else None
    return look or db.session.get_one(Team, document.team_id)


def branding(document: Document) -> Branding:
    """Logo, colour and last lines."""
    look = look_of(document)
    return Branding(find_logo(document.team_id, look.logo_hash), look.accent, tuple(look.footer))
