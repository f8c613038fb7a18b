"""Table rows that are like one before them, but for their texts, take over what the engine made of that one.

The first row of a shape (elements, classes, attributes, place where a style sheet asks for it) goes the engine's whole
way: cascade, boxes, cells. What came of it is noted. A later row of that shape in the same group of the same table gets
its texts only, by the engine's own `addFrag`, so that faces are chosen for each character as ever. A row whose shape or
outcome is not plain goes the engine's way every time.
"""

from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from xml.dom import Node

from xhtml2pdf.config.resources import check_deadline
from xhtml2pdf.w3c.cssDOMElementInterface import CSSDOMElementInterface

from app.rendering.speedups import Patch
from app.rendering.speedups.cascades import selectors_by_place
from app.rendering.speedups.like_texts import LikeText
from app.rendering.speedups.plain_cells import PlainCell
from app.rendering.speedups.row_shapes import Shape, cells_of, shape_of, texts_of

Command = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class LikeCell:
    """What a cell of this shape is made of: the style of each of its texts, and its own."""

    texts: tuple[LikeText, ...]
    style: Any
    direction: str


@dataclass(frozen=True, slots=True)
class LikeRow:
    cells: tuple[LikeCell, ...]
    commands: tuple[Command, ...]
    """The table commands of the row: name, first column, last column, and the rest."""
    widths: dict[int, Any]


@dataclass(slots=True)
class Group:
    """The rows of one <tbody> so far."""

    parent: Any
    selectors: list[Any]
    rows: dict[Shape, LikeRow | None] = field(default_factory=dict)
    runs: dict[Command, int] = field(default_factory=dict)
    """Where in the table's style a command stands that reaches down to the last row."""


def _looping(original: Any) -> Any:
    def loop(node: Any, context: Any, **inherited: Any) -> None:
        is_row = node.nodeType == Node.ELEMENT_NODE and node.tagName == "tr" and context.tableData is not None
        if not is_row or not _place(node, context, lambda: original(node, context, **inherited)):
            original(node, context, **inherited)

    return loop


def _place(node: Any, context: Any, place_fully: Any) -> bool:
    """Put the row into the table, if it can be done here; `place_fully` is the engine's way."""
    group = _group_of(node, context)
    structure = shape_of(node) if group else None
    if group is None or structure is None:
        return False
    element = CSSDOMElementInterface(node)
    shape = (structure, tuple(selector.matches(element) for selector in group.selectors))
    if shape not in group.rows:
        group.rows[shape] = None
        group.rows[shape] = _observe(node, context, group, place_fully)
        return True
    row = group.rows[shape]
    if row is None:
        return False
    check_deadline()
    _repeat(node, context, group, row)
    return True


def _group_of(node: Any, context: Any) -> Group | None:
    """The group that the row belongs to; None where rows have to be seen one by one."""
    if context.frag.insideStaticFrame or any(name.startswith("counter-") for name in context.cssCascade.propertyNames):
        return None
    group: Group | None = getattr(context.tableData, "like_rows", None)
    if group is None or group.parent is not node.parentNode:
        group = Group(node.parentNode, _selectors_by_place(context))
        context.tableData.like_rows = group
    return group


def _selectors_by_place(context: Any) -> list[Any]:
    known: list[Any] | None = getattr(context, "selectors_by_place", None)
    if known is None:
        known = context.selectors_by_place = selectors_by_place(context.cssCascade.iterCSSRulesets())
    return known


def _observe(node: Any, context: Any, group: Group, place_fully: Any) -> LikeRow | None:
    """Let the engine place the row, and note what it made of it; None when that cannot be taken over."""
    table = context.tableData
    number, first_command, story_length = table.row, len(table.styles), len(context.story)
    widths, table.colw = table.colw, [None] * len(table.colw)
    added: list[tuple[str, Any]] = []
    add_frag = context.addFrag

    def noting(text: Any = "", frag: Any = None) -> None:
        added.append((text, context.frag.clone()))
        add_frag(text, frag)

    context.addFrag = noting
    try:
        place_fully()
    finally:
        del context.addFrag
        own_widths = {column: width for column, width in enumerate(table.colw) if width is not None}
        table.colw = widths + [None] * (len(table.colw) - len(widths))
        for column, width in own_widths.items():
            table.colw[column] = width
    commands = _commands(table.styles[first_command:], number)
    is_one_row = table.row == number + 1 and len(table.data) == table.row and not table.span
    is_left_alone = len(context.story) == story_length and context.tableData is table
    if commands is None or not is_one_row or table.rowh[number:] != [None] or not is_left_alone:
        return None
    cells = _like_cells(node, table.data[number], added)
    if cells is None:
        return None
    for place, command in enumerate(commands, first_command):
        group.runs[command] = place
    return LikeRow(cells, commands, own_widths)


