"""Words to tokens: one linear scan, and the folding of several tokens into one that means more."""

import re
import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

Kind = Literal[
    "word", "number", "money", "percent", "date", "numeric_date", "clock", "code", "email", "url", "phone", "iban",
    "tax_id", "registration", "punct", "line",
]  # fmt: skip


# Shared, because most tokens have none and a flood of brackets has twenty thousand tokens.
_NO_CUES: Mapping[str, int] = MappingProxyType({})


@dataclass(slots=True)
class Token:
    """A piece of the words. `taken` means that a reader has understood it, so that no later one reads it again."""

    kind: Kind
    text: str
    start: int
    end: int
    low: str
    gap: int = 0
    """Blanks before it on its line; a tab counts as eight, so that columns show."""
    number: Decimal | None = None
    currency: str | None = None
    unit: str | None = None
    day: date | None = None
    side: Literal["from", "to"] | None = None
    """Whose it is, where a label says so ("client VAT no")."""
    cues: Mapping[str, int] = field(default_factory=lambda: _NO_CUES)
    """Which phrases of the lexicon start here, and how many tokens each one covers."""
    taken: bool = False


# Every repetition is bounded or over a class that its neighbours do not share: no input makes this scan backtrack far.
_SCAN = re.compile(
    r"""
    (?P<blank>(?:[^\S\n]|[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]|[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff])*+)
    (?:
    (?P<line>\n)
  | (?P<email>(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6})
  | (?P<url>(?:https?://|www\.)[^\s<>"'(),]{1,300})
  | (?P<numeric_date>(?<![\w.,])
        (?:\d{4}(?P<mid>[-/.])\d{2}(?P=mid)\d{2} | \d{1,2}(?P<sep>[-/.])\d{1,2}(?P=sep)(?:\d{4}|\d{2}))
        (?![\w%]|[.,]\d))
  | (?P<clock>(?<!\d)\d{1,2}:\d{2}(?![\d:]))
  | (?P<symbol>(?:AUD|CAD|NZD|USD|BDS|COL|AR|AU|BZ|CA|CL|EC|FJ|HK|JA|MX|NT|NZ|RD|TT|US|A|C|J|N|R|S)\$
        | E£ | GH[₵¢] | (?:S|B)/\.?(?=[^\S\n]?\d))
  | (?P<half>(?<=\d)(?:[ap]m(?![^\W_])|[hHuU](?:\d\d)?(?=[-–—]\d)))
  | (?P<code>[^\W\d_]{1,12}[-_/]?\d\w{0,30}(?:[-_/]\w{1,30}){0,6})
  | (?P<number>\d{1,18}(?:[.,'’]\d{1,18}){0,6} | (?<![\w.])\.\d{1,6})
  | (?P<word>M/[sS](?![^\W_]) | (?<![^\s(])['’][tsn](?![^\W_]) | [^\W\d_]+(?:['’&.-][^\W\d_]+)*)
  | (?P<rule>(?P<mark>[^\w\s])(?P=mark){3,})
  | (?P<punct>.)
  | (?P<end>\Z)
    )
    """,
    re.VERBOSE | re.DOTALL,
)
_ACRONYMS = frozenset({"IT"})
_LONGEST_ACRONYM = 3
_KINDS: dict[str, Kind] = {
    "line": "line", "email": "email", "url": "url", "numeric_date": "numeric_date", "clock": "clock",
    "symbol": "punct", "half": "word", "code": "code", "number": "number",
    "word": "word", "rule": "punct", "punct": "punct",
}  # fmt: skip


def scan(text: str, most: int = sys.maxsize) -> list[Token]:
    """The first `most` tokens of `text` in order; blanks are only kept as the `gap` of what follows them."""
    tokens: list[Token] = []
    for match in _SCAN.finditer(text):
        # `lastgroup` is the group that closed last: of nested ones the outer.
        group = match.lastgroup or "punct"
        if group == "end" or len(tokens) == most:
            break
        blank, piece = match["blank"], match[group]
        start, end = match.span(group)
        gap = len(blank) + 7 * blank.count("\t") if blank else 0
        low = piece.lower().replace("’", "'") if group != "punct" else piece
        # All by position: looking up defaults takes a third of the time of a token.
        tokens.append(Token(_KINDS[group], piece, start, end, low, gap, None, None, None, None, None, _NO_CUES, False))
    return tokens


