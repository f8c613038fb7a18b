"""The guarded HTTP client under every vendor's SDK: one for each address and process.

Each rule closes a leak that was measured: google-genai followed a redirect and delivered the key to another host; a
vendor's cookie for one caller went out with the next caller's call; a server that sends a byte a second held a call far
beyond its timeout; environment variables added an operator's headers, organisation or proxy to a caller's key. A client
for each call would be as safe, but loads the CA bundle each time (50 to 90 ms).
"""

import logging
import os
import ssl
import time
from collections.abc import Iterable
from functools import cache
from threading import Lock, local
from typing import Any

import httpcore2
import httpx2

CONNECT_TIMEOUT_S = 5.0
DEFAULT_TOTAL_S = 60.0
MAX_BODY_BYTES = 4 * 1024 * 1024
# Also what keeps OPENAI_CUSTOM_HEADERS, OPENAI_ORG_ID and the SDKs' telemetry off the wire.
_SENT_HEADERS = frozenset(
    b"host accept content-type content-length transfer-encoding connection authorization x-goog-api-key "
    b"anthropic-version".split()
)
_building = Lock()
_DROPPED_ANSWER_HEADERS = frozenset({b"set-cookie", b"location"})


def client_for(base_url: str) -> httpx2.Client:
    """The shared client that talks to the scheme, host and port of `base_url` and to nothing else."""
    # The cache alone would let a burst of first calls build a client each, with its CA bundle, and drop all but one.
    with _building:
        return _client(httpx2.URL(base_url).copy_with(path="/", query=None, fragment=None), os.getpid())


def timeouts(total_s: float) -> httpx2.Timeout:
    """`total_s` as the SDKs pass it on: the guard reads the number as the limit of the whole exchange."""
    return httpx2.Timeout(total_s, connect=min(CONNECT_TIMEOUT_S, total_s))


def hush(sdk: str) -> None:
    """Keep the log of an SDK to its warnings: at DEBUG it holds the caller's words, and with Anthropic's the key."""
    logging.getLogger(sdk).setLevel(logging.WARNING)


@cache
def tls_context() -> ssl.SSLContext:
    """The process's one TLS context: the machine's trusted certificates, nothing from the environment."""
    return httpx2.create_ssl_context(trust_env=False)


@cache
def async_client() -> httpx2.AsyncClient:
    """A client that can reach nothing, for an SDK that would otherwise build an asynchronous one, with a CA bundle."""
    return httpx2.AsyncClient(transport=httpx2.AsyncBaseTransport(), trust_env=False)


@cache
def _client(origin: httpx2.URL, pid: int) -> httpx2.Client:
    # `pid` is a part of the cache's key: after a fork, parent and child must not share a connection.
    return httpx2.Client(transport=_Guard(origin), trust_env=False, follow_redirects=False)


class _Guard(httpx2.HTTPTransport):
    """Sends to one origin, reads the whole answer before the deadline, and lets no cookie or redirect through."""

    def __init__(self, origin: httpx2.URL) -> None:
        # Not the parent's __init__: it offers no way to give the pool a network backend. The caller caps how many calls
        # run at once, so the pool does not.
        self._pool = httpcore2.ConnectionPool(
            ssl_context=tls_context(), max_connections=None, max_keepalive_connections=50, network_backend=_Network()
        )
        self._origin = _origin(origin)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        if _origin(request.url) != self._origin:
            raise httpx2.UnsupportedProtocol("This client does not talk to that host.")
        request.headers = httpx2.Headers([pair for pair in request.headers.raw if pair[0].lower() in _SENT_HEADERS])
        # An answer that is not compressed cannot be a decompression bomb.
        request.headers.update({"User-Agent": "Saybill", "Accept-Encoding": "identity"})
        _deadline.at = time.monotonic() + (request.extensions.get("timeout", {}).get("read") or DEFAULT_TOTAL_S)
        try:
            response = super().handle_request(request)
            body = _read(response)
        finally:
            _deadline.at = None
        headers = [pair for pair in response.headers.raw if pair[0].lower() not in _DROPPED_ANSWER_HEADERS]
        return httpx2.Response(response.status_code, headers=headers, stream=httpx2.ByteStream(body))


def _origin(url: httpx2.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


def _read(response: httpx2.Response) -> bytes:
    try:
        if response.headers.get("content-encoding", "identity") != "identity":
            raise httpx2.RemoteProtocolError("The answer is compressed although we asked for none of that.")
        body = bytearray()
        for chunk in response.iter_raw():
            body += chunk
            if len(body) > MAX_BODY_BYTES:
                raise httpx2.RemoteProtocolError("The answer is too large.")
        return bytes(body)
    finally:
        response.close()


class _Deadline(local):
    """When the exchange of this thread must be over, on the monotonic clock."""

    at: float | None = None

    def cap(self, timeout_s: float | None, expired: type[Exception]) -> float | None:
        """`timeout_s`, or what is left where that is less; raises `expired` when nothing is left."""
        if self.at is None:
            return timeout_s
        left = self.at - time.monotonic()
        if left <= 0:
            raise expired("The deadline has passed.")
        return left if timeout_s is None else min(timeout_s, left)


_deadline = _Deadline()


class _Network(httpcore2.SyncBackend):
    """Plain sockets whose every wait ends at the deadline; a library's timeout starts anew with each byte."""

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        timeout = _deadline.cap(timeout, httpcore2.ConnectTimeout)
        return _Stream(super().connect_tcp(host, port, timeout, local_address, socket_options))


class _Stream(httpcore2.NetworkStream):
    def __init__(self, inner: httpcore2.NetworkStream) -> None:
        self._inner = inner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _deadline.cap(timeout, httpcore2.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, _deadline.cap(timeout, httpcore2.WriteTimeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        timeout = _deadline.cap(timeout, httpcore2.ConnectTimeout)
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, timeout))

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)
