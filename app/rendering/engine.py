"""The PDF engine in this process: HTML in, bytes out. It reads no file and no address, whatever the HTML says.

Importing it costs 0.4 s and 40 MB, so the web process does not: it goes through `pdf.render_pdf` and its workers.
"""

import calendar
import gc
import io
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from reportlab import rl_config
from xhtml2pdf.config.resources import ResourceAccessPolicy
from xhtml2pdf.document import pisaDocument

from app.rendering.breaks import mark_breaks
from app.rendering.characters import drawable
from app.rendering.faces import register_faces
from app.rendering.job import RenderJob
from app.rendering.mirroring import mend
from app.rendering.speedups import switch_on

# No folder to read from, no network, not one resource; images of our own come as data: URIs, which do not count.
NOTHING_IS_FETCHED = ResourceAccessPolicy.server(None, allow_remote=False, max_resources=0)

# Its warnings quote the markup, and with it customers' names, into the log.
logging.getLogger("xhtml2pdf").setLevel(logging.CRITICAL)
rl_config.useA85 = 0  # Plain binary streams: a tenth smaller, and a tenth faster to write.
rl_config.invariant = 1  # The same document is the same bytes, in every process.
# A document is a million objects that live until it is drawn: to look through them for garbage after every 700 new ones
# takes a fifth of a long document's time.
gc.set_threshold(50_000, 20, 50)
switch_on()
mend()


def html_to_pdf(job: RenderJob) -> bytes:
    """Draw the job. Only one document at a time is drawn in a process, however many threads ask.

    Raises whatever the engine raises on HTML that it cannot lay out; templates never give it such.
    """
    html = drawable(job.html)
    register_faces(html)
    out = io.BytesIO()
    properties = {"title": job.title, "author": job.author, "subject": job.subject}
    with _dated(job.created_at):
        pisaDocument(
            mark_breaks(html),
            dest=out,
            context_meta={name: drawable(text) for name, text in properties.items()},
            resource_policy=NOTHING_IS_FETCHED,
            capacity=-1,  # All in memory: a long page would else go through a file in a folder that others read.
        )
    return out.getvalue()


@contextmanager
def _dated(day: date | None) -> Iterator[None]:
    """ReportLab takes the file's date from SOURCE_DATE_EPOCH alone."""
    if day is None:
        yield
        return
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = str(calendar.timegm(day.timetuple()))
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before
