"""Which characters are drawn, and what becomes of the others."""

import pytest

from app.rendering.faces import FAMILIES, FOLDER, drawable, register_faces


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zażółć gęślą jaźń, İstanbul, Đặng", "Zażółć gęślą jaźń, İstanbul, Đặng"),
        ("Ελλάδα Россия ישראל", "Ελλάδα Россия ישראל"),
        ("€ £ ¥ ₹ ₪ ₩ ₴ ₺ ₽ ₫ ₱ ₦ ₿ ฿", "€ £ ¥ ₹ ₪ ₩ ₴ ₺ ₽ ₫ ₱ ₦ ₿ ฿"),
        ("Party 🎉 GmbH", "Party  GmbH"),
        ("👩‍🚀 Jane 🇩🇪👍🏽", " Jane "),
        ("𝐀𝐜𝐦𝐞 Ａcme", "Acme Acme"),
        ("大阪 Ltd", "□□ Ltd"),
        ("می‌خواهم", "می‌خواهم"),
        ("a\u200db", "ab"),
    ],
)
def test_what_no_face_can_draw_is_left_out_or_made_plain(text: str, expected: str) -> None:
    assert drawable(text) == expected


def test_every_face_has_a_blank_and_a_licence() -> None:
    register_faces()

    for family in FAMILIES:
        assert "SIL Open Font License" in (FOLDER / f"{family}-OFL.txt").read_text("utf-8")
    assert register_faces() >= set(range(0x20, 0x7F))
