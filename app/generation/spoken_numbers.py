"""Every number that a text can be read to contain: in digits of any notation, and in words of seven languages.

Generous: an ambiguous notation gives all its readings ("3.400" is 3.4 and 3400). Linear in the length of the text.
"""

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

_MAX_TOKEN = 40
_MAX_SPOKEN = 10**9
# Ends greedily and without a condition behind it, so that nothing is ever tried twice.
_FIGURE = re.compile(r"\d+(?:[.,'’:]\d+)*", re.ASCII)
_SPACED = re.compile(r"(?<!\d)\d{1,3}(?:[ \u00a0\u202f]\d{3}\b)+(?:[.,]\d+)?", re.ASCII)
_WORD = re.compile(r"[^\W\d_]+")
_AFTER = re.compile(r"[ \u00a0\u202f-]{0,2}([^\W\d_]+)")
# "zweihundert" is one word; the hundreds and thousands in it are read apart.
_GLUED = re.compile(r"(hundert|tausend|honderd|duizend|cento|mila|mille)")

_SCALES = dict.fromkeys("k thousand tausend mille mil mila duizend tsd".split(), 1000) | {
    **dict.fromkeys("m mio mln million millions millionen millones milioni milhoes miljoen".split(), 1_000_000),
    **dict.fromkeys("hundred hundert cent cento cien ciento cem honderd".split(), 100),
    **dict.fromkeys("lakh lakhs".split(), 100_000),
    **dict.fromkeys("dozen dutzend douzaine docena dozzina dozijn duzia dz".split(), 12),
}
_PARTS = {
    **dict.fromkeys("cent cents ct cts pence penny centavos centimes centesimi centimos".split(), Decimal(100)),
    **dict.fromkeys("min mins minute minutes minuten minutos minuti minuut".split(), Decimal(60)),
}
_FRACTIONS = {
    **dict.fromkeys(
        "half halb halbe halber halben anderthalb demi demie moitie media medio mezzo mezza halve meia".split(), "0.5"
    ),
    **dict.fromkeys("quarter viertel quart cuarto quarto kwart".split(), "0.25"),
    "threequarters": "0.75",
}
_SIGNS = {"½": " half ", "¼": " quarter ", "¾": " threequarters "}
_EXTRA = {"couple": 2, "pair": 2, "paar": 2, "both": 2, "beide": 2, "fortnight": 14, "anderthalb": 1}
# 0 to 19, then 20, 30 … 90; without accents. A "/" separates two spellings.
_NAMES = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty/fourty fifty sixty seventy eighty ninety",
    "de": "null ein/eins/eine/einen/einer zwei/zwo drei vier funf/fuenf sechs sieben acht neun zehn elf zwolf/zwoelf "
    "dreizehn vierzehn funfzehn/fuenfzehn sechzehn siebzehn achtzehn neunzehn zwanzig dreissig vierzig "
    "funfzig/fuenfzig sechzig siebzig achtzig neunzig",
    "fr": "zero un/une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize "
    "dix-sept dix-huit dix-neuf vingt/vingts trente quarante cinquante soixante septante octante nonante",
    "es": "cero un/uno/una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis "
    "diecisiete dieciocho diecinueve veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "it": "zero un/uno/una due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici "
    "sedici diciassette diciotto diciannove venti trenta quaranta cinquanta sessanta settanta ottanta novanta",
    "nl": "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien "
    "zeventien achttien negentien twintig dertig veertig vijftig zestig zeventig tachtig negentig",
    "pt": "zero um/uma dois/duas tres quatro cinco seis sete oito nove dez onze doze treze catorze/quatorze quinze "
    "dezesseis/dezasseis dezessete/dezassete dezoito dezenove/dezanove vinte trinta quarenta cinquenta sessenta "
    "setenta oitenta noventa",
}
_LINKS = frozenset("a an and und et y e en".split())
# The unit before the ten, glued: "fünfundzwanzig", "vijfentwintig".
_GLUE = {"de": "und", "nl": "en"}


def read_numbers(text: str, language: str | None) -> frozenset[Decimal]:
    """The numbers in `text`, number words being those of `language` (a BCP 47 tag) and of English."""
    text = _plain(text)
    names = _names((language or "en")[:2].lower())
    return frozenset([*_in_figures(text), *_in_words(text, names)])


