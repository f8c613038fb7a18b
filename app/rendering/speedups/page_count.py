"""The number of pages is reckoned from the heights of what will be drawn, so that "1 of 7" is right at the first pass.

The engine draws every document twice, once to count its pages. Here it draws a second time only if the reckoning was
wrong; what is drawn is the same either way.
"""

import io
from collections.abc import Iterable
from itertools import islice
from typing import Any

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.doctemplate import LayoutError
from reportlab.platypus.flowables import KeepTogether, PageBreak
from xhtml2pdf.xhtml2pdf_reportlab import PmlPageCount, PmlTable

from app.rendering.speedups import Patch

_ENDLESS = 0xFFFFFFF


def _counting_beforehand(base: Any) -> Any:
    class CountingDoc(base):  # type: ignore[misc]
        """Announces a number of pages before it draws, and is content when so many were drawn."""

        announced = 0

        def multiBuild(self, story: list[Any], maxPasses: int = 10, **options: Any) -> Any:  # noqa: N802, N803
            indexes = [flowable for flowable in story if flowable.isIndexing()]
            if [type(index) for index in indexes] == [PmlPageCount]:
                indexes[0].isSatisfied = self._has_drawn_what_it_said
                self._announce(reckon_pages(self, story))
            return super().multiBuild(story, maxPasses, **options)

        def _announce(self, pages: int) -> None:
            self.announced = self._page_count = pages
            for template in self.pageTemplates:
                template._page_count = pages

        def _has_drawn_what_it_said(self) -> bool:
            # Compared with what was announced, since the templates raise their own count as they go.
            if self.page == self.announced and sorted(self.pageNumberResets) == self._knownResets:
                return True
            self._announce(self.page)
            return False

    return CountingDoc


def reckon_pages(doc: Any, story: list[Any]) -> int:
    """How many pages the story most likely fills. It may be wrong, and is at least 1."""
    frame = doc.pageTemplates[0].frames[0]
    try:
        return _Reckoning(frame._aW, frame._aH).pages_of(story)
    except (AttributeError, TypeError, ValueError, LayoutError):
        return 1


class _Reckoning:
    """Fills pages of one size with heights, as the engine does but for its finer rules."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self.canvas = Canvas(io.BytesIO())
        self.pages, self.left, self.space_after = 1, height, 0.0

    def pages_of(self, story: Iterable[Any]) -> int:
        together: list[Any] = []
        for flowable in story:
            if isinstance(flowable, PageBreak):
                self._turn()
                continue
            together += flowable._content if isinstance(flowable, KeepTogether) else [flowable]
            if not flowable.getKeepWithNext():
                self._place_together(together)
                together = []
        self._place_together(together)
        return self.pages

    def _place_together(self, flowables: list[Any]) -> None:
        if len(flowables) > 1:
            height = sum(
                part.wrapOn(self.canvas, self.width, _ENDLESS)[1] + part.getSpaceBefore() for part in flowables
            )
            if self.left < height <= self.height:
                self._turn()
        for flowable in flowables:
            self._place(flowable)

    def _place(self, flowable: Any) -> None:
        _, height = flowable.wrapOn(self.canvas, self.width, _ENDLESS)
        if not height:
            return
        before = 0.0 if self.left == self.height else max(flowable.getSpaceBefore() - self.space_after, 0)
        self.space_after = flowable.getSpaceAfter()
        if height + before <= self.left:
            self.left -= height + before
        elif isinstance(flowable, PmlTable):
            self.left -= before
            self._place_rows(flowable)
        else:  # A text goes on, line by line.
            over = height + before - self.left
            turns = int(over // self.height) + 1
            self.pages += turns
            self.left = self.height - (over - (turns - 1) * self.height)
        self.left -= self.space_after

    def _place_rows(self, table: Any) -> None:
        heights = table._rowHeights
        head = sum(islice(heights, table._repeatCount()))
        for number, height in enumerate(heights):
            if height > self.left and number > table._repeatCount():
                self._turn()
                self.left -= head
            elif height > self.left and number <= table._repeatCount():
                self._turn()
                self.left -= head if number else 0
            self.left -= height

    def _turn(self) -> None:
        self.pages += 1
        self.left, self.space_after = self.height, 0.0


NEEDS = [
    ("xhtml2pdf.xhtml2pdf_reportlab", "PmlPageTemplate.isFirstFlow"),
    ("xhtml2pdf.xhtml2pdf_reportlab", "PmlBaseDoc.beforeDocument"),
    ("xhtml2pdf.xhtml2pdf_reportlab", "PmlPageCount.isSatisfied"),
    ("xhtml2pdf.xhtml2pdf_reportlab", "PmlTable._repeatCount"),
]
PATCHES = [Patch("xhtml2pdf.document", "PmlBaseDoc", _counting_beforehand)]
