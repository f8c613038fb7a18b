"""Lists, newest first: by page with a count, or by cursor, which needs none and stays right while rows are added."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from marshmallow import Schema, fields, validate

from app.core.db import db
from app.core.errors import InvalidInput
from app.core.fields import OutSchema

MAX_PER_PAGE = 100
MAX_PAGE = 1_000_000


class PageQuery(Schema):
    """The query parameters of every list; lists add their filters by subclassing."""

    page = fields.Integer(load_default=1, validate=validate.Range(1, MAX_PAGE))
    per_page = fields.Integer(load_default=20, validate=validate.Range(1, MAX_PER_PAGE))
    cursor = fields.String(
        load_default=None,
        validate=validate.Length(max=200),
        metadata={
            "description": "`next_cursor` of the answer before, or empty to begin; takes the place of `page`, and "
            "nothing is counted."
        },
    )


class PaginationOut(OutSchema):
    """Where this page stands. With `cursor`, nothing is counted: `total`, `page` and `total_pages` are null."""

    total = fields.Integer(allow_none=True)
    page = fields.Integer(allow_none=True)
    per_page = fields.Integer()
    total_pages = fields.Integer(allow_none=True)
    next_cursor = fields.String(allow_none=True)


@dataclass(frozen=True)
class Window:
    """The newest `limit` rows of a list, older than the one with the id `before`."""

    before: str | None
    limit: int


@dataclass(frozen=True)
class Page:
    rows: Sequence[Any]
    pagination: dict[str, Any]


def window_of(query: dict[str, Any]) -> Window | None:
    """What a page by cursor reads, by a loaded `PageQuery`; None for one by number, whose count reads all.

    InvalidInput for a cursor that is not one of ours.
    """
    if query["cursor"] is None:
        return None
    # One more tells whether there are others.
    return Window(_decode(query["cursor"]) if query["cursor"] else None, query["per_page"] + 1)


def paginate(select: sa.Select[Any], id_column: Any, query: dict[str, Any]) -> Page:
    """One page of `select`, newest first by `id_column` (ids sort by time); `query` is a loaded `PageQuery`.

    InvalidInput for a cursor that is not one of ours.
    """
    per_page, window = query["per_page"], window_of(query)
    rows_wanted: sa.Select[Any] = select.order_by(id_column.desc()).limit(per_page + 1)
    if window:
        if window.before is not None:
            rows_wanted = rows_wanted.where(id_column < window.before)
        total = page = total_pages = None
    else:
        page = query["page"]
        rows_wanted = rows_wanted.offset((page - 1) * per_page)
        ids = select.order_by(None).with_only_columns(id_column, maintain_column_froms=True).subquery()
        count = sa.select(sa.func.count()).select_from(ids)
        # In the same statement as the rows: one round trip, and never a count of another moment.
        rows_wanted = rows_wanted.add_columns(count.scalar_subquery())
    found = db.session.execute(rows_wanted).all()
    if page is not None:
        total = found[0][1] if found else (0 if page == 1 else db.session.scalar(count) or 0)
        total_pages = -(-total // per_page)
    has_more, rows = len(found) > per_page, [row[0] for row in found[:per_page]]
    return Page(
        rows,
        {
            "total": total,
            "page": page,
            "per_page": per_page,
            "total_pages": total_pages,
            "next_cursor": _encode(getattr(rows[-1], id_column.key)) if has_more else None,
        },
    )


def _encode(last_id: str) -> str:
    return base64.urlsafe_b64encode(last_id.encode()).decode().rstrip("=")


def _decode(cursor: str) -> str:
    try:
        last_id = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
    except (binascii.Error, ValueError):
        last_id = ""
    if not last_id.replace("_", "").isalnum():
        raise InvalidInput.field("cursor", "Not a cursor that this list gave out.")
    return last_id
