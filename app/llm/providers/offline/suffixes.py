"""What stands behind a number and makes it an amount: a scale, a percent sign, cents, the name of a currency."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from app.core.money import MAX_AMOUNT
from app.llm.providers.offline.figures import HALVES, FigureReader
from app.llm.providers.offline.tokens import Token, join

_PLAIN_SCALES = {"k": Decimal(1000)}
_PENNIES = frozenset("pence penny".split())
_PERS = frozenset("per por pour".split())
_CENTS = frozenset("cent cento ciento".split())
"""Behind them "per cent", "por ciento", "pour cent"."""
_FORINT, _LEAST_FORINTS = "Ft", 500
"""As it is written in Hungary; fewer are feet."""
_POSTCODE = 4
_LEAST_K = 10
"""A smaller number before a glued capital K is a resolution."""


class SuffixReader(FigureReader):
    """Reads on from a number to all that belongs to it."""

    def _with_suffix(
        self,
        tokens: Sequence[Token],
        at: int,
        value: Decimal,
        stop: int,
        scales: Mapping[str, Decimal] | None = None,
    ) -> tuple[Token, int]:
        scales = scales or _PLAIN_SCALES
        if stop < len(tokens) and tokens[stop].gap == 0 and tokens[stop].low in HALVES:
            value, stop = value + HALVES[tokens[stop].low], stop + 1
        if stop < len(tokens) and tokens[stop].text == "K" and value < _LEAST_K and scales is _PLAIN_SCALES:
            return join(tokens, at, stop + 1, "code"), stop + 1  # "a 4K monitor"
        if stop < len(tokens) and tokens[stop].low == "p" and tokens[stop].gap == 0 and value < 100:
            return self._money(tokens, at, stop + 1, value / 100, "GBP")
        if stop < len(tokens) and tokens[stop].gap == 0 and tokens[stop].low in scales:
            value, stop = value * scales[tokens[stop].low], stop + 1
        elif stop < len(tokens) and tokens[stop].low in self.lexicon.scales:
            value, stop = value * self.lexicon.scales[tokens[stop].low], stop + 1
        if value >= MAX_AMOUNT:
            return join(tokens, at, stop, "code"), stop
        if percent := self._percent_stop(tokens, stop):
            token = join(tokens, at, percent, "percent")
            token.number = value
            return token, percent
        return self._with_currency(tokens, at, value, stop)

    def _percent_stop(self, tokens: Sequence[Token], at: int) -> int | None:
        if at < len(tokens) and tokens[at].low in self.lexicon.words["percent"]:
            return at + 1
        two = at + 1 < len(tokens) and tokens[at].low in _PERS and tokens[at + 1].low in _CENTS
        return at + 2 if two else None

    def _minor(self, tokens: Sequence[Token], at: int, value: Decimal, stop: int) -> tuple[Token, int] | None:
        """95 cents, 1.8 pence: hundredths of the currency that is named elsewhere, or of the pound."""
        low = tokens[stop].low if stop < len(tokens) and tokens[stop].kind == "word" else ""
        if low not in self.lexicon.words["minor_units"]:
            return None
        return self._money(tokens, at, stop + 1, value / 100, "GBP" if low in _PENNIES else None)

    def _with_currency(self, tokens: Sequence[Token], at: int, value: Decimal, stop: int) -> tuple[Token, int]:
        if minor := self._minor(tokens, at, value, stop):
            return minor
        near = stop < len(tokens) and tokens[stop].gap <= 2
        near = near and not _is_postcode(tokens, at, stop)
        if near and tokens[stop].text == _FORINT and value >= _LEAST_FORINTS and not self._leads_on(tokens, stop + 1):
            return self._money(tokens, at, stop + 1, value, "HUF")
        currency, width = self.named(tokens, stop) if near else (None, 0)
        if currency and width > 1 and self._belongs_to_next(tokens, stop, width):
            currency, width = self.currency_of(tokens[stop]), 1
        if currency and not self._belongs_to_next(tokens, stop, width):
            return self._money(tokens, at, stop + width, value, currency)
        token = join(tokens, at, stop, "number")
        token.number = value
        return token, stop

    def _leads_on(self, tokens: Sequence[Token], at: int) -> bool:
        """ "600 Ft of fencing" are feet."""
        return at < len(tokens) and tokens[at].low in self.lexicon.words["of"]

    def _belongs_to_next(self, tokens: Sequence[Token], at: int, width: int) -> bool:
        """In "2 x $50" or "3 USD 40" the symbol is the next number's; "5 pounds of flour" are no money."""
        after = tokens[at + width] if at + width < len(tokens) else None
        if after is None:
            return False
        if after.kind == "number":
            cents = tokens[at].gap == 0 and at > 0 and tokens[at - 1].kind == "number" and len(after.text) == 2
            return tokens[at].kind == "punct" and after.gap == 0 and not cents  # "3€50"
        weighs = tokens[at].low in self.lexicon.words["weights"]
        return weighs and after.low in self.lexicon.words["of"]

    def _money(
        self, tokens: Sequence[Token], at: int, stop: int, value: Decimal, currency: str | None
    ) -> tuple[Token, int]:
        token = join(tokens, at, stop, "money")
        token.number, token.currency = value, currency
        return token, stop


def _is_postcode(tokens: Sequence[Token], at: int, stop: int) -> bool:
    """ "1016 TL Amsterdam", with letters that are a sign of money too."""
    digits, letters = tokens[at].text, tokens[stop].text
    coded = digits.isdecimal() and len(digits) == _POSTCODE and len(letters) == 2 and letters.isupper()
    return coded and tokens[stop].kind == "word" and is_capital(tokens, stop + 1)


def is_capital(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word with a capital stands here."""
    return at < len(tokens) and tokens[at].kind == "word" and tokens[at].text[0].isupper()
