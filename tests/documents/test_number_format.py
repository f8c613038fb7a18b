"""What a number pattern may be and what it makes."""

from datetime import date

import pytest

from app.core.errors import InvalidInput
from app.documents.kinds import KINDS
from app.documents.numbering import check_pattern, counts_by_year, customer_code, format_number

MARCH = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("pattern", "seq", "number"),
    [
        ("INV-{year}-{seq:04}", 1, "INV-2026-0001"),
        ("INV-{year}-{seq:04}", 9999, "INV-2026-9999"),
        ("INV-{year}-{seq:04}", 12345, "INV-2026-12345"),
        ("{seq}", 7, "7"),
        ("{yy}{month}/{seq:03}", 42, "2603/042"),
        ("{seq:01}", 10, "10"),
        ("{seq:012}", 5, "000000000005"),
        ("R{year}.{year}-{seq}", 1, "R2026.2026-1"),
        ("№ {seq} %d %(seq)s $seq", 3, "№ 3 %d %(seq)s $seq"),
        ("請求書-{seq}", 3, "請求書-3"),
    ],
)
def test_a_pattern_makes_a_number(pattern: str, seq: int, number: str) -> None:
    assert format_number(pattern, seq=seq, issued_at=MARCH) == number


def test_the_default_patterns_are_valid_and_tell_the_types_apart() -> None:
    patterns = [KINDS[kind].default_number_format for kind in KINDS]
    assert [check_pattern(pattern) for pattern in patterns] == patterns
    assert len(set(patterns)) == len(patterns)
    assert format_number(patterns[0], seq=1, issued_at=date(987, 1, 1)) == "INV-0987-0001"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Acme Corp", "ACMECORP"),
        ("Müller & Söhne GmbH", "MULLERSOHN"),
        ("Straße 7", "STRASSE7"),
        ("ＡＣＭＥ", "ACME"),
        ("山田商店", "X"),
        ("", "X"),
        ("../..\\{seq}", "SEQ"),
        ("A" * 500, "A" * 10),
    ],
)
def test_a_customer_stands_in_the_number_as_a_short_code(name: str, code: str) -> None:
    assert customer_code(name) == code
    assert format_number("{customer}-{seq}", seq=3, issued_at=MARCH, customer=name) == f"{code}-3"


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("", "exactly once"),
        ("INV-{year}", "exactly once"),
        ("{seq}-{seq}", "exactly once"),
        ("{seq}-{seq:04}", "exactly once"),
        ("{day}-{seq}", "{day} is not a placeholder"),
        ("{Seq}", "{Seq} is not a placeholder"),
        ("{seq.__class__}", "{seq.__class__} is not a placeholder"),
        ("{seq[0]}", "{seq[0]} is not a placeholder"),
        ("{seq!r}", "{seq!r} is not a placeholder"),
        ("{seq:>99999999}", "{seq:>99999999} is not a placeholder"),
        ("{seq:4}", "{seq:4} is not a placeholder"),
        ("{seq:00}", "{seq:00} is not a placeholder"),
        ("{seq:013}", "{seq:013} is not a placeholder"),
        ("{seq:0٤}", "is not a placeholder"),
        ("{year:04}-{seq}", "{year:04} is not a placeholder"),
        ("{}{seq}", "{} is not a placeholder"),
        ("{0}{seq}", "{0} is not a placeholder"),
        ("{{seq}}", "is not a placeholder"),
        ("{seq}}", "} is not a placeholder"),
        ("{{seq}", "{ is not a placeholder"),
        ("{se{seq}q}", "is not a placeholder"),
        ("{seq}" + "x" * 36, "longer than 40"),
        ("{seq}" * 10**6, "longer than 40"),
        ("A\n{seq}", "printable"),
        ("A\x00{seq}", "printable"),
        ("A\u202e{seq}", "printable"),
        (" {seq}", "printable"),
    ],
)
def test_a_bad_pattern_is_refused_with_the_reason(pattern: str, message: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        check_pattern(pattern)
    assert message in refused.value.message
    assert list(refused.value.details) == ["format"]
    with pytest.raises(InvalidInput):
        format_number(pattern, seq=1, issued_at=MARCH)


def test_forty_characters_are_not_too_many() -> None:
    assert check_pattern("x" * 35 + "{seq}")


@pytest.mark.parametrize(
    ("pattern", "by_year"), [("{year}-{seq}", True), ("{yy}{seq}", True), ("{month}-{seq}", False), ("{seq}", False)]
)
def test_a_series_begins_again_each_year_only_where_the_year_is_printed(pattern: str, by_year: bool) -> None:
    assert counts_by_year(pattern) is by_year
