"""How many requests a minute one caller may send, and the three headers that tell on every answer.

One moving window a token over all endpoints together; without a valid token, one a client address.
"""

import math
import time
from typing import Any

from flask import Flask, Response, request
from flask_limiter import HeaderNames, Limiter
from limits.storage import MemoryStorage

from app.core.config import Settings
from app.core.http.body import API_PREFIX
from app.core.http.caller import find_caller

# The library puts its Retry-After on every answer, rounded down to 0: it goes under this name and is taken off again.
_LIBRARY_RETRY_AFTER = "X-Limiter-Retry-After"
_SWEEP_EVERY_S = 10.0


class _CalmMemory(MemoryStorage):
    """The library's memory, swept every ten seconds: as it comes, nearly each request starts a thread that sweeps."""

    STORAGE_SCHEME = ["calm-memory"]

    @property
    def timer(self) -> Any:
        return self

    @timer.setter
    def timer(self, sweep: Any) -> None:
        self._sweep, self._swept_at = sweep, time.monotonic()

    def start(self) -> None:
        self._sweep.start()

    def is_alive(self) -> bool:
        return time.monotonic() - self._swept_at < _SWEEP_EVERY_S


def init_ratelimit(app: Flask, settings: Settings) -> None:
    # Registered before the limiter, because functions run after a request go in reverse order.
    app.after_request(_tidy_retry_after)
    limiter = Limiter(
        key_func=_who,
        app=app,
        # Default limits would count for each endpoint on its own.
        application_limits=[settings.rate_limit],
        strategy="moving-window",
        storage_uri=settings.redis_url or "calm-memory://",
        # Redis gone: each process counts on its own until it is back. In the moment of the change, requests that fail
        # side by side are let through; the library would answer all but the first of them with a 500.
        in_memory_fallback_enabled=bool(settings.redis_url),
        swallow_errors=bool(settings.redis_url),
        headers_enabled=True,
        header_name_mapping={HeaderNames.RETRY_AFTER: _LIBRARY_RETRY_AFTER},
        # Without a name for them, 404 and 405 would neither count nor carry the headers.
        request_identifier=lambda: request.endpoint or "(no route)",
    )
    limiter.request_filter(lambda: not request.path.startswith(API_PREFIX))


def _who() -> str:
    # Never the raw header: made-up tokens would each have a limit of their own.
    caller = find_caller()
    return f"token:{caller.token_id}" if caller else f"address:{request.remote_addr}"


def _tidy_retry_after(response: Response) -> Response:
    response.headers.pop(_LIBRARY_RETRY_AFTER, None)
    if response.status_code == 429 and "Retry-After" not in response.headers:
        reset = response.headers.get("X-RateLimit-Reset", type=int) or 0
        response.headers["Retry-After"] = str(max(1, math.ceil(reset - time.time())))
    return response
