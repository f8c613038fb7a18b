"""A long table is measured once, and the end of a page costs what the page holds, not what is left of the table.

The engine measures the rows of a table three times, lays out all that is left of it four times on each page, notes the
place of every cell as soon as one cell spans others, and handles the command of every row at each page's end.
"""

from dataclasses import dataclass
from typing import Any

from reportlab.platypus.tables import _calc_pc

from app.rendering.speedups import Patch
from app.rendering.speedups.plain_cells import PlainCell

_ENDLESS = 72000  # The engine's height of a page that has none.

Place = tuple[int, int]
"""Column and row of a cell."""
Span = tuple[int, int, int, int]
"""From and to: column and row of the first cell, then of the last."""
Box = tuple[float, float, float, float]
"""Left, bottom, width and height."""


class Spans(dict[Place, Span | None]):
    """What each cell spans; None where another one covers it. Only these are noted: all others span themselves."""

    def __missing__(self, place: Place) -> Span:
        return (*place, *place)

    def get(self, place: Place, default: Any = None) -> Any:
        return self[place]


class Boxes(dict[Place, Box | None]):
    """Where each cell is drawn; None where another one covers it. What spans itself is worked out when it is asked."""

    def __init__(self, columns: list[float], rows: list[float]) -> None:
        super().__init__()
        self.columns, self.rows = columns, rows

    def __missing__(self, place: Place) -> Box:
        return self.box((*place, *place))

    def get(self, place: Place, default: Any = None) -> Any:
        return self[place] if place[1] < len(self.rows) - 1 else default

    def box(self, span: Span) -> Box:
        left, top, right, bottom = span
        x, y = self.columns[left], self.rows[bottom + 1]
        return x, y, self.columns[right + 1] - x, self.rows[top] - y


def _finding_spans(original: Any) -> Any:
    def find_spans(self: Any) -> None:
        self._spanRanges, self._colSpanCells, self._rowSpanCells = Spans(), [], []
        for _, start, stop in self._spanCmds:
            (left, right), (top, bottom) = (
                sorted(at + count if at < 0 else at for at in ends)
                for ends, count in zip(zip(start, stop, strict=True), (self._ncols, self._nrows), strict=True)
            )
            places = [(x, y) for y in range(top, bottom + 1) for x in range(left, right + 1)]
            if len(places) > 1:
                self._colSpanCells += places if left != right else []
                self._rowSpanCells += places if top != bottom else []
                self._spanRanges.update(dict.fromkeys(places))
                self._spanRanges[left, top] = (left, top, right, bottom)

    return find_spans


def _placing_spans(original: Any) -> Any:
    def place_spans(self: Any) -> None:
        # The engine keeps the first places it found, whatever the heights are by now.
        if hasattr(self, "_spanRects") and (not self._longTableOptimize or self._hmax == self._hmax_spanRects):
            return
        columns, rows = self._colpositions, self._rowpositions
        boxes = Boxes(columns, rows)
        self._vBlocks, self._hBlocks = {}, {}
        for place, span in self._spanRanges.items():
            if span is None:
                boxes[place] = None
            elif span[3] < len(rows) - 1:
                left, top, right, bottom = span
                boxes[place] = boxes.box(span)
                for column in columns[left + 1 : right + 1]:
                    self._vBlocks.setdefault(column, []).append((rows[bottom + 1], rows[top]))
                for row in rows[top + 1 : bottom + 1]:
                    self._hBlocks.setdefault(row, []).append((columns[left], columns[right + 1]))
        for blocks in (*self._vBlocks.values(), *self._hBlocks.values()):
            blocks.sort()
        self._spanRects, self._hmax_spanRects = boxes, self._hmax

    return place_spans


@dataclass(frozen=True, slots=True)
class Measured:
    """How high the rows are in columns of these widths, in whatever room that has `tallest`; None: measure again."""

    declared: list[Any]
    widths: list[float]
    heights: list[Any]
    tallest: float


def _measuring(original: Any) -> Any:
    def calc_height(self: Any, availHeight: float, availWidth: float, H: Any = None, W: Any = None) -> None:  # noqa: N803
        declared, known = self._argH, getattr(self, "measured", None)
        if None not in declared:
            if getattr(self, "placed", None) is not declared:
                original(self, availHeight, availWidth, H, W)
                self.placed = declared
            return
        self.placed = None
        widths = W or _calc_pc(self._argW, availWidth)
        room = self.getMaxHeight() or _ENDLESS
        if known and known.declared is declared and known.widths == widths and known.tallest <= room:
            self._argH, self._rowHeights = known.heights, list(known.heights)
        try:
            original(self, availHeight, availWidth, H, W)
        finally:
            self._argH = declared
        self.measured = _measured(self, declared, list(widths))

    return calc_height


def _measured(table: Any, declared: list[Any], widths: list[float]) -> Measured:
    """From the first cell that spans rows on, the engine stretches rows and may stop early: there it measures."""
    end = min((row for _, row in table._rowSpanCells), default=len(declared)) if table._spanCmds else len(declared)
    rows = zip(declared[:end], table._rowHeights, table._cellvalues, strict=False)
    heights = [height if given is not None or _is_plain(cells) else None for given, height, cells in rows]
    tallest = max((height for height in heights if height is not None), default=0.0)
    return Measured(declared, widths, [*heights, *declared[end:]], tallest)


def _is_plain(cells: list[Any]) -> bool:
    """Whether the row's height does not depend on the room that is left."""
    return all(
        isinstance(cell, str) or (len(cell) == 1 and type(cell[0]) is PlainCell and cell[0].fits) for cell in cells
    )


def _carrying_on(original: Any) -> Any:
    """The rows after row `n` go on in a table of their own, below the repeated ones."""

    def carry_on(
        self: Any, n: int, count: int, repeated: list[int], commands: list[Any], *how: Any, **named: Any
    ) -> None:
        for command in commands:
            name, (left, top), (right, bottom), *rest = command
            if name == "BACKGROUND" and isinstance(top, int) and n <= top <= bottom:
                down = len(repeated) - n
                self._bkgrndcmds.append((name, (left, top + down), (right, bottom + down), *rest))
            else:
                original(self, n, count, repeated, [command], *how, **named)

    return carry_on


NEEDS = [
    ("xhtml2pdf.xhtml2pdf_reportlab", "PmlTable.getMaxHeight"),
    ("xhtml2pdf.xhtml2pdf_reportlab", "PmlTable._calc"),
]
PATCHES = [
    Patch("xhtml2pdf.xhtml2pdf_reportlab", "PmlTable._calcSpanRanges", _finding_spans),
    Patch("xhtml2pdf.xhtml2pdf_reportlab", "PmlTable._calcSpanRects", _placing_spans),
    Patch("xhtml2pdf.xhtml2pdf_reportlab", "PmlTable._calc_height", _measuring),
    Patch("xhtml2pdf.xhtml2pdf_reportlab", "PmlTable._cr_1_1", _carrying_on),
]
