"""The verbs on prompts. They take a team and plain values, flush, and leave the commit to the edge."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

import prompts_library
from app.accounts import audit
from app.accounts.models import Team
from app.accounts.tenancy import get_owned
from app.core import clock
from app.core.db import db
from app.core.errors import NotFound
from app.core.ids import new_id
from app.prompts import labels as label_verbs
from app.prompts.models import Prompt, PromptVersion
from app.prompts.queries import labels_of

Label = dict[str, Any]
"""`name`, and the `color` if one was given."""


@dataclass(frozen=True)
class NewPrompt:
    text: str
    labels: Sequence[Label] = ()


def get_prompt(team: Team, prompt_id: str, *, lock: bool = False) -> Prompt:
    """The team's prompt. With `lock`, other changes of it wait for this one."""
    return get_owned(Prompt, team, prompt_id, lock=lock)


def create(team: Team, text: str, labels: Sequence[Label] = ()) -> Prompt:
    """Save a prompt."""
    return create_all(team, [NewPrompt(text, labels)])[0]


def create_all(team: Team, new: Sequence[NewPrompt]) -> list[Prompt]:
    """Save prompts, so that the first of them counts as the oldest."""
    now = clock.now()
    doer = audit.find_doer()
    user_id = doer.user_id if doer else None
    # Ids of one moment are in no order of their own.
    ids = sorted(new_id("prm") for _ in new)
    prompts = [
        Prompt(id=prompt_id, team_id=team.id, user_id=user_id, created_at=now, updated_at=now, version=0)
        for prompt_id in ids
    ]
    for prompt, wanted in zip(prompts, new, strict=True):
        _write(prompt, wanted.text, user_id)
        audit.record("prompt.created", team_id=team.id, subject_id=prompt.id)
    db.session.flush()
    label_ids = label_verbs.put(team, [label for wanted in new for label in wanted.labels])
    label_verbs.link({prompt.id: wanted.labels for prompt, wanted in zip(prompts, new, strict=True)}, label_ids)
    return prompts


def update(team: Team, prompt_id: str, changes: dict[str, Any]) -> Prompt:
    """Change `text`, which makes a new version, or all `labels`. Of two changes at once the last wins."""
    prompt = get_prompt(team, prompt_id, lock=True)
    doer = audit.find_doer()
    if changes.get("text", prompt.text) != prompt.text:
        _write(prompt, changes["text"], doer.user_id if doer else None)
    prompt.updated_at = clock.now()
    db.session.flush()
    if "labels" in changes:
        label_verbs.replace(team, prompt.id, changes["labels"])
    audit.record("prompt.updated", team_id=team.id, subject_id=prompt.id, changes=dict.fromkeys(sorted(changes), True))
    return prompt


def _write(prompt: Prompt, text: str, user_id: str | None) -> None:
    """A new version of the prompt, which is the first if it has none."""
    prompt.text, prompt.search_text = text, text.casefold()
    prompt.version += 1
    db.session.add(prompt)
    db.session.add(
        PromptVersion(
            prompt_id=prompt.id, number=prompt.version, text=text, user_id=user_id, created_at=prompt.updated_at
        )
    )


def delete(team: Team, prompt_id: str) -> None:
    """Remove a prompt with its versions. Invoices made from it stay, and still name it."""
    prompt = get_prompt(team, prompt_id, lock=True)
    audit.record("prompt.deleted", team_id=team.id, subject_id=prompt.id)
    db.session.delete(prompt)
    db.session.flush()


def duplicate(team: Team, prompt_id: str) -> Prompt:
    """A new prompt of the same text and labels, without the versions and uses of the old one."""
    prompt = get_prompt(team, prompt_id)
    return create(team, prompt.text, labels_of([prompt.id]).get(prompt.id, []))


def list_versions(team: Team, prompt_id: str) -> Sequence[PromptVersion]:
    """The texts that the team's prompt had, the present one first."""
    prompt = get_prompt(team, prompt_id)
    select = sa.select(PromptVersion).where(PromptVersion.prompt_id == prompt.id)
    return db.session.scalars(select.order_by(PromptVersion.number.desc())).all()


def copy_starter(team: Team, slug: str) -> Prompt:
    """Save a prompt of the starter library as the team's own."""
    found = [starter for starter in prompts_library.starter() if starter.slug == slug]
    if not found:
        raise NotFound("The library has no prompt of this name.")
    return create(team, found[0].text, [{"name": found[0].label, "color": found[0].color}])
