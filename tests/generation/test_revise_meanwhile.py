"""Revising while others change the same draft; and the key of the model."""

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask

from app.core.db import db
from app.generation import metering
from tests.callers import Api
from tests.generation.revising import CANARY, FIELDS, WISH, kinds, revise, stored, wished
from tests.wire.server import VendorServer


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], Any]], None]:
    """Something that happens, as another request, while the model thinks; it finds no transaction in its way."""

    def arrange(happens: Callable[[], Any]) -> None:
        ask = metering.ask

        def interrupted(*args: Any, **kwargs: Any) -> Any:
            assert not db.session().in_transaction()
            with ThreadPoolExecutor(1) as pool:
                assert pool.submit(happens).result(10).status_code == 200
            return ask(*args, **kwargs)

        monkeypatch.setattr(metering, "ask", interrupted)

    return arrange


@pytest.mark.parametrize("apply", [True, False])
def test_a_change_made_while_the_model_thinks_stays(
    apply: bool, api: Api, vendor: VendorServer, meanwhile: Callable[[Callable[[], Any]], None]
) -> None:
    old = api.invoice(**FIELDS)
    meanwhile(lambda: api.patch(f"/invoices/{old['id']}", {"title": "Theirs"}))
    vendor.answer(wished())
    answer = revise(api, old, apply=apply)
    assert (answer.status_code, answer.json["code"]) == (409, "document_changed")
    now = stored(api, old)
    assert (now["title"], now["items"], now["generation"]) == ("Theirs", old["items"], None)
    assert kinds(api, old) == ["updated", "created"]


def test_a_draft_issued_or_deleted_while_the_model_thinks_is_not_touched(
    api: Api, vendor: VendorServer, meanwhile: Callable[[Callable[[], Any]], None]
) -> None:
    issued = api.invoice(**FIELDS)
    meanwhile(lambda: api.post(f"/invoices/{issued['id']}/issue"))
    vendor.answer(wished())
    answer = revise(api, issued)
    assert (answer.status_code, answer.json["code"]) == (409, "document_locked")
    assert stored(api, issued)["items"] == issued["items"]


def test_after_a_conflict_the_same_idempotency_key_may_try_again(
    api: Api, vendor: VendorServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = api.invoice(**FIELDS)
    body = {"prompt": WISH, "llm_provider": "gpt-41", "llm_api_key": CANARY}
    path, headers = f"/invoices/{old['id']}", {"Idempotency-Key": "k-1"}
    ask = metering.ask

    def interrupted(*args: Any, **kwargs: Any) -> Any:
        with ThreadPoolExecutor(1) as pool:
            pool.submit(lambda: api.patch(path, {"title": "Theirs"})).result(10)
        return ask(*args, **kwargs)

    vendor.answer(wished())
    with monkeypatch.context() as patched:
        patched.setattr(metering, "ask", interrupted)
        assert api.post(f"{path}/revise", json=body, headers=headers).status_code == 409
    vendor.answer({**wished(), "title": "Theirs"})
    first, second = (api.post(f"{path}/revise", json=body, headers=headers) for _ in range(2))
    assert first.status_code == 200
    assert (second.data, second.headers["Idempotent-Replayed"]) == (first.data, "true")
    assert len(vendor.requests) == 2
    assert stored(api, old)["title"] == "Theirs"
    assert kinds(api, old) == ["revised", "updated", "created"]


@pytest.fixture
def logged(sqlite_app: Flask) -> Iterator[list[str]]:
    """All log lines, at the most talkative level."""
    lines: list[str] = []

    class Keeper(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(record.getMessage())

    keeper, root = Keeper(), logging.getLogger()
    level = root.level
    root.addHandler(keeper)
    root.setLevel(logging.DEBUG)
    yield lines
    root.removeHandler(keeper)
    root.setLevel(level)


@pytest.mark.parametrize("in_header", [True, False])
def test_the_key_is_stored_nowhere(in_header: bool, api: Api, vendor: VendorServer, logged: list[str]) -> None:
    old = api.invoice(**FIELDS)
    vendor.answer(wished())
    body = {"prompt": WISH, "llm_provider": "gpt-41"} | ({} if in_header else {"llm_api_key": CANARY})
    headers = {"Idempotency-Key": "k-1"} | ({"X-LLM-Api-Key": CANARY} if in_header else {})
    answer = api.post(f"/invoices/{old['id']}/revise", json=body, headers=headers)
    assert answer.status_code == 200
    assert vendor.requests[0].key == CANARY
    with api.app.app_context():
        rows = [str(db.session.execute(table.select()).all()) for table in db.metadata.sorted_tables]
    assert WISH in "".join(rows)
    for where in (answer.text, *rows, *logged):
        assert CANARY not in where
