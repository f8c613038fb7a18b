"""Tables in text: a header that names its columns, then rows with the same separators."""

from dataclasses import dataclass
from decimal import Decimal

from app.llm.providers.offline.lines import Line
from app.llm.providers.offline.page import Page

_MARKS = ("|", ";", ",")
_GAP = 2
_MOST_COLUMNS = 20
_HEADS = ("amount_head", "price_head", "qty_head", "name_head", "skip_head")


@dataclass(frozen=True)
class Header:
    """The role of each column, and the mark between them (or "" for blanks and tabs)."""

    roles: tuple[str | None, ...]
    mark: str


def read_tables(page: Page) -> list[Line]:
    """The items of all tables; their lines are taken."""
    lines: list[Line] = []
    header: Header | None = None
    position = 0
    while position < len(page):
        stop = page.line_end(position)
        if header and not _is_rule(page, position, stop):
            line = _row(page, position, stop, header)
            if line:
                lines.append(line)
                page.take(position, stop)
            else:
                header = None
        if not header and stop - position > 2:
            header = _header(page, position, stop)
            page.take(position, stop if header else position)
        elif header:
            page.take(position, stop)
        position = stop + 1
    return lines


def _is_rule(page: Page, start: int, stop: int) -> bool:
    return stop > start and all(token.text.strip("|-+=: ") == "" for token in page.tokens[start:stop])


def _cells(page: Page, start: int, stop: int, mark: str) -> list[tuple[int, int]]:
    cells: list[tuple[int, int]] = []
    begin = start
    for position in range(start, stop):
        token = page.tokens[position]
        if mark and token.low == mark:
            cells.append((begin, position))
            begin = position + 1
        elif not mark and position > begin and token.gap >= _GAP:
            cells.append((begin, position))
            begin = position
    cells.append((begin, stop))
    if mark == "|" and cells and cells[0][0] == cells[0][1]:
        cells = cells[1:]
    return cells[:-1] if mark == "|" and cells and cells[-1][0] == cells[-1][1] else cells


def _header(page: Page, start: int, stop: int) -> Header | None:
    for mark in (*_MARKS, ""):
        cells = _cells(page, start, stop, mark)
        if not 2 <= len(cells) <= _MOST_COLUMNS:
            continue
        roles = tuple(_role(page, *cell) for cell in cells)
        if "name_head" in roles and ("price_head" in roles or "amount_head" in roles) and sum(map(bool, roles)) >= 2:
            return Header(roles, mark)
    return None


def _role(page: Page, start: int, stop: int) -> str | None:
    for cue in _HEADS:
        width = page.cue(start, cue)
        if width and (start + width == stop or page.low(start + width) in ("(", "[", ".")):
            return cue
    return None


def _row(page: Page, start: int, stop: int, header: Header) -> Line | None:
    cells = _cells(page, start, stop, header.mark)
    if len(cells) != len(header.roles):
        return None
    by_role = {role: cell for role, cell in zip(header.roles, cells, strict=True) if role}
    name = page.words(*by_role["name_head"])
    quantity, unit = _amount(page, by_role.get("qty_head"))
    price, _ = _amount(page, by_role.get("price_head"))
    if price is None:
        amount, _ = _amount(page, by_role.get("amount_head"))
        price = amount / quantity if amount is not None and quantity else amount
    if price is None or not name or page.cue(by_role["name_head"][0], "sum_line"):
        return None
    if header.roles.count("price_head") and page.facts.currency is None:
        page.facts.currency = next((token.currency for token in page.tokens[start:stop] if token.currency), None)
    return Line(name[:1].upper() + name[1:], start, quantity, unit, price)


def _amount(page: Page, cell: tuple[int, int] | None) -> tuple[Decimal | None, str | None]:
    for position in range(*cell) if cell else ():
        token = page.tokens[position]
        if token.number is not None and token.kind in ("number", "money"):
            following = page.low(position + 1) if position + 1 < cell[1] else ""  # type: ignore[index]
            return token.number, token.unit or page.lexicon.units.get(following)
    return None, None
