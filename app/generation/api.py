"""Making invoices over HTTP: by words, or from structured fields."""

from typing import Any

from flask import Response, current_app, request

from app.accounts.api import current_team
from app.accounts.models import Team
from app.core import clock
from app.core.http.blueprint import ApiBlueprint
from app.core.http.caller import needs
from app.core.security import Secret
from app.documents import service as documents
from app.documents.api import invoice_answer
from app.documents.models import Document
from app.documents.schemas import InvoiceEnvelope
from app.generation import service
from app.generation.schemas import CreateInvoice
from app.llm.settings import LLMSettings

generation = ApiBlueprint("generation", "", tag="Invoices")


@generation.post("/invoices")
@needs("invoices:write")
@generation.input(CreateInvoice, arg_name="body")
@generation.output(InvoiceEnvelope, status_code=201)
def create_invoice(body: dict[str, Any]) -> Response:
    """Make an invoice from plain words, or from structured fields.

    By words: `prompt`, `llm_provider` and `llm_api_key`. What the words do not say comes from the team's settings and
    is listed in `generation.issues`. With `dry_run` nothing is stored and the status is 200.
    """
    team = current_team()
    document = service.create(team, _wish(body), llm_settings()) if "prompt" in body else _from_fields(team, body)
    return invoice_answer(document, 201 if document.id else 200)


def _from_fields(team: Team, body: dict[str, Any]) -> Document:
    options = {name: body.pop(name, None) for name in ("issue", "dry_run", "reference_date")}
    today = options["reference_date"] or clock.today(team.time_zone)
    document = documents.draft(team, body, today=today)
    return document if options["dry_run"] else documents.store(team, document, issue=options["issue"])


def llm_settings() -> LLMSettings:
    """How this app talks to models."""
    settings: LLMSettings = current_app.extensions["saybill.llm"]
    return settings


def _wish(body: dict[str, Any]) -> service.Wish:
    key = body.pop("llm_api_key", None) or request.headers.get("X-LLM-Api-Key")
    return service.Wish(**body, api_key=Secret(key) if key else None)
