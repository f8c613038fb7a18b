"""Changing a draft by words over HTTP."""

from typing import Any

from flask import Response, jsonify

from app.accounts.api import current_team
from app.core.http.blueprint import ApiBlueprint
from app.core.http.caller import needs
from app.generation import revise
from app.generation.api import llm_settings, wish
from app.generation.schemas import RevisedOut, ReviseInvoice

revising = ApiBlueprint("revising", "/invoices", tag="Invoices", versioned=True)


@revising.post("/<invoice_id>/revise")
@needs("invoices:write")
@revising.input(ReviseInvoice, arg_name="body")
@revising.output(RevisedOut)
def revise_invoice(invoice_id: str, body: dict[str, Any]) -> Response:
    """Change a draft by words: "make it 12 hours and add 5 % discount". With `apply: false` nothing is stored.

    `patch` (RFC 6902) turns the invoice as it was into the new one, but for the sums; `totals` has those of both.
    `generation` of the new invoice is about this reading, and keeps older issues of what did not change. If somebody
    changed the draft while the model was thinking, that change stays and this one is refused (409 `document_changed`).
    `POST /invoices/:id/undo` takes it back.
    """
    apply = body.pop("apply")
    done = revise.revise(current_team(), invoice_id, wish(body), llm_settings(), apply=apply)
    totals = {"before": done.totals_before, "after": done.invoice["totals"]}
    return jsonify(invoice=done.invoice, patch=done.patch, totals=totals, applied=done.applied)
