"""The words of every language: complete, and with the same gaps to fill in."""

import re

import pytest

from app.rendering.labels import languages, load_labels, read_words
from app.rendering.locales import resolve
from app.rendering.present import KINDS

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


def test_every_kind_of_document_has_its_own_name_in_every_language() -> None:
    for language in languages():
        words = read_words(language)
        titles = [words[f"{kind}.title"] for kind in KINDS]
        assert len(set(titles)) == len(titles), language


@pytest.mark.parametrize(
    ("kind", "language", "title"),
    [
        ("credit_note", "de", "Rechnungskorrektur"),
        ("credit_note", "fr", "Facture d’avoir"),
        ("credit_note", "pl", "Faktura korygująca"),
        ("credit_note", "no", "Kreditnota"),
        ("estimate", "da", "Overslag"),
        ("invoice", "et", "Arve"),
        ("invoice", "iw", "חשבונית"),
        ("quote", "ar", "عرض سعر"),
        ("receipt", "fi", "Kuitti"),
    ],
)
def test_documents_are_called_what_the_trade_calls_them(kind: str, language: str, title: str) -> None:
    assert load_labels(language)[f"{kind}.title"] == title


def test_norwegian_and_old_codes_find_their_labels() -> None:
    assert resolve("no-NO", None).language == resolve(None, "nn").language == "nb"
    assert resolve("IL", "iw").language == "he"


@pytest.mark.parametrize(
    ("locale", "language", "chosen", "babel"),
    [
        (None, "zh", "zh", "zh"),
        ("CN", "zh", "zh", "zh"),
        ("TW", "zh", "zh-Hant", "zh_Hant_TW"),
        ("zh-Hant-HK", None, "zh-Hant", "zh_Hant_HK"),
        (None, "zh-tw", "zh-Hant", "zh_Hant"),
        ("US", "zh-Hant", "zh-Hant", "zh_Hant"),
        ("HK", "zh-Hans", "zh", "zh"),
        ("TW", "en", "en", "en_001"),
    ],
)
def test_chinese_is_written_as_its_readers_write_it(
    locale: str | None, language: str | None, chosen: str, babel: str
) -> None:
    place = resolve(locale, language)

    assert (place.language, str(place.locale)) == (chosen, babel)


def test_two_languages_print_as_one_label() -> None:
    both = load_labels("de", "en")

    assert both["invoice.title"] == "Rechnung / Invoice"
    assert both["item.amount"] == "Betrag / Amount ({currency})"
    assert both["field.iban"] == "IBAN"
    assert both["totals.tax"] == "{tax} auf {base}"


@pytest.mark.parametrize("second", ["de", "xx", "", None])
def test_no_second_language_prints_the_first_alone(second: str | None) -> None:
    assert load_labels("de", second)["invoice.title"] == "Rechnung"
