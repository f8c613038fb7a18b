"""Numbers said in several words around a unit: "une heure et demie", "1 h 30", "4 200 mots", "IVA del 21"."""

from collections.abc import Sequence
from decimal import Decimal

from app.llm.providers.offline.clocks import hours
from app.llm.providers.offline.dozens import count_dozens
from app.llm.providers.offline.lexicon import Lexicon
from app.llm.providers.offline.page import Page
from app.llm.providers.offline.quarters import QuarterReader
from app.llm.providers.offline.tokens import Token, fold, join, measured

_HALF = Decimal("0.5")
_SIGNS = {"¼": Decimal("0.25"), "½": _HALF, "¾": Decimal("0.75")}
_SIZES = frozenset({"kg", "gram", "pound", "ounce", "litre", "ml", "gallon", "metre", "foot", "yard", "tonne"})
_GROUP = 3
"""Digits of a group of thousands."""
_CLOSING = frozenset(".,;)\n")
_TAX_REACH = 3


def read_measures(page: Page) -> None:
    """Fold what belongs to one number, then give prices by the dozen and taxes without "%" their sense."""
    reader = _MeasureReader(page.lexicon)
    page.tokens = fold(page.tokens, {"number": [reader.number], "word": [reader.word], "money": [reader.cents]})
    page.mark_sentences()
    _price_by_one(page)
    count_dozens(page)
    _mark_tax_rates(page)


class _MeasureReader:
    def __init__(self, lexicon: Lexicon) -> None:
        self.units = lexicon.units
        words = lexicon.words
        self.links = words["number_links"] | words["number_bridges"] | words["extras"]
        self.of, self.articles, self.sizes = words["of"], words["articles"], words["sizes"]
        self.blank_groups = lexicon.language == "fr"
        """Whether thousands are set apart by a blank as a rule."""
        self.quarters = QuarterReader(lexicon)
        self.near = self.links | self.quarters.quarters | self.quarters.whole

    def number(self, tokens: Sequence[Token], at: int) -> tuple[Token, int] | None:
        """What follows a number tells at once whether anything belongs to it."""
        if at + 1 >= len(tokens):
            return None
        after, value, hit = tokens[at + 1], tokens[at].number, None
        if after.low in self.units or after.low in self.near or after.low == "h" or (value is not None and value < 1):
            quarters = self.quarters
            hit = self.half(tokens, at) or quarters.added(tokens, at) or quarters.part(tokens, at)
            hit = hit or self.minutes(tokens, at)
        grouped = after.gap == 1 and len(after.text) == _GROUP
        return hit or (self.thousands(tokens, at) if grouped else None)

    def word(self, tokens: Sequence[Token], at: int) -> tuple[Token, int] | None:
        """ "a quarter of an hour": an article counts as one; "kwartier" alone."""
        quarters, hit = self.quarters, None
        after = tokens[at + 1].low if at + 1 < len(tokens) else ""
        counts = tokens[at].low in self.articles or tokens[at].number is not None
        if counts and (after in self.units or after in self.near or after in self.of):
            hit = quarters.added(tokens, at) or quarters.part(tokens, at)
        return hit or quarters.alone(tokens, at)

    def half(self, tokens: Sequence[Token], at: int) -> tuple[Token, int] | None:
        """ "diez kilos y medio", "un'ora e mezza": the half stands behind the unit."""
        whole = tokens[at].number
        if at + 3 >= len(tokens) or whole is None or tokens[at].unit:
            return None
        unit = self.units.get(tokens[at + 1].low)
        if unit and tokens[at + 2].text in _SIGNS:
            return measured(tokens, at, at + 3, whole + _SIGNS[tokens[at + 2].text], unit)  # "3 heures ¾"
        if (
            unit is None
            or tokens[at + 2].low not in self.links
            or tokens[at + 3].number != _HALF
            or not tokens[at + 3].text[0].isalpha()
        ):
            return None
        following = tokens[at + 4].low if at + 4 < len(tokens) else ""
        if following in self.units:
            return None  # "one day and half a day"
        return measured(tokens, at, at + 4, whole + _HALF, unit)

    def cents(self, tokens: Sequence[Token], at: int) -> tuple[Token, int] | None:
        """ "nueve euros y medio", "12 euros e 50": what stands behind the currency, where nothing is counted by it."""
        euros = tokens[at].number
        if at + 1 < len(tokens) and euros is not None and self._has_cents_beside(tokens, at):
            token = join(tokens, at, at + 2, "money")
            token.number, token.currency = euros + Decimal(tokens[at + 1].text) / 100, tokens[at].currency
            return token, at + 2
        if at + 2 >= len(tokens) or tokens[at + 1].low not in self.links or euros is None:
            return None
        minor, after = tokens[at + 2], tokens[at + 3] if at + 3 < len(tokens) else None
        if _is_minor(minor, tokens[at]):
            return _money(tokens, at, euros + (minor.number or 0))  # "38 pounds and 40 pence"
        half = minor.number == _HALF and minor.text[0].isalpha() and euros % 1 == 0
        whole = minor.kind == "number" and minor.text.isdecimal() and len(minor.text) == 2 and euros % 1 == 0
        if not (half or (whole and (after is None or after.low in _CLOSING))) or minor.unit:
            return None
        if half and after is not None and after.low in self.units and minor.low.rpartition(" ")[2] not in self.articles:
            return None  # "medio kilo", but "medio la caja"
        return _money(tokens, at, euros + (_HALF if half else Decimal(minor.text) / 100))

    def _has_cents_beside(self, tokens: Sequence[Token], at: int) -> bool:
        """ "3 euros 50 pièce", "3€50", "3 Euro 50"; not "3 € 50 Stück zu", where they count."""
        minor, after = tokens[at + 1], tokens[at + 2] if at + 2 < len(tokens) else None
        whole = (tokens[at].number or 0) % 1 == 0 and tokens[at].text[0].isdecimal()
        if (
            minor.kind != "number"
            or minor.gap > 1
            or not (minor.text.isdecimal() and len(minor.text) == 2)
            or not whole
        ):
            return False
        closes = after is None or after.low in _CLOSING or not {"each", "per", "per_article"}.isdisjoint(after.cues)
        return not tokens[at].text[-1].isdecimal() and not minor.unit and closes

    def minutes(self, tokens: Sequence[Token], at: int) -> tuple[Token, int] | None:
        """ "1 h 30 à 60 €": the minutes have no unit, where a price or "of" follows them."""
        whole = tokens[at].number
        if at + 3 >= len(tokens) or self.units.get(tokens[at + 1].low) != "hour" or whole is None or tokens[at].unit:
            return None
        linked = tokens[at + 2].low in self.links and at + 4 < len(tokens)  # "3 ore e 30 di montaggio"
        if tokens[at + 1].low != "h" and not linked:
            return None
        minutes, after = tokens[at + 2 + linked], tokens[at + 3 + linked]
        if not minutes.text.isdecimal() or len(minutes.text) != 2 or int(minutes.text) > 59 or minutes.unit:
            return None
        if "strict_at" not in after.cues and after.low not in self.of:
            return None
        return measured(tokens, at, at + 3 + linked, whole + hours(int(minutes.text)), "hour")

    def thousands(self, tokens: Sequence[Token], at: int) -> tuple[Token, int] | None:
        """ "4 200 mots", "bracelets : 1 200 à 0,18": a blank before three digits, of one number and not of two."""
        first, stop = tokens[at].text, at + 1
        if not first.isdecimal() or len(first) > _GROUP or tokens[at].unit or first.startswith("0"):
            return None
        while stop < min(len(tokens), at + _GROUP) and _is_group(tokens[stop]):
            stop += 1
        led = at and (tokens[at - 1].number is not None or "place_number" in tokens[at - 1].cues)
        if stop == at + 1 or led or not self._goes_on(tokens, at, stop):
            return None
        digits = "".join(token.text for token in tokens[at:stop])
        return measured(tokens, at, stop, Decimal(digits), None)

    def _goes_on(self, tokens: Sequence[Token], at: int, stop: int) -> bool:
        """Before "at" or what is counted; no size ("2 500 g" may be two bags of 500 g), nor a price ("12 350 each")."""
        after = tokens[stop] if stop < len(tokens) else None
        if after is None or after.kind in ("line", "punct"):
            worded = at > 0 and (tokens[at - 1].kind == "word" or tokens[at - 1].low == ":")
            closes = after is None or after.low in _CLOSING
            return closes and worded and (self.blank_groups or tokens[stop - 1].text == "000")
        sized = after.low in self.sizes or self.units.get(after.low) in _SIZES
        priced = any(cue in after.cues for cue in ("each", "per", "per_article", "times", "total_said"))
        return after.kind == "word" and not sized and not priced and not after.taken