def keep_acronyms(tokens: list[Token]) -> None:
    """The "IT" of "IT support" is no pronoun, unless all around it is shouted ("BILL IT TO")."""
    for index, token in enumerate(tokens):
        if token.text in _ACRONYMS and not any(
            other.kind == "word" and other.text.isupper()
            for other in (*tokens[max(0, index - 1) : index], *tokens[index + 1 : index + 2])
        ):
            token.low = token.text


def split_elisions(tokens: list[Token], elided: Collection[str]) -> list[Token]:
    """ "l'heure" as two tokens without a blank between, where the language elides; capitals are names ("L'Oréal")."""
    if not elided:
        return tokens
    split: list[Token] = []
    for token in tokens:
        head, mark, _ = token.low.partition("'")
        width = len(head) + 1
        if token.kind != "word" or not mark or head not in elided or _is_name(token.text, width):
            split.append(token)
            continue
        middle = token.start + width
        split.append(Token("word", token.text[:width], token.start, middle, token.low[:width], token.gap))
        split.append(Token("word", token.text[width:], middle, token.end, token.low[width:]))
    return split


def _is_name(text: str, width: int) -> bool:
    acronym = text[width:].isupper() and len(text) - width <= _LONGEST_ACRONYM  # "L'IVA al 22%"
    return text[0].isupper() and text[width].isupper() and not acronym


Rule = Callable[[Sequence[Token], int], tuple[Token, int] | None]
"""Reads tokens from an index on: the one token they make and the index after them, or None."""


def fold(tokens: list[Token], rules: Mapping[Kind, Sequence[Rule]]) -> list[Token]:
    """One pass from left to right that lets the first rule that fits replace the tokens it understood.

    `rules` are by the kind of the first token. A rule looks ahead a bounded distance, so a pass is linear.
    """
    folded: list[Token] = []
    size, position = len(tokens), 0
    while position < size:
        token = tokens[position]
        position += 1
        fitting = rules.get(token.kind)
        if fitting and not token.taken:
            for rule in fitting:
                if hit := rule(tokens, position - 1):
                    token, position = hit
                    break
        folded.append(token)
    return folded


def join(tokens: Sequence[Token], start: int, stop: int, kind: Kind) -> Token:
    """One token of `kind` in the place of tokens[start:stop], with the words as they stand (blanks shrunk)."""
    first, last = tokens[start], tokens[stop - 1]
    if stop == start + 1:
        text, low = first.text, first.low
    else:
        text = words_of(tokens, start, stop)
        low = text.lower()
    return Token(kind, text, first.start, last.end, low, first.gap, None, None, None, None, None, first.cues, False)


def measured(tokens: Sequence[Token], start: int, stop: int, value: Decimal, unit: str | None) -> tuple[Token, int]:
    """One number with its unit in the place of tokens[start:stop], and the index behind, as a rule gives them."""
    token = join(tokens, start, stop, "number")
    token.number, token.unit = value, unit
    return token, stop


def words_of(tokens: Sequence[Token], start: int, stop: int) -> str:
    """What stands in tokens[start:stop], with one blank wherever there were any."""
    pieces: list[str] = []
    for token in tokens[start:stop]:
        if pieces and token.gap:
            pieces.append(" ")
        pieces.append(" " if token.kind == "line" else token.text)
    return " ".join("".join(pieces).split())


def day_in(token: Token) -> int | None:
    """A day of a month in one or two digits."""
    day = int(token.text) if token.text.isdecimal() and len(token.text) <= 2 else 0
    return day if 1 <= day <= 31 else None


def year_in(token: Token) -> int | None:
    """A year in four digits."""
    year = int(token.text) if token.kind == "number" and token.text.isdecimal() and len(token.text) == 4 else 0
    return year if 1990 <= year <= 2100 else None
