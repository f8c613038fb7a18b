"""Invoices over HTTP, but for their making, which may need a language model (room generation)."""

import io
from typing import Any

from flask import Response, current_app, jsonify, request, send_file

from app.accounts.api import current_team
from app.accounts.models import Team
from app.core import clock
from app.core.config import Settings
from app.core.db import begin_writing, paused_transaction
from app.core.errors import InvalidInput
from app.core.http import etag
from app.core.http.blueprint import ApiBlueprint
from app.core.http.caller import needs, require
from app.core.http.pagination import PageQuery, paginate
from app.documents import paper, revisions, service
from app.documents.models import Document, DocumentRevision
from app.documents.present import document_json
from app.documents.queries import list_documents
from app.documents.schemas import (
    Deleted,
    DocumentFields,
    DownloadQuery,
    InvoiceEnvelope,
    InvoiceList,
    InvoiceQuery,
    PaidIn,
    RevisionList,
)
from app.documents.service import INVOICE
from app.rendering.kept import KeptPdfs, address_of

invoices = ApiBlueprint("invoices", "/invoices", tag="Invoices", versioned=True)
_PDF: Any = {
    200: {
        "description": "The PDF file",
        "content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}},
    },
    304: {"description": "It is the one of If-None-Match"},
}


def _settings() -> Settings:
    settings: Settings = current_app.extensions["saybill.settings"]
    return settings


def invoice_answer(document: Document, status: int = 200, team: Team | None = None) -> Response:
    """The document in its envelope, under the ETag of its version. `team`: its team, if that is at hand."""
    today = clock.today((team or current_team()).time_zone)
    response = jsonify(invoice=document_json(document, today))
    response.status_code = status
    return etag.tagged(response, document)


@invoices.get("")
@needs("invoices:read")
@invoices.input(InvoiceQuery, location="query", arg_name="query")
@invoices.output(InvoiceList)
def list_invoices(query: dict[str, Any]) -> Response:
    """All invoices of the team, newest first.

    `status=unpaid` lists what is neither paid nor void; `overdue` what is issued or sent and past its due date.
    """
    team = current_team()
    today = clock.today(team.time_zone)
    page = paginate(list_documents(team, INVOICE, query, today), Document.id, query)
    return jsonify(invoices=[document_json(document, today) for document in page.rows], pagination=page.pagination)


@invoices.get("/<invoice_id>")
@needs("invoices:read")
@invoices.output(InvoiceEnvelope)
def get_invoice(invoice_id: str) -> Response:
    """One invoice."""
    return invoice_answer(service.get_document(current_team(), INVOICE, invoice_id))


@invoices.patch("/<invoice_id>")
@needs("invoices:write")
@invoices.input(DocumentFields, arg_name="changes")
@invoices.output(InvoiceEnvelope)
def update_invoice(invoice_id: str, changes: dict[str, Any]) -> Response:
    """Change a draft. A list that is sent replaces the whole list; what is left out stays."""
    if not changes:
        raise InvalidInput("Send at least one field to change.")
    return invoice_answer(service.update(current_team(), INVOICE, invoice_id, changes))


@invoices.delete("/<invoice_id>")
@needs("invoices:write")
@invoices.output(Deleted)
def delete_invoice(invoice_id: str) -> dict[str, bool]:
    """Delete an invoice. A draft goes; an issued one is hidden and its number stays used; a paid one is refused."""
    service.delete(current_team(), INVOICE, invoice_id)
    return {"deleted": True}


@invoices.get("/<invoice_id>/revisions")
@needs("invoices:read")
@invoices.input(PageQuery, location="query", arg_name="query")
@invoices.output(RevisionList)
def list_invoice_revisions(invoice_id: str, query: dict[str, Any]) -> Response:
    """How a draft came to be as it is, newest first: who changed what, by which words, and the totals after it.

    `patch` is what the change did to the invoice before it (RFC 6902); the first one has none.
    """
    team = current_team()
    document = service.get_document(team, INVOICE, invoice_id)
    page = paginate(revisions.list_revisions(team, document), DocumentRevision.id, query)
    return jsonify(revisions=revisions.revisions_json(team, document, page.rows), pagination=page.pagination)


@invoices.post("/<invoice_id>/undo")
@needs("invoices:write")
@invoices.output(InvoiceEnvelope)
def undo_invoice_change(invoice_id: str) -> Response:
    """Take the last change of a draft back. Again, and the one before it goes, up to how it was first stored."""
    return invoice_answer(service.undo(current_team(), INVOICE, invoice_id))


@invoices.get("/<invoice_id>/download")
@invoices.get("/<invoice_id>/pdf", endpoint="download_invoice_pdf")
@needs("invoices:read")
@invoices.input(DownloadQuery, location="query", arg_name="query")
@invoices.doc(responses=_PDF)
def download_invoice(invoice_id: str, query: dict[str, Any]) -> Response:
    """The invoice as a PDF file. With `issue=true` a draft is issued first.

    Its ETag changes with anything that is printed, and only then: with `If-None-Match` what is the same is not sent
    again, nor drawn. An issued invoice keeps the look it was issued with, whatever the team's branding is by then.
    """
    if query["issue"]:
        require("invoices:write")
        begin_writing()
        document = service.issue(current_team(), INVOICE, invoice_id)
    else:
        document = service.get_document(current_team(), INVOICE, invoice_id)
    job, name = paper.print_job(document), paper.file_name(document)
    address = address_of(job)
    # A draft is not kept: the next change makes it another.
    kept = KeptPdfs(_settings().pdf_folder) if document.status != "draft" else None
    if request.if_none_match.contains_weak(address):
        answer = Response(status=304)
    else:
        with paused_transaction(keep_writes=True):
            pdf = paper.draw(job, address, kept)
        answer = send_file(io.BytesIO(pdf), "application/pdf", as_attachment=True, download_name=name)
    answer.set_etag(address)
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


@invoices.post("/<invoice_id>/mark-paid")
@needs("invoices:write")
@invoices.input(PaidIn, arg_name="options")
@invoices.output(InvoiceEnvelope)
def mark_invoice_paid(invoice_id: str, options: dict[str, Any]) -> Response:
    """Mark as paid, today or on `paid_at`. A draft is issued first."""
    return invoice_answer(service.mark_paid(current_team(), INVOICE, invoice_id, options["paid_at"]))


@invoices.post("/<invoice_id>/mark-unpaid")
@needs("invoices:write")
@invoices.output(InvoiceEnvelope)
def mark_invoice_unpaid(invoice_id: str) -> Response:
    """Mark as unpaid: the paid date is cleared."""
    return invoice_answer(service.mark_unpaid(current_team(), INVOICE, invoice_id))


@invoices.post("/<invoice_id>/issue")
@needs("invoices:write")
@invoices.output(InvoiceEnvelope)
def issue_invoice(invoice_id: str) -> Response:
    """Give a draft its number. From now on it does not change."""
    return invoice_answer(service.issue(current_team(), INVOICE, invoice_id))


@invoices.post("/<invoice_id>/void")
@needs("invoices:write")
@invoices.output(InvoiceEnvelope)
def void_invoice(invoice_id: str) -> Response:
    """Declare an issued invoice void. It keeps its number; a paid one is refused."""
    return invoice_answer(service.void(current_team(), INVOICE, invoice_id))
