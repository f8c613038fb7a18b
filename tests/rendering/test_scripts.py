"""Every script: its letters come out of the file as they went in, and its syllables are drawn as they must be."""

import io
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
import uharfbuzz
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont
from pypdf import PdfReader
from reportlab.pdfbase.pdfmetrics import getFont

from app.rendering.data import DocumentData, Row
from app.rendering.engine import html_to_pdf
from app.rendering.faces import register_faces
from app.rendering.families import fallback_families
from app.rendering.html import with_all_scripts
from app.rendering.job import RenderJob
from app.rendering.typefaces import ShapedFace

SAMPLES = {
    "de": "Müller & Söhne, Größe 5 €",
    "pl": "Zażółć gęślą jaźń",
    "vi": "Nguyễn Thị Ngọc Ánh Đặng",
    "el": "Τιμολόγιο Ελλάδα",
    "ru": "Счёт ООО «Ромашка»",
    "uk": "Рахунок ґ ї є",
    "ja": "株式会社髙﨑商店、ウェブサイト制作（2026年1月分）。𠮷野家",
    "zh": "北京科技有限公司，网站设计与开发服务（2026年1月）。",
    "zh-Hant": "臺灣積體電路製造股份有限公司 龘䶮㛃",
    "ko": "주식회사 한빛 웹사이트 디자인",
    "th": "บริษัทตัวอย่างจำกัด น้ำ ผู้ใหญ่ ๓๐ วัน",
    "hi": "श्रीमती लक्ष्मी, क्षेत्र, विद्यार्थी, स्त्री",
    "bn": "শ্রীমতী ক্ষেত্র কৃষ্ণ প্রযুক্তি",
    "ta": "விலைப்பட்டியல் கொள்கை",
    "te": "హైదరాబాద్ క్షేత్రం",
    "gu": "અમદાવાદ ક્ષેત્ર",
    "pa": "ਸ੍ਰੀ ਅੰਮ੍ਰਿਤਸਰ",
    "kn": "ಬೆಂಗಳೂರು ಕ್ಷೇತ್ರ",
    "ml": "തിരുവനന്തപുരം ക്ഷേത്രം",
    "si": "ශ්‍රී ලංකා",
    "km": "រាជធានីភ្នំពេញ",
    "lo": "ນະຄອນຫຼວງວຽງຈັນ",
    "my": "ရန်ကုန်မြို့ ကျွန်ုပ်တို့",
    "hy": "Հաշիվ Երևան",
    "ka": "თბილისი",
    "am": "አዲስ አበባ",
    "ar": "فاتورة شركة الأمل للتجارة",
    "fa": "می‌خواهم فاکتور گل‌ها",
    "he": "חשבונית חברת הדוגמה",
}


def page(text: str, language: str = "en", width: str = "170mm") -> str:
    style = with_all_scripts(
        "p { font-family: Inter; font-size: 10pt; } td { overflow-wrap: anywhere }", fallback_families(language)
    )
    return (
        f"<html lang='{language}'><head><style>{style}</style></head>"
        f"<body><table><tr><td width='{width}'><p>{text}</p></td></tr></table></body></html>"
    )


def read(pdf: bytes) -> str:
    return PdfReader(io.BytesIO(pdf)).pages[0].extract_text()


@pytest.mark.parametrize("language", SAMPLES)
def test_a_text_is_read_back_as_it_was_written(language: str) -> None:
    text = unicodedata.normalize("NFC", SAMPLES[language])

    shown = read(html_to_pdf(RenderJob(page(text.replace("&", "&amp;"), language))))

    assert " ".join(shown.split()) == text


@pytest.mark.parametrize("language", ["ja", "zh", "th", "hi", "ar"])
def test_the_same_text_makes_the_same_bytes_whatever_was_drawn_before(language: str) -> None:
    job = RenderJob(page(SAMPLES[language], language))
    first = html_to_pdf(job)
    for other in SAMPLES.values():
        html_to_pdf(RenderJob(page(other.replace("&", ""))))

    assert html_to_pdf(job) == first


@pytest.mark.parametrize(
    ("language", "width", "lines"), [("ja", "32mm", 4), ("zh", "32mm", 3), ("th", "20mm", 3), ("my", "20mm", 2)]
)
def test_a_text_without_blanks_is_divided_into_full_lines(language: str, width: str, lines: int) -> None:
    shown = read(html_to_pdf(RenderJob(page(SAMPLES[language], language, width))))

    found = shown.strip().split("\n")
    assert len(found) == lines
    assert all(not line.startswith(("、", "。", "，", "）", "\u0e31", "\u0e34")) for line in found)


