"""What fell away of what was counted: only the rest is billed."""

import pytest

from tests.llm.offline.conftest import Read
from tests.llm.offline.test_offline_withdrawals import items_of


@pytest.mark.parametrize(
    "words",
    [
        "Bill Otis Fenn for 20 crates at $14, two were cancelled.",
        "Bill Otis Fenn for 20 crates at $14. Two were damaged and don't count.",
        "Bill Otis Fenn: quoted 20 crates at $14, they dropped two.",
        "Bill Otis Fenn 20 crates at $14 but cancelled two of them free of charge, so it's 18.",
        "Otis Fenn ordered twenty crates but two came smashed, so charge only for the eighteen good ones at $14 each.",
        "Rechnung an Otis Fenn: 20 Kisten zu 14 €, zwei wurden storniert.",
    ],
)
def test_what_fell_away_is_not_counted(draft: Read, words: str) -> None:
    assert items_of(draft(words)) == [("18", "14")]


@pytest.mark.parametrize(
    ("words", "items"),
    [
        ("Bill Otis Fenn 20 crates at $14, and two broken lids at $35 each.", [("20", "14"), ("2", "35")]),
        ("Bill Otis Fenn 20 crates at $14, two of those came back broken, which we charge at $35.", [("20", "14")]),
    ],
)
def test_what_broke_and_has_a_price_changes_no_count(draft: Read, words: str, items: list[tuple[str, str]]) -> None:
    assert items_of(draft(words))[0] == items[0]
