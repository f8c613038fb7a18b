"""How documents will look, over HTTP: a page for the browser, a picture; and the designs to choose from."""

import io
from dataclasses import replace
from typing import Any

from flask import Response, send_file
from marshmallow import Schema, fields, validate

from app.accounts.api import current_team
from app.core.db import paused_transaction
from app.core.errors import NotFound
from app.core.fields import OutSchema
from app.core.http.blueprint import ApiBlueprint
from app.core.http.caller import needs
from app.documents import looks, paper, service
from app.documents.kinds import INVOICE
from app.rendering.html import render_html
from app.rendering.labels import languages
from app.rendering.pdf import render_pdf, render_png
from app.rendering.present import KINDS, build_view
from app.rendering.samples import build_sample
from app.rendering.templates import DEFAULT, TEMPLATES, Template
from app.rendering.view import DocumentView

previews = ApiBlueprint("previews", "/invoices", tag="Invoices")
templates = ApiBlueprint("templates", "/templates", tag="Templates")

# The page holds a stranger's texts: it may show itself, and neither run, load, send nor frame anything.
INERT = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; sandbox"
_LANGUAGES = validate.OneOf(sorted(languages()))


class LookQuery(Schema):
    second_language = fields.String(
        load_default=None, validate=_LANGUAGES, metadata={"description": "Labels in this language too."}
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


class InvoiceLookQuery(LookQuery):
    template = fields.String(
        load_default=None,
        validate=validate.OneOf(tuple(TEMPLATES)),
        metadata={"description": "Else its own."},
    )


class InvoicePictureQuery(InvoiceLookQuery, PictureQuery):
    pass


class SampleQuery(LookQuery):
    language = fields.String(load_default="en", validate=_LANGUAGES)
    type = fields.String(load_default=INVOICE, validate=validate.OneOf(KINDS))
    items = fields.Integer(load_default=12, validate=validate.Range(1, 100))


class SamplePictureQuery(SampleQuery, PictureQuery):
    pass


class TemplateOut(OutSchema):
    name = fields.String(metadata={"description": "What an invoice's `template` takes."})
    title = fields.String()
    description = fields.String()
    accent = fields.String(metadata={"description": "Its colour where the team has none, as #rrggbb."})
    paper = fields.List(fields.String())
    options = fields.List(fields.String(), metadata={"description": "What of a team's branding it shows."})


class TemplateList(OutSchema):
    templates = fields.List(fields.Nested(TemplateOut))
    default = fields.String()


def _file(mimetype: str, what: str) -> Any:
    content = {mimetype: {"schema": {"type": "string", "format": "binary"}}}
    return {200: {"description": what, "content": content}}


@previews.get("/<invoice_id>/preview.html")
@needs("invoices:read")
@previews.input(InvoiceLookQuery, location="query", arg_name="query")
@previews.doc(responses=_file("text/html", "The page"))
def preview_invoice_page(invoice_id: str, query: dict[str, Any]) -> Response:
    """The invoice as a page for a browser, in the look of its PDF. It runs no script and loads nothing."""
    view, template = _invoice_view(invoice_id, query)
    page = Response(render_html(view, template, on_paper=False), mimetype="text/html")
    page.headers["Content-Security-Policy"] = INERT
    return page


@previews.get("/<invoice_id>/preview.png")
@needs("invoices:read")
@previews.input(InvoicePictureQuery, location="query", arg_name="query")
@previews.doc(responses=_file("image/png", "The picture"))
def preview_invoice_picture(invoice_id: str, query: dict[str, Any]) -> Response:
    """One page of the invoice's PDF as a picture. 404 `page_not_found` after its last page."""
    view, template = _invoice_view(invoice_id, query)
    with paused_transaction():
        picture = render_png(view, template, page=query["page"], width_px=query["width"])
    return send_file(io.BytesIO(picture), "image/png")


def _invoice_view(invoice_id: str, query: dict[str, Any]) -> tuple[DocumentView, str]:
    document = service.get_document(current_team(), INVOICE, invoice_id)
    data = paper.document_data(document)
    data = replace(data, second_language=query["second_language"] or data.second_language)
    view = build_view(data, looks.branding(document))
    return _on_paper(view, query), query["template"] or document.template


def _on_paper(view: DocumentView, query: dict[str, Any]) -> DocumentView:
    return replace(view, page_size=query["paper"]) if query["paper"] else view


@templates.get("")
@needs("templates:read")
@templates.output(TemplateList)
def list_templates() -> dict[str, Any]:
    """The designs that a document can be printed in."""
    return {"templates": [TEMPLATES[name] for name in TEMPLATES], "default": DEFAULT}


@templates.get("/<template_name>/preview.png")
@needs("templates:read")
@templates.input(SamplePictureQuery, location="query", arg_name="query")
@templates.doc(responses=_file("image/png", "The picture"))
def preview_template_picture(template_name: str, query: dict[str, Any]) -> Response:
    """One page of a made-up document in this design, as a picture."""
    template, view = _get_template(template_name), _sample_view(query)
    with paused_transaction():
        picture = render_png(view, template.name, page=query["page"], width_px=query["width"])
    return send_file(io.BytesIO(picture), "image/png")


@templates.get("/<template_name>/preview.pdf")
@needs("templates:read")
@templates.input(SampleQuery, location="query", arg_name="query")
@templates.doc(responses=_file("application/pdf", "The PDF file"))
def preview_template_file(template_name: str, query: dict[str, Any]) -> Response:
    """A made-up document in this design, as a PDF."""
    template, view = _get_template(template_name), _sample_view(query)
    with paused_transaction():
        pdf = render_pdf(view, template.name)
    return send_file(io.BytesIO(pdf), "application/pdf", download_name=f"{template.name}.pdf")


def _get_template(name: str) -> Template:
    template = TEMPLATES.find(name)
    if template is None:
        raise NotFound(f"There is no template of that name. Known: {', '.join(TEMPLATES)}.")
    return template


def _sample_view(query: dict[str, Any]) -> DocumentView:
    data = build_sample(query["language"], query["items"], query["type"])
    return _on_paper(build_view(replace(data, second_language=query["second_language"])), query)
