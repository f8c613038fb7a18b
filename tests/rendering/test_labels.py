"""The words of every language: complete, and with the same gaps to fill in."""

import re

import pytest

from app.rendering.labels import languages, load_labels, read_words

ENGLISH = read_words("en")


@pytest.mark.parametrize("language", sorted(languages()))
def test_a_language_has_every_word_and_no_other(language: str) -> None:
    assert read_words(language).keys() == ENGLISH.keys()


@pytest.mark.parametrize("language", sorted(languages()))
def test_a_word_has_the_gaps_of_the_english_one(language: str) -> None:
    def gaps(words: dict[str, str]) -> dict[str, list[str]]:
        return {key: sorted(re.findall(r"{\w+}", text)) for key, text in words.items()}

    assert gaps(read_words(language)) == gaps(ENGLISH)


@pytest.mark.parametrize("language", ["xx", "", "../en", "en/../en"])
def test_an_unknown_language_prints_in_english(language: str) -> None:
    assert load_labels(language)["invoice.title"] == "Invoice"
