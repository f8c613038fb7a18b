"""A rate that is told of all hours at once."""

import pytest

from tests.llm.offline.conftest import Read


@pytest.mark.parametrize(
    "words",
    [
        "Hours for Tern Ltd:\nDesign 14h\nReview 3h\nAll hours at 95 EUR.",
        "Tern Ltd, June: design 14 hours, review 3 hours. Every hour is €95.",
        "Stunden für die Tern GmbH: Planung 14 Std., Aufbau 3 Std. Alle Stunden zu 95 €.",
    ],
)
def test_all_hours_have_the_rate(draft: Read, words: str) -> None:
    assert [(item["quantity"], item["unit_price"]) for item in draft(words)["items"]] == [("14", "95"), ("3", "95")]


def test_all_of_a_thing_is_no_rate(draft: Read) -> None:
    read = draft("Bill Tern Ltd for all tiles at $95 and every lamp at $20")
    assert [item["unit_price"] for item in read["items"]] == ["95", "20"]
