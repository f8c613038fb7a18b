"""Documents over HTTP, but for their making, which may need a language model (room generation)."""

import io
from typing import Any

from flask import Response, current_app, jsonify, request, send_file

from app.accounts.api import current_team
from app.core import clock
from app.core.config import Settings
from app.core.db import begin_writing, paused_transaction
from app.core.errors import InvalidInput
from app.core.http.caller import require
from app.core.http.pagination import PageQuery, paginate, window_of
from app.documents import paper, revisions, service
from app.documents.lifecycle import Action
from app.documents.models import DocumentRevision
from app.documents.present import document_json
from app.documents.queries import items_of, list_documents, order_of, shown
from app.documents.routes import Address, Routes, envelope
from app.documents.schemas import Deleted, DocumentFields, DownloadQuery, RevisionList
from app.rendering.kept import KeptPdfs, address_of

routes = Routes()
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


@routes.add("GET", "", "list_{many}", query=lambda address: address.query, output=lambda address: address.listing)
def list_all(address: Address, query: dict[str, Any]) -> Response:
    """All {many} of the team, newest first.

    A status lists what shows it. `unpaid` lists invoices that are neither settled nor void; `overdue` those that are
    open and past their due date; `partially_paid` overdue ones too.
    """
    team = current_team()
    today = clock.today(team.time_zone)
    select = list_documents(team, address.kind, query, today, window_of(query))
    page = paginate(shown(select), order_of(address.kind), query)
    items = items_of([document.id for document in page.rows])
    rows = [document_json(document, today, items[document.id]) for document in page.rows]
    return jsonify({address.plural: rows, "pagination": page.pagination})


@routes.add("GET", "/<id>", "get_{one}", output=envelope)
def get_one(address: Address, document_id: str) -> Response:
    """One {one}."""
    return address.answer(service.get_document(current_team(), address.kind, document_id))


@routes.add("PATCH", "/<id>", "update_{one}", body=lambda _: DocumentFields, output=envelope)
def update(address: Address, document_id: str, body: dict[str, Any]) -> Response:
    """Change a draft. A list that is sent replaces the whole list; what is left out stays."""
    if not body:
        raise InvalidInput("Send at least one field to change.")
    return address.answer(service.update(current_team(), address.kind, document_id, body))


@routes.add("DELETE", "/<id>", "delete_{one}", output=lambda _: Deleted)
def delete(address: Address, document_id: str) -> dict[str, bool]:
    """Delete a document. A draft goes; an issued one is hidden and its number stays used; a paid one is refused."""
    service.delete(current_team(), address.kind, document_id)
    return {"deleted": True}


@routes.add("POST", "/<id>/duplicate", "duplicate_{one}", output=envelope, status=201)
def duplicate(address: Address, document_id: str) -> Response:
    """Make a new draft with the same contents, of today; without number and deposit."""
    return address.answer(service.duplicate(current_team(), address.kind, document_id), 201)


@routes.add("GET", "/<id>/revisions", "list_{one}_revisions", query=lambda _: PageQuery, output=lambda _: RevisionList)
def list_revisions(address: Address, document_id: str, query: dict[str, Any]) -> Response:
    """How a draft came to be as it is, newest first: who changed what, by which words, and the totals after it.

    `patch` is what the change did to the {one} before it (RFC 6902); the first one has none.
    """
    team = current_team()
    document = service.get_document(team, address.kind, document_id)
    page = paginate(revisions.list_revisions(team, document), DocumentRevision.id, query)
    return jsonify(revisions=revisions.revisions_json(team, document, page.rows), pagination=page.pagination)


@routes.add("POST", "/<id>/undo", "undo_{one}_change", output=envelope)
def undo(address: Address, document_id: str) -> Response:
    """Take the last change of a draft back. Again, and the one before it goes, up to how it was first stored."""
    return address.answer(service.undo(current_team(), address.kind, document_id))


@routes.add("GET", "/<id>/download", "download_{one}", query=lambda _: DownloadQuery, responses=lambda _: _PDF)
@routes.add("GET", "/<id>/pdf", "download_{one}_pdf", query=lambda _: DownloadQuery, responses=lambda _: _PDF)
def download(address: Address, document_id: str, query: dict[str, Any]) -> Response:
    """The {one} as a PDF file. With `issue=true` a draft is issued first.

    Its ETag changes with anything that is printed, and only then: with `If-None-Match` what is the same is not sent
    again, nor drawn. What was issued keeps the look it was issued with, whatever the team's branding is by then.
    """
    if query["issue"]:
        require(f"{address.plural}:write")
        begin_writing()
        document = service.issue(current_team(), address.kind, document_id)
    else:
        document = service.get_document(current_team(), address.kind, document_id)
    job, name = paper.print_job(document), paper.file_name(document)
    tag = address_of(job)
    # A draft is not kept: the next change makes it another.
    kept = KeptPdfs(_settings().pdf_folder) if document.status != "draft" else None
    if request.if_none_match.contains_weak(tag):
        answer = Response(status=304)
    else:
        with paused_transaction(keep_writes=True):
            pdf = paper.draw(job, tag, kept)
        answer = send_file(io.BytesIO(pdf), "application/pdf", as_attachment=True, download_name=name)
    answer.set_etag(tag)
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


@routes.add("POST", "/<id>/issue", "issue_{one}", action=Action.ISSUE, output=envelope)
def issue(address: Address, document_id: str) -> Response:
    """Give a draft its number. From now on it does not change."""
    return address.answer(service.issue(current_team(), address.kind, document_id))


@routes.add("POST", "/<id>/mark-sent", "mark_{one}_sent", action=Action.MARK_SENT, output=envelope)
def mark_sent(address: Address, document_id: str) -> Response:
    """Note that the {one} went out, by whatever way. A draft is issued first."""
    return address.answer(service.mark_sent(current_team(), address.kind, document_id))


@routes.add("POST", "/<id>/void", "void_{one}", action=Action.VOID, output=envelope)
def void(address: Address, document_id: str) -> Response:
    """Declare an issued {one} void. It keeps its number; what is paid, credited or converted is refused."""
    return address.answer(service.void(current_team(), address.kind, document_id))
