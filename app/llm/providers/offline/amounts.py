"""Numbers, money and percents among the tokens: symbols, codes and words of currencies, k, number words, durations."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from app.llm.providers.offline import notation, spelt, spoken
from app.llm.providers.offline.clocks import ClockReader
from app.llm.providers.offline.figures import MONEY_SCALES
from app.llm.providers.offline.suffixes import SuffixReader, is_capital
from app.llm.providers.offline.tokens import Kind, Rule, Token, join

_COUNT = re.compile(r"x(\d{1,6})")
_PREFIXED = re.compile(r"([a-z]{2,3})(\d{1,12})")
_MINUS = frozenset("-−–")
_SENTENCE_ENDS = frozenset(".:;!?\n-•*")
_HALF = Decimal("0.5")


class AmountReader(SuffixReader):
    """Folding rules that know the language and the way of writing numbers of one text."""

    def rules(self) -> Mapping[Kind, Sequence[Rule]]:
        clocks = ClockReader(self.lexicon)
        span = clocks.span
        return {
            "number": [span, self.amount],
            "word": [self.word, clocks.started],
            "punct": [self.negative, self.currency_first],
            "code": [self.glued],
            "clock": [span],
        }

    def amount(self, tokens: Sequence[Token], at: int) -> tuple[Token, int] | None:
        """A number in digits with all that belongs to it: 12 500 SEK, 2k, 15 %, 2h30, 980.-"""
        glued = at + 1 < len(tokens) and not tokens[at + 1].gap
        if glued and (self._is_model(tokens, at) or self._is_ordinal(tokens, at)):
            return join(tokens, at, at + 2, "code"), at + 2
        if self._stands_alone(tokens, at):
            value = notation.parse(tokens[at].text, self.mark, self.decimals)
            if value is None:
                return join(tokens, at, at + 1, "code"), at + 1
            tokens[at].number = value
            return tokens[at], at + 1
        read = self._digits(tokens, at)
        if read is None:
            return join(tokens, at, at + 1, "code"), at + 1
        value, stop = self._fraction(tokens, at) or read
        mixed = self._fraction(tokens, stop) if stop == at + 1 and stop < len(tokens) and value % 1 == 0 else None
        if mixed and tokens[stop].kind == "number" and tokens[stop].gap == 1:
            value, stop = value + mixed[0], mixed[1]  # "1 1/2 days"
        elif value % 1 == 0 and (half := spelt.half_behind(self.lexicon, tokens, stop)):
            value, stop = value + _HALF, half  # "2 and a half days"
        duration = self._duration(tokens, value, stop)
        if duration:
            token = join(tokens, at, duration[1], "number")
            token.number, token.unit = duration[0], "hour"
            return token, duration[1]
        return self._with_suffix(tokens, at, value, stop)

    def word(self, tokens: Sequence[Token], at: int) -> tuple[Token, int] | None:
        """A currency before its number, or the words of a number."""
        low = tokens[at].low
        hit = self.currency_first(tokens, at)
        if hit is None and (low in self.multiples or low.endswith(self.lexicon.times_endings)):
            hit = self.multiple(tokens, at)
        if hit is None and (low[:3] in self.lexicon.number_starts or low in self.lexicon.number_leads):
            hit = self.spelt(tokens, at)
        return hit

    def currency_first(self, tokens: Sequence[Token], at: int) -> tuple[Token, int] | None:
        """$150, CHF 980.-, Rs. 500."""
        start = at + 1
        if start >= len(tokens) or (tokens[start].kind != "number" and tokens[start].text != "."):
            return None
        currency = self.currency_of(tokens[at])
        if tokens[start].text == "." and tokens[start].gap == 0:
            # "Rs. 500", but the currency may also end a sentence: "in GBP. 20 chairs".
            currency = self.lexicon.currencies.get(f"{tokens[at].low}.")
            start += 1
        if currency is None:
            return None
        if start >= len(tokens) or tokens[start].kind != "number" or tokens[start].gap > 2:
            return None
        read = self._digits(tokens, start, currency)
        if read is None:
            return None
        if read[1] == start + 1 and self._stands_alone(tokens, start):
            return self._money(tokens, at, read[1], read[0], currency)
        token, stop = self._with_suffix(tokens, start, *read, scales=MONEY_SCALES)
        return self._money(tokens, at, stop, token.number or Decimal(0), token.currency or currency)

    def negative(self, tokens: Sequence[Token], at: int) -> tuple[Token, int] | None:
        """A minus glued to its number and to nothing before it: "-45.00", "-$20"; not the hyphen of "10-20"."""
        start = at + 1
        glued = start < len(tokens) and tokens[start].gap == 0 and at > 0
        if tokens[at].text not in _MINUS or not glued or not (tokens[at].gap or tokens[at - 1].text in ":=\t|"):
            return None
        read = self.currency_first(tokens, start) if tokens[start].kind == "punct" else None
        if tokens[start].kind == "number":
            read = self.amount(tokens, start)
        if read is None or read[0].kind not in ("number", "money") or not read[0].number:
            return None
        token = join(tokens, at, read[1], read[0].kind)
        token.number, token.currency = -read[0].number, read[0].currency
        return token, read[1]

    def spelt(self, tokens: Sequence[Token], at: int) -> tuple[Token, int] | None:
        """twenty-five dollars, two hundred and six, two and a half, a dozen."""
        opens = self.lexicon.capital_nouns and (not at or tokens[at - 1].low in _SENTENCE_ENDS)
        if tokens[at].text[0].isupper() and is_capital(tokens, at + 1) and not opens:
            return None  # "Drei Linden"; but "Zwei Paletten Steine" opens a sentence
        read = spelt.read(self.lexicon, tokens, at)
        if price := spoken.read(self.lexicon, tokens, at, read):
            return price
        if read is None:
            return None
        halved = read[0] == Decimal("0.5") and read[1] < len(tokens)
        if halved and tokens[read[1]].low in self.lexicon.words["articles"]:
            read = read[0], read[1] + 1  # "half a day"
        token, stop = self._with_suffix(tokens, at, *read)
        token.cues = {}  # Those of "a" in "a dozen" would make it "per dozen".
        cents = self._spelt_cents(tokens, stop) if token.kind == "money" and stop < len(tokens) else None
        if cents and token.number is not None and 10 <= cents[0] < 100 and token.number % 1 == 0:
            return self._money(tokens, at, cents[1], token.number + cents[0] / 100, token.currency)
        return token, stop

    def multiple(self, tokens: Sequence[Token], at: int) -> tuple[Token, int] | None:
        """ "twice", "dreimal", as "x3"; not "twice a week", which only tells how often."""
        value = spelt.multiple(self.lexicon, tokens[at].low)
        if value is None or value == 1:
            return None
        if at + 2 < len(tokens) and tokens[at + 2].low in self.lexicon.units:
            leads = "per" in tokens[at + 1].cues or tokens[at + 1].low in self.lexicon.words["articles"]
            return None if leads else (_counted(tokens, at, value), at + 1)
        return _counted(tokens, at, value), at + 1

    def _spelt_cents(self, tokens: Sequence[Token], at: int) -> tuple[Decimal, int] | None:
        """ "eighteen pounds fifty"; behind "and" only where nothing is counted: "duecento euro e cinquanta"."""
        words = self.lexicon.words
        links = words["number_links"] | words["number_bridges"] | words["cent_links"]
        if tokens[at].low not in links:
            return spelt.read(self.lexicon, tokens, at)
        read = spelt.read(self.lexicon, tokens, at + 1) if at + 1 < len(tokens) else None
        after = tokens[read[1]] if read and read[1] < len(tokens) else None
        if read is None or (after is not None and after.kind == "word" and not after.cues):
            return None
        minor = after is not None and after.low in self.lexicon.words["minor_units"]
        return read[0], read[1] + minor

    def glued(self, tokens: Sequence[Token], at: int) -> tuple[Token, int] | None:
        """x10 is ten times; USD500 is money."""
        token = tokens[at]
        if count := _COUNT.fullmatch(token.low):
            return _counted(tokens, at, Decimal(count[1])), at + 1
        prefixed = _PREFIXED.fullmatch(token.low)
        currency = self.lexicon.currencies.get(prefixed[1]) if prefixed else None
        return self._money(tokens, at, at + 1, Decimal(prefixed[2]), currency) if prefixed and currency else None


def _counted(tokens: Sequence[Token], at: int, value: Decimal) -> Token:
    """A count that is neither a price nor the number of anything beside it."""
    token = join(tokens, at, at + 1, "number")
    token.number, token.cues = value, {"counted": 1}
    return token
