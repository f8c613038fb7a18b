"""The verbs on labels. A team has each name once, with one colour, so a change in one place is seen on every prompt."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from app.accounts import audit
from app.accounts.models import Team
from app.accounts.tenancy import owned
from app.core.db import db
from app.core.errors import Conflict, NotFound
from app.core.ids import new_id
from app.prompts.models import PromptLabel, PromptLabelLink
from app.prompts.queries import labels_in_use

DEFAULT_COLOR = "#64748b"
AT_ONCE = 500


class LabelTaken(Conflict):
    code = "label_taken"
    default_message = "Another label has this name. Put that one on the prompts instead."


def list_names(team: Team) -> list[str]:
    """The names of the labels that are on some prompt, in the order of the alphabet."""
    names = db.session.scalars(labels_in_use(team).with_only_columns(PromptLabel.name))
    return sorted(names, key=lambda name: (name.casefold(), name))


def put(team: Team, wanted: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Make sure that the team has these labels in these colours: the ids by name.

    A label that exists takes the colour given here, everywhere; without one it keeps its own.
    """
    colors: dict[str, str | None] = {}
    for label in wanted:
        colors[label["name"]] = label.get("color") or colors.get(label["name"])
    ids: dict[str, str] = {}
    # In the order of their names: two that put the same labels at once wait for each other, and never in a circle.
    for names in _portions(sorted(colors)):
        ids |= _upsert(team, names, colors)
    return ids


def _portions(names: list[str]) -> list[list[str]]:
    return [names[start : start + AT_ONCE] for start in range(0, len(names), AT_ONCE)]


def _upsert(team: Team, names: list[str], colors: Mapping[str, str | None]) -> dict[str, str]:
    select = sa.select(PromptLabel.name, PromptLabel.color)
    select = select.where(PromptLabel.team_id == team.id, PromptLabel.name.in_(names))
    known = dict(db.session.execute(select).all())
    rows = [
        {
            "id": new_id("lbl"),
            "team_id": team.id,
            "name": name,
            "color": colors[name] or known.get(name, DEFAULT_COLOR),
        }
        for name in names
    ]
    table = cast(sa.Table, PromptLabel.__table__)
    insert = (postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert)(table).values(rows)
    upsert = insert.on_conflict_do_update(
        index_elements=["team_id", "name"], set_={"color": insert.excluded.color}
    ).returning(table.c.name, table.c.id)
    return dict(db.session.execute(upsert).all())


def link(labels_by_prompt: Mapping[str, Sequence[Mapping[str, Any]]], ids: Mapping[str, str]) -> None:
    """Put these labels on prompts that have none."""
    rows = [
        {"prompt_id": prompt_id, "label_id": ids[label["name"]], "position": position}
        for prompt_id, labels in labels_by_prompt.items()
        for position, label in enumerate(labels)
    ]
    if rows:
        db.session.execute(sa.insert(PromptLabelLink), rows)


def replace(team: Team, prompt_id: str, wanted: Sequence[Mapping[str, Any]]) -> None:
    """Put these labels on a locked prompt in place of those it has."""
    db.session.execute(sa.delete(PromptLabelLink).where(PromptLabelLink.prompt_id == prompt_id))
    link({prompt_id: wanted}, put(team, wanted))


def update(team: Team, name: str, changes: Mapping[str, str]) -> PromptLabel:
    """Change a label's name or colour on all its prompts. NotFound when no prompt bears it, LabelTaken."""
    label = db.session.scalars(labels_in_use(team).where(PromptLabel.name == name).with_for_update()).one_or_none()
    if label is None:
        raise NotFound("None of your prompts has this label.")
    new_name = changes.get("name", name)
    if new_name != name:
        _make_free(team, new_name)
    before = {"name": label.name, "color": label.color}
    label.name, label.color = new_name, changes.get("color", label.color)
    db.session.flush()
    difference = {key: [old, getattr(label, key)] for key, old in before.items() if old != getattr(label, key)}
    audit.record("prompt_label.updated", team_id=team.id, subject_id=label.id, changes=difference)
    return label


def _make_free(team: Team, name: str) -> None:
    """A label that no prompt bears any more gives its name up."""
    if db.session.scalars(labels_in_use(team).where(PromptLabel.name == name)).one_or_none():
        raise LabelTaken(details={"name": [LabelTaken.default_message]})
    unused = db.session.scalars(owned(PromptLabel, team).where(PromptLabel.name == name)).one_or_none()
    if unused:
        db.session.delete(unused)
        db.session.flush()
