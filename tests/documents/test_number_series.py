"""Number series: one for each team, type and year, and looking as the team likes."""

from typing import Any

import pytest

from app.documents.kinds import KINDS
from tests.callers import Api, NewTeam


def _number(api: Api, kind: str, day: str, **fields: Any) -> str:
    number: str = api.document(kind, issued_at=day, issue=True, **fields)["number"]
    return number


def test_types_count_apart(api: Api) -> None:
    assert [_number(api, kind, "2026-01-01") for kind in KINDS] == [
        f"{KINDS[kind].number_prefix}-2026-0001" for kind in KINDS
    ]
    assert _number(api, "estimate", "2026-01-01") == "EST-2026-0002"


def test_a_format_is_chosen_for_one_type(api: Api, new_team: NewTeam) -> None:
    changed: Any = api.patch("/numbering", {"quote": {"format": "Q{yy}{month}/{customer}-{seq:03}"}}).json
    assert changed["numbering"]["quote"]["format"] == "Q{yy}{month}/{customer}-{seq:03}"
    assert changed["numbering"]["quote"]["reset"] == "yearly"
    buyer = [{"label": "Company", "value": "Müller & Co.", "field": "company"}]
    assert _number(api, "quote", "2026-03-01", to_details=buyer) == "Q2603/MULLERCO-001"
    assert _number(api, "estimate", "2026-03-01") == "EST-2026-0001"
    assert _number(new_team(), "quote", "2026-03-01") == "QUO-2026-0001"


@pytest.mark.parametrize(
    ("settings", "numbers"),
    [
        ({"reset": "never"}, ["INV-2025-0001", "INV-2026-0002", "INV-2025-0003"]),
        ({"reset": "yearly"}, ["INV-2025-0001", "INV-2026-0001", "INV-2025-0002"]),
        ({"format": "R{seq}"}, ["R1", "R2", "R3"]),
        ({"format": "{yy}-{seq}", "reset": "never"}, ["25-1", "26-2", "25-3"]),
    ],
)
def test_numbers_begin_again_yearly_or_never(settings: dict[str, str], numbers: list[str], api: Api) -> None:
    assert api.patch("/numbering", {"invoice": settings}).status_code == 200
    assert [_number(api, "invoice", f"{year}-05-01") for year in (2025, 2026, 2025)] == numbers


def test_the_next_number_is_shown_and_not_taken(api: Api) -> None:
    api.patch("/numbering", {"invoice": {"format": "R{seq:02}"}})
    for _ in range(2):
        shown: Any = api.get("/numbering").json
        assert shown["numbering"]["invoice"] == {"format": "R{seq:02}", "reset": "never", "next_number": "R01"}
    assert _number(api, "invoice", "2026-01-01") == "R01"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, None),
        ({"invoice": {}}, None),
        ({"letter": {"format": "{seq}"}}, "letter"),
        ({"invoice": {"format": "INV"}}, "format"),
        ({"invoice": {"format": "{seq}{day}"}}, "format"),
        ({"invoice": {"format": "{seq}", "reset": "yearly"}}, "reset"),
        ({"invoice": {"reset": "monthly"}}, "invoice.reset"),
        ({"invoice": {"format": None}}, "invoice.format"),
        ({"estimate": {"format": "E{seq}"}, "invoice": {"format": "nothing"}}, "format"),
    ],
)
def test_what_makes_no_numbers_is_refused_and_nothing_changes(body: Any, field: str | None, api: Api) -> None:
    before = api.get("/numbering").json
    refused: Any = api.patch("/numbering", body)
    assert refused.status_code == 400
    assert field is None or field in refused.json["details"]
    assert api.get("/numbering").json == before


def test_numbers_that_were_given_stay_and_a_new_format_meets_them(api: Api) -> None:
    assert _number(api, "invoice", "2026-01-01") == "INV-2026-0001"
    api.patch("/numbering", {"invoice": {"reset": "never"}})
    assert _number(api, "invoice", "2026-01-01") == "INV-2026-0002"
    api.patch("/numbering", {"invoice": {"reset": "yearly"}})
    assert _number(api, "invoice", "2026-01-01") == "INV-2026-0003"
