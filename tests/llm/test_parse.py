"""From a model's text to a draft."""

import json
from decimal import Decimal

import pytest

from app.llm.parse import DraftInvalid, parse_draft
from tests.wire.scenarios import EMPTY_DRAFT, GOOD, GOOD_DRAFT


def draft_with(**changes: object) -> str:
    return json.dumps(GOOD_DRAFT | changes)


@pytest.mark.parametrize("text", ["{}", json.dumps(EMPTY_DRAFT), json.dumps(dict.fromkeys(EMPTY_DRAFT))])
def test_what_is_left_out_or_null_is_nothing(text: str) -> None:
    assert parse_draft(text) == EMPTY_DRAFT


def test_what_is_left_out_of_a_row_is_null_or_false() -> None:
    tax = {"name": "VAT", "percentage": "20"}
    item = {"name": "Chair", "quantity": "5", "unit_price": "100", "taxes": [tax], "discount": {"percentage": "5"}}
    row = {"label": "Company", "value": "Acme"}
    draft = parse_draft(draft_with(items=[item], taxes=[tax], to_details=[row]))
    loaded = {"name": "VAT", "percentage": Decimal(20), "inclusive": False, "withholding": False}
    assert draft["taxes"] == draft["items"][0]["taxes"] == [loaded]
    assert draft["items"][0]["discount"] == {"percentage": Decimal(5), "amount": None}
    assert draft["to_details"] == [row | {"field": None}]


@pytest.mark.parametrize("nothing", ["", " ", "null", None])
def test_blank_text_is_null_wherever_null_may_stand(nothing: str | None) -> None:
    item = GOOD_DRAFT["items"][0] | {"discount": nothing, "taxes": nothing, "unit": nothing, "description": nothing}
    empty = dict.fromkeys(("number", "currency", "issued_at", "due_at", "amount_paid", "discounts"), nothing)
    draft = parse_draft(draft_with(items=[item], **empty))
    assert {name: draft[name] for name in empty} == dict.fromkeys(empty) | {"discounts": []}
    assert {draft["items"][0][name] for name in ("discount", "unit", "description")} == {None}
    assert draft["items"][0]["taxes"] is None


def test_a_discount_of_an_item_has_no_name() -> None:
    item = GOOD_DRAFT["items"][0] | {"discount": {"name": "Early", "percentage": "", "amount": "5"}}
    draft = parse_draft(draft_with(items=[item]))
    assert draft["items"][0]["discount"] == {"percentage": None, "amount": Decimal(5)}


@pytest.mark.parametrize(
    ("rows", "field"), [("to_details", "shoe_size"), ("to_details", "iban"), ("payment_details", "city")]
)
def test_a_meaning_that_is_not_of_the_list_is_forgotten(rows: str, field: str) -> None:
    draft = parse_draft(draft_with(**{rows: [{"label": "X", "value": "Y", "field": field}]}))
    assert draft[rows] == [{"label": "X", "value": "Y", "field": None}]


def test_a_number_keeps_its_digits() -> None:
    text = GOOD.replace('"150"', "0.1000000")
    assert str(parse_draft(text)["items"][0]["unit_price"]) == "0.1000000"


def test_a_key_of_the_models_own_is_dropped() -> None:
    assert "total" not in parse_draft(draft_with(total="1650"))


@pytest.mark.parametrize("amount", ["1,500.00", "$150", "150 USD", "1.5e3", "1_000", "٣", "NaN", "abc", "", "10%"])
def test_an_amount_that_is_no_plain_decimal_is_named(amount: str) -> None:
    text = GOOD.replace('"150"', json.dumps(amount))
    with pytest.raises(DraftInvalid) as caught:
        parse_draft(text)
    assert list(caught.value.problems) == ["items.0.unit_price"]
    assert not amount or amount not in str(caught.value.problems)


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"items": "none"}, "items"),
        ({"items": [7]}, "items.0._schema"),
        ({"items": [{"name": "Chair"}]}, "items.0.quantity"),
        ({"due_at": "in 30 days"}, "due_at"),
        ({"currency": "DOLLARS"}, "currency"),
        ({"taxes": [{"name": "VAT", "percentage": "120"}]}, "taxes.0.percentage"),
        ({"discounts": [{"name": "", "percentage": "5", "amount": ""}]}, "discounts.0.name"),
        ({"discounts": [{"name": "Early", "percentage": "5", "amount": "5"}]}, "discounts.0._schema"),
        ({"title": {"deep": [1]}}, "title"),
    ],
)
def test_what_is_wrong_is_named_by_its_path(changes: dict[str, object], path: str) -> None:
    with pytest.raises(DraftInvalid) as caught:
        parse_draft(draft_with(**changes))
    assert path.removesuffix("._schema") in caught.value.problems


def test_not_more_problems_are_listed_than_anyone_reads() -> None:
    with pytest.raises(DraftInvalid) as caught:
        parse_draft(draft_with(items=[{}] * 500))
    assert len(caught.value.problems) == 20


@pytest.mark.parametrize(
    "text", ["", "no", "null", "7", '"x"', "[]", "[{}]", "{", "}{", "{}{}", "{NaN}", "[" * 100_000]
)
def test_anything_but_one_object_is_no_draft(text: str) -> None:
    with pytest.raises(DraftInvalid) as caught:
        parse_draft(text)
    assert caught.value.problems == {"answer": ["Must be exactly one JSON object."]}
