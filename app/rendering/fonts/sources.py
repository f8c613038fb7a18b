"""What the shipped faces are made of: from which file of which package, with which characters."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

BLANKS = (0x20, 0xA0)
# The marks that join or part letters must stand in the same face as the letters.
JOINERS = range(0x200C, 0x2010)


@dataclass(frozen=True, slots=True)
class Source:
    """One face: its file below the folder of packages, and the code points to keep of it.

    `packed` faces are stored compressed and read when a document needs their script; `shaped` ones keep the tables by
    which HarfBuzz builds their syllables. Without `codes` the face is left as it is, as the licence of one with a
    reserved name wants it.
    """

    file: str
    codes: frozenset[int]
    packed: bool = True
    shaped: bool = False


def _codes(*ranges: Iterable[int]) -> frozenset[int]:
    return frozenset(chain(BLANKS, *ranges))


def _charset(codec: str, first: range, second: range) -> frozenset[int]:
    """Every character that an old two-byte character set holds."""
    found: set[int] = set()
    for lead in first:
        for trail in second:
            text = bytes((lead, trail)).decode(codec, "ignore")
            found.update(map(ord, text if len(text) == 1 else ""))
    return frozenset(code for code in found if code >= 0x2E80)


# Latin with all its extensions, Greek, Cyrillic; punctuation, currency signs, letterlike signs, arrows, a few shapes.
WESTERN = _codes(
    range(0x20, 0x590),
    range(0x1E00, 0x2000),
    range(0x2000, 0x200B),
    range(0x2010, 0x2028),
    range(0x202F, 0x2060),
    range(0x2070, 0x20D0),
    range(0x2100, 0x2270),
    (0x0E3F, 0x25A0, 0x25A1, 0x25AF, 0x25B2, 0x25BC, 0x25CB, 0x25CF, 0x2605, 0x2606, 0x2713, 0x2717),
)
# No Latin letters in a fallback face, but the blank must stand in its script.
HEBREW = _codes(range(0x590, 0x600), (0x20AA,), range(0xFB1D, 0xFB50))
ARABIC = _codes(JOINERS, range(0x600, 0x700), range(0x750, 0x780), range(0xFB50, 0xFE00), range(0xFE70, 0xFEFF))

_CJK_SIGNS = (*range(0x3000, 0x3040), *range(0xFF00, 0xFFF0))
# JIS X 0208 with the additions of Microsoft, which hold the variants that stand in names, and the rare kanji of JIS X
# 0213 that Unicode keeps beyond the first plane.
JAPANESE = _codes(_CJK_SIGNS, range(0x3040, 0x3100), range(0x3130, 0x3400)) | (
    _charset("cp932", range(0x81, 0xFD), range(0x40, 0xFD)) | {0x20B9F, 0x20BB7, 0x2123D, 0x2131B, 0x2146E, 0x29E3D}
)
# GB 2312, both levels.
CHINESE = _codes(_CJK_SIGNS, range(0x3100, 0x3130)) | _charset("gb2312", range(0xA1, 0xF8), range(0xA1, 0xFF))
KOREAN = _codes(range(0x1100, 0x1200), range(0x3130, 0x3190), range(0xAC00, 0xD7A4))
# Every other character of the Chinese face: traditional and rare ones.
OTHER_HAN = _codes(
    {*range(0x2E80, 0xA000), *range(0xF900, 0xFB00), *range(0x20000, 0x30000)} - CHINESE - JAPANESE,
)

_NOTO = "{package}/package/files/{package}-{script}-{weight}-normal.woff2"
_EXPO = "noto-sans-{script}/package/{folder}/NotoSans{name}_{folder}.ttf"
_WEIGHTS = {"Regular": 400, "SemiBold": 600}
# Scripts with one face each: what their syllables are made of, by HarfBuzz's rules where they have any.
_SCRIPTS = {
    "Devanagari": (range(0x900, 0x980), range(0xA8E0, 0xA900), range(0x1CD0, 0x1D00), (0x25CC,), JOINERS),
    "Thai": (range(0xE01, 0xE3F), range(0xE40, 0xE5C), (0x25CC,)),
    "Bengali": (range(0x980, 0xA00), (0x25CC,), JOINERS),
    "Gurmukhi": (range(0xA00, 0xA80), (0x25CC,), JOINERS),
    "Gujarati": (range(0xA80, 0xB00), (0x25CC,), JOINERS),
    "Tamil": (range(0xB80, 0xC00), (0x25CC,), JOINERS),
    "Telugu": (range(0xC00, 0xC80), (0x25CC,), JOINERS),
    "Kannada": (range(0xC80, 0xD00), (0x25CC,), JOINERS),
    "Malayalam": (range(0xD00, 0xD80), (0x25CC,), JOINERS),
    "Sinhala": (range(0xD80, 0xE00), (0x25CC,), JOINERS),
    "Lao": (range(0xE80, 0xF00), (0x25CC,)),
    "Myanmar": (range(0x1000, 0x10A0), range(0xA9E0, 0xAA00), range(0xAA60, 0xAA80), (0x25CC,), JOINERS),
    "Khmer": (range(0x1780, 0x1800), range(0x19E0, 0x1A00), (0x25CC,), JOINERS),
    "Armenian": (range(0x530, 0x590), range(0xFB13, 0xFB18)),
    "Georgian": (range(0x10A0, 0x1100), range(0x1C90, 0x1CC0), range(0x2D00, 0x2D30)),
    "Ethiopic": (range(0x1200, 0x13A0), range(0x2D80, 0x2DE0), range(0xAB00, 0xAB30)),
}
_UNSHAPED = frozenset(("Armenian", "Georgian", "Ethiopic"))
_TWO_WEIGHTS = frozenset(("Devanagari", "Thai"))


def _all() -> dict[str, Source]:
    faces = {
        f"Inter-{style}": Source(f"inter-ui/package/web/Inter-{style}.woff2", WESTERN, packed=False)
        for style in ("Regular", "SemiBold", "Italic")
    }
    for style, weight in _WEIGHTS.items():
        hebrew = _NOTO.format(package="noto-sans-hebrew", script="hebrew", weight=weight)
        faces[f"NotoSansHebrew-{style}"] = Source(hebrew, HEBREW, packed=False)
        arabic = _NOTO.format(package="noto-naskh-arabic", script="arabic", weight=weight)
        faces[f"NotoNaskhArabic-{style}"] = Source(arabic, ARABIC, packed=False)
        for name, codes in (("JP", JAPANESE), ("SC", CHINESE), ("KR", KOREAN)):
            file = _EXPO.format(script=name.lower(), name=name, folder=f"{weight}{style}")
            faces[f"NotoSans{name}-{style}"] = Source(file, codes)
        for script, ranges in _SCRIPTS.items():
            if style == "Regular" or script in _TWO_WEIGHTS:
                low = script.lower()
                file = _NOTO.format(package=f"noto-sans-{low}", script=low, weight=weight)
                shaped = script not in _UNSHAPED
                faces[f"NotoSans{script}-{style}"] = Source(file, _codes(*ranges), shaped=shaped)
    file = _EXPO.format(script="sc", name="SC", folder="400Regular")
    faces["NotoSansHan-Regular"] = Source(file, OTHER_HAN)
    for style in ("Regular", "Bold"):
        faces[f"LiberationSans-{style}"] = Source(f"liberation-fonts-ttf/LiberationSans-{style}.ttf", frozenset())
    return faces


FACES = _all()
LICENCES = {
    "Inter": "inter-ui/package/LICENSE.txt",
    "LiberationSans": "liberation-fonts-ttf/LICENSE",
    "NotoSansHebrew": "noto-sans-hebrew/package/LICENSE",
    "NotoNaskhArabic": "noto-naskh-arabic/package/LICENSE",
    "NotoSansHan": "noto-sans-sc/package/LICENSE_FONT",
    **{f"NotoSans{name}": f"noto-sans-{name.lower()}/package/LICENSE_FONT" for name in ("JP", "SC", "KR")},
    **{f"NotoSans{script}": f"noto-sans-{script.lower()}/package/LICENSE" for script in _SCRIPTS},
}
