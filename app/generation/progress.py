"""Showing how far the making of an invoice has come, as server-sent events (WHATWG HTML, section 9.2)."""

import json
from collections.abc import Callable, Iterator
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

from flask import Response, g, request

from app.core import log
from app.core.errors import InvalidInput, SaybillError
from app.generation.aside import Outcome, Work, beside
from app.llm.ask import Progress, Step

MIMETYPE = "text/event-stream"
# Proxies cut connections on which nothing is said for a while, mostly after 30 or 60 seconds.
HEARTBEAT_S = 10.0
_HEARTBEAT = ": still working\n\n"
THREAD_NAME = "saybill-stream"
logger = log.get(__name__)


class StreamNotRepeatable(InvalidInput):
    """A stream is not kept, so there is nothing that a retry could be given again."""

    is_final = False


def is_wanted() -> bool:
    """The caller of this request asks for a stream of events. StreamNotRepeatable with an Idempotency-Key."""
    wanted = request.accept_mimetypes.best_match(["application/json", MIMETYPE]) == MIMETYPE
    if wanted and "Idempotency-Key" in request.headers:
        message = f"Not together with Accept: {MIMETYPE}, for a stream cannot be repeated. Leave one of the two out."
        raise StreamNotRepeatable.field("Idempotency-Key", message)
    return wanted


def stream(make_work: Callable[[Progress], Work]) -> Response:
    """Answers with `started`, each Step that the work passes, and at the end `created` or `error` with its outcome.

    The work begins when the answer is sent, after the request's own transaction. It goes on when the client hangs up:
    as with any POST, the invoice is then made whole or not at all.
    """
    events: SimpleQueue[Step | Outcome] = SimpleQueue()
    run = beside(make_work(events.put))
    started = _event("started", {"request_id": g.request_id})

    def send() -> Iterator[str]:
        Thread(target=lambda: events.put(_ended(run)), name=THREAD_NAME).start()
        yield started
        yield from _follow(events)

    # Nginx would hold events back until it has a page full of them.
    return Response(send(), mimetype=MIMETYPE, headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})


def _ended(run: Callable[[], Outcome]) -> Outcome:
    try:
        return run()
    except Exception as exc:  # Or the stream would wait for ever.
        logger.error("stream_failed", exc_info=exc)
        return Outcome(SaybillError.status, {"error": SaybillError.default_message, "code": SaybillError.code})


def _follow(events: "SimpleQueue[Step | Outcome]") -> Iterator[str]:
    while True:
        try:
            event = events.get(timeout=HEARTBEAT_S)
        except Empty:
            yield _HEARTBEAT
            continue
        if isinstance(event, Outcome):
            is_made = event.status < 400
            yield _event("created", event.body) if is_made else _event("error", event.body | {"status": event.status})
            return
        yield _event(event.value, {})


def _event(name: str, data: dict[str, Any]) -> str:
    # JSON has no line ends of its own, so one data line is enough.
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
