"""A mend of the PDF engine: a cell over several columns keeps its content where a page reads from right to left.

xhtml2pdf 0.2.28 turns each row round and leaves such a cell's content in what is then its last column, while ReportLab
draws what stands in the first: the cell came out empty.
"""

from typing import Any

from xhtml2pdf import tables

_turn_round = tables._mirror_columns


def mend() -> None:
    """Put the mend in place; once is enough, again changes nothing."""
    tables._mirror_columns = _mirror_columns


def _mirror_columns(table: Any, rows: list[list[Any]], count: int) -> None:
    _turn_round(table, rows, count)
    for name, (first, row), (last, _), *_ in table.styles:
        if name == "SPAN" and first != last:
            cells = rows[row]
            cells[first], cells[last] = cells[last], cells[first]
