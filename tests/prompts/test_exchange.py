"""Prompts as files: out and in again, all or nothing."""

from typing import Any

import pytest

from app.prompts.exchange import read_csv
from tests.callers import Api, NewTeam

SHELF: list[dict[str, Any]] = [
    {"prompt_text": '=1+1 "quoted", {{client | Acme}}\nsecond; line', "labels": [{"name": "a b", "color": "#3b82f6"}]},
    {"prompt_text": "'=already quoted", "labels": []},
    {
        "prompt_text": "Grüße 🎨",
        "labels": [{"name": '#1; x, "y"', "color": "#10b981"}, {"name": "no #123456", "color": "#ffffff"}],
    },
    {"prompt_text": "-5 % for Zoë", "labels": [{"name": "+plus", "color": "#000000"}]},
]


@pytest.fixture
def shelf(api: Api) -> Api:
    for prompt in SHELF:
        api.prompt(**prompt)
    return api


def _import_csv(api: Api, text: str | bytes) -> Any:
    return api.post("/prompts/import", data=text, content_type="text/csv; charset=utf-8")


def test_json_goes_round(shelf: Api, new_team: NewTeam) -> None:
    exported = shelf.get("/prompts/export")
    assert exported.json == {"prompts": SHELF}
    assert exported.headers["Content-Disposition"] == "attachment; filename=prompts.json"
    other = new_team()
    imported = other.post("/prompts/import", json=exported.json)
    assert (imported.status_code, imported.json) == (201, {"imported": 4})
    assert other.get("/prompts/export").json == exported.json


def test_csv_goes_round_and_no_cell_is_a_formula(shelf: Api, new_team: NewTeam) -> None:
    exported = shelf.get("/prompts/export?format=csv")
    assert exported.content_type == "text/csv; charset=utf-8"
    assert exported.headers["Content-Disposition"] == "attachment; filename=prompts.csv"
    assert "\"'=1+1" in exported.text
    assert "'+plus" in exported.text
    other = new_team()
    assert _import_csv(other, exported.data).json == {"imported": 4}
    assert other.get("/prompts/export").json == {"prompts": SHELF}


def test_a_file_of_a_spreadsheet_is_read() -> None:
    raw = '\ufeffPrompt_Text;LABELS\r\n"Logo, {{x}}";"Design #3b82f6\r\nWeb"\r\n;\r\nPlain;\r\n'.encode()
    assert read_csv(raw) == {
        "prompts": [
            {"prompt_text": "Logo, {{x}}", "labels": [{"name": "Design", "color": "#3b82f6"}, {"name": "Web"}]},
            {"prompt_text": "Plain", "labels": []},
        ]
    }


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ('prompt_text,labels\n"two\nlines",a\n,x\n', "line 4, prompt_text"),
        ("prompt_text,labels\nok,a\nok,a #red\n", "line 3, labels.0.color"),
        ("prompt_text,labels\nok,__no_label__\n", "line 2, labels.0.name"),
        ('prompt_text,labels\nok,"a\na"\n', "line 2, labels"),
        ("prompt_text,labels\nok,a\nok\n", "line 3"),
        ('prompt_text,labels\nok,a\n"open,b\n', "line 3"),
        ("text,labels\nok,a\n", "line 1"),
        ("prompt_text,labels,more\nok,a,b\n", "line 1"),
        (b"prompt_text\nok\n\xff\xfe\n", "line 3"),
        ("prompt_text,labels\n", "prompts"),
        ("", "prompts"),
    ],
)
def test_a_wrong_file_is_refused_whole_and_names_the_line(text: str | bytes, detail: str, api: Api) -> None:
    answer = _import_csv(api, text)
    assert answer.status_code == 400, answer.text
    assert list(answer.json["details"]) == [detail]
    assert detail in answer.json["error"]
    assert api.get("/prompts").json["pagination"]["total"] == 0  # type: ignore[index]


def test_a_wrong_prompt_among_json_is_named_and_nothing_is_saved(api: Api) -> None:
    body = {"prompts": [{"prompt_text": "ok"}, {"prompt_text": "x", "labels": [{"name": "a", "color": "red"}]}]}
    answer: Any = api.post("/prompts/import", json=body)
    assert answer.status_code == 400
    assert list(answer.json["details"]) == ["prompts.1.labels.0.color"]
    assert api.get("/prompts").json["pagination"]["total"] == 0  # type: ignore[index]


def test_only_the_import_takes_csv(api: Api) -> None:
    for path, kind in (("/prompts", "text/csv"), ("/prompts/import", "text/plain"), ("/invoices", "text/csv")):
        answer: Any = api.post(path, data="prompt_text\nx\n", content_type=kind)
        assert (answer.status_code, answer.json["code"]) == (415, "unsupported_content_type")


def test_an_import_is_safe_to_repeat_with_a_key(api: Api) -> None:
    options: Any = {"content_type": "text/csv", "headers": {"Idempotency-Key": "file-1"}}
    for _ in range(2):
        assert api.post("/prompts/import", data="prompt_text\nOne\n", **options).json == {"imported": 1}
    assert api.get("/prompts").json["pagination"]["total"] == 1  # type: ignore[index]
    assert api.post("/prompts/import", data="prompt_text\nTwo\n", **options).status_code == 409


def test_a_thousand_prompts_come_in_order(api: Api) -> None:
    body = {
        "prompts": [{"prompt_text": f"Prompt {number}", "labels": [{"name": f"L{number}"}]} for number in range(1000)]
    }
    assert api.post("/prompts/import", json=body).status_code == 201
    newest: Any = api.get("/prompts?per_page=3").json
    assert [prompt["prompt_text"] for prompt in newest["prompts"]] == ["Prompt 999", "Prompt 998", "Prompt 997"]
