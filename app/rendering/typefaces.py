"""What the PDF engine measures and draws with: TrueType faces that can do more than the engine asks of them.

`Face` makes its text readable again in the file, `JoinedFace` the joined forms of Arabic too; `FlowingFace` is for
scripts that put no blanks between words, `ShapedFace` for those whose letters join to syllables.
"""

import unicodedata
from typing import Any

import uharfbuzz
from reportlab.pdfbase.ttfonts import TTFont

from app.rendering.glyphs import Part, add_glyph, make_room

_NBSP = 0xA0
_UNSEEN = 0x200C  # A joiner, which every face for Arabic has and shows nothing for.
# Where private characters begin, for letters that show nothing and for built syllables: a plane that no face uses.
_FIRST_SILENT = 0xF0000
_FIRST_SYLLABLE = 0xF0000
# So many syllables are kept; more than a long document of one script has.
_MOST_SYLLABLES = 8000


class Face(TTFont):  # type: ignore[misc]
    """A face whose text is read back from the PDF as it was written, also beyond the first plane of Unicode."""

    def addObjects(self, doc: Any) -> None:  # noqa: N802
        subsets = {self.getSubsetInternalName(n, doc)[1:]: s for n, s in enumerate(self.state[doc].subsets)}
        super().addObjects(doc)
        for internal_name, subset in subsets.items():
            name = doc.idToObject["BasicFonts"].dict[internal_name].BaseFont
            doc.idToObject[f"toUnicodeCMap:{name}"].content = self._unicode_map(name, subset)

    def text_of(self, code: int) -> str:
        """What a reader of the file gets for one drawn character."""
        return chr(code)

    def _unicode_map(self, name: str, subset: list[int]) -> str:
        """The ToUnicode CMap of PDF 32000-1, 9.10.3; in UTF-16, at most a hundred entries in each block."""
        texts = [(number, self.text_of(code)) for number, code in enumerate(subset) if code]
        entries = [f"<{number:02X}> <{text.encode('utf-16-be').hex().upper()}>" for number, text in texts]
        blocks = [entries[start : start + 100] for start in range(0, len(entries), 100)]
        return "\n".join(
            [
                "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap",
                f"/CIDSystemInfo << /Registry ({name}) /Ordering ({name}) /Supplement 0 >> def",
                f"/CMapName /{name} def\n/CMapType 2 def",
                "1 begincodespacerange\n<00> <FF>\nendcodespacerange",
                *("\n".join([f"{len(block)} beginbfchar", *block, "endbfchar"]) for block in blocks),
                "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend",
            ]
        )


class JoinedFace(Face):
    """A face for Arabic, which is drawn in forms: each is read back as its letter, a form of two as two letters.

    PDF readers disagree on the order of two letters that are one character, since the line runs the other way. So the
    form stands for its first letter only, and the others are characters of their own that show nothing.
    """

    def __init__(self, name: str, file: Any) -> None:
        super().__init__(name, file)
        face = self.face
        self._forms = {code: form for code in face.charToGlyph if (form := _letters_of(code))}
        self._silent = {
            ord(letter): _FIRST_SILENT + ord(letter) for form in self._forms.values() for letter in form[1:]
        }
        for code in self._silent.values():
            face.charToGlyph[code] = face.charToGlyph[_UNSEEN]
            face.charWidths[code] = 0
        self._apart = {
            code: "".join(chr(self._silent[ord(letter)]) for letter in reversed(form[1:])) + chr(code)
            for code, form in self._forms.items()
        }

    def text_of(self, code: int) -> str:
        if code >= _FIRST_SILENT:
            return chr(code - _FIRST_SILENT)
        return self._forms[code][0] if code in self._forms else super().text_of(code)

    def splitString(self, text: str | bytes, doc: Any, encoding: str = "utf-8") -> Any:  # noqa: N802
        return super().splitString(as_text(text).translate(self._apart), doc)


def _letters_of(code: int) -> str:
    """The letters that an Arabic form stands for; nothing for a mark on a blank."""
    form = unicodedata.normalize("NFKC", chr(code)) if 0xFB50 <= code <= 0xFEFC else ""
    return "" if form.startswith(" ") else form


