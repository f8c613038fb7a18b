"""Table cells of nothing but text, laid out and drawn in a tenth of the engine's time.

The engine wraps each cell in a frame that can shrink it, copies the page's frame to measure it, and draws it in a
graphics state of its own. A plain cell breaks its lines by the same rules, in the same faces character by character and
in the same order of reading, and draws them at once. What does not fit it (a word wider than the column, a row higher
than the page) it hands to the engine's own cell, of which it is a kind.
"""

from typing import Any

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from xhtml2pdf.reportlab_paragraph import _maxLeadingExtent
from xhtml2pdf.xhtml2pdf_reportlab import PmlKeepInFrame, PmlParagraph

from app.rendering.speedups import Patch
from app.rendering.speedups.lines import FUZZ, Line, break_lines

_ROUNDING = 1e-4  # A row that is as high as its cell may be a little less than that, once paddings were added.


class PlainCell(PmlKeepInFrame):  # type: ignore[misc]
    """A cell of one paragraph (or none, without `frags`) that is nothing but text; `is_plain_*` say what that means."""

    def __init__(self, frags: list[Any], style: Any, direction: str, paragraph: Any = None) -> None:
        super().__init__(maxWidth=0, maxHeight=0, mode="shrink")
        self.frags, self.style, self.direction, self.paragraph = frags, style, direction, paragraph
        self.lines: list[Line] | None = None
        self.lines_width = -1.0
        self.natural = 0.0
        self.fits = True

    @property
    def _content(self) -> list[Any]:
        """What the engine's own cell holds: made only when the cell does not fit."""
        if self.paragraph is None and self.frags:
            self.paragraph = PmlParagraph(
                "".join(frag.text for frag in self.frags), self.style, frags=self.frags, dir=self.direction
            )
            self.paragraph.outline = False
            self.paragraph.keepWithNext = self.style.keepWithNext
            self.paragraph.autoLeading = "max"
        return [self.paragraph] if self.paragraph else []

    @_content.setter
    def _content(self, content: list[Any]) -> None:
        """Given at its making, by its paragraph."""

    def drawn_flowables(self) -> list[Any]:
        """Headings for a table of contents: none."""
        return []

    def getSpaceBefore(self, content: Any = None) -> float:  # noqa: N802
        return 0.0

    def getSpaceAfter(self, content: Any = None) -> float:  # noqa: N802
        return 0.0

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        width, available = max(availWidth, 1.0), max(availHeight, 1.0)
        self.setMaxHeight(available)
        if self.fits and width != self.lines_width:
            self.lines_width, self.lines = width, break_lines(self.frags, width, self.direction)
            if self.lines is not None:
                leading = self.style.leading if self.frags else 0
                self.natural = sum(sum(_maxLeadingExtent(line, leading)) for line in self.lines)
        if self.fits and self.lines is not None and self.natural <= available + _ROUNDING:
            self.width, self.height = (width if self.lines else 0) - FUZZ, self.natural - FUZZ
            return self.width, self.height
        self.fits = False  # For good, as the engine's cell does not forget either that it had to shrink.
        size: tuple[float, float] = super().wrap(availWidth, availHeight)
        return size

    def drawOn(self, canv: Any, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803
        if not self.fits:
            super().drawOn(canv, x, y, _sW)
        elif self.lines:
            draw_lines(canv, self.lines, x, y + self.height + FUZZ, self.style)


def draw_lines(canv: Any, lines: list[Line], left: float, top: float, style: Any) -> None:
    """The lines below `top`, aligned as their style says."""
    text = canv.beginText(left, top)
    share = {TA_LEFT: 0.0, TA_CENTER: 0.5, TA_RIGHT: 1.0}[style.alignment]
    font = color = None
    bottom = top
    for number, line in enumerate(lines):
        ascent, descent = _maxLeadingExtent(line, style.leading)
        # The engine puts the first line up to its own ascent, and all others by the leading.
        baseline = bottom - (ascent if number else line.ascent)
        bottom = baseline - descent
        text.setTextOrigin(left + share * line.free, baseline)
        for frag, words in line.runs:
            if words:
                if font != (frag.fontName, frag.fontSize):
                    font = (frag.fontName, frag.fontSize)
                    text.setFont(*font, leading=style.leading)
                if color is not frag.textColor:
                    color = frag.textColor
                    text.setFillColor(color)
                text._textOut(words)
    canv.drawText(text)


def is_plain_style(style: Any) -> bool:
    """No box of its own, no indent, no spacing of letters, nothing cut off, not justified."""
    return (
        style.alignment in (TA_LEFT, TA_CENTER, TA_RIGHT)
        and style.alignment != TA_JUSTIFY
        and not any(getattr(style, name, 0) for name in _BOX)
        and style.letterSpacing == style.wordSpacing == "normal"
        and style.wordWrap != "CJK"
        and not style.textOverflow
    )


_BOX = (
    "leftIndent rightIndent firstLineIndent spaceBefore spaceAfter backColor backgroundImage keepWithNext "
    "paddingTop paddingBottom paddingLeft paddingRight "
    "borderTopWidth borderBottomWidth borderLeftWidth borderRightWidth"
).split()


def is_plain_frag(frag: Any) -> bool:
    """Text in one colour that hides nothing: no picture, link, line or colour behind it."""
    return (
        isinstance(frag.text, str)
        and not hasattr(frag, "cbDefn")
        and not any(getattr(frag, name, None) for name in _MARKED)
        and getattr(frag.textColor, "alpha", 1) == 1
    )


_MARKED = ("link", "underline", "strike", "backColor", "rise", "pageNumber", "pageCount")


def is_plain_paragraph(paragraph: Any) -> bool:
    return (
        type(paragraph) is PmlParagraph
        and not paragraph.bulletText
        and not paragraph.outline
        and len(paragraph.frags) > 1  # The engine lays out a single one by other rules.
        and is_plain_style(paragraph.style)
        and all(is_plain_frag(frag) for frag in paragraph.frags)
    )


def _end_of_cell(original: Any) -> Any:
    def end(self: Any, context: Any) -> None:
        original(self, context)
        row = context.tableData.data[-1]
        cell = row[-1]
        if type(cell) is not PmlKeepInFrame or cell.mode != "shrink":
            return
        if not cell._content:
            row[-1] = PlainCell([], None, "ltr")
        elif len(cell._content) == 1 and is_plain_paragraph(cell._content[0]):
            (paragraph,) = cell._content
            row[-1] = PlainCell(paragraph.frags, paragraph.style, paragraph.dir, paragraph)

    return end


NEEDS = [("reportlab.pdfgen.textobject", "PDFTextObject._textOut")]
PATCHES = [Patch("xhtml2pdf.tables", "pisaTagTD.end", _end_of_cell)]
