"""The index of the search on SQLite: which letters stand in which document, in threes, each team's newest first.

It is a copy of what the documents say, kept by triggers, and no matter of migrations: one that makes the table of the
documents anew drops its triggers without a word. So `bring_up_to_date` runs after every migration, and builds all of it
afresh when something of it is missing or is not as this module wants it. PostgreSQL has pg_trgm.
"""

import sqlite3

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.core import log

PREFIX = "search_"
"""All of its tables and triggers begin so."""
SLOTS = 16
_TEAM_BITS, _SLOT_BITS = 45, 4
_MAX_MS = (1 << _TEAM_BITS - _SLOT_BITS) - 1
_EPOCH_MS = 1_577_836_800_000  # The year 2020; so the places last till 2089.
_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"
_MS_LENGTH = 10
# With two signs behind it, every letter of a text begins some three, the last ones too.
_TEXT = "search_text || char(10, 10)"
_ON = f"{PREFIX}on_insert"
logger = log.get(__name__)


def places(team: int, before: str | None = None) -> tuple[int, int]:
    """The first and the last place of the team, by its number here; the last that a document older than the stamp or id
    `before` can have."""
    first = team << _TEAM_BITS
    time = (before or "").rpartition("_")[2][:_MS_LENGTH]
    if len(time) < _MS_LENGTH or not set(time) <= set(_DIGITS):
        return first, first + (1 << _TEAM_BITS) - 1
    ms = sum(_DIGITS.index(sign) << 5 * (_MS_LENGTH - 1 - at) for at, sign in enumerate(time))
    return first, first + (min(max(ms - _EPOCH_MS, 0), _MAX_MS) << _SLOT_BITS) + SLOTS - 1


def _first_place(document_id: str, team: str) -> str:
    """In SQL, where the team's documents begin that were made in the same millisecond: in `SLOTS` places, as they came.

    A greater place is a newer document.
    """
    signs = (f"substr({document_id}, instr({document_id}, '_') + {at + 1}, 1)" for at in range(_MS_LENGTH))
    digits = (f"(instr('{_DIGITS}', {sign}) - 1 << {5 * (_MS_LENGTH - 1 - at)})" for at, sign in enumerate(signs))
    ms = f"min(max({' + '.join(digits)} - {_EPOCH_MS}, 0), {_MAX_MS})"
    return f"({team} << {_TEAM_BITS}) + ({ms} << {_SLOT_BITS})"


def _tables() -> dict[str, str]:
    # Only what a document lacks of a row's number that VACUUM leaves alone. The letters are kept without the text and
    # without their order: whatever is found is compared with the document itself.
    return {
        "search_teams": "CREATE TABLE search_teams (team INTEGER PRIMARY KEY, team_id VARCHAR(40) NOT NULL UNIQUE)",
        "search_places": (
            "CREATE TABLE search_places (place INTEGER PRIMARY KEY, document_id VARCHAR(40) NOT NULL UNIQUE)"
        ),
        "search_letters": (
            "CREATE VIRTUAL TABLE search_letters USING fts5("
            "text, content='', columnsize=0, detail=none, tokenize='trigram case_sensitive 1')"
        ),
        "search_threes": "CREATE VIRTUAL TABLE search_threes USING fts5vocab('search_letters', 'row')",
    }


