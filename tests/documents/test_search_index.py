"""SQLite's index of the search: it always knows what the documents say, and finds what a plain reading finds."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations
from flask import Flask
from flask_migrate import downgrade, upgrade
from structlog.testing import capture_logs

from app import create_app
from app.accounts.models import Team
from app.core import clock
from app.core.db import db, transaction, writing_connection
from app.core.http.pagination import Window
from app.documents import search, search_index
from app.documents.models import Document
from app.documents.queries import list_documents
from tests.callers import Api, add_team, settings

# Enough for the index to be asked: a team with fewer documents has its texts read.
_FEW = 3


@pytest.fixture(autouse=True)
def asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The index is asked in a team of few documents too, however frequent the word."""
    monkeypatch.setattr(search, "SAMPLE", _FEW)
    monkeypatch.setattr(search, "_FREQUENT", _FEW + 1)


@pytest.fixture
def own_app(tmp_path: Path) -> Iterator[Flask]:
    """An app on a database of its own, for what changes its tables."""
    app = create_app(settings(tmp_path))
    _start(app)
    yield app
    with app.app_context():
        db.engine.dispose()


def _start(app: Flask) -> None:
    """As every start does."""
    with app.app_context():
        upgrade()


def _letters_found(app: Flask, three: str) -> set[str]:
    """The ids under which the index has these letters."""
    asked = sa.text(
        "SELECT document_id FROM search_letters JOIN search_places ON place = search_letters.rowid "
        "WHERE search_letters MATCH :three"
    )
    with app.app_context(), transaction(writing=False):
        return set(db.session.scalars(asked, {"three": f'"{three}"'}))


def _titles(api: Api, needle: str) -> list[str]:
    answer: Any = api.get("/invoices", query_string={"search": needle, "cursor": ""})
    assert answer.status_code == 200, answer.text
    return [invoice["title"] for invoice in answer.json["invoices"]]


def test_the_index_follows_every_change(sqlite_app: Flask) -> None:
    api = add_team(sqlite_app)
    ids = [api.invoice(title=f"Alpha {number}")["id"] for number in range(_FEW)]
    assert _letters_found(sqlite_app, "lph") == set(ids)
    api.patch(f"/invoices/{ids[0]}", {"title": "Omega"})
    assert _letters_found(sqlite_app, "lph") == set(ids[1:])
    assert _letters_found(sqlite_app, "meg") == {ids[0]}
    api.delete(f"/invoices/{ids[1]}")
    assert _letters_found(sqlite_app, "lph") == {ids[2]}
    number = api.post(f"/invoices/{ids[2]}/issue").json["invoice"]["number"]  # type: ignore[index]
    assert _letters_found(sqlite_app, number[-3:]) >= {ids[2]}


def test_a_team_that_goes_leaves_nothing_in_the_index(sqlite_app: Flask) -> None:
    api = add_team(sqlite_app)
    api.invoice(title="Alpha")
    with sqlite_app.app_context(), transaction():
        db.session.execute(sa.delete(Team).where(Team.id == api.team_id))
    assert _letters_found(sqlite_app, "lph") == set()


def test_nothing_of_another_team_is_found(sqlite_app: Flask) -> None:
    first, second = add_team(sqlite_app), add_team(sqlite_app)
    for number in range(_FEW):
        first.invoice(title=f"Alpha {number}")
        second.invoice(title=f"Beta {number}")
    assert _titles(first, "beta") == _titles(second, "lp") == []
    assert _titles(second, "beta") == ["Beta 2", "Beta 1", "Beta 0"]


@pytest.mark.parametrize("needle", ["qz", "q", "!", "%_", "東", "🎨x"])
def test_needles_shorter_than_three_letters_are_found(needle: str, sqlite_app: Flask) -> None:
    api = add_team(sqlite_app)
    for title in ("aaa QZ bbb", "qqz", "ends with !", "100%_", "東京", "🎨X", "nothing"):
        api.invoice(title=title, from_details=[], issued_at="2026-01-01")
    with sqlite_app.app_context(), transaction(writing=False):
        texts = db.session.execute(sa.select(Document.title, Document.search_text).order_by(Document.id.desc())).all()
    assert _titles(api, needle) == [title for title, text in texts if needle in text] != []


