"""Taking numbers: gapless and unique for each team, type and year, whoever issues at the same moment."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from app.accounts.models import Team
from app.core.db import db
from app.core.errors import Conflict
from app.documents import numbering
from app.documents.models import Document, NumberSeries

_EVERY_YEAR = 0


class NumberTaken(Conflict):
    code = "number_taken"
    default_message = "Another document has this number. Choose another, or leave it out to get the next one."


def take_number(team: Team, kind: str, issued_at: date) -> str:
    """The next number of the series. The counter stays locked until the commit, and goes back with a rollback.

    A number that a document already stands under, because somebody chose it, is passed over.
    """
    year = issued_at.year if numbering.counts_by_year(team.number_format) else _EVERY_YEAR
    while True:
        number = numbering.format_number(team.number_format, seq=_next(team, kind, year), issued_at=issued_at)
        if not _is_taken(team.id, kind, number):
            return number


def check_free(document: Document) -> None:
    """NumberTaken when another document of the team and type stands under this one's number, deleted ones included."""
    if document.number is None:
        return
    with db.session.no_autoflush:
        if _is_taken(document.team_id, document.type, document.number, besides=document.id):
            raise NumberTaken(details={"number": ["Taken by another document."]})


def _next(team: Team, kind: str, year: int) -> int:
    """One statement, so that two takers queue at the row instead of reading the same value."""
    dialect = postgresql if db.session.get_bind().dialect.name == "postgresql" else sqlite
    insert = dialect.insert(NumberSeries).values(team_id=team.id, type=kind, year=year, last=1)
    counted = insert.on_conflict_do_update(
        index_elements=["team_id", "type", "year"], set_={"last": NumberSeries.last + 1}
    ).returning(NumberSeries.last)
    last: int = db.session.execute(counted).scalar_one()
    return last


def _is_taken(team_id: str, kind: str, number: str, besides: str | None = None) -> bool:
    taken = sa.select(Document.id).where(
        Document.team_id == team_id, Document.type == kind, Document.number == number, Document.id != (besides or "")
    )
    return db.session.scalar(taken.limit(1)) is not None
