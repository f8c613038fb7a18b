"""Habits of languages and regions, and that no mixture of their words is too much."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.llm.draft import DraftSchema
from app.llm.providers.offline import habits, lexicon
from app.llm.providers.offline.reading import read
from tests.llm.offline.conftest import TODAY, Read
from tests.llm.offline.test_offline_languages import LANGUAGES, WORDS
from tests.llm.offline.test_offline_provider import _steps


@pytest.mark.parametrize(
    ("words", "unit", "label"),
    [
        ("Rechnung an Optik Lindner: 3 Std. Beratung à 80 €", "Stunde", "Firma"),
        ("Facture à Optique Lindner : 3 heures de conseil à 80 €", "heure", "Société"),
        ("Invoice Lindner Optics for 3 hours of advice at $80", "hour", "Company"),
    ],
)
def test_the_draft_speaks_the_language_of_the_words(draft: Read, words: str, unit: str, label: str) -> None:
    read = draft(words)
    assert (read["items"][0]["unit"], read["to_details"][0]["label"]) == (unit, label)


@pytest.mark.parametrize(
    ("words", "customer", "item"),
    [
        ("500 € für Beratung an Müller berechnen", "Müller", "Beratung"),
        ("Rechnung für die Wartung der Heizung, 90 €, Kunde: Ott", "Ott", "Wartung der Heizung"),
        ("Berechne Frau Reif Klavierstimmen 2 x 60 €", "Frau Reif", "Klavierstimmen"),
        ("Berechne Ott GmbH Beratung 90 €", "Ott GmbH", "Beratung"),
    ],
)
def test_a_german_noun_is_no_customer(draft: Read, words: str, customer: str, item: str) -> None:
    read = draft(words)
    assert ([row["value"] for row in read["to_details"]], read["items"][0]["name"]) == ([customer], item)


@pytest.mark.parametrize(
    ("language", "locale", "mark", "month_first"),
    [
        ("en", "US", ".", True),
        ("en", "GB", ".", False),
        ("en", "DE", ",", False),
        ("en", "", ".", True),
        ("de", "US", ",", False),
        ("de", "de-CH", ".", False),
        ("es", "MX", ".", False),
        ("pt", "nowhere", ",", False),
    ],
)
def test_habits_of_writing_come_from_language_and_region(
    language: str, locale: str, mark: str, month_first: bool
) -> None:
    assert (habits.decimal_mark(language, locale), habits.month_first(language, locale)) == (mark, month_first)


def test_the_region_decides_what_one_mark_before_three_digits_means(draft: Read) -> None:
    words = "Bill Ott Ltd 1.250 for advice"
    assert draft(words)["items"][0]["unit_price"] == "1.25"
    assert draft(words, locale="DE")["items"][0]["unit_price"] == "1250"


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from([*WORDS, "€", "%", "\n", "l'", "'", ":", ".", "999999999999"]), max_size=50),
    st.sampled_from(["", " ", "\n"]),
    st.sampled_from(["US", "DE", "ch", "x-y-zz", ""]),
)
def test_shuffled_words_of_all_languages_make_a_valid_draft(words: list[str], glue: str, locale: str) -> None:
    DraftSchema().load(read(glue.join(words), date(2024, 2, 29), {"locale": locale, "language": "fr"})[0])


@pytest.mark.parametrize(
    "shape",
    [
        "zweiundzwanzigund",
        "centcinquant ",
        "l'l'l'",
        "Rechnung für die Wartung der Heizung an ",
        "14 Tage netto ",
        "cobrar 5 da ",
        "stellt der Rechnung ",
        "à 30 jours fin de mois ",
        "entro il 5 ",
        "16.2. ",
        "boulangerie ",
    ],
)
def test_the_work_in_other_languages_grows_no_faster_than_the_words(shape: str) -> None:
    short, long = shape * (1000 // len(shape)), shape * (4000 // len(shape))
    for language in LANGUAGES:
        lexicon.load(language)
    read(short, TODAY, {})
    assert _steps(long) < 6 * _steps(short)


@pytest.mark.parametrize(
    "words", ["Bill Ott for a lamp at $5, 4 x", "Rechnung an Ott: 5 € und 4 à", "facture 5 € de l'"]
)
def test_words_may_end_in_the_middle_of_an_amount(draft: Read, words: str) -> None:
    assert [item["unit_price"] for item in draft(words)["items"]] == ["5"]


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("orla finch, piano lessons, $90", "en"),
        ("Maria Costa, 3 piano lessons, €40 each", "en"),
        ("la casa bar, 2 kegs £80", "en"),
        ("Bill Kenji Vale for a cello, $90. Vale Fine Strings", "en"),
        ("orla finch, accordatura piano, 90 €", "it"),
        ("orla finch, afinação piano, 90 €", "pt"),
        ("orla finch, reparación, 90 €", "es"),
        ("orla finch, Beratung, 90 €", "de"),
    ],
)
def test_short_notes_are_english_unless_a_word_shows_another_language(draft: Read, words: str, language: str) -> None:
    assert draft(words)["language"] == language
