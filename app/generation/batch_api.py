"""Many invoices by one request over HTTP."""

from dataclasses import replace
from typing import Any

from flask import Response, g, jsonify, request

from app.core.db import paused_transaction
from app.core.errors import InvalidInput
from app.core.http.blueprint import ApiBlueprint
from app.core.http.caller import current_caller, needs
from app.generation import batch
from app.generation.api import llm_settings, wish
from app.generation.aside import Outcome
from app.generation.batch import Retry
from app.generation.schemas import BatchOut, CreateBatch
from app.generation.service import Wish
from app.llm.models import find_model

batches = ApiBlueprint("batches", "/invoices/batch", tag="Invoices")


@batches.post("")
@needs("invoices:write")
@batches.input(CreateBatch, arg_name="body")
@batches.output(BatchOut, status_code=207)
def create_batch(body: dict[str, Any]) -> Response:
    """Make up to 50 invoices from plain words, several at a time.

    Each is made or refused for itself: `results` holds, in the order of `prompts`, the status and the invoice or the
    error that a request of its own would have been given. A batch that is malformed is refused as a whole. It counts as
    one request. With an Idempotency-Key a batch that was cut off can be sent again: what it made is not made twice.
    """
    prompts = body.pop("prompts")
    ids = [prompt.pop("id", None) for prompt in prompts]
    wishes = [_wish(body, prompt) for prompt in prompts]
    key = request.headers.get("Idempotency-Key")
    retry = Retry.of(current_caller(), key) if key else None
    with paused_transaction():
        outcomes = batch.create_all(wishes, llm_settings(), retry)
    results = [
        _result(index, own_id, outcome) for index, (own_id, outcome) in enumerate(zip(ids, outcomes, strict=True))
    ]
    # What may go better the next time is not kept, so that the same batch can be sent again; what was made is.
    g.answer_is_final = all(outcome.is_final for outcome in outcomes)
    created = sum(outcome.status == 201 for outcome in outcomes)
    failed = sum(outcome.status >= 400 for outcome in outcomes)
    response = jsonify(results=results, created=created, failed=failed)
    response.status_code = 207
    return response


def _wish(shared: dict[str, Any], prompt: dict[str, Any]) -> Wish:
    """The shared key goes to the shared provider alone: a key is a secret between its owner and one vendor."""
    own = prompt.get("llm_provider")
    is_elsewhere = own is not None and _provider(own) != _provider(shared.get("llm_provider"))
    if not is_elsewhere or prompt.get("llm_api_key"):
        return wish({**shared, **prompt})
    return replace(wish({**shared, **prompt}), api_key=None)


def _provider(llm_provider: str | None) -> str | None:
    try:
        return find_model(llm_provider or "", llm_settings()).provider
    except InvalidInput:
        return None


def _result(index: int, own_id: str | None, outcome: Outcome) -> dict[str, Any]:
    known = {"index": index, "id": own_id, "status": outcome.status}
    if outcome.status < 400:
        return {**known, "invoice": outcome.body["invoice"], "error": None}
    error = {name: outcome.body[name] for name in ("error", "code", "details")}
    return {**known, "invoice": None, "error": error}