class FlowingFace(Face):
    """A face for a script without blanks between words: its blank is a place where a line may end, and nothing else.

    It has no width, is not drawn, and is not read back. The blank that is meant, where there is one, is `blank`.
    """

    def __init__(self, name: str, file: Any, blank: str) -> None:
        super().__init__(name, file)
        self.blank = ord(blank)
        face = self.face
        face.charToGlyph[self.blank] = face.charToGlyph[0x20]
        face.charWidths[self.blank] = face.charWidths[0x20]
        face.charWidths[0x20] = face.charWidths[_NBSP] = 0

    def text_of(self, code: int) -> str:
        return " " if code == self.blank else super().text_of(code)

    def splitString(self, text: str | bytes, doc: Any, encoding: str = "utf-8") -> Any:  # noqa: N802
        return super().splitString(as_text(text).replace(" ", ""), doc)


class ShapedFace(Face):
    """A face whose letters join to syllables, by HarfBuzz.

    Each syllable becomes one character of the PDF's font, with a glyph made of its parts. So the engine, which knows
    characters only, places it right, and the file gives its letters back in their order.
    """

    def __init__(self, name: str, file: Any) -> None:
        super().__init__(name, file)
        self._face_to_shape = uharfbuzz.Face(uharfbuzz.Blob(bytes(self.face._ttf_data)))
        self._font_to_shape = uharfbuzz.Font(self._face_to_shape)
        self._to_thousand = 1000 / self._face_to_shape.upem
        make_room(self.face)
        self._own_glyphs = len(self.face.hmetrics)
        self._own_length = self.face.table["glyf"]["length"]
        self._syllables: dict[tuple[Any, ...], int] = {}
        self._texts: dict[int, str] = {}
        self._shaped: dict[str, str] = {}

    def begin_document(self) -> None:
        """Forget what earlier documents had: their words, and their syllables when they have become many."""
        self._shaped.clear()
        if len(self._texts) < _MOST_SYLLABLES:
            return
        face = self.face
        for code in self._texts:
            del face.charToGlyph[code], face.charWidths[code]
        del face.hmetrics[self._own_glyphs :], face.glyphPos[self._own_glyphs + 1 :]
        face.table["glyf"]["length"] = self._own_length
        del face._ttf_data[face.table["glyf"]["offset"] + self._own_length :]
        self._syllables.clear()
        self._texts.clear()

    def stringWidth(self, text: str | bytes, size: float, encoding: str = "utf8") -> float:  # noqa: N802
        widths = self.face.charWidths
        return sum(float(widths.get(ord(char), 0)) for char in self.shape(as_text(text))) * size / 1000

    def splitString(self, text: str | bytes, doc: Any, encoding: str = "utf-8") -> Any:  # noqa: N802
        return super().splitString(self.shape(as_text(text)), doc)

    def text_of(self, code: int) -> str:
        return self._texts.get(code) or super().text_of(code)

    def shape(self, text: str) -> str:
        """The text with a private character in place of each syllable that is more than one plain letter."""
        known = self._shaped.get(text)
        if known is None:
            known = self._shaped[text] = "".join(self._shape(text))
        return known

    def _shape(self, text: str) -> list[str]:
        if not text:
            return []
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        uharfbuzz.shape(self._font_to_shape, buffer)
        glyphs: dict[int, list[tuple[Any, Any]]] = {}
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            glyphs.setdefault(info.cluster, []).append((info, position))
        starts = sorted(glyphs)
        return [
            self._character(text[start:end], glyphs[start])
            for start, end in zip(starts, [*starts[1:], len(text)], strict=True)
        ]

    def _character(self, letters: str, glyphs: list[tuple[Any, Any]]) -> str:
        parts, x, y = [], 0, 0
        for info, position in glyphs:
            parts.append(Part(info.codepoint, x + position.x_offset, y + position.y_offset))
            x, y = x + position.x_advance, y + position.y_advance
        if len(letters) == 1 and parts == [Part(self.face.charToGlyph.get(ord(letters), 0), 0, 0)]:
            return letters
        if len(self._texts) >= 2 * _MOST_SYLLABLES:
            return letters  # No document of a person has so many: from here on it is drawn letter by letter.
        key = (letters, x, *parts)
        code = self._syllables.get(key)
        if code is None:
            code = self._syllables[key] = _FIRST_SYLLABLE + len(self._syllables)
            self._texts[code] = letters
            self.face.charToGlyph[code] = add_glyph(self.face, parts, x)
            self.face.charWidths[code] = x * self._to_thousand
        return chr(code)


class ShapedFlowingFace(FlowingFace, ShapedFace):
    """Thai and its neighbours: syllables, and no blanks between words."""

    def shape(self, text: str) -> str:
        blank = chr(self.blank)
        shape = super().shape
        return blank.join(shape(part) for part in text.split(blank))


def as_text(text: str | bytes) -> str:
    return text.decode() if isinstance(text, bytes) else text