def test_only_the_characters_in_use_are_embedded() -> None:
    pdf = html_to_pdf(RenderJob(page("請求書 龘", "ja")))

    assert len(pdf) < 20_000
    (embedded,) = [font for font in _embedded(pdf) if b"JP" in font[0]]
    assert embedded[1]["maxp"].numGlyphs < 10


@pytest.mark.parametrize(
    ("family", "word"),
    [("NotoSansDevanagari-Regular", "क्षेत्र"), ("NotoSansThai-Regular", "น้ำ"), ("NotoSansKhmer-Regular", "ភ្នំ")],
)
def test_a_syllable_is_drawn_as_harfbuzz_places_its_parts(family: str, word: str) -> None:
    register_faces(word)
    face = getFont(family)
    original = TTFont(io.BytesIO(bytes(face.face._ttf_data[: face.face.table["glyf"]["offset"]])))
    pdf = html_to_pdf(RenderJob(page(word)))
    name = family.encode()

    (drawn,) = [font for font_name, font in _embedded(pdf) if name in font_name]

    wanted = _outlines_by_harfbuzz(face, original, word)
    glyphs = drawn.getGlyphSet()
    codes = drawn["cmap"].tables[0].cmap
    x = 0
    found = []
    for character in face.shape(word):
        code = _code_of(pdf, name, face.text_of(ord(character)))
        found += _outline(glyphs, codes[code], x, 0)
        x += glyphs[codes[code]].width
    assert sorted(map(repr, found)) == sorted(map(repr, wanted))


def test_a_face_forgets_syllables_when_they_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    register_faces("हिन्दी")
    face = getFont("NotoSansDevanagari-Regular")
    assert isinstance(face, ShapedFace)
    width = face.stringWidth("क्षेत्र", 10)
    monkeypatch.setattr("app.rendering.typefaces._MOST_SYLLABLES", 1)
    face.begin_document()
    before = len(face.face.glyphPos)

    for word in ("क्षेत्र", "लक्ष्मी", "विद्यार्थी"):
        face.stringWidth(word, 10)
    assert len(face.face.glyphPos) > before
    face.begin_document()

    assert len(face.face.glyphPos) == before
    assert len(face.face.hmetrics) == before - 1
    assert face.stringWidth("क्षेत्र", 10) == width


def test_a_document_of_all_scripts_names_every_party(
    make: Callable[..., DocumentData], draw: Callable[[DocumentData], bytes], read: Callable[[bytes], list[str]]
) -> None:
    rows = tuple(Row("", text, "address_line") for text in SAMPLES.values() if text[0] < "\u0590" or text[0] > "\u06ff")

    shown = "".join("".join(read(draw(make(to_rows=rows)))).split())

    for row in rows:
        assert "".join(unicodedata.normalize("NFC", row.value).split()) in shown


def _embedded(pdf: bytes) -> list[tuple[bytes, Any]]:
    fonts = PdfReader(io.BytesIO(pdf)).pages[0]["/Resources"]["/Font"].values()
    found = []
    for font in fonts:
        descriptor = font.get_object().get("/FontDescriptor")
        if descriptor:
            file = descriptor.get_object()["/FontFile2"].get_object().get_data()
            found.append((str(font.get_object()["/BaseFont"]).encode(), TTFont(io.BytesIO(file))))
    return found


def _code_of(pdf: bytes, name: bytes, text: str) -> int:
    """The character code that a font of the file reads back as `text`."""
    for reference in PdfReader(io.BytesIO(pdf)).pages[0]["/Resources"]["/Font"].values():
        font = reference.get_object()
        if name in str(font["/BaseFont"]).encode():
            cmap = font["/ToUnicode"].get_object().get_data().decode()
            wanted = text.encode("utf-16-be").hex().upper()
            return next(int(line[1:3], 16) for line in cmap.split("\n") if line.endswith(f"<{wanted}>"))
    raise AssertionError(name)


def _outline(glyphs: Any, name: str, x: float, y: float) -> list[Any]:
    pen = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(TransformPen(pen, (1, 0, 0, 1, x, y)))
    return list(pen.value)


def _outlines_by_harfbuzz(face: ShapedFace, original: Any, word: str) -> list[Any]:
    buffer = uharfbuzz.Buffer()
    buffer.add_str(word)
    buffer.guess_segment_properties()
    uharfbuzz.shape(face._font_to_shape, buffer)
    glyphs, order = original.getGlyphSet(), original.getGlyphOrder()
    x, wanted = 0, []
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        wanted += _outline(glyphs, order[info.codepoint], x + position.x_offset, position.y_offset)
        x += position.x_advance
    return wanted
