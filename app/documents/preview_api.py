"""How documents will look, over HTTP: a page for the browser, a picture."""

import io
from dataclasses import replace
from typing import Any

from flask import Response, send_file
from marshmallow import Schema, fields, validate

from app.accounts.api import current_team
from app.core.db import paused_transaction
from app.documents import looks, paper, service
from app.documents.routes import Address, Routes
from app.rendering.html import render_html
from app.rendering.labels import languages
from app.rendering.pdf import render_png
from app.rendering.present import build_view
from app.rendering.templates import TEMPLATES
from app.rendering.view import DocumentView

routes = Routes()

# The page holds a stranger's texts: it may show itself, and neither run, load, send nor frame anything.
INERT = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; sandbox"
LANGUAGES = validate.OneOf(sorted(languages()))


class LookQuery(Schema):
    second_language = fields.String(
        load_default=None, validate=LANGUAGES, metadata={"description": "Labels in this language too."}
    )
    paper = fields.String(
        load_default=None,
        validate=validate.OneOf(["A4", "letter"]),
        metadata={"description": "Else the country's."},
    )


class PictureQuery(Schema):
    page = fields.Integer(load_default=1, validate=validate.Range(1, 1000))
    width = fields.Integer(
        load_default=1000, validate=validate.Range(100, 2000), metadata={"description": "In pixels."}
    )


class DocumentLookQuery(LookQuery):
    template = fields.String(
        load_default=None,
        validate=validate.OneOf(tuple(TEMPLATES)),
        metadata={"description": "Else its own."},
    )


class DocumentPictureQuery(DocumentLookQuery, PictureQuery):
    pass


def file_of(mimetype: str, what: str) -> Any:
    """What the OpenAPI document says of an answer that is a file."""
    content = {mimetype: {"schema": {"type": "string", "format": "binary"}}}
    return {200: {"description": what, "content": content}}


PNG = file_of("image/png", "The picture")


@routes.add(
    "GET",
    "/<id>/preview.html",
    "preview_{one}_page",
    query=lambda _: DocumentLookQuery,
    responses=lambda _: file_of("text/html", "The page"),
)
def preview_page(address: Address, document_id: str, query: dict[str, Any]) -> Response:
    """The {one} as a page for a browser, in the look of its PDF. It runs no script and loads nothing."""
    view, template = _view_of(address, document_id, query)
    page = Response(render_html(view, template, on_paper=False), mimetype="text/html")
    page.headers["Content-Security-Policy"] = INERT
    return page


@routes.add(
    "GET",
    "/<id>/preview.png",
    "preview_{one}_picture",
    query=lambda _: DocumentPictureQuery,
    responses=lambda _: PNG,
)
def preview_picture(address: Address, document_id: str, query: dict[str, Any]) -> Response:
    """One page of the PDF of the {one} as a picture. 404 `page_not_found` after its last page."""
    view, template = _view_of(address, document_id, query)
    with paused_transaction():
        picture = render_png(view, template, page=query["page"], width_px=query["width"])
    return send_file(io.BytesIO(picture), "image/png")


def _view_of(address: Address, document_id: str, query: dict[str, Any]) -> tuple[DocumentView, str]:
    document = service.get_document(current_team(), address.kind, document_id)
    data = paper.document_data(document)
    data = replace(data, second_language=query["second_language"] or data.second_language)
    view = build_view(data, looks.branding(document))
    return on_paper(view, query), query["template"] or document.template


def on_paper(view: DocumentView, query: dict[str, Any]) -> DocumentView:
    """The view on the paper that was asked for."""
    return replace(view, page_size=query["paper"]) if query["paper"] else view
