"""Revising: what is refused, and what a failure leaves alone."""

from typing import Any

import pytest

from tests.callers import Api
from tests.generation.revising import CANARY, FIELDS, WISH, kinds, model_draft, revise, stored
from tests.wire.server import VendorServer


@pytest.mark.parametrize(
    ("step", "code"), [("issue", "document_locked"), ("mark-paid", "document_locked"), ("void", "document_void")]
)
def test_only_a_draft_is_revised_and_no_model_is_asked(step: str, code: str, api: Api, vendor: VendorServer) -> None:
    invoice = api.invoice(issue=True)
    api.post(f"/invoices/{invoice['id']}/{step}")
    answer = revise(api, invoice)
    assert (answer.status_code, answer.json["code"]) == (409, code)
    assert vendor.requests == []


REFUSALS: dict[str, tuple[dict[str, Any], int, str]] = {
    "the provider only reads": ({"llm_provider": "offline"}, 400, "llm_cannot_revise"),
    "no such model": ({"llm_provider": "gpt-0"}, 400, "invalid_input"),
    "no key": ({"llm_api_key": None}, 400, "invalid_input"),
    "key with a line break": ({"llm_api_key": "with\nnewline-1234"}, 400, "invalid_input"),
    "no words": ({"prompt": " \u200b "}, 400, "invalid_input"),
    "too many words": ({"prompt": "x" * 20_001}, 400, "invalid_input"),
    "an unknown field": ({"issue": True}, 400, "invalid_input"),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_what_cannot_be_asked_is_refused_and_no_model_is_asked(case: str, api: Api, vendor: VendorServer) -> None:
    changes, status, code = REFUSALS[case]
    old = api.invoice(**FIELDS)
    answer = revise(api, old, wish=changes.get("prompt", WISH), **changes)
    assert (answer.status_code, answer.json["code"]) == (status, code), answer.text
    assert vendor.requests == []
    assert stored(api, old) == old


FAILURES = {
    "key_invalid": (400, "llm_key_rejected"),
    "rate_limited": (429, "llm_rate_limited"),
    "refusal": (422, "llm_refused"),
    "truncated": (422, "llm_output_truncated"),
    "wrong_twice": (502, "llm_bad_output"),
    "disconnect": (503, "llm_unavailable"),
}


@pytest.mark.parametrize("scenario", FAILURES)
def test_a_failure_of_the_provider_leaves_the_draft_alone(scenario: str, api: Api, vendor: VendorServer) -> None:
    old = api.invoice(**FIELDS)
    vendor.play(scenario, scenario)
    answer = revise(api, old)
    assert (answer.status_code, answer.json["code"]) == FAILURES[scenario]
    assert CANARY not in answer.text
    assert stored(api, old) == old
    assert kinds(api, old) == ["created"]


def test_nothing_left_to_bill_is_422_and_leaves_the_draft_alone(api: Api, vendor: VendorServer) -> None:
    old = api.invoice(**FIELDS)
    vendor.answer(model_draft(items=[]))
    answer = revise(api, old, "Take everything off")
    assert (answer.status_code, answer.json["code"]) == (422, "nothing_to_invoice")
    assert stored(api, old) == old


@pytest.mark.parametrize(
    ("draft", "field"),
    [({"due_at": "2026-01-14"}, "due_at"), ({"amount_paid": "99999"}, "amount_paid")],
)
@pytest.mark.parametrize("apply", [True, False])
def test_a_draft_that_cannot_be_is_refused(
    apply: bool, draft: dict[str, Any], field: str, api: Api, vendor: VendorServer
) -> None:
    old = api.invoice(**FIELDS)
    vendor.answer(model_draft(**draft))
    answer = revise(api, old, apply=apply)
    assert answer.status_code == 400
    assert list(answer.json["details"]) == [field]
    assert stored(api, old) == old


def test_a_number_that_another_has_is_refused(api: Api, vendor: VendorServer) -> None:
    api.invoice(number="X-1")
    old = api.invoice(**FIELDS)
    vendor.answer(model_draft(number="X-1"))
    answer = revise(api, old, "Number X-1", apply=False)
    assert (answer.status_code, answer.json["code"]) == (409, "number_taken")
