"""A stand-in for OpenAI, Gemini, Anthropic and compatible servers: it speaks their wire formats, for their real SDKs.

with VendorServer() as vendor:
    vendor.answer({"items": [...]})           # the next reply is this draft (missing keys are null or [])
    vendor.play("rate_limited", "good")       # the next replies, by the names in scenarios.py and below
    ...                                       # else a marker in the words decides: "[[unavailable]] 3 hours …"
    assert vendor.requests[0].headers["authorization"] == "Bearer …"
"""

import contextlib
import json
import re
import socket
import threading
import time
from collections import deque
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

from app.llm.http import client_for
from tests.wire.scenarios import (
    EMPTY_DRAFT,
    ERRORS,
    GOOD,
    MODEL_TEXTS,
    ODD_REPLIES,
    RAW_BODIES,
)
from tests.wire.vendors import BODIES, VENDORS, Recorded, Written

_MARKER = re.compile(r"\[\[(\w+)\]\]")
DRIP_S = 30


class VendorServer:
    """Listens on a free port of 127.0.0.1 while its `with` block runs; thinks for `latency_s` before each reply."""

    def __init__(self, *, latency_s: float = 0.0) -> None:
        self.latency_s = latency_s
        self.requests: list[Recorded] = []
        self.connection_count = 0
        self.queue: deque[tuple[str, str]] = deque()
        self.stopping = threading.Event()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.vendor = self
        self.base_url = f"http://127.0.0.1:{self._server.server_port}"
        self.openai_url = f"{self.base_url}/v1"
        self.gemini_url = self.base_url
        self.anthropic_url = self.base_url
        self.base_urls = {"openai": self.openai_url, "google": self.gemini_url, "anthropic": self.anthropic_url}

    def answer(self, draft: Mapping[str, Any] | str) -> None:
        """Make the next reply this draft, or this text as it is."""
        text = draft if isinstance(draft, str) else json.dumps({**EMPTY_DRAFT, **draft})
        self.queue.append(("text", text))

    def answer_verbatim(self, body: Mapping[str, Any]) -> None:
        """Make the next reply this recorded body of a vendor."""
        self.queue.append(("verbatim", json.dumps(body)))

    def play(self, *scenarios: str) -> None:
        """Make the next replies these scenarios, whatever the words say."""
        self.queue.extend((name, "") for name in scenarios)

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.005,), daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stopping.set()
        self._server.shutdown()
        self._server.close_connections()
        self._server.server_close()
        self._thread.join()
        # The SDKs' shared client outlives this server; what it still holds open would be a warning at exit. Its pool,
        # not the client: another server may get this port.
        client_for(self.base_url)._transport.close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256
    vendor: VendorServer

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._connections: set[socket.socket] = set()

    def process_request(self, request: Any, client_address: Any) -> None:
        self.vendor.connection_count += 1
        self._connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._connections.discard(request)
        super().shutdown_request(request)

    def close_connections(self) -> None:
        for connection in list(self._connections):
            with contextlib.suppress(OSError):  # It may have gone by itself.
                connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        pass  # A client that hangs up on a byte drip is what is being tested.


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # Else each answer waits 40 ms for an acknowledgement.
    server: _Server

    def log_message(self, *args: Any) -> None:
        pass

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Recorded(self.path, headers, json.loads(raw))
        vendor = self.server.vendor
        vendor.requests.append(request)
        vendor.stopping.wait(vendor.latency_s)
        name, text = vendor.queue.popleft() if vendor.queue else _marked(request)
        return self._play(request, name, text)

    def _play(self, request: Recorded, name: str, text: str) -> None:
        if name in ERRORS:
            status, body, headers = ERRORS[name][VENDORS.index(request.vendor)]
            return self._send(status, "application/json", json.dumps(body).replace("<KEY>", request.key), headers)
        if name in RAW_BODIES:
            return self._send(200, *RAW_BODIES[name])
        if name == "verbatim":
            return self._send(200, "application/json", text)
        if name in ("text", *MODEL_TEXTS):
            attempt = min(len(request.user_texts), 2) - 1
            return self._reply(request, Written(text if name == "text" else MODEL_TEXTS[name][attempt]))
        if name in ODD_REPLIES:
            return self._reply(request, Written(**ODD_REPLIES[name]))
        scenario = getattr(self, f"_play_{name}", None)
        assert scenario, f"there is no scenario {name!r}"
        return scenario(request)  # type: ignore[no-any-return]

    def _reply(self, request: Recorded, written: Written, headers: Mapping[str, str] | None = None) -> None:
        self._send(200, "application/json", json.dumps(BODIES[request.vendor](written)), headers)

    def _send(self, status: int, content_type: str, body: str, headers: Mapping[str, str] | None = None) -> None:
        raw = body.encode()
        self.send_response(status)
        for name, value in {"Content-Type": content_type, "Content-Length": str(len(raw)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(raw)

    def _play_no_choices(self, request: Recorded) -> None:
        self._send(200, "application/json", '{"choices": [], "candidates": [], "content": []}')

    def _play_set_cookie(self, request: Recorded) -> None:
        self._reply(request, Written(GOOD), {"Set-Cookie": "__cf_bm=alice; Path=/"})

    def _play_redirect(self, request: Recorded) -> None:
        elsewhere = self.server.vendor.base_url.replace("127.0.0.1", "localhost")
        self._send(307, "text/plain", "", {"Location": f"{elsewhere}/stolen"})

    def _play_redirect_here(self, request: Recorded) -> None:
        self._send(307, "text/plain", "", {"Location": "/stolen"})

    def _play_disconnect(self, request: Recorded) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def _play_half_an_answer(self, request: Recorded) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b'{"choices"')
        self.close_connection = True

    def _play_silence(self, request: Recorded) -> None:
        self.close_connection = True
        self.server.vendor.stopping.wait(DRIP_S)

    def _play_drip(self, request: Recorded) -> None:
        """A byte every 50 ms: no single wait is ever long."""
        self.close_connection = True
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n")
        self._drip(b" ")

    def _play_drip_headers(self, request: Recorded) -> None:
        self.close_connection = True
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        self._drip(b"x")

    def _play_stall(self, request: Recorded) -> None:
        """Half a second of bytes, then silence."""
        self.close_connection = True
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        self._drip(b" ", 0.5)
        self.server.vendor.stopping.wait(DRIP_S)

    def _drip(self, byte: bytes, seconds: float = DRIP_S) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until and not self.server.vendor.stopping.wait(0.05):
            self.wfile.write(byte)

    def _play_huge(self, request: Recorded) -> None:
        self._send(200, "application/json", '"' + "x" * 50_000_000 + '"')

    def _play_compressed(self, request: Recorded) -> None:
        self._send(200, "application/json", "not really", {"Content-Encoding": "gzip"})


def _marked(request: Recorded) -> tuple[str, str]:
    marker = _MARKER.search(request.user_texts[0])
    return (marker[1] if marker else "good"), ""
