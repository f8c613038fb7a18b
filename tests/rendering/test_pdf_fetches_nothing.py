"""Whatever the text or even the HTML says, no file and no address is opened."""

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from app.rendering.data import DocumentData, Row
from app.rendering.engine import html_to_pdf
from app.rendering.job import RenderJob

CANARY = "canary-5b7f"


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """The address of a web server, and the paths that were asked of it."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            """Keep the test's output clean."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()
        thread.join()


def tricks(address: str, file: Path) -> list[str]:
    return [
        f'<img src="{address}/img.png">',
        f'<img src="{file}">',
        f'<img src="file://{file}">',
        f'<link rel="stylesheet" href="{address}/style.css">',
        f'<link rel="stylesheet" href="{file}">',
        f'<style>@import url("{address}/import.css"); @import "file://{file}";</style>',
        f'<div style="background-image: url({address}/back.png)">x</div>',
        f'<style>@font-face {{ font-family: F; src: url("{address}/f.ttf") }} p {{ font-family: F }}</style><p>x</p>',
        f'<style>@page {{ background-image: url("{address}/page.pdf") }}</style><p>x</p>',
        f'<pdf:font name="F" src="{address}/f.ttf"/><pdf:insertpdf src="{address}/in.pdf"/>',
        f'<img src="{address.replace("127.0.0.1", "localhost")}/local.png"><object data="{address}/o.svg"></object>',
        f'<svg><image href="{address}/svg.png" xlink:href="file://{file}"/></svg>',
    ]


def test_hostile_html_opens_no_file_and_no_address(
    listener: tuple[str, list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read: Callable[[bytes], list[str]]
) -> None:
    address, asked = listener
    file = tmp_path / "secret.css"
    file.write_text(f'p::before {{ content: "{CANARY}" }}')
    monkeypatch.chdir(tmp_path)  # The engine's default policy reads below the current folder.

    for trick in [*tricks(address, file), '<link rel="stylesheet" href="secret.css"><p>x</p>']:
        with suppress(Exception):  # It may refuse the document; it must not fetch for it.
            pdf = html_to_pdf(RenderJob(f"<html><body>{trick}<p>text</p></body></html>"))
            assert CANARY not in "".join(read(pdf))

    assert asked == []


def test_tricks_in_a_document_print_as_text(
    listener: tuple[str, list[str]],
    tmp_path: Path,
    make: Callable[..., DocumentData],
    draw: Callable[[DocumentData], bytes],
    read: Callable[[bytes], list[str]],
) -> None:
    address, asked = listener
    texts = tricks(address, tmp_path / "secret")
    rows = tuple(Row("", trick) for trick in texts)

    pages = read(draw(make(from_rows=rows, notes="\n".join(texts), title=texts[0], reference=texts[1])))

    assert asked == []
    assert '<imgsrc="' in "".join(pages).replace(" ", "")
