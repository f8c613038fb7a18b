"""Searching by the index that SQLite has (`search_index`): which part of it to read, and when to read texts instead.

Whatever is read, a document is found when its text has the very letters that were asked for; the index only says where
to look. It is asked newest first, so that a word that is everywhere costs no more than a page of it.
"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from app.accounts.models import Team
from app.core.db import db
from app.core.http.pagination import Window
from app.documents.models import Document
from app.documents.search_index import SLOTS, is_kept, places

SAMPLE = 200
"""So many of the newest texts are read beforehand, to learn what is frequent in this team."""
_FREQUENT = SAMPLE // 20
_THREE = 3
# The rarest of a word's threes find nearly what all of them do, in a fraction of the time.
_ASKED = 4
_MOST_BEGINNINGS = 500
_letters = sa.table("search_letters", sa.column("rowid"), sa.column("search_letters"))
_places = sa.table("search_places", sa.column("place"), sa.column("document_id"))
_teams = sa.table("search_teams", sa.column("team"), sa.column("team_id"))
_threes = sa.table("search_threes", sa.column("term"))


def by_index(
    select: sa.Select[Document], team: Team, needle: str, order: Any, window: Window | None
) -> sa.Select[Document]:
    """`select`, which finds the team's documents with the needle, made to read the index where that is quicker.

    With a window, it finds those of it at least. `order` is the column that they are listed by, newest first.
    """
    if db.engine.dialect.name != "sqlite" or not is_kept(db.session.connection()):
        return select
    number = db.session.scalar(sa.select(_teams.c.team).where(_teams.c.team_id == team.id))
    before = window.before if window else None
    sample = _newest_texts(team, before)
    hits = sum(needle in text for text in sample)
    # Short needles are in many threes, and counting needs every hit; there the texts are soon the quicker ones to read.
    enough = window.limit if window and len(needle) >= _THREE else _FREQUENT
    if number is None or len(sample) < SAMPLE or hits >= enough:
        return select
    terms = _beginnings(needle) if len(needle) < _THREE else _rarest(needle, sample)
    if len(terms) > _MOST_BEGINNINGS:
        return select
    match = (" OR " if len(needle) < _THREE else " AND ").join(
        f'"{term.replace(chr(34), chr(34) * 2)}"' for term in terms
    )
    # Nested like this, SQLite cannot but read the index first; of a join it may think better.
    is_wanted = select.where(_places.c.place == _letters.c.rowid, Document.id == _places.c.document_id)
    if before is not None:
        is_wanted = is_wanted.where(order < before)
    id_of = sa.select(_places.c.document_id).where(_places.c.place == _letters.c.rowid)
    found = sa.select(id_of.scalar_subquery()).where(
        _letters.c.search_letters.match(match),
        _letters.c.rowid.between(*places(number, before)),
        is_wanted.with_only_columns(sa.literal_column("1")).correlate(_letters).exists(),
    )
    if window:
        # A few more, because those of one millisecond may stand in any order.
        found = found.order_by(_letters.c.rowid.desc()).limit(window.limit + SLOTS - 1)
    return sa.select(Document).where(Document.id.in_(found) if terms else sa.false())


def _newest_texts(team: Team, before: str | None) -> Sequence[str]:
    texts = sa.select(Document.search_text).where(Document.team_id == team.id)
    if before is not None:
        texts = texts.where(Document.stamp < before.rpartition("_")[2])
    return db.session.scalars(texts.order_by(Document.stamp.desc()).limit(SAMPLE)).all()


def _rarest(needle: str, sample: Sequence[str]) -> list[str]:
    threes = dict.fromkeys(needle[at : at + _THREE] for at in range(len(needle) - _THREE + 1))
    return sorted(threes, key=lambda three: sum(three in text for text in sample))[:_ASKED]


def _beginnings(needle: str) -> Sequence[str]:
    """The threes that begin with the needle, which is shorter than they are."""
    after = needle + chr(0x10FFFF)
    terms = sa.select(_threes.c.term).where(_threes.c.term >= needle, _threes.c.term < after)
    return db.session.scalars(terms.limit(_MOST_BEGINNINGS + 1)).all()
