"""Whatever the text or even the HTML says, no file and no address is opened."""

import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

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
            self.send_response(302)
            self.send_header("Location", "/elsewhere.png")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Keep the test's output clean."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()
        thread.join()


def tricks(address: str, file: Path) -> list[str]:
    host = address.removeprefix("http:")
    port = address.rpartition(":")[2]
    return [
        f'<img src="{address}/img.png">',
        f'<img src="{file}">',
        f'<img src="file://{file}">',
        f'<img src="{host}/protocol-relative.png">',
        f'<img src="ftp://127.0.0.1:{port}/img.png">',
        f'<img src="\\\\127.0.0.1@{port}\\share\\unc.png">',
        f'<img src="http://2130706433:{port}/decimal.png"><img src="http://0x7f.1:{port}/hex.png">',
        f'<img src="http://[::ffff:127.0.0.1]:{port}/mapped.png">',
        f'<img src="{address}/redirect">',
        f'<img src="data:text/css,@import url({address}/data.css)">',
        f'<img src="data:image/svg+xml,<svg><image href=\'{address}/inner.png\'/></svg>">',
        f'<link rel="stylesheet" href="{address}/style.css">',
        f'<link rel="stylesheet" href="{file}">',
        f'<style>@import url("{address}/import.css"); @import "file://{file}";</style>',
        f"<style>@import '{host}/relative.css';</style>",
        f'<div style="background-image: url({address}/back.png)">x</div>',
        f'<div style="background: url(file://{file})">x</div>',
        f'<body background="{address}/body.png"><table background="{address}/table.png"><tr><td>x</td></tr></table>',
        f'<ul style="list-style-image: url({address}/dot.png)"><li>x</li></ul>',
        f'<style>@font-face {{ font-family: F; src: url("{address}/f.ttf") }} p {{ font-family: F }}</style><p>x</p>',
        f'<style>@font-face {{ font-family: F; src: url("file://{file}") }} p {{ font-family: F }}</style><p>x</p>',
        f'<style>@page {{ background-image: url("{address}/page.pdf") }}</style><p>x</p>',
        f'<style>@page {{ background-image: url("file://{file}") }}</style><p>x</p>',
        f'<style>p::before {{ content: url("{address}/content.png") }}</style><p>x</p>',
        f'<pdf:font name="F" src="{address}/f.ttf"/><p>x</p>',
        f'<pdf:insertpdf src="{address}/in.pdf"/><pdf:insertpdf src="{file}"/>',
        f'<pdf:template name="t" background="{address}/t.pdf"></pdf:template>',
        f'<img src="{address.replace("127.0.0.1", "localhost")}/local.png"><object data="{address}/o.svg"></object>',
        f'<iframe src="{address}/frame.html"></iframe><embed src="{address}/e.pdf">',
        f'<svg><image href="{address}/svg.png" xlink:href="file://{file}"/><use href="{address}/u.svg#x"/></svg>',
        f'<input type="image" src="{address}/input.png"><base href="{address}/"><img src="based.png">',
        f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{file}">]><p>&x;</p>',
    ]  # fmt: skip


_watched: list[Any] = []


def watch(opened: list[str] | None, folder: str) -> None:
    """From now on, note which files in `folder` are opened, by whatever means; None ends it."""
    if not _watched:
        _watched.append(None)
        sys.addaudithook(_note)  # A hook stays for good, so there is one only.
    _watched[0] = (opened, folder) if opened is not None else None


def _note(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open" and _watched[0] and str(arguments[0]).startswith(_watched[0][1]):
        _watched[0][0].append(str(arguments[0]))


def test_hostile_html_opens_no_file_and_no_address(
    listener: tuple[str, list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read: Callable[[bytes], list[str]]
) -> None:
    address, asked = listener
    file = tmp_path / "secret.css"
    file.write_text(f'p::before {{ content: "{CANARY}" }}')
    monkeypatch.chdir(tmp_path)  # The engine's default policy reads below the current folder.

    opened: list[str] = []
    watch(opened, str(tmp_path))

    for trick in [*tricks(address, file), '<link rel="stylesheet" href="secret.css"><p>x</p>']:
        for page in (f"<html><body>{trick}<p>text</p></body></html>", trick):
            try:
                pdf = html_to_pdf(RenderJob(page))
            except Exception:  # It may refuse the document; it must not fetch for it.
                continue
            assert CANARY not in "".join(read(pdf)), trick

    watch(None, "")
    assert asked == []
    assert opened == []


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
