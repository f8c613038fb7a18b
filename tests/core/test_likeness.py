"""How alike two names are."""

import pytest

from app.core.likeness import key_of, likeness, turned


@pytest.mark.parametrize(
    ("key", "other", "least", "most"),
    [
        ("acme", "acme", 100, 100),
        ("john smith", "smith john", 100, 100),
        ("northwind traders", "northwind trader", 94, 99),  # One slip in a long name.
        ("consulting partners", "consultng partners", 94, 99),
        ("acme", "acme studios", 80, 90),  # A part.
        ("smith", "john smith", 80, 90),
        ("globex", "globx", 80, 93),  # One slip in a short name.
        ("anna schmidt", "anna schmitt", 80, 93),
        ("acme", "acne", 0, 79),
        ("musterfirma 12", "musterfirma 13", 0, 0),
        ("blue ocean", "red ocean", 0, 79),
        ("art", "artisan bakery", 0, 79),  # Not a whole word.
        ("🎨", "🎸", 0, 0),
    ],
)
def test_likeness_either_way(key: str, other: str, least: int, most: int) -> None:
    assert least <= likeness(key, other) <= most
    assert likeness(key, other) == likeness(other, key)


def test_a_key_has_no_case_accents_or_punctuation() -> None:
    assert key_of("  O'Brien,  MÜLLER-Łódź (x) ") == "obrien muller łodz x"
    assert key_of("a" * 500) == "a" * 200


def test_only_short_names_are_turned() -> None:
    assert set(turned("john smith")) == {"john smith", "smith john"}
    assert turned("a b c d") == ["a b c d"]
