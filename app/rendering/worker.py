"""A render worker: a process that turns jobs into PDFs or pictures, one after the other, until its pipe closes.

`workers` starts it, with the PDF engine and nothing else of the program. What it answers is never unpickled: a file, or
a "!" and the name of an error, so that its parent need not trust a process that reads strangers' texts.
"""

import resource
import signal
from multiprocessing.connection import Connection

from app.rendering.engine import html_to_pdf
from app.rendering.faces import register_faces
from app.rendering.job import RenderJob
from app.rendering.raster import draw_page

_MEMORY_BYTES = 1 << 30


def main(pipe_fd: int) -> None:
    """Serve the pipe that was inherited as `pipe_fd`."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the program, which ends its workers itself.
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
    register_faces()
    with Connection(pipe_fd) as pipe:
        try:
            while True:
                pipe.send_bytes(_answer(pipe.recv_bytes()))
        except (EOFError, BrokenPipeError, ConnectionResetError):
            return  # The parent has gone.


def _answer(message: bytes) -> bytes:
    try:
        job = RenderJob.from_bytes(message)
        pdf = html_to_pdf(job)
        return draw_page(pdf, job.picture_page, job.picture_width_px) if job.picture_page else pdf
    except Exception as exc:  # Whatever it was, the next document must still be drawn.
        return b"!" + type(exc).__name__.encode()
