"""Pages of a PDF as pictures. Only for PDFs of our own making."""

import io
from collections.abc import Iterator
from typing import Any

import pypdfium2 as pdfium


class NoSuchPage(Exception):
    """The document has fewer pages."""


def draw_page(pdf: bytes, page: int, width_px: int) -> bytes:
    """Page number `page`, from 1, as a PNG so many pixels wide. NoSuchPage when the document ends before."""
    document = pdfium.PdfDocument(pdf)
    try:
        if not 1 <= page <= len(document):
            raise NoSuchPage
        return _png(document[page - 1], width_px)
    finally:
        document.close()


def page_pictures(pdf: bytes, width_px: int) -> Iterator[bytes]:
    """Each page as a PNG so many pixels wide."""
    document = pdfium.PdfDocument(pdf)
    try:
        for page in document:
            yield _png(page, width_px)
    finally:
        document.close()


def _png(page: Any, width_px: int) -> bytes:
    out = io.BytesIO()
    page.render(scale=width_px / page.get_width()).to_pil().save(out, "PNG")
    return out.getvalue()
