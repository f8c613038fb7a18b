"""Previews over HTTP: the page, the pictures, the designs."""

import io
from collections.abc import Iterable

import pytest
from PIL import Image
from pypdf import PdfReader

from tests.callers import Api

EVIL = '<script>alert(1)</script><img src=x onerror="alert(1)">'


def test_the_page_shows_the_invoice_and_is_inert(api: Api) -> None:
    invoice = api.invoice(title=EVIL, notes="javascript:alert(1)")

    answer = api.get(f"/invoices/{invoice['id']}/preview.html")

    assert answer.status_code == 200
    assert answer.mimetype == "text/html"
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "script" not in policy
    assert "<script" not in answer.text
    assert "onerror=&#34;" in answer.text
    assert "javascript:alert(1)" in answer.text
    assert "href" not in answer.text
    assert "pdf:page" not in answer.text


@pytest.mark.parametrize("kind", ["estimate", "quote", "receipt", "purchase_order", "credit_note"])
def test_a_draft_of_any_type_has_a_preview(api: Api, kind: str) -> None:
    draft = api.document(kind, title="Plans for a bridge")
    pages = [f"/documents/{draft['id']}", *([f"/estimates/{draft['id']}"] if kind == "estimate" else [])]

    for page in pages:
        assert "Plans for a bridge" in api.get(f"{page}/preview.html").text
        assert api.get(f"{page}/preview.png?width=200").mimetype == "image/png"

    assert api.get(f"/invoices/{draft['id']}/preview.html").status_code == 404


@pytest.mark.parametrize("template", ["clean", "modern", "classic", "minimal"])
def test_the_picture_is_the_page_in_any_design(api: Api, template: str) -> None:
    invoice = api.invoice()

    answer = api.get(f"/invoices/{invoice['id']}/preview.png?template={template}&width=400&paper=A4")

    assert answer.mimetype == "image/png"
    picture = Image.open(io.BytesIO(answer.data)).convert("RGB")
    assert picture.size == (400, 566)
    assert len(picture.getcolors(1 << 20) or ()) > 50


def test_a_page_after_the_last_is_not_found(api: Api) -> None:
    answer = api.get(f"/invoices/{api.invoice()['id']}/preview.png?page=9")

    assert answer.status_code == 404
    assert answer.json
    assert answer.json["code"] == "page_not_found"


@pytest.mark.parametrize("query", ["template=nope", "paper=A3", "width=99999", "page=0", "second_language=tlh", "x=1"])
def test_an_unknown_wish_is_refused(api: Api, query: str) -> None:
    assert api.get(f"/invoices/{api.invoice()['id']}/preview.png?{query}").status_code == 400


def test_the_labels_can_stand_in_two_languages(api: Api) -> None:
    page = api.get(f"/invoices/{api.invoice()['id']}/preview.html?second_language=de").text

    assert "Invoice / Rechnung" in page


def test_the_designs_are_listed_with_what_they_offer(api: Api) -> None:
    listed = api.get("/templates").json
    assert listed

    assert listed["default"] == "clean"
    assert [template["name"] for template in listed["templates"]] == ["classic", "clean", "minimal", "modern"]
    for template in listed["templates"]:
        assert template["title"]
        assert template["description"]
        assert template["paper"] == ["A4", "letter"]
        assert set(template["options"]) >= {"logo", "accent"}


def test_a_design_shows_itself_in_any_language_and_type(api: Api) -> None:
    answer = api.get("/templates/modern/preview.pdf?language=de&type=credit_note&items=30")

    assert answer.mimetype == "application/pdf"
    pages = PdfReader(io.BytesIO(answer.data)).pages
    text = _words(page.extract_text() for page in pages)
    assert len(pages) > 1
    assert "Gutschrift" in text
    assert "2026-0171" in text
    picture = api.get("/templates/modern/preview.png?language=ar&width=300&page=1")
    assert Image.open(io.BytesIO(picture.data)).width == 300


def test_an_unknown_design_is_not_found(api: Api) -> None:
    answer = api.get("/templates/nope/preview.png")

    assert answer.status_code == 404
    assert answer.json
    assert "classic, clean, minimal, modern" in answer.json["error"]


def _words(texts: Iterable[str]) -> str:
    return " ".join(" ".join(texts).split())
