"""Fixtures for the whole suite: one app for each database, a clean one for each test, teams that call it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from flask import Flask
from flask_migrate import upgrade

from app import create_app
from app.core.db import db, transaction
from app.llm.settings import LLMSettings
from tests.callers import Api, NewTeam, add_team, settings
from tests.wire.server import VendorServer

POSTGRES_URL = os.environ.get("SAYBILL_TEST_POSTGRES_URL", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres")


@pytest.fixture(scope="session")
def postgres_url(worker_id: str) -> Iterator[str | None]:
    """A database of this test process's own; None where no PostgreSQL answers."""
    with _new_postgres(f"saybill_test_{worker_id}_{os.getpid()}") as url:
        yield url


@pytest.fixture
def empty_postgres_url(worker_id: str) -> Iterator[str | None]:
    """A database without any table, for one test; None where no PostgreSQL answers."""
    with _new_postgres(f"saybill_empty_{worker_id}_{os.getpid()}") as url:
        yield url


@contextmanager
def _new_postgres(name: str) -> Iterator[str | None]:
    server = sa.create_engine(POSTGRES_URL, isolation_level="AUTOCOMMIT", connect_args={"connect_timeout": 2})
    try:
        with server.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
    except sa.exc.OperationalError:
        yield None
        return
    yield server.url.set(database=name).render_as_string(hide_password=False)
    with server.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    server.dispose()


@pytest.fixture(scope="session")
def worker_id(request: pytest.FixtureRequest) -> str:
    """As pytest-xdist has it, also without xdist."""
    return os.environ.get("PYTEST_XDIST_WORKER", "main")


@pytest.fixture(scope="session")
def apps(tmp_path_factory: pytest.TempPathFactory, postgres_url: str | None) -> Iterator[dict[str, Flask]]:
    """One app for each database that answers, migrated."""
    folder = tmp_path_factory.mktemp("data")
    made = {"sqlite": create_app(settings(folder))}
    if postgres_url:
        made["postgresql"] = create_app(settings(folder, database_url=postgres_url))
    for app in made.values():
        with app.app_context():
            upgrade()
    yield made
    for app in made.values():
        with app.app_context():
            db.engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def app(request: pytest.FixtureRequest, apps: dict[str, Flask]) -> Iterator[Flask]:
    """The app on an empty database; each test that uses it runs on SQLite and on PostgreSQL."""
    app = apps.get(request.param)
    if app is None:
        pytest.skip("no PostgreSQL answers; set SAYBILL_TEST_POSTGRES_URL")
    yield app
    wipe(app)


@pytest.fixture
def sqlite_app(apps: dict[str, Flask]) -> Iterator[Flask]:
    """The app on an empty SQLite database, for tests that have nothing to do with the database."""
    yield apps["sqlite"]
    wipe(apps["sqlite"])


def wipe(app: Flask) -> None:
    """Empty all tables and forget all counted requests."""
    with app.app_context(), transaction():
        for table in reversed(db.metadata.sorted_tables):
            db.session.execute(table.delete())
    for limiter in app.extensions["limiter"]:
        limiter.reset()


@pytest.fixture
def new_team(app: Flask) -> NewTeam:
    """Makes a team and its caller: `new_team(currency="EUR")`."""
    return lambda **changes: add_team(app, **changes)


@pytest.fixture
def api(app: Flask) -> Api:
    """A caller with a read and write token of a fresh team."""
    return add_team(app)


@pytest.fixture
def vendor(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[VendorServer]:
    """A local server that speaks the vendors' wire formats; the app's model calls go there."""
    with VendorServer() as server:
        urls = {"openai": server.openai_url, "google": server.gemini_url}
        monkeypatch.setitem(app.extensions, "saybill.llm", LLMSettings(base_urls=urls, timeout_s=5))
        yield server
