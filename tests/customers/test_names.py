"""What of a name counts when people name a customer."""

import pytest

from app.customers.names import legal_form, name_key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Acme", "acme"),
        ("acme corp.", "acme"),
        ("ACME, Inc.", "acme"),
        ("The Acme Company", "acme"),
        ("Müller & Söhne GmbH & Co. KG", "muller sohne"),
        ("Smith and Sons LLC", "smith sons"),
        ("Ferrari S.p.A.", "ferrari"),
        ("A. B. C. Ltd", "abc"),
        ("O’Brien", "obrien"),
        ("Łódź-Bau Sp. z o.o.", "łodz bau sp z"),
        ("AS Roma", "as roma"),
        ("The Company", "company"),
        ("The", "the"),
        ("Inc.", "inc"),
        ("3M", "3m"),
        ("e-Commerce SA", "e commerce"),
        ("שלום", "שלום"),
        ("株式会社サンプル", "株式会社サンフル"),  # The mark that makes プ of フ counts as an accent.
        ("🎨", "🎨"),
        ("— !", "—!"),
    ],
)
def test_the_key_of_a_name(name: str, key: str) -> None:
    assert name_key(name) == key


def test_the_key_of_a_name_is_its_own_key() -> None:
    for name in ("Müller & Söhne GmbH & Co. KG", "The Company", "O’Brien", "🎨"):
        assert name_key(name_key(name)) == name_key(name)


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Acme", set()),
        ("Acme Corporation", {"corp"}),
        ("Acme Corp.", {"corp"}),
        ("Acme GmbH & Co. KG", {"gmbh", "co", "kg"}),
        ("Inc", set()),
    ],
)
def test_the_legal_form_of_a_name(name: str, form: set[str]) -> None:
    assert legal_form(name) == form
