"""Searching: which index to ask for a word, and when to read the texts instead.

A document is found when its text has the very letters that were asked for, whatever is read; an index only says where
to look. SQLite has one of its own (`search_index`), which is asked newest first, so that a word that is everywhere
costs no more than a page of it. PostgreSQL has pg_trgm, which gives all that it finds at once.
"""

import re
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from app.accounts.models import Team
from app.core.db import db, plan_by_values
from app.core.http.pagination import Window
from app.documents.models import Document
from app.documents.search_index import SLOTS, is_kept, places

SAMPLE = 200
"""So many of the newest texts are read beforehand, to learn what is frequent in this team."""
_FREQUENT = SAMPLE // 20
_THREE = 3
# The rarest of a word's threes find nearly what all of them do, in a fraction of the time.
_ASKED = 4
_ALIKE = SAMPLE // 50
"""Threes whose counts in the sample differ by less say nothing about which one is rarer among all texts."""
_MOST_BEGINNINGS = 500
_NEAR = 8_000
_letters = sa.table("search_letters", sa.column("rowid"), sa.column("search_letters"))
_places = sa.table("search_places", sa.column("place"), sa.column("document_id"))
_teams = sa.table("search_teams", sa.column("team"), sa.column("team_id"))
_threes = sa.table("search_threes", sa.column("term"))
_LONG_WORD = re.compile(rf"[^\W_]{{{_THREE + _ASKED - 1},}}")
Documents = sa.Select[Document]


def with_needle(documents: Documents, team: Team, needle: str, order: Any, window: Window | None) -> Documents:
    """Those of the team's documents whose text has the needle, which is casefolded.

    `order` is the column that they are listed by, newest first; with a window, others than it shows may be left out.
    For the open transaction, which is told how to plan.
    """
    plan_by_values()
    is_sqlite = db.engine.dialect.name == "sqlite"
    reading = documents.where(Document.search_text.contains(needle, autoescape=True))
    if is_sqlite and not is_kept(db.session.connection()):
        return reading
    sample = _newest_texts(team, window)
    hits = sum(needle in text for text in sample)
    # Short needles are in many threes, and counting needs every hit; there the texts are soon the quicker ones to read.
    enough = window.limit if window and len(needle) >= _THREE else _FREQUENT
    if len(sample) < SAMPLE or hits >= enough:
        return reading if is_sqlite else documents.where(_has(needle))
    if is_sqlite:
        return _by_letters(reading, team, needle, sample, order, window)
    return _by_trigrams(documents, team, needle, sample, order, window)


def _newest_texts(team: Team, window: Window | None) -> Sequence[str]:
    texts = _older(sa.select(Document.search_text), team, window)
    return db.session.scalars(texts.order_by(Document.stamp.desc()).limit(SAMPLE)).all()


def _older(select: sa.Select[Any], team: Team, window: Window | None) -> sa.Select[Any]:
    select = select.where(Document.team_id == team.id)
    if window and window.before is not None:
        select = select.where(Document.stamp < window.before.rpartition("_")[2])
    return select


def _by_letters(
    reading: Documents, team: Team, needle: str, sample: Sequence[str], order: Any, window: Window | None
) -> Documents:
    """By the index of SQLite."""
    is_short = len(needle) < _THREE
    terms = _beginnings(needle) if is_short else _rarest(needle, sample)
    if len(terms) > _MOST_BEGINNINGS:
        return reading
    if not terms:
        return reading.where(sa.false())
    match = (" OR " if is_short else " AND ").join('"{}"'.format(term.replace('"', '""')) for term in terms)
    # Nested like this, SQLite cannot but read the index first; of a join it may think better.
    is_wanted = reading.where(_places.c.place == _letters.c.rowid, Document.id == _places.c.document_id)
    before = window.before if window else None
    if before is not None:
        is_wanted = is_wanted.where(order < before)
    number = db.session.scalars(sa.select(_teams.c.team).where(_teams.c.team_id == team.id)).one()
    id_of = sa.select(_places.c.document_id).where(_places.c.place == _letters.c.rowid)
    found = sa.select(id_of.scalar_subquery()).where(
        _letters.c.search_letters.match(match),
        _letters.c.rowid.between(*places(number, before)),
        is_wanted.with_only_columns(sa.literal_column("1")).correlate(_letters).exists(),
    )
    if window:
        # A few more, because those of one millisecond may stand in any order.
        found = found.order_by(_letters.c.rowid.desc()).limit(window.limit + SLOTS - 1)
    return sa.select(Document).where(Document.id.in_(found))


def _rarest(needle: str, sample: Sequence[str]) -> Sequence[str]:
    """Some of the needle's threes; of those that the sample has about equally often the last, for a number ends in what
    is its own. What newest texts lack altogether need not be rare: the "-03" of old numbers is in all of those."""
    threes = dict.fromkeys(needle[at : at + _THREE] for at in reversed(range(len(needle) - _THREE + 1)))
    return sorted(threes, key=lambda three: sum(three in text for text in sample) // _ALIKE)[:_ASKED]


def _beginnings(needle: str) -> Sequence[str]:
    """The threes that begin with the needle, which is shorter than they are."""
    after = needle + chr(0x10FFFF)
    terms = sa.select(_threes.c.term).where(_threes.c.term >= needle, _threes.c.term < after)
    return db.session.scalars(terms.limit(_MOST_BEGINNINGS + 1)).all()


def _by_trigrams(
    documents: Documents, team: Team, needle: str, sample: Sequence[str], order: Any, window: Window | None
) -> Documents:
    """By the index of PostgreSQL."""
    if window and any(needle in text for text in sample):
        near = _among_the_newest(documents.where(_has(needle)), team, order, window)
        if len(near) == window.limit:
            return sa.select(Document).where(Document.id.in_(near))
    # A number is in few documents and its year in all: the index goes through the long list too, if it is asked for it.
    unseen = [word for word in _LONG_WORD.findall(needle) if not any(word in text for text in sample)]
    asked = unseen[-1] if unseen else needle
    return documents.where(Document.search_text.contains(asked, autoescape=True), _has(needle))


def _among_the_newest(documents: Documents, team: Team, order: Any, window: Window) -> Sequence[str]:
    """Ids of the window's documents, so far as they are among the newest: reading a few thousand texts in their order
    is quicker than to collect as many from all over the table and sort them."""
    last = _older(sa.select(Document.stamp), team, window).order_by(Document.stamp.desc()).offset(_NEAR).limit(1)
    near = documents.where(Document.stamp > sa.func.coalesce(last.scalar_subquery(), ""))
    if window.before is not None:
        near = near.where(order < window.before)
    return db.session.scalars(near.with_only_columns(Document.id).order_by(order.desc()).limit(window.limit)).all()


def _has(needle: str) -> sa.ColumnElement[bool]:
    """For PostgreSQL: in a form that no index serves."""
    return sa.func.strpos(Document.search_text, needle) > 0
