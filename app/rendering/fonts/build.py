"""Make the shipped faces again: subsets of open fonts, as TrueType, with figures of one width.

Run it only to change the fonts; nothing imports it. It needs fontTools and brotli, and a folder with three npm packages
unpacked in subfolders of their own names (`npm pack NAME`, then `tar xzf` into the subfolder):

    inter-ui 4.1.1                      Inter 4.1, static files of the whole family
    noto-sans-hebrew 5.3.0              of the scope @fontsource
    noto-naskh-arabic 5.3.0             of the scope @fontsource, with the presentation forms that joined letters need

    python -m app.rendering.fonts.build FOLDER
"""

import shutil
import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter  # type: ignore[import-not-found, import-untyped, unused-ignore]
from fontTools.ttLib import TTFont  # type: ignore[import-not-found, import-untyped, unused-ignore]

HERE = Path(__file__).parent
HEBREW = "noto-sans-hebrew/package/files/noto-sans-hebrew-hebrew"
ARABIC = "noto-naskh-arabic/package/files/noto-naskh-arabic-arabic"
SOURCES = {
    "Inter-Regular": "inter-ui/package/web/Inter-Regular.woff2",
    "Inter-SemiBold": "inter-ui/package/web/Inter-SemiBold.woff2",
    "Inter-Italic": "inter-ui/package/web/Inter-Italic.woff2",
    "NotoSansHebrew-Regular": f"{HEBREW}-400-normal.woff2",
    "NotoSansHebrew-SemiBold": f"{HEBREW}-600-normal.woff2",
    "NotoNaskhArabic-Regular": f"{ARABIC}-400-normal.woff2",
    "NotoNaskhArabic-SemiBold": f"{ARABIC}-600-normal.woff2",
}
LICENCES = {
    "Inter": "inter-ui/package/LICENSE.txt",
    "NotoSansHebrew": "noto-sans-hebrew/package/LICENSE",
    "NotoNaskhArabic": "noto-naskh-arabic/package/LICENSE",
}
# Latin with all its extensions, Greek, Cyrillic; punctuation, currency signs, letterlike signs, arrows, a few shapes.
WESTERN = [
    *range(0x20, 0x590),
    *range(0x1E00, 0x2000),
    *range(0x2000, 0x200B),
    *range(0x2010, 0x2028),
    *range(0x202F, 0x2060),
    *range(0x2070, 0x20D0),
    *range(0x2100, 0x2150),
    *range(0x2150, 0x2190),
    *range(0x2190, 0x2200),
    *range(0x2200, 0x2270),
    0x0E3F, 0x25A0, 0x25A1, 0x25AF, 0x25B2, 0x25BC, 0x25CB, 0x25CF, 0x2605, 0x2606, 0x2713, 0x2717,
]  # fmt: skip
# No Latin letters in a fallback face, but the blank, and the joiners that shape a word, must stand in its script.
JOINERS = range(0x200C, 0x2010)
HEBREW_AND_BLANK = [0x20, 0xA0, *range(0x590, 0x600), 0x20AA, *range(0xFB1D, 0xFB50)]
ARABIC_AND_BLANK = [
    0x20,
    0xA0,
    *JOINERS,
    *range(0x600, 0x700),
    *range(0x750, 0x780),
    *range(0xFB50, 0xFE00),
    *range(0xFE70, 0xFEFF),
]
WANTED = {"Inter": WESTERN, "NotoSansHebrew": HEBREW_AND_BLANK, "NotoNaskhArabic": ARABIC_AND_BLANK}


def build(folder: Path) -> None:
    """Write every face and licence beside this file."""
    for name, source in SOURCES.items():
        font = TTFont(folder / source)
        family = name.split("-")[0]
        add_blank(font)
        hide_joiners(font)
        use_tabular_figures(font)
        subset(font, WANTED[family])
        font.flavor = None
        font.save(HERE / f"{name}.ttf")
    for family, source in LICENCES.items():
        shutil.copyfile(folder / source, HERE / f"{family}-OFL.txt")


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


def subset(font: TTFont, codes: list[int]) -> None:
    """Keep the glyphs of `codes`; no layout features (the engine reads none) and no hints."""
    options = Options(layout_features=[], hinting=False, notdef_outline=True, name_IDs=["*"], name_languages=["*"])
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)


if __name__ == "__main__":
    build(Path(sys.argv[1]))
