"""The shipped typefaces: made known to the PDF engine, and asked which characters they can draw."""

import re
import unicodedata
from functools import cache
from pathlib import Path

from reportlab.lib.fonts import addMapping
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from xhtml2pdf.default import DEFAULT_FONT

FOLDER = Path(__file__).parent / "fonts"
# Family: its regular, bold and italic face. What is bold in CSS is drawn semi-bold; upright serves where no italic is.
FAMILIES = {
    "Inter": ("Inter-Regular", "Inter-SemiBold", "Inter-Italic"),
    "NotoSansHebrew": ("NotoSansHebrew-Regular", "NotoSansHebrew-SemiBold", "NotoSansHebrew-Regular"),
    "NotoNaskhArabic": ("NotoNaskhArabic-Regular", "NotoNaskhArabic-SemiBold", "NotoNaskhArabic-Regular"),
}
UNKNOWN_LETTER = "□"

# They are never drawn: line ends, and the marks that only tell which way text runs.
_UNDRAWN = frozenset("\n\t\u200e\u200f\u2066\u2067\u2068\u2069")
# Emoji are glued together with joiners; left alone they are boxes. Only between Arabic letters do they shape anything.
_LOOSE_JOINER = re.compile("(?<![\u0600-\u06ff])[\u200c\u200d]|[\u200c\u200d](?![\u0600-\u06ff])")


@cache
def register_faces() -> frozenset[int]:
    """Make every family known under its own name, once per process; returns all code points that some face draws."""
    drawn: set[int] = set()
    for family, (regular, bold, italic) in FAMILIES.items():
        for name in dict.fromkeys((regular, bold, italic)):
            font = TTFont(name, str(FOLDER / f"{name}.ttf"))
            pdfmetrics.registerFont(font)
            drawn |= font.face.charToGlyph.keys()
        for is_bold in (0, 1):
            addMapping(family, is_bold, 0, bold if is_bold else regular)
            addMapping(family, is_bold, 1, bold if is_bold else italic)
        for name in (family, regular, bold, italic):
            DEFAULT_FONT[name.lower()] = name
    return frozenset(drawn)


def drawable(text: str) -> str:
    """`text` with only what a face can draw: emoji and signs without a glyph go, since each would print as a black box.

    Styled letters (𝐀, Ａ) become plain ones. A letter of a script that no face has stays visible as □, because a name
    that vanished without a trace is worse than one that is seen to be missing.
    """
    drawn = register_faces()
    text = _LOOSE_JOINER.sub("", text)
    if all(ord(character) in drawn or character in _UNDRAWN for character in text):
        return text
    return "".join(_drawable(character, drawn) for character in text)


def _drawable(character: str, drawn: frozenset[int]) -> str:
    if ord(character) in drawn or character in _UNDRAWN:
        return character
    plain = unicodedata.normalize("NFKC", character)
    if plain != character and all(ord(part) in drawn for part in plain):
        return plain
    return UNKNOWN_LETTER if unicodedata.category(character)[0] in "LN" else ""
