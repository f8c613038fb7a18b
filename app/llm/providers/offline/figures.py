"""Numbers in digits with all that can belong to them: groups of thousands, fractions, durations, "980.-"."""

import re
from collections.abc import Sequence
from decimal import Decimal

from app.core.money import CURRENCIES, exponent
from app.llm.providers.offline import notation, spelt
from app.llm.providers.offline.clocks import hours
from app.llm.providers.offline.lexicon import Lexicon
from app.llm.providers.offline.tokens import Token

_GLUED_MINUTES = re.compile(r"[hu](\d{1,2})(?:m|min)?")
_COMMA_CURRENCIES = frozenset("EUR BRL DKK NOK SEK ISK PLN CZK HUF RON TRY UAH IDR VND CLP COP ARS UYU".split())
"""Written with a decimal comma where they are at home, so that a dot before three digits groups thousands."""
_LINGUA_FRANCA = "en"
_FRACTIONS = frozenset("2 3 4 5 8".split())
HALVES = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
MONEY_SCALES = {"k": Decimal(1000), "m": Decimal(10**6), "mio": Decimal(10**6)}
_GLUED = frozenset({*MONEY_SCALES, *HALVES, "/", "p"})
"""What means something behind a number without a blank."""
_GROUP = 3
"""Digits of a group of thousands."""
_LONGEST_NAME = 3
_LEAST_MODEL, _LONGEST_MODEL = 3, 4
"""Characters: "12B" is the number of a house as a rule."""
_THOUSAND = "000"


