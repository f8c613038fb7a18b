"""The database: base class, column types, connection rules and the one edge that commits."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from datetime import UTC, datetime
from decimal import Decimal
from threading import Lock
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event
from sqlalchemy.engine import Connection, Dialect, Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column, registry

from app.core import money
from app.core.config import Settings

_NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Moment(sa.types.TypeDecorator[datetime]):
    """An aware moment, kept in UTC. SQLite would drop the zone; a naive value is a programmer's error."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


class ExactText(sa.types.TypeDecorator[Decimal]):
    """A decimal kept as text, because SQLite's NUMERIC is a float. For quantities, prices and rates, not for sums."""

    impl = sa.String(40)
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        return None if value is None else money.format_decimal(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class Base(DeclarativeBase):
    registry = registry(
        metadata=sa.MetaData(naming_convention=_NAMING),
        # MetaData and map live on a registry: on the class itself Flask-SQLAlchemy refuses them (its issue 1361).
        type_annotation_map={datetime: Moment, Decimal: ExactText, int: sa.BigInteger},
    )


class Versioned:
    """A mixin for rows whose changes are counted: an UPDATE adds one to `version`, and fails if another came first."""

    version: Mapped[int] = mapped_column(server_default="1")

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805
        return {"version_id_col": cls.version}


db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})

_PATIENCE_MS = 15_000
_NO_PATIENCE_MS = 50
_HAS_TURN = "saybill.has_turn"
_PATIENCE = "saybill.patience_ms"
_writing: ContextVar[bool] = ContextVar("writing", default=False)
_patience_ms: ContextVar[int] = ContextVar("patience_ms", default=_PATIENCE_MS)


def init_db(app: Flask, settings: Settings) -> None:
    """Bind the database to the app, with SQLite told how to serve many writers."""
    app.config["SQLALCHEMY_DATABASE_URI"] = settings.database_url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {
        # Units are short, so a few connections serve many threads; PostgreSQL has 100 for all processes together.
        "pool_size": 8,
        "max_overflow": 12,
        "pool_timeout": 30,
        "hide_parameters": True,  # An error's text would put customers' data into the log.
        "pool_pre_ping": not settings.is_sqlite,
    }
    db.init_app(app)
    if settings.is_sqlite:
        with app.app_context():
            _tune_sqlite(db.engine)


def _tune_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # pysqlite must not begin on its own: it begins too late and loses updates
        for pragma in (f"busy_timeout={_PATIENCE_MS}", "journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    # SQLite's own waiting is a lottery of sleeps up to 100 ms; the threads of one process queue here instead.
    turn = Lock()

    @event.listens_for(engine, "checkin")
    def _give_up_the_turn(_connection: Any, record: Any) -> None:
        if record.info.pop(_HAS_TURN, False):
            turn.release()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if _writing.get():
            connection.info[_HAS_TURN] = turn.acquire(timeout=_patience_ms.get() / 1000)
        # A deferred transaction that turns to writing late fails at once with "database is locked", however long the
        # busy timeout; and a reader that begins IMMEDIATE waits behind every writer. So the unit says what it will do.
        if connection.info.get(_PATIENCE, _PATIENCE_MS) != _patience_ms.get():
            connection.info[_PATIENCE] = _patience_ms.get()
            connection.exec_driver_sql(f"PRAGMA busy_timeout={_patience_ms.get()}")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if _writing.get() else "BEGIN")


@contextmanager
def transaction(*, writing: bool = True) -> Iterator[None]:
    """The edge: one unit of work, committed at the end, rolled back on any error. HTTP views, jobs and commands use it.

    It does not nest.
    """
    if db.session().in_transaction():
        raise RuntimeError("a transaction is open already; services flush, only the edge commits")
    token = _writing.set(writing)
    try:
        yield
        db.session.commit()
    finally:
        _writing.reset(token)
        db.session.remove()


@contextmanager
def side_note() -> Iterator[None]:
    """A transaction for what is nice to have: given up at once when SQLite is busy, and on any database error."""
    token = _patience_ms.set(_NO_PATIENCE_MS)
    try:
        with suppress(SQLAlchemyError), transaction():
            yield
    finally:
        _patience_ms.reset(token)


def take_turns(lock: int) -> None:
    """In a writing transaction: others who take the same turn wait for its end. On SQLite a writer is alone anyway."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(sa.select(sa.func.pg_advisory_xact_lock(lock)))


def plan_by_values() -> None:
    """In a transaction: PostgreSQL plans each statement for its very values, not once for all that may come.

    For where the best plan depends on how many rows a value finds.
    """
    if db.engine.dialect.name == "postgresql":
        db.session.execute(sa.text("SET LOCAL plan_cache_mode = force_custom_plan"))


@contextmanager
def writing_connection(connection: Connection) -> Iterator[Connection]:
    """A connection in a writing transaction of its own, for migrations: on SQLite others wait from its first moment."""
    token = _writing.set(True)
    try:
        with connection.begin():
            yield connection
    finally:
        _writing.reset(token)


@contextmanager
def paused_transaction(*, keep_writes: bool = False) -> Iterator[None]:
    """Around a slow call (a model, a PDF): ends the reading part, and what follows begins anew.

    So no connection and no lock is held meanwhile. RuntimeError when something was written before, as that could no
    longer be undone; `keep_writes` says that it stands even if the slow call fails. Objects read before are read again
    when they are next touched.
    """
    session = db.session()
    has_written = session.new or session.dirty or session.deleted or session.info.get(_FLUSHED)
    if has_written and not keep_writes:
        raise RuntimeError("nothing may be written before a slow call")
    session.commit()
    session.expire_all()
    yield
    if session.in_transaction():
        raise RuntimeError("the database was touched during a slow call")


@contextmanager
def glance() -> Iterator[None]:
    """Reads while no transaction is open, in one that ends with the block and takes no writer's turn.

    For what a slow reckoning needs before the writing begins. Objects that were read stay as they are.
    """
    if db.session().in_transaction():
        raise RuntimeError("a transaction is open already; read in that one")
    token = _writing.set(False)
    try:
        yield
        db.session.commit()
    finally:
        _writing.reset(token)


_FLUSHED = "saybill.flushed"


@event.listens_for(db.session, "after_flush")
def _note_flush(session: Any, _context: Any) -> None:
    session.info[_FLUSHED] = True


@event.listens_for(db.session, "after_commit")
def _forget_flush(session: Any) -> None:
    session.info.pop(_FLUSHED, None)


@event.listens_for(db.session, "after_rollback")
def _drop_unit(session: Any) -> None:
    session.info.pop(_FLUSHED, None)


def begin_writing() -> None:
    """Call first thing in a GET that will write after all, before any query of it."""
    if db.session().in_transaction():
        raise RuntimeError("too late: the unit has begun as a reading one")
    _writing.set(True)
