"""Making documents over HTTP: by words, or from structured fields."""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Response, current_app, request

from app.accounts.api import current_team
from app.accounts.models import Team
from app.accounts.service import copy_of
from app.core import clock
from app.core.errors import InvalidInput
from app.core.security import Secret
from app.documents import service as documents
from app.documents.kinds import KINDS
from app.documents.models import Document
from app.documents.routes import Address, Routes, blueprints, envelope
from app.generation import progress, service
from app.generation.aside import Outcome
from app.generation.schemas import CreateDocument
from app.llm.ask import Progress
from app.llm.settings import LLMSettings

routes = Routes()
Make = Callable[[Team, Progress | None], Document]
_ERROR = {"application/json": {"schema": {"$ref": "#/components/schemas/ErrorOut"}}}
_REFUSALS: Any = {
    404: {"description": "There is no prompt under `prompt_id`", "content": _ERROR},
    422: {
        "description": "Nothing to invoice (`nothing_to_invoice`), or with `on_missing: ask` something only a person "
        "can say (`needs_input`: `details.questions`, `details.draft`)",
        "content": _ERROR,
    },
    **{
        status: {"description": text, "content": _ERROR}
        for status, text in {
            402: "The account at the provider has no credit left",
            502: "The provider gave no usable answer",
            503: "The provider, or Saybill itself, is overloaded; see Retry-After",
            504: "The provider took too long",
        }.items()
    },
}


def _responses(address: Address) -> Any:
    one = {"$ref": f"#/components/schemas/{address.envelope.__name__}"}
    made = {
        "description": "A dry run; or, with `Accept: text/event-stream`, the events of the making",
        "content": {"application/json": {"schema": one}, progress.MIMETYPE: {"schema": {"type": "string"}}},
    }
    return {200: made, **_REFUSALS}


@routes.add(
    "POST",
    "",
    "create_{one}",
    body=lambda _: CreateDocument,
    output=envelope,
    status=201,
    responses=_responses,
)
def create(address: Address, body: dict[str, Any]) -> Response:
    """Make a new {one} from plain words, or from structured fields.

    By words: `prompt`, `llm_provider` and `llm_api_key`; or `prompt_id` of a saved prompt, with the `variables` of its
    text, instead of `prompt`. What the words do not say comes from the team's settings and
    is listed in `generation.issues`, each issue with a `question` where only a person can settle it. With `dry_run`
    nothing is stored and the status is 200.

    With `Accept: text/event-stream` the answer is a stream of server-sent events: `started`, `model_answered`,
    `repairing` when the model has to correct itself, `validated`, and at the end either `created` with the data
    `{"{one}": …}` or `error` with the data of an error answer and its `status`. It cannot be repeated, so it takes no
    Idempotency-Key. A client that hangs up does not stop the making; look for the {one} in the list.
    """
    kind = _kind(address, body.pop("type", None))
    wished = _wish_by_words(kind, body)
    make: Make = partial(_from_words, wished) if wished else partial(_from_fields, kind, body)
    if progress.is_wanted():
        if wished:
            service.check(wished.prompt, wished.llm_provider, llm_settings())
        return progress.stream(lambda tell: lambda team: Outcome.made(team, make(team, tell), address.name))
    # A copy: the team's own row would have to be read again after the model's answer, twice.
    team = copy_of(current_team())
    document = make(team, None)
    return address.answer(document, 201 if document.id else 200, team=team)


def _kind(address: Address, named: str | None) -> str:
    """The type to be made, which an address of all types leaves to the body."""
    kind = address.kind or named
    if kind is None:
        raise InvalidInput.field("type", f"Missing. Choose one of: {', '.join(KINDS)}.")
    if named not in (None, kind):
        raise InvalidInput.field("type", f"Here it is always {kind}. Send it to /documents, or leave it out.")
    return kind


def _wish_by_words(kind: str, body: dict[str, Any]) -> service.Wish | None:
    """None for a body of structured fields. The words of a saved prompt are looked up and filled in."""
    if "prompt_id" in body:
        variables = body.pop("variables", {})
        return service.from_saved(current_team(), wish({"prompt": "", **body, "kind": kind}), variables)
    return wish({**body, "kind": kind}) if "prompt" in body else None


def _from_words(wished: service.Wish, team: Team, tell: Progress | None) -> Document:
    return service.create(team, wished, llm_settings(), tell)


def _from_fields(kind: str, body: dict[str, Any], team: Team, _tell: Progress | None) -> Document:
    options = {name: body.pop(name, None) for name in ("issue", "dry_run", "reference_date")}
    today = options["reference_date"] or clock.today(team.time_zone)
    document = documents.draft_from_fields(team, body, today=today, kind=kind)
    return document if options["dry_run"] else documents.store(team, document, issue=options["issue"])


def llm_settings() -> LLMSettings:
    """How this app talks to models."""
    settings: LLMSettings = current_app.extensions["saybill.llm"]
    return settings


def wish(body: dict[str, Any]) -> service.Wish:
    """What a loaded body asks for by words; the key may stand in a header instead."""
    key = body.pop("llm_api_key", None) or request.headers.get("X-LLM-Api-Key")
    return service.Wish(**body, api_key=Secret(key) if key else None)


making_blueprints = blueprints([("making", routes)])
