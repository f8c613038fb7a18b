"""The designs to choose from, over HTTP: their list, and what each looks like."""

import io
from dataclasses import replace
from typing import Any

from flask import Response, send_file
from marshmallow import fields, validate

from app.core.db import paused_transaction
from app.core.errors import NotFound
from app.core.fields import OutSchema
from app.core.http.blueprint import ApiBlueprint
from app.core.http.caller import needs
from app.documents.kinds import INVOICE
from app.documents.preview_api import LANGUAGES, PNG, LookQuery, PictureQuery, file_of, on_paper
from app.rendering.pdf import render_pdf, render_png
from app.rendering.present import KINDS, build_view
from app.rendering.samples import build_sample
from app.rendering.templates import DEFAULT, TEMPLATES, Template
from app.rendering.view import DocumentView

templates = ApiBlueprint("templates", "/templates", tag="Templates")


class SampleQuery(LookQuery):
    language = fields.String(load_default="en", validate=LANGUAGES)
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


@templates.get("")
@needs("templates:read")
@templates.output(TemplateList)
def list_templates() -> dict[str, Any]:
    """The designs that a document can be printed in."""
    return {"templates": [TEMPLATES[name] for name in TEMPLATES], "default": DEFAULT}


@templates.get("/<template_name>/preview.png")
@needs("templates:read")
@templates.input(SamplePictureQuery, location="query", arg_name="query")
@templates.doc(responses=PNG)
def preview_template_picture(template_name: str, query: dict[str, Any]) -> Response:
    """One page of a made-up document in this design, as a picture."""
    template, view = _get_template(template_name), _sample_view(query)
    with paused_transaction():
        picture = render_png(view, template.name, page=query["page"], width_px=query["width"])
    return send_file(io.BytesIO(picture), "image/png")


@templates.get("/<template_name>/preview.pdf")
@needs("templates:read")
@templates.input(SampleQuery, location="query", arg_name="query")
@templates.doc(responses=file_of("application/pdf", "The PDF file"))
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
    return on_paper(build_view(replace(data, second_language=query["second_language"])), query)
