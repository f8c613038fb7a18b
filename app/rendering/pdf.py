"""A view as a PDF file, or one page of it as a picture."""

from dataclasses import replace

from app.core.text import clean_line
from app.rendering.html import render_html
from app.rendering.job import RenderJob
from app.rendering.view import DocumentView
from app.rendering.workers import workers

_PROPERTY_LENGTH = 200


def render_pdf(view: DocumentView, template_name: str | None = None) -> bytes:
    """The document as a PDF, drawn in a process of its own; the same view always makes the same bytes.

    Takes 0.1 s for a usual invoice, most of a second more for a process's first, and 0.2 s for 100 lines: never call it
    inside a transaction. Raises RenderBusy, RenderTimeout or RenderFailed.
    """
    return workers().draw(render_job(view, template_name))


def render_png(view: DocumentView, template_name: str | None = None, *, page: int = 1, width_px: int = 1000) -> bytes:
    """One page of the document as a PNG so many pixels wide; otherwise as `render_pdf`. PageMissing after the last."""
    job = render_job(view, template_name)
    return workers().draw(replace(job, picture_page=page, picture_width_px=width_px))


def render_job(view: DocumentView, template_name: str | None = None) -> RenderJob:
    """The page and the file's properties, ready to be drawn here or elsewhere."""
    return RenderJob(
        render_html(view, template_name),
        title=clean_line(view.file_title)[:_PROPERTY_LENGTH],
        author=clean_line(view.seller.name)[:_PROPERTY_LENGTH],
        subject=clean_line(view.title or "")[:_PROPERTY_LENGTH],
        created_at=view.created_at,
    )