def test_pages_of_a_search_follow_each_other_without_a_gap_whenever_their_documents_were_made(
    sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some in one millisecond, some by a clock that went backwards."""
    api = add_team(sqlite_app)
    times = ["01m8jjpyk8", "01m8jjpyk8", "01m8jjpyka", "01m8jjpyk9", "01m8jjpyk8", "01m8jjpyka", "01m8jjpyk7"]
    stamps = iter(f"{time}{letter}xyet4h5avphgaj4" for time, letter in zip(times, "spqrtna", strict=True))
    monkeypatch.setattr("app.documents.service.new_id", lambda prefix: f"{prefix}_{next(stamps)}")
    made = [api.invoice(title="Alpha")["id"] for _ in times]
    walked: list[str] = []
    cursor = ""
    while cursor is not None:
        answer: Any = api.get("/invoices", query_string={"search": "alpha", "cursor": cursor, "per_page": 2}).json
        walked += [invoice["id"] for invoice in answer["invoices"]]
        cursor = answer["pagination"]["next_cursor"]
    assert walked == sorted(made, reverse=True)


def test_more_documents_of_one_millisecond_than_have_a_place_are_all_found(
    own_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    api = add_team(own_app)
    stamps = iter(f"01m8jjpyk{time}{number:016}" for time in (8, 9) for number in range(20))
    monkeypatch.setattr("app.documents.service.new_id", lambda prefix: f"{prefix}_{next(stamps)}")
    made = {api.invoice(title="Alpha")["id"] for _ in range(40)}
    assert _letters_found(own_app, "lph") == made
    _forget_a_trigger(own_app)
    _start(own_app)
    assert _letters_found(own_app, "lph") == made
    answer: Any = api.get("/invoices", query_string={"search": "alpha", "per_page": 100}).json
    assert {invoice["id"] for invoice in answer["invoices"]} == made


def test_a_migration_that_makes_the_table_anew_leaves_the_search_whole(own_app: Flask) -> None:
    """A batch migration drops the triggers with the old table, and may write before they are back."""
    api = add_team(own_app)
    ids = [api.invoice(title=f"Alpha {number}")["id"] for number in range(_FEW)]
    with own_app.app_context(), db.engine.connect() as raw, writing_connection(raw) as connection:
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("documents", recreate="always") as batch:
            batch.add_column(sa.Column("extra", sa.Text))
        connection.exec_driver_sql("UPDATE documents SET search_text = 'omega'")
        assert not search_index.is_kept(connection)
    _start(own_app)
    assert _letters_found(own_app, "meg") == set(ids)
    assert _letters_found(own_app, "lph") == set()
    api.patch(f"/invoices/{ids[0]}", {"title": "Gamma"})
    assert _letters_found(own_app, "gam") == {ids[0]}


def test_vacuum_does_not_mislead_the_search(own_app: Flask) -> None:
    api = add_team(own_app)
    ids = [api.invoice(title=f"Alpha {number}")["id"] for number in range(2 * _FEW)]
    for gone in ids[:_FEW]:
        api.delete(f"/invoices/{gone}")
    with own_app.app_context(), db.engine.connect() as raw:
        raw.connection.dbapi_connection.execute("VACUUM")  # type: ignore[union-attr]
    assert _titles(api, "alpha") == ["Alpha 5", "Alpha 4", "Alpha 3"]


def test_downgrading_and_upgrading_again_leaves_nothing_behind(own_app: Flask) -> None:
    with own_app.app_context():
        downgrade(revision="base")
        assert [name for name in sa.inspect(db.engine).get_table_names() if name.startswith("search_")] == []
    _start(own_app)
    api = add_team(own_app)
    made = api.invoice(title="Alpha")["id"]
    assert _letters_found(own_app, "lph") == {made}


def test_without_trigrams_the_texts_are_read_and_the_log_says_so(
    own_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database came from a machine whose SQLite had them, and goes back there in the end."""
    api = add_team(own_app)
    monkeypatch.setattr(search_index, "_can_index", lambda: False)
    with capture_logs() as logs:
        _start(own_app)
    assert [entry["event"] for entry in logs] == ["search_not_indexed"]
    made = {api.invoice(title=f"Alpha {number}")["id"] for number in range(_FEW)}
    assert _titles(api, "alpha") == ["Alpha 2", "Alpha 1", "Alpha 0"]
    monkeypatch.undo()
    _start(own_app)
    assert _letters_found(own_app, "lph") == made


def test_the_second_start_leaves_the_index_as_it_is(own_app: Flask) -> None:
    api = add_team(own_app)
    api.invoice(title="Alpha")
    before = _shadow(own_app)
    _start(own_app)
    assert _shadow(own_app) == before


@pytest.mark.parametrize("needle", ["alpha", "lp"])
def test_the_plan_reads_the_letters_first_and_each_document_by_its_id(needle: str, sqlite_app: Flask) -> None:
    api = add_team(sqlite_app)
    for number in range(_FEW):
        api.invoice(title=f"Alpha {number}")
    with sqlite_app.app_context(), transaction(writing=False):
        team = db.session.get_one(Team, api.team_id)
        select = list_documents(
            team, "invoice", {"search": needle, "status": "unpaid"}, clock.today("UTC"), Window(None, 21)
        )
        compiled = (
            select.order_by(Document.id.desc())
            .limit(21)
            .compile(db.engine, compile_kwargs={"render_postcompile": True})
        )
        values = tuple(compiled.params[name] for name in compiled.positiontup or ())
        steps = db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}", values).all()
    plan = [step[-1] for step in steps]
    assert "SCAN search_letters VIRTUAL TABLE INDEX" in " ".join(plan)
    touched = [step for step in plan if "documents" in step]
    assert len(touched) == 2
    assert all(step.startswith("SEARCH") and "id=?)" in step for step in touched)


@pytest.mark.parametrize(
    "newest", [["inv-2026-0999999"], ["inv-2026-0999999 total 1769.00", "inv-2026-0999998 total 76.50"]]
)
def test_of_a_number_its_own_end_is_asked_for_not_its_year(newest: list[str]) -> None:
    """Its year, and the "-03" that all numbers of its time have, are in none of the newest texts, and yet in many."""
    assert set(search._rarest("inv-2025-0350769", newest)) == {"769", "076", "507", "350"}


def _forget_a_trigger(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as raw, writing_connection(raw) as connection:
        connection.exec_driver_sql("DROP TRIGGER search_on_insert")


def _shadow(app: Flask) -> list[Any]:
    with app.app_context(), transaction(writing=False):
        return list(db.session.execute(sa.text("SELECT id, block FROM search_letters_data ORDER BY id")).all())
