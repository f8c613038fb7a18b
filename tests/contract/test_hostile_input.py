"""Hostile bodies: each gets a clear refusal, or a correct invoice; never a 500, and nothing half-written."""

import json
from typing import Any

import pytest

from tests.callers import Api

ITEM = {"name": "Design", "unit_price": "100"}


def _post(api: Api, raw: str | bytes) -> Any:
    return api.post("/invoices", data=raw, content_type="application/json")


def _with_price(text: str) -> str:
    return f'{{"items": [{{"name": "X", "unit_price": {text}}}]}}'


REFUSED = {
    "10 MB body": (b'{"notes": "' + b"x" * 10_000_000 + b'"}', 413, "body_too_large"),
    "deep JSON": ("[" * 100_000 + "]" * 100_000, 400, "invalid_json"),
    "deep JSON within the reader's own limit": ('{"items":' * 40 + "1" + "}" * 40, 400, "invalid_json"),
    "NaN": (_with_price("NaN"), 400, "invalid_json"),
    "Infinity": (_with_price("-Infinity"), 400, "invalid_json"),
    "NaN as text": (_with_price('"NaN"'), 400, "invalid_input"),
    "1e999999": (_with_price("1e999999"), 400, "invalid_input"),
    "1e999999 as text": (_with_price('"1e999999"'), 400, "invalid_input"),
    "an exponent beyond any number": (_with_price("1e99999999999999999999999"), 400, "invalid_json"),
    "half a million items": ('{"items": [' + "1," * 500_000 + "1]}", 400, "invalid_input"),
    "100,000 unknown fields": (json.dumps({f"k{number}": 1 for number in range(100_000)}), 400, "invalid_input"),
    "5,000 digits": (_with_price("9" * 5000), 400, "invalid_json"),
    "a trillion": (_with_price("1000000000000"), 400, "invalid_input"),
    "a total of a trillion": (
        json.dumps({"items": [{**ITEM, "quantity": "999999999999", "unit_price": "2"}]}),
        400,
        "amount_too_large",
    ),
    "digits of another script": (_with_price('"١٠٠"'), 400, "invalid_input"),
    "underscores": (_with_price('"1_000"'), 400, "invalid_input"),
    "true as a price": (_with_price("true"), 400, "invalid_input"),
    "a lone surrogate": (_with_price("1").replace("X", "\\ud800"), 400, "invalid_json"),
    "a surrogate where text is free": (
        '{"prompt": "\\udfff 10 h at $5", "llm_provider": "offline"}',
        400,
        "invalid_json",
    ),
    "1,001 items": (json.dumps({"items": [ITEM] * 1001}), 400, "invalid_input"),
    "a surrogate in a field name": ('{"\\ud800": 1}', 400, "invalid_json"),
    "a surrogate as bytes": (b'{"title": "\xed\xa0\x80"}', 400, "invalid_json"),
    "a language with a tail": (json.dumps({"items": [ITEM], "language": "en." + "x" * 60}), 400, "invalid_input"),
    "a locale with a NUL": ('{"items": [], "locale": "en.\\u0000"}', 400, "invalid_input"),
    "the end of the calendar": (
        json.dumps({"prompt": "Logo $5, due in 30 days", "llm_provider": "offline", "reference_date": "9999-12-31"}),
        400,
        "invalid_input",
    ),
    "due before it is issued": (json.dumps({"items": [ITEM], "due_at": "2020-01-01"}), 400, "invalid_input"),
    "an array": ("[1]", 400, "invalid_input"),
    "null": ("null", 400, "invalid_input"),
    "a name of only zero-width characters": (_with_price("1").replace("X", "\u200b\u2060"), 400, "invalid_input"),
    "not UTF-8": (b'{"title": "\xff\xfe"}', 400, "invalid_json"),
    "a prompt of 20,001 characters": (
        json.dumps({"prompt": "x" * 20_001, "llm_provider": "offline"}),
        400,
        "invalid_input",
    ),
    "a prompt of nothing printable": ('{"prompt": "\\u0000\\u202e ", "llm_provider": "offline"}', 400, "invalid_input"),
    "an unknown provider": ('{"prompt": "10 h at $5", "llm_provider": "../../x"}', 400, "invalid_input"),
    "words and fields": (json.dumps({"prompt": "x", "llm_provider": "offline", "items": [ITEM]}), 400, "invalid_input"),
    "a date that never was": (json.dumps({"items": [ITEM], "issued_at": "2026-02-29"}), 400, "invalid_input"),
    "a currency of nobody": (json.dumps({"items": [ITEM], "currency": "XYZ"}), 400, "invalid_input"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_is_refused_and_nothing_is_stored(case: str, api: Api) -> None:
    raw, status, code = REFUSED[case]
    answer = _post(api, raw)
    assert (answer.status_code, answer.json["code"]) == (status, code), answer.text[:500]
    assert len(answer.data) < 20_000
    assert api.get("/invoices").json["pagination"]["total"] == 0  # type: ignore[index]


CLEANED = {
    "HTML stays text": ('<b>Bold</b> & "co"', '<b>Bold</b> & "co"'),
    "a file address stays text": ('<img src="file:///etc/passwd">', '<img src="file:///etc/passwd">'),
    "NUL and controls go": ("De\u0000si\u0007gn", "Design"),
    "a right-to-left override goes": ("Invoice \u202egnp.exe", "Invoice gnp.exe"),
    "zero-width characters go": ("De\u200bsi\ufeffgn", "Design"),
    "line ends become blanks": ("two\r\nlines", "two lines"),
    "Hebrew stays": ("ייעוץ עסקי", "ייעוץ עסקי"),
    "the joiner of Persian stays": ("می\u200cخواهم", "می\u200cخواهم"),
    "an emoji stays": ("Painting 🎨👩\u200d🎨", "Painting 🎨👩\u200d🎨"),
    "a formula stays text": ('=HYPERLINK("x")', '=HYPERLINK("x")'),
    "template braces stay text": ("{{ 7*7 }} {% raw %}", "{{ 7*7 }} {% raw %}"),
    "composed to one form": ("Cafe\u0301", "Café"),
}


@pytest.mark.parametrize("case", CLEANED)
def test_a_name_is_cleaned_stored_and_printed(case: str, api: Api) -> None:
    sent, stored = CLEANED[case]
    invoice = api.invoice(items=[{"name": sent, "unit_price": "1"}], title=sent)
    assert (invoice["items"][0]["name"], invoice["title"]) == (stored, stored)
    assert api.get(f"/invoices/{invoice['id']}").json == {"invoice": invoice}
    assert api.get(f"/invoices/{invoice['id']}/download").data.startswith(b"%PDF-")


@pytest.mark.parametrize("path", ["inv_%00", "inv_%ED%A0%80", "inv_'%20OR%201=1", "inv_" + "x" * 5000, "..%2F..%2Fetc"])
def test_an_id_that_none_can_be_is_not_found(path: str, api: Api) -> None:
    assert api.get(f"/invoices/{path}").status_code == 404


def test_minus_zero_is_zero(api: Api) -> None:
    invoice = api.invoice(items=[{"name": "Gift", "unit_price": "-0"}])
    assert invoice["items"][0]["unit_price"] == "0.00"
    assert api.get(f"/invoices/{invoice['id']}").json == {"invoice": invoice}


def test_a_thousand_items_add_up(api: Api) -> None:
    items = [{"name": f"Item {number}", "quantity": "3", "unit_price": "0.335"} for number in range(1000)]
    invoice = api.invoice(items=items, taxes=[{"percentage": "7.7"}])
    assert invoice["totals"]["subtotal"] == "1010.00"
    assert invoice["totals"]["total"] == "1087.77"
    assert len(invoice["items"]) == 1000


def test_a_number_keeps_every_digit_it_was_sent_with(api: Api) -> None:
    answer: Any = _post(api, _with_price("123456789012.123456"))
    assert answer.json["invoice"]["items"][0]["unit_price"] == "123456789012.123456"
    assert answer.json["invoice"]["totals"]["total"] == "123456789012.12"
