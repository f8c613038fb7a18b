"""What can go wrong when a document is drawn.

SaybillError
├── PageMissing    404 page_not_found
├── RenderFailed   500 render_failed
├── RenderBusy     503 render_busy     (Retry-After)
└── RenderTimeout  504 render_timeout
"""

from app.core.errors import SaybillError


class PageMissing(SaybillError):
    """A picture was wanted of a page after the last."""

    status = 404
    code = "page_not_found"
    default_message = "The document has no such page. Ask for page 1."


class RenderFailed(SaybillError):
    """The engine could not lay the document out, or its process died twice."""

    status = 500
    code = "render_failed"
    default_message = "The PDF could not be drawn. The document itself is stored and unharmed."


class RenderBusy(SaybillError):
    """Every worker is busy and the queue is full."""

    status = 503
    code = "render_busy"
    default_message = "Too many PDFs are being drawn at the moment. Wait for the seconds in Retry-After and try again."

    def __init__(self, retry_after_s: int) -> None:
        super().__init__(headers={"Retry-After": str(retry_after_s)})


class RenderTimeout(SaybillError):
    """The document took longer than one may."""

    status = 504
    code = "render_timeout"
    default_message = "Drawing the PDF took too long. Shorten the texts or split the document, then try again."
