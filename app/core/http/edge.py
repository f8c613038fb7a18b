"""The outermost layer of a request: its id, its one transaction, its line in the log, its safety headers."""

import time
from typing import Any

import structlog
from apiflask import APIFlask
from flask import Flask, Response, g, request
from werkzeug.middleware.proxy_fix import ProxyFix

from app.core import log
from app.core.config import Settings
from app.core.db import transaction
from app.core.http import idempotency
from app.core.http.body import API_PREFIX
from app.core.ids import new_id

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
logger = log.get(__name__)


class SaybillApp(APIFlask):
    """Runs each API view in one transaction that also holds the answer kept for its Idempotency-Key."""

    def dispatch_request(self) -> Any:
        if not request.path.startswith(API_PREFIX):
            return super().dispatch_request()
        replay = idempotency.claim()
        if replay:
            return replay
        with transaction(writing=request.method not in SAFE_METHODS):
            response = self.make_response(super().dispatch_request())
            idempotency.keep(response)
        return response


def init_edge(app: Flask, settings: Settings) -> None:
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    app.before_request(_start)
    app.after_request(_finish)
    app.after_request(idempotency.settle)


def _start() -> None:
    g.started = time.perf_counter()
    g.request_id = new_id("req")
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)


def _finish(response: Response) -> Response:
    response.headers["X-Request-Id"] = g.request_id
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    if request.path.startswith(API_PREFIX):
        response.headers.setdefault("Cache-Control", "no-store")
        caller = g.get("caller")  # Only if it was looked up: the answer may be that the database is away.
        logger.info(
            "request",
            method=request.method,
            # The rule, not the path: what a caller typed is not for the log.
            route=request.url_rule.rule if request.url_rule else None,
            status=response.status_code,
            duration_ms=round((time.perf_counter() - g.started) * 1000, 1),
            token_id=caller.token_id if caller else None,
        )
    return response
