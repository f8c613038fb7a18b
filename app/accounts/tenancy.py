"""The one helper that keeps teams apart: every select of a team's rows starts here."""

import re
from typing import Any, TypeVar

import sqlalchemy as sa

from app.accounts.models import Team
from app.core.db import db
from app.core.errors import NotFound
from app.core.http import etag

_ID = re.compile(r"[a-z]{2,8}_[0-9a-z]{26}", re.ASCII)  # What no id can be never reaches the database.
Row = TypeVar("Row", bound=Any)


def check_id(row_id: str) -> None:
    """NotFound for what can be no id."""
    if not _ID.fullmatch(row_id):
        raise NotFound()


def owned(model: type[Row], team: Team) -> sa.Select[Row]:
    """A select of this team's rows of a model that has a `team_id`."""
    return sa.select(model).where(model.team_id == team.id)


def get_owned(model: type[Row], team: Team, row_id: str, *conditions: Any, lock: bool = False) -> Row:
    """The team's row with this id; NotFound alike when there is none and when it is another team's.

    With `lock`, others wait with their change until this transaction ends. Where the row has a `version`, a request
    for another one is refused: ChangedMeanwhile.
    """
    check_id(row_id)
    select = owned(model, team).where(model.id == row_id, *conditions)
    if lock:
        # On SQLite a writing transaction is alone anyway, and FOR UPDATE is left out. What was read before is old.
        select = select.with_for_update().execution_options(populate_existing=True)
    row: Row | None = db.session.scalars(select).unique().one_or_none()
    if row is None:
        raise NotFound()
    if hasattr(model, "version"):
        etag.check(row)
    return row
