"""The chain of a team: each deed on an issued document holds the hash of the deed before it.

So no entry can be changed, removed or put in between without breaking what comes after it, and the digests that each
entry holds tell whether the documents still are what they were. Whoever can write to the database could make a new
chain from the first entry on: that shows only where somebody noted a position and its hash before.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.accounts.models import AuditEntry, AuditHead, Team
from app.core.db import db
from app.core.registry import Registry

_BEGINNING = "0" * 64
_AT_ONCE = 1000


@dataclass(frozen=True)
class Seal:
    """SHA-256, in hex, of what may never change of a subject, and of what only deeds change."""

    content: str
    state: str


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it was. `position` where it is about an entry of the chain."""

    code: str
    message: str
    subject_id: str | None = None
    position: int | None = None


Check = Callable[[Team], Iterator[Finding]]
CHECKS: Registry[Check] = Registry("check of what the chain tells of")
"""What a room has to say about its own rows; the room adds it."""


def as_stored(column: Any) -> Any:
    """A column to select as the database has it: read by nobody, so that a broken value is seen instead of failing."""
    bare = sa.cast(column, sa.Text) if isinstance(column.type, sa.JSON) else sa.type_coerce(column, sa.types.NullType())
    return bare.label(column.key)


def digest(row: Mapping[str, Any]) -> str:
    """SHA-256 of a row as it is stored, the same on every database.

    Null and 0 count for nothing: a column that comes later, empty in all rows, changes no digest.
    """
    values = {name: value for name, value in row.items() if value is not None and value != 0}
    text = json.dumps(values, sort_keys=True, separators=(",", ":"), default=_plain)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _plain(value: Any) -> str:
    """What SQLite stores as text, as the other database gives it."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")
    return value.isoformat() if isinstance(value, date) else repr(value)


def append(session: Session, team_id: str, sealed: Sequence[tuple[AuditEntry, Seal]]) -> None:
    """Put the entries at the end of the team's chain. Others who append wait from here to the commit."""
    position, last_hash = session.execute(_lock_head(session, team_id)).one()
    rows = []
    for entry, seal in sealed:
        position += 1
        row = {column.key: getattr(entry, column.key) for column in AuditEntry.__table__.columns}
        row |= {
            "position": position,
            "prev_hash": last_hash,
            "content_digest": seal.content,
            "state_digest": seal.state,
        }
        # The database keeps the text that `json.dumps` makes, on SQLite and in PostgreSQL's type `json` alike.
        last_hash = digest({**row, "changes": json.dumps(row["changes"])})
        rows.append({**row, "hash": last_hash})
    session.execute(sa.insert(AuditEntry), rows)
    session.execute(
        sa.update(AuditHead).where(AuditHead.team_id == team_id).values(position=position, hash=last_hash),
        execution_options={"synchronize_session": False},
    )


def _lock_head(session: Session, team_id: str) -> Any:
    """One statement that makes the row where there is none, and that two who append queue at."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    insert = dialect.insert(AuditHead).values(team_id=team_id, position=0, hash=_BEGINNING)
    locked = insert.on_conflict_do_update(index_elements=["team_id"], set_={"team_id": team_id})
    return locked.returning(AuditHead.position, AuditHead.hash)


@dataclass(frozen=True)
class Head:
    """Where a chain ends; position 0 for one without an entry."""

    position: int
    hash: str


@dataclass(frozen=True)
class Report:
    """What a verification found. `findings` are the first hundred at most; `checked` are entries."""

    is_intact: bool
    checked: int
    head: Head
    findings: list[Finding]


MAX_FINDINGS = 100


def verify(team: Team, noted: Head | None = None) -> Report:
    """Read the whole chain of the team, and ask each room whether its rows are what the chain says.

    `noted`: an earlier head, that must still stand in the chain.
    """
    walk = _Walk(team, noted)
    findings = list(islice(walk.findings(), MAX_FINDINGS))
    for name in CHECKS:
        findings += islice(CHECKS[name](team), MAX_FINDINGS - len(findings))
    return Report(not findings, walk.checked, walk.head, findings)


class _Walk:
    """One pass over the entries, in flat memory."""

    def __init__(self, team: Team, noted: Head | None) -> None:
        self.team = team
        self.noted = noted
        self.checked = 0
        self.head = Head(0, _BEGINNING)

    def findings(self) -> Iterator[Finding]:
        is_noted_there = self.noted is None or self.noted == self.head
        for row in db.session.execute(self._entries()).mappings():
            yield from self._of_entry(dict(row))
            self.checked += 1
            self.head = Head(row["position"], row["hash"])
            is_noted_there = is_noted_there or self.head == self.noted
        yield from self._of_head()
        if self.noted and not is_noted_there:
            message = "No entry has the hash that was noted for this position: the chain was written anew."
            yield Finding("noted_head_missing", message, position=self.noted.position)

    def _entries(self) -> sa.Select[Any]:
        select = sa.select(*(as_stored(column) for column in AuditEntry.__table__.columns))
        select = select.where(AuditEntry.team_id == self.team.id, AuditEntry.position.is_not(None))
        return select.order_by(AuditEntry.position).execution_options(yield_per=_AT_ONCE)

    def _of_entry(self, row: dict[str, Any]) -> Iterator[Finding]:
        where = {"subject_id": row["subject_id"], "position": row["position"]}
        if row["position"] != self.head.position + 1:
            missing = f"{self.head.position + 1} to {row['position'] - 1}"
            yield Finding("entries_missing", f"The entries {missing} are gone.", **where)
        elif row["prev_hash"] != self.head.hash:
            yield Finding("chain_broken", "This entry does not follow on the one before it.", **where)
        if digest({**row, "hash": None}) != row["hash"]:
            yield Finding("entry_changed", "This entry was changed after it was written.", **where)

    def _of_head(self) -> Iterator[Finding]:
        row = db.session.execute(
            sa.select(AuditHead.position, AuditHead.hash).where(AuditHead.team_id == self.team.id)
        ).first()
        end = Head(*row) if row else Head(0, _BEGINNING)
        if end.position > self.head.position:
            missing = f"{self.head.position + 1} to {end.position}"
            yield Finding("entries_missing", f"The last entries, {missing}, are gone.", position=end.position)
        elif end != self.head:
            yield Finding("head_changed", "The end of the chain is not the one that was noted.", position=end.position)


def report_json(report: Report) -> dict[str, Any]:
    """The report in JSON values."""
    return asdict(report)
