"""The indexes of the lists: they are used, and a search that reads one finds what a plain reading finds."""

import re
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.accounts.models import Team
from app.core import clock
from app.core.db import db, transaction
from app.core.http.pagination import Window
from app.documents import search
from app.documents.models import Document
from app.documents.queries import list_documents
from tests.callers import Api, add_team

_NOTES = (
    "100%_off today",
    "a_b/c\\d",
    "Grüße aus ŁÓDŹ",
    "Straße 1, Siân O'Brien",
    "🎨🎨 paint",
    "東京都 渋谷区",
    "aaab aab ab",
)
_TERMS = st.text(alphabet="ab1%_/\\ '🎨ßłó東京*\"", min_size=1, max_size=6) | st.builds(
    lambda text, start, length: text[start : start + length] or "a",
    st.sampled_from(_NOTES),
    st.integers(0, 12),
    st.integers(1, 9),
)


def _plan(api: Api, kind: str | None, filters: dict[str, Any]) -> str:
    select = list_documents(db.session.get_one(Team, api.team_id), kind, filters, clock.today("UTC"))
    wanted = select.order_by(Document.id.desc()).limit(21)
    with db.engine.connect() as connection:
        compiled = wanted.compile(db.engine, compile_kwargs={"render_postcompile": True})
        values = tuple(compiled.params[name] for name in compiled.positiontup or ())
        return str(connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}", values).fetchall())


@pytest.mark.parametrize(
    ("filters", "index"),
    [
        ({}, "ix_documents_team_type_id"),
        ({"status": "unpaid"}, "ix_documents_unpaid"),
        ({"status": "overdue"}, "ix_documents_unpaid"),
        ({"status": "void"}, "ix_documents_team_type_status_id"),
    ],
)
def test_sqlite_reads_the_index_and_sorts_nothing(filters: dict[str, Any], index: str, sqlite_app: Flask) -> None:
    api = add_team(sqlite_app)
    with sqlite_app.app_context(), transaction(writing=False):
        plan = _plan(api, "invoice", filters)
    assert index in plan
    assert "TEMP B-TREE" not in plan


def test_a_search_by_index_finds_what_a_plain_reading_finds(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "SAMPLE", 1)  # On a table this small neither would take the index by itself.
    monkeypatch.setattr(search, "_FREQUENT", 2)
    api = add_team(app)
    texts = {api.invoice(title=f"Nr. {number}", notes=note)["id"]: note for number, note in enumerate(_NOTES)}

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(_TERMS, st.integers(0, len(_NOTES)), st.none() | st.integers(1, len(_NOTES)))
    def check(term: str, start: int, limit: int | None) -> None:
        with app.app_context(), transaction(writing=False):
            if db.engine.dialect.name == "postgresql":
                for way in ("seqscan", "indexscan"):
                    db.session.execute(sa.text(f"SET LOCAL enable_{way} = off"))
            kept = dict(db.session.execute(sa.select(Document.id, Document.search_text)).all())
            team, before = db.session.get_one(Team, api.team_id), sorted(texts)[start] if start < len(texts) else None
            window = Window(before, limit) if limit else None
            select = list_documents(team, "invoice", {"search": term}, clock.today("UTC"), window)
            found = db.session.scalars(select.order_by(Document.id.desc())).all()
        assert kept.keys() == texts.keys()
        wanted = [key for key in sorted(kept, reverse=True) if term.casefold() in kept[key]]
        if window:
            wanted = [key for key in wanted if before is None or key < before][: window.limit]
            found = [document for document in found if before is None or document.id < before][: window.limit]
        assert [document.id for document in found] == wanted

    check()


def test_postgresql_has_the_index_of_the_search(app: Flask) -> None:
    with app.app_context(), transaction(writing=False):
        if db.engine.dialect.name != "postgresql":
            pytest.skip("SQLite reads the texts")
        db.session.execute(sa.text("SET LOCAL enable_seqscan = off"))
        plan = db.session.execute(sa.text("EXPLAIN SELECT id FROM documents WHERE search_text LIKE '%okafor%'"))
        assert "ix_documents_search" in str(plan.all())


def test_postgresql_asks_its_index_for_the_part_of_a_number_that_is_rare(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of it, with the year that stands in a million texts, took fifty times as long."""
    monkeypatch.setattr(search, "SAMPLE", 1)
    api = add_team(app)
    api.invoice()
    with app.app_context(), transaction(writing=False):
        if db.engine.dialect.name != "postgresql":
            pytest.skip("SQLite has an index of its own")
        team = db.session.get_one(Team, api.team_id)
        select = list_documents(team, "invoice", {"search": "INV-2025-0350769"}, clock.today("UTC"), Window(None, 21))
        compiled = select.compile(db.engine, compile_kwargs={"literal_binds": True})
    assert re.findall(r"(\w+) LIKE '%+' \|\| '(.*?)'", str(compiled)) == [("search_text", "0350769")]
