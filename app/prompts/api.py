"""Saved prompts over HTTP. Using one is POST /invoices (room generation)."""

from typing import Any

from flask import Response, jsonify

import prompts_library
from app.accounts.api import current_team
from app.accounts.tenancy import owned
from app.core.db import db
from app.core.errors import InvalidInput
from app.core.http.blueprint import ApiBlueprint
from app.core.http.body import reads
from app.core.http.caller import needs
from app.core.http.pagination import paginate
from app.prompts import exchange, labels, service
from app.prompts.models import Prompt
from app.prompts.present import prompts_json, starter_json, version_json
from app.prompts.queries import list_prompts
from app.prompts.schemas import (
    ExportQuery,
    Imported,
    ImportIn,
    LabelChanges,
    LabelEnvelope,
    LabelNames,
    PreviewOut,
    PromptChanges,
    PromptDeleted,
    PromptEnvelope,
    PromptIn,
    PromptList,
    PromptQuery,
    PromptVersions,
    StarterList,
    VariablesIn,
)
from app.prompts.variables import fill

prompts = ApiBlueprint("prompts", "/prompts", tag="Prompts")
_FILES: Any = {
    200: {
        "description": "The file",
        "content": {
            "application/json": {"schema": {"type": "object"}},
            "text/csv": {"schema": {"type": "string"}},
        },
    }
}


def _answer(prompt: Prompt, status: int = 200) -> Response:
    response = jsonify(prompt=prompts_json([prompt])[0])
    response.status_code = status
    return response


@prompts.get("")
@needs("prompts:read")
@prompts.input(PromptQuery, location="query", arg_name="query")
@prompts.output(PromptList)
def get_prompts(query: dict[str, Any]) -> Response:
    """All saved prompts of the team, newest first. `label=__no_label__` lists those without a label."""
    page = paginate(list_prompts(current_team(), query), Prompt.id, query)
    return jsonify(prompts=prompts_json(page.rows), pagination=page.pagination)


@prompts.post("")
@needs("prompts:write")
@prompts.input(PromptIn, arg_name="body")
@prompts.output(PromptEnvelope, status_code=201)
def create_prompt(body: dict[str, Any]) -> Response:
    """Save a prompt. A label that is new is made; the colour given to one that exists holds everywhere."""
    return _answer(service.create(current_team(), body["text"], body.get("labels", [])), 201)


@prompts.get("/labels")
@needs("prompts:read")
@prompts.output(LabelNames)
def get_prompt_labels() -> dict[str, Any]:
    """The names of all labels that are on some prompt."""
    return {"labels": labels.list_names(current_team())}


@prompts.patch("/labels/<path:label_name>")
@needs("prompts:write")
@prompts.input(LabelChanges, arg_name="changes")
@prompts.output(LabelEnvelope)
def update_prompt_label(label_name: str, changes: dict[str, Any]) -> dict[str, Any]:
    """Change the name or the colour of a label on all prompts that bear it."""
    _require_any(changes)
    return {"label": labels.update(current_team(), label_name, changes)}


@prompts.get("/library")
@needs("prompts:read")
@prompts.output(StarterList)
def get_prompt_library() -> dict[str, Any]:
    """The prompts that come with Saybill, by trade, for copying."""
    return {"prompts": [starter_json(starter) for starter in prompts_library.starter()]}


@prompts.post("/library/<slug>/copy")
@needs("prompts:write")
@prompts.output(PromptEnvelope, status_code=201)
def copy_library_prompt(slug: str) -> Response:
    """Save a prompt of the library as your own."""
    return _answer(service.copy_starter(current_team(), slug), 201)


@prompts.get("/export")
@needs("prompts:read")
@prompts.input(ExportQuery, location="query", arg_name="query")
@prompts.doc(responses=_FILES)
def export_prompts(query: dict[str, Any]) -> Response:
    """All prompts with their labels, the oldest first, as a file that `POST /prompts/import` takes."""
    saved = db.session.scalars(owned(Prompt, current_team()).order_by(Prompt.id)).all()
    if query["format"] == "csv":
        response = Response(exchange.to_csv(saved), content_type="text/csv; charset=utf-8")
    else:
        response = jsonify(prompts=exchange.to_json(saved))
    response.headers["Content-Disposition"] = f"attachment; filename=prompts.{query['format']}"
    return response


@prompts.post("/import")
@needs("prompts:write")
@reads("text/csv", exchange.read_csv)
@prompts.input(ImportIn, arg_name="body")
@prompts.output(Imported, status_code=201)
def import_prompts(body: dict[str, Any]) -> dict[str, int]:
    """Save many prompts, from JSON or from a CSV file (`text/csv`): all of them or, if one is wrong, none.

    The columns of the file are `prompt_text` and `labels`, one label a line: `Consulting #3b82f6`. What is wrong is
    told with its line. Prompts that exist already are not looked at: importing a file twice saves its prompts twice.
    """
    new = [service.NewPrompt(prompt["text"], prompt.get("labels", [])) for prompt in body["prompts"]]
    return {"imported": len(service.create_all(current_team(), new))}


@prompts.get("/<prompt_id>")
@needs("prompts:read")
@prompts.output(PromptEnvelope)
def get_prompt(prompt_id: str) -> Response:
    """One prompt, with its variables and how well it has done."""
    return _answer(service.get_prompt(current_team(), prompt_id))


@prompts.put("/<prompt_id>")
@needs("prompts:write")
@prompts.input(PromptChanges, arg_name="changes")
@prompts.output(PromptEnvelope)
def update_prompt(prompt_id: str, changes: dict[str, Any]) -> Response:
    """Change the text, which makes a new version, or the labels, all of which are replaced; at least one of the two."""
    _require_any(changes)
    return _answer(service.update(current_team(), prompt_id, changes))


@prompts.delete("/<prompt_id>")
@needs("prompts:write")
@prompts.output(PromptDeleted)
def delete_prompt(prompt_id: str) -> dict[str, bool]:
    """Delete a prompt. The invoices made from it stay."""
    service.delete(current_team(), prompt_id)
    return {"deleted": True}


@prompts.get("/<prompt_id>/versions")
@needs("prompts:read")
@prompts.output(PromptVersions)
def get_prompt_versions(prompt_id: str) -> Response:
    """The texts that the prompt had, the present one first. An invoice names the version that made it."""
    versions = service.list_versions(current_team(), prompt_id)
    return jsonify(versions=[version_json(version) for version in versions])


@prompts.post("/<prompt_id>/preview")
@needs("prompts:read")
@prompts.input(VariablesIn, arg_name="body")
@prompts.output(PreviewOut)
def preview_prompt(prompt_id: str, body: dict[str, Any]) -> dict[str, Any]:
    """The words that a model would be given. A value is put in as it is, whatever it looks like."""
    prompt = service.get_prompt(current_team(), prompt_id)
    return {"text": fill(prompt.text, body.get("variables", {})), "version": prompt.version}


@prompts.post("/<prompt_id>/duplicate")
@needs("prompts:write")
@prompts.output(PromptEnvelope, status_code=201)
def duplicate_prompt(prompt_id: str) -> Response:
    """A copy with the same text and labels, and no uses yet."""
    return _answer(service.duplicate(current_team(), prompt_id), 201)


def _require_any(changes: dict[str, Any]) -> None:
    if not changes:
        raise InvalidInput("Send at least one field to change.")