class FigureReader:
    """Knows the language and the way of writing numbers of one text."""

    def __init__(self, lexicon: Lexicon, mark: str, currency: str | None = None) -> None:
        self.lexicon = lexicon
        self.mark = mark
        self.ordinal_marks = frozenset(mark for mark in lexicon.words["ordinals"] if mark.isalpha())
        self.decimals = exponent(currency) if currency else 2
        """Three where the words name a currency such as KWD: then "18.250" has decimals in any notation."""
        self.multiples = lexicon.words["twice"] | lexicon.words["thrice"]

    def currency_of(self, token: Token) -> str | None:
        """The ISO 4217 code of a symbol, a code or a word. Codes in small letters only if they are listed."""
        if token.kind not in ("word", "punct") or (token.text.islower() and "each" in token.cues):
            return None  # The "cad." of Italian lists is no Canadian dollar.
        listed = self.lexicon.currencies.get(token.low)
        return listed or (token.text if token.text in CURRENCIES else None)

    def named(self, tokens: Sequence[Token], at: int) -> tuple[str | None, int]:
        """The currency that begins at a token and how many tokens name it: "US dollars" before "dollars"."""
        if tokens[at].low in self.lexicon.long_currencies:
            for width in range(min(_LONGEST_NAME, len(tokens) - at), 1, -1):
                name = " ".join([token.low for token in tokens[at : at + width]])
                if code := self.lexicon.currencies.get(name):
                    return code, width
        return self.currency_of(tokens[at]), 1

    def _stands_alone(self, tokens: Sequence[Token], at: int) -> bool:
        """Nothing that could belong to the number follows: so it is with most, and it is quick to say."""
        if at + 1 >= len(tokens):
            return True
        after = tokens[at + 1]
        if after.kind == "number":  # "12 500 SEK", "1 1/2 days"
            return len(after.text) < _GROUP and (at + 2 >= len(tokens) or tokens[at + 2].text != "/")
        if after.kind == "punct" and after.text in ".,":
            return at + 2 >= len(tokens) or tokens[at + 2].text not in "-–—"  # "980.-"
        glued = after.gap == 0 and (after.kind == "code" or after.low in _GLUED)
        if glued or after.low in self.lexicon.number_followers:
            return False
        return spelt.half_behind(self.lexicon, tokens, at + 1) is None

    def _is_model(self, tokens: Sequence[Token], at: int) -> bool:
        """ "HP 305XL", "type 305A": behind a word, digits with capitals glued to them that are no unit or currency."""
        before, after = tokens[at - 1 : at], tokens[at + 1 : at + 2]
        if not before or not after or before[0].kind != "word" or "place_number" in before[0].cues:
            return False
        text, low = after[0].text, after[0].low
        glued = after[0].kind == "word" and after[0].gap == 0 and tokens[at].gap == 1 and text.isupper()
        long = len(text) + len(tokens[at].text) > _LEAST_MODEL and len(text) <= _LONGEST_MODEL
        meant = low in self.lexicon.units or low in self.lexicon.number_followers or low in self.lexicon.scales
        return glued and long and not meant and low not in self.lexicon.words["sizes"]

    def _is_ordinal(self, tokens: Sequence[Token], at: int) -> bool:
        """ "1st coat", "2nd visit": which, and not how many."""
        after = tokens[at + 1] if at + 1 < len(tokens) else None
        if after is None or after.gap or after.low not in self.ordinal_marks or at + 2 >= len(tokens):
            return False
        thing, words = tokens[at + 2], self.lexicon.words  # "on the 3rd, 10th and 17th" are days.
        small = thing.low in words["vague"] or thing.low in words["extras"] or thing.low in self.lexicon.months
        return thing.kind == "word" and thing.gap == 1 and not small and not thing.cues

    def _digits(self, tokens: Sequence[Token], at: int, currency: str | None = None) -> tuple[Decimal, int] | None:
        text, stop = tokens[at].text, at + 1
        while self._is_group(tokens, at, stop):
            text += tokens[stop].text
            stop += 1
        if currency is None and stop < len(tokens):
            currency = self.currency_of(tokens[stop])
        decimals = exponent(currency) if currency else self.decimals
        # "€3.500" is three and a half thousand in any language; "$1.255" may be the price of a litre.
        # Nor has a price three decimals elsewhere: "12,500 pesos", "2.400 pesos mexicanos".
        whole = currency is not None and decimals == 2 and ("," in text or self.lexicon.language != _LINGUA_FRANCA)
        groups = currency in _COMMA_CURRENCIES or decimals == 0 or whole
        mark = notation.GROUPS_ONLY if groups else self.mark
        value = notation.parse(text, mark, decimals)
        if value is None:
            return None
        if stop + 1 < len(tokens) and tokens[stop].text in ".," and tokens[stop + 1].text in "-–—":
            glued = tokens[stop].gap == 0 and tokens[stop + 1].gap == 0
            stop += 2 if glued else 0
            while glued and stop < len(tokens) and tokens[stop].text == "-" and tokens[stop].gap == 0:
                stop += 1  # "90,--"
        return value, stop

    def _fraction(self, tokens: Sequence[Token], at: int) -> tuple[Decimal, int] | None:
        """1/2 day; without a unit behind it, it may be a date or a page."""
        if at + 3 >= len(tokens) or tokens[at + 1].text != "/" or tokens[at + 1].gap or tokens[at + 2].gap:
            return None
        over, under = tokens[at].text, tokens[at + 2].text
        if under not in _FRACTIONS or not over.isdecimal():
            return None
        behind, value = tokens[at + 3].low, (Decimal(over) / Decimal(under)).quantize(Decimal("0.0001"))
        if behind not in self.lexicon.units and (value >= 1 or behind not in self.lexicon.words["of"]):
            return None  # "1/2 day", "3/4 of an hour"
        return value, at + 3

    def _is_group(self, tokens: Sequence[Token], at: int, stop: int) -> bool:
        """Thousands set apart by a blank ("12 500 SEK"): only beside a currency, else two numbers stand there."""
        if stop + 1 >= len(tokens) or stop - at > 4 or tokens[stop].kind != "number" or tokens[stop].gap != 1:
            return False
        whole = tokens[stop].text[:3].isdecimal() and len(tokens[stop].text) in (3, 5, 6)
        if not whole or not tokens[at].text.isdecimal() or len(tokens[at].text) > 3:
            return False
        if tokens[stop].text == _THOUSAND and tokens[stop + 1].kind == "word":
            return True  # "62 000 palavras"
        return self.named(tokens, stop + 1)[0] is not None or (at > 0 and self.currency_of(tokens[at - 1]) is not None)

    def _duration(self, tokens: Sequence[Token], whole: Decimal, at: int) -> tuple[Decimal, int] | None:
        if at >= len(tokens):
            return None
        glued = _GLUED_MINUTES.fullmatch(tokens[at].low) if tokens[at].gap == 0 else None
        if glued:
            return whole + hours(int(glued[1])), at + 1
        if self.lexicon.units.get(tokens[at].low) != "hour" or at + 2 >= len(tokens):
            return None
        at += tokens[at + 1].low in self.lexicon.words["extras"] and at + 3 < len(tokens)  # "2 hours and 30 minutes"
        minutes = tokens[at + 1]
        mark = tokens[at + 2].low
        counts = self.lexicon.units.get(mark) == "minute" or mark in self.lexicon.words["minute_marks"]
        if not counts or not minutes.text.isdecimal():
            return None
        return (whole + hours(int(minutes.text)), at + 3) if len(minutes.text) <= 2 else None
