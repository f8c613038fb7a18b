"""GET /invoices and its export with a million invoices in one team, on SQLite and, where it answers, PostgreSQL.

    python benchmarks/invoices_list.py [--rows 1000000]

The whole request inside the service, by cursor, in shuffled rounds. Goals: each at most 20 ms (p95) and read by an
index; the export of 100,000 rows in flat memory. SQLite is never analysed here, as in production.
"""

import argparse
import base64
import os
import random
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa
from _many_invoices import insert
from _percentile import percentile
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import event

from app import create_app
from app.core import log
from app.core.db import db, transaction, writing_connection
from app.documents import search_index
from app.documents.models import Document
from app.server import settle_memory
from tests.callers import Api, add_team, settings

POSTGRES_URL = os.environ.get("SAYBILL_TEST_POSTGRES_URL", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres")
PAGES_DEEP = 10_000
PER_PAGE = 20
EXPORTED = 100_000
ROUNDS = 100
WARM_UP = 10
GOAL_MS = 20
# What takes this long is asked a few times only.
HOPELESS_MS = 500
FEW = 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    rows = parser.parse_args().rows
    log.configure("WARNING")
    with TemporaryDirectory(prefix="saybill-bench-") as folder, _postgres() as postgres_url:
        sqlite = replace(settings(Path(folder)), rate_limit="1000000/minute")
        _measure("SQLite", create_app(sqlite), rows)
        if postgres_url:
            _measure("PostgreSQL", create_app(replace(sqlite, database_url=postgres_url)), rows)
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
    try:
        yield server.url.set(database=name).render_as_string(hide_password=False)
    finally:
        with server.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")


def _measure(name: str, app: Flask, rows: int) -> None:
    with app.app_context():
        upgrade()
    api = add_team(app)
    started = time.perf_counter()
    with app.app_context():
        _insert(api.team_id, rows)
    print(f"{name}: {rows:,} invoices, written in {time.perf_counter() - started:.0f} s", flush=True)
    settle_memory()
    queries = _queries(app, rows)
    for what, query in queries.items():
        _print_plan(app, api, what, query)
    _print_times(api, queries)
    _print_posts(api)
    _print_export(app, api, rows)


def _insert(team_id: str, rows: int) -> None:
    if db.engine.dialect.name == "postgresql":
        insert(db.engine, team_id, rows)
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")  # Its autovacuum does so; SQLite has nobody who would.
        return
    # So many at once are indexed faster afterwards, as by a migration.
    with db.engine.connect() as raw, writing_connection(raw) as connection:
        search_index.drop(connection)
    insert(db.engine, team_id, rows)
    with db.engine.connect() as raw, writing_connection(raw) as connection:
        search_index.bring_up_to_date(connection)


def _queries(app: Flask, rows: int) -> dict[str, str]:
    pages = min(PAGES_DEEP, rows // PER_PAGE // 2)
    deep = sa.select(Document.id).order_by(Document.id.desc()).offset(pages * PER_PAGE).limit(1)
    some = sa.select(Document.number).where(Document.number.is_not(None)).order_by(Document.id).offset(rows // 3)
    with app.app_context(), transaction(writing=False):
        last_id = db.session.scalars(deep).one()
        number = db.session.scalars(some.limit(1)).one()
    cursor = base64.urlsafe_b64encode(last_id.encode()).decode().rstrip("=")
    return {
        "first page": "cursor=",
        "unpaid": "cursor=&status=unpaid",
        "void": "cursor=&status=void",
        f"{pages:,} pages deep": f"cursor={cursor}",
        "deep and unpaid": f"cursor={cursor}&status=unpaid",
        **{
            f"search {text!r}": f"cursor=&search={quote(text)}"
            for text in ("consulting", "müller robotics", "design 321", number, "nowhere", "qz")
        },
    }


def _print_plan(app: Flask, api: Api, what: str, query: str) -> None:
    seen: list[tuple[str, Any]] = []
    with app.app_context():
        engine = db.engine

        def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
            if "FROM documents" in statement:
                seen.append((statement, parameters))

        event.listen(engine, "before_cursor_execute", note)
        assert api.get(f"/invoices?{query}").status_code == 200
        event.remove(engine, "before_cursor_execute", note)
        is_sqlite = engine.dialect.name == "sqlite"
        how = "EXPLAIN QUERY PLAN" if is_sqlite else "EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF)"
        with engine.connect() as connection:
            for statement, parameters in seen:
                lines = [str(row[-1]) for row in connection.exec_driver_sql(f"{how} {statement}", parameters)]
                told = [line.strip(" ->") for line in lines if re.search(r"SCAN|SEARCH|Scan|Execution", line)]
                print(f"  {what}: {'; '.join(told)}", flush=True)


def _print_times(api: Api, queries: dict[str, str]) -> None:
    taken: dict[str, list[float]] = {what: [] for what in queries}
    own: dict[str, list[float]] = {what: [] for what in queries}
    for number in range(WARM_UP + ROUNDS):
        for what in random.sample([*queries], len(queries)):
            if number >= FEW and taken[what] and taken[what][0] > HOPELESS_MS:
                continue
            started, started_own = time.perf_counter(), time.process_time()
            assert api.get(f"/invoices?{queries[what]}").status_code == 200
            duration_ms = (time.perf_counter() - started) * 1000
            if number >= WARM_UP or duration_ms > HOPELESS_MS:
                taken[what].append(duration_ms)
                own[what].append((time.process_time() - started_own) * 1000)
    print(f"  {ROUNDS} requests each, in ms          median      p95      p95 of this process's own work")
    for what, durations in taken.items():
        p95, p95_own = percentile(durations, 95), percentile(own[what], 95)
        verdict = "" if p95 <= GOAL_MS else "   over the goal"
        print(f"  {what:28} {median(durations):11.2f} {p95:9.2f} {p95_own:9.2f}{verdict}")


def _print_posts(api: Api) -> None:
    taken = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        api.invoice()
        taken.append((time.perf_counter() - started) * 1000)
    print(f"  {'POST /invoices':28} {median(taken):11.2f} {percentile(taken, 95):9.2f}", flush=True)


def _print_export(app: Flask, api: Api, rows: int) -> None:
    """The newest of them, by their day of issue."""
    select = sa.select(Document.issued_at).order_by(Document.id.desc()).offset(min(EXPORTED, rows - 1)).limit(1)
    with app.app_context(), transaction(writing=False):
        first = db.session.scalars(select).one()
    started, before = time.perf_counter(), _rss_mb()
    answer = api.get(f"/invoices/export?from={first}", buffered=False)
    lines, peak = 0, before
    for portion in answer.iter_encoded():
        lines += portion.count(b"\n")
        peak = max(peak, _rss_mb())
    answer.close()
    seconds = time.perf_counter() - started
    print(f"  export: {lines - 1:,} rows in {seconds:.1f} s, memory {before:.0f} MB, at most {peak - before:+.1f} MB")


def _rss_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    main()