def _triggers() -> dict[str, str]:
    first = _first_place("new.id", "(SELECT team FROM search_teams WHERE team_id = new.team_id)")
    free = (
        f"SELECT CASE WHEN NOT EXISTS (SELECT 1 FROM search_places WHERE place = {first}) THEN {first} ELSE "
        "(SELECT min(taken.place) + 1 FROM search_places AS taken "
        f"WHERE taken.place >= {first} AND NOT EXISTS (SELECT 1 FROM search_places WHERE place = taken.place + 1)) END"
    )
    add = (
        f"INSERT INTO search_letters (rowid, text) SELECT place, new.{_TEXT} "
        "FROM search_places WHERE document_id = new.id;"
    )
    remove = (
        f"INSERT INTO search_letters (search_letters, rowid, text) SELECT 'delete', place, old.{_TEXT} "
        "FROM search_places WHERE document_id = old.id;"
    )
    return {
        _ON: (
            f"CREATE TRIGGER {_ON} AFTER INSERT ON documents BEGIN "
            "INSERT INTO search_teams (team_id) SELECT new.team_id "
            "WHERE NOT EXISTS (SELECT 1 FROM search_teams WHERE team_id = new.team_id); "
            f"INSERT INTO search_places (place, document_id) VALUES (({free}), new.id); {add} END"
        ),
        "search_on_update": (
            "CREATE TRIGGER search_on_update AFTER UPDATE OF search_text ON documents "
            f"WHEN old.search_text <> new.search_text BEGIN {remove} {add} END"
        ),
        "search_on_delete": (
            "CREATE TRIGGER search_on_delete AFTER DELETE ON documents BEGIN "
            f"{remove} DELETE FROM search_places WHERE document_id = old.id; END"
        ),
    }


def is_kept(connection: Connection) -> bool:
    """There is an index, and it is kept."""
    kept = "SELECT 1 FROM sqlite_master WHERE type = 'trigger' AND name = :name"
    return connection.execute(sa.text(kept), {"name": _ON}).first() is not None


def bring_up_to_date(connection: Connection) -> None:
    """In a writing transaction on SQLite: make the index, unless all of it is there and as it should be.

    Where this SQLite cannot (it needs FTS5 with trigrams, 3.34), the search reads the texts, and the log says so.
    """
    wanted = _tables() | _triggers()
    found = _found(connection)
    if not _can_index():
        logger.warning("search_not_indexed", sqlite=sqlite3.sqlite_version)
        # Whatever another SQLite made; its tables can not even be dropped without FTS5.
        for name in found.keys() & _triggers().keys():
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
    elif not sa.inspect(connection).has_table("documents"):
        drop(connection)
    elif found != wanted:
        drop(connection)
        for statement in wanted.values():
            connection.exec_driver_sql(statement)
        _fill(connection)


def _can_index() -> bool:
    try:
        with sqlite3.connect(":memory:") as scratch:
            scratch.execute("CREATE VIRTUAL TABLE letters USING fts5(text, detail=none, tokenize='trigram')")
    except sqlite3.OperationalError:
        return False
    finally:
        scratch.close()
    return True


def _found(connection: Connection) -> dict[str, str]:
    names = [*_tables(), *_triggers()]
    known = sa.text("SELECT name, sql FROM sqlite_master WHERE name IN :names")
    asked = known.bindparams(sa.bindparam("names", names, expanding=True))
    return {name: sql for name, sql in connection.execute(asked).all()}  # noqa: C416  # mypy knows no type of the rows


def drop(connection: Connection) -> None:
    """In a writing transaction: remove all of the index, until it is next brought up to date."""
    found = _found(connection)
    for name in reversed([*_tables(), *_triggers()]):
        if name in found:
            connection.exec_driver_sql(f"DROP {'TRIGGER' if name in _triggers() else 'TABLE'} {name}")


def _fill(connection: Connection) -> None:
    """What the triggers would have made of all documents, one after the other."""
    connection.exec_driver_sql("INSERT INTO search_teams (team_id) SELECT DISTINCT team_id FROM documents")
    # Where a place is taken, the next one: each stands as far off as any before it pushes it.
    connection.exec_driver_sql(
        "INSERT INTO search_places (place, document_id) "
        "SELECT rank + max(first - rank) OVER (PARTITION BY team ORDER BY rank ROWS UNBOUNDED PRECEDING), id FROM "
        "(SELECT id, team, first, row_number() OVER (PARTITION BY team ORDER BY first, id) AS rank FROM "
        f"(SELECT id, team, {_first_place('id', 'team')} AS first FROM documents JOIN search_teams USING (team_id)))"
    )
    connection.exec_driver_sql(
        f"INSERT INTO search_letters (rowid, text) SELECT place, {_TEXT} FROM search_places "
        "JOIN documents ON documents.id = document_id ORDER BY place"
    )
