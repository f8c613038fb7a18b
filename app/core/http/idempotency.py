"""Idempotency-Key: the first answer again, byte for byte, instead of doing it twice (Stripe: idempotent requests).

A claim is committed before the work, so that a twin that comes meanwhile is told to wait. The answer is kept in the
transaction of the work itself: killed at any moment, either both are there or neither is.
"""

import hashlib
import json
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from flask import Response, current_app, g, jsonify, request
from marshmallow import Schema
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column
from webargs.core import missing

from app.core import clock
from app.core.config import Settings
from app.core.db import Base, db, transaction
from app.core.errors import Conflict, InvalidInput
from app.core.http.body import json_body
from app.core.http.caller import TEAM_HEADER, find_caller
from app.core.ids import new_id

KEPT_FOR = timedelta(hours=24)
# This long after the slowest model would have answered, a claim without an answer belongs to a process that was killed;
# should it be alive after all, it finds its claim taken and its work is rolled back.
LEASE_AFTER_MODEL = timedelta(minutes=2)
MAX_KEY_LENGTH = 255
# The key of the caller's language model is no part of what was asked, and must not be kept in any form.
SECRET_FIELDS = frozenset({"llm_api_key"})


class IdempotencyRecord(Base):
    """One key of one token: what was asked (as a hash), and once it is done, what was answered."""

    __tablename__ = "idempotency_records"
    __table_args__ = (sa.UniqueConstraint("token_id", "key"),)

    id: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    token_id: Mapped[str] = mapped_column(sa.String(40))
    key: Mapped[str] = mapped_column(sa.String(MAX_KEY_LENGTH))
    fingerprint: Mapped[str] = mapped_column(sa.String(64))
    claimed_at: Mapped[datetime] = mapped_column(index=True)
    status: Mapped[int | None] = mapped_column(sa.Integer)
    content_type: Mapped[str | None] = mapped_column(sa.String(120))
    etag: Mapped[str | None] = mapped_column(sa.String(40))
    body: Mapped[bytes | None] = mapped_column(sa.LargeBinary)


class IdempotencyConflict(Conflict):
    code = "idempotency_conflict"
    default_message = "This Idempotency-Key was used for a different request. Use a new key."


class RequestInProgress(Conflict):
    code = "idempotency_in_progress"
    is_final = False
    default_message = "A request with this Idempotency-Key is still running. Try again in a moment."


def claim() -> Response | None:
    """Reserve the request's key. The kept answer when there is one; None when the work is to be done.

    Raises IdempotencyConflict for another request under the key, RequestInProgress while its twin runs.
    """
    caller = find_caller()
    key = request.headers.get("Idempotency-Key")
    if key is None or caller is None or request.method in ("GET", "HEAD", "OPTIONS"):
        return None
    if not 1 <= len(key) <= MAX_KEY_LENGTH or not key.isprintable():
        raise InvalidInput.field("Idempotency-Key", f"Must be 1 to {MAX_KEY_LENGTH} printable characters.")
    fingerprint = _fingerprint()
    try:
        with transaction():
            return _claim(caller.token_id, key, fingerprint)
    except IntegrityError:  # A twin came first by a moment.
        raise RequestInProgress(headers={"Retry-After": "1"}) from None


def _claim(token_id: str, key: str, fingerprint: str) -> Response | None:
    now = clock.now()
    db.session.execute(sa.delete(IdempotencyRecord).where(IdempotencyRecord.claimed_at < now - KEPT_FOR))
    record = db.session.scalar(
        sa.select(IdempotencyRecord)
        .where(IdempotencyRecord.token_id == token_id, IdempotencyRecord.key == key)
        .with_for_update()
    )
    if record is None:
        record = IdempotencyRecord(id=new_id("idk"), token_id=token_id, key=key, fingerprint=fingerprint)
        db.session.add(record)
    elif record.fingerprint != fingerprint:
        raise IdempotencyConflict()
    elif record.status is not None:
        return _replay(record)
    elif record.claimed_at > now - _lease():
        raise RequestInProgress(headers={"Retry-After": "1"})
    else:
        record.id = new_id("idk")
    record.claimed_at = now
    db.session.flush()
    g.idempotency_id = record.id
    return None


def keep(response: Response) -> None:
    """Keep the answer, in the transaction of the work. RequestInProgress when somebody else has the claim by now."""
    if "idempotency_id" not in g or not g.get("answer_is_final", True):
        return
    if not _store(g.idempotency_id, response):
        raise RequestInProgress(headers={"Retry-After": "1"})
    g.idempotency_kept = True


def keep_instead(schema: Schema, answer: dict[str, Any]) -> None:
    """What to keep of an answer that holds a secret, which is shown this once and stored nowhere."""
    g.kept_body = jsonify(schema.dump(answer)).get_data()


def settle(response: Response) -> Response:
    """After the request: keep a refusal (4xx) as well, and give the key back after a failure that may pass."""
    record_id = g.pop("idempotency_id", None)
    if record_id is None or (g.get("idempotency_kept") and response.status_code < 400):
        return response
    passing = response.status_code >= 500 or response.status_code == 429 or not g.get("answer_is_final", True)
    with transaction():
        if passing:
            db.session.execute(sa.delete(IdempotencyRecord).where(IdempotencyRecord.id == record_id))
        else:
            _store(record_id, response)
    return response


def _lease() -> timedelta:
    settings: Settings = current_app.extensions["saybill.settings"]
    return timedelta(seconds=settings.llm_timeout_s) + LEASE_AFTER_MODEL


def _store(record_id: str, response: Response) -> bool:
    """Put the answer into the record; false when the claim is another's by now."""
    instead = g.get("kept_body") if response.status_code < 400 else None
    kept = db.session.execute(
        sa.update(IdempotencyRecord)
        .where(IdempotencyRecord.id == record_id)
        .values(
            status=response.status_code,
            content_type=response.content_type,
            etag=response.headers.get("ETag"),
            body=instead or response.get_data(),
        )
        .returning(IdempotencyRecord.id)
    )
    return kept.first() is not None


def _replay(record: IdempotencyRecord) -> Response:
    return Response(
        record.body,
        status=record.status,
        content_type=record.content_type,
        headers={"Idempotent-Replayed": "true", **({"ETag": record.etag} if record.etag else {})},
    )


def _fingerprint() -> str:
    body = json_body() if request.mimetype != "multipart/form-data" else missing
    asked = [request.method, request.full_path, None if body is missing else _without_secrets(body)]
    if TEAM_HEADER in request.headers:
        asked.append(request.headers[TEAM_HEADER])
    text = json.dumps(asked, sort_keys=True, default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _without_secrets(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_secrets(inner) for key, inner in value.items() if key not in SECRET_FIELDS}
    if isinstance(value, list):
        return [_without_secrets(inner) for inner in value]
    return value
