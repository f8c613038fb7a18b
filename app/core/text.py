"""Cleaning of text that comes from outside."""

import re
import unicodedata

# Zero-width joiner and non-joiner stay: Persian, Indic scripts and emoji are misspelt without them.
_JOINERS = "\u200c\u200d"
_KEPT_CONTROLS = "\n\t"
# Normalising sorts a run of combining marks in quadratic time: 80,000 of them took five seconds.
_MAX_MARKS = 30
_GRAPHEME_JOINER = "\u034f"
_BLANK_RUN = re.compile(r"[^\S\n]+")


def has_lone_surrogate(text: str) -> bool:
    """JSON can carry half of a surrogate pair ("\\ud800"), which no file or database can store."""
    return any("\ud800" <= character <= "\udfff" for character in text)


def clean(text: str) -> str:
    """`text` without control, bidi-control and zero-width characters, line ends as \\n, in NFC.

    What is taken out can reverse, hide or break what a reader sees on the invoice; nothing printable is lost.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (
        character
        for character in text
        if character in _KEPT_CONTROLS
        or character in _JOINERS
        or unicodedata.category(character) not in ("Cc", "Cf", "Cs")
    )
    return unicodedata.normalize("NFC", _stream_safe("".join(kept)))


def clean_line(text: str) -> str:
    """`clean`, on one line: blanks, tabs and line ends become one blank each, none at the ends.

    Text of nothing but joiners and blanks, which nobody can see, becomes empty.
    """
    return _unless_invisible(" ".join(clean(text).split()))


def clean_block(text: str) -> str:
    """`clean`, keeping line ends; runs of blanks shrink to one, outer blank lines and invisible texts go."""
    lines = (_BLANK_RUN.sub(" ", line).strip() for line in clean(text).split("\n"))
    return _unless_invisible("\n".join(lines).strip())


def fold(text: str) -> str:
    """`text` without case and accents, for comparing: "ÉCOLE" is "ecole", "Straße" is "strasse"."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def _unless_invisible(text: str) -> str:
    return text if text.strip(_JOINERS + " \n") else ""


def _stream_safe(text: str) -> str:
    """`text` with a grapheme joiner after every 30 combining marks in a row (Unicode UAX 15, stream-safe format)."""
    if text.isascii():
        return text
    safe: list[str] = []
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks > _MAX_MARKS:
            safe.append(_GRAPHEME_JOINER)
            marks = 1
        safe.append(character)
    return "".join(safe)
