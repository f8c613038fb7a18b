"""New glyphs for a TrueType face in memory: composites of glyphs that it has.

OpenType specification, `glyf`: a composite lists its parts with the place of each.
"""

import struct
from collections.abc import Sequence
from typing import Any, NamedTuple

# Flags of a part: its two arguments are 16-bit words, they are a place, and another part follows.
_WORDS, _PLACE, _MORE = 0x0001, 0x0002, 0x0020
_HEAD = struct.Struct(">hhhhh")
_PART = struct.Struct(">HHhh")


class Part(NamedTuple):
    """One glyph of a composite and where it stands, in the units of the face."""

    glyph: int
    x: int
    y: int


def make_room(face: Any) -> None:
    """Lay the glyphs of a ReportLab face at the end of its data, where more can follow, and permit deep composites."""
    start, length = face.get_table_pos("glyf")
    maxp, _ = face.get_table_pos("maxp")
    data = bytearray(face._ttf_data)
    # maxCompositePoints and -Contours, then maxComponentElements and -Depth: FreeType refuses what goes beyond them.
    struct.pack_into(">HH", data, maxp + 10, 0xFFFF, 0xFFFF)
    struct.pack_into(">HH", data, maxp + 28, 0xFFFF, 8)
    face.table["glyf"]["offset"] = len(data)
    face._ttf_data = data + data[start : start + length]
    # ReportLab's faster half, where it is installed, sums up bytes only.
    read = face.get_table
    face.get_table = lambda tag: bytes(read(tag))


def add_glyph(face: Any, parts: Sequence[Part], advance: int) -> int:
    """Add the composite of `parts` and return its number. A part without an outline adds nothing."""
    drawn = [(part, box) for part in parts if (box := _box(face, part))]
    glyph = b""
    left = 0
    if drawn:
        boxes = [box for _, box in drawn]
        left, bottom = min(box[0] for box in boxes), min(box[1] for box in boxes)
        right, top = max(box[2] for box in boxes), max(box[3] for box in boxes)
        glyph = _HEAD.pack(-1, left, bottom, right, top)
        for number, (part, _) in enumerate(drawn, 1):
            more = _MORE if number < len(drawn) else 0
            glyph += _PART.pack(_WORDS | _PLACE | more, part.glyph, part.x, part.y)
        glyph += b"\0" * (-len(glyph) % 4)
    face._ttf_data += glyph
    face.table["glyf"]["length"] += len(glyph)
    face.glyphPos.append(face.glyphPos[-1] + len(glyph))
    # ReportLab keeps and writes the left side bearing as an unsigned word.
    face.hmetrics.append((advance, left & 0xFFFF))
    return len(face.hmetrics) - 1


def _box(face: Any, part: Part) -> tuple[int, int, int, int] | None:
    """Where the part's outline lies in the composite; None when it has none."""
    start, end = face.glyphPos[part.glyph : part.glyph + 2]
    if start == end:
        return None
    _, left, bottom, right, top = _HEAD.unpack_from(face._ttf_data, face.table["glyf"]["offset"] + start)
    return left + part.x, bottom + part.y, right + part.x, top + part.y