def _commands(styles: list[Any], number: int) -> tuple[Command, ...] | None:
    commands = []
    for name, (first, top), (last, bottom), *rest in styles:
        command = (name, first, last, *(tuple(part) if isinstance(part, list) else part for part in rest))
        # A callable paints a rounded box, which has to know its one cell.
        if name == "SPAN" or top != number or bottom != number or any(callable(part) for part in rest):
            return None
        commands.append(command)
    return tuple(commands)


def _like_cells(node: Any, cells: list[Any], added: list[tuple[str, Any]]) -> tuple[LikeCell, ...] | None:
    """None unless each cell is plain and every text of the row went into it as it stands."""
    if not all(isinstance(cell, PlainCell) for cell in cells) or len(cells) != len(cells_of(node)):
        return None
    taken = iter(added)
    likes: list[LikeCell] = []
    for child in node.childNodes:
        texts = [child.data] if child.nodeType == Node.TEXT_NODE else list(texts_of(child))
        pieces = list(islice(taken, len(texts)))
        if [text for text, _ in pieces] != texts:
            return None
        if child.nodeType == Node.ELEMENT_NODE:
            cell = cells[len(likes)]
            likes.append(LikeCell(tuple(LikeText(base) for _, base in pieces), cell.style, cell.direction))
    return tuple(likes) if next(taken, None) is None else None


def _repeat(node: Any, context: Any, group: Group, like: LikeRow) -> None:
    table = context.tableData
    frag = context.frag
    table.data.append([_cell(element, context, cell) for element, cell in zip(cells_of(node), like.cells, strict=True)])
    context.frag = frag
    context.clearFrag()
    context.force = False
    table.rowh.append(None)
    for column, width in like.widths.items():
        table.colw[column] = width
    _command(table, group, like.commands)
    table.col = len(like.cells)
    table.row += 1


def _cell(element: Any, context: Any, like: LikeCell) -> PlainCell:
    context.clearFrag()
    for text, known in zip(texts_of(element), like.texts, strict=True):
        known.add_to(context, text)
        if hasattr(known.base, "lineBreak"):
            context.fragStrip = True
    frags = context.fragList if like.style is not None else []
    if frags:
        frags.append(frags[-1].clone(text=""))
    return PlainCell(frags, like.style, like.direction)


# Commands of different groups do not touch each other, so only within one does their order count.
_LINES = frozenset(("LINEABOVE", "LINEBELOW", "LINEBEFORE", "LINEAFTER"))


def _command(table: Any, group: Group, commands: tuple[Command, ...]) -> None:
    """Give the row its style: reach down with the commands of the row above where they are the same.

    A thousand rows of padding are then a few commands, and not thousands that every page end copies.
    """
    number = table.row
    names = {command[0] for command in commands}
    # Where a row's lower line meets the next one's upper line, the one drawn later is on top.
    lines_may_meet = {"LINEABOVE", "LINEBELOW"} <= names
    last: dict[str, int] = {}
    for command in commands:
        name, first, end, *rest = command
        kind = "LINE" if name in _LINES else name
        place = group.runs.get(command, -1)
        reaches = place > last.get(kind, -1) and table.styles[place][2][1] == number - 1
        if reaches and name != "BACKGROUND" and not (kind == "LINE" and lines_may_meet):
            _, start, _, *_ = table.styles[place]
            table.styles[place] = (name, start, (end, number), *rest)
        else:
            place = group.runs[command] = len(table.styles)
            table.styles.append((name, (first, number), (end, number), *rest))
        last[kind] = place


NEEDS = [
    ("xhtml2pdf.context", "pisaContext.addFrag"),
    ("xhtml2pdf.context", "pisaContext.clearFrag"),
    ("xhtml2pdf.tables", "TableData.add_cell_styles"),
    ("xhtml2pdf.w3c.css", "CSSCascadeStrategy.iterCSSRulesets"),
]
PATCHES = [Patch("xhtml2pdf.parser", "pisaLoop", _looping)]
