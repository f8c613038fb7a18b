"""What cleaning takes out of a text and what it leaves."""

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core import text

steady = settings(max_examples=200, derandomize=True, deadline=None, database=None)


@pytest.mark.parametrize(
    ("dirty", "cleaned"),
    [
        ("Acme Corp", "Acme Corp"),
        ("a\x00b\x07c\x1bd\x7fe\x85f", "abcdef"),
        ("a\u202eb\u202ac\u2066d\u2069e\u200ef\u061cg", "abcdefg"),
        ("a\u200bb\ufeffc\u2060d\u00ade", "abcde"),
        ("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"),
        ("\U0001f469\u200d\U0001f4bb", "\U0001f469\u200d\U0001f4bb"),
        ("❤\ufe0f", "❤\ufe0f"),
        ("a\ud800b\udfff", "ab"),
        ("e\u0301", "é"),
        ("one\r\ntwo\rthree\nfour\tfive", "one\ntwo\nthree\nfour\tfive"),
        ("१२ ٣ 請求書 ₹ €", "१२ ٣ 請求書 ₹ €"),
    ],
)
def test_clean_takes_out_what_cannot_be_seen(dirty: str, cleaned: str) -> None:
    assert text.clean(dirty) == cleaned


@pytest.mark.parametrize(
    ("dirty", "line", "block"),
    [
        ("  a   b ", "a b", "a b"),
        ("a\n\n b\tc\r\n", "a b c", "a\n\nb c"),
        ("\n\n a \n", "a", "a"),
        ("a\u00a0\u3000b", "a b", "a b"),
        ("a\u2028b\u2029c", "a b c", "a b c"),
        (" \u200b\t\n\x00", "", ""),
        ("\u200d\u200c \u200d\n", "", ""),
        ("ه\u200d", "ه\u200d", "ه\u200d"),
    ],
)
def test_lines_and_blocks_lose_needless_blanks(dirty: str, line: str, block: str) -> None:
    assert text.clean_line(dirty) == line
    assert text.clean_block(dirty) == block


@pytest.mark.parametrize(
    ("value", "has_one"),
    [("", False), ("\U0001f4bb", False), ("a\ud83d", True), ("\udc00", True), ("\ud7ff\ue000", False)],
)
def test_half_of_a_surrogate_pair_is_found(value: str, has_one: bool) -> None:
    assert text.has_lone_surrogate(value) is has_one


def test_a_long_run_of_combining_marks_is_cleaned_in_linear_time() -> None:
    marks = "a" + "\u0315\u0300" * 100_000
    began = process_time()
    cleaned = text.clean(marks)
    assert process_time() - began < 3  # It took half a minute before the runs were broken up.
    assert cleaned.count("\u0315") + cleaned.count("\u0300") + (cleaned[0] == "à") == 200_000


def test_an_ordinary_run_of_marks_is_left_alone() -> None:
    stacked = "x" + "\u0323" * 30
    assert text.clean(stacked) == stacked


@steady
@given(st.text(st.characters(), max_size=60))
def test_cleaning_twice_is_cleaning_once(value: str) -> None:
    for cleaning in (text.clean, text.clean_line, text.clean_block):
        assert cleaning(cleaning(value)) == cleaning(value)


@steady
@given(st.text(st.characters(), max_size=60))
def test_clean_text_can_be_stored(value: str) -> None:
    line = text.clean_line(value)
    assert line.encode().decode() == line
    assert "\x00" not in line
    assert "\n" not in line
