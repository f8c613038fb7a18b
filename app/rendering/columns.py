"""How wide the columns of a page are: wide enough for their longest figure, and all that is left to the words."""

import unicodedata
from collections.abc import Iterable, Sequence

from app.rendering.view import Columns, Headings, LineView, TotalRow

# The text width of the narrowest page of all templates, and the sizes that they print figures and heads in.
_PAGE_PT = 480.0
_FIGURE_PT = 9.0
_HEAD_PT = 7.5
_DUE_PT = 12.0
_PADDING_PT = 11.0
_LEAST_ITEM_PT = 150.0
_USUAL_AMOUNT_PT = 130.0
_GLUE_PERCENT = 0.1
_BETWEEN_FIGURES = frozenset(".,'’ \u00a0\u202f")

# A column's least and greatest width in points. Beyond the greatest its words and figures go on in the next line.
_LIMITS = {
    "quantity": (38.0, 80.0),
    "unit": (40.0, 72.0),
    "unit_price": (58.0, 110.0),
    "discount": (44.0, 80.0),
    "tax": (38.0, 62.0),
    "amount": (74.0, 122.0),
}

_OPTIONAL = frozenset(("unit", "discount", "tax"))


def build_columns(lines: Sequence[LineView], headings: Headings) -> Columns:
    """The widths of the items table, in percent; 0 for a column that holds nothing. They make 99.9, as 0.1 is left for
    the column without content that ties the last item to the totals."""
    widths = {name: _column_width(name, lines, headings) for name in _LIMITS}
    position = 14.0 + _text_width(str(len(lines)), _FIGURE_PT)
    taken = sum(widths.values()) + position
    shrink = min(1.0, (_PAGE_PT - _LEAST_ITEM_PT) / taken)
    percent = {name: round(100 * shrink * width / _PAGE_PT, 1) for name, width in widths.items()}
    place = round(100 * shrink * position / _PAGE_PT, 1)
    item = round(100 - _GLUE_PERCENT - place - sum(percent.values()), 1)
    return Columns(position=place, item=item, **percent)


def totals_widths(rows: Iterable[TotalRow]) -> tuple[float, float]:
    """How much of the page the totals take, and how much of that their amounts, in percent."""
    longest = max((_text_width(row.amount, _DUE_PT) for row in rows), default=0.0) + 8
    block = 50.0 if longest < _USUAL_AMOUNT_PT else 62.0
    return block, round(min(65.0, max(42.0, 10_000 * longest / (_PAGE_PT * block))), 1)


def _column_width(name: str, lines: Sequence[LineView], headings: Headings) -> float:
    values = {getattr(line, name) for line in lines}
    if name in _OPTIONAL and not any(values):
        return 0.0
    least, most = _LIMITS[name]
    heading = max((_text_width(word, _HEAD_PT) for word in getattr(headings, name).split()), default=0.0)
    widest = max((_text_width(value, _FIGURE_PT) for value in values), default=0.0)
    return min(most, max(least, widest + _PADDING_PT, heading + _PADDING_PT))


def _text_width(text: str, size_pt: float) -> float:
    """About how wide the text prints, rather more than less."""
    return sum(map(_sign_width, text)) * size_pt


def _sign_width(sign: str) -> float:
    """In em. All figures are 0.65 wide, capital letters 0.7 on average; what stands between figures is narrow."""
    if unicodedata.east_asian_width(sign) in "WF":
        return 1.0
    if sign in _BETWEEN_FIGURES:
        return 0.32
    return 0.65 if sign.isdecimal() else 0.72 if sign.isupper() else 0.62