def _plain(text: str) -> str:
    text = text.casefold()
    for sign, words in _SIGNS.items():  # Decomposed, they would become "1/2", glued to a number before them.
        text = text.replace(sign, words)
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def _in_figures(text: str) -> Iterator[Decimal]:
    for match in [*_FIGURE.finditer(text), *_SPACED.finditer(text)]:
        if len(match[0]) > _MAX_TOKEN:
            continue
        readings = list(_readings(match[0]))
        yield from readings
        after = _AFTER.match(text, match.end())
        if after:
            yield from (scaled for reading in readings for scaled in _scaled(reading, after[1]))


# Of "1.250,00" neither 250 nor 00 was said.
_ONE_NUMBER = re.compile(r"\d{1,3}(?:\D\d{3})+(?:[.,]\d+)?|\d+[.,]\d+")


def _readings(figure: str) -> Iterator[Decimal]:
    """A figure such as "1.234,56" with its last sign as the decimal point, and with no sign at all."""
    parts = re.split(r"\D", figure)
    yield Decimal("".join(parts))
    if len(parts) > 1:
        yield Decimal("".join(parts[:-1]) + "." + parts[-1])
        if not _ONE_NUMBER.fullmatch(figure):
            yield from map(Decimal, parts)  # A date, or a list without blanks: "1,2,3".
    if ":" in figure:
        yield Decimal(parts[0]) + Decimal(parts[1]) / 60


def _scaled(number: Decimal, word: str) -> Iterator[Decimal]:
    if word in _SCALES:
        yield number * _SCALES[word]
    if word in _PARTS:
        yield number / _PARTS[word]
    if word in _FRACTIONS:
        yield number + Decimal(_FRACTIONS[word])


def _in_words(text: str, names: dict[str, int]) -> Iterator[Decimal]:
    """Each number word by itself, and what each run of them amounts to: "two hundred and fifty" is 2, 100, 50, 250 …"""
    thousands = below = 0
    for word in _spoken(text):
        value = names.get(word, _EXTRA.get(word))
        scale = _SCALES.get(word)
        if word in _FRACTIONS:
            yield Decimal(_FRACTIONS[word])
            yield thousands + below + Decimal(_FRACTIONS[word])
        if value is not None:
            yield Decimal(value)
            # 4 × 20 is how French says 80.
            below = below + 76 if (below % 100, value) == (4, 20) else below + value
        elif scale is not None:
            yield Decimal(scale)
            factor = below or 1
            thousands, below = (thousands + factor * scale, 0) if scale >= 1000 else (thousands, factor * scale)
        elif word not in _LINKS:
            thousands = below = 0
        if thousands + below:
            yield Decimal(thousands + below)
        if thousands + below > _MAX_SPOKEN:
            thousands = below = 0


def _spoken(text: str) -> Iterator[str]:
    for match in _WORD.finditer(text):
        if len(match[0]) <= _MAX_TOKEN:
            yield from filter(None, _GLUED.split(match[0]))


@cache
def _names(language: str) -> dict[str, int]:
    names: dict[str, int] = {}
    for code in ("en", language):
        for index, spellings in enumerate(_NAMES.get(code, "").split()):
            value = index if index < 20 else (index - 18) * 10
            names |= dict.fromkeys(spellings.split("/"), value)
    return names | _glued_names(language, names)


def _glued_names(language: str, names: dict[str, int]) -> dict[str, int]:
    """21 to 99, where a language writes them as one word."""
    own = {name: names[name] for name in re.split(r"[ /]", _NAMES.get(language, "")) if name}
    tens = {name: value for name, value in own.items() if value >= 20}
    units = {name: value for name, value in own.items() if 1 <= value <= 9}
    if language in _GLUE:
        link = _GLUE[language]
        return {f"{unit}{link}{ten}": v + w for unit, v in units.items() for ten, w in tens.items()}
    if language == "it":
        return {
            spelling + unit: v + w
            for unit, v in units.items()
            for ten, w in tens.items()
            for spelling in (ten, ten[:-1])
        }
    if language == "es":
        return {"veinti" + unit: 20 + value for unit, value in units.items()}
    return {}
