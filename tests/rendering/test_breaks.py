"""Where lines may end in scripts without blanks between words."""

import pytest

from app.rendering.breaks import blank_of, mark_breaks


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Rechnung für 10 Stunden", "Rechnung für 10 Stunden"),
        ("حساب 12 Россия 한국어 문서", "حساب 12 Россия 한국어 문서"),
        ("請求書", "請 求 書"),
        ("納品後、30日（税込）です。", "納 品 後、30日 （税 込） で す。"),
        ("「ー」っと", "「ー」っ と"),
        ("Acme株式会社 Ltd", "Acme株 式 会 社_JP Ltd"),
        ("山田　様", "山 田_JP 様"),
        ("支払 <b>条件</b> <br/>", "支 払_JP <b>条 件</b> <br/>"),
        ("<td>金額 </td>", "<td>金 額 </td>"),
        ("ค่าบริการเว็บไซต์", "ค่าบริการ เว็บ ไซต์"),
        ("ကျွန်ုပ်တို့", "ကျွန်ုပ် တို့"),
        ("ភ្នំពេញ", "ភ្នំ ពេ ញ"),
    ],
)
def test_a_line_may_end_between_words_or_syllables(text: str, marked: str) -> None:
    assert mark_breaks(text) == marked.replace("_JP", blank_of("NotoSansJP"))


def test_no_line_begins_with_a_closing_or_ends_with_an_opening_sign() -> None:
    marked = mark_breaks("あ。あ、あ）あ」あっあーあ（あ「あ￥あ")

    for pair in ("。", "、", "）", "」", "っ", "ー"):
        assert f" {pair}" not in marked
    for pair in ("（", "「", "￥"):
        assert f"{pair} " not in marked
