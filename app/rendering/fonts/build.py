"""Make the shipped faces again: subsets of open fonts, as TrueType, with figures of one width.

Run it only to change the fonts; nothing imports it. It needs fontTools and brotli, and a folder with npm packages
unpacked in subfolders of their own names without the scope (`npm pack NAME`, then `tar xzf` into the subfolder):

    inter-ui 4.1.1                      Inter 4.1, static files of the whole family
    noto-sans-{jp,sc,kr} 0.4.3          of the scope @expo-google-fonts: whole faces with TrueType outlines
    noto-naskh-arabic 5.3.0             of the scope @fontsource, with the presentation forms that joined letters need
    noto-sans-* 5.3.0                   of the scope @fontsource: one for each other script that sources.py names

and one with the Liberation fonts 2.1.5, `liberation-fonts-ttf`, as they are published.

    python -m app.rendering.fonts.build FOLDER
"""

import io
import json
import lzma
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

from fontTools.subset import Options, Subsetter  # type: ignore[import-not-found, import-untyped, unused-ignore]
from fontTools.ttLib import TTFont  # type: ignore[import-not-found, import-untyped, unused-ignore]

from app.rendering.fonts.sources import FACES, JOINERS, LICENCES, Source

HERE = Path(__file__).parent


def build(folder: Path) -> None:
    """Write every face and licence beside this file, and which characters each family draws."""
    coverage = {}
    for name, source in FACES.items():
        data = make_file(folder, source, name) if source.codes else (folder / source.file).read_bytes()
        if source.packed:
            (HERE / f"{name}.ttf.xz").write_bytes(lzma.compress(data, preset=9 | lzma.PRESET_EXTREME))
        else:
            (HERE / f"{name}.ttf").write_bytes(data)
        if name.endswith("-Regular"):
            coverage[name.removesuffix("-Regular")] = as_ranges(TTFont(io.BytesIO(data)).getBestCmap())
    (HERE / "coverage.json").write_text(json.dumps(coverage, separators=(",", ":")) + "\n")
    for family, licence in LICENCES.items():
        shutil.copyfile(folder / licence, HERE / f"{family}-OFL.txt")


def make_file(folder: Path, source: Source, name: str) -> bytes:
    """The bytes of the face as it is shipped, under its own name."""
    font = make_face(folder, source)
    name_face(font, name)
    data = io.BytesIO()
    font.save(data)
    return data.getvalue()


def make_face(folder: Path, source: Source) -> TTFont:
    """The face as it is shipped."""
    # Without the time of its making, so that the same sources make the same bytes.
    font = TTFont(folder / source.file, recalcTimestamp=False)
    add_blank(font)
    hide_joiners(font)
    if source.shaped:
        subset(font, source.codes, ["*"])
    else:
        use_tabular_figures(font)
        subset(font, source.codes, [])
    for table in ("BASE", "STAT", "vhea", "vmtx", "VORG"):
        if table in font:
            del font[table]
    font.flavor = None
    return font


def name_face(font: TTFont, name: str) -> None:
    """Give the face its own PostScript name: the engine takes two of one name, such as parts of one font, for one."""
    for record in font["name"].names:
        if record.nameID == 6:
            record.string = name


def as_ranges(codes: Iterable[int]) -> list[tuple[int, int]]:
    """Code points as first and last of each unbroken run."""
    runs: list[tuple[int, int]] = []
    for code in sorted(codes):
        if runs and runs[-1][1] == code - 1:
            runs[-1] = (runs[-1][0], code)
        else:
            runs.append((code, code))
    return runs


def add_blank(font: TTFont) -> None:
    """Give a face without U+0020 one: a run keeps its blanks, and each would be drawn as a box."""
    glyphs, metrics = font["glyf"], font["hmtx"]
    for table in font["cmap"].tables:
        if table.isUnicode() and 0x20 not in table.cmap:
            if "space" not in glyphs.glyphs:
                glyphs["space"] = type(glyphs[".notdef"])()
                metrics["space"] = (font["head"].unitsPerEm // 4, 0)
            table.cmap |= {0x20: "space", 0xA0: "space"}


def hide_joiners(font: TTFont) -> None:
    """Empty the glyphs of the joiners: some faces show where they stand, and the engine draws what is there."""
    for code in JOINERS:
        name = font.getBestCmap().get(code)
        if name:
            font["glyf"][name] = type(font["glyf"][".notdef"])()
            font["hmtx"][name] = (0, 0)


def use_tabular_figures(font: TTFont) -> None:
    """Point the digits at their `tnum` glyphs: the PDF engine applies no OpenType feature, and columns must align."""
    substitutions = tabular_glyphs(font)
    for table in font["cmap"].tables:
        if table.isUnicode():
            for code in range(ord("0"), ord("9") + 1):
                if code in table.cmap:
                    table.cmap[code] = substitutions.get(table.cmap[code], table.cmap[code])


def tabular_glyphs(font: TTFont) -> dict[str, str]:
    """Which glyph stands for which under the font's own `tnum` feature; empty when it has none."""
    if "GSUB" not in font:
        return {}
    layout = font["GSUB"].table
    wanted = {
        i
        for record in layout.FeatureList.FeatureRecord
        if record.FeatureTag == "tnum"
        for i in record.Feature.LookupListIndex
    }
    found: dict[str, str] = {}
    for index in wanted:
        for subtable in layout.LookupList.Lookup[index].SubTable:
            found |= getattr(getattr(subtable, "ExtSubTable", subtable), "mapping", {})
    return found


def subset(font: TTFont, codes: Iterable[int], features: list[str]) -> None:
    """Keep the glyphs of `codes`, and the layout features that will be used; no hints."""
    options = Options(
        layout_features=features, hinting=False, notdef_outline=True, name_IDs=["*"], name_languages=["*"]
    )
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)


if __name__ == "__main__":
    build(Path(sys.argv[1]))
