"""Selects of prompts and of their labels."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from app.accounts.models import Team
from app.accounts.tenancy import owned
from app.core.db import db
from app.prompts.models import Prompt, PromptLabel, PromptLabelLink

NO_LABEL = "__no_label__"
"""Filters for prompts without a label, so no label can be called that."""
Labels = list[dict[str, str]]


def list_prompts(team: Team, filters: dict[str, Any]) -> sa.Select[Prompt]:
    """The team's prompts that pass the filters (a loaded `PromptQuery`); unordered."""
    select = owned(Prompt, team)
    if filters.get("label") == NO_LABEL:
        select = select.where(~sa.exists().where(PromptLabelLink.prompt_id == Prompt.id))
    elif "label" in filters:
        select = select.where(Prompt.id.in_(_labelled(team, filters["label"])))
    if "content" in filters:
        select = select.where(Prompt.search_text.contains(filters["content"].casefold(), autoescape=True))
    return select


def _labelled(team: Team, name: str) -> sa.Select[Any]:
    labels = sa.select(PromptLabelLink.prompt_id).join(PromptLabel, PromptLabel.id == PromptLabelLink.label_id)
    return labels.where(PromptLabel.team_id == team.id, PromptLabel.name == name)


def labels_of(prompt_ids: Sequence[str]) -> dict[str, Labels]:
    """The labels of these prompts, by one query, each prompt's in the order in which they were given."""
    found: defaultdict[str, Labels] = defaultdict(list)
    if prompt_ids:
        select = (
            sa.select(PromptLabelLink.prompt_id, PromptLabel.name, PromptLabel.color)
            .join(PromptLabel, PromptLabel.id == PromptLabelLink.label_id)
            .where(PromptLabelLink.prompt_id.in_(prompt_ids))
            .order_by(PromptLabelLink.prompt_id, PromptLabelLink.position)
        )
        for prompt_id, name, color in db.session.execute(select):
            found[prompt_id].append({"name": name, "color": color})
    return found


def labels_in_use(team: Team) -> sa.Select[PromptLabel]:
    """The labels that some prompt of the team bears; unordered."""
    return owned(PromptLabel, team).where(sa.exists().where(PromptLabelLink.label_id == PromptLabel.id))
