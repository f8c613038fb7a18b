"""Many invoices by one request: side by side, each in a transaction of its own, so that one bad one spoils none."""

import hashlib
import json
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields
from functools import partial

import sqlalchemy as sa

from app.accounts.models import Team
from app.core import clock
from app.core.db import db
from app.core.errors import SaybillError
from app.core.http.caller import Caller
from app.core.http.idempotency import IdempotencyConflict, IdempotencyRecord
from app.core.ids import new_id
from app.generation import service
from app.generation.aside import Outcome, beside
from app.generation.service import Wish
from app.llm.settings import LLMSettings

MAX_PROMPTS = 50
# A batch should not take all places at the models (SAYBILL_LLM_CONCURRENCY) from the other callers.
PARALLEL = 16
# With the minute that the last ones take, it ends before the lease of its Idempotency-Key does.
BEGIN_WITHIN_S = 90.0


class BatchTooSlow(SaybillError):
    status = 503
    code = "batch_too_slow"
    default_message = "The prompts before this one took too long, so it was not begun. Send it again."


@dataclass(frozen=True)
class Retry:
    """What makes a batch safe to repeat: whose it is, and the name under which its results are kept."""

    token_id: str
    name: str

    @classmethod
    def of(cls, caller: Caller, idempotency_key: str) -> "Retry":
        # Hashed, because with the position it might grow longer than a key may be.
        # With the team, because one token may work for several.
        named = f"{caller.team_id} {idempotency_key}"
        return cls(caller.token_id, "batch " + hashlib.sha256(named.encode()).hexdigest())


def create_all(wishes: Sequence[Wish], llm: LLMSettings, retry: Retry | None) -> list[Outcome]:
    """Make the invoices, in the order of the wishes; waits for all of them, so call it while no transaction is open.

    With `retry`, what a batch of that name made before it was killed is told again and not made twice.
    """
    until = time.monotonic() + BEGIN_WITHIN_S
    runs = [
        beside(partial(_create_kept, wish=wish, llm=llm, retry=retry, index=index, until=until))
        for index, wish in enumerate(wishes)
    ]
    with ThreadPoolExecutor(min(PARALLEL, llm.concurrency), thread_name_prefix="saybill-batch") as pool:
        return list(pool.map(lambda run: run(), runs))


def _create_kept(team: Team, *, wish: Wish, llm: LLMSettings, retry: Retry | None, index: int, until: float) -> Outcome:
    key = f"{retry.name} {index}" if retry else ""
    kept = _find_kept(retry.token_id, key, wish) if retry else None
    if kept:
        return kept
    if time.monotonic() > until:
        raise BatchTooSlow(headers={"Retry-After": "1"})
    outcome = Outcome.made(team, service.create(team, wish, llm))
    if retry and not wish.dry_run:
        # In the transaction of the invoice: after a kill either both are there or neither is.
        _keep(retry.token_id, key, wish, outcome)
    return outcome


def _find_kept(token_id: str, key: str, wish: Wish) -> Outcome | None:
    """IdempotencyConflict when another wish stood at this place of the batch."""
    record = db.session.scalar(
        sa.select(IdempotencyRecord).where(IdempotencyRecord.token_id == token_id, IdempotencyRecord.key == key)
    )
    if record is None:
        return None
    if record.fingerprint != _fingerprint(wish):
        raise IdempotencyConflict()
    return Outcome(record.status or 201, json.loads(record.body or b""))


def _keep(token_id: str, key: str, wish: Wish, outcome: Outcome) -> None:
    db.session.add(
        IdempotencyRecord(
            id=new_id("idk"),
            token_id=token_id,
            key=key,
            fingerprint=_fingerprint(wish),
            claimed_at=clock.now(),
            status=outcome.status,
            content_type="application/json",
            body=json.dumps(outcome.body, ensure_ascii=False).encode(),
        )
    )


def _fingerprint(wish: Wish) -> str:
    """Of all that was asked, but for the key: it is never kept in any form, and a retry may come with a better one."""
    asked = [str(getattr(wish, field.name)) for field in fields(wish) if field.name != "api_key"]
    return hashlib.sha256(json.dumps(asked).encode()).hexdigest()
