"""The shipped type families: which there are, in which order they are asked, and which characters each can draw.

Imports nothing of the PDF engine: `faces` reads the files.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "fonts"
BASE = "Inter"
"""The family that always is there."""
SLIP = "LiberationSans"
"""The family of a Swiss payment part, whose guidelines allow four. No other text is drawn in it."""


class Script(Enum):
    """How the letters of a family stand: alone, in joined forms, without blanks between words, in syllables."""

    PLAIN = "plain"
    JOINED = "joined"
    FLOWING = "flowing"
    SHAPED = "shaped"
    SHAPED_FLOWING = "shaped flowing"

    @property
    def is_flowing(self) -> bool:
        return self in (Script.FLOWING, Script.SHAPED_FLOWING)


@dataclass(frozen=True, slots=True)
class Family:
    """Its faces by style. What is bold in CSS is drawn semi-bold; the regular face serves where there is no other."""

    name: str
    styles: tuple[str, ...] = ("Regular",)
    script: Script = Script.PLAIN
    bold: str = "SemiBold"

    def face(self, style: str) -> str:
        return f"{self.name}-{style if style in self.styles else 'Regular'}"


_TWO = ("Regular", "SemiBold")
_FAMILIES = (
    Family("Inter", ("Regular", "SemiBold", "Italic")),
    Family("NotoSansHebrew", _TWO),
    Family("NotoNaskhArabic", _TWO, Script.JOINED),
    Family("NotoSansJP", _TWO, Script.FLOWING),
    Family("NotoSansSC", _TWO, Script.FLOWING),
    Family("NotoSansKR", _TWO),
    Family("NotoSansThai", _TWO, Script.SHAPED_FLOWING),
    Family("NotoSansDevanagari", _TWO, Script.SHAPED),
    *(
        Family(f"NotoSans{script}", script=Script.SHAPED)
        for script in "Bengali Gurmukhi Gujarati Tamil Telugu Kannada Malayalam Sinhala".split()
    ),
    *(Family(f"NotoSans{script}", script=Script.SHAPED_FLOWING) for script in "Lao Myanmar Khmer".split()),
    *(Family(f"NotoSans{script}") for script in "Armenian Georgian Ethiopic".split()),
    # The rare Chinese characters, after the faces that have the usual ones.
    Family("NotoSansHan", script=Script.FLOWING),
    Family(SLIP, ("Regular", "Bold"), bold="Bold"),
)
FAMILIES = {family.name: family for family in _FAMILIES}
"""All families, in the order in which they are asked for a character."""


def fallback_families(language: str) -> tuple[str, ...]:
    """The families for what the face of a template cannot draw, the one of the language first.

    Chinese and Japanese share characters but not their forms: "直" looks different in each.
    """
    first = {"zh": "NotoSansSC", "ko": "NotoSansKR"}.get(language.partition("-")[0])
    others = [name for name in FAMILIES if name not in (BASE, SLIP, first)]
    return (first, *others) if first else tuple(others)


def families_of(text: str, language: str) -> list[str]:
    """The families that `text` is drawn in besides the base family, in the order that they are asked in."""
    left = {ord(character) for character in set(text)} - coverage()[BASE]
    found = [SLIP] if SLIP in text else []
    for name in fallback_families(language):
        if not left.isdisjoint(coverage()[name]):
            found.append(name)
            left -= coverage()[name]
    return found


@cache
def coverage() -> dict[str, frozenset[int]]:
    """Which code points each family draws."""
    ranges = json.loads((FOLDER / "coverage.json").read_text())
    return {name: frozenset(_codes(ranges[name])) for name in FAMILIES}


def _codes(ranges: Iterable[tuple[int, int]]) -> Iterable[int]:
    for first, last in ranges:
        yield from range(first, last + 1)
