"""GET /prompts with 100 and with 10,000 saved prompts under 50 labels, on SQLite and, where it answers, PostgreSQL.

The whole request inside the service, in shuffled rounds. Goal: the list at most 15 ms (p95), and flat: 10,000 prompts
take about as long as 100. The filters are shown beside it; `content` reads all texts, so it grows with them.
"""

import os
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import sqlalchemy as sa
from _percentile import percentile
from flask import Flask
from flask_migrate import upgrade

from app import create_app
from app.accounts.models import Team
from app.core import log
from app.core.db import db, transaction
from app.prompts import service
from tests.callers import Api, add_team, settings

POSTGRES_URL = os.environ.get("SAYBILL_TEST_POSTGRES_URL", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres")
SIZES = (100, 10_000)
LABELS = [{"name": f"Label {number}", "color": f"#0000{number:02x}"} for number in range(50)]
QUERIES = {
    "the list": "",
    "page 5 of the list": "?page=5",
    "label": "?label=Label 7",
    "no label": "?label=__no_label__",
    "content": "?content=CONSULTING 42",
}
ROUNDS = 200
WARM_UP = 10


def main() -> None:
    log.configure("WARNING")
    with TemporaryDirectory(prefix="saybill-bench-") as folder, _postgres() as postgres_url:
        sqlite = replace(settings(Path(folder)), rate_limit="1000000/minute")
        _measure("SQLite", create_app(sqlite))
        if postgres_url:
            _measure("PostgreSQL", create_app(replace(sqlite, database_url=postgres_url)))
        else:
            print("no PostgreSQL answers; set SAYBILL_TEST_POSTGRES_URL")


@contextmanager
def _postgres() -> Iterator[str | None]:
    """The address of an empty database that is dropped in the end; None where no PostgreSQL answers."""
    server = sa.create_engine(POSTGRES_URL, isolation_level="AUTOCOMMIT", connect_args={"connect_timeout": 2})
    name = f"saybill_bench_{os.getpid()}"
    try:
        with server.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
    except sa.exc.OperationalError:
        yield None
        return
    yield server.url.set(database=name).render_as_string(hide_password=False)
    with server.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")


def _measure(name: str, app: Flask) -> None:
    with app.app_context():
        upgrade()
    teams = {size: _team(app, size) for size in SIZES}
    ways = [(size, what) for size in SIZES for what in QUERIES]
    taken: dict[tuple[int, str], list[float]] = {way: [] for way in ways}
    for number in range(WARM_UP + ROUNDS):
        for size, what in random.sample(ways, len(ways)):
            started = time.perf_counter()
            answer = teams[size].get(f"/prompts{QUERIES[what]}")
            duration_ms = (time.perf_counter() - started) * 1000
            assert answer.status_code == 200
            if number >= WARM_UP:
                taken[size, what].append(duration_ms)
    print(f"{name}: {ROUNDS} requests each, in ms     median      p95")
    for (size, what), durations in taken.items():
        print(f"  {size:6} prompts, {what:20} {median(durations):9.2f} {percentile(durations, 95):9.2f}")
    few, many = (percentile(taken[size, "the list"], 95) for size in SIZES)
    print(f"  p95 of the list: {many:.1f} ms with 10,000 (goal 15), {many / few:.2f} × that with 100")


def _team(app: Flask, size: int) -> Api:
    """A caller whose team has that many prompts; each fifth is without a label, the others have one to three."""
    api = add_team(app)
    text = "{{hours | 10}} hours of consulting at $150/hour for {{client}}, due in 30 days. " * 3
    new = [
        service.NewPrompt(f"{text} Consulting {number}", random.sample(LABELS, number % 5 and random.randint(1, 3)))
        for number in range(size)
    ]
    with app.app_context(), transaction():
        service.create_all(db.session.get_one(Team, api.team_id), new)
    with app.app_context(), transaction():
        db.session.execute(sa.text("ANALYZE"))
    return api


if __name__ == "__main__":
    main()
