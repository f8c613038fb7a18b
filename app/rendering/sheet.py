"""A contact sheet: every page of many documents, small, on one picture, to look a design over."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from PIL import Image, ImageDraw

from app.rendering.pdf import render_job
from app.rendering.present import build_view
from app.rendering.raster import page_pictures
from app.rendering.samples import build_sample
from app.rendering.workers import workers

ITEM_COUNTS = (1, 12, 60)
_PAGE_WIDTH_PX = 360
_GAP_PX = 12
_LABEL_PX = 18
_GROUND = "#8a919c"


@dataclass(frozen=True, slots=True)
class Sample:
    """One document of the sheet."""

    template: str
    language: str
    items: int

    def __str__(self) -> str:
        return f"{self.template}, {self.language}, {self.items} items"


def list_samples(templates: Iterable[str], languages: Iterable[str], counts: Iterable[int]) -> list[Sample]:
    """Each design in each language with each number of items."""
    return [Sample(*choice) for choice in product(templates, languages, counts)]


def draw_sheet(samples: Iterable[Sample]) -> Image.Image:
    """A row for each sample: what it is, then its pages from left to right. Drawn by the render workers."""
    rows = [(str(sample), list(_pages(sample))) for sample in samples]
    width = max(sum(page.width + _GAP_PX for page in pages) for _, pages in rows) + _GAP_PX
    height = sum(max(page.height for page in pages) + _GAP_PX + _LABEL_PX for _, pages in rows) + _GAP_PX
    sheet = Image.new("RGB", (width, height), _GROUND)
    pen, top = ImageDraw.Draw(sheet), _GAP_PX
    for label, pages in rows:
        pen.text((_GAP_PX, top), label, fill="white")
        left, top = _GAP_PX, top + _LABEL_PX
        for page in pages:
            sheet.paste(page, (left, top))
            left += page.width + _GAP_PX
        top += max(page.height for page in pages) + _GAP_PX
    return sheet


def _pages(sample: Sample) -> Iterator[Image.Image]:
    view = build_view(build_sample(sample.language, sample.items))
    pdf = workers().draw(render_job(view, sample.template))
    for picture in page_pictures(pdf, _PAGE_WIDTH_PX):
        yield Image.open(io.BytesIO(picture))
