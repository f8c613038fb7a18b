"""Taking numbers: gapless and unique for each team, type and year, whoever issues at the same moment."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from app.accounts import audit
from app.accounts.models import Team
from app.core import events
from app.core.db import db
from app.core.errors import Conflict, InvalidInput
from app.documents import numbering
from app.documents.events import NUMBERING_UPDATED
from app.documents.kinds import KINDS
from app.documents.models import Document, NumberFormat, NumberSeries

_EVERY_YEAR = 0


class NumberTaken(Conflict):
    code = "number_taken"
    default_message = "Another document has this number. Choose another, or leave it out to get the next one."


@dataclass(frozen=True)
class Series:
    """How the numbers of one type look, and whether they begin again each year ("yearly") or "never"."""

    pattern: str
    reset: str

    def year(self, issued_at: date) -> int:
        """The counter that a document of that day takes its number from."""
        return issued_at.year if self.reset == "yearly" else _EVERY_YEAR


def get_series(team: Team, kind: str) -> Series:
    """What the team has chosen for the type, or what everybody begins with."""
    chosen = db.session.get(NumberFormat, (team.id, kind))
    return Series(chosen.pattern, chosen.reset) if chosen else Series(KINDS[kind].default_number_format, "yearly")


def next_number(team: Team, kind: str, issued_at: date) -> str:
    """The number that a document of that day would get now, if no document stands under it; nothing is taken."""
    series = get_series(team, kind)
    counter = db.session.get(NumberSeries, (team.id, kind, series.year(issued_at)))
    return numbering.format_number(series.pattern, seq=(counter.last if counter else 0) + 1, issued_at=issued_at)


def update_series(team: Team, kind: str, changes: dict[str, Any]) -> Series:
    """Change `format` and `reset` of a type. A new format without a `reset` begins again each year if it has the year.

    InvalidInput for a format that makes no numbers, and for numbers that begin again but do not hold their year.
    """
    before = get_series(team, kind)
    pattern = numbering.check_pattern(changes.get("format", before.pattern))
    holds_year = numbering.counts_by_year(pattern)
    kept = before.reset if "format" not in changes else "yearly" if holds_year else "never"
    after = Series(pattern, changes.get("reset", kept))
    if after.reset == "yearly" and not holds_year:
        raise InvalidInput.field("reset", "Numbers without {year} or {yy} would repeat each year: choose 'never'.")
    db.session.merge(NumberFormat(team_id=team.id, type=kind, pattern=after.pattern, reset=after.reset))
    changed = {f"{kind}.format": [before.pattern, after.pattern], f"{kind}.reset": [before.reset, after.reset]}
    audit.record(NUMBERING_UPDATED.name, team_id=team.id, subject_id=team.id, changes=changed)
    db.session.flush()
    events.publish(NUMBERING_UPDATED, team_id=team.id, subject=team, changes=changed)
    return after


def take_number(team: Team, document: Document) -> str:
    """The next number of its series. The counter stays locked until the commit, and goes back with a rollback.

    A number that a document already stands under, because somebody chose it, is passed over.
    """
    series = get_series(team, document.type)
    year, day = series.year(document.issued_at), document.issued_at
    customer = _customer_name(document)
    while True:
        seq = _next(team, document.type, year)
        number = numbering.format_number(series.pattern, seq=seq, issued_at=day, customer=customer)
        if not _is_taken(team.id, document.type, number):
            return number


def check_free(document: Document) -> None:
    """NumberTaken when another document of the team and type stands under this one's number, deleted ones included."""
    if document.number is None:
        return
    with db.session.no_autoflush:
        if _is_taken(document.team_id, document.type, document.number, besides=document.id):
            raise NumberTaken(details={"number": ["Taken by another document."]})


def _customer_name(document: Document) -> str:
    rows = document.to_details
    by_field = {row["field"]: row["value"] for row in reversed(rows)}
    name: str = by_field.get("company") or by_field.get("name") or (rows[0]["value"] if rows else "")
    return name


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
