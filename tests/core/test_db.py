"""The edge that commits, and the rules of the connection."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask_migrate import check
from werkzeug.test import TestResponse

from app.accounts.models import Team, User
from app.core.db import ExactText, Moment, db, paused_transaction, transaction
from app.core.ids import new_id
from tests.callers import add_team


def _user() -> User:
    return User(id=new_id("usr"), email=new_id("mail"), name="Ann", created_at=datetime(2026, 1, 1, tzinfo=UTC))


def _elsewhere(do: Callable[[], TestResponse]) -> TestResponse:
    """In a thread of its own, as another request would be."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(do).result(10)


def _count(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(sa.select(sa.func.count()).select_from(User)) or 0


def _add_and_fail() -> None:
    with transaction():
        db.session.add(_user())
        db.session.flush()
        raise ZeroDivisionError


def test_a_unit_of_work_is_all_or_nothing(app: Flask) -> None:
    with app.app_context():
        with pytest.raises(ZeroDivisionError):
            _add_and_fail()
        assert _count(app) == 0
        with transaction():
            db.session.add(_user())
    assert _count(app) == 1


def test_units_do_not_nest(app: Flask) -> None:
    with app.app_context(), transaction():
        db.session.execute(sa.select(1))
        with pytest.raises(RuntimeError, match="open already"), transaction():
            pass


def test_a_slow_call_holds_no_connection_and_sees_no_unsaved_work(app: Flask) -> None:
    with app.app_context(), transaction():
        db.session.scalars(sa.select(User)).all()
        with paused_transaction():
            assert not db.session().in_transaction()
        db.session.add(_user())
        with pytest.raises(RuntimeError, match="before a slow call"), paused_transaction():
            pass
        db.session.flush()
        with pytest.raises(RuntimeError, match="before a slow call"), paused_transaction():
            pass
    assert _count(app) == 1


def test_what_was_read_before_a_slow_call_is_read_again_after_it(app: Flask) -> None:
    api = add_team(app)
    with app.app_context(), transaction():
        team = db.session.get_one(Team, api.team_id)
        with paused_transaction():
            assert _elsewhere(lambda: api.patch("/teams/current", {"currency": "EUR"})).status_code == 200
        assert team.currency == "EUR"


def test_touching_the_database_during_a_slow_call_is_found_out(app: Flask) -> None:
    with app.app_context():
        with pytest.raises(RuntimeError, match="during a slow call"), transaction(), paused_transaction():
            db.session.execute(sa.select(1))
        db.session.remove()


def test_sixteen_writers_lose_nothing(app: Flask) -> None:
    api = add_team(app)

    def add_a_day(_: int) -> None:
        with app.app_context(), transaction():
            team = db.session.scalars(sa.select(Team).where(Team.id == api.team_id).with_for_update()).one()
            team.payment_terms_days += 1

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(add_a_day, range(160)))
    with app.app_context():
        assert db.session.get_one(Team, api.team_id).payment_terms_days == 190


def test_a_reader_does_not_wait_for_a_writer(app: Flask) -> None:
    api = add_team(app)
    with app.app_context(), transaction():
        db.session.get_one(Team, api.team_id).name = "Half-written"
        db.session.flush()
        read: Any = _elsewhere(lambda: api.get("/teams/current")).json
        assert read["team"]["name"] == "My team"


def test_a_side_note_gives_up_at_once_when_somebody_writes(sqlite_app: Flask) -> None:
    api = add_team(sqlite_app)
    with sqlite_app.app_context(), transaction():
        db.session.get_one(Team, api.team_id).name = "Half-written"
        db.session.flush()
        began = time.monotonic()
        read: Any = _elsewhere(lambda: api.get("/teams/current"))  # Its token is used for the first time.
        assert read.status_code == 200
        assert time.monotonic() - began < 5  # Fifteen seconds is how long a unit of work would wait.


def test_a_moment_keeps_its_instant_and_refuses_to_be_naive() -> None:
    column: Any = Moment()
    elsewhere = datetime(2026, 3, 1, 1, tzinfo=timezone(timedelta(hours=5)))
    assert column.process_bind_param(elsewhere, None) == datetime(2026, 2, 28, 20, tzinfo=UTC)
    assert column.process_result_value(datetime(2026, 1, 1), None) == datetime(2026, 1, 1, tzinfo=UTC)  # noqa: DTZ001
    with pytest.raises(ValueError, match="time zone"):
        column.process_bind_param(datetime(2026, 1, 1), None)  # noqa: DTZ001


def test_a_decimal_keeps_every_digit() -> None:
    column: Any = ExactText()
    number = Decimal("123456789012.123456")
    assert column.process_result_value(column.process_bind_param(number, None), None) == number
    assert column.process_bind_param(Decimal("1E+3"), None) == "1000"


def test_the_migrations_make_what_the_models_say(app: Flask) -> None:
    with app.app_context():
        check()