def _is_group(token: Token) -> bool:
    return token.kind == "number" and token.gap == 1 and token.text.isdecimal() and len(token.text) == _GROUP


def _is_minor(token: Token, major: Token) -> bool:
    """The "40 pence" behind "38 pounds and"."""
    small = token.kind == "money" and token.number is not None and 0 < token.number < 1 and token.text[0].isalnum()
    whole = major.number is not None and major.number % 1 == 0
    return small and whole and token.currency in (None, major.currency)


def _money(tokens: Sequence[Token], at: int, value: Decimal) -> tuple[Token, int]:
    """Three tokens as one amount in the currency of the first."""
    token = join(tokens, at, at + 3, "money")
    token.number, token.currency = value, tokens[at].currency
    return token, at + 3


def _price_by_one(page: Page) -> None:
    """ "34 metres, 48 EUR for one metre": where the unit is counted elsewhere, "for one" means "per"."""
    units = page.lexicon.units
    if not page.word_places(page.lexicon.words["sold_for"]):
        return
    counted = [units.get(page.low(at + 1)) for at, token in enumerate(page.tokens) if token.kind == "number"]
    kept: list[Token] = []
    for at, token in enumerate(page.tokens):
        led = kept and token.kind == "number" and kept[-1].low in page.lexicon.words["sold_for"] and token.number == 1
        unit = units.get(page.low(at + 1)) if led else None
        if unit and len(kept) > 1 and kept[-2].number is not None and counted.count(unit) > 1:
            kept[-1].cues = {"per": 1}
        else:
            kept.append(token)
    if len(kept) < len(page.tokens):
        page.tokens = kept
        page.mark_sentences()


def _mark_tax_rates(page: Page) -> None:
    """ "más IVA del 21": a usual rate behind the name of the tax is a percentage without its sign."""
    rates = {Decimal(rate) for rate in page.lexicon.words["tax_rates"]}
    small = page.lexicon.words["of"] | page.lexicon.words["articles"] | page.lexicon.words["vague"]
    for index, token in enumerate(page.tokens if rates else ()):
        if token.kind != "number" or token.taken or token.number not in rates or token.unit:
            continue
        before = index - 1
        while index - before < _TAX_REACH and page.low(before) in small:
            before -= 1
        if page.low(before) in page.lexicon.tax_names and page.low(index + 1) not in page.lexicon.units:
            token.kind = "percent"
