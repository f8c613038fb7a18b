"""The type families as the PDF engine knows them, each read when a text first needs it.

So a service whose customers all write Latin letters never pays for Chinese.
"""

import io
import lzma
import re
from functools import cache

from reportlab.lib.fonts import addMapping
from reportlab.pdfbase import pdfmetrics
from xhtml2pdf.default import DEFAULT_FONT

from app.rendering.breaks import blank_of
from app.rendering.families import BASE, FAMILIES, FOLDER, Family, Script, families_of
from app.rendering.typefaces import Face, FlowingFace, JoinedFace, ShapedFace, ShapedFlowingFace

_KINDS = {Script.PLAIN: Face, Script.JOINED: JoinedFace, Script.SHAPED: ShapedFace}
_FLOWING_KINDS = {Script.FLOWING: FlowingFace, Script.SHAPED_FLOWING: ShapedFlowingFace}
_LANGUAGE = re.compile(r"""<html lang=["'](\w+)""")


def register_faces(html: str = "") -> None:
    """Make the families known to the engine that the page needs; the base family always, each once per process."""
    language = _LANGUAGE.search(html)
    for name in (BASE, *families_of(html, language[1] if language else "")):
        for face in _register(FAMILIES[name]):
            if isinstance(face, ShapedFace):
                face.begin_document()


@cache
def _register(family: Family) -> tuple[Face, ...]:
    faces = tuple(_read(family, family.face(style)) for style in family.styles)
    for face in faces:
        pdfmetrics.registerFont(face)
    regular, bold, italic = map(family.face, ("Regular", family.bold, "Italic"))
    for is_bold, upright in enumerate((regular, bold)):
        addMapping(family.name, is_bold, 0, upright)
        addMapping(family.name, is_bold, 1, bold if is_bold else italic)
    for name in (family.name, regular, bold, italic):
        DEFAULT_FONT[name.lower()] = name
    return faces


def _read(family: Family, name: str) -> Face:
    file = FOLDER / f"{name}.ttf"
    data = io.BytesIO(file.read_bytes() if file.exists() else lzma.decompress(file.with_suffix(".ttf.xz").read_bytes()))
    data.name = name
    if family.script.is_flowing:
        return _FLOWING_KINDS[family.script](name, data, blank_of(family.name))
    return _KINDS[family.script](name, data)
