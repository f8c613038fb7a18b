"""The PDF over HTTP: one state, one file, and what is known already is neither sent nor drawn again."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app.rendering import workers as workers_module
from app.rendering.kept import KeptPdfs
from tests.accounts.test_logo import PNG, picture
from tests.callers import Api, NewTeam


@pytest.fixture
def kept(app: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The folder of kept PDFs, empty."""
    monkeypatch.setattr(type(app.extensions["saybill.settings"]), "pdf_folder", tmp_path)
    return tmp_path


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows by one with each PDF that is drawn."""
    count: list[int] = []
    draw = workers_module.Workers.draw

    def counted(self: Any, job: Any) -> bytes:
        count.append(1)
        return draw(self, job)

    monkeypatch.setattr(workers_module.Workers, "draw", counted)
    return count


def _download(api: Api, invoice: dict[str, Any], **headers: str) -> Any:
    return api.get(f"/invoices/{invoice['id']}/download", headers=headers)


def test_an_issued_invoice_is_drawn_once_and_a_draft_is_not_kept(api: Api, kept: Path, drawn: list[int]) -> None:
    issued, draft = api.invoice(issue=True), api.invoice()
    files = [_download(api, issued) for _ in range(2)]
    assert files[0].data == files[1].data
    assert files[0].headers["ETag"] == files[1].headers["ETag"]
    assert len(drawn) == len(list(kept.glob("*/*.pdf"))) == 1
    for _ in range(2):
        assert _download(api, draft).data.startswith(b"%PDF")
    assert len(drawn) == 3
    assert len(list(kept.glob("*/*"))) == 1


@pytest.mark.parametrize("issue", [True, False])
def test_what_the_caller_has_is_not_sent_again_nor_drawn(api: Api, kept: Path, drawn: list[int], issue: bool) -> None:
    invoice = api.invoice(issue=issue)
    tag = _download(api, invoice).headers["ETag"]
    for condition in (tag, f'"other", {tag}', f"W/{tag}", "*"):
        again = _download(api, invoice, **{"If-None-Match": condition})
        assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    assert again.headers["Cache-Control"] == "private, no-cache"
    assert len(drawn) == 1
    assert _download(api, invoice, **{"If-None-Match": '"other"'}).status_code == 200


def test_each_change_that_is_printed_has_an_etag_of_its_own(api: Api, kept: Path) -> None:
    draft = api.invoice(issued_at="2026-02-01", due_at="2099-01-01")
    path = f"/invoices/{draft['id']}"
    tags = [_download(api, draft).headers["ETag"]]
    steps: list[tuple[str, Any]] = [("PATCH", {"title": "B"}), ("PATCH", {"template": "modern"})]
    for _, change in steps:
        api.patch(path, change)
        tags.append(_download(api, draft).headers["ETag"])
    for action in ("issue", "mark-paid"):
        api.post(f"{path}/{action}")
        tags.append(_download(api, draft).headers["ETag"])
    assert len(set(tags)) == len(tags)
    api.post(f"{path}/mark-unpaid")
    assert _download(api, draft).headers["ETag"] == tags[3]


def test_an_issued_invoice_keeps_its_look_and_a_draft_takes_the_new_one(api: Api, kept: Path) -> None:
    api.put("/teams/current/logo", None, data=picture(), headers=PNG)
    api.patch("/teams/current", {"accent": "#aa0000", "footer": ["Before"], "paper": "A4"})
    issued, draft = api.invoice(issue=True), api.invoice()
    before = [_download(api, invoice) for invoice in (issued, draft)]
    api.put("/teams/current/logo", None, data=picture(size=(90, 30)), headers=PNG)
    api.patch("/teams/current", {"accent": "#00aa00", "footer": ["After"], "paper": "letter", "second_language": "de"})
    for file in kept.glob("*/*"):
        file.unlink()  # What was kept is of no importance: it is drawn again, the same.
    after = [_download(api, invoice) for invoice in (issued, draft)]
    assert after[0].data == before[0].data
    assert after[0].headers["ETag"] == before[0].headers["ETag"]
    assert after[1].headers["ETag"] != before[1].headers["ETag"]
    api.delete("/teams/current/logo")
    assert _download(api, issued).data == before[0].data


def test_two_teams_with_the_same_invoice_share_no_look(new_team: NewTeam, kept: Path) -> None:
    tags = []
    for accent in ("#aa0000", "#00aa00"):
        api = new_team(accent=accent)
        tags.append(_download(api, api.invoice(issue=True, issued_at="2026-02-01")).headers["ETag"])
    assert tags[0] != tags[1]


def test_a_spoilt_file_is_drawn_again(api: Api, kept: Path) -> None:
    issued = api.invoice(issue=True)
    right = _download(api, issued).data
    (file,) = kept.glob("*/*.pdf")
    for spoilt in (b"", b"garbage"):
        file.write_bytes(spoilt)
        assert _download(api, issued).data == file.read_bytes() == right


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(api: Api, kept: Path) -> None:
    kept.rmdir()
    kept.write_text("in the way")
    assert _download(api, api.invoice(issue=True)).status_code == 200
    assert KeptPdfs(kept).find("a" * 64) is None
