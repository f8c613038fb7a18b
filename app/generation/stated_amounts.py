"""The sums that words state themselves: "10 h at 50 is 600", "5 chairs, 500 total". Not what they mean for an invoice.

Cautious, unlike `spoken_numbers`: only figures, and only where a sign or word beside them says what they are. Each
figure is looked at once, with a bounded bit of text around it, so it is linear in the length of the words.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from app.core import money
from app.generation.spoken_numbers import read_numbers

_NEAR = 60
_MOST = 100
_BLANKS = re.compile(r"\s{2,}")
# Blanks come one at a time, see `_squeezed`: several unbounded ones in a row are tried in every combination.
_BLANK = r"\s?"
_NAMES_OF_MONEY = (
    r"euros?|dollars?|pounds?|quid|bucks|francs?|franken|fr\.|yen|zł|kr\.?|rs\.?|reais|pesos|us\$|a\$|c\$|r\$|[$€£¥₹]"
)
_MONEY = rf"(?:(?:{_NAMES_OF_MONEY}|{'|'.join(sorted(money.CURRENCIES))})(?![^\W\d_]))"
_FIGURE = re.compile(
    r"(?<![0-9.,])(?:[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3}(?![0-9]))+(?:[.,][0-9]+)?|[0-9]+(?:[.,'’][0-9]+)*)(?:k\b)?"
)
_UNIT = re.compile(r"[ \u00a0\u202f-]{0,2}[^\W\d_]{1,12}")
_PERCENT = re.compile(rf"{_BLANK}%")
_DATE = re.compile(r"[0-9]{1,2}[.][0-9]{1,2}[.][0-9]{2,4}")


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text.replace(" ", _BLANK), re.IGNORECASE)


_TIMES = _pattern(rf"[^\d\n=]{{0,40}}?(?:\b(?:at|à|a|zu|je|por|x)\b|[@x×*])(?: {_MONEY})? ")
_OF_EACH = _pattern(rf"[^\d\n=.;]{{1,40}}(?:{_MONEY})? ")
_EACH = _pattern(rf" (?:{_MONEY})? (?:each|apiece|per\b|/|cada\b|chacune?\b|l['’]un[oae]?\b|ciascun|je\b|pro\b|cad\b)")
_RESULT = _pattern(
    rf" (?:{_MONEY})? (?:(?:/|(?:per|an?|each|die|pro|la|por|l['’]|de l['’]|all['’])\b)? [^\W\d_]*\.?)? [,;:–—-]? "
    r"(?:(?:so|that|which|this|it|das|dies|ce qui|cela|ça|lo que|che|dus|dat)\b['’]?)? "
    r"(?:=|\b(?:is|s|are|makes?|comes? to|gives?|equals?|totals?|ergibt|ergeben|macht|sind|font|fait|soit|son|hacen?|"
    rf"suman?|fanno|fa|sono|zijn|maakt|são|dá|faz)\b)(?: in (?:total|all))? (?:{_MONEY})? "
)
_TOTAL_BEFORE = _pattern(
    r"(?:\b(?:(?:sub|grand )?total[es]?|totall?ing|total\w*betrag|gesamt(?:betrag|summe|preis)?|insgesamt|zusammen|"
    r"summe|altogether|in all|all in|amount due|balance due|totaal|suma|rechnungsbetrag|zahlbetrag|endbetrag|comes? to|"
    r"adds? up to|amounts? to|beläuft sich auf|s['’]élève à|asciende a|ammonta a)\b)"
    r"(?: (?:[:=]|\b(?:is|of|comes? to|amount|sum|price|cost|due|to pay|bill|invoice|will be|should be|must be|von|"
    rf"beträgt|ist|de|di|van|ht|ttc|net|netto|brutto|gross|is dan)\b)){{0,4}} (?:{_MONEY})? \Z"
)
_TOTAL_AFTER = _pattern(
    rf" (?:{_MONEY})? (?:(?:in|as a|im|en|au|em)\b )?"
    r"(?:totale?\b|totaal\b|insgesamt\b|gesamt\b|altogether\b|all in\b|all\b|overall\b|zusammen\b|tout\b|tudo\b)"
)
_MONEY_BEFORE = _pattern(rf"{_MONEY} \Z")
# A figure before any other word counts something: 3 mornings, 5 June.
_MONEY_AFTER = _pattern(
    rf" (?:{_MONEY}|[.,;:!?)\"'”»]|\Z|\n|[–—-] |\b(?:in|for|plus|and|incl\w*|excl\w*|net|gross|total\w*|altogether|all|"
    r"ht|ttc|inkl\w*|zzgl\w*|und|netto|brutto|insgesamt|für|pour|et|y|e|en|voor|con|com|mas|más|mais|più|iva|vat|mwst|tva|"
    r"btw|tax|before|after|with|without|to|due|by|on|from|which|that)\b)"
)
_PRICE_OF = _pattern(rf" (?:{_MONEY})? (?:for|für|pour|por|per|voor)(?: the)? ")


@dataclass(frozen=True)
class Figure:
    """A number as it is written, and all that it can be read as: "1.200" is 1200 and 1.2."""

    text: str
    readings: frozenset[Decimal]
    start: int
    end: int


@dataclass(frozen=True)
class Product:
    """So many at such a price, and what the words say that this makes, if they do."""

    quantity: Figure
    price: Figure
    result: Figure | None


@dataclass(frozen=True)
class Stated:
    """What the words reckon up themselves."""

    products: tuple[Product, ...]
    totals: tuple[Figure, ...]


def read_stated(words: str) -> Stated:
    """The products and totals that stand in the words: the first hundred of each, more is no invoice."""
    words = _squeezed(words)
    figures = [_figure(words, match) for match in _FIGURE.finditer(words) if not _DATE.fullmatch(match[0])]
    known = [figure for figure in figures if figure.readings]  # Figures of fifty digits have none.
    return Stated(tuple(_products(words, known)[:_MOST]), tuple(_totals(words, known)[:_MOST]))


def _squeezed(words: str) -> str:
    """Each run of blanks as one: a line end where there is one among them."""
    return _BLANKS.sub(lambda run: "\n" if "\n" in run[0] else run[0][0], words)


def _figure(words: str, match: re.Match[str]) -> Figure:
    # With the word behind it, because 90 minutes are 1.5 as well.
    unit = _UNIT.match(words, match.end())
    return Figure(match[0], read_numbers(match[0] + (unit[0] if unit else ""), None), match.start(), match.end())


def _products(words: str, figures: list[Figure]) -> list[Product]:
    found = []
    for index, (quantity, price) in enumerate(pairwise(figures)):
        if not _is_product(words, quantity, price):
            continue
        before = figures[index - 1] if index else None
        after = figures[index + 2] if index + 2 < len(figures) else None
        result = None
        if after and _RESULT.fullmatch(_between(words, price, after)) and _is_money(words, after):
            result = after
        elif before and _PRICE_OF.fullmatch(_between(words, before, quantity)) and _is_marked(words, before):
            result = before
        found.append(Product(quantity, price, result))
    return found


def _is_product(words: str, quantity: Figure, price: Figure) -> bool:
    between = _between(words, quantity, price)
    if _PERCENT.match(words, price.end):
        return False
    if _TIMES.fullmatch(between):
        return True
    return bool(_OF_EACH.fullmatch(between) and _EACH.match(words[price.end : price.end + _NEAR]))


def _totals(words: str, figures: list[Figure]) -> list[Figure]:
    found: list[Figure] = []
    previous_end = 0
    for figure in figures:
        after = words[figure.end : figure.end + _NEAR]
        before = words[max(previous_end, figure.start - _NEAR) : figure.start]
        if _TOTAL_AFTER.match(after):
            found.append(figure)
            previous_end = figure.end + len(after)  # That "total" belongs to this figure, not to the next.
        else:
            if _TOTAL_BEFORE.search(before) and _is_money(words, figure):
                found.append(figure)
            previous_end = figure.end
    return found


def _between(words: str, one: Figure, other: Figure) -> str:
    """The text between two figures; what no pattern matches when they are far apart."""
    return words[one.end : other.start] if other.start - one.end <= _NEAR else "\n" * _NEAR


def _is_money(words: str, figure: Figure) -> bool:
    return _is_marked(words, figure) or bool(_MONEY_AFTER.match(words[figure.end : figure.end + _NEAR]))


def _is_marked(words: str, figure: Figure) -> bool:
    before, after = words[max(0, figure.start - 8) : figure.start], words[figure.end : figure.end + _NEAR]
    return bool(_MONEY_BEFORE.search(before) or re.match(rf"{_BLANK}{_MONEY}", after, re.IGNORECASE))
