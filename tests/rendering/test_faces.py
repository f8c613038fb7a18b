"""Which characters are drawn, what becomes of the others, and when a typeface is read."""

import subprocess
import sys

import pytest

from app.rendering.characters import drawable
from app.rendering.families import FAMILIES, FOLDER, coverage, fallback_families, families_of
from app.rendering.labels import languages, read_words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zażółć gęślą jaźń, İstanbul, Đặng", "Zażółć gęślą jaźń, İstanbul, Đặng"),
        ("Ελλάδα Россия ישראל", "Ελλάδα Россия ישראל"),
        ("€ £ ¥ ₹ ₪ ₩ ₴ ₺ ₽ ₫ ₱ ₦ ₿ ฿ ₡ ₲ ₭ ₮ ₸ ₾ ₼ ៛ ৳ ￥", "€ £ ¥ ₹ ₪ ₩ ₴ ₺ ₽ ₫ ₱ ₦ ₿ ฿ ₡ ₲ ₭ ₮ ₸ ₾ ₼ ៛ ৳ ￥"),
        ("Party 🎉 GmbH", "Party  GmbH"),
        ("👩‍🚀 Jane 🇩🇪👍🏽", " Jane "),
        ("𝐀𝐜𝐦𝐞 Acme", "Acme Acme"),
        ("株式会社髙﨑 𠮷野家 ㈱ 臺灣 龘 뷁", "株式会社髙﨑 𠮷野家 ㈱ 臺灣 龘 뷁"),
        ("Cafe\u0301 한", "Café 한"),
        ("ᏣᎳᎩ Ltd", "□□□ Ltd"),
        ("می‌خواهم", "می‌خواهم"),
        ("क्‍ष", "क्‍ष"),
        ("a\u200db", "ab"),
    ],
)
def test_what_no_face_can_draw_is_left_out_or_made_plain(text: str, expected: str) -> None:
    assert drawable(text) == expected


@pytest.mark.parametrize("language", sorted(languages()))
def test_every_label_of_every_language_can_be_drawn(language: str) -> None:
    for word in read_words(language).values():
        assert drawable(word) == word


def test_every_family_has_a_blank_and_a_licence() -> None:
    for family in FAMILIES:
        assert "SIL Open Font License" in (FOLDER / f"{family}-OFL.txt").read_text("utf-8")
        assert coverage()[family] >= {0x20, 0xA0}
    assert coverage()["Inter"] >= set(range(0x20, 0x7F))


def test_the_standard_character_sets_of_east_asia_are_whole() -> None:
    for codec, leads in (("gb2312", range(0xB0, 0xF8)), ("euc_kr", range(0xB0, 0xFE)), ("big5", range(0xA4, 0xFA))):
        pairs = [bytes((lead, trail)).decode(codec, "ignore") for lead in leads for trail in range(0x40, 0xFF)]
        letters = {letter for letter in pairs if len(letter) == 1 and letter > "\u2e80" and letter.isalpha()}
        assert len(letters) > 6000
        assert all(drawable(letter) != "□" for letter in letters), codec
    kanji = {
        ord(bytes((0xB0 + row, 0xA1 + cell)).decode("euc_jp", "ignore") or " ")
        for row in range(68)
        for cell in range(94)
    }
    assert len(kanji) > 6300
    assert kanji <= coverage()["NotoSansJP"]


def test_chinese_and_korean_ask_their_own_family_first() -> None:
    assert fallback_families("zh")[0] == "NotoSansSC"
    assert fallback_families("ko")[0] == "NotoSansKR"
    japanese = fallback_families("ja")
    assert japanese.index("NotoSansJP") < japanese.index("NotoSansSC") < japanese.index("NotoSansHan")
    assert set(fallback_families("zh")) == set(FAMILIES) - {"Inter", "LiberationSans"}


@pytest.mark.parametrize(
    ("text", "language", "families"),
    [
        ("Zażółć 5 € Россия", "pl", []),
        ("ישראל", "he", ["NotoSansHebrew"]),
        ("हिन्दी", "hi", ["NotoSansDevanagari"]),
        ("한글 韓國", "ko", ["NotoSansKR", "NotoSansJP"]),
        ("請求書", "ja", ["NotoSansJP"]),
        ("请款书", "zh", ["NotoSansSC"]),
        ("請款 龘", "zh", ["NotoSansSC", "NotoSansJP", "NotoSansHan"]),
    ],
)
def test_a_text_needs_only_the_families_of_its_scripts(text: str, language: str, families: list[str]) -> None:
    assert families_of(text, language) == families


def test_a_service_of_latin_letters_reads_no_other_face() -> None:
    program = (
        "from app.rendering.engine import html_to_pdf\nfrom app.rendering.job import RenderJob\n"
        "html_to_pdf(RenderJob('<p>Müller & Söhne, 5 €</p>'))\n"
        "from reportlab.pdfbase.pdfmetrics import _fonts\nprint(*(name for name in _fonts if 'Noto' in name))"
    )
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert shown.stdout.strip() == ""
