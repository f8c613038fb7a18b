"""How migrations run: one at a time, in one transaction, on SQLite and PostgreSQL alike."""

from typing import Any

import sqlalchemy as sa
from alembic import context

from app.core.db import ExactText, Moment, db, writing_connection
from app.documents import search_index

# Any number, the same in every process: two that start together take turns.
LOCK = 7_229_245


def render_item(kind: str, value: Any, _autogen_context: Any) -> str | bool:
    """Write own column types as plain SQLAlchemy, so that an old migration never imports today's application."""
    if kind == "type" and isinstance(value, Moment):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(value, ExactText):
        return "sa.String(40)"
    return False


def include_object(_thing: Any, name: str | None, kind: str, _reflected: bool, _other: Any) -> bool:
    # The index of the search is not everywhere, so no model has it; on SQLite it is made of tables.
    if kind == "table" and (name or "").startswith(search_index.PREFIX):
        return False
    return (kind, name) not in {("table", "alembic_version"), ("index", "ix_documents_search")}


def run() -> None:
    engine = db.engine
    is_sqlite = engine.dialect.name == "sqlite"
    with engine.connect() as raw:
        if is_sqlite:
            # A batch migration copies the table and drops the old one, which would delete every child row. Inside a
            # transaction the pragma is ignored, so it is set on the bare connection.
            raw.connection.dbapi_connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]
        with writing_connection(raw) as connection:
            if not is_sqlite:
                connection.execute(sa.text(f"SELECT pg_advisory_xact_lock({LOCK})"))
            context.configure(
                connection=connection,
                target_metadata=db.metadata,
                render_item=render_item,
                include_object=include_object,
                render_as_batch=is_sqlite,
                compare_type=True,
                transactional_ddl=True,
            )
            context.run_migrations()
            if is_sqlite:
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
                if broken:
                    raise RuntimeError(f"the migration leaves {len(broken)} rows without their parent")
                search_index.bring_up_to_date(connection)
        if is_sqlite:
            raw.connection.dbapi_connection.execute("PRAGMA foreign_keys=ON")  # type: ignore[union-attr]


run()
