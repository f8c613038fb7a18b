"""When it was issued and when it is due. Today is Monday, 2 March 2026."""

from datetime import date

import pytest

from tests.llm.offline.conftest import Read

BILL = "Invoice Acme Corp for consulting, $500"


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("net 30", "2026-04-01"),
        ("Net 15 days", "2026-03-17"),
        ("30 days net", "2026-04-01"),
        ("due in 30 days", "2026-04-01"),
        ("payment within two weeks", "2026-03-16"),
        ("payable in 1 month", "2026-04-02"),
        ("due 2026-03-15", "2026-03-15"),
        ("due on 15 April 2026", "2026-04-15"),
        ("due April 15", "2026-04-15"),
        ("due Apr. 15th, 2027", "2027-04-15"),
        ("due by the 4th of May", "2026-05-04"),
        ("due 4/15/2026", "2026-04-15"),
        ("due 15/04/2026", "2026-04-15"),
        ("due 15.04.2026", "2026-04-15"),
        ("due on the 14th", "2026-03-14"),
        ("due on the 1st", "2026-04-01"),
        ("due on the 9th of next month", "2026-04-09"),
        ("due fri", "2026-03-06"),
        ("due next Friday", "2026-03-13"),
        ("due tomorrow", "2026-03-03"),
        ("due end of month", "2026-03-31"),
        ("due at the end of next month", "2026-04-30"),
        ("due on receipt", "2026-03-02"),
        ("payable immediately", "2026-03-02"),
        ("due 99/99/2026", None),
        ("as agreed", None),
    ],
)
def test_the_due_date_is_read_in_the_usual_forms(draft: Read, words: str, due: str | None) -> None:
    assert draft(f"{BILL}, {words}.")["due_at"] == due


def test_days_count_from_the_issue_date_that_is_said(draft: Read) -> None:
    read = draft(f"{BILL}. Invoice date is 1 February 2026, due 18 days after that.")
    assert (read["issued_at"], read["due_at"]) == ("2026-02-01", "2026-02-19")


def test_the_region_decides_which_comes_first_of_day_and_month(draft: Read) -> None:
    assert draft(f"{BILL}, due 4/5/2026")["due_at"] == "2026-04-05"
    assert draft(f"{BILL}, due 4/5/2026", locale="GB")["due_at"] == "2026-05-04"


def test_an_issue_date_without_a_year_is_near_today(draft: Read) -> None:
    read = draft(f"{BILL}. Invoice dated December 30", today=date(2026, 1, 2))
    assert read["issued_at"] == "2025-12-30"


def test_a_condition_on_early_payment_moves_no_date(draft: Read) -> None:
    read = draft(f"{BILL}, 2% discount if paid within 10 days, net 30")
    assert (read["due_at"], read["discounts"]) == ("2026-04-01", [])
    assert "2%" in read["terms"]
