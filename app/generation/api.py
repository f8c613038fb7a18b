"""Making invoices over HTTP: by words, or from structured fields."""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Response, current_app, request

from app.accounts.api import current_team
from app.accounts.models import Team
from app.accounts.service import copy_of
from app.core import clock
from app.core.http.blueprint import ApiBlueprint
from app.core.http.caller import needs
from app.core.security import Secret
from app.documents import service as documents
from app.documents.api import invoice_answer
from app.documents.models import Document
from app.documents.schemas import InvoiceEnvelope
from app.generation import progress, service
from app.generation.aside import Outcome
from app.generation.schemas import CreateInvoice
from app.llm.ask import Progress
from app.llm.settings import LLMSettings

generation = ApiBlueprint("generation", "", tag="Invoices", versioned=True)
Make = Callable[[Team, Progress | None], Document]
_ERROR = {"application/json": {"schema": {"$ref": "#/components/schemas/ErrorOut"}}}
_EVENTS: Any = {
    200: {
        "description": "A dry run; or, with `Accept: text/event-stream`, the events of the making",
        "content": {
            "application/json": {"schema": {"$ref": "#/components/schemas/InvoiceEnvelope"}},
            progress.MIMETYPE: {"schema": {"type": "string"}},
        },
    },
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


@generation.post("/invoices")
@needs("invoices:write")
@generation.input(CreateInvoice, arg_name="body")
@generation.output(InvoiceEnvelope, status_code=201)
@generation.doc(responses=_EVENTS)
def create_invoice(body: dict[str, Any]) -> Response:
    """Make an invoice from plain words, or from structured fields.

    By words: `prompt`, `llm_provider` and `llm_api_key`; or `prompt_id` of a saved prompt, with the `variables` of its
    text, instead of `prompt`. What the words do not say comes from the team's settings and
    is listed in `generation.issues`, each issue with a `question` where only a person can settle it. With `dry_run`
    nothing is stored and the status is 200.

    With `Accept: text/event-stream` the answer is a stream of server-sent events: `started`, `model_answered`,
    `repairing` when the model has to correct itself, `validated`, and at the end either `created` with the data
    `{"invoice": …}` or `error` with the data of an error answer and its `status`. It cannot be repeated, so it takes no
    Idempotency-Key. A client that hangs up does not stop the making; look for the invoice in the list.
    """
    wished = _wish_by_words(body)
    make: Make = partial(_from_words, wished) if wished else partial(_from_fields, body)
    if progress.is_wanted():
        if wished:
            service.check(wished.prompt, wished.llm_provider, llm_settings())
        return progress.stream(lambda tell: lambda team: Outcome.made(team, make(team, tell)))
    # A copy: the team's own row would have to be read again after the model's answer, twice.
    team = copy_of(current_team())
    document = make(team, None)
    return invoice_answer(document, 201 if document.id else 200, team)


def _wish_by_words(body: dict[str, Any]) -> service.Wish | None:
    """None for a body of structured fields. The words of a saved prompt are looked up and filled in."""
    if "prompt_id" in body:
        variables = body.pop("variables", {})
        return service.from_saved(current_team(), wish({"prompt": "", **body}), variables)
    return wish(body) if "prompt" in body else None


def _from_words(wished: service.Wish, team: Team, tell: Progress | None) -> Document:
    return service.create(team, wished, llm_settings(), tell)


def _from_fields(body: dict[str, Any], team: Team, _tell: Progress | None) -> Document:
    options = {name: body.pop(name, None) for name in ("issue", "dry_run", "reference_date")}
    today = options["reference_date"] or clock.today(team.time_zone)
    document = documents.draft(team, body, today=today)
    return document if options["dry_run"] else documents.store(team, document, issue=options["issue"])


def llm_settings() -> LLMSettings:
    """How this app talks to models."""
    settings: LLMSettings = current_app.extensions["saybill.llm"]
    return settings


def wish(body: dict[str, Any]) -> service.Wish:
    """What a loaded body asks for by words; the key may stand in a header instead."""
    key = body.pop("llm_api_key", None) or request.headers.get("X-LLM-Api-Key")
    return service.Wish(**body, api_key=Secret(key) if key else None)
