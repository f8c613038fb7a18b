"""Finding the customer that words name among 50,000, on SQLite and, where it answers, PostgreSQL.

Only the matching, in shuffled rounds: the same name, one with a slip, a part of many names, a stranger, no customer at
all. Goal: at most 10 ms (p95) each. The names are made of a few hundred words, so that many are like each other.
"""

import os
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import product
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
from app.customers import service
from app.generation.buyers import match_buyer
from tests.callers import add_team, settings

POSTGRES_URL = os.environ.get("SAYBILL_TEST_POSTGRES_URL", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres")
SIZE = 50_000
ROUNDS = 100
WARM_UP = 5
HEADS = (
    "North South East West Blue Red Green Silver Golden Bright Global Royal First United Urban Alpine Pacific Nordic "
    "Atlantic Central Crystal Summit Harbor Prime Quantum Stellar Vertex Zenith Apex Nova"
).split()
MIDDLES = "wind stone field wood water light bridge gate land port ridge brook haven crest view point dale ford".split()
TAILS = (
    "Traders Partners Consulting Studios Media Foods Logistics Systems Labs Works Design Energy Capital Holdings "
    "Dental Gardens Motors Textiles Robotics Press Tools Travel Sports Optics Audio Bakery Brewing Cycles Flowers "
    "Printing"
).split()
FORMS = ("Inc", "LLC", "GmbH")


def main() -> None:
    log.configure("WARNING")
    with TemporaryDirectory(prefix="saybill-bench-") as folder, _postgres() as postgres_url:
        sqlite = settings(Path(folder))
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


def _names() -> list[str]:
    made = [f"{head}{middle} {tail} {form}" for head, middle, tail, form in product(HEADS, MIDDLES, TAILS, FORMS)]
    random.Random(7).shuffle(made)
    return made[:SIZE]


def _measure(name: str, app: Flask) -> None:
    with app.app_context():
        upgrade()
    many, none = add_team(app).team_id, add_team(app).team_id
    names = _names()
    with app.app_context(), transaction():
        service.put_all(db.session.get_one(Team, many), [{"company": company} for company in names])
    with app.app_context(), transaction():
        db.session.execute(sa.text("ANALYZE"))
    ways = {
        "the same name": (many, lambda: random.choice(names)),
        "a slip of the pen": (many, lambda: _slip(random.choice(names))),
        "a part of many names": (many, lambda: random.choice(HEADS) + random.choice(MIDDLES)),
        "a stranger": (many, lambda: f"{random.choice(HEADS)} Umbrella {random.choice(TAILS)} Ltd"),
        "no customers": (none, lambda: random.choice(names)),
    }
    taken: dict[str, list[float]] = {way: [] for way in ways}
    for number in range(WARM_UP + ROUNDS):
        for way in random.sample(list(ways), len(ways)):
            team_id, said = ways[way]
            duration_ms = _match(app, team_id, said())
            if number >= WARM_UP:
                taken[way].append(duration_ms)
    print(f"{name}, {len(names)} customers: {ROUNDS} matches each, in ms     median      p95")
    for way, durations in taken.items():
        print(f"  {way:24} {median(durations):9.2f} {percentile(durations, 95):9.2f}")


def _match(app: Flask, team_id: str, said: str) -> float:
    with app.app_context(), transaction(writing=False):
        team = db.session.get_one(Team, team_id)
        started = time.perf_counter()
        match_buyer(team, [{"label": "Company", "value": said, "field": "company"}])
        return (time.perf_counter() - started) * 1000


def _slip(name: str) -> str:
    place = random.randrange(1, len(name) - 5)
    return name[:place] + name[place + 1 :]


if __name__ == "__main__":
    main()
